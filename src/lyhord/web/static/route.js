// The route through the questions: the same three-valued rules as the server.
const opposite = (value) => (value === null ? null : !value);
const every = (values) => (values.includes(false) ? false : values.includes(null) ? null : true);
const holds = (condition, answers, isSettled) => {
  const { op, of, question, value } = condition;
  const given = answers[question] ?? null;
  if (op === "equals") return given && (given === value || (given.length === 1 && given[0] === value));
  if (op === "includes") return given && [].concat(given).map(String).includes(value);
  if (op === "answered") {
    const isGiven = Object.keys(answers).some((key) => key === question || key.startsWith(`${question}.`));
    return isGiven || (isSettled(question.split(".")[0]) ? false : null);
  }
  if (op === "not") return opposite(holds(of, answers, isSettled));
  const parts = of.map((part) => holds(part, answers, isSettled));
  return op === "all" ? every(parts) : opposite(every(parts.map(opposite)));
};
const isList = (kind) => kind === "multiple" || kind === "notes";
const filled = (box) =>
  all("[name]", box).filter((input) => (isChoice(input) ? input.checked : input.value.trim()));
const read = ({ box }) => {
  const answers = {};
  const { kind } = box.dataset;
  for (const { name, value } of filled(box)) {
    if (isList(kind)) (answers[name] ??= []).push(value);
    else answers[name] = kind === "number" ? Number(value) : value;
  }
  return answers;
};
