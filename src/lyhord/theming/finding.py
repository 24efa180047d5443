"""From what `lyhord themes` was asked to what it found: a new fit, or an earlier one's model."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from msgspec import Struct, structs

from lyhord.errors import BadInputError
from lyhord_themes import (
    ByLanguage,
    Carried,
    Codebook,
    Encoder,
    Findings,
    SeedAgreement,
    ThemeFinder,
    ThemesError,
    at_scheduler,
    carried,
    lasting_ids,
    load_model,
    read_encoder,
    save_model,
    seed_agreement,
)
from lyhord_themes.guiding import CAUTION
from lyhord_themes.languages import LEAST_SHARE, MOST_COUNTED, Census, census
from lyhord_themes.learning import labelled
from lyhord_themes.modelfile import checksum
from lyhord_themes.progress import Progress, silent
from lyhord_themes.proposing import FEWEST
from lyhord_themes.space import evenly
from lyhord_themes.text import is_empty, normalise

AUTO, FIRST = "auto", "sv"
OTHER_SEEDS = ((1_000, 2), (4_000, 1))  # different texts at most, fits with other seeds

Finder = ThemeFinder | ByLanguage
Known = Sequence[str | None] | None  # an entry per text, None where nothing is known


class Wish(Struct, frozen=True, kw_only=True):
    """How the texts are to be read; `census` counts their languages where nobody named one.

    `earlier` is the model of an earlier fit whose theme ids are to last; `background` a richer
    codebook that helps to read this one; `caution` (0 to 1) how much is left unclear.
    """

    codebook: Codebook | None = None
    k: int | None = None
    language: str = FIRST
    census: Census | None = None
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


def language_of(counted: Census | None, told: str | None, codebook: Codebook | None = None) -> str:
    """Give the language to read texts in: as told, the codebook's, or as most of them are.

    With `auto` it is the commonest; where nobody said, Swedish unless hardly any text is.
    """
    if counted is None:
        return told or FIRST
    if told == AUTO:
        return counted.commonest(FIRST)
    return primary((codebook and codebook.language) or None) or counted.leading(FIRST)


def census_of(texts: Sequence[str]) -> Census:
    """Count the languages of texts: of very many in evenly spaced ones."""
    different = {normalise(text) for text in evenly(sorted(set(texts)), MOST_COUNTED)}
    return census(sorted(text for text in different if not is_empty(text)))


def found(
    texts: Sequence[str],
    wish: Wish,
    *,
    groups: Known,
    questions: Known = None,
    progress: Progress = silent,
) -> Found:
    """Fit a finder as wished, or raise `BadInputError` saying why it cannot be."""
    try:
        encoder = read_encoder(wish.encoder) if wish.encoder else None
        earlier = load_model(wish.earlier, encoder=encoder) if wish.earlier else None
        finder, misread = _finder(wish, encoder)
        finder.fit(texts, groups=groups, questions=questions, progress=progress)
        result = Found(
            finder=finder,
            findings=finder.findings_,
            remarks=(*_misread(misread, wish.language), *_contradicted(wish)),
            misread=misread,
        )
        if earlier is None or wish.earlier is None:
            return result
        before = [place.theme for place in earlier.assign(texts)]
        finder.rename(lasting_ids(finder.findings_, before, earlier.themes_))
        themes = carried(finder.findings_, before, earlier.themes_)
        refit = Refit(model=checksum(wish.earlier), themes=themes)
        return structs.replace(result, findings=finder.findings_, refit=refit)
    except ThemesError as error:
        raise as_bad_input(error) from error


def placed(
    texts: Sequence[str],
    model: Path,
    *,
    encoder: Path | None,
    groups: Known,
    questions: Known = None,
) -> Found:
    """Place texts by an earlier fit's model, or raise `BadInputError`."""
    try:
        finder = load_model(model, encoder=read_encoder(encoder) if encoder else None)
        findings = finder.later(texts, groups=groups, questions=questions)
        by = Model(checksum=checksum(model), corpus_digest=finder.findings_.corpus_digest)
        return Found(finder=finder, findings=findings, model=by)
    except ThemesError as error:
        raise as_bad_input(error) from error


@contextmanager
def helped(scheduler: str | None) -> Generator[None]:
    """Let the workers of a Dask scheduler help, if one is named, or raise `BadInputError`."""
    try:
        with at_scheduler(scheduler) if scheduler else nullcontext():
            yield
    except ThemesError as error:
        raise as_bad_input(error) from error


def others_seeds(n: int, *, fast: bool) -> int:
    """Say how many other seeds are affordable for `n` different texts: each costs a fit."""
    if fast:
        return 0
    return next((others for most, others in OTHER_SEEDS if n <= most), 0)


def agreeing(result: Found, texts: Sequence[str], progress: Progress) -> SeedAgreement | None:
    """Compare a fit with those of other seeds, where that is affordable."""
    finder = result.finder
    first = finder.finder or ThemeFinder() if isinstance(finder, ByLanguage) else finder
    different = len({normalise(text) for text in texts})
    others = others_seeds(different, fast=first.fast)
    if result.model is not None or not others or different < FEWEST:
        return None
    return seed_agreement(finder, texts, others=others, progress=progress)


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


def _finder(wish: Wish, encoder: Encoder | None) -> tuple[Finder, tuple[str, ...]]:
    """Give the finder, and the languages that it will misread."""
    finder = ThemeFinder(
        wish.codebook,
        wish.k,
        wish.language,
        wish.seed,
        fast=wish.fast,
        examples=wish.examples,
        encoder=encoder,
        stop_words=wish.stop_words,
        background=wish.background,
        caution=wish.caution,
    )
    others = wish.census.others(wish.language) if wish.census else ()
    if not wish.census or not others:
        return finder, ()
    if wish.k is None and wish.census.share(wish.language) >= LEAST_SHARE:
        return ByLanguage(finder), ()
    return finder, tuple(others)


def _misread(others: Sequence[str], language: str) -> Iterator[str]:
    if others:
        told = ", ".join(others)
        yield f"texts in other languages ({told}) were read as {language} too: see --language"
