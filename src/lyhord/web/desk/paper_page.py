"""The form for a paper's answers as the page shows it, and the card on a round's overview."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from lyhord.exports.paper import Paper
from lyhord.forms.mistakes import Mistake
from lyhord.forms.numbering import Numbered, letter, numbered
from lyhord.instruments.definition import (
    AnyQuestion,
    Audience,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    ShortText,
)
from lyhord.instruments.flow import answer_keys
from lyhord.instruments.wording import languages, options_of
from lyhord.intake.doors import Door
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import Catalogue, own_name
from lyhord.web.desk.exporting import Download
from lyhord.web.desk.paper_twice import Twice
from lyhord.web.desk.paper_typing import Opened, Typing, language_of
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.desk.wording import AUDIENCES
from lyhord.web.sentences import sentence


class Box(Struct, frozen=True, kw_only=True):
    """One place to type: a row of a matrix has its letter and text."""

    key: str
    label: str
    written: str
    error: str


class Asked(Struct, frozen=True, kw_only=True):
    """A question as the typist sees it: its number, its numbered answers, its boxes."""

    number: int
    text: str
    options: tuple[str, ...]
    remark: str
    is_long: bool
    is_digits: bool
    boxes: tuple[Box, ...]


class Spoken(Struct, frozen=True, kw_only=True):
    """A language that the paper may be in."""

    code: str
    name: str
    is_chosen: bool


class TypingPage(Struct, frozen=True, kw_only=True):
    """The whole form for one paper."""

    frame: Frame
    audience: str
    address: str
    print_address: str
    version: int
    preset: str
    is_stored: bool
    problem: str
    errors: tuple[Download, ...]
    strayed: tuple[Download, ...]
    accepted: tuple[str, ...]
    differing: tuple[Download, ...]
    twice: Twice
    submission: str
    languages: tuple[Spoken, ...]
    questions: tuple[Asked, ...]
    others: tuple[Download, ...]
    takes_answers: bool
    today: str


class NoDoorPage(Struct, frozen=True, kw_only=True):
    """What is said where a round takes no paper answers from an audience yet."""

    frame: Frame
    audience: str
    address: str


class LettersPage(Struct, frozen=True, kw_only=True):
    """What is said where a paper cannot be set for want of letters."""

    frame: Frame


class PaperLine(Struct, frozen=True, kw_only=True):
    """An audience on the overview's card: what can be printed, and where answers are typed in."""

    audience: str
    audience_name: str
    prints: tuple[Download, ...]
    type_in: str


def letters_page(visit: Visit, round_: Round) -> LettersPage:
    """Say which font is missing rather than to print boxes."""
    return LettersPage(frame=visit.frame("paper", round_))


def no_door_page(visit: Visit, round_: Round, audience: Audience) -> NoDoorPage:
    """Offer to begin."""
    return NoDoorPage(
        frame=visit.frame("paper", round_),
        audience=visit.wording.say(AUDIENCES[audience]),
        address=f"{address_of(round_.round_id)}/paper/door?audience={audience}",
    )


def typing_page(visit: Visit, round_: Round, opened: Opened, typing: Typing) -> TypingPage:
    """Lay the form out: empty, or with everything that was typed."""
    say, door = visit.wording.say, opened.door
    here = f"{address_of(round_.round_id)}/paper?audience={door.audience}"
    language = language_of(typing, door)
    return TypingPage(
        frame=visit.frame("paper", round_),
        audience=say(AUDIENCES[door.audience]),
        address=f"{here}&door={door.slug}",
        print_address=f"{address_of(round_.round_id)}/paper.pdf?audience={door.audience}",
        version=door.version,
        preset=_known_of(opened),
        is_stored=typing.is_stored,
        problem=say(typing.problem) if typing.problem else "",
        errors=_error_lines(door, typing.mistakes, say),
        strayed=_strayed_lines(door, typing.strayed),
        accepted=typing.strayed,
        differing=_strayed_lines(door, typing.differing),
        twice=typing.twice,
        submission=str(typing.submission),
        languages=tuple(
            Spoken(code=code, name=own_name(code), is_chosen=code == language)
            for code in languages(door.publication)
        ),
        questions=_questions(door, typing, say),
        others=tuple(
            Download(name=other.name or other.slug, href=f"{here}&door={other.slug}")
            for other in opened.doors
            if other.slug != door.slug
        ),
        takes_answers=door.accepts_posts,
        today=_today(opened, say),
    )


