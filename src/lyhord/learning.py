"""Where answers that came later belong, by what people decided of earlier ones; stores nothing."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from msgspec.structs import replace

from lyhord import analysing
from lyhord.reviewing.lessons import Lesson, Taught
from lyhord.reviewing.verbs import UNCLEAR
from lyhord.storage.book import BookTheme
from lyhord.storage.later import Coming, Example
from lyhord_themes import Codebook, CodebookTheme, ThemeFinder, ThemesError, read_codebook

Kind = TypeVar("Kind", Coming, Example)

SEED = 0
LONGEST_NAME = 120
FEWEST_THEMES = 2  # of one alone nothing tells what is another's

# one at a time: reading is heavy, and answers come in meanwhile
_one_at_a_time = ThreadPoolExecutor(max_workers=1, thread_name_prefix="learning")


async def places(lesson: Lesson, codebook: Path) -> Mapping[UUID, Taught]:
    """Where what came belongs, by the file's codebook and people's decisions together.

    Nothing is said of what is not in Swedish, nor where nobody has decided anything.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_one_at_a_time, taught, lesson, read_codebook(codebook))


def taught(lesson: Lesson, codebook: Codebook) -> Mapping[UUID, Taught]:
    """Read what came beside what people decided; the same lesson teaches the same."""
    examples, coming = _in_swedish(lesson.examples), _in_swedish(lesson.coming)
    book = as_decided(codebook, lesson, {each.theme_id for each in examples})
    named = {UNCLEAR, *(theme.id for theme in book.themes)}
    known = [each for each in examples if each.theme_id in named]
    if not known or not coming or len(book.themes) < FEWEST_THEMES:
        return {}
    finder = ThemeFinder(
        book, seed=SEED, examples=([e.text for e in known], [e.theme_id for e in known])
    )
    try:
        # it learns from book and examples; what it is fitted to would only be grouped
        fitted = finder.fit([known[0].text])
    except ThemesError:
        return {}
    found = fitted.assign([each.text for each in coming])
    return {
        each.statement_id: Taught(theme=place.theme, strength=place.strength)
        for each, place in zip(coming, found, strict=True)
        if place.theme in named
    }


def as_decided(codebook: Codebook, lesson: Lesson, shown: Iterable[str]) -> Codebook:
    """The file's codebook as people changed it, with themes that have only examples (`shown`).

    A theme's words are of the theme that it was merged into; those of one rejected are left out.
    """
    words: dict[str, list[CodebookTheme]] = {}
    for theme in codebook.themes:
        words.setdefault(lesson.homes.get(theme.id, UNCLEAR), []).append(theme)
    wanted = {*words, *shown}
    themes = tuple(
        _as_decided(each, words.get(each.theme_id, []))
        for each in lesson.themes
        if each.theme_id in wanted
    )
    there = {theme.id for theme in themes}
    return replace(
        codebook,
        themes=tuple(
            replace(each, parent=each.parent if each.parent in there - {each.id} else "")
            for each in themes
        ),
    )


def _as_decided(theme: BookTheme, parts: Sequence[CodebookTheme]) -> CodebookTheme:
    """A theme with the words of all that went into it; with its name and definition alone if none.

    A word that points to any part points away from none.
    """
    own = next((each for each in parts if each.id == theme.theme_id), None)
    seeds = tuple(dict.fromkeys(word for each in parts for word in each.seeds))
    if own is not None:
        return replace(own, seeds=seeds, not_=tuple(w for w in own.not_ if w not in seeds))
    return CodebookTheme(
        id=theme.theme_id,
        name=theme.name[:LONGEST_NAME],
        definition=theme.definition,
        seeds=seeds,
    )


def _in_swedish(texts: Sequence[Kind]) -> list[Kind]:
    spoken = analysing.languages_of(texts)
    pairs = zip(texts, spoken, strict=True)
    return [each for each, language in pairs if language == analysing.LANGUAGE]
