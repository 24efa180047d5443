"""Which words of an opened original the rules see; worked out while it is shown, never kept."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from lyhord.privacy.warnings import Hit, warning_signs


class Piece(Struct, frozen=True, kw_only=True):
    """A run of a text, and the rules that see it; none for what lies between."""

    text: str
    rules: tuple[str, ...] = ()


class Seen(Struct, frozen=True, kw_only=True):
    """A rule that sees something, and the words as written."""

    rule: str
    words: tuple[str, ...]


class Pointed(Struct, frozen=True, kw_only=True):
    """Texts in pieces that join to the same texts, and each rule that sees something in them."""

    texts: tuple[tuple[Piece, ...], ...]
    seen: tuple[Seen, ...]


def pointed(texts: Iterable[str], *, additional: Path | None) -> Pointed:
    """Look at each text by itself, as it was when it came."""
    read = [(text, warning_signs(text, additional=additional).hits) for text in texts]
    return Pointed(
        texts=tuple(tuple(_pieces(text, hits)) for text, hits in read),
        seen=_seen([hit for _, hits in read for hit in hits]),
    )


def is_weighed(rule: str) -> bool:
    """Whether these are words that weigh together, and no phrase of a rule."""
    return rule.startswith("points.")


def _pieces(text: str, hits: Iterable[Hit]) -> Iterator[Piece]:
    """The text cut where hits begin and end; those that overlap are one piece."""
    done = 0
    for start, end, rules in _runs(hits):
        if done < start:
            yield Piece(text=text[done:start])
        yield Piece(text=text[start:end], rules=rules)
        done = end
    if done < len(text):
        yield Piece(text=text[done:])


def _runs(hits: Iterable[Hit]) -> list[tuple[int, int, tuple[str, ...]]]:
    runs: list[tuple[int, int, tuple[str, ...]]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if not runs or runs[-1][1] <= hit.start:
            runs.append((hit.start, hit.end, (hit.rule,)))
            continue
        start, end, rules = runs[-1]
        runs[-1] = (start, max(end, hit.end), tuple(dict.fromkeys((*rules, hit.rule))))
    return runs


def _seen(hits: Iterable[Hit]) -> tuple[Seen, ...]:
    """Each rule once, phrases before weighed words, otherwise in the order of the texts."""
    found: dict[str, dict[str, None]] = {}
    for hit in hits:
        found.setdefault(hit.rule, {})[hit.words] = None
    return tuple(
        Seen(rule=rule, words=_longest(tuple(found[rule])))
        for rule in sorted(found, key=is_weighed)
    )


def _longest(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that are no part of others that the same rule sees."""
    return tuple(each for each in words if not any(each in more and each != more for more in words))
