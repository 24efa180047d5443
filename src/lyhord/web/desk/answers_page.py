"""What the comparison says of closed answers: whom people met, and how early something was seen."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing import AnsweredQuestion, ChosenOption, ChosenPair, ClosedAnswers
from lyhord.web.catalogue import mark
from lyhord.web.desk import charts, matrices
from lyhord.web.desk.charts import Amount, BarRow
from lyhord.web.desk.matrices import Matrix
from lyhord.web.desk.wording import AUDIENCES, Wording, size

CONTACTS = ("actor", "actor_child", "partner")
HOW_MANY = ("n_contacts",)
EARLY: Mapping[str, str] = {
    "first_age": mark("How old the child was"),
    "wait": mark("How long help took"),
    "signals": mark("What professionals notice"),
}
# those of no actor say nothing of who is met together
NOBODY = ("ingen", "vet_inte", "nobody")
IN_MATRIX = 12
FIRST_PAIRS = 8
MOST_SAID = 15
FIRST_ROWS = 8
WHOLE = 100


class Answered(Struct, frozen=True, kw_only=True):
    """A question and what an audience answered: a table in which each row draws its figure.

    Bars are shares of everybody in the audience, so those of two audiences can be compared.
    """

    audience: str
    audience_name: str
    text: str
    of: str
    rows: tuple[BarRow, ...]
    rest: tuple[BarRow, ...]
    count: int
    hidden: str
    unchosen: str


class Early(Struct, frozen=True, kw_only=True):
    """A question of early signals as it was put to each audience."""

    name: str
    questions: tuple[Answered, ...]


class PairRow(Struct, frozen=True, kw_only=True):
    """Two who were met by the same people."""

    one: str
    other: str
    people: str


class Together(Struct, frozen=True, kw_only=True):
    """Who are met by the same people: a picture by number, their names, and a table of pairs."""

    audience: str
    audience_name: str
    matrix: Matrix
    names: tuple[str, ...]
    pairs: tuple[PairRow, ...]
    rest: tuple[PairRow, ...]
    count: int


class Contacts(Struct, frozen=True, kw_only=True):
    """The part of the page about whom people meet."""

    questions: tuple[Answered, ...]
    together: tuple[Together, ...]


def contacts_told(wording: Wording, answers: ClosedAnswers) -> Contacts:
    """Say whom each audience met, how many of them, and who were met together."""
    met = answers.answers_to(*CONTACTS)
    asked = (*met, *answers.answers_to(*HOW_MANY))
    return Contacts(
        questions=tuple(_answered(wording, each) for each in _by_audience(asked)),
        together=tuple(_together(wording, each) for each in _by_audience(met) if each.pairs),
    )


def early_told(wording: Wording, answers: ClosedAnswers) -> tuple[Early, ...]:
    """Say when something was first seen, how long help took, and which signs are seen."""
    return tuple(
        Early(
            name=wording.say(name),
            questions=tuple(_answered(wording, each) for each in _by_audience(asked)),
        )
        for question, name in EARLY.items()
        if (asked := answers.answers_to(question))
    )


def _by_audience(asked: Iterable[AnsweredQuestion]) -> Sequence[AnsweredQuestion]:
    order = list(AUDIENCES)
    return sorted(asked, key=lambda each: order.index(each.audience))


def _answered(wording: Wording, asked: AnsweredQuestion) -> Answered:
    options = asked.options
    if asked.question in {*CONTACTS, "signals"}:
        options = sorted(options, key=_place)
    shown = [each for each in options if each.people.n]
    hidden = [each.name for each in options if each.people.n is None]
    none = [each.name for each in options if each.people.n == 0]
    say = wording.say
    rows = _rows(wording, asked, shown)
    first = len(rows) if len(rows) <= FIRST_ROWS + 1 else FIRST_ROWS
    return Answered(
        audience=asked.audience,
        audience_name=wording.say(AUDIENCES[asked.audience]),
        text=asked.text,
        of=say("Of %(shown)s who answered the survey.", shown=wording.figure(asked.of)),
        rows=rows[:first],
        rest=rows[first:],
        count=len(rows),
        hidden=say("Hidden: %(names)s.", names=", ".join(hidden)) if hidden else "",
        unchosen=say("Chosen by nobody: %(names)s.", names=", ".join(none)) if none else "",
    )


def _rows(
    wording: Wording, asked: AnsweredQuestion, shown: Sequence[ChosenOption]
) -> tuple[BarRow, ...]:
    """Shares where they are told of all; else counts, the longest of which fills its cell."""
    if all(each.share for each in shown):
        shares = [_share(wording, asked.audience, each) for each in shown]
        return charts.rows(shares, whole=WHOLE)
    return charts.rows([_amount(wording, asked.audience, each) for each in shown])


def _share(wording: Wording, kind: str, option: ChosenOption) -> Amount:
    counted, share = _amount(wording, kind, option), option.share
    if share is None:
        return counted
    return replace(
        counted,
        text=f"{counted.text} ({wording.share(share)})",
        size=share.percent,
        low=share.low,
        high=share.high,
    )


def _amount(wording: Wording, kind: str, option: ChosenOption) -> Amount:
    return Amount(
        name=option.name, kind=kind, text=wording.figure(option.people), size=size(option.people)
    )


def _place(option: ChosenOption) -> tuple[bool, int]:
    """What most chose first; what is hidden last."""
    return option.people.n is None, -(option.people.n or 0)


def _together(wording: Wording, asked: AnsweredQuestion) -> Together:
    names = {option.option: option.name for option in asked.options}
    pairs = [each for each in asked.pairs if not {each.one, each.other} & {*NOBODY}]
    met = sorted((o for o in asked.options if o.option not in NOBODY), key=_place)
    within = {name for pair in pairs for name in (pair.one, pair.other)}
    order = [each.option for each in met if each.option in within][:IN_MATRIX]
    rows = tuple(
        PairRow(one=names[pair.one], other=names[pair.other], people=wording.figure(pair.people))
        for pair in pairs
    )
    return Together(
        audience=asked.audience,
        audience_name=wording.say(AUDIENCES[asked.audience]),
        matrix=matrices.matrix(
            _said(wording, pairs, names),
            order,
            {(each.one, each.other): each.people.n or 0 for each in pairs},
        ),
        names=tuple(names[each] for each in order),
        pairs=rows[:FIRST_PAIRS],
        rest=rows[FIRST_PAIRS:],
        count=len(rows),
    )


def _said(wording: Wording, pairs: Sequence[ChosenPair], names: dict[str, str]) -> str:
    """The picture as one sentence: the pairs that most met."""
    parts = ", ".join(
        f"{names[each.one]} + {names[each.other]} {wording.figure(each.people)}"
        for each in pairs[:MOST_SAID]
    )
    return f"{wording.say('Met by the same people')}: {parts}"
