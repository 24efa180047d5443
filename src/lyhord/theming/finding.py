"""From what `lyhord themes` was asked to what it found: a new fit, or an earlier one's model."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

from lyhord.errors import BadInputError
from lyhord_themes import (
    ByLanguage,
    Carried,
    Codebook,
    Encoder,
    Findings,
    ThemeFinder,
    ThemesError,
    carried,
    lasting_ids,
    load_model,
    read_encoder,
    save_model,
)
from lyhord_themes.guiding import CAUTION
from lyhord_themes.languages import MOST_COUNTED, Census, census
from lyhord_themes.learning import labelled
from lyhord_themes.modelfile import checksum
from lyhord_themes.progress import Progress, silent
from lyhord_themes.space import evenly
from lyhord_themes.text import is_empty, normalise

AUTO, FIRST = "auto", "sv"
LEAST_SHARE = 0.1

Finder = ThemeFinder | ByLanguage
Groups = Sequence[str | None] | None


class Wish(Struct, frozen=True, kw_only=True):
    """How the texts are to be read; `language` is None where nobody said, `auto` to look.

    `earlier` is the model of an earlier fit whose theme ids are to last; `background` a richer
    codebook that helps to read this one; `caution` (0 to 1) how much is left unclear.
    """

    codebook: Codebook | None = None
    k: int | None = None
    language: str | None = None
    seed: int = 0
    fast: bool = False
    examples: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    stop_words: tuple[str, ...] = ()
    encoder: Path | None = None
    earlier: Path | None = None
    background: Codebook | None = None
    caution: float = CAUTION


class Model(Struct, frozen=True, kw_only=True):
    """The model that placed the texts: its checksum and the texts it was fitted on."""

    checksum: str
    corpus_digest: str


class Refit(Struct, frozen=True, kw_only=True):
    """The earlier model's checksum, and what became of its themes."""

    model: str
    themes: tuple[Carried, ...]


class Found(Struct, frozen=True, kw_only=True):
    """What was found, by which finder; `remarks` say what had to be guessed.

    `misread` are the languages whose texts were read as if they were in the finder's.
    """

    finder: Finder
    findings: Findings
    model: Model | None = None
    refit: Refit | None = None
    remarks: tuple[str, ...] = ()
    misread: tuple[str, ...] = ()

    @property
    def codebook(self) -> Codebook | None:
        """The codebook that guided the fit."""
        if isinstance(self.finder, ByLanguage):
            return self.finder.finder.codebook if self.finder.finder else None
        return self.finder.codebook


def primary(language: str | None) -> str | None:
    """Give the language of a tag, `sv` of sv-SE and of SV, or raise `BadInputError` for none."""
    if language is None:
        return None
    code = language.strip().lower().replace("_", "-").partition("-")[0]
    if not code:
        raise BadInputError(f"the language {language!r} names none; give auto or a code like sv")
    return code


def language_of(texts: Sequence[str], wish: str | None, codebook: Codebook | None = None) -> str:
    """Give the language to read texts in: as told, the codebook's, or with `auto` the commonest."""
    if wish == AUTO:
        return _census(texts).commonest(FIRST)
    return wish or primary((codebook and codebook.language) or FIRST) or FIRST


def found(
    texts: Sequence[str], wish: Wish, *, groups: Groups, progress: Progress = silent
) -> Found:
    """Fit a finder as wished, or raise `BadInputError` saying why it cannot be."""
    try:
        encoder = read_encoder(wish.encoder) if wish.encoder else None
        earlier = load_model(wish.earlier, encoder=encoder) if wish.earlier else None
        finder, misread = _finder(texts, wish, encoder)
        remarks = (
            *_misread(misread, language_of(texts, wish.language, wish.codebook)),
            *_contradicted(wish),
        )
        finder.fit(texts, groups=groups, progress=progress)
        result = Found(finder=finder, findings=finder.findings_, remarks=remarks, misread=misread)
        if earlier is None or wish.earlier is None:
            return result
        before = [place.theme for place in earlier.assign(texts)]
        finder.rename(lasting_ids(finder.findings_, before, earlier.themes_))
        themes = carried(finder.findings_, before, earlier.themes_)
        refit = Refit(model=checksum(wish.earlier), themes=themes)
        return structs.replace(result, findings=finder.findings_, refit=refit)
    except ThemesError as error:
        raise as_bad_input(error) from error


def placed(texts: Sequence[str], model: Path, *, encoder: Path | None, groups: Groups) -> Found:
    """Place texts by an earlier fit's model, or raise `BadInputError`."""
    try:
        finder = load_model(model, encoder=read_encoder(encoder) if encoder else None)
        findings = finder.later(texts, groups=groups)
        by = Model(checksum=checksum(model), corpus_digest=finder.findings_.corpus_digest)
        return Found(finder=finder, findings=findings, model=by)
    except ThemesError as error:
        raise as_bad_input(error) from error


def kept(result: Found, path: Path) -> None:
    """Save the finder for later texts, or raise `BadInputError`."""
    try:
        save_model(result.finder, path)
    except ThemesError as error:
        raise as_bad_input(error) from error


def as_bad_input(error: ThemesError) -> BadInputError:
    """Put what the library says on one line."""
    return BadInputError("; ".join(str(error).splitlines()))


def _contradicted(wish: Wish) -> Iterator[str]:
    if n := labelled(wish.examples).contradicted():
        yield (
            f"{n} labelled texts have several labels: each keeps the commonest of its own, "
            "the first by name if equal"
        )


def _finder(
    texts: Sequence[str], wish: Wish, encoder: Encoder | None
) -> tuple[Finder, tuple[str, ...]]:
    """Give the finder, and the languages that it will misread."""
    language = language_of(texts, wish.language, wish.codebook)
    finder = ThemeFinder(
        wish.codebook,
        wish.k,
        language,
        wish.seed,
        fast=wish.fast,
        examples=wish.examples,
        encoder=encoder,
        stop_words=wish.stop_words,
        background=wish.background,
        caution=wish.caution,
    )
    if wish.language not in {None, AUTO}:
        return finder, ()
    counted = _census(texts)
    others = counted.others(language)
    if not others:
        return finder, ()
    if wish.k is None and counted.share(language) >= LEAST_SHARE:
        return ByLanguage(finder), ()
    return finder, tuple(others)


def _misread(others: Sequence[str], language: str) -> Iterator[str]:
    if others:
        told = ", ".join(others)
        yield f"texts in other languages ({told}) were read as {language} too: see --language"


def _census(texts: Sequence[str]) -> Census:
    different = {normalise(text) for text in evenly(sorted(set(texts)), MOST_COUNTED)}
    return census(sorted(text for text in different if not is_empty(text)))
