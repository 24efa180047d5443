// The route through the questions: the same three-valued rules as the server.
const opposite = (value) => (value === null ? null : !value);
const every = (values) => (values.includes(false) ? false : values.includes(null) ? null : true);
// a condition is a list: what it is called, then a question and perhaps a value, or other conditions
const holds = ([op, ...of], answers, isSettled) => {
  const [question, value] = of;
  const given = answers[question] ?? null;
  if (op === "equals") return given && given.join() === value;
  if (op === "includes") return given && given.includes(value);
  if (op === "answered") {
    const isGiven = Object.keys(answers).some((key) => key === question || key.startsWith(`${question}.`));
    return isGiven || (isSettled(question.split(".")[0]) ? false : null);
  }
  const parts = of.map((part) => holds(part, answers, isSettled));
  if (op === "not") return opposite(parts[0]);
  return op === "all" ? every(parts) : opposite(every(parts.map(opposite)));
};
// Every question in order: those on the page, and what the door has answered, which is `given`.
const questionsOf = (shown, { presets, whens }) => {
  const questions = [...shown];
  for (const [place, id, given] of presets) questions.splice(place, 0, { id, given });
  for (const question of questions) question.when = whens.find(([, ids]) => ids.includes(question.id))?.[0];
  return questions;
};
// What to ask. From the place `here` on, answers may still come, and what hangs on them is open.
const route = (questions, read, here = questions.length) => {
  // without what every object has: a question may be called `constructor`
  const answers = { __proto__: null };
  const isSettled = (id) => questions.findIndex((question) => question.id === id) < here;
  return questions.filter((question, place) => {
    const { when, given } = question;
    // what the door has answered counts only when nothing that comes can undo it
    const isOn = (when ? holds(when, answers, isSettled) : true) ?? (!given || place < here);
    if (isOn) Object.assign(answers, given ?? read(question));
    return isOn && !given;
  });
};
const filled = (box) =>
  all("[name]", box).filter((input) => (isChoice(input) ? input.checked : input.value.trim()));
const read = ({ box }) => {
  const answers = { __proto__: null };
  for (const { name, value } of filled(box)) (answers[name] ??= []).push(value);
  return answers;
};
