// Sends the form once, with visible state, again and again until the network is back.
const WAITS = [2, 4, 8, 16, 30];
const PATIENCE = 30_000;
const SETTLED = [200, 409, 410, 422];
const PASSING = [429, 502, 503, 504];

const post = async (address, fields) => {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), PATIENCE);
  try {
    const headers = { Accept: "text/html" };
    const answer = await fetch(address, { method: "POST", body: fields, headers, signal: impatience.signal });
    return { status: answer.status, html: await answer.text(), after: Number(answer.headers.get("Retry-After")) };
  } catch {
    return { status: 0, html: "", after: 0 };
  } finally {
    clearTimeout(timer);
  }
};
// a page that stands in the way, of a café's network say, is no answer of ours
const parsed = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  return one("#content", page) && page;
};

// `fields` gives what to send, `settled` shows the page that settles it; the same submission is stored once.
const sender = ({ button, note, say, fields, settled }) => {
  const name = button.textContent;
  let timer = 0;
  let isBusy = false;
  let tries = 0;
  const show = (label, text) => {
    button.textContent = label;
    button.setAttribute("aria-disabled", isBusy);
    note.textContent = text;
  };
  const attempt = async () => {
    if (isBusy || hasLeft) return;
    clearTimeout(timer);
    timer = 0;
    isBusy = true;
    show(say("sending"), tries ? note.textContent : "");
    const { status, html, after } = await post(location.href.split("#")[0], fields());
    isBusy = false;
    if (hasLeft) return;
    const page = parsed(html);
    if (page && SETTLED.includes(status)) return settled(page, status);
    if (page && status >= 400 && !PASSING.includes(status))
      return show(name, all("main h1, main p", page).map((part) => part.textContent).join(" "));
    const wait = Math.min(after || WAITS[Math.min(tries, WAITS.length - 1)], 120);
    tries += 1;
    show(say("again"), say("waiting"));
    // a whole class does not come back in the same moment
    timer = setTimeout(attempt, wait * 1000 * (1 + Math.random() / 2));
  };
  addEventListener("online", () => timer && attempt());
  return attempt;
};
