"""Reading one survey file and its translations into a publication."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from lyhord.instruments import translating, wording
from lyhord.instruments.consistency import problems_between_parts
from lyhord.instruments.definition import Instrument, Publication, Translation
from lyhord.instruments.expanding import Expanded, expand
from lyhord.instruments.files import items, read_table, table
from lyhord.instruments.problems import Problem, suggest
from lyhord.instruments.reaching import unreachable
from lyhord.instruments.shape import problems_of_shape
from lyhord.instruments.shared import Shared
from lyhord.instruments.translating import Spoken


class Read(Struct, frozen=True, kw_only=True):
    """What came of one survey file; the publication is missing when there was an error."""

    problems: tuple[Problem, ...]
    publication: Publication | None = None
    exceptions: dict[str, str] = {}


def read_publication(
    path: Path,
    *,
    shared: Shared,
    translations: Mapping[Path, Translation],
    spoken: Mapping[str, Spoken],
) -> Read:
    """Read a survey file with its translations; every problem carries its file."""
    raw = read_table(path)
    if isinstance(raw, Problem):
        return Read(problems=(raw,))
    exceptions = _reasons(raw.pop("exceptions", {}))
    expanded = expand(raw, lists=shared.options, lines=shared.statements)
    found = [exceptions] if isinstance(exceptions, Problem) else []
    found += _problems(expanded, shared, path)
    problems = tuple(problem.in_file(str(path)) for problem in found)
    if problems or isinstance(exceptions, Problem):
        return Read(problems=problems)
    instrument = msgspec.convert(expanded.raw, Instrument)
    translated = _Translated(instrument, expanded.sources, spoken)
    done = tuple(translated.take(file, one) for file, one in translations.items())
    found = [*unreachable(instrument), *_never_printed(instrument)]
    late = [problem.in_file(str(path)) for problem in found]
    publication = Publication(instrument=_filled(instrument, shared), translations=done)
    return Read(
        problems=(*late, *translated.problems), publication=publication, exceptions=exceptions
    )


class _Translated:
    """Completes the translations of one instrument and collects what is wrong with them."""

    def __init__(
        self, instrument: Instrument, sources: Mapping[str, str], spoken: Mapping[str, Spoken]
    ) -> None:
        self.texts = wording.texts(instrument)
        self.sources = sources
        self.spoken = spoken
        self.problems: list[Problem] = []

    def take(self, file: Path, translation: Translation) -> Translation:
        """Hold a translation against the instrument, and complete it."""
        spoken = self.spoken.get(translation.language, Spoken(texts={}))
        inherited = translating.inherited(self.texts, self.sources, spoken)
        expected = {key: text for key, text in self.texts.items() if key not in inherited}
        optional = {key: text for key, text in self.texts.items() if key in inherited}
        found = list(translating.gaps(translation, expected=expected, optional=optional))
        found += translating.unknown_blanks(translation.texts, spoken.blanks)
        self.problems += [problem.in_file(str(file)) for problem in found]
        return translating.complete(
            translation, texts=self.texts, sources=self.sources, spoken=spoken
        )


def _never_printed(instrument: Instrument) -> Iterator[Problem]:
    texts = wording.texts(instrument)
    on_screen = [key for key in texts if not key.startswith("on_paper.")]
    for key in instrument.on_paper:
        if key not in on_screen:
            what = f"there is no text with the key {key} that paper could replace"
            yield Problem(where=f"$.on_paper.{key}", what=what, remedy=suggest(key, on_screen))


def _filled(instrument: Instrument, shared: Shared) -> Instrument:
    texts = wording.texts(instrument)
    filled = {key: translating.fill(text, shared.texts) for key, text in texts.items()}
    return wording.with_texts(instrument, filled)


def _reasons(answered: object) -> dict[str, str] | Problem:
    try:
        return msgspec.convert(answered, dict[str, str])
    except msgspec.ValidationError:
        what = "every exception needs a reason in words"
        return Problem(where="$.exceptions", what=what, remedy='"options.actor" = "…"')


def _problems(expanded: Expanded, shared: Shared, path: Path) -> Iterator[Problem]:
    raw = expanded.raw
    yield from expanded.problems
    yield from translating.unknown_blanks(dict(_texts_in(raw, "$")), shared.texts)
    if isinstance(raw.get("id"), str) and raw["id"] != path.stem:
        what = f"the file is called {path.name} and its id is {raw['id']}"
        yield Problem(where="$.id", what=what, remedy="give both the same name")
    broken = {problem.where.partition(".list")[0] for problem in expanded.problems}
    for problem in problems_of_shape(expanded.raw, (Instrument,)):
        if problem.where not in broken:
            yield msgspec.structs.replace(problem, where=_place(problem.where, expanded))
    for problem in problems_between_parts(expanded.raw):
        yield msgspec.structs.replace(problem, where=_place(problem.where, expanded))


def _texts_in(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    for name, part in table(value).items():
        yield from _texts_in(part, f"{where}.{name}")
    for index, part in enumerate(items(value)):
        yield from _texts_in(part, f"{where}[{index}]")


def _place(where: str, expanded: Expanded) -> str:
    """Turn a place in the expanded table into the place where the author wrote it."""
    head, bracket, rest = where.rpartition("]")
    return expanded.places.get(head + bracket, head + bracket) + rest if bracket else where
