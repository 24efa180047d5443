"""How a theme of the codebook may be split: the machine proposes groups, and nothing is stored.

Which texts and words may be shown is `disclosing`'s; what comes of a proposal is `reviewing`'s.
"""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from msgspec import Struct

from lyhord import analysing
from lyhord.storage.book import BookText
from lyhord_themes import Findings, ThemeFinder, ThemesError
from lyhord_themes.documents import documents
from lyhord_themes.phrases import column, columns
from lyhord_themes.text import normalise

MOST = 500  # texts that are read for a proposal, so that it takes seconds
FEWEST = 30  # fewer are sorted by hand sooner than a division of them is trusted
FEWEST_IN_PART = 5
NUMBERS = (2, 3, 4)
SEED = 0
TYPICAL = 4

# one proposal at a time: finding is heavy, and answers come in meanwhile
_one_at_a_time = ThreadPoolExecutor(max_workers=1, thread_name_prefix="splitting")


class Part(Struct, frozen=True, kw_only=True):
    """A group of statements that resemble each other, and how often it comes back when redrawn.

    `words` mark it, the strongest first, each with the statements that hold it.
    """

    statements: tuple[UUID, ...]
    typical: tuple[BookText, ...]
    words: Mapping[str, tuple[UUID, ...]]
    stability: float


async def propose(texts: Sequence[BookText]) -> tuple[Part, ...]:
    """Divide texts into two to four groups, the largest first; none where nothing tells them apart.

    The same texts give the same groups. Those in other languages than most are in none.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_one_at_a_time, divided, tuple(texts))


def divided(texts: Sequence[BookText]) -> tuple[Part, ...]:
    """Divide texts into as many groups as come back most reliably."""
    ordered = sorted(texts, key=lambda each: (each.text, each.statement_id))
    spoken = analysing.languages_of(ordered)
    language = analysing.main_language(spoken)
    read = [each for each, code in zip(ordered, spoken, strict=True) if code == language]
    if len(read) < FEWEST:
        return ()
    ways = [_parts(read, number, language) for number in NUMBERS]
    # of ways that hold alike the one with the fewest groups
    return max(ways, key=_steadiness)


def _steadiness(parts: Sequence[Part]) -> float:
    """How often a statement's group comes back; less than nothing where there are no groups."""
    if len(parts) < NUMBERS[0] or min(len(each.statements) for each in parts) < FEWEST_IN_PART:
        return -1.0
    total = sum(len(each.statements) for each in parts)
    return sum(each.stability * len(each.statements) for each in parts) / total


def _parts(texts: Sequence[BookText], number: int, language: str) -> tuple[Part, ...]:
    """Divide into so many groups; into none where one would be too small to be a theme."""
    try:
        found = ThemeFinder(n_themes=number, language=language, seed=SEED).fit(
            [each.text for each in texts]
        )
    except ThemesError:
        return ()
    parts = _told(texts, found.findings_, language)
    return parts if _steadiness(parts) >= 0 else ()


def _told(texts: Sequence[BookText], findings: Findings, language: str) -> tuple[Part, ...]:
    cut = documents([normalise(each.text) for each in texts], language)
    held = columns(cut, language)
    parts: list[Part] = []
    for theme in findings.themes:
        rows = [row for row, place in enumerate(findings.assignments) if place.theme == theme.id]
        if theme.source == "remainder" or not rows:
            continue
        words = {each.term: column(each.term, language) for each in theme.terms}
        parts.append(
            Part(
                statements=tuple(texts[row].statement_id for row in rows),
                typical=tuple(texts[row] for row in theme.quotes[:TYPICAL]),
                words={
                    word: tuple(texts[row].statement_id for row in rows if name in held[row])
                    for word, name in words.items()
                },
                stability=theme.stability or 0.0,
            )
        )
    return tuple(sorted(parts, key=lambda each: -len(each.statements)))
