// What every page does: finding elements, leaving quickly, copying the code. Files are joined by assets.py.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
let hasLeft = false;

// ---- leaving quickly: hidden at once, emptied, and gone back to the first page before it is replaced
const leave = (event) => {
  event?.preventDefault();
  const { href } = one("#exit");
  const steps = history.state?.depth ?? 0;
  hasLeft = true;
  document.title = "";
  document.body.replaceChildren();
  forgetAll();
  const go = () => location.replace(href);
  if (!steps) return go();
  addEventListener("popstate", go, { once: true });
  setTimeout(go, 300);
  history.go(-steps);
};
// only presses of Shift alone, for nothing else
let presses = [];
const startOver = ({ key }) => key === "Shift" || (presses = []);
for (const name of ["keydown", "pointerdown"]) addEventListener(name, startOver);
addEventListener("keyup", ({ key, timeStamp }) => {
  if (key !== "Shift") return;
  presses = [...presses.slice(-2), timeStamp];
  if (presses.length === 3 && timeStamp - presses[0] < 3000 && one("#exit")) leave();
});

// ---- the code of a sent answer can be copied
const offerCopying = () => {
  const code = one("[data-copy] #receipt");
  // a browser lets only pages that came safely copy by themselves
  if (!code || !navigator.clipboard) return;
  const { copy, copied } = code.closest("[data-copy]").dataset;
  const button = element("button", { type: "button", className: "second", textContent: copy });
  const note = element("p", { className: "soft", role: "status" });
  code.after(button, note);
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(code);
    await navigator.clipboard.writeText(code.textContent);
    note.textContent = copied;
  });
};
