// Keeps what was answered in this tab alone: through reload, Back and a change of language.
const IDLE = 45 * 60_000;
// one drawer for each survey, however its address ends
const drawer = `lyhord ${location.pathname.split("/")[2]}`;
// the browser may forbid or have filled its storage: then nothing is kept, and nothing breaks
const forget = () => {
  try {
    sessionStorage.removeItem(drawer);
  } catch {}
};
const forgetAll = () => {
  try {
    sessionStorage.clear();
  } catch {}
};
const keep = (state) => {
  try {
    sessionStorage.setItem(drawer, JSON.stringify({ ...state, time: Date.now() }));
  } catch {
    forget();
  }
};
const recall = () => {
  try {
    const state = JSON.parse(sessionStorage.getItem(drawer));
    const isOurs = state.fields.every(Array.isArray) && Array.isArray(state.seen);
    if (isOurs && Date.now() - state.time < IDLE) return state;
  } catch {}
  forget();
  return null;
};
// Only a reload, which leaves the old page after the new one was asked for. A reopened tab was left long before, a
// duplicate was not left at all, and a clock that was turned back can prove nothing.
const isSameVisit = ({ left, time }) =>
  performance.navigation?.type === 1 &&
  left > Date.now() - performance.now() &&
  time < Date.now() + 60_000;

const HIDDEN = ["version", "language", "submission"];
const fieldsOf = (form) =>
  [...new FormData(form)].filter(([name, value]) => value && !HIDDEN.includes(name));
const isChoice = ({ type }) => type === "radio" || type === "checkbox";
const changed = (input) => input.dispatchEvent(new Event("input", { bubbles: true }));
const fill = (form, fields) => {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const input of all("[name]:not([type=hidden])", form)) {
    const given = values.get(input.name) ?? [];
    if (isChoice(input)) input.checked = given.includes(input.value);
    else input.value = given.shift() ?? "";
  }
};
