"""The fields of a draft's form in one language, with what was typed where it came back."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from lyhord.authoring.building import Limits, has_own_options, limits_of
from lyhord.authoring.checking import Finding
from lyhord.authoring.drafts import Clash, Refused
from lyhord.authoring.forms import Fields
from lyhord.authoring.wordings import keys, written
from lyhord.instruments.definition import (
    AnyQuestion,
    Information,
    LongText,
    Multiple,
    Page,
    Publication,
    ShortText,
)
from lyhord.instruments.wording import texts
from lyhord.storage.trials import Trial
from lyhord.web.desk import survey_words
from lyhord.web.desk.choices import Choice, choices
from lyhord.web.desk.surveys_page import facts
from lyhord.web.desk.visit import Visit

_LONG_LINE = 70
_ADDED = ("long_text", "short_text", "single", "multiple")


class TextField(Struct, frozen=True, kw_only=True):
    """A text to write."""

    key: str
    label: str
    text: str
    rows: int
    source: str = ""
    theirs: str = ""
    wrong: str = ""


class OptionField(Struct, frozen=True, kw_only=True):
    """An option to write, and to move or take away."""

    name: str
    field: TextField


class QuestionForm(Struct, frozen=True, kw_only=True):
    """A question to change."""

    name: str
    title: str
    kind: str
    facts: tuple[str, ...]
    fields: tuple[TextField, ...]
    options: tuple[OptionField, ...]
    statements: tuple[TextField, ...]
    takes_options: bool
    required: bool
    takes_max: bool
    max: str
    wrong_max: str
    new_option: str
    wrong_option: str
    has_condition: bool
    is_answered: bool
    is_open: bool


class PageForm(Struct, frozen=True, kw_only=True):
    """A page to change, and a question to add at its end."""

    name: str
    title: TextField
    condition: str
    questions: tuple[QuestionForm, ...]
    kinds: tuple[Choice, ...]
    new_text: str
    new_options: str
    wrong_text: str
    wrong_options: str
    is_adding: bool


class Shown(Struct, frozen=True, kw_only=True):
    """What a draft page is made of beside the draft."""

    language: str
    findings: Sequence[Finding]
    trials: Sequence[Trial] = ()
    done: str = ""
    fields: Fields = {}
    outcome: Clash | Refused | None = None
    problem: str = ""


class FormFields:
    """Gives fields, with what was typed where a form came back."""

    def __init__(self, visit: Visit, publication: Publication, shown: Shown) -> None:
        self.say = visit.wording.say
        self._instrument = publication.instrument
        self._is_own = shown.language == publication.instrument.language
        self._saved = written(publication, shown.language)
        self._source: Mapping[str, str] = {} if self._is_own else keys(publication.instrument)
        self._shown = shown
        outcome = shown.outcome
        self._clash = outcome if isinstance(outcome, Clash) else None
        self._refused = outcome if isinstance(outcome, Refused) else None
        faults = self._refused.faults if self._refused else ()
        self._wrong = {each.field: self.say(survey_words.FAULTS[each.code]) for each in faults}

    def text(self, key: str, label: str = "") -> TextField:
        """A text by its key, called what it is the text of unless it has a label."""
        text = self._typed(key)
        source = self._source.get(key, "")
        longest = max(len(text), len(source))
        return TextField(
            key=key,
            label=label or survey_words.place_of(self.say, self._instrument, key),
            text=text,
            rows=1 if longest <= _LONG_LINE else 2 if longest <= 2 * _LONG_LINE else 4,
            source=source,
            theirs=self._clash.theirs.get(key, "") if self._clash else "",
            wrong=self._wrong.get(key, ""),
        )

    def numbered(self, name: str, count: int) -> tuple[TextField, ...]:
        """Numbered paragraphs."""
        return tuple(self.text(f"{name}.{number}") for number in range(1, count + 1))

    def page(self, page: Page) -> PageForm:
        """A page with its questions, and what was typed of one to add."""
        when, new = page.when, f"new.{page.id}."
        say = self.say
        kinds = [(each, say(survey_words.KINDS[each])) for each in _ADDED]
        return PageForm(
            name=page.id,
            title=self.text(f"page.{page.id}.title"),
            condition=survey_words.condition(say, self._instrument, when) if when else "",
            questions=tuple(self._question(each) for each in page.questions),
            kinds=choices(kinds, self._first(f"{new}kind") or "long_text"),
            new_text=self._first(f"{new}text"),
            new_options=self._first(f"{new}options"),
            wrong_text=self._wrong.get(f"{new}text", ""),
            wrong_options=self._wrong.get(f"{new}options", ""),
            is_adding=bool(self._first(f"{new}text") or self._wrong.get(f"{new}text")),
        )

    def problem(self) -> str:
        """Why nothing was saved, in one sentence."""
        if self._refused is None:
            return ""
        if self._refused.refusal is not None:
            return self.say(survey_words.REFUSALS[self._refused.refusal.why])
        return self.say("Something is wrong in the fields that are marked.")

    def clash(self) -> str:
        """Who saved meanwhile, and what to do."""
        if self._clash is None:
            return ""
        name = self._clash.draft.saved_by
        told = self.say(
            "%(name)s saved meanwhile. What you wrote is still in the fields below, over what is "
            "saved now. Look at it and save again.",
            name=name,
        )
        if not self._clash.acted:
            return told
        undone = self.say("What you asked for beside that was not done.")
        return f"{told} {undone}"

    def _question(self, question: AnyQuestion) -> QuestionForm:
        start, name = f"question.{question.id}.", question.id
        there = [key for key in texts(self._instrument) if key.startswith(start)]
        plain = [f"{start}text", *([f"{start}hint"] if self._is_own or question.hint else [])]
        fields = self._labelled(plain)
        statements = self._labelled([key for key in there if ".statement." in key])
        options = self._labelled([key for key in there if ".option." in key])
        limits, wrong = self._limits(question), [f"max.{name}", f"option.{name}"]
        marked = any(each.wrong or each.theirs for each in (*fields, *statements, *options))
        is_open = marked or any(each in self._wrong for each in wrong)
        return QuestionForm(
            name=name,
            title=question.text,
            kind=self.say(survey_words.KINDS[str(question.__struct_config__.tag)]),
            facts=tuple(facts(self.say, self._instrument, question)),
            fields=fields,
            options=tuple(
                OptionField(name=each.key.removeprefix(f"{start}option."), field=each)
                for each in options
            ),
            statements=statements,
            takes_options=self._is_own and has_own_options(question),
            required=limits.required,
            takes_max=isinstance(question, (Multiple, ShortText, LongText)),
            max=self._most(question, limits),
            wrong_max=self._wrong.get(wrong[0], ""),
            new_option=self._first(wrong[1]),
            wrong_option=self._wrong.get(wrong[1], ""),
            has_condition=question.when is not None,
            is_answered=not isinstance(question, Information),
            is_open=is_open or name in self._first("act").split(":"),
        )

    def _labelled(self, names: Sequence[str]) -> tuple[TextField, ...]:
        return tuple(self.text(key, survey_words.label_of(self.say, key)) for key in names)

    def _most(self, question: AnyQuestion, limits: Limits) -> str:
        field = f"max.{question.id}"
        if field in self._shown.fields and self._clash is None:
            return self._first(field)
        return "" if limits.max is None else str(limits.max)

    def _typed(self, key: str) -> str:
        if self._clash is not None:
            return self._clash.mine.get(key, self._saved.get(key, ""))
        field = f"text.{key}"
        return self._first(field) if field in self._shown.fields else self._saved.get(key, "")

    def _limits(self, question: AnyQuestion) -> Limits:
        known = limits_of(question)
        if self._clash is not None:
            return self._clash.limits.get(question.id, known)
        if f"with.{question.id}" in self._shown.fields:
            required = self._first(f"required.{question.id}") == "yes"
            return Limits(required=required, max=known.max)
        return known

    def _first(self, name: str) -> str:
        return next(iter(self._shown.fields.get(name, ())), "")
