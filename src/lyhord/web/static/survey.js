// Turns the long form into one question at a time. Without script the form works as it is.
const asking = (form, state, earlier) => {
  const flow = JSON.parse(one("#flow").textContent);
  const say = (key, values = {}) => flow.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  keepAlone(form);
  offerCount(form, say);
  offerWarning(form, say);

  const screens = all(".question", form).map((box) => ({ box, id: box.id.slice(2) }));
  const questions = questionsOf(screens, flow);
  const places = new Map(questions.map(({ id }, place) => [id, place]));
  const path = (here) => route(questions, read, here);

  const seen = new Set(state?.seen);
  const { submission } = form.elements;
  let at = "start";
  let row = 0;
  let isChecking = state?.isChecking ?? false;
  const now = () => ({ at, row, isChecking, seen: [...seen], fields: fieldsOf(form), submission: submission.value });
  const save = (more = {}) => {
    if (earlier) return;
    const state = { ...now(), ...more };
    if (state.fields.length || state.at !== "start") keep(state);
    else forget();
  };
  const restore = ({ fields, submission: first }) => {
    fill(form, fields);
    submission.value = first;
    for (const input of all("textarea, input.box", form)) if (input.value) changed(input);
  };
  if (state) restore(state);
  form.addEventListener("input", () => {
    save();
    nameSkip();
  });

  // ---- passing over a question; what has been answered is taken away first, and can be put back
  const skip = element("button", { type: "button", className: "plain" });
  let taken = null;
  const boxHere = () => screens.find(({ id }) => id === at)?.box;
  const isMatrix = (box) => one(".row", box);
  const nameSkip = () => {
    const box = boxHere();
    if (box) skip.textContent = say(isMatrix(box) ? "rest" : filled(box).length ? "clear" : taken ? "undo" : "skip");
  };
  skip.addEventListener("click", () => {
    const box = boxHere();
    const given = isMatrix(box) ? [] : filled(box);
    if (!given.length && !taken) return forward({ isWhole: true });
    if (given.length) {
      taken = now();
      fill(box, []);
      given.forEach(changed);
    } else {
      restore(taken);
      taken = null;
      changed(form);
    }
  });

  // ---- sending, with what is off the route left out
  const button = one("#send-button");
  const note = element("p", { className: "sending", role: "status" });
  button.closest(".actions").after(note);
  const payload = () => {
    const sent = new FormData(form);
    const steps = new Set(path());
    for (const { box } of screens.filter((screen) => !steps.has(screen)))
      for (const input of all("[name]", box)) sent.delete(input.name);
    return new URLSearchParams(sent);
  };
  const send = sender({ button, note, say, settled, fields: payload });

  // ---- another language takes the page's place with the same answers
  for (const link of all(".languages a"))
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const answer = await fetch(link.href, { headers: { Accept: "text/html" } }).catch(() => null);
      const page = answer?.ok && parsed(await answer.text());
      if (!page) return location.assign(link.href);
      history.replaceState(history.state, "", link.href);
      return swap(page, now());
    });

  // after a refused post the long page, with its list of mistakes, is the better one
  const errors = one("#errors");
  if (errors) {
    at = "send";
    screens.forEach(({ id }) => seen.add(id));
    errors.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    save();
    return { save, popped() {} };
  }
  window.offerNotes?.(form, say);
  offerSearch(form, say);

  // ---- the screens: start, one per question on the path, send
  const start = one("#start");
  const end = one("#send");
  const help = one("#help");
  const tongues = one(".languages");
  const name = document.title;
  const arrow = document.documentElement.dir === "rtl" ? "→" : "←";
  const back = element("button", { type: "button", className: "plain back", textContent: `${arrow} ${say("back")}` });
  const label = element("span");
  const bar = element("progress", { ariaHidden: "true" });
  const progress = element("p", { className: "progress" }, label, bar);
  const next = element("button", { textContent: say("next") });
  const actions = element("div", { className: "actions" }, next, skip);
  const problem = element("p", { className: "error", id: "problem", role: "alert" });
  const summary = element("dl", { className: "answers" });
  const turn = element("p", { className: "soft turn" });

  // each answer on its own, whichever way it is written
  const answersOf = ({ box }) => {
    const parts = filled(box).flatMap((input) => {
      const statement = one("legend", input.closest(".row") ?? input)?.textContent;
      const answer = element("bdi", { textContent: (input.closest("label")?.textContent ?? input.value).trim() });
      return [...(statement ? [element("span", { className: "soft", textContent: statement }), "\n"] : []), answer, "\n"];
    });
    return parts.length ? parts : [say("none")];
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
        const answer = element("dd", {}, ...answersOf(screen));
        return element("div", {}, element("dt", { textContent: heading }), answer, element("dd", {}, change));
      }),
    );

  // on a narrow screen the statements of a matrix come one after the other
  const isNarrow = () => matchMedia("(max-width: 40em)").matches;
  const rowsOf = (box) => (isNarrow() ? all(".row", box) : []);
  const showRow = (box) => {
    const rows = rowsOf(box);
    all(".row", box).forEach((each, place) => (each.hidden = rows.length > 0 && place !== row));
    turn.remove();
    if (!rows.length) return;
    turn.textContent = say("turn", { n: row + 1, total: rows.length });
    rows[row].before(turn);
    one("legend", rows[row]).tabIndex = -1;
  };
  const show = (id, which = 0) => {
    const place = places.get(id) ?? -1;
    const box = id === "start" ? start : id === "send" ? end : questions[place].box;
    at = id;
    row = Math.min(which, Math.max(all(".row", box).length - 1, 0));
    help.hidden = id !== "start";
    if (tongues) tongues.open = id === "start" || !isNarrow();
    problem.remove();
    for (const screen of [start, end, ...screens.map((each) => each.box)]) screen.hidden = screen !== box;
    showRow(box);
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
    } else if (id === "start" && !earlier) box.append(actions);
    next.textContent = say(id === "start" ? "begin" : "next");
    taken = null;
    nameSkip();
    skip.hidden = place < 0 || box.dataset.kind === "information";
    const step = id === "send" ? say("check") : label.textContent;
    document.title = id === "start" ? name : `${step} – ${name}`;
    return box;
  };
  const go = (id, { which = 0, isNew = true } = {}) => {
    const box = show(id, which);
    if (isNew) history.pushState({ at: id, row, depth: (history.state?.depth ?? 0) + 1 }, "");
    save();
    scrollTo(0, 0);
    const heading = row ? one("legend", rowsOf(box)[row] ?? box) : one("h1", box);
    // Firefox lets a legend have focus only when it has been laid out
    heading.getClientRects();
    heading.focus({ preventScroll: true });
    document.dispatchEvent(new Event("shown"));
  };
  const complain = (box, text) => {
    problem.textContent = text;
    (one(".choices, .box", box) ?? box).before(problem);
    const asked = one("[aria-describedby]", box);
    asked?.setAttribute("aria-describedby", `problem ${asked.getAttribute("aria-describedby")}`);
    one("[name]", box).focus();
  };
  const wrong = ({ box }) => {
    const given = filled(box).length;
    const most = Number(box.dataset.max);
    if (most && given > most) return say("most", { n: most });
    return "required" in box.dataset && !given ? say("required") : "";
  };
  const forward = ({ isWhole = false } = {}) => {
    const here = questions[places.get(at)];
    if (here && !isWhole && row < rowsOf(here.box).length - 1) return go(at, { which: row + 1 });
    const text = here && wrong(here);
    if (text) return complain(here.box, text);
    seen.add(at);
    const following = path().filter(({ id }) => places.get(id) > (places.get(at) ?? -1));
    // after a change from the last page only what has become newly open is asked
    const open = isChecking ? following.find((screen) => !seen.has(screen.id)) : following[0];
    return go(open ? open.id : "send");
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (at === "send") send();
    else if (!earlier) forward();
  });
  const before = () => {
    const steps = path();
    const place = at === "send" ? steps.length : steps.findIndex(({ id }) => id === at);
    return steps[place - 1]?.id ?? "start";
  };
  back.addEventListener("click", () => {
    if (history.state?.depth) history.back();
    else go(before(), { isNew: false });
  });
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
    for (const { name, value } of old.attributes) heading.setAttribute(name, value);
    old.replaceWith(heading);
  }
  one("h1", start).tabIndex = -1;
  one("h1", end).textContent = say("check");
  one("h1", end).after(summary);
  for (const each of all(".contents, .section > h2, .conditional, .anew")) each.remove();
  form.prepend(start);

  // ---- a tab that somebody may have left asks before it shows anything
  const resume = (state) => {
    const { at: there, row: which } = history.state?.at ? { ...state, ...history.state } : state;
    const isKnown = there === "send" || path().some(({ id }) => id === there);
    history.replaceState({ at: isKnown ? there : "start", row: which, depth: history.state?.depth ?? 0 }, "");
    go(isKnown ? there : "start", { which, isNew: false });
  };
  const ask = () => {
    const question = element("p", { textContent: say("whose") });
    const goOn = element("button", { type: "button", textContent: say("next") });
    const anew = element("button", { type: "button", className: "second", textContent: say("anew") });
    const card = element("div", { className: "card ask" }, question, element("div", { className: "actions" }, goOn, anew));
    one("h1", start).after(card);
    const answer = (state) => {
      earlier = null;
      card.remove();
      if (state) {
        state.seen.forEach((id) => seen.add(id));
        isChecking = state.isChecking;
        restore(state);
      }
      resume(state ?? { at: "start", row: 0 });
    };
    goOn.addEventListener("click", () => answer(earlier));
    anew.addEventListener("click", () => {
      history.replaceState({ at: "start", row: 0, depth: 0 }, "");
      forget();
      answer(null);
    });
  };
  if (state) resume(state);
  else {
    if (earlier) ask();
    else history.replaceState({ at: "start", row: 0, depth: 0 }, "");
    show("start");
  }
  return { save, popped: (there) => earlier || go(there.at, { which: there.row, isNew: false }) };
};
