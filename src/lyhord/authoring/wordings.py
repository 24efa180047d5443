"""The texts of a draft in one language, as a form shows them and as it brings them back; pure."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from lyhord.instruments import wording
from lyhord.instruments.definition import AnyQuestion, Instrument, Publication, Translation
from lyhord.instruments.files import is_usable

LONGEST = 5_000


class Fault(Struct, frozen=True, kw_only=True):
    """What keeps a form from being saved: a field, and why."""

    field: str
    code: str


def keys(instrument: Instrument) -> dict[str, str]:
    """Every text that can be written, by its key in reading order; a hint may be missing."""
    found: dict[str, str] = {}
    hints = {f"question.{each.id}.text": each for each in instrument.questions}
    for key, text in wording.texts(instrument).items():
        found[key] = text
        if key in hints:
            found[f"question.{hints[key].id}.hint"] = hints[key].hint or ""
    return found


def written(publication: Publication, language: str) -> dict[str, str]:
    """The texts of a language by key; one that is not written is empty."""
    instrument = publication.instrument
    if language == instrument.language:
        return keys(instrument)
    texts = _translation(publication, language).texts
    return {key: texts.get(key, "") for key in wording.texts(instrument)}


def changed(publication: Publication, language: str, posted: Mapping[str, str]) -> dict[str, str]:
    """What a form says otherwise than the draft; fields that belong to no text are left out."""
    known = written(publication, language)
    plain = {key: plainly(text) for key, text in posted.items() if key in known}
    return {key: text for key, text in plain.items() if text != plainly(known[key])}


def faults(publication: Publication, language: str, new: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is wrong with new texts, each by its field."""
    is_own = language == publication.instrument.language
    codes = {
        key: fault(text, may_be_empty=not is_own or key.endswith(".hint"))
        for key, text in new.items()
    }
    return tuple(Fault(field=key, code=code) for key, code in codes.items() if code)


def fault(text: str, *, may_be_empty: bool = False) -> str:
    """What is wrong with a text, as a code; nothing where it can be kept."""
    if not text and not may_be_empty:
        return "empty"
    if len(text) > LONGEST:
        return "long"
    return "" if is_usable(text) else "signs"


def worded(publication: Publication, language: str, new: Mapping[str, str]) -> Publication:
    """Put new texts in; a translation that was changed has to be reviewed anew."""
    if not new:
        return publication
    if language == publication.instrument.language:
        instrument = _hinted(wording.with_texts(publication.instrument, new), new)
        return tidied(replace(publication, instrument=instrument))
    known = _translation(publication, language)
    texts = {key: text for key, text in (known.texts | dict(new)).items() if text}
    return _with(publication, replace(known, texts=texts, reviewed=False))


def reviewed(publication: Publication, language: str, *, is_reviewed: bool) -> Publication:
    """Note whether somebody who speaks the language has read its texts."""
    known = _translation(publication, language)
    return _with(publication, replace(known, reviewed=is_reviewed))


def tidied(publication: Publication) -> Publication:
    """Take away translations of texts that are gone, and what paper would say in their place."""
    instrument = publication.instrument
    there = {key for key in wording.texts(instrument) if not key.startswith("on_paper.")}
    on_paper = {key: text for key, text in instrument.on_paper.items() if key in there}
    instrument = replace(instrument, on_paper=on_paper)
    known = wording.texts(instrument).keys()
    translations = tuple(
        replace(each, texts={key: text for key, text in each.texts.items() if key in known})
        for each in publication.translations
    )
    return Publication(instrument=instrument, translations=translations)


def plainly(text: str) -> str:
    """A text as forms send it, with the ends of lines as files have them."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


def _translation(publication: Publication, language: str) -> Translation:
    for each in publication.translations:
        if each.language == language:
            return each
    return Translation(language=language, texts={})


def _with(publication: Publication, translation: Translation) -> Publication:
    spoken = tuple(
        translation if each.language == translation.language else each
        for each in publication.translations
    )
    return replace(publication, translations=spoken)


def _hinted(instrument: Instrument, new: Mapping[str, str]) -> Instrument:
    def hinted(question: AnyQuestion) -> AnyQuestion:
        key = f"question.{question.id}.hint"
        return replace(question, hint=new[key] or None) if key in new else question

    pages = tuple(
        replace(page, questions=tuple(hinted(each) for each in page.questions))
        for page in instrument.pages
    )
    return replace(instrument, pages=pages)
