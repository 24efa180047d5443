// Turns the long form into one question at a time. Without script the form works as it is.
// screens that are no questions; no question can have such a name
const START = "Start";
const END = "End";
const HELP = "Help";
const narrow = matchMedia("(max-width: 40em)");

const asking = (form, state, earlier) => {
  const flow = JSON.parse(one("#flow").textContent);
  const say = (key, values = {}) => flow.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const errors = one("#errors");
  keepAlone(form);
  offerCount(form, say);
  offerWarning(form, say);

  const screens = all(".question", form).map((box) => ({ box, id: box.id.slice(2) }));
  const questions = questionsOf(screens, flow);
  const places = new Map(questions.map(({ id }, place) => [id, place]));
  const path = (here) => route(questions, read, here);

  const seen = new Set(state?.seen);
  // a form's own properties may be hidden by questions of their names
  const submission = one("[name=submission]");
  // 32 digits, at least 96 random bits; a page from the browser's own store has a submission that was used
  const renew = () => (submission.value = crypto.getRandomValues(new Uint32Array(8)).join("").slice(0, 32));
  if (!state && !errors) renew();
  let at = START;
  let row = 0;
  let isChecking = state?.isChecking ?? false;
  const now = () => ({
    at,
    row,
    isChecking,
    seen: [...seen],
    fields: fieldsOf(form),
    submission: submission.value,
    ...send.state(),
  });
  const save = (more = {}) => {
    if (earlier) return;
    const state = { ...now(), ...more };
    if (state.fields.length || state.at !== START) keep(state);
    else forget();
  };
  const restore = ({ fields, submission: first }) => {
    fill(form, fields);
    submission.value = first;
    for (const input of all("textarea, input.box", form)) if (input.value) changed(input);
  };
  if (state) restore(state);
  form.addEventListener("input", () => {
    send.stop();
    save();
    nameSkip();
    const box = problem.closest(".question");
    if (box && !wrong({ box })) complain(box, "");
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
    return `${new URLSearchParams(sent)}`;
  };
  const { unconfirmed } = state ?? {};
  const send = sender({ button, note, say, unconfirmed, payload, save, renew, settled });
  const { stop } = send;
  const problem = element("p", { className: "error", id: "problem", role: "alert" });

  // ---- another language takes the page's place with the same answers
  for (const link of all(".languages a"))
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const { status, page } = await request(link.href, new AbortController());
      if (!form.isConnected) return;
      if (!page || status !== 200) {
        problem.textContent = say("offline");
        return one(".languages").append(problem);
      }
      history.replaceState(history.state, "", link.href);
      return swap(page, now());
    });

  // after a refused post the long page, with its list of mistakes, is the better one
  if (errors) {
    at = END;
    screens.forEach(({ id }) => seen.add(id));
    errors.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send.attempt();
    });
    save();
    // what is kept comes back one question at a time
    return { save, stop, popped: () => location.reload() };
  }
  window.offerNotes?.(form, say);
  offerSearch(form, say);

  // ---- the screens: start, one per question on the path, send
  const start = one("#start");
  const end = one("#send");
  const help = one("#help");
  const tongues = one(".languages");
  const name = one(".bar b").textContent;
  const arrow = document.documentElement.dir === "rtl" ? "→" : "←";
  const back = element("button", { type: "button", className: "plain back", textContent: `${arrow} ${say("back")}` });
  const label = element("span");
  const bar = element("progress", { ariaHidden: "true" });
  const progress = element("p", { className: "progress" }, label, bar);
  const next = element("button", { textContent: say("next") });
  const actions = element("div", { className: "actions" }, next, skip);
  const summary = element("dl", { className: "answers" });
  const turn = element("p", { className: "soft turn" });

  // each answer on its own, whichever way it is written; a statement of a matrix with its own way back to it
  const answersOf = (id, box, name, which) => {
    const given = filled(box).flatMap((input) => [element("bdi", { textContent: (input.closest("label")?.textContent ?? input.value).trim() }), "\n"]);
    const statement = which >= 0 ? [element("span", { className: "soft", textContent: name }), "\n"] : [];
    const change = element("button", { type: "button", className: "plain", textContent: say("change") });
    change.append(element("span", { className: "visually-hidden", textContent: ` ${name}` }));
    change.addEventListener("click", () => {
      isChecking = true;
      go(id, { which });
    });
    return [element("dd", {}, ...statement, ...(given.length ? given : [say("none")])), element("dd", {}, change)];
  };
  const summarise = () =>
    summary.replaceChildren(
      ...path().filter(({ box }) => box.dataset.kind !== "information").map(({ id, box }) => {
        const textContent = one("h1", box).textContent.trim();
        const rows = filled(box).length ? all(".row", box) : [];
        const answers = rows.flatMap((each, which) => answersOf(id, each, one("legend", each).textContent, which));
        return element("div", {}, element("dt", { textContent }), ...(rows.length ? answers : answersOf(id, box, textContent)));
      }),
    );

  // on a narrow screen the statements of a matrix come one after the other
  const rowsOf = (box) => (narrow.matches ? all(".row", box) : []);
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
    const box = { __proto__: null, [START]: start, [END]: end, [HELP]: help }[id] ?? questions[place].box;
    stop();
    at = id;
    row = all(".row", box)[which] ? which : 0;
    if (tongues) tongues.open = id === START || !narrow.matches;
    if (problem.isConnected) complain(problem.parentNode.closest(".question") ?? box, "");
    for (const screen of [start, end, help, ...screens.map((each) => each.box)]) screen.hidden = screen !== box;
    if (id === START) help.hidden = false;
    one("h2", help).ariaLevel = id === HELP ? 1 : 2;
    showRow(box);
    narrow.onchange = () => showRow(box);
    if (id === END) {
      isChecking = false;
      summarise();
    }
    if (id !== START) box.prepend(back);
    if (place >= 0) {
      const steps = path(place);
      const number = steps.findIndex((screen) => screen.id === id) + 1;
      label.textContent = say("progress", { n: number, total: steps.length });
      Object.assign(bar, { max: steps.length, value: number });
      back.after(progress);
      box.append(actions);
    } else if (id === START && !earlier) box.append(actions);
    next.textContent = say(id === START ? "begin" : "next");
    taken = null;
    nameSkip();
    skip.hidden = place < 0 || box.dataset.kind === "information";
    const step = id === END ? say("check") : label.textContent;
    document.title = id === START ? name : `${step} – ${name}`;
    return box;
  };
  let depth = history.state?.depth ?? 0;
  const stay = () => history.replaceState({ at, row, depth }, "");
  const go = (id, { which = 0, isNew = true } = {}) => {
    const box = show(id, which);
    if (isNew) {
      depth += 1;
      history.pushState({ at, row, depth }, "");
    }
    save();
    scrollTo(0, 0);
    const heading = row ? one("legend", rowsOf(box)[row] ?? box) : one("h1, h2", box);
    // Firefox lets a legend have focus only when it has been laid out
    heading.getClientRects();
    heading.focus({ preventScroll: true });
    document.dispatchEvent(new Event("shown"));
  };
  // said as after a refused post, and only for as long as it is so
  const complain = (box, text) => {
    const asked = one("fieldset, .box", box);
    const hints = (asked.getAttribute("aria-describedby") ?? "").replace("problem ", "");
    asked.setAttribute("aria-describedby", `${text && "problem "}${hints}`);
    for (const input of all("[name]", box)) input.setAttribute("aria-invalid", !!text);
    document.title = document.title.replace(say("error", { text: "" }), "");
    problem.remove();
    if (!text) return;
    problem.textContent = say("error", { text });
    document.title = say("error", { text: document.title });
    (one(".choices, .box", box) ?? box).before(problem);
    one("[name]", box).focus();
  };
  const wrong = ({ box }) => {
    const given = filled(box).length;
    const most = Number(box.dataset.max);
    if (most && given > most) return say("most", { n: most });
    if (all("textarea, input.box", box).some(isTooLong)) return say("full");
    return "required" in box.dataset && !given ? say("required") : "";
  };
  const forward = ({ isWhole = false } = {}) => {
    const here = questions[places.get(at)];
    const rows = here && !isWhole ? rowsOf(here.box) : [];
    // after a change of one statement only those without an answer are asked
    const which = rows.findIndex((each, place) => place > row && !(isChecking && filled(each).length));
    if (which > 0) return go(at, { which });
    const text = here && wrong(here);
    if (text) return complain(here.box, text);
    seen.add(at);
    const following = path().filter(({ id }) => places.get(id) > (places.get(at) ?? -1));
    // after a change from the last page only what has become newly open is asked
    const open = isChecking ? following.find((screen) => !seen.has(screen.id)) : following[0];
    return go(open ? open.id : END);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (at === END) send.attempt();
    else if (!earlier) forward();
  });
  const before = () => {
    const steps = path();
    const place = at === END ? steps.length : steps.findIndex(({ id }) => id === at);
    return steps[place - 1]?.id ?? START;
  };
  back.addEventListener("click", () => {
    if (depth) history.back();
    else go(before(), { isNew: false });
  });
  one("#to-help").addEventListener("click", (event) => {
    event.preventDefault();
    if (at !== START) return go(HELP, { isNew: at !== HELP });
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
  one("input", form).before(start);

  // ---- a tab that somebody may have left asks before it shows anything
  const isAsked = (id) => [START, END, HELP].includes(id) || path().some((screen) => screen.id === id);
  const resume = (state) => {
    const { at: there, row: which } = history.state?.at ? history.state : state;
    go(isAsked(there) ? there : START, { which, isNew: false });
    stay();
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
        return resume(state);
      }
      go(START, { isNew: false });
      return stay();
    };
    goOn.addEventListener("click", () => answer(earlier));
    anew.addEventListener("click", () => answer());
  };
  if (state) {
    resume(state);
    if (state.isWaiting && at === END) send.attempt();
  } else {
    if (earlier) ask();
    show(START);
    if (!earlier) stay();
  }
  const popped = (there) => {
    const way = there.depth < depth ? -1 : 1;
    depth = there.depth;
    if (earlier) return;
    if (isAsked(there.at)) return go(there.at, { which: there.row, isNew: false });
    // what is not asked any more is passed by
    stay();
    history.go(way);
  };
  return { save, stop, popped };
};
