"""What the comparison says of closed answers: whom people met, and how early something was seen."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from lyhord.disclosing import AnsweredQuestion, ChosenOption, ChosenPair, ClosedAnswers
from lyhord.web.desk import charts, matrices
from lyhord.web.desk.charts import Amount, BarRow
from lyhord.web.desk.matrices import Matrix
from lyhord.web.desk.wording import AUDIENCES, Wording, size

CONTACTS = ("actor", "actor_child", "partner")
HOW_MANY = ("n_contacts",)
EARLY = ("first_age", "wait", "signals")
# those of no actor say nothing of who is met together
NOBODY = ("ingen", "vet_inte", "nobody")
IN_MATRIX = 12
MOST_PAIRS = 15


class Answered(Struct, frozen=True, kw_only=True):
    """A question and what an audience answered: a table in which each row draws its figure."""

    audience: str
    audience_name: str
    text: str
    of: str
    rows: tuple[BarRow, ...]
    hidden: str
    unchosen: str


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


def early_told(wording: Wording, answers: ClosedAnswers) -> tuple[Answered, ...]:
    """Say when something was first seen, which signs are, and how long help took."""
    return tuple(_answered(wording, each) for each in _by_audience(answers.answers_to(*EARLY)))


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
    return Answered(
        audience=asked.audience,
        audience_name=wording.say(AUDIENCES[asked.audience]),
        text=asked.text,
        of=say("Of %(shown)s who answered the survey.", shown=wording.figure(asked.of)),
        rows=charts.rows([_amount(wording, asked.audience, each) for each in shown]),
        hidden=say("Hidden: %(names)s.", names=", ".join(hidden)) if hidden else "",
        unchosen=say("Chosen by nobody: %(names)s.", names=", ".join(none)) if none else "",
    )


def _amount(wording: Wording, kind: str, option: ChosenOption) -> Amount:
    figure = wording.figure(option.people)
    text = f"{figure} ({wording.share(option.share)})" if option.share else figure
    return Amount(name=option.name, kind=kind, text=text, size=size(option.people))


def _place(option: ChosenOption) -> tuple[bool, int]:
    """What most chose first; what is hidden last."""
    return option.people.n is None, -(option.people.n or 0)


def _together(wording: Wording, asked: AnsweredQuestion) -> Together:
    names = {option.option: option.name for option in asked.options}
    pairs = [each for each in asked.pairs if not {each.one, each.other} & {*NOBODY}]
    met = sorted((o for o in asked.options if o.option not in NOBODY), key=_place)
    within = {name for pair in pairs for name in (pair.one, pair.other)}
    order = [each.option for each in met if each.option in within][:IN_MATRIX]
    return Together(
        audience=asked.audience,
        audience_name=wording.say(AUDIENCES[asked.audience]),
        matrix=matrices.matrix(
            _said(wording, pairs, names),
            order,
            {(each.one, each.other): each.people.n or 0 for each in pairs},
        ),
        names=tuple(names[each] for each in order),
        pairs=tuple(
            PairRow(
                one=names[pair.one],
                other=names[pair.other],
                people=wording.figure(pair.people),
            )
            for pair in pairs[:MOST_PAIRS]
        ),
    )


def _said(wording: Wording, pairs: Sequence[ChosenPair], names: dict[str, str]) -> str:
    """The picture as one sentence: the pairs that most met."""
    parts = ", ".join(
        f"{names[each.one]} + {names[each.other]} {wording.figure(each.people)}"
        for each in pairs[:MOST_PAIRS]
    )
    return f"{wording.say('Met by the same people')}: {parts}"
