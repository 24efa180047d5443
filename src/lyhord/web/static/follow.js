// The code that somebody makes: its three parts have no names and are never sent. With the key of the series they
// become a hash here, and that alone is.
(() => {
  const boxNow = () => document.querySelector("#q-wave_code");
  const partsOf = (box) => [...box.querySelectorAll("[data-part]")];
  const hashOf = (box) => box.querySelector("[name=wave_code]");
  // whoever writes a whole name gets the same code as who writes its letter
  const meant = (written) => {
    const [first, day, last] = written.map((text) => text.normalize("NFC"));
    const digits = day.trim().replace(/\p{Nd}/gu, (sign) => sign.codePointAt(0) & 15);
    const isDay = /^\d{1,2}$/.test(digits) && digits >= 1 && digits <= 31;
    const letters = [first.match(/\p{L}/u)?.[0], last.match(/\p{L}(?=\P{L}*$)/u)?.[0]];
    const isWhole = isDay && letters[0] && letters[1];
    return { isDay: isDay || !digits, text: isWhole ? (letters[0] + digits.padStart(2, "0") + letters[1]).toUpperCase() : "" };
  };
  const hashed = async (key, text) => {
    const bytes = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));
    const own = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const signed = await crypto.subtle.sign("HMAC", own, new TextEncoder().encode(text));
    return [...new Uint8Array(signed)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const say = (box) => {
    const written = partsOf(box).map(({ value }) => value);
    const { ready, more, day } = box.querySelector("fieldset").dataset;
    const { isDay } = meant(written);
    const note = box.querySelector("#w-note");
    const missing = written.some((text) => text.trim()) ? (isDay ? more : day) : "";
    note.textContent = hashOf(box).value ? ready : missing;
    note.className = isDay ? "soft" : "error";
  };
  const offer = () => {
    const box = boxNow();
    if (!box || !window.crypto?.subtle) return;
    box.querySelector("#without").hidden = true;
    box.querySelector("fieldset").hidden = false;
    say(box);
  };
  let turn = 0;
  // before the page keeps what stands in its fields
  addEventListener("input", async ({ target }) => {
    const box = boxNow();
    if (!box) return;
    const hash = hashOf(box);
    if (!partsOf(box).includes(target)) {
      if (target === hash && !hash.value) partsOf(box).forEach((part) => (part.value = ""));
      return say(box);
    }
    const own = ++turn;
    hash.value = "";
    const { text } = meant(partsOf(box).map(({ value }) => value));
    const made = text && (await hashed(box.querySelector("fieldset").dataset.key, text));
    if (own !== turn) return;
    hash.value = made;
    if (made) hash.dispatchEvent(new Event("input", { bubbles: true }));
    else say(box);
  }, true);
  addEventListener("DOMContentLoaded", offer);
  document.addEventListener("shown", offer);
})();
