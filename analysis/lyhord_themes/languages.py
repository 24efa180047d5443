"""Which languages texts are written in: told by their letter groups, without any download."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from lyhord_themes.learners import Dense, listed
from lyhord_themes.space import evenly
from lyhord_themes.text import is_empty, words

KNOWN = ("sv", "en", "fi", "ar", "no", "da", "de")
CODES = {"nb": "no", "nn": "no"}
RELATED = ("no", "da")
OWN_LETTERS = ("ar",)
SURE, SURELY_NOT, LIKELY = 0.6, 0.02, 0.8
FEWEST_WORDS = 3
FEWEST_TEXTS, OF_TEXTS, OF_RELATED = 5, 0.001, 0.1
LONGEST = 2_000
MOST_COUNTED = 5_000
LEAST_SHARE = 0.1


class Census(Struct, frozen=True, kw_only=True):
    """What texts may be written in: `shares` has a row per text and a column per known language.

    `long` says of each text whether it has the three words that a sure judgement needs.
    """

    shares: NDArray[np.float64]
    long: NDArray[np.bool_]

    def commonest(self, fallback: str) -> str:
        """Give the language of the most texts; `fallback` if no other has more."""
        found = Counter(_best(self.shares[self.long]))
        best = max(KNOWN, key=lambda language: found[language])
        return best if found[best] > found[canonical(fallback)] else fallback

    def leading(self, first: str) -> str:
        """Give `first`, or the commonest other language where most are surely in others.

        That is not asked where a tenth of the texts of three words are in `first`.
        """
        if canonical(first) not in KNOWN or self.share(first) >= LEAST_SHARE:
            return first
        found = Counter(_best(self.shares[self._foreign(first)]))
        best = max(KNOWN, key=lambda language: found[language])
        return best if 2 * found.total() > self.long.sum() else first

    def share(self, language: str) -> float:
        """Give how many of the texts with three words are in a language, 0 to 1."""
        found = _best(self.shares[self.long])
        return found.count(canonical(language)) / max(len(found), 1)

    def others(self, main: str) -> tuple[str, ...]:
        """Give the other languages that texts are surely in, the commonest first.

        A language needs five texts and one in a thousand, unless its letters are its own; Danish
        and Norwegian, which are easily taken for each other, need a tenth of each other's.
        """
        if canonical(main) not in KNOWN:
            return ()
        found = Counter(_best(self.shares[self._foreign(main)]))
        least = max(FEWEST_TEXTS, OF_TEXTS * len(self.shares))
        related = OF_RELATED * max(found[code] for code in RELATED)
        return tuple(
            language
            for language, n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
            if (n >= least or language in OWN_LETTERS) and (language not in RELATED or n >= related)
        )

    def _foreign(self, main: str) -> NDArray[np.bool_]:
        """Say which texts are surely in another language."""
        foreign = self.shares[:, KNOWN.index(canonical(main))] <= SURELY_NOT
        return self.long & foreign & (self.shares.max(axis=1) >= SURE)


def census(texts: Sequence[str]) -> Census:
    """Look at different normalised texts, sorted; of more than 5,000 at evenly spaced ones."""
    texts = evenly(texts, MOST_COUNTED)
    long = [len(words(text[:LONGEST])) >= FEWEST_WORDS for text in texts]
    return Census(shares=likelihoods(texts), long=np.array(long, dtype=bool))


def spoken(texts: Sequence[str], main: str, others: Sequence[str]) -> tuple[str, ...]:
    """Give each text one of the languages: of `others`, one that has eight tenths among them."""
    if not others:
        return (main,) * len(texts)
    among = likelihoods(texts)[:, [KNOWN.index(code) for code in (canonical(main), *others)]]
    among = among / among.sum(axis=1, keepdims=True)
    best = listed(np.where(among.max(axis=1) >= LIKELY, among.argmax(axis=1), 0))
    return tuple((main, *others)[place] for place in best)


def as_told(texts: Sequence[str], told: Sequence[str | None], main: str) -> Mapping[str, str]:
    """Give each different text that is not empty the language it was most often told to be in.

    `told` has an entry per normalised text; None, and another kind of the main language such as
    sv-x-easy, is the main one. A text of three words that is clearly in the main language is read
    in it, whatever was told: who opens a page in one language may write in another.
    """
    counted: dict[str, Counter[str]] = {}
    for text, language in zip(texts, told, strict=True):
        if is_empty(text):
            continue
        code = canonical(language or main)
        counted.setdefault(text, Counter())[main if code == canonical(main) else code] += 1
    table = {
        text: min(own, key=lambda code: (-own[code], code != main, code))
        for text, own in sorted(counted.items())
    }
    for code in sorted(set(table.values()) & set(KNOWN) - {canonical(main)}):
        own = [text for text, language in table.items() if language == code]
        own = [text for text in own if len(words(text[:LONGEST])) >= FEWEST_WORDS]
        table |= dict(zip(own, _unless_main(own, code, main), strict=True))
    return table


def _unless_main(texts: Sequence[str], code: str, main: str) -> tuple[str, ...]:
    found = spoken(texts, code, (canonical(main),))
    return tuple(main if language == canonical(main) else code for language in found)


def likelihoods(texts: Sequence[str]) -> Dense:
    """Give how likely each known language is for each text, shape (texts, 7), rows add up to 1."""
    rows = np.zeros((len(texts), len(KNOWN)))
    for row, text in zip(rows, texts, strict=True):
        for language, share in _identifier().rank(" ".join(words(text[:LONGEST]))):
            row[KNOWN.index(canonical(language))] += share
    return rows


def canonical(language: str) -> str:
    """Give the code that the detector uses: both kinds of Norwegian are `no`."""
    code = language.split("-", maxsplit=1)[0]
    return CODES.get(code, code)


def _best(shares: Dense) -> list[str]:
    return [KNOWN[place] for place in listed(shares.argmax(axis=1))]


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages((*KNOWN, "nn"))
    return identifier
