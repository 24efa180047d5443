"""Keyword in context: where the commonest words stand, for reading texts too few to be grouped."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from lyhord_themes.findings import Keyword, Line
from lyhord_themes.terms import everyday, is_telling
from lyhord_themes.text import Token, stems, tokens

KEYWORDS, LINES = 12, 8
LEAST_TEXTS = 2
WIDTH = 48
CUT = "…"


class Hit(Struct, frozen=True, kw_only=True):
    """A word with its stem, where it stands in which text."""

    row: int
    token: Token
    stem: str


def concordance(texts: Sequence[str], language: str) -> tuple[Keyword, ...]:
    """Find the commonest telling words with what stands to their left and right.

    Words are counted by stem, once per text, and only if at least two texts have them; twelve
    words with eight places each are given, in the order of the texts (Luhn 1960).
    """
    clean = [unicodedata.normalize("NFC", text) for text in texts]
    hits = list(_hits(clean, language))
    counted = Counter(stem for _, stem in {(hit.row, hit.stem) for hit in hits})
    common = [(-n, stem) for stem, n in counted.items() if n >= LEAST_TEXTS]
    return tuple(_keyword(stem, -n, hits, clean) for n, stem in sorted(common)[:KEYWORDS])


def _hits(texts: Sequence[str], language: str) -> Iterator[Hit]:
    found = [(row, token) for row, text in enumerate(texts) for token in tokens(text)]
    table = stems((token.form for _, token in found), language)
    for row, token in found:
        if token.form not in everyday(language) and is_telling(token.form, language):
            yield Hit(row=row, token=token, stem=table[token.form])


def _keyword(stem: str, n: int, hits: Sequence[Hit], texts: Sequence[str]) -> Keyword:
    own = [hit for hit in hits if hit.stem == stem]
    forms = Counter(hit.token.form for hit in own)
    word = min(forms, key=lambda form: (-forms[form], len(form), form))
    return Keyword(word=word, n=n, lines=tuple(_line(hit, texts[hit.row]) for hit in own[:LINES]))


def _line(hit: Hit, text: str) -> Line:
    start, end = hit.token.start, hit.token.end
    return Line(
        row=hit.row,
        left=_cut(text[:start], at_end=False),
        word=text[start:end],
        right=_cut(text[end:], at_end=True),
    )


def _cut(context: str, *, at_end: bool) -> str:
    """Keep what fits, whole words only; single spaces."""
    kept = context[: 4 * WIDTH] if at_end else context[-4 * WIDTH :]
    line = " ".join(kept.split())
    if len(line) <= WIDTH and len(kept) == len(context):
        return line
    if at_end:
        return line[:WIDTH].rsplit(" ", 1)[0] + CUT
    return CUT + line[-WIDTH:].split(" ", 1)[-1]
