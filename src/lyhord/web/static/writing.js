// Helps while answering: what excludes each other, counting, a calm warning, a search in a list.

// ---- "none of these" and the like stand alone
const keepAlone = (form) =>
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    for (const other of all(`[name="${CSS.escape(target.name)}"]`, form))
      if (other !== target && ("alone" in target.dataset || "alone" in other.dataset)) other.checked = false;
  });

// ---- a count that never blocks; people count signs, not code units
const segmenter = window.Intl?.Segmenter && new Intl.Segmenter();
const count = (text) => (segmenter ? [...segmenter.segment(text)].length : [...text].length);
const offerCount = (form, say) => {
  for (const note of all(".count", form)) {
    const most = Number(note.dataset.most);
    const before = note.textContent;
    const show = ({ target }) => {
      const left = most - count(target.value);
      note.textContent = left > most / 4 ? before : say(left < 0 ? "over" : "left", { n: Math.abs(left) });
    };
    one(`#f-${CSS.escape(note.id.slice(2))}`).addEventListener("input", show);
  }
};

// ---- numbers, addresses and mail addresses are seen here, not sent anywhere
const GIVEAWAYS =
  /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,64}(?:\.[\p{L}\d-]{1,64})+|\+?\p{Nd}(?:[ ().\/+–-]{0,2}\p{Nd}){5,}|\p{L}{2,40}(?:gatan|vägen|gränd|stigen|torget|allén|backen|katu|tie|street|road)\s+\d{1,4}\s?(?:\p{L}(?!\p{L}))?/giu;
const offerWarning = (form, say) => {
  const boxes = "textarea, input.box:not(.number)";
  form.addEventListener("input", ({ target }) => {
    if (!target.matches(boxes)) return;
    const isWarned = target.nextElementSibling?.matches(".warning");
    const isGiven = target.value.search(GIVEAWAYS) >= 0;
    if (!isGiven && isWarned) target.nextElementSibling.remove();
    if (!isGiven || isWarned) return;
    const warning = element("div", { className: "warning", role: "status" });
    target.after(warning);
    const remove = element("button", { type: "button", className: "second", textContent: say("remove") });
    remove.addEventListener("click", () => {
      target.value = target.value.replace(GIVEAWAYS, "").replace(/[ ]{2,}/g, " ").trim();
      changed(target);
      target.focus();
    });
    // filled when it already stands on the page, so that it is announced
    warning.append(element("p", { textContent: say("warning") }), remove);
  });
};

// ---- a long list to choose one from can be searched, with or without the dots over letters
const plainly = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const offerSearch = (form, say) => {
  for (const list of all("[data-search]", form)) {
    const options = all(".option", list);
    const id = `s-${list.closest(".question").id}`;
    const box = element("input", { type: "search", className: "box", id, autocomplete: "off" });
    const note = element("p", { className: "visually-hidden", role: "status" });
    box.addEventListener("input", () => {
      const wanted = plainly(box.value.trim());
      for (const option of options) option.hidden = !plainly(option.textContent).includes(wanted) && !one(":checked", option);
      note.textContent = say("found", { n: options.filter((option) => !option.hidden).length });
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const shown = options.filter((option) => !option.hidden);
      if (shown.length === 1) one("input", shown[0]).click();
      one("input", shown[0])?.focus();
    });
    list.before(element("label", { className: "search", htmlFor: id, textContent: say("search") }), box, note);
  }
};
