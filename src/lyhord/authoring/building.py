"""Questions and options of a draft: added, moved, removed, limited; texts are `wordings`'s. Pure.

What cannot be done is given back as a `Refusal`. Ids are made once and never change, as answers are
stored under them.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from typing import Literal, TypeAlias

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lyhord.authoring.wordings import tidied
from lyhord.instruments.definition import (
    AnyQuestion,
    Instrument,
    LongText,
    Multiple,
    Option,
    Page,
    Publication,
    ShortText,
    Single,
)
from lyhord.instruments.reserved import RESERVED

Kind = Literal["single", "multiple", "short_text", "long_text"]
Why = Literal["last", "edge", "options", "unknown", "limit"]
MOST_QUESTIONS = 200
MOST_OPTIONS = 60
LEAST_OPTIONS = 2
_LONGEST_ID = 40


class Refusal(Struct, frozen=True):
    """Why something cannot be done."""

    why: Why


Built: TypeAlias = Publication | Refusal


class NewQuestion(Struct, frozen=True, kw_only=True):
    """A question that somebody wrote, to stand at the end of a page."""

    page: str
    kind: Kind
    text: str
    options: tuple[str, ...] = ()


class Limits(Struct, frozen=True, kw_only=True):
    """What a form says of a question beside its texts."""

    required: bool
    max: int | None


def add(publication: Publication, new: NewQuestion, *, taken: Collection[str] = ()) -> Built:
    """Put a question at the end of a page; `taken` are ids that other versions have used."""
    instrument = publication.instrument
    if new.page not in {page.id for page in instrument.pages}:
        return Refusal("unknown")
    if len(instrument.questions) >= MOST_QUESTIONS or len(new.options) > MOST_OPTIONS:
        return Refusal("limit")
    if new.kind in ("single", "multiple") and len(new.options) < LEAST_OPTIONS:
        return Refusal("options")
    known = {*(each.id for each in instrument.questions), *RESERVED, *taken}
    question = _question(new, id_for(new.text, known))
    pages = tuple(
        replace(page, questions=(*page.questions, question)) if page.id == new.page else page
        for page in instrument.pages
    )
    return replace(publication, instrument=replace(instrument, pages=pages))


def remove(publication: Publication, name: str) -> Built:
    """Take a question away; its page goes with the last one."""
    pages = publication.instrument.pages
    if name not in {each.id for each in publication.instrument.questions}:
        return Refusal("unknown")
    kept = [
        replace(page, questions=questions)
        for page in pages
        if (questions := tuple(each for each in page.questions if each.id != name))
    ]
    return _paged(publication, kept) if kept else Refusal("last")


def move(publication: Publication, name: str, step: Literal[-1, 1]) -> Built:
    """Move a question one place up or down, over the edge of its page where it stands there."""
    pages = [list(page.questions) for page in publication.instrument.pages]
    for at, questions in enumerate(pages):
        names = [each.id for each in questions]
        if name not in names:
            continue
        place = names.index(name)
        if 0 <= place + step < len(questions):
            questions.insert(place + step, questions.pop(place))
        elif not 0 <= at + step < len(pages) or len(questions) == 1:
            return Refusal("edge")
        else:
            there = pages[at + step]
            there.insert(0 if step == 1 else len(there), questions.pop(place))
        return _paged(
            publication,
            [
                replace(page, questions=tuple(moved))
                for page, moved in zip(publication.instrument.pages, pages, strict=True)
            ],
        )
    return Refusal("unknown")


def ask_everybody(publication: Publication, name: str) -> Built:
    """Take the condition of a question away."""
    return _changed(publication, name, lambda question: replace(question, when=None))


def open_page(publication: Publication, name: str) -> Built:
    """Take the condition of a page away."""
    pages = publication.instrument.pages
    if name not in {page.id for page in pages}:
        return Refusal("unknown")
    return _paged(publication, [replace(p, when=None) if p.id == name else p for p in pages])


def add_option(publication: Publication, name: str, text: str) -> Built:
    """Put an option after the others."""

    def added(options: tuple[Option, ...]) -> tuple[Option, ...] | Refusal:
        if len(options) >= MOST_OPTIONS:
            return Refusal("limit")
        option = Option(id=id_for(text, {each.id for each in options}), text=text)
        return (*options, option)

    return _optioned(publication, name, added)


def remove_option(publication: Publication, name: str, option: str) -> Built:
    """Take an option away; two are the least."""

    def removed(options: tuple[Option, ...]) -> tuple[Option, ...] | Refusal:
        kept = tuple(each for each in options if each.id != option)
        if kept == options:
            return Refusal("unknown")
        return kept if len(kept) >= LEAST_OPTIONS else Refusal("options")

    return _optioned(publication, name, removed)


def raise_option(publication: Publication, name: str, option: str) -> Built:
    """Move an option one place up."""

    def raised(options: tuple[Option, ...]) -> tuple[Option, ...] | Refusal:
        names = [each.id for each in options]
        if option not in names:
            return Refusal("unknown")
        place = names.index(option)
        if place == 0:
            return Refusal("edge")
        above, this = options[place - 1], options[place]
        return (*options[: place - 1], this, above, *options[place + 1 :])

    return _optioned(publication, name, raised)


def limited(publication: Publication, name: str, limits: Limits) -> Built:
    """Say whether a question must be answered, and how much may be answered at most."""

    def change(question: AnyQuestion) -> AnyQuestion | Refusal:
        said: dict[str, object] = {"required": limits.required}
        if isinstance(question, Multiple) or (
            isinstance(question, (ShortText, LongText)) and limits.max is not None
        ):
            said["max"] = limits.max
        try:
            return msgspec.convert(msgspec.to_builtins(question) | said, type(question))
        except msgspec.ValidationError:
            return Refusal("limit")

    return _changed(publication, name, change)


def limits_of(question: AnyQuestion) -> Limits:
    """What a question says beside its texts."""
    most = question.max if isinstance(question, (Multiple, ShortText, LongText)) else None
    return Limits(required=question.required, max=most)


def has_own_options(question: AnyQuestion) -> bool:
    """Whether options of a question can be added and taken away here."""
    return isinstance(question, (Single, Multiple))


def id_for(text: str, taken: Collection[str]) -> str:
    """A name for what somebody wrote: its letters without dots, numbered where it is taken."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_ID].strip("_") or "ny"
    number, made = 1, name
    while made in taken:
        number += 1
        made = f"{name}_{number}"
    return made


