"""What a form about a draft says, and what the draft becomes by it; pure.

Fields: `text.<key>` a text, `with.<question>` that the limits of a question stand in the form,
`required.<question>`, `max.<question>`, `act` what else is to be done, and what that needs.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from lyhord.authoring import building, wordings
from lyhord.authoring.building import Built, Kind, Limits, NewQuestion, Refusal
from lyhord.authoring.wordings import Fault, plainly
from lyhord.instruments.definition import AnyQuestion, Publication

Fields: TypeAlias = Mapping[str, Sequence[str]]
Act: TypeAlias = Callable[[Publication], Built]
_Asked: TypeAlias = tuple[Act | None, tuple[Fault, ...]]

_TEXT, _WITH, _DIGITS = "text.", "with.", 4
_KINDS: Mapping[str, Kind] = {
    "single": "single",
    "multiple": "multiple",
    "short_text": "short_text",
    "long_text": "long_text",
}


class Form(Struct, frozen=True, kw_only=True):
    """What somebody wrote in one language, told from what the draft said when they began."""

    language: str
    texts: Mapping[str, str]
    limits: Mapping[str, Limits]
    faults: tuple[Fault, ...]
    is_reviewed: bool | None
    act: Act | None

    @property
    def says_something(self) -> bool:
        """Whether the form changes anything."""
        return bool(self.texts or self.limits or self.act or self.is_reviewed is not None)


def read(fields: Fields, base: Publication, *, language: str, taken: Sequence[str] = ()) -> Form:
    """Read a form against the save that it was made with."""
    posted = {
        name.removeprefix(_TEXT): _first(fields, name) for name in fields if name.startswith(_TEXT)
    }
    texts = wordings.changed(base, language, posted)
    limits, wrong = _limits(fields, base)
    act, unsound = _act(fields, taken)
    faults = (*wordings.faults(base, language, texts), *wrong, *unsound)
    return Form(
        language=language,
        texts=texts,
        limits=limits,
        faults=faults,
        is_reviewed=_reviewed(fields, base, language),
        act=act,
    )


def applied(form: Form, publication: Publication) -> Built:
    """What a draft becomes by a form without faults."""
    made: Built = wordings.worded(publication, form.language, form.texts)
    if form.is_reviewed is not None:
        made = wordings.reviewed(made, form.language, is_reviewed=form.is_reviewed)
    for name, limits in form.limits.items():
        made = building.limited(made, name, limits)
        if isinstance(made, Refusal):
            return made
    return form.act(made) if form.act else made


def _limits(fields: Fields, base: Publication) -> tuple[dict[str, Limits], tuple[Fault, ...]]:
    limits: dict[str, Limits] = {}
    wrong: list[Fault] = []
    for question in base.instrument.questions:
        if f"{_WITH}{question.id}" not in fields:
            continue
        said = _limits_of(fields, question)
        if said is None:
            wrong.append(Fault(field=f"max.{question.id}", code="number"))
        elif said != building.limits_of(question):
            limits[question.id] = said
    return limits, tuple(wrong)


def _limits_of(fields: Fields, question: AnyQuestion) -> Limits | None:
    required = _first(fields, f"required.{question.id}") == "yes"
    text = _first(fields, f"max.{question.id}").strip()
    if not text:
        return Limits(required=required, max=None)
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        return None
    return Limits(required=required, max=int(text))


def _reviewed(fields: Fields, base: Publication, language: str) -> bool | None:
    if "with_review" not in fields:
        return None
    said = _first(fields, "reviewed") == "yes"
    known = next((e.reviewed for e in base.translations if e.language == language), said)
    return None if said == known else said


def _act(fields: Fields, taken: Sequence[str]) -> _Asked:
    """What a button asks for beside saving, and what is wrong with what it needs."""
    verb, _, rest = _first(fields, "act").partition(":")
    name, _, part = rest.partition(":")
    if verb == "add":
        return _adding(fields, name, taken)
    if verb == "add_option":
        return _adding_option(fields, name)
    plain: Mapping[str, Act] = {
        "up": lambda draft: building.move(draft, name, -1),
        "down": lambda draft: building.move(draft, name, 1),
        "remove": lambda draft: building.remove(draft, name),
        "everybody": lambda draft: building.ask_everybody(draft, name),
        "open_page": lambda draft: building.open_page(draft, name),
        "raise_option": lambda draft: building.raise_option(draft, name, part),
        "remove_option": lambda draft: building.remove_option(draft, name, part),
    }
    return plain.get(verb), ()


def _adding_option(fields: Fields, name: str) -> _Asked:
    field = f"option.{name}"
    text = plainly(_first(fields, field))
    return (lambda draft: building.add_option(draft, name, text)), _wrong(field, [text])


def _adding(fields: Fields, page: str, taken: Sequence[str]) -> _Asked:
    text = plainly(_first(fields, f"new.{page}.text"))
    kind = _KINDS.get(_first(fields, f"new.{page}.kind"), "long_text")
    lines = plainly(_first(fields, f"new.{page}.options")).split("\n")
    options = tuple(line for line in lines if line) if kind in ("single", "multiple") else ()
    wrong = (*_wrong(f"new.{page}.text", [text]), *_wrong(f"new.{page}.options", options))
    new = NewQuestion(page=page, kind=kind, text=text, options=options)
    return (lambda draft: building.add(draft, new, taken=taken)), wrong


def _wrong(field: str, texts: Sequence[str]) -> tuple[Fault, ...]:
    found = [Fault(field=field, code=code) for text in texts if (code := wordings.fault(text))]
    return tuple(dict.fromkeys(found))


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")
