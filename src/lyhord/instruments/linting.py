"""Remarks on how an instrument asks: reading ease, leading and double questions, length.

Remarks are warnings. An author answers one with a reason in the file's table `[exceptions]`, under
the name of the rule and what it concerns: `"options.actor" = "…"`.
"""

import re
from collections.abc import Iterator, Mapping

from lyhord.instruments import measuring, wording
from lyhord.instruments.definition import (
    AnyQuestion,
    Faces,
    Instrument,
    LongText,
    Matrix,
    Notes,
    Page,
    ShortText,
)
from lyhord.instruments.problems import Problem, suggest

HARDEST_LIX = {"child": 25, "youth": 32, "guardian": 38, "professional": 48}
MOST_MINUTES = {"child": 5, "youth": 10, "guardian": 10, "professional": 10}
MOST_WORDS_FOR_A_CHILD = 12
MOST_OPTIONS = 7
MOST_OPEN_QUESTIONS = 6

NEGATION = re.compile(r"\b(inte|aldrig|ingen|inga|inget|utan att)\b", re.IGNORECASE)
BOTH = re.compile(r"\b(och|eller|samt)\b", re.IGNORECASE)
WHY = re.compile(r"\bvarför\b", re.IGNORECASE)
ABBREVIATION = re.compile(r"\b[A-ZÅÄÖ]{2,}\b")
WAYS_OUT = frozenset({"vet_inte", "vill_inte", "hoppa", "annat", "annan", "not_online"})
RULES = (
    *("lix", "sentence", "negation", "double_barrelled", "why", "abbreviation"),
    *("options", "dont_know", "required", "sensitive", "open_questions", "minutes"),
)


def lint(instrument: Instrument, *, exceptions: Mapping[str, str] = {}) -> tuple[Problem, ...]:
    """Go through an instrument by every rule, but for the remarks that the author has answered."""
    remarks = list(_remarks(instrument))
    open_remarks = [remark for remark in remarks if remark.rule not in exceptions]
    used = {remark.rule for remark in remarks}
    spare = [_spare(name) for name in exceptions if name not in used]
    return (*open_remarks, *spare)


def _remarks(instrument: Instrument) -> Iterator[Problem]:
    if instrument.language.partition("-")[0] == "sv":
        yield from _of_language(instrument)
    for question in instrument.questions:
        yield from _of_form(question)
    for page in instrument.pages:
        yield from _of_what_is_sensitive(page)
    yield from _of_length(instrument)


def _of_language(instrument: Instrument) -> Iterator[Problem]:
    yield from _lix(instrument)
    if instrument.audience == "child":
        yield from _for_children(instrument)
    if instrument.audience != "professional":
        yield from _abbreviations(instrument)
    for subject, where, text in _asked(instrument):
        if BOTH.search(text):
            remedy = "ask one thing at a time, or answer the remark with a reason"
            yield _remark(
                f"double_barrelled.{subject}", where, f"two things in one: {text!r}", remedy
            )


def _lix(instrument: Instrument) -> Iterator[Problem]:
    read = (text for key, text in wording.texts(instrument).items() if ".option." not in key)
    index = measuring.lix("\n".join(read))
    limit = HARDEST_LIX[instrument.audience]
    if index > limit:
        what = f"LIX is {index:.0f}; for this audience at most {limit}"
        yield _remark("lix", "$", what, "use shorter words and sentences")


def _for_children(instrument: Instrument) -> Iterator[Problem]:
    for key, text in wording.texts(instrument).items():
        subject = _subject(key)
        for sentence in measuring.sentences(text):
            count = len(measuring.words(sentence))
            if count > MOST_WORDS_FOR_A_CHILD:
                what = f"a sentence of {count} words: {sentence!r}"
                yield _remark(f"sentence.{subject}", key, what, "make it two sentences")
        if WHY.search(text):
            what = "a child is asked why, which sounds like blame"
            yield _remark(f"why.{subject}", key, what, "ask what happened or what was good")
    for subject, where, text in _asked(instrument):
        if NEGATION.search(text):
            what = f"a negation that a child may miss: {text!r}"
            yield _remark(f"negation.{subject}", where, what, "say it the other way round")