def paper_lines(visit: Visit, round_: Round, papers: Sequence[Paper]) -> tuple[PaperLine, ...]:
    """Say what can be printed for each audience of a round."""
    here = address_of(round_.round_id)
    return tuple(
        PaperLine(
            audience=paper.audience,
            audience_name=visit.wording.say(AUDIENCES[paper.audience]),
            prints=tuple(
                Download(
                    name=own_name(language),
                    href=f"{here}/paper.pdf?audience={paper.audience}&language={language}",
                )
                for language in paper.languages
            ),
            type_in=f"{here}/paper?audience={paper.audience}",
        )
        for paper in sorted(papers, key=lambda each: list(AUDIENCES).index(each.audience))
    )


def _today(opened: Opened, say: Catalogue) -> str:
    if not opened.typed_today:
        return ""
    return say.plural(
        "You have typed in %(n)s paper here today.",
        "You have typed in %(n)s papers here today.",
        opened.typed_today,
    )


def _questions(door: Door, typing: Typing, say: Catalogue) -> tuple[Asked, ...]:
    strayed = say("Not asked, by the answers before it.")
    errors = dict.fromkeys(typing.strayed, strayed)
    for key in typing.differing:
        before = " ".join((typing.twice.first or {}).get(key, ())).strip()
        errors[key] = say("The first time: %(text)s", text=before or "–")
    errors |= {mistake.key: sentence(mistake, say) for mistake in typing.mistakes}
    return tuple(
        Asked(
            number=one.number,
            text=one.question.text,
            options=tuple(option.text for option in options_of(one.question)),
            remark=_remark(one.question, say),
            is_long=isinstance(one.question, LongText | Notes),
            is_digits=bool(options_of(one.question)) or isinstance(one.question, Number),
            boxes=tuple(_boxes(one, typing.written, errors)),
        )
        for one in numbered(door.publication.instrument)
        if one.number is not None and door.presets.keys().isdisjoint(answer_keys(one.question))
    )


def _boxes(
    one: Numbered, written: Mapping[str, Sequence[str]], errors: Mapping[str, str]
) -> list[Box]:
    question = one.question
    if isinstance(question, Matrix):
        return [
            _box(key, written, errors, label=f"{one.number}{letter(place)}. {line.text}")
            for place, line in enumerate(question.statements)
            for key in (f"{question.id}.{line.id}",)
        ]
    boxes = [_box(question.id, written, errors)]
    if isinstance(question, Notes):
        texts = written.get(question.id, ())
        boxes += [
            Box(key=question.id, label="", written=text, error="")
            for text in [*texts[1:], *[""] * question.max][: question.max - 1]
        ]
    return boxes


def _box(
    key: str, written: Mapping[str, Sequence[str]], errors: Mapping[str, str], *, label: str = ""
) -> Box:
    first = written.get(key, [""])
    error = errors.get(key, "")
    return Box(key=key, label=label, written=first[0] if first else "", error=error)


def _remark(question: AnyQuestion, say: Catalogue) -> str:
    match question:
        case Multiple(max=None):
            return say("Several numbers, parted by spaces.")
        case Multiple(max=most):
            return say("At most %(n)s numbers, parted by spaces.", n=most)
        case ShortText() | LongText() | Notes():
            return say("As it was written. Leave out names.")
        case _:
            return ""


def _known_of(opened: Opened) -> str:
    """What the door is called and which municipality it says: papers of others go elsewhere."""
    names = (each.name for each in opened.doors if each.slug == opened.door.slug)
    return " · ".join(filter(None, (*names, _preset(opened.door))))


def _preset(door: Door) -> str:
    """The municipality that the door says, by its name."""
    value = door.presets.get("municipality", "")
    wanted = value if isinstance(value, list) else [value]
    return ", ".join(each.text for each in door.place.municipalities if each.id in wanted)


def _error_lines(door: Door, mistakes: Sequence[Mistake], say: Catalogue) -> tuple[Download, ...]:
    """One line a mistake, leading to its box; one about the whole paper leads to the first."""
    numbers = {key: str(one.number) for key, one in _by_key(door).items()}
    first = next(iter(numbers), "")
    return tuple(
        Download(
            name=f"{numbers[one.key]}. {sentence(one, say)}"
            if one.key in numbers
            else sentence(one, say),
            href=f"#b-{one.key or first}",
        )
        for one in mistakes
    )


def _strayed_lines(door: Door, keys: Sequence[str]) -> tuple[Download, ...]:
    """One line a question that is answered and not asked, leading to its first such box."""
    asked = _by_key(door)
    first = {asked[key].question.id: key for key in reversed(keys)}
    return tuple(
        Download(name=f"{asked[key].number}. {asked[key].question.text}", href=f"#b-{key}")
        for key in reversed(first.values())
    )


def _by_key(door: Door) -> dict[str, Numbered]:
    return {
        key: one
        for one in numbered(door.publication.instrument)
        for key in answer_keys(one.question)
    }
