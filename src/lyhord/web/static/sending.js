// Sends the form, with visible state, again and again until the network is back.
const WAITS = [2, 4, 8, 16, 30];
const PATIENCE = 30_000;
const SETTLED = [200, 403, 409, 410, 422];
const PASSING = [429, 502, 503, 504];

// without a body it only fetches; status 0 is no answer, or one that is not wanted any more
const request = async (address, ending, body) => {
  const timer = setTimeout(() => ending.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { method: body ? "POST" : "GET", body, signal: ending.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // a page that stands in the way, of a café's network say, is no answer of ours
    return { status: answer.status, page: one("#content", page) && page, after: Number(answer.headers.get("Retry-After")) };
  } catch {
    return { status: 0 };
  } finally {
    clearTimeout(timer);
  }
};

// Idle; sending, while there is a `current` post; or waiting, while a `timer` runs for the next. What was sent may have
// arrived although no answer did: it is `unconfirmed`, and is sent again as it was until its code has come. If the
// answers have been changed since, it is then taken back, and they are sent as another submission.
const sender = ({ button, note, say, unconfirmed, payload, save, renew, settled }) => {
  const name = button.textContent;
  let timer = 0;
  let tries = 0;
  let current = null;
  const show = (label, text) => {
    button.textContent = label;
    button.setAttribute("aria-disabled", !!current);
    note.textContent = text;
  };
  const stop = () => {
    clearTimeout(timer);
    current?.abort();
    current = null;
    timer = tries = 0;
    show(name, "");
  };
  const wait = (after) => {
    const seconds = Math.min(after || WAITS[tries] || 30, 120);
    tries += 1;
    show(say("again"), say("waiting"));
    // a whole class does not come back in the same moment
    timer = setTimeout(attempt, seconds * 1000 * (1 + Math.random() / 2));
  };
  // true when the answers may be sent as another submission
  const takenBack = async (thanks, ending) => {
    const receipt = one("#receipt", thanks).textContent;
    const { status, page } = await request("/withdraw", ending, new URLSearchParams({ receipt }));
    return page && status === 200;
  };
  const attempt = async () => {
    if (current || hasLeft) return;
    clearTimeout(timer);
    timer = 0;
    const ending = new AbortController();
    current = ending;
    show(say("sending"), tries ? note.textContent : "");
    unconfirmed ||= payload();
    save();
    const { status, page, after } = await request(location.href.split("#")[0], ending, new URLSearchParams(unconfirmed));
    const isOld = page && status === 200 && unconfirmed !== payload() && !window.stands?.(page);
    const isOpen = isOld && (await takenBack(page, ending));
    if (current !== ending || hasLeft) return;
    current = null;
    if (!page || isOld !== isOpen || PASSING.includes(status)) return wait(after);
    unconfirmed = "";
    if (isOld) {
      renew();
      return attempt();
    }
    if (SETTLED.includes(status)) return settled(page, status);
    save();
    return show(name, all("main h1, main p", page).map((part) => part.textContent).join(" "));
  };
  addEventListener("online", () => timer && attempt());
  return { attempt, stop, state: () => ({ unconfirmed, isWaiting: !!(current || timer) }) };
};