def _asked(instrument: Instrument) -> Iterator[tuple[str, str, str]]:
    """Yield what takes a closed answer: its subject, its key and its text."""
    for question in instrument.questions:
        if wording.options_of(question):
            yield question.id, f"question.{question.id}.text", question.text
        for line in question.statements if isinstance(question, Matrix) else ():
            where = f"question.{question.id}.statement.{line.id}"
            yield f"{question.id}.{line.id}", where, line.text


def _abbreviations(instrument: Instrument) -> Iterator[Problem]:
    texts = wording.texts(instrument)
    for key, text in texts.items():
        around = " ".join(t for other, t in texts.items() if _subject(other) == _subject(key))
        for name in dict.fromkeys(ABBREVIATION.findall(text)):
            if not _is_explained(name, around):
                what = f"{name} is not explained"
                remedy = f"write it out: … ({name}), or explain it in the hint"
                yield _remark(f"abbreviation.{_subject(key)}", key, what, remedy)


def _is_explained(name: str, text: str) -> bool:
    said = rf"\({name}\)|\b{name}\b[\w-]* (\(|betyder|är|står för)"
    return re.search(said, text) is not None


def _of_form(question: AnyQuestion) -> Iterator[Problem]:
    where = f"question.{question.id}"
    options = wording.options_of(question)
    counted = [o for o in options if o.id not in WAYS_OUT and not o.exclusive]
    if len(counted) > MOST_OPTIONS:
        what = f"{len(counted)} options; more than {MOST_OPTIONS} are hard to hold in mind"
        remedy = "group them, or answer the remark with a reason"
        yield _remark(f"options.{question.id}", where, what, remedy)
    is_scale = isinstance(question, (Faces, Matrix))
    if is_scale and not any(option.id == "vet_inte" for option in options):
        remedy = 'add { id = "vet_inte", text = "Vet inte" }'
        yield _remark(f"dont_know.{question.id}", where, "a scale without Vet inte", remedy)
    if isinstance(question, (ShortText, LongText, Notes)) and question.required:
        what = "nobody should have to answer in their own words"
        yield _remark(f"required.{question.id}", where, what, "take required away")


def _of_what_is_sensitive(page: Page) -> Iterator[Problem]:
    """Say what it costs, which an author has to have wanted; and that nobody is made to answer."""
    marked = [question for question in page.questions if question.sensitive or page.sensitive]
    places = [(page.id, f"page.{page.id}")] if page.sensitive else []
    places += [(each.id, f"question.{each.id}") for each in marked if each.sensitive]
    for name, where in places:
        what = "asked as sensitive: a round that asks it tells nothing of fewer than ten people"
        remedy = "keep it where that is meant, and answer the remark with a reason"
        yield _remark(f"sensitive.{name}", where, what, remedy)
    for question in marked:
        if question.required and not isinstance(question, (ShortText, LongText, Notes)):
            what = "nobody should have to answer what is sensitive"
            where = f"question.{question.id}"
            yield _remark(f"required.{question.id}", where, what, "take required away")


def _of_length(instrument: Instrument) -> Iterator[Problem]:
    written = [q for q in instrument.questions if isinstance(q, (ShortText, LongText, Notes))]
    if len(written) > MOST_OPEN_QUESTIONS:
        what = f"{len(written)} questions in one's own words; at most {MOST_OPEN_QUESTIONS}"
        yield _remark("open_questions", "$", what, "keep the ones that will be used")
    estimate = measuring.minutes(instrument)
    most = min(instrument.minutes, MOST_MINUTES[instrument.audience])
    if estimate > most + 0.5:
        what = f"it takes about {estimate:.0f} minutes; {most} are promised or fit this audience"
        yield _remark("minutes", "$.minutes", what, "ask less, or promise more")


def _subject(key: str) -> str:
    """Name what a text belongs to: a question's id with its statement, else the text's own key."""
    part, _, rest = key.partition(".")
    if part != "question":
        return key
    name, _, kind = rest.partition(".")
    statement = kind.removeprefix("statement.")
    return f"{name}.{statement}" if kind != statement else name


def _remark(rule: str, where: str, what: str, remedy: str) -> Problem:
    return Problem(where=where, what=what, remedy=remedy, severity="warning", rule=rule)


def _spare(name: str) -> Problem:
    rule = name.partition(".")[0]
    known = rule in RULES
    what = f"nothing is remarked as {name}" if known else f"there is no rule {rule}"
    remedy = "take the exception away" if known else suggest(rule, RULES)
    return _remark("exceptions", f"$.exceptions.{name}", what, remedy)
