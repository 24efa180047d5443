// Keeps a facilitator's board fresh as notes come, and what was chosen on it.
(() => {
const live = document.getElementById("live");
let last = "";

const isBusy = () => document.hidden || live.querySelector(".rename[open]");

const chosen = () => [...live.querySelectorAll("input[name=note]:checked")].map((note) => note.value);

const put = (html) => {
  const kept = new Set(chosen());
  const focused = document.activeElement.value;
  live.innerHTML = html;
  for (const note of live.querySelectorAll("input[name=note]")) {
    note.checked = kept.has(note.value);
    if (focused && note.value === focused) note.focus({ preventScroll: true });
  }
};

const look = async () => {
  if (!isBusy()) {
    const answer = await fetch(live.dataset.address, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer && answer.ok && !answer.redirected) {
      const html = await answer.text();
      if (html !== last && !isBusy()) put(html);
      last = html;
    }
  }
  setTimeout(look, 2500);
};

look();
})();
