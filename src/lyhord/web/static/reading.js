// Reads a question and its answers aloud, with voices of the device itself: no text leaves it.
(() => {
  const PROSE = "main > p, main > section:not(.card) > p, #start > p, #send > p";
  const speech = window.speechSynthesis;
  if (!speech) return;
  const tongueOf = ({ lang }) => lang.split(/[-_]/)[0].toLowerCase();
  const isWanted = (each) => each.localService && tongueOf(each) === tongueOf(document.documentElement);
  const chosen = () => speech.getVoices().find(isWanted);
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
    const voice = chosen();
    // without one the browser would take any, and send the text away to it
    if (!voice) return offer();
    label(square, words.stop);
    said.forEach((part, place) => {
      const text = part.id === "receipt" ? [...part.textContent].join(", ") : part.textContent;
      const utterance = new SpeechSynthesisUtterance(text.trim());
      Object.assign(utterance, { voice, lang: document.documentElement.lang, rate: 0.9 });
      utterance.onstart = () => mark(part);
      utterance.onend = () => place === said.length - 1 && stop();
      speech.speak(utterance);
    });
  };
  button.addEventListener("click", () => (speech.speaking ? stop() : speak()));
  const offer = () => {
    stop();
    button.remove();
    const heading = [...document.querySelectorAll("main h1")].find((each) => each.offsetParent);
    if (chosen() && heading) (heading.closest("legend") ?? heading).after(button);
  };
  document.addEventListener("shown", offer);
  speech.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", stop);
  offer();
})();
