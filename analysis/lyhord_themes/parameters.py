"""What a finder may be asked: its parameters, checked before anything is learnt."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from numbers import Integral, Real
from typing import cast, get_args

from lyhord_themes.codebook import Codebook, CodebookTheme
from lyhord_themes.errors import CodebookError, ThemesError
from lyhord_themes.terms import Weighting
from lyhord_themes.text import ALGORITHMS, normalise, require_language, stop_words, words

PAIR = 2
SHOWN = 60
ENCODES = ("name", "digest", "encode")


def require_parameters(given: Mapping[str, object]) -> None:
    """Raise `ThemesError` naming the first parameter that cannot be used, and what it should be."""
    for name, (is_right, wanted) in RULES.items():
        if not is_right(given[name]):
            raise ThemesError(f"{name} is {wanted}, not {repr(given[name])[:SHOWN]}")
    language = require_language(str(given["language"]))
    for name in ("codebook", "background"):
        book = given[name]
        if isinstance(book, Codebook):
            _require_language_of(book, name, language)
            _require_usable(book, language)


def _is_whole(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, Integral)


def _is_share(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, Real) and 0 <= float(value) <= 1


def _is_list_of_words(value: object) -> bool:
    if isinstance(value, str) or not isinstance(value, Collection):
        return False
    return all(isinstance(word, str) for word in cast("Collection[object]", value))


def _is_pair(value: object) -> bool:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return False
    return len(cast("Sequence[object]", value)) == PAIR


RULES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "codebook": (lambda value: isinstance(value, Codebook | None), "a Codebook or None"),
    "background": (lambda value: isinstance(value, Codebook | None), "a Codebook or None"),
    "n_themes": (lambda value: value is None or _is_whole(value), "a whole number or None"),
    "language": (lambda value: isinstance(value, str), "a language's code"),
    "seed": (
        lambda value: _is_whole(value) and 0 <= int(str(value)) < 2**32,
        "a whole number from 0 to 4294967295",
    ),
    "fast": (lambda value: isinstance(value, bool), "True or False"),
    "examples": (lambda value: value is None or _is_pair(value), "a pair of texts and labels"),
    "caution": (_is_share, "a share from 0 to 1"),
    "encoder": (
        lambda value: value is None or all(hasattr(value, name) for name in ENCODES),
        "an Encoder or None",
    ),
    "stop_words": (_is_list_of_words, "a list of words"),
    "weighting": (
        lambda value: value in get_args(Weighting),
        " or ".join(map(repr, get_args(Weighting))),
    ),
}


def _require_language_of(book: Codebook, name: str, language: str) -> None:
    if book.language and ALGORITHMS[require_language(book.language)] != ALGORITHMS[language]:
        raise CodebookError(
            (f"{name}: its language is {book.language!r}, but the texts are read as {language!r}",)
        )


def _require_usable(book: Codebook, language: str) -> None:
    problems = tuple(problem for theme in book.themes for problem in _silent(theme, language))
    if problems:
        raise CodebookError(problems)


def _silent(theme: CodebookTheme, language: str) -> Iterable[str]:
    known = stop_words(language)
    cut = {seed: words(normalise(seed)) for seed in theme.seeds}
    for seed, forms in cut.items():
        if len(forms) == 1 and forms[0] in known:
            yield f"theme {theme.id}: the seed {seed!r} is a stop word, which stands in any answer"
    if cut and all(known.issuperset(forms) for forms in cut.values()):
        yield f"theme {theme.id}: all of its seeds are stop words; give it words of its own"
