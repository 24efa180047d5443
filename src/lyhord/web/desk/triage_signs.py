"""What a warning sign is about, in words, and where in an original it stands; judges nothing."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from lyhord.privacy.warnings import meanings
from lyhord.triage.opening import Written
from lyhord.triage.pointing import Piece, Pointed, is_weighed
from lyhord.web.catalogue import mark
from lyhord.web.desk.visit import Visit

OTHERS: Mapping[str, str] = {
    "points.acute": mark("Words that together weigh as much as something acute"),
    "points.concern": mark("Words that together weigh as much as a concern"),
    "points.historic": mark("Words that together weigh, of something that is told as over"),
    "reader": mark("Somebody who read the answer at the desk sent it here"),
}
GONE = mark("A rule that is no longer in the files")


class Sign(Struct, frozen=True, kw_only=True):
    """What a rule is about, the id that its file calls it by, and the words that it saw."""

    rule: str
    meaning: str
    words: tuple[str, ...] = ()


class MarkedPiece(Struct, frozen=True, kw_only=True):
    """A run of an original; `numbers` are of the signs that see it, in words and in short."""

    text: str
    numbers: str = ""
    spoken: str = ""
    is_weighed: bool = False


class MarkedAnswer(Struct, frozen=True, kw_only=True):
    """A question and what was written to it, in pieces."""

    question: str
    texts: tuple[tuple[MarkedPiece, ...], ...]


class MarkedOriginal(Struct, frozen=True, kw_only=True):
    """An original with its signs, which are numbered from one; `unseen` hold no longer."""

    answers: tuple[MarkedAnswer, ...]
    signs: tuple[Sign, ...]
    unseen: tuple[Sign, ...]


def signs_of(visit: Visit, rules: Iterable[str]) -> tuple[Sign, ...]:
    """What each rule is about."""
    known = meanings(visit.settings.warning_rules)
    return tuple(Sign(rule=rule, meaning=_meaning(visit, rule, known)) for rule in rules)


def marked_original(
    visit: Visit, written: Iterable[Written], found: Pointed, *, rules: Iterable[str]
) -> MarkedOriginal:
    """What was written, with the words marked that rules see; `rules` are those of the case."""
    known = meanings(visit.settings.warning_rules)
    numbers = {each.rule: n for n, each in enumerate(found.seen, start=1)}
    texts = iter(found.texts)
    answers = tuple(
        MarkedAnswer(
            question=each.question,
            texts=tuple(
                tuple(_piece(visit, piece, numbers) for piece in next(texts)) for _ in each.texts
            ),
        )
        for each in written
    )
    return MarkedOriginal(
        answers=answers,
        signs=tuple(
            Sign(rule=each.rule, meaning=_meaning(visit, each.rule, known), words=each.words)
            for each in found.seen
        ),
        unseen=signs_of(visit, (rule for rule in rules if rule not in numbers)),
    )


def _piece(visit: Visit, piece: Piece, numbers: Mapping[str, int]) -> MarkedPiece:
    if not piece.rules:
        return MarkedPiece(text=piece.text)
    seen = sorted(numbers[rule] for rule in piece.rules)
    short = ", ".join(visit.wording.number(n) for n in seen)
    return MarkedPiece(
        text=piece.text,
        numbers=short,
        spoken=visit.wording.say.plural(
            "sign %(numbers)s", "signs %(numbers)s", len(seen), numbers=short
        ),
        is_weighed=all(is_weighed(rule) for rule in piece.rules),
    )


def _meaning(visit: Visit, rule: str, known: Mapping[str, str]) -> str:
    """The words of a rule; one of a file of one's own is said as its file says it."""
    if rule in OTHERS:
        return visit.wording.say(OTHERS[rule])
    if rule not in known:
        return visit.wording.say(GONE)
    return visit.wording.say(known[rule]) if known[rule] else rule
