"""The words of the pages in each language, read from the readable catalogues in `locale/`.

A message is its English text. `sv.po` says every one in Swedish; its siblings say those that
respondents meet. Instruments carry their own texts and are not here.
"""

import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

LOCALE = Path(__file__).with_name("locale")
SOURCE_LANGUAGE = "en"
FALLBACK_LANGUAGE = "sv"
# Every message is said in these; pages for staff are only in them.
COMPLETE_LANGUAGES = (FALLBACK_LANGUAGE, SOURCE_LANGUAGE)
# Names of variants, which the tables of locales do not know.
_DATES_AS_IN: Mapping[str, str] = MappingProxyType({"en": "en_GB"})  # the day before the month
_OWN_NAMES: Mapping[str, str] = MappingProxyType({"sv-x-easy": "Lätt svenska"})


class Catalogue(Struct, frozen=True):
    """The messages of one language; call it with a message and the values that it names."""

    language: str
    translations: NullTranslations
    messages: frozenset[str] = frozenset()
    fallback: "Catalogue | None" = None

    def says(self, message: str) -> bool:
        """Say whether a message is in this language, and not in the one that is fallen back to."""
        return self.language == SOURCE_LANGUAGE or message in self.messages

    def __call__(self, message: str, **values: object) -> str:
        """Say a message in this language; without a translation, in Swedish."""
        text = self.translations.gettext(message)
        return text % values if values else text

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Say a message about `n` things in this language's form for that number."""
        speaker = self if self.says(one) or self.fallback is None else self.fallback
        return self.translations.ngettext(one, many, n) % {"n": speaker.number(n), **values}

    def number(self, n: int) -> str:
        """Write a number as this language does, with its thousands apart."""
        known = locale_of(self.language)
        return format_decimal(n, locale=known or FALLBACK_LANGUAGE)

    def marked(self, message: str, **values: object) -> str:
        """Say a message in the text of a page; what falls back carries its own language."""
        return self._carrying(message, self(message, **values))

    def marked_plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Say a message about `n` things in the text of a page, as `marked` does."""
        return self._carrying(one, self.plural(one, many, n, **values))

    def for_all(self, messages: Iterable[str]) -> "Catalogue":
        """Give the catalogue to say these in when all must be in one language."""
        if self.fallback is None or all(self.says(message) for message in messages):
            return self
        return self.fallback

    def _carrying(self, message: str, text: str) -> str:
        if self.says(message):
            return text
        return Markup('<span lang="{}">{}</span>').format(FALLBACK_LANGUAGE, text)


class Catalogues(Struct, frozen=True):
    """Every language that the pages can speak."""

    by_language: Mapping[str, Catalogue]

    @classmethod
    def load(cls, folder: Path = LOCALE) -> "Catalogues":
        """Read each catalogue; a mistake in one is an error at start, not at the first visit."""
        fallback = _read(folder / f"{FALLBACK_LANGUAGE}.po")
        others = (path for path in sorted(folder.glob("*.po")) if path.stem != FALLBACK_LANGUAGE)
        read = {path.stem: _falling_back(_read(path), fallback) for path in others}
        read[FALLBACK_LANGUAGE] = fallback
        read.setdefault(SOURCE_LANGUAGE, Catalogue(SOURCE_LANGUAGE, NullTranslations()))
        return cls(read)

    def of(self, language: str) -> Catalogue:
        """Give the catalogue of a language; one that has none says everything in Swedish."""
        found = self.by_language.get(language)
        silent = Catalogue(language, NullTranslations())
        return found or _falling_back(silent, self.by_language[FALLBACK_LANGUAGE])

    def unsaid(self, language: str) -> tuple[str, ...]:
        """List what respondents meet that a language does not say: what any sibling says."""
        siblings = (self.by_language[each] for each in self.by_language.keys() - COMPLETE_LANGUAGES)
        met = {message for sibling in siblings for message in sibling.messages}
        words = self.of(language)
        return tuple(sorted(message for message in met if not words.says(message)))


def mark(message: str) -> str:
    """Mark a message that is said elsewhere, so that the test of the catalogues finds it."""
    return message


def direction(language: str) -> str:
    """Say which way a language is written: `ltr` or `rtl`."""
    locale = locale_of(language)
    return locale.text_direction if locale else "ltr"


def day(when: date | None, language: str) -> str:
    """Write a day as a language does; nothing for no day."""
    if when is None:
        return ""
    known = locale_of(language)
    plain = known.language if known else FALLBACK_LANGUAGE
    return format_date(when, "long", locale=_DATES_AS_IN.get(plain, plain))


def own_name(language: str) -> str:
    """Name a language in itself: Svenska, Lätt svenska, العربية."""
    if language in _OWN_NAMES:
        return _OWN_NAMES[language]
    locale = locale_of(language)
    name = locale.get_display_name() if locale else None
    return name[:1].upper() + name[1:] if name else language


def locale_of(language: str) -> Locale | None:
    """Give what is known of how a language writes; nothing where it is not known."""
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
    spoken = frozenset(_key(message) for message in catalogue if _is_said(message))
    return Catalogue(path.stem, Translations(compiled), spoken)


def _falling_back(catalogue: Catalogue, fallback: Catalogue) -> Catalogue:
    catalogue.translations.add_fallback(fallback.translations)
    return replace(catalogue, fallback=fallback)


def _is_said(message: Message) -> bool:
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return bool(message.id) and all(forms)


def _key(message: Message) -> str:
    """Name a message; one with a plural by its singular."""
    return message.id if isinstance(message.id, str) else message.id[0]
