"""Reading a folder of survey files into a library, or into every mistake in them.

<instrument>.toml · shared/*.toml · translations/<instrument>.<language>.toml ·
places/<place>.toml · places/<place>.<language>.toml
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from lyhord.errors import InstrumentError
from lyhord.instruments import translating
from lyhord.instruments.definition import Option, Publication, Translation
from lyhord.instruments.places import Place, names, place_texts, texts_in
from lyhord.instruments.problems import Problem, suggest
from lyhord.instruments.publications import Read, read_publication
from lyhord.instruments.shared import read_place, read_shared
from lyhord.instruments.shelf import survey_files
from lyhord.instruments.translating import Spoken


class Library(Struct, frozen=True, kw_only=True):
    """A folder of survey files, read for one place.

    `exceptions` holds, by instrument, the remarks of the lint that the author has answered.
    """

    publications: dict[str, Publication]
    place: Place
    option_lists: dict[str, tuple[Option, ...]]
    exceptions: dict[str, dict[str, str]]


class Examination(Struct, frozen=True, kw_only=True):
    """What reading found: every problem, the library when none is an error, and each part read."""

    problems: tuple[Problem, ...]
    library: Library | None
    place: Place | None
    read: dict[Path, Read]


def read_library(folder: Path, *, place: str = "sormland") -> Library:
    """Read a folder, or raise InstrumentError with every error of every file."""
    examination = examine(folder, place=place)
    if examination.library is None:
        errors = (problem for problem in examination.problems if problem.is_error)
        raise InstrumentError(tuple(str(problem) for problem in errors))
    return examination.library


def examine(folder: Path, *, place: str = "sormland") -> Examination:
    """Read a folder and keep every problem, warnings too."""
    shelf = _Shelf(folder, place)
    paths = survey_files(folder)
    read = {path: shelf.read(path) for path in paths}
    problems = [*shelf.problems, *shelf.strays(), *(p for r in read.values() for p in r.problems)]
    if not paths:
        what = "there is no survey file here"
        problems.append(Problem(file=str(folder), where="$", what=what, remedy="name its folder"))
    is_usable = shelf.place is not None and not any(problem.is_error for problem in problems)
    return Examination(
        problems=tuple(dict.fromkeys(problems)),
        library=shelf.library(read) if is_usable else None,
        place=shelf.place,
        read=read,
    )


def examine_alone(path: Path, *, folder: Path, place: str = "sormland") -> Examination:
    """Read one survey file that lies elsewhere with the shared lists and the place of a folder."""
    shelf = _Shelf(folder, place)
    read = {path: shelf.read(path)}
    problems = [*shelf.problems, *read[path].problems]
    is_usable = shelf.place is not None and not any(problem.is_error for problem in problems)
    return Examination(
        problems=tuple(problems),
        library=shelf.library(read) if is_usable else None,
        place=shelf.place,
        read=read,
    )


class _Shelf:
    """What all instruments of a folder need, read once; collects problems on the way."""

    def __init__(self, folder: Path, place: str) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.translations = self._translations(folder / "translations")
        self.place, problems = place_of(folder, place)
        self.problems += problems
        self.shared = read_shared(folder / "shared", self.place)
        self.problems += self.shared.problems
        self.spoken = dict(self._spoken())

    def read(self, path: Path) -> Read:
        """Read one survey file with its translations."""
        own = {p: one for p, one in self.translations.items() if _name(p) == path.stem}
        return read_publication(path, shared=self.shared, translations=own, spoken=self.spoken)

    def strays(self) -> Iterator[Problem]:
        """Yield a problem for every translation that belongs to nothing."""
        known = {path.stem for path in survey_files(self.folder)} | {"shared"}
        for path in self.translations:
            if _name(path) not in known:
                what = f"there is no instrument {_name(path)}"
                remedy = suggest(_name(path), known)
                yield Problem(file=str(path), where="$", what=what, remedy=remedy)

    def library(self, read: dict[Path, Read]) -> Library:
        """Put together what was read without an error."""
        done = {one.publication.instrument.id: one for one in read.values() if one.publication}
        assert self.place is not None  # noqa: S101 - examine asks first
        return Library(
            publications={n: one.publication for n, one in done.items() if one.publication},
            place=self.place,
            option_lists=self.shared.option_lists(),
            exceptions={name: one.exceptions for name, one in done.items()},
        )

    def _translations(self, folder: Path) -> dict[Path, Translation]:
        found: dict[Path, Translation] = {}
        for path in sorted(folder.glob("*.toml")):
            read = translating.read_translation(path)
            if isinstance(read, Translation):
                found[path] = read
            else:
                self.problems += read
        return found

    def _spoken(self) -> Iterator[tuple[str, Spoken]]:
        shared = {p: one for p, one in self.translations.items() if _name(p) == "shared"}
        for path, one in shared.items():
            found = translating.gaps(one, expected=self.shared.keys, optional={})
            self.problems += [problem.in_file(str(path)) for problem in found]
        by_language = {one.language: one.texts for one in shared.values()}
        others = self.place.translations if self.place else ()
        for language in {*by_language, *(other.language for other in others)}:
            texts = dict(by_language.get(language, {}))
            if self.place is not None:
                texts |= _place_in(self.place, language)
            yield language, Spoken(texts=texts)


def place_of(folder: Path, name: str) -> tuple[Place | None, tuple[Problem, ...]]:
    """Read a place of a folder with its translations, and every problem of its files."""
    path = folder / "places" / f"{name}.toml"
    place = read_place(path)
    if not isinstance(place, Place):
        return None, place
    files = sorted(path.parent.glob(f"{path.stem}.*.toml"))
    read = {file: translating.read_translation(file) for file in files}
    problems = [p for one in read.values() if isinstance(one, tuple) for p in one]
    spoken = {file: one for file, one in read.items() if isinstance(one, Translation)}
    for file, one in spoken.items():
        found = translating.gaps(one, expected=place_texts(place), optional=names(place))
        problems += [problem.in_file(str(file)) for problem in found]
    return replace(place, translations=tuple(spoken.values())), tuple(problems)


def _place_in(place: Place, language: str) -> dict[str, str]:
    texts = texts_in(place, language)
    towns = {key: text for key, text in names(place).items() if key != "name"} | texts
    return {f"place.{key}": text for key, text in towns.items()} | {
        "texts.place": texts.get("name", place.name)
    }


def _name(path: Path) -> str:
    return path.stem.partition(".")[0]
