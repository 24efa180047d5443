// What the tests of barriers do inside a page; axe stands before this.
const shown = (selector, root = document) =>
  [...root.querySelectorAll(selector)].filter((each) => each.checkVisibility() && each.getClientRects().length);
const part = (control) => control.closest(".option") ?? control;
const called = (control) =>
  `<${control.localName}> ${(part(control).innerText || control.name || control.id).trim().slice(0, 50)}`;

// ---- what axe does not see: room, size, focus and movement
const controls = () => shown("a[href], button, input:not([type=hidden]), textarea, summary");
const isInText = (control) =>
  getComputedStyle(control).display === "inline" && control.parentElement.innerText.trim() !== control.innerText.trim();
const sizeFault = (control) => {
  const { width, height } = part(control).getBoundingClientRect();
  // the law of 24 for links in lists, and our own aim
  const wanted = control.matches("li a") ? 24 : 44;
  return Math.min(width, height) < wanted && !isInText(control) && `${width} × ${height} is less than ${wanted}`;
};
const edges = (control) => {
  const { left, right, top, bottom } = part(control).getClientRects()[0];
  // in a large box it is enough that the line where one writes is seen
  const end = control.localName === "textarea" ? Math.min(bottom, top + 40) : bottom;
  const [first, last] = [Math.max(left, 0) + 3, Math.min(right, innerWidth) - 3];
  const [high, low] = [Math.max(top, 0) + 3, Math.min(end, innerHeight) - 3];
  const [across, down] = [(first + last) / 2, (high + low) / 2];
  return first < last && high < low ? [[across, high], [across, low], [first, down], [last, down]] : [];
};
const isCovered = (control) => ([x, y]) => {
  const hit = document.elementFromPoint(x, y);
  return !hit || !(hit.contains(part(control)) || part(control).contains(hit));
};
const focusShown = (control) => {
  const { outlineStyle, outlineWidth } = getComputedStyle(part(control));
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return "shows no focus";
  const points = edges(control);
  if (!points.length) return "is off the screen when it has focus";
  return points.some(isCovered(control)) && "is under something else when it has focus";
};
const focusFault = (control) => {
  control.focus();
  return focusShown(control);
};
// what can be scrolled must be reached by keyboard
const isStuck = (box) =>
  (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1) && !box.matches("textarea") &&
  /auto|scroll/.test(getComputedStyle(box).overflow) && box.tabIndex < 0 && !shown("a, button, input", box).length;
const own = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = shown("main *, header *").find((each) => each.getBoundingClientRect().right > clientWidth);
  const found = scrollWidth > clientWidth ? [`${scrollWidth} is wider than ${clientWidth}: ${wide?.outerHTML.slice(0, 160)}`] : [];
  if (document.getAnimations().length) found.push("something moves");
  for (const box of shown("body *").filter(isStuck)) found.push(`${box.outerHTML.slice(0, 160)} scrolls without a keyboard`);
  for (const control of controls())
    for (const fault of [sizeFault(control), focusFault(control)]) if (fault) found.push(`${called(control)} ${fault}`);
  document.activeElement.blur();
  return found;
};

const look = async (rules) => {
  if (rules && !rules.length) return [];
  const wanted = rules ? { runOnly: rules } : {};
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...wanted });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

// ---- keys: where the last one led, on the page and not on the screen
const landed = () => {
  const control = document.activeElement;
  const { left, right, top, bottom } = part(control).getBoundingClientRect();
  const isFixed = Boolean(control.closest(".exit, .to-content") || getComputedStyle(control).position === "fixed");
  // a list of which one counts is one stop
  control.dataset.stop ??= control.type === "radio" ? control.name : document.querySelectorAll("[data-stop]").length;
  return {
    stop: control === document.body ? "" : control.dataset.stop,
    name: called(control),
    is: control.matches(".actions button:first-child, #send-button") ? "next" : control.type ?? control.localName,
    isChecked: Boolean(control.checked),
    place: isFixed ? null : [left, right, top + scrollY, bottom + scrollY],
    fault: control === document.body || control.tabIndex < 0 ? "" : focusShown(control) || "",
  };
};

// ---- walking: one screen after the other, each looked at once; rows of a matrix differ in words alone
const screenNow = () => shown("main .question")[0]?.id ?? shown("#start, #send")[0].id;
const stepNow = () => screenNow() + (shown(".turn").length && history.state.row ? ", next statement" : "");
// what a style can tell apart: where only colours are asked for, screens made alike are looked at once
const makeup = () =>
  [...new Set(shown("body *").map(({ localName, className, type, checked }) => [localName, className, type, checked].join()))].sort().join(" ");
const walk = async ({ rules, isAlike = false, step, met = [] }) => {
  const found = [];
  const looked = new Set(met);
  const alike = new Set();
  do {
    const here = stepNow();
    if (looked.has(here)) continue;
    const made = isAlike ? makeup() : here;
    const faults = alike.has(made) ? [] : await look(rules);
    found.push(...[...faults, ...own()].map((fault) => `${here}: ${fault}`));
    alike.add(made);
    looked.add(here);
  } while (await step());
  return { found, met: [...looked] };
};
const answer = (place) => {
  for (const group of shown("fieldset:has(> .choices)")) {
    const options = shown("input:not([type=search])", group);
    const chosen = options[place % options.length];
    if (!chosen.checked) chosen.click();
  }
  for (const box of shown("textarea, input.box:not([type=search])")) {
    box.value = "Ring 070-174 06 05";
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
};
const forward = (place) => () => {
  if (screenNow() === "send") return false;
  if (place !== null) answer(place);
  shown(".actions button")[0].click();
  return true;
};
const through = (way) => async () => {
  if (screenNow() === (way < 0 ? "start" : "send")) return false;
  const gone = new Promise((done) => addEventListener("popstate", done, { once: true }));
  history.go(way);
  await gone;
  return true;
};
