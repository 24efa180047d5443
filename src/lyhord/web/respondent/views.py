"""What each page of a respondent shows, put together from the door, the instrument and a post."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from lyhord.forms import fields, revealing
from lyhord.forms.mistakes import Mistake
from lyhord.instruments.definition import (
    AnyQuestion,
    Instrument,
    LongText,
    Matrix,
    Notes,
    ShortText,
)
from lyhord.instruments.flow import answer_keys
from lyhord.instruments.foreign import names_left
from lyhord.instruments.wording import is_reviewed, languages, untranslated
from lyhord.intake.doors import Door
from lyhord.web.assets import Inline
from lyhord.web.catalogue import Catalogue, day
from lyhord.web.framing import LanguageLink, helpful_frame, language_links
from lyhord.web.parts import in_parts, with_parts
from lyhord.web.rendering import Frame
from lyhord.web.respondent import following, inviting, scripting
from lyhord.web.respondent.pictures import Picture, pictures
from lyhord.web.sentences import marked_sentence, sentence

_LONGEST_KEY = 60  # how much of a strange field's name is said back


class ErrorLine(Struct, frozen=True, kw_only=True):
    """One line of the error summary; without an address where it is about the whole form."""

    text: str
    href: str


class Tongue(Struct, frozen=True):
    """Which texts of a page are in the language that the survey was written in."""

    language: str
    keys: frozenset[str]

    def __call__(self, key: str) -> Markup:
        """Give the attribute that names the language of a text, where it is not the page's."""
        return Markup(' lang="{}"').format(self.language) if key in self.keys else Markup("")


class SurveyPage(Struct, frozen=True, kw_only=True):
    """The whole survey as one page."""

    title: str
    frame: Frame
    introduction: tuple[str, ...]
    languages: tuple[LanguageLink, ...]
    sections: tuple[fields.Section, ...]
    version: int
    flow: Markup
    tongue: Tongue
    is_reviewed: bool
    is_trial: bool
    reveal: Inline
    withdraw_address: str
    pictures: tuple[Picture, ...] = ()
    drawn: frozenset[str] = frozenset()
    has_notes: bool = False
    asks_code: bool = False
    wave_key: str = ""
    has_other_words: bool = False
    errors_heading: str = ""
    errors: tuple[ErrorLine, ...] = ()


class ThanksPage(Struct, frozen=True, kw_only=True):
    """The direct answer to a post: the receipt and what happens next."""

    title: str
    frame: Frame
    ending: tuple[str, ...]
    receipt: str
    spelled: str
    results_by: str
    tongue: Tongue
    withdraw_address: str
    results_address: str


class WithdrawPage(Struct, frozen=True, kw_only=True):
    """Where a receipt is typed in, or what was done with it."""

    title: str
    frame: Frame
    languages: tuple[LanguageLink, ...]
    is_done: bool = False
    error: str = ""
    typed: str = ""


class StopPage(Struct, frozen=True, kw_only=True):
    """Where letters are stopped, or the word that they are."""

    title: str
    frame: Frame
    languages: tuple[LanguageLink, ...]
    is_done: bool = False


class Posted(Struct, frozen=True, kw_only=True):
    """A post that comes back: what it was, why, and the version it answers."""

    kept: Mapping[str, Sequence[str]]
    submission: str
    version: int
    errors_heading: str
    mistakes: tuple[Mistake, ...] = ()


def survey_page(
    door: Door, instrument: Instrument, words: Catalogue, *, back: Posted | None = None
) -> SurveyPage:
    """Lay out the survey: fresh, or with everything of a post that came back."""
    tongue = tongue_of(door, instrument)
    shown = with_parts(instrument, whole=tongue.keys)
    mistakes = back.mistakes if back else ()
    errors = {
        each.key: words.marked("Error: %(title)s", title=sentence(each, words)) for each in mistakes
    }
    kept: Mapping[str, Sequence[str]] = back.kept if back else {}
    sections = fields.sections(shown, presets=door.presets, kept=kept, errors=errors)
    if door.asks_code:
        sections = (inviting.section(words, kept=kept, errors=errors), *sections)
    if door.wave_key:
        sections = (*sections, following.section(words, kept=kept, errors=errors))
    title = words("Error: %(title)s", title=instrument.title) if back else instrument.title
    drawings = pictures(sections, instrument.language) if door.audience == "child" else ()
    return SurveyPage(
        title=title,
        frame=frame(door, instrument, is_before_sending=True),
        introduction=shown.introduction,
        languages=language_links(languages(door.publication), instrument.language),
        sections=sections,
        version=back.version if back else door.version,
        flow=scripting.flow(instrument, door, words, sections),
        tongue=tongue,
        is_reviewed=is_reviewed(door.publication, instrument.language),
        is_trial=door.is_trial,
        reveal=reveal(door),
        withdraw_address=withdraw_address(door, instrument),
        pictures=drawings,
        has_other_words=scripting.voice(words, sections) is not words,
        has_notes=any(field.kind == "notes" for section in sections for field in section.fields),
        drawn=frozenset(drawing.option for drawing in drawings),
        errors_heading=back.errors_heading if back else "",
        asks_code=door.asks_code,
        wave_key=door.wave_key.hex() if door.wave_key else "",
        errors=_error_lines(shown, mistakes, words),
    )


