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
  // the law of 24, and our own aim; a matrix is a table where there is room, and has narrow columns
  const wanted = part(control).matches(innerWidth < 1024 ? "a" : "a, .row .option") ? 24 : 44;
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
const focusFault = (control) => {
  control.focus();
  const { outlineStyle, outlineWidth } = getComputedStyle(part(control));
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return "shows no focus";
  const points = edges(control);
  if (!points.length) return "is off the screen when it has focus";
  return points.some(isCovered(control)) && "is under something else when it has focus";
};
const own = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = shown("main *, header *").find((each) => each.getBoundingClientRect().right > clientWidth);
  const found = scrollWidth > clientWidth ? [`${scrollWidth} is wider than ${clientWidth}: ${wide?.outerHTML.slice(0, 160)}`] : [];
  if (document.getAnimations().length) found.push("something moves");
  for (const control of controls())
    for (const fault of [sizeFault(control), focusFault(control)]) if (fault) found.push(`${called(control)} ${fault}`);
  document.activeElement.blur();
  return found;
};

const look = async (rules) => {
  const wanted = rules ? { runOnly: rules } : {};
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...wanted });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

// ---- walking: one screen after the other, each looked at once; rows of a matrix differ in words alone
const screenNow = () => shown("main .question")[0]?.id ?? shown("#start, #send")[0].id;
const stepNow = () => screenNow() + (shown(".turn").length && history.state.row ? ", next statement" : "");
const walk = async ({ rules, step, met = [] }) => {
  const found = [];
  const looked = new Set(met);
  do {
    const here = stepNow();
    const faults = looked.has(here) ? [] : rules === "own" ? [] : await look(rules);
    if (!met.includes(here)) found.push(...[...faults, ...own()].map((fault) => `${here}: ${fault}`));
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
