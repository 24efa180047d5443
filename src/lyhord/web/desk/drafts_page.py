"""The form in which a draft is changed: its texts in one language, with what is to be looked at."""

from collections.abc import Sequence

from msgspec import Struct

from lyhord.authoring.checking import Finding
from lyhord.instruments.wording import languages
from lyhord.storage.drafts import Draft
from lyhord.storage.trials import Trial
from lyhord.web.catalogue import day, direction, own_name
from lyhord.web.desk import survey_words
from lyhord.web.desk.choices import Choice, choices
from lyhord.web.desk.drafts_fields import FormFields, PageForm, Shown, TextField
from lyhord.web.desk.surveys_page import DRAFTS
from lyhord.web.desk.visit import Frame, Visit


class Note(Struct, frozen=True, kw_only=True):
    """A finding in words, and where it leads."""

    field: str
    text: str
    blocks: bool
    href: str
    of: str


class TrialLine(Struct, frozen=True, kw_only=True):
    """A trial link, with how many answers and texts it has had."""

    href: str
    made: str
    answers: str
    texts: str
    is_open: bool
    is_newest: bool


class DraftPage(Struct, frozen=True, kw_only=True):
    """A draft in one language, with everything that somebody typed."""

    frame: Frame
    title: str
    address: str
    begun_from: int
    revision: int
    saved: str
    saved_by: str
    may_undo: bool
    language: str
    language_name: str
    direction: str
    own: str
    is_own: bool
    languages: tuple[Choice, ...]
    has_review: bool
    is_reviewed: bool
    head: TextField
    introduction: tuple[TextField, ...]
    ending: tuple[TextField, ...]
    pages: tuple[PageForm, ...]
    notes: tuple[Note, ...]
    summary: str
    problem: str
    clash: str
    done: str
    trials: tuple[TrialLine, ...]

    def notes_at(self, *fields: str) -> tuple[Note, ...]:
        """The findings about these fields."""
        return tuple(each for each in self.notes if each.field in fields)


def draft_page(visit: Visit, draft: Draft, shown: Shown) -> DraftPage:
    """Put the page together, with what was typed over what is saved."""
    publication, language = draft.document, shown.language
    instrument = publication.instrument
    form = FormFields(visit, publication, shown)
    is_own = language == instrument.language
    notes = notes_of(visit, draft, shown.findings, language)
    return DraftPage(
        frame=visit.frame("surveys"),
        title=instrument.title,
        address=f"{DRAFTS}/{draft.draft_id}",
        begun_from=draft.begun_from,
        revision=draft.revision,
        saved=visit.wording.time(draft.saved_at),
        saved_by=draft.saved_by,
        may_undo=draft.leads_to is not None,
        language=language,
        language_name=own_name(language),
        direction=direction(language),
        own=instrument.language,
        is_own=is_own,
        languages=choices([(each, own_name(each)) for each in languages(publication)], language),
        has_review=not is_own,
        is_reviewed=any(e.reviewed for e in publication.translations if e.language == language),
        head=form.text("title"),
        introduction=form.numbered("introduction", len(instrument.introduction)),
        ending=form.numbered("ending", len(instrument.ending)),
        pages=tuple(form.page(page) for page in instrument.pages),
        notes=notes,
        summary=summary(visit, notes),
        problem=shown.problem or form.problem(),
        clash=form.clash(),
        done=shown.done,
        trials=tuple(_trial(visit, draft, each) for each in shown.trials),
    )


def notes_of(
    visit: Visit, draft: Draft, findings: Sequence[Finding], language: str
) -> tuple[Note, ...]:
    """Findings in words; what concerns a text leads to it where it is on the page."""
    say, instrument = visit.wording.say, draft.document.instrument
    return tuple(
        Note(
            field=each.field,
            text=survey_words.finding(say, each),
            blocks=each.blocks,
            href=_href(each.field, instrument.language, language),
            of=survey_words.place_of(say, instrument, each.field)
            if each.field and not each.field.startswith("language.")
            else "",
        )
        for each in findings
    )


def summary(visit: Visit, notes: Sequence[Note]) -> str:
    """How many findings there are of each kind."""
    plural = visit.wording.say.plural
    blocking = sum(each.blocks for each in notes)
    advice = len(notes) - blocking
    if not notes:
        return visit.wording.say("Nothing to remark on.")
    hinders = plural(
        "%(n)s thing keeps it from being published",
        "%(n)s things keep it from being published",
        blocking,
    )
    advises = plural("%(n)s piece of advice", "%(n)s pieces of advice", advice)
    return " · ".join([hinders] * bool(blocking) + [advises] * bool(advice))


def _href(field: str, own: str, language: str) -> str:
    if field.startswith("language."):
        return f"?language={field.removeprefix('language.')}"
    here = "" if own == language else f"?language={own}"
    part = field.split(".")
    if part[0] == "question" and len(part) > 1:
        return f"{here}#q-{part[1]}"
    return f"{here}#f-{field}" if field else ""


def _trial(visit: Visit, draft: Draft, trial: Trial) -> TrialLine:
    plural = visit.wording.say.plural
    return TrialLine(
        href=f"{visit.base_url}/try/{trial.slug}",
        made=day(trial.made_on, visit.language),
        answers=plural("%(n)s trial answer", "%(n)s trial answers", trial.answers),
        texts=plural("%(n)s text in it", "%(n)s texts in them", trial.texts),
        is_open=trial.is_open,
        is_newest=trial.revision == draft.revision,
    )
