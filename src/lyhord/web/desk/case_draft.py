"""The draft of a fictive case: made of the commonest published answers, never of one person's.

Each fact stands by itself: that the same people gave several of the answers is not said anywhere.
"""

from collections.abc import Iterator, Mapping, Sequence

from babel.lists import format_list
from msgspec import Struct

from lyhord.disclosing import AnsweredQuestion, ChosenOption, ClosedAnswers, Journey, JourneyTheme
from lyhord.instruments.definition import Audience
from lyhord.web.catalogue import mark
from lyhord.web.desk.visit import Fact
from lyhord.web.desk.wording import Wording

AUDIENCES: tuple[Audience, ...] = ("youth", "guardian")  # who tell of one child
SAID: Mapping[str, str] = {
    "first_age": mark("It first became hard: %(answers)s."),
    "actor": mark("Alex has met %(answers)s."),
    "n_contacts": mark("Number of people who had to be told: %(answers)s."),
    "wait": mark("It took %(answers)s from asking for help to getting it."),
}
# answers that the sentence of their question does not hold
OWN: Mapping[tuple[str, str], str] = {
    ("first_age", "fore_skola"): mark("It first became hard before Alex began school."),
    ("first_age", "f3"): mark("It first became hard in the first years of school."),
    ("first_age", "m46"): mark("It first became hard in years 4 to 6."),
    ("first_age", "h79"): mark("It first became hard in years 7 to 9."),
    ("first_age", "gy"): mark("It first became hard in upper secondary school."),
    ("n_contacts", "1"): mark("Alex has had to tell one person."),
    ("n_contacts", "2-3"): mark("Alex has had to tell two or three people."),
    ("n_contacts", "4-6"): mark("Alex has had to tell four to six people."),
    ("n_contacts", "7+"): mark("Alex has had to tell seven people or more."),
    ("wait", "ingen_hjalp"): mark("Alex asked for help and got none."),
    ("wait", "vantar"): mark("Alex asked for help and still waits."),
}
THEMES: Mapping[str, str] = {
    "missing": mark("What should have been better was about: %(answers)s."),
    "worked": mark("What worked was about: %(answers)s."),
}
UNTOLD = ("vet_inte", "vill_inte", "annat", "annan", "ingen", "not_been_hard", "nothing_hard")
SEVERAL = {"actor": 4}
MOST_THEMES = 2


class Draft(Struct, frozen=True, kw_only=True):
    """A case to begin from, and the figures that each part of it rests on."""

    text: str
    facts: tuple[Fact, ...]


def draft(wording: Wording, audience: Audience, answers: ClosedAnswers, journey: Journey) -> Draft:
    """Put a case together; nothing where too little may be told."""
    closed = dict(_closed(audience, answers))
    themes = {question: found for question in THEMES if (found := _themes(journey, question))}
    lines = [_sentence(wording, each.question, chosen) for each, chosen in closed.items()]
    lines += [
        wording.say(THEMES[question], answers=", ".join(each.theme.name for each in found))
        for question, found in themes.items()
    ]
    facts = [fact for each, chosen in closed.items() for fact in _facts(wording, each, chosen)]
    facts += [
        Fact(name=each.theme.name, value=wording.figure(each.asked[question]))
        for question, found in themes.items()
        for each in found
    ]
    return Draft(text="\n\n".join(_framed(wording, lines)) if lines else "", facts=tuple(facts))


def _sentence(wording: Wording, question: str, chosen: Sequence[ChosenOption]) -> str:
    own = OWN.get((question, chosen[0].option))
    if own is not None:
        return wording.say(own)
    names = [_inside(option.name) for option in chosen]
    return wording.say(SAID[question], answers=format_list(names, locale=wording.locale))


def _inside(name: str) -> str:
    """A name within a sentence; one that is all capitals stays so."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _themes(journey: Journey, question: str) -> tuple[JourneyTheme, ...]:
    """The commonest themes under a question; names of proposed ones are people's words."""
    named = [each for each in journey.most_under(question) if each.theme.source == "codebook"]
    return tuple(named[:MOST_THEMES])


def _framed(wording: Wording, lines: list[str]) -> Iterator[str]:
    """What is said before and after: that nobody has lived this, and what to talk about."""
    yield wording.say("Alex is made up. Nobody has lived just this.")
    yield from lines
    yield wording.say(
        "Talk about it: Who could have noticed earlier? Who held it together? What would have "
        "changed if it had come in time?"
    )


def _closed(
    audience: Audience, answers: ClosedAnswers
) -> Iterator[tuple[AnsweredQuestion, tuple[ChosenOption, ...]]]:
    """The commonest answers to each question that enough gave, in the order of the story."""
    for question in SAID:
        for asked in answers.answers_to(question):
            told = [
                each
                for each in asked.options
                if (each.people.n or 0) >= answers.k and each.option not in UNTOLD
            ]
            common = sorted(told, key=lambda each: -(each.people.n or 0))
            if asked.audience == audience and common:
                yield asked, tuple(common[: SEVERAL.get(question, 1)])


def _facts(
    wording: Wording, asked: AnsweredQuestion, chosen: tuple[ChosenOption, ...]
) -> Iterator[Fact]:
    for option in chosen:
        told = wording.say(
            "%(n)s of %(of)s", n=wording.figure(option.people), of=wording.figure(asked.of)
        )
        yield Fact(name=option.name, value=told)
