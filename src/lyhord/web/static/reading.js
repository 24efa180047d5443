// Reads a question and its answers aloud, with voices of the device itself: no text leaves it.
(() => {
  const PROSE = "main > p, main > section:not(.card) > p, #start > p, #send > p";
  const speech = window.speechSynthesis;
  if (!speech) return;
  const wanted = () => document.documentElement.lang.slice(0, 2);
  const voice = () => speech.getVoices().find((each) => each.localService && each.lang.slice(0, 2) === wanted());
  const button = Object.assign(document.createElement("button"), { type: "button", className: "second reading" });
  const words = document.querySelector("#reading-words").dataset;
  const [speaker, square] = document.querySelectorAll("#reading-words svg");
  const label = (drawing, text) => button.replaceChildren(drawing, text);
  let marked = null;
  const mark = (element) => {
    marked?.classList.remove("read");
    marked = element;
    marked?.classList.add("read");
  };
  const stop = () => {
    speech.cancel();
    mark(null);
    label(speaker, words.read);
  };
  const parts = () =>
    [...document.querySelectorAll(`main :is(h1, legend, .hint, .option, dt, dd:not(:has(button)), #receipt), ${PROSE}`)].filter(
      (each) => each.offsetParent && each.textContent.trim() && !each.matches("legend:has(h1)"),
    );
  const speak = () => {
    const said = parts();
    label(square, words.stop);
    said.forEach((part, place) => {
      const text = part.id === "receipt" ? [...part.textContent].join(", ") : part.textContent;
      const utterance = new SpeechSynthesisUtterance(text.trim());
      Object.assign(utterance, { voice: voice(), lang: document.documentElement.lang, rate: 0.9 });
      utterance.onstart = () => mark(part);
      utterance.onend = () => place === said.length - 1 && stop();
      speech.speak(utterance);
    });
  };
  button.addEventListener("click", () => (speech.speaking ? stop() : speak()));
  const offer = () => {
    stop();
    const heading = [...document.querySelectorAll("main h1")].find((each) => each.offsetParent);
    if (voice() && heading) (heading.closest("legend") ?? heading).after(button);
  };
  document.addEventListener("shown", offer);
  speech.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", stop);
  offer();
})();
