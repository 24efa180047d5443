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
// what the server refuses, in its own measure
const isTooLong = ({ value }) => [...value].length > 10_000;
const offerCount = (form, say) => {
  for (const note of all(".count", form)) {
    const most = Number(note.dataset.most);
    const before = note.textContent;
    const show = ({ target }) => {
      const left = most - count(target.value);
      const text = say(left < 0 ? "over" : "left", { n: Math.abs(left).toLocaleString(document.documentElement.lang) });
      note.textContent = isTooLong(target) ? say("full") : left > most / 4 ? before : text;
      note.classList.toggle("error", isTooLong(target));
    };
    one(`#f-${CSS.escape(note.id.slice(2))}`).addEventListener("input", show);
  }
};

// ---- numbers, addresses and mail addresses are seen here, not sent anywhere
// Long numbers and those of phones, but no dates, years and prices; mail addresses, names on the web, links and streets.
const GIVEAWAYS =
  /[\p{L}\d._%+-]{0,64}@[\p{L}\d_]{2,64}(?:[.-][\p{L}\d_]{1,64}){0,9}|(?:https?:\/\/|www\.)\S{2,99}|(?:\+\p{Nd}|\b0[1-9])(?:[ ().\/+–-]{0,2}\p{Nd}){7,}|\p{Nd}(?:[ ().\/+–-]{0,2}\p{Nd}){9,}|\p{L}{2,40}(?:gatan|vägen|gränd|stigen|torget|allén|backen|katu|tie|street|road)\s+\d{1,4}\s?(?:\p{L}(?!\p{L}))?/giu;
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
    let written = "";
    remove.addEventListener("click", () => {
      const before = written;
      if (before) warning.remove();
      written = target.value;
      target.value = before || written.replace(GIVEAWAYS, "").replace(/[ ]{2,}/g, " ").trim();
      changed(target);
      target.focus();
      if (before) return;
      // what was removed can be put back until something else is written
      remove.textContent = say("undo");
      warning.replaceChildren(remove);
      target.after(warning);
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
    const note = element("p", { role: "status" });
    const isFound = (option) => plainly(option.textContent).includes(plainly(box.value.trim()));
    // who finds nothing may still be somewhere else, or not want to answer
    const isKept = (option) => isFound(option) || one(":checked, [data-alone], [value^=anna]", option);
    box.addEventListener("input", () => {
      for (const option of options) option.hidden = !isKept(option);
      const n = options.filter(isFound).length;
      note.className = n ? "visually-hidden" : "hint";
      note.textContent = say(n ? "found" : "nothing", { n });
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const found = options.filter(isFound);
      if (found.length === 1) one("input", found[0]).click();
      one("input", found[0] ?? options.find(isKept))?.focus();
    });
    list.before(element("label", { className: "search", htmlFor: id, textContent: say("search") }), box, note);
  }
};
