"""What a draft says otherwise than a version, and what that means for comparing answers; pure."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from lyhord.authoring.building import limits_of
from lyhord.authoring.wordings import written
from lyhord.instruments import wording
from lyhord.instruments.definition import AnyQuestion, Instrument, Matrix, Publication

Weight = Literal["core", "closed", "light"]
What = Literal[
    "text",
    "added",
    "removed",
    "moved",
    "limits",
    "condition",
    "option_added",
    "option_removed",
    "options_moved",
    "page_condition",
]
# what every survey and every round has in common
CORE = frozenset({"core"})


class Change(Struct, frozen=True, kw_only=True):
    """One difference: what, of which text or question, and how much it costs in comparisons."""

    what: What
    key: str
    weight: Weight
    before: str = ""
    after: str = ""


class Spoken(Struct, frozen=True, kw_only=True):
    """How many texts of a translation differ."""

    language: str
    changed: int


def changes(before: Publication, after: Publication) -> tuple[Change, ...]:
    """Every difference in the language that the survey is written in, in reading order."""
    old, new = before.instrument, after.instrument
    return (*_around(old, new), *_questions(old, new))


def spoken(before: Publication, after: Publication) -> tuple[Spoken, ...]:
    """How many texts of each translation differ, where some do."""
    found: list[Spoken] = []
    for language in wording.languages(after)[1:]:
        old, new = written(before, language), written(after, language)
        count = sum(old.get(key, "") != new.get(key, "") for key in {*old, *new})
        if count:
            found.append(Spoken(language=language, changed=count))
    return tuple(found)


def heaviest(found: tuple[Change, ...]) -> Weight:
    """How much the heaviest of these costs in comparisons."""
    weights = {each.weight for each in found}
    return "core" if "core" in weights else "closed" if "closed" in weights else "light"


def _around(old: Instrument, new: Instrument) -> Iterator[Change]:
    was, now = _outside(old), _outside(new)
    for key in dict.fromkeys((*was, *now)):
        if was.get(key, "") != now.get(key, ""):
            yield Change(
                what="text",
                key=key,
                weight="light",
                before=was.get(key, ""),
                after=now.get(key, ""),
            )
    conditions = {page.id: page.when for page in old.pages}
    for page in new.pages:
        if page.id in conditions and page.when != conditions[page.id]:
            weight = _heaviest(page.questions)
            yield Change(what="page_condition", key=f"page.{page.id}", weight=weight)


def _outside(instrument: Instrument) -> dict[str, str]:
    texts = wording.texts(instrument)
    return {key: text for key, text in texts.items() if not key.startswith("question.")}


def _questions(old: Instrument, new: Instrument) -> Iterator[Change]:
    was = {each.id: each for each in old.questions}
    now = {each.id: each for each in new.questions}
    moved = _moved([name for name in was if name in now], [name for name in now if name in was])
    for question in new.questions:
        if question.id not in was:
            yield _whole("added", question, "light")
            continue
        if question.id in moved or _page(old, question) != _page(new, question):
            yield _whole("moved", question, "core" if question.id in CORE else "light")
        yield from _within(was[question.id], question)
    for question in old.questions:
        if question.id not in now:
            yield _whole("removed", question, _weight(question))


def _page(instrument: Instrument, question: AnyQuestion) -> str:
    return next(
        page.id for page in instrument.pages if question.id in {each.id for each in page.questions}
    )


def _moved(old: list[str], new: list[str]) -> set[str]:
    blocks = SequenceMatcher(a=old, b=new, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in old[block.a : block.a + block.size]}
    return set(new) - stayed


def _within(old: AnyQuestion, new: AnyQuestion) -> Iterator[Change]:
    weight = _weight(new)
    was, now = _texts(old), _texts(new)
    for key in dict.fromkeys((*was, *now)):
        change = _text(key, was.get(key), now.get(key), weight)
        if change is not None:
            yield change
    order = [key for key in was if ".option." in key and key in now]
    if order != [key for key in now if ".option." in key and key in was]:
        yield _whole("options_moved", new, weight)
    if limits_of(old) != limits_of(new):
        yield _whole("limits", new, weight)
    if old.when != new.when:
        yield _whole("condition", new, weight)


def _text(key: str, old: str | None, new: str | None, weight: Weight) -> Change | None:
    if old == new:
        return None
    what: What = "text"
    if ".option." in key and old is None:
        what = "option_added"
    elif ".option." in key and new is None:
        what = "option_removed"
    light: Weight = "light" if weight == "closed" and key.endswith(".hint") else weight
    return Change(what=what, key=key, weight=light, before=old or "", after=new or "")


def _texts(question: AnyQuestion) -> dict[str, str]:
    key = f"question.{question.id}"
    lines = question.statements if isinstance(question, Matrix) else ()
    return (
        {f"{key}.text": question.text, f"{key}.hint": question.hint or ""}
        | {f"{key}.statement.{line.id}": line.text for line in lines}
        | {f"{key}.option.{each.id}": each.text for each in wording.options_of(question)}
    )


def _whole(what: What, question: AnyQuestion, weight: Weight) -> Change:
    return Change(what=what, key=f"question.{question.id}", weight=weight, after=question.text)


def _weight(question: AnyQuestion) -> Weight:
    if question.id in CORE:
        return "core"
    return "closed" if wording.options_of(question) else "light"


def _heaviest(questions: tuple[AnyQuestion, ...]) -> Weight:
    weights = {_weight(question) for question in questions}
    return "core" if "core" in weights else "closed" if "closed" in weights else "light"
