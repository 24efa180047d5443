"""Cuts a text into sentences and words as the rules of warning signs read them; holds no rule.

Words that were split or spelled out are put together again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lyhord.privacy.warning_words import (
    END,
    LONG,
    NEVER_JOINED,
    NEVER_NEAR,
    SHORT,
    UNCODED,
    Lexicon,
    Reading,
    Sentence,
    Weighed,
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
_SINGLE_WORDS = frozenset("iåoaäeöu.?!\n;:😂🤣💀0123456789")


def reading(text: str, lexicon: Lexicon) -> Reading:
    """Look every word of a text up; what ends sentences is among them, and comes last."""
    tokens: list[str] = _WORD.findall(text.lower())
    starts: Sequence[int] = range(len(tokens))
    ends = starts
    if [word for word in tokens if len(word) == 1 and word not in _SINGLE_WORDS]:
        spelled = list(_spelled_out(list(zip(tokens, starts, ends, strict=True))))
        tokens = [word for word, _, _ in spelled]
        starts, ends = [start for _, start, _ in spelled], [end for _, _, end in spelled]
    words = _words(tokens, lexicon)
    words.append(END)
    return Reading(words, starts, ends)


def sentences(read: Reading) -> Iterator[Sentence]:
    """The sentences of a text that have words."""
    for begin, end in stretches(read.words):
        yield Sentence(read.words[begin:end], read.starts[begin:end], read.ends[begin:end])


def stretches(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where each sentence that has words begins and ends."""
    begin = 0
    for place in [place for place, word in enumerate(words) if word is END]:
        if place > begin:
            yield begin, place
        begin = place + 1


def spots(text: str) -> list[tuple[int, int]]:
    """Where each token of a text begins and ends."""
    return [match.span() for match in _WORD.finditer(text.lower())]


def _words(tokens: list[str], lexicon: Lexicon) -> list[Word]:
    """Each word as the rules read it, by itself and with those after it."""
    common = lexicon.common
    words = [common.get(word) or _seldom(word, lexicon) for word in tokens]
    for place, more in (*_split_words(tokens, words, lexicon), *_together(tokens, words)):
        words[place] = _meaning_more(tokens[place], words[place], more, lexicon)
    return words


def _seldom(token: str, lexicon: Lexicon) -> Word:
    """A word that is not among those that were worked out before."""
    if token[0] in _ENDS:
        return END
    return as_word(token, meaning(token, lexicon), lexicon)


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
    concern, acute = [_weights(begun, groups, weighed) for weighed in lexicon.weighed]
    return Word(
        code=lexicon.codes.get(begun[:SHORT], UNCODED),
        points=concern[0],
        near=concern[1],
        groups=groups,
        kinds=kinds,
        joined=lexicon.joined.get(word, NEVER_JOINED),
        often=word in lexicon.often,
        acute_points=acute[0],
        acute_near=acute[1],
        bits=bits_of(concepts),
        anchors=anchors,
        around=around,
        concepts=concepts,
        begun=begun,
    )


def _weights(
    begun: str, groups: tuple[int, ...], weighed: Weighed
) -> tuple[int, Mapping[int, int]]:
    """What a word weighs on a level, by itself and near groups."""
    points = weighed.points.get(begun, 0)
    if not groups:
        return points, NEVER_NEAR
    near: dict[int, int] = {}
    for group in groups:
        points += weighed.points.get(group, 0)
        for other, more in weighed.near.get(group, NEVER_NEAR).items():
            near[other] = near.get(other, 0) + more
    return points, near


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


def _split_words(
    tokens: list[str], words: list[Word], lexicon: Lexicon
) -> Iterator[tuple[int, frozenset[int]]]:
    """What the first piece of a long word that was split means: what the whole word means."""
    rare = [place for place, word in enumerate(words) if not word.often]
    for place in {near for each in rare for near in (each - 1, each)}:
        if not (0 <= place < len(tokens) - 1 and tokens[place] in lexicon.begun):
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
        for rest, concepts in following.get("*", ()):
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