def _question(new: NewQuestion, name: str) -> AnyQuestion:
    match new.kind:
        case "single":
            return Single(id=name, text=new.text, options=_options(new.options))
        case "multiple":
            return Multiple(id=name, text=new.text, options=_options(new.options))
        case "short_text":
            return ShortText(id=name, text=new.text)
        case "long_text":
            return LongText(id=name, text=new.text)


def _options(texts: Sequence[str]) -> tuple[Option, ...]:
    made: dict[str, Option] = {}
    for text in texts:
        name = id_for(text, made)
        made[name] = Option(id=name, text=text)
    return tuple(made.values())


def _optioned(
    publication: Publication,
    name: str,
    change: Callable[[tuple[Option, ...]], tuple[Option, ...] | Refusal],
) -> Built:
    def changed(question: AnyQuestion) -> AnyQuestion | Refusal:
        if not isinstance(question, (Single, Multiple)):
            return Refusal("unknown")
        options = change(question.options)
        return options if isinstance(options, Refusal) else replace(question, options=options)

    return _changed(publication, name, changed)


def _changed(
    publication: Publication, name: str, change: Callable[[AnyQuestion], AnyQuestion | Refusal]
) -> Built:
    pages = publication.instrument.pages
    found = next((each for each in publication.instrument.questions if each.id == name), None)
    if found is None:
        return Refusal("unknown")
    made = change(found)
    if isinstance(made, Refusal):
        return made
    kept = [
        replace(page, questions=tuple(made if q.id == name else q for q in page.questions))
        for page in pages
    ]
    return _paged(publication, kept)


def _paged(publication: Publication, pages: Sequence[Page]) -> Publication:
    instrument: Instrument = replace(publication.instrument, pages=tuple(pages))
    return tidied(replace(publication, instrument=instrument))