def thanks_page(
    door: Door, instrument: Instrument, words: Catalogue, *, receipt: str
) -> ThanksPage:
    """Say thank you, with the receipt in groups that can be read aloud."""
    tongue = tongue_of(door, instrument)
    return ThanksPage(
        title=words("Your answers have been sent"),
        frame=frame(door, instrument),
        ending=with_parts(instrument, whole=tongue.keys).ending,
        receipt=receipt,
        spelled=spelled(receipt),
        results_by=day(door.results_by, instrument.language),
        tongue=tongue,
        withdraw_address=withdraw_address(door, instrument),
        results_address=results_address(door, instrument),
    )


def spelled(receipt: str) -> str:
    """A receipt sign by sign, with a pause between its groups."""
    return " ".join(receipt.replace("-", ","))


def reveal(door: Door) -> Inline:
    """Give the rules by which a page without script hides what is not asked."""
    return Inline.of(revealing.rules(door.publication.instrument, presets=door.presets))


def kept_texts(
    instrument: Instrument, kept: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, str], ...]:
    """List the questions answered in words with what was written, for copying."""
    return tuple(
        (question.text, text)
        for question in instrument.questions
        if isinstance(question, ShortText | LongText | Notes)
        for text in kept.get(question.id, ())
        if text.strip()
    )


def frame(door: Door, instrument: Instrument, *, is_before_sending: bool = False) -> Frame:
    """Frame a page of a door with its help, and a way out where one may need it."""
    framed = helpful_frame(
        door.place,
        door.audience,
        instrument.language,
        name=in_parts(instrument.title, instrument.language),
        is_before_sending=is_before_sending,
    )
    if door.mode != "kiosk":
        return framed
    return replace(framed, exit_address="", kiosk=f"/s/{door.slug}")


def tongue_of(door: Door, instrument: Instrument) -> Tongue:
    """Say which texts of a door's page stay in the language that they were written in."""
    publication, language = door.publication, instrument.language
    stays = untranslated(publication, language) | names_left(publication, language, door.place)
    return Tongue(publication.instrument.language, stays)


def withdraw_address(door: Door, instrument: Instrument) -> str:
    """Lead to the withdrawal with the same help and way out; says nothing about the answer."""
    return f"/withdraw?lang={instrument.language}&place={door.place.id}&audience={door.audience}"


def results_address(door: Door, instrument: Instrument) -> str:
    """Lead to where the round's results come, with the same help and way out."""
    return f"/results/{door.round_id}?lang={instrument.language}&audience={door.audience}"


def _error_lines(
    instrument: Instrument, mistakes: Iterable[Mistake], words: Catalogue
) -> tuple[ErrorLine, ...]:
    targets = {
        key: (text, answer_keys(question)[0] if key == question.id else key)
        for question in instrument.questions
        for key, text in _named(question)
    } | {each.CODE: (each.named(words), each.CODE) for each in (inviting, following)}
    lines: list[ErrorLine] = []
    for mistake in mistakes:
        text, control = targets.get(mistake.key, ("", ""))
        name = text or mistake.key[:_LONGEST_KEY]
        said = marked_sentence(mistake, words)
        line = Markup("{} {}").format(name, said).strip()
        lines.append(ErrorLine(text=line, href=f"#f-{control}" if control else ""))
    return tuple(lines)


def _named(question: AnyQuestion) -> Iterator[tuple[str, str]]:
    """Give what a mistake may be about, with its name: the question, and each row of a matrix."""
    if answer_keys(question):
        yield question.id, question.text
    if isinstance(question, Matrix):
        for row in question.statements:
            yield f"{question.id}.{row.id}", f"{question.text} {row.text}"
