// Keys for the theme workspace, and what others did meanwhile; everything works without them.
(() => {
  const boxes = [...document.querySelectorAll("#sorting [name=statement]")];
  const at = () => boxes.indexOf(document.activeElement);
  const go = (place) => {
    const box = boxes[Math.max(0, Math.min(place, boxes.length - 1))];
    if (!box) return;
    box.focus({ preventScroll: true });
    box.closest("li").scrollIntoView({ block: "center" });
  };
  const focus = (id) => {
    const field = document.getElementById(id);
    if (!field) return;
    const around = field.closest("details");
    if (around) around.open = true;
    field.focus();
  };
  const press = (id) => {
    const button = document.getElementById(id);
    if (button && !button.disabled) button.click();
  };
  const keys = {
    j: () => go(at() + 1),
    k: () => go(at() - 1),
    x: () => at() >= 0 && boxes[at()].click(),
    m: () => focus("to"),
    n: () => focus("new_name"),
    q: () => press("pick"),
    e: () => focus("name"),
    "/": () => focus("q"),
    "?": () => focus("keys"),
    z: () => press("undo"),
    Z: () => press("redo"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const writes = event.target.closest("textarea, select, input:not([type=checkbox])");
    const act = keys[event.key];
    if (writes || !act) return;
    event.preventDefault();
    act();
  });
  // others' changes are told beside what is typed; a page that nobody touches stops asking, so that
  // it keeps nobody signed in
  const EVERY = 5000;
  const IDLE = 600000;
  const news = document.getElementById("news");
  let touched = Date.now();
  let told = "";
  const touch = () => {
    touched = Date.now();
  };
  const ask = async () => {
    if (document.hidden || Date.now() - touched > IDLE) return;
    try {
      const answer = await fetch(news.dataset.href, { redirect: "error" });
      const said = answer.status === 200 ? await answer.text() : told;
      if (said !== told) news.innerHTML = told = said;
    } catch {
      // no network, or signed out: the next page says so
    }
  };
  for (const kind of ["keydown", "pointerdown", "scroll"]) addEventListener(kind, touch, { passive: true });
  if (news) setInterval(ask, EVERY);
  const problem = document.getElementById("problem");
  if (problem) problem.focus();
})();
