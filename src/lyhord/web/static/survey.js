// Turns the long form into one question at a time. Without this file the form works as it is.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const exit = one("#exit");
  const form = one("#survey");

  // ---- leaving quickly: the page is emptied first, then replaced
  const leave = (event) => {
    event?.preventDefault();
    form?.reset();
    document.title = "";
    document.body.replaceChildren();
    location.replace(exit.href);
  };
  if (exit) {
    let presses = [];
    document.documentElement.classList.add("scripted");
    exit.addEventListener("click", leave);
    addEventListener("keyup", ({ key, timeStamp }) => {
      presses = key === "Shift" ? [...presses.slice(-2), timeStamp] : [];
      if (presses.length === 3 && timeStamp - presses[0] < 3000) leave();
    });
  }
  if (!form) return;

  // ---- sending once; coming back to a sent page starts anew
  const send = one("#send-button");
  let sent = false;
  addEventListener("pageshow", (event) => event.persisted && sent && location.reload());
  const { presets, questions, words } = JSON.parse(one("#flow").textContent);
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const sending = () => {
    sent = true;
    send.setAttribute("aria-disabled", "true");
    send.textContent = say("sending");
  };
  const isChoice = ({ type }) => type === "radio" || type === "checkbox";
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // ---- "none of these" and the like stand alone
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    for (const other of all(`[name="${CSS.escape(target.name)}"]`, form))
      if (other !== target && ("alone" in target.dataset || "alone" in other.dataset)) other.checked = false;
  });

  // ---- a count that never blocks; people count signs, not code units
  const count = window.Intl?.Segmenter
    ? (text) => [...new Intl.Segmenter().segment(text)].length
    : (text) => [...text].length;
  for (const note of all(".count", form)) {
    const most = Number(note.dataset.most);
    const before = note.textContent;
    one(`#f-${CSS.escape(note.id.slice(2))}`).addEventListener("input", ({ target }) => {
      const left = most - count(target.value);
      note.textContent = left > most / 4 ? before : say(left < 0 ? "over" : "left", { n: Math.abs(left) });
    });
  }

  // after a refused post the long page, with its list of mistakes, is the better one
  const errors = one("#errors");
  if (errors) {
    errors.focus();
    form.addEventListener("submit", (event) => (sent ? event.preventDefault() : sending()));
    return;
  }

  // ---- the route: the same three-valued rules as the server
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
  const screens = all(".question", form).map((box) => ({ box, id: box.id.slice(2), ...questions[box.id.slice(2)] }));
  const places = new Map(screens.map((screen, place) => [screen.id, place]));
  const isList = (kind) => kind === "multiple" || kind === "notes";
  const filled = (box) =>
    all("input, textarea", box).filter((input) => (isChoice(input) ? input.checked : input.value.trim()));
  const read = ({ box }) => {
    const answers = {};
    const { kind } = box.dataset;
    for (const { name, value } of filled(box)) {
      if (isList(kind)) (answers[name] ??= []).push(value);
      else answers[name] = kind === "number" ? Number(value) : value;
    }
    return answers;
  };
  // Questions from `here` on may still be answered, so there "answered" is open; null: all are settled.
  const path = (here = null) => {
    const answers = { ...presets };
    const isSettled = (id) => here === null || (places.get(id) ?? -1) < here;
    return screens.filter((screen) => {
      const isOn = !screen.when || holds(screen.when, answers, isSettled) !== false;
      if (isOn) Object.assign(answers, read(screen));
      return isOn;
    });
  };

  // ---- the screens: start, one per question on the path, send
  const start = one("#start");
  const end = one("#send");
  const help = one("#help");
  const name = document.title;
  const back = element("button", { type: "button", className: "plain back", textContent: `← ${say("back")}` });
  const label = element("span");
  const bar = element("progress", { ariaHidden: "true" });
  const progress = element("p", { className: "progress" }, label, bar);
  const next = element("button", { textContent: say("next") });
  const skip = element("button", { type: "button", className: "plain", textContent: say("skip") });
  const actions = element("div", { className: "actions" }, next, skip);
  const problem = element("p", { className: "error", id: "problem", role: "alert" });
  const summary = element("dl", { className: "answers" });
  let at = "start";
  let isChecking = false;
  const seen = new Set();

  const answerText = (screen) => {
    const texts = filled(screen.box).map((input) => {
      const row = input.closest(".row");
      const text = input.closest("label")?.textContent.trim() ?? input.value.trim();
      return row ? `${one("legend", row).textContent.trim()} ${text}` : text;
    });
    return texts.join(screen.box.dataset.kind === "multiple" ? ", " : "\n") || say("none");
  };
  const summarise = () =>
    summary.replaceChildren(
      ...path().filter(({ box }) => box.dataset.kind !== "information").map((screen) => {
        const heading = one("h1", screen.box).textContent.trim();
        const change = element("button", { type: "button", className: "plain", textContent: say("change") });
        change.append(element("span", { className: "visually-hidden", textContent: ` ${heading}` }));
        change.addEventListener("click", () => {
          isChecking = true;
          go(screen.id);
        });
        const answer = element("dd", { textContent: answerText(screen) });
        return element("div", {}, element("dt", { textContent: heading }), answer, element("dd", {}, change));
      }),
    );

  const show = (id) => {
    const place = places.get(id) ?? -1;
    const box = id === "start" ? start : id === "send" ? end : screens[place].box;
    at = id;
    help.hidden = id !== "start";
    problem.remove();
    for (const screen of [start, end, ...screens.map((each) => each.box)]) screen.hidden = screen !== box;
    if (id === "send") {
      isChecking = false;
      summarise();
    }
    if (id !== "start") box.prepend(back);
    if (place >= 0) {
      const steps = path(place);
      const number = steps.findIndex((screen) => screen.id === id) + 1;
      label.textContent = say("progress", { n: number, total: steps.length });
      Object.assign(bar, { max: steps.length, value: number });
      back.after(progress);
      box.append(actions);
    } else if (id === "start") box.append(actions);
    next.textContent = say(id === "start" ? "begin" : "next");
    skip.hidden = place < 0 || box.dataset.kind === "information";
    const step = id === "send" ? say("check") : label.textContent;
    document.title = id === "start" ? name : `${step} – ${name}`;
    return box;
  };
  const go = (id, isNew = true) => {
    const box = show(id);
    if (isNew) history.pushState({ at: id }, "");
    scrollTo(0, 0);
    one("h1", box).focus({ preventScroll: true });
  };
  const complain = (box, text) => {
    problem.textContent = text;
    (one(".choices, .box", box) ?? box).before(problem);
    one("input, textarea", box).focus();
  };
  const wrong = ({ box }) => {
    const given = filled(box).length;
    const most = Number(box.dataset.max);
    if (most && given > most) return say("most", { n: most });
    return "required" in box.dataset && !given ? say("required") : "";
  };
  const forward = () => {
    const here = screens[places.get(at)];
    const text = here && wrong(here);
    if (text) return complain(here.box, text);
    const following = path().filter(({ id }) => places.get(id) > (places.get(at) ?? -1));
    // after a change from the last page only what has become newly open is asked
    const open = isChecking ? following.find((screen) => !seen.has(screen.id)) : following[0];
    return go(open ? open.id : "send");
  };
  form.addEventListener("submit", (event) => {
    if (at !== "send") {
      event.preventDefault();
      seen.add(at);
      forward();
    } else if (sent) event.preventDefault();
    else {
      const steps = new Set(path());
      for (const screen of screens.filter((each) => !steps.has(each)))
        for (const input of all("input, textarea", screen.box)) input.disabled = true;
      sending();
    }
  });
  skip.addEventListener("click", () => {
    for (const input of filled(screens[places.get(at)].box)) {
      if (isChoice(input)) input.checked = false;
      else input.value = "";
    }
    seen.add(at);
    forward();
  });
  back.addEventListener("click", () => history.back());
  addEventListener("popstate", ({ state }) => state && go(state.at, false));
  one("#to-help").addEventListener("click", (event) => {
    event.preventDefault();
    help.hidden = false;
    help.scrollIntoView();
    one("h2", help).focus();
  });

  // ---- begin: headings become the page's first heading, lists of contents are not needed
  document.body.classList.add("stepped");
  for (const old of all(".question h3, #send h2", form)) {
    const heading = element("h1", { tabIndex: -1 }, ...old.childNodes);
    if (old.id) heading.id = old.id;
    old.replaceWith(heading);
  }
  one("h1", start).tabIndex = -1;
  one("h1", end).textContent = say("check");
  one("h1", end).after(summary);
  for (const section of all(".section", form)) if (section !== end) section.removeAttribute("aria-labelledby");
  for (const each of all(".contents, .section > h2, .conditional")) each.remove();
  history.replaceState({ at: "start" }, "");
  form.prepend(start);
  show("start");
})();
