"""Cuts a text into sentences and words as the rules of warning signs read them; holds no rule.

Words that were split or spelled out are put together again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lyhord.privacy.warning_words import (
    LONG,
    NEVER,
    NEVER_JOINED,
    SHORT,
    Lexicon,
    Sentence,
    Weighed,
    Weights,
    Word,
    beginning,
    bits_of,
    exactly,
    meaning,
)

_WORD = re.compile(
    r"[^\W_]+(?:['’*@$!|-]+[^\W_]+)*|[.?!\n;]+|:(?=\s)|[\U0001f602\U0001f923\U0001f480]"
)
_ENDS = frozenset(".?!\n;:")
_SHORTEST_RUN = 2  # letters that are put together when they stand alone
_INFLECTION = 3  # letters at the end of a word that was split
_NEVER_NEAR: Mapping[int, int] = {}
_NO_WEIGHTS = Weights()
_SINGLE_WORDS = frozenset("iåoaäeöu.?!\n;:😂🤣💀0123456789")


def sentences(text: str, lexicon: Lexicon) -> Iterator[Sentence]:
    """Cut the text where sentences end, and look every word up."""
    tokens: list[str] = _WORD.findall(text.lower())
    starts: Sequence[int] = range(len(tokens))
    ends = starts
    if [word for word in tokens if len(word) == 1 and word not in _SINGLE_WORDS]:
        spelled = list(_spelled_out(list(zip(tokens, starts, ends, strict=True))))
        tokens = [word for word, _, _ in spelled]
        starts, ends = [start for _, start, _ in spelled], [end for _, _, end in spelled]
    words = _words(tokens, lexicon)
    begin = 0
    for place in [place for place, word in enumerate(tokens) if word[0] in _ENDS] + [len(tokens)]:
        if place > begin:
            yield Sentence(words[begin:place], starts[begin:place], ends[begin:place])
        begin = place + 1


def spots(text: str) -> list[tuple[int, int]]:
    """Where each token of a text begins and ends."""
    return [match.span() for match in _WORD.finditer(text.lower())]


def _words(tokens: list[str], lexicon: Lexicon) -> list[Word]:
    """Each word as the rules read it, by itself and with those after it."""
    common = lexicon.common
    words = [
        common.get(word) or common.get(word[0] if word[0] in _ENDS else "")
        or as_word(word, meaning(word, lexicon), lexicon)
        for word in tokens
    ]
    for place, more in (*_split_words(tokens, lexicon), *_together(tokens, words)):
        words[place] = _meaning_more(tokens[place], words[place], more, lexicon)
    return words


def _meaning_more(token: str, word: Word, more: frozenset[int], lexicon: Lexicon) -> Word:
    """A word that means more with those after it; worked out before if its rule is."""
    known = lexicon.together.get((token, more))
    if known and word is lexicon.common[token]:
        return known
    return as_word(token, word.concepts | more, lexicon)


def as_word(word: str, concepts: frozenset[int], lexicon: Lexicon) -> Word:
    """The word with what finds rules and what weighs picked out."""
    begun = beginning(word)
    anchors: tuple[int, ...] = ()
    around: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    kinds = 0
    if concepts:
        anchors = tuple(concepts & lexicon.anchors.keys())
        around = tuple(concepts & lexicon.around)
        groups = tuple(concepts & lexicon.groups)
    for anchor in anchors:
        kinds |= lexicon.anchors[anchor]
    return Word(
        concepts,
        bits_of(concepts),
        anchors,
        kinds,
        around,
        groups,
        begun,
        begun[:SHORT],
        tuple([_weights(begun, groups, weighed) for weighed in lexicon.weighed]),
        lexicon.joined.get(word, NEVER_JOINED),
    )


def _weights(begun: str, groups: tuple[int, ...], weighed: Weighed) -> Weights:
    """What a word weighs on a level."""
    points, beside = weighed.points.get(begun, 0), weighed.beside.get(begun[:SHORT], NEVER)
    if not groups:
        return Weights(points, beside) if points or beside else _NO_WEIGHTS
    near: dict[int, int] = {}
    for group in groups:
        points += weighed.points.get(group, 0)
        for other, more in weighed.near.get(group, _NEVER_NEAR).items():
            near[other] = near.get(other, 0) + more
    return Weights(points, beside, near)


def _spelled_out(tokens: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Put letters together that stand alone: *d ö*, *s j ä l v m o r d*."""
    run: list[tuple[str, int, int]] = []
    for token in tokens:
        if len(token[0]) == 1 and token[0].isalpha() and (run or token[0] not in _SINGLE_WORDS):
            run.append(token)
            continue
        yield from _put_together(run)
        run = []
        yield token
    yield from _put_together(run)


def _put_together(run: list[tuple[str, int, int]]) -> Iterable[tuple[str, int, int]]:
    if len(run) < _SHORTEST_RUN:
        return run
    return (("".join(letter for letter, _, _ in run), run[0][1], run[-1][2]),)


def _split_words(tokens: list[str], lexicon: Lexicon) -> Iterator[tuple[int, frozenset[int]]]:
    """What the first piece of a long word that was split means: what the whole word means."""
    begun, often = lexicon.begun, lexicon.often
    for place in [place for place, word in enumerate(tokens[:-1]) if word in begun]:
        if tokens[place] in often and tokens[place + 1] in often:
            continue
        first, second, *more = tokens[place : place + 3]
        joined = first + second
        longer = joined + more[0] if more else joined
        if longer[:LONG] not in lexicon.starts or second[0] in _ENDS:
            continue
        for whole in (longer, joined):
            if len(whole) >= LONG and (found := _almost_whole(whole, lexicon)):
                yield place, found
                break


def _together(tokens: list[str], words: list[Word]) -> Iterator[tuple[int, frozenset[int]]]:
    """What several words in a row mean, at the first of them: *hos pappa*, *röker på*."""
    for place in [place for place, word in enumerate(words[:-1]) if word.joined]:
        following = words[place].joined
        after = tokens[place + 1]
        for rest, concepts in following.get(after, ()):
            if len(rest) == 1 or _goes_on(tokens, place, rest):
                yield place, concepts
        for rest, concepts in following.get(f"{after[0]}*", ()):
            if after.startswith(rest[0][:-1]) and _goes_on(tokens, place, rest):
                yield place, concepts


def _goes_on(tokens: list[str], place: int, rest: tuple[str, ...]) -> bool:
    """Whether the words after a place are these; one that ends in * may be longer."""
    said = tokens[place + 1 : place + 1 + len(rest)]
    return len(said) == len(rest) and all(
        token == wanted or (wanted[-1] == "*" and token.startswith(wanted[:-1]))
        for token, wanted in zip(said, rest, strict=True)
    )


def _almost_whole(word: str, lexicon: Lexicon) -> frozenset[int]:
    """What a word means if a rule knows all of it but an ending."""
    return exactly(word, lexicon) - exactly(word[: -_INFLECTION - 1], lexicon)
