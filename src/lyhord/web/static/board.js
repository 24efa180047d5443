// The board of a workshop's room: kept fresh as others write, and notes sent without leaving the page.
(() => {
const columns = document.querySelector(".columns");
const lost = document.querySelector(".lost");
const write = document.getElementById("write");

const put = (name, html) => {
  const column = document.getElementById(`c-${name}`);
  if (!column) return;
  const known = new Set([...document.querySelectorAll(".note")].map((note) => note.id));
  const had = column.childElementCount > 0 && document.body.classList.contains("live");
  column.innerHTML = html;
  if (!had) return;
  for (const note of column.querySelectorAll(".note")) note.classList.toggle("fresh", !known.has(note.id));
};

const complain = (text) => {
  const error = document.getElementById("note-error");
  error.setAttribute("role", "alert");
  error.textContent = text;
  error.hidden = false;
};

// what somebody has begun to write is left to be copied
const close = () => {
  const text = document.getElementById("text");
  if (text && text.value.trim()) complain(text.form.dataset.closed);
  else location.reload();
};

const listen = () => {
  const news = new EventSource(columns.dataset.news);
  news.addEventListener("columns", (event) => {
    for (const [name, html] of Object.entries(JSON.parse(event.data))) put(name, html);
    document.body.classList.add("live");
  });
  news.addEventListener("closed", () => {
    news.close();
    close();
  });
  news.addEventListener("open", () => {
    lost.hidden = true;
  });
  news.addEventListener("error", () => {
    lost.hidden = false;
    if (news.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
};

const send = async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { "X-Part": "write" }, body: new URLSearchParams(new FormData(form)) });
    if (answer.status === 410 || answer.status === 404) {
      close();
      return;
    }
    if (!answer.headers.get("Content-Type").startsWith("text/html")) throw new Error("no page");
    write.innerHTML = await answer.text();
    const text = document.getElementById("text");
    if (text) text.focus({ preventScroll: answer.ok });
  } catch {
    complain(form.dataset.lost);
    button.disabled = false;
  }
};

if (columns) listen();
if (write) write.addEventListener("submit", (event) => {
  if (event.target.id === "note") send(event);
});
})();
