"""The list of surveys, and one version as it reads in one or two languages, side by side."""

from collections.abc import Iterator
from uuid import UUID

from msgspec import Struct

from lyhord.authoring.building import limits_of
from lyhord.authoring.wordings import written
from lyhord.instruments.definition import AnyQuestion, Instrument, Multiple, Page, Publication
from lyhord.instruments.wording import is_reviewed, languages, texts, untranslated
from lyhord.storage.drafts import DraftLine
from lyhord.storage.instruments import Edition, EditionLine
from lyhord.web.catalogue import Catalogue, day, direction, own_name
from lyhord.web.desk import survey_words
from lyhord.web.desk.choices import Choice, choices, named_languages
from lyhord.web.desk.visit import Frame, Visit
from lyhord.web.desk.wording import AUDIENCES

SURVEYS = "/desk/surveys"
DRAFTS = "/desk/drafts"


class VersionLine(Struct, frozen=True, kw_only=True):
    """A published version, and where it is read."""

    number: int
    href: str
    published: str


class DraftRow(Struct, frozen=True, kw_only=True):
    """A draft, and who saved it last."""

    href: str
    begun_from: int
    saved_by: str
    saved: str


class SurveyLine(Struct, frozen=True, kw_only=True):
    """A survey with its versions, the newest first, and its drafts."""

    name: str
    title: str
    audience: str
    audience_name: str
    newest: VersionLine
    earlier: tuple[VersionLine, ...]
    drafts: tuple[DraftRow, ...]


class SurveysPage(Struct, frozen=True, kw_only=True):
    """Every survey that is published."""

    frame: Frame
    surveys: tuple[SurveyLine, ...]
    done: str


class Said(Struct, frozen=True, kw_only=True):
    """A text in the languages that are shown; one that is missing is empty."""

    texts: tuple[str, ...]


class QuestionShown(Struct, frozen=True, kw_only=True):
    """A question as it reads."""

    name: str
    kind: str
    facts: tuple[str, ...]
    text: Said
    hint: Said | None
    statements: tuple[Said, ...]
    options: tuple[Said, ...]


class PageShown(Struct, frozen=True, kw_only=True):
    """A page as it reads."""

    title: Said
    condition: str
    questions: tuple[QuestionShown, ...]


class Tongue(Struct, frozen=True, kw_only=True):
    """A language that is shown, and how whole it is."""

    code: str
    name: str
    direction: str
    missing: int
    is_reviewed: bool


class SurveyPage(Struct, frozen=True, kw_only=True):
    """One version, in one language or two."""

    frame: Frame
    title: str
    name: str
    version: int
    newest: int
    audience: str
    audience_name: str
    address: str
    languages: tuple[Tongue, ...]
    first: tuple[Choice, ...]
    second: tuple[Choice, ...]
    heading: Said
    introduction: tuple[Said, ...]
    ending: tuple[Said, ...]
    pages: tuple[PageShown, ...]
    may_copy: bool
    draft: str


def surveys_page(
    visit: Visit, editions: tuple[EditionLine, ...], drafts: tuple[DraftLine, ...]
) -> SurveysPage:
    """List surveys by audience; drafts only to whoever may change them."""
    lines: list[SurveyLine] = []
    for name in dict.fromkeys(each.instrument_id for each in editions):
        own = [each for each in editions if each.instrument_id == name]
        versions = tuple(_version(visit, each) for each in own)
        lines.append(
            SurveyLine(
                name=name,
                title=own[0].title,
                audience=own[0].audience,
                audience_name=visit.wording.say(AUDIENCES[own[0].audience]),
                newest=versions[0],
                earlier=versions[1:],
                drafts=tuple(_draft(visit, e) for e in drafts if e.instrument_id == name),
            )
        )
    order = list(AUDIENCES)
    lines.sort(key=lambda line: (line.name not in order, order.index(line.audience), line.name))
    done = visit.request.query_params.get("done", "")
    said = visit.wording.say("The draft is removed.") if done == "removed" else ""
    return SurveysPage(frame=visit.frame("surveys"), surveys=tuple(lines), done=said)


