// What holds for the tab, whatever page stands in it: what settles a post, idleness, coming and going.
let survey = null;
let isSent = false;
let touched = Date.now();
let idle = 0;

// ---- what settles a post takes the page's place: no address ever holds a code or an answer
const swap = (page, state = null) => {
  const { lang, dir } = page.documentElement;
  Object.assign(document.documentElement, { lang, dir });
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  begin(state);
};
const settled = (page, status) => {
  // after a conflict what was written may be somebody else's, and the only copy
  isSent = status === 200 || status === 410;
  if (isSent) forget();
  swap(page);
  scrollTo(0, 0);
  const heading = one("#errors") ?? one("h1");
  heading.tabIndex = -1;
  heading.focus();
};

const begin = (state, earlier = null) => {
  survey?.stop();
  survey = null;
  one("#exit")?.addEventListener("click", leave);
  if (one("#exit")) document.documentElement.classList.add("scripted");
  offerCopying();
  const form = one("#survey");
  if (form) survey = asking(form, state, earlier);
  document.dispatchEvent(new Event("shown"));
};

// ---- once for the tab, whatever page stands in it
const anew = () => {
  forgetAll();
  hasLeft = true;
  location.replace(location.href.split("#")[0]);
};
const touch = () => {
  touched = Date.now();
  clearTimeout(idle);
  idle = setTimeout(anew, IDLE);
};
for (const name of ["input", "keydown", "pointerdown"]) addEventListener(name, touch);
addEventListener("visibilitychange", () => {
  if (!document.hidden && Date.now() - touched > IDLE) anew();
});
addEventListener("popstate", ({ state }) => state && !hasLeft && survey?.popped(state));
addEventListener("pagehide", () => {
  if (isSent) document.body.replaceChildren();
  else if (!hasLeft) survey?.save({ left: Date.now() });
});
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  if (isSent || hasLeft || Date.now() - touched > IDLE) anew();
  else survey?.save();
});
touch();
// the submission is the last thing on the page, after this script
addEventListener("DOMContentLoaded", () => {
  const found = recall();
  const isSure = found && isSameVisit(found);
  begin(isSure ? found : null, isSure ? null : found);
});
