// A shared screen: nothing of a person stays for the next one, and no link leads out of it.
(() => {
  const { start, still, emptied, here, anew } = document.currentScript.dataset;
  const IDLE = 120_000;
  const LAST = 30_000;
  const THANKS = 60_000;
  let timer = 0;
  let asked = null;
  let touched = Date.now();

  // the tab keeps nothing, not even through a reload
  Storage.prototype.setItem = () => {};
  try {
    sessionStorage.clear();
  } catch {}
  // back to the first screen before it is replaced: the way through the questions tells of answers
  let isLeaving = false;
  const replace = () => location.replace(start);
  const empty = () => {
    const steps = history.state?.depth ?? 0;
    isLeaving = true;
    document.title = "";
    document.body.replaceChildren();
    if (!steps) return replace();
    setTimeout(replace, 300);
    history.go(-steps);
  };
  const wait = (then, milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(then, milliseconds);
  };
  const button = (name, className, does) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: name, className });
    made.addEventListener("click", does);
    return made;
  };
  const stay = () => {
    asked?.remove();
    asked = null;
    touch();
  };
  // what was answered is covered while it is asked, for somebody else may have come
  const ask = () => {
    asked = document.createElement("dialog");
    asked.className = "still";
    asked.setAttribute("aria-labelledby", "still");
    const heading = Object.assign(document.createElement("h2"), { id: "still", textContent: still });
    const text = Object.assign(document.createElement("p"), { textContent: emptied });
    asked.append(heading, text, button(here, "", stay), button(anew, "second", empty));
    asked.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(asked);
    asked.showModal();
    wait(empty, LAST);
  };
  const touch = () => {
    if (asked) return;
    touched = Date.now();
    if (document.querySelector("#survey")) wait(ask, IDLE);
    else wait(empty, THANKS);
  };
  const begin = () => {
    touch();
    if (!document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {});
  };
  for (const name of ["keydown", "pointerdown"]) addEventListener(name, begin);
  addEventListener("input", touch);
  addEventListener("DOMContentLoaded", () => document.querySelector("#survey") || touch());
  // thanks take the survey's place without leaving the page
  document.addEventListener("shown", () => document.querySelector("#survey") || touch());
  document.addEventListener("fullscreenchange", () => document.fullscreenElement || empty());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - touched > IDLE + LAST) empty();
  });
  addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const isOurs = !link || (link.origin === location.origin && [start, `${start}/leave`].includes(link.pathname));
    if (!isOurs) event.preventDefault();
  }, true);
  // what the browser may bring back by itself is emptied before it is left and when it is shown
  addEventListener("pagehide", () => document.body.replaceChildren());
  addEventListener("pageshow", ({ persisted }) => persisted && empty());
  // Back and Forward stay here: what lies there is not for whoever stands at the screen
  history.replaceState(null, "");
  history.pushState({ at: "Start", row: 0, depth: 0 }, "");
  addEventListener("popstate", (event) => {
    if (!isLeaving) return event.state || history.forward();
    event.stopImmediatePropagation();
    return replace();
  });
})();