def survey_page(
    visit: Visit, edition: Edition, *, newest: int, shown: tuple[str, ...], draft: UUID
) -> SurveyPage:
    """Lay a version out in the languages that are asked for."""
    publication = edition.document
    instrument = publication.instrument
    spoken = named_languages(languages(publication))
    reads = _Reader(visit, publication, shown)
    return SurveyPage(
        frame=visit.frame("surveys"),
        title=instrument.title,
        name=instrument.id,
        version=edition.version,
        newest=newest,
        audience=instrument.audience,
        audience_name=visit.wording.say(AUDIENCES[instrument.audience]),
        address=f"{SURVEYS}/{instrument.id}/{edition.version}",
        languages=tuple(_tongue(publication, code) for code in shown),
        first=choices(spoken, shown[0]),
        second=choices(spoken, shown[1] if len(shown) > 1 else None),
        heading=reads("title"),
        introduction=reads.several("introduction", len(instrument.introduction)),
        ending=reads.several("ending", len(instrument.ending)),
        pages=tuple(reads.page(page) for page in instrument.pages),
        may_copy=visit.sees_all,
        draft=str(draft),
    )


def chosen(publication: Publication, first: str, second: str) -> tuple[str, ...]:
    """Which languages are shown: those asked for that there are, else the own one."""
    there = languages(publication)
    wanted = [each for each in (first, second) if each in there] or [there[0]]
    return tuple(dict.fromkeys(wanted))


class _Reader:
    """Gives texts by key in the languages that are shown."""

    def __init__(self, visit: Visit, publication: Publication, shown: tuple[str, ...]) -> None:
        self._say = visit.wording.say
        self._instrument: Instrument = publication.instrument
        self._texts = [written(publication, language) for language in shown]

    def __call__(self, key: str) -> Said:
        return Said(texts=tuple(texts.get(key, "") for texts in self._texts))

    def several(self, name: str, count: int) -> tuple[Said, ...]:
        return tuple(self(f"{name}.{number}") for number in range(1, count + 1))

    def page(self, page: Page) -> PageShown:
        when = page.when
        return PageShown(
            title=self(f"page.{page.id}.title"),
            condition=survey_words.condition(self._say, self._instrument, when) if when else "",
            questions=tuple(self._question(each) for each in page.questions),
        )

    def _question(self, question: AnyQuestion) -> QuestionShown:
        start = f"question.{question.id}."
        keys = [key for key in texts(self._instrument) if key.startswith(start)]
        return QuestionShown(
            name=question.id,
            kind=self._say(survey_words.KINDS[str(question.__struct_config__.tag)]),
            facts=tuple(facts(self._say, self._instrument, question)),
            text=self(f"{start}text"),
            hint=self(f"{start}hint") if question.hint else None,
            statements=tuple(self(key) for key in keys if key.startswith(f"{start}statement.")),
            options=tuple(self(key) for key in keys if key.startswith(f"{start}option.")),
        )


def facts(say: Catalogue, instrument: Instrument, question: AnyQuestion) -> Iterator[str]:
    """What is said of a question beside its texts."""
    limits = limits_of(question)
    if question.required:
        yield say("Must be answered")
    if limits.max is not None and isinstance(question, Multiple):
        yield say("At most %(n)s", n=limits.max)
    elif limits.max is not None:
        yield say("At most %(n)s characters", n=limits.max)
    if question.when is not None:
        when = survey_words.condition(say, instrument, question.when)
        yield say("Asked if %(condition)s", condition=when)


def _version(visit: Visit, line: EditionLine) -> VersionLine:
    return VersionLine(
        number=line.version,
        href=f"{SURVEYS}/{line.instrument_id}/{line.version}",
        published=day(line.published_on, visit.language),
    )


def _draft(visit: Visit, line: DraftLine) -> DraftRow:
    return DraftRow(
        href=f"{DRAFTS}/{line.draft_id}",
        begun_from=line.begun_from,
        saved_by=line.saved_by,
        saved=visit.wording.time(line.saved_at),
    )


def _tongue(publication: Publication, code: str) -> Tongue:
    return Tongue(
        code=code,
        name=own_name(code),
        direction=direction(code),
        missing=len(untranslated(publication, code)),
        is_reviewed=is_reviewed(publication, code),
    )
