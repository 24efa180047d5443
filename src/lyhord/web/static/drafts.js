// Looks a draft through while somebody writes; without it the page says the same once it is saved.
(() => {
  const form = document.getElementById("draft");
  const QUIET = 700;
  let timer = 0;
  let asked = 0;
  let isDirty = false;
  const line = ({ text, blocks, href, of }, isLed) => {
    const item = document.createElement("li");
    item.className = blocks ? "blocks" : "";
    if (!isLed || !href) {
      item.textContent = text;
      return item;
    }
    const link = document.createElement("a");
    link.href = href;
    link.textContent = of || text;
    item.append(link, of ? `: ${text}` : "");
    return item;
  };
  const show = ({ summary, notes }) => {
    const told = document.getElementById("summary");
    if (told.textContent !== summary) told.textContent = summary;
    document.getElementById("notes").replaceChildren(...notes.map((note) => line(note, true)));
    for (const list of form.querySelectorAll("[data-notes]"))
      list.replaceChildren(...notes.filter(({ field }) => field === list.dataset.notes).map((note) => line(note, false)));
  };
  const look = async () => {
    const mine = ++asked;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.check, { method: "POST", body, redirect: "error" });
      if (answer.status === 200 && mine === asked) show(await answer.json());
    } catch {
      // no network, or signed out: saving says so
    }
  };
  form.addEventListener("input", () => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(look, QUIET);
  });
  form.addEventListener("submit", () => {
    isDirty = false;
  });
  // what was written and not saved is not left by mistake
  addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const around = target?.closest("details");
    if (around) around.open = true;
    target?.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
  document.getElementById("problem")?.focus();
})();
