"""The words of the pages in each language, read from the readable catalogues in `locale/`.

A message is its English text. `sv.po` says every one in Swedish; its siblings say those that
respondents meet. Instruments carry their own texts and are not here.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from msgspec import Struct

LOCALE = Path(__file__).with_name("locale")
SOURCE_LANGUAGE = "en"
FALLBACK_LANGUAGE = "sv"
# Every message is said in these; pages for staff are only in them.
COMPLETE_LANGUAGES = (FALLBACK_LANGUAGE, SOURCE_LANGUAGE)
# Names of variants, which the tables of locales do not know.
_OWN_NAMES: Mapping[str, str] = MappingProxyType({"sv-x-easy": "Lätt svenska"})


class Catalogue(Struct, frozen=True):
    """The messages of one language; call it with a message and the values that it names."""

    language: str
    translations: NullTranslations

    def __call__(self, message: str, **values: object) -> str:
        """Say a message in this language; without a translation, in Swedish."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Say a message about `n` things in this language's form for that number."""
        shown = format_decimal(n, locale=self.language.partition("-")[0])
        return self.translations.ngettext(one, many, n) % {"n": shown, **values}


class Catalogues(Struct, frozen=True):
    """Every language that the pages can speak."""

    by_language: Mapping[str, Catalogue]

    @classmethod
    def load(cls, folder: Path = LOCALE) -> "Catalogues":
        """Read each catalogue; a mistake in one is an error at start, not at the first visit."""
        read = {path.stem: _read(path) for path in sorted(folder.glob("*.po"))}
        fallback = read[FALLBACK_LANGUAGE]
        for catalogue in read.values():
            if catalogue is not fallback:
                catalogue.translations.add_fallback(fallback.translations)
        read.setdefault(SOURCE_LANGUAGE, Catalogue(SOURCE_LANGUAGE, NullTranslations()))
        return cls(read)

    def of(self, language: str) -> Catalogue:
        """Give the catalogue of a language, or Swedish where there is none."""
        return self.by_language.get(language) or self.by_language[FALLBACK_LANGUAGE]


def mark(message: str) -> str:
    """Mark a message that is said elsewhere, so that the test of the catalogues finds it."""
    return message


def direction(language: str) -> str:
    """Say which way a language is written: `ltr` or `rtl`."""
    locale = _locale(language)
    return locale.text_direction if locale else "ltr"


def own_name(language: str) -> str:
    """Name a language in itself: Svenska, Lätt svenska, العربية."""
    if language in _OWN_NAMES:
        return _OWN_NAMES[language]
    locale = _locale(language)
    name = locale.get_display_name() if locale else None
    return name[:1].upper() + name[1:] if name else language


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return None


def _read(path: Path) -> Catalogue:
    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.stem.partition("-")[0], abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Catalogue(path.stem, Translations(compiled))
