// Notes: as many boxes as are wanted, one at a time. Comes only with surveys that have such a question.
window.offerNotes = (form, say) => {
  for (const question of form.querySelectorAll('[data-kind="notes"]')) {
    const boxes = [...question.querySelectorAll("input.box")];
    const more = Object.assign(document.createElement("button"), {
      type: "button",
      className: "second",
      textContent: say("more"),
    });
    const show = () => {
      const last = Math.max(0, ...boxes.map((box, place) => (box.value || !box.hidden ? place : 0)));
      boxes.forEach((box, place) => (box.hidden = place > last));
      more.hidden = last >= boxes.length - 1;
    };
    boxes.forEach((box) => (box.hidden = !box.value));
    question.append(more);
    question.addEventListener("input", ({ target }) => {
      target.hidden = false;
      show();
    });
    more.addEventListener("click", () => {
      const next = boxes.find((box) => box.hidden);
      next.hidden = false;
      show();
      next.focus();
    });
    show();
  }
};
