"""The form of a voice's words: each field with the Swedish beside it, and what is wrong with it."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from lyhord.disclosing import ThemeReport
from lyhord.replying import linting
from lyhord.replying.drafting import Draft
from lyhord.replying.linting import MOST_LETTERS
from lyhord.replying.pages import FIRST, MOST_DEEDS, Plan, ThemeWords, Voice, Words
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import Catalogue, direction, mark
from lyhord.web.desk.reply_lines import voice_name
from lyhord.web.desk.reply_page import reply_address
from lyhord.web.desk.visit import Frame, Visit

MISTAKES: Mapping[str, str] = {
    "long": mark("The text is too long: at most %(said)s letters."),
    "name": mark(
        "“%(said)s” reads as somebody's name. Name a role or a body, as in: the head of student "
        "health."
    ),
    "day": mark("Give the day as year-month-day."),
}


class Writing(Struct, frozen=True, kw_only=True):
    """A voice that somebody writes in: the round, its draft, and the themes that are answered."""

    round: Round
    voice: Voice
    draft: Draft
    themes: Mapping[str, ThemeReport]

    @property
    def words(self) -> Words:
        """What the voice says by now."""
        return self.draft.voices.get(self.voice.key, Words())


class Mistake(Struct, frozen=True, kw_only=True):
    """What is wrong with a field."""

    field: str
    kind: Literal["long", "name", "day"]
    said: str = ""


class Trouble(Struct, frozen=True, kw_only=True):
    """Why nothing was kept: mistakes, or that somebody else had saved meanwhile."""

    mistakes: tuple[Mistake, ...] = ()
    is_changed: bool = False


class Field(Struct, frozen=True, kw_only=True):
    """A text to write; `source` is the Swedish one, `other` what somebody else saved meanwhile."""

    name: str
    label: str
    value: str
    source: str
    other: str
    problem: str
    most: int
    is_long: bool = False
    is_day: bool = False


class DeedFields(Struct, frozen=True, kw_only=True):
    """A decision: what, who, and by when."""

    title: str
    fields: tuple[Field, ...]


class ThemeFields(Struct, frozen=True, kw_only=True):
    """All that is written of a theme."""

    theme_id: str
    name: str
    need: str
    fields: tuple[Field, ...]
    deeds: tuple[DeedFields, ...]


class WordsPage(Struct, frozen=True, kw_only=True):
    """The form."""

    frame: Frame
    name: str
    address: str
    title: str
    voice: str
    language: str
    direction: str
    is_first: bool
    is_for_children: bool
    revision: int
    follows: int
    introduction: Field
    themes: tuple[ThemeFields, ...]
    long_sentences: tuple[str, ...]
    problem: str
    problems: tuple[Field, ...]


class Desk(Struct, frozen=True, kw_only=True):
    """What each field is made from."""

    say: Catalogue
    voice: Voice
    draft: Draft
    words: Words
    mistakes: Mapping[str, Mistake]
    is_changed: bool

    def field(self, name: str, label: str, texts: tuple[str, str, str]) -> Field:
        """A field with what was written, the Swedish, and what somebody else saved."""
        value, source, saved = texts
        mistake, kind = self.mistakes.get(name), name.partition(".")[0]
        return Field(
            name=name,
            label=label,
            value=value,
            source="" if self.voice.is_first else source,
            other=saved if self.is_changed and saved != value else "",
            problem=self.say(MISTAKES[mistake.kind], said=mistake.said) if mistake else "",
            most=MOST_LETTERS.get(kind, 10),
            is_long=kind in {"introduction", "said", "answer", "what"},
            is_day=kind == "by",
        )


def words_page(visit: Visit, writing: Writing, words: Words, trouble: Trouble) -> WordsPage:
    """Put the form together, with these words in it."""
    say, voice, draft = visit.wording.say, writing.voice, writing.draft
    desk = Desk(
        say=say,
        voice=voice,
        draft=draft,
        words=words,
        mistakes={each.field: each for each in trouble.mistakes},
        is_changed=trouble.is_changed,
    )
    saved = writing.words
    introduction = desk.field(
        "introduction",
        say("What stands first on the page"),
        (words.introduction, draft.first.introduction, saved.introduction),
    )
    parts = tuple(
        _theme(desk, place, theme, saved) for place, theme in enumerate(writing.themes.values())
    )
    plan = Plan(themes=tuple(each for each in draft.plan.themes if each.theme_id in writing.themes))
    return WordsPage(
        frame=visit.frame("reply", writing.round),
        name=writing.round.name,
        address=reply_address(writing.round.round_id),
        title=voice_name(say, voice),
        voice=voice.key,
        language=voice.language,
        direction=direction(voice.language),
        is_first=voice.is_first,
        is_for_children=voice.is_for_children,
        revision=draft.revision(voice.key),
        follows=0 if voice.is_first else draft.revision(FIRST.key),
        introduction=introduction,
        themes=parts,
        long_sentences=linting.long_sentences(plan, voice, words),
        problem=_problem(say, trouble),
        problems=tuple(each for each in _fields(introduction, parts) if each.problem),
    )


def _problem(say: Catalogue, trouble: Trouble) -> str:
    if trouble.is_changed:
        return say(
            "Somebody else saved this text while you wrote. Nothing of yours is lost: where they "
            "wrote something else, it stands under your text. Put the two together and save again."
        )
    return say("Nothing was kept yet. Mend this first:") if trouble.mistakes else ""


def _fields(introduction: Field, parts: tuple[ThemeFields, ...]) -> tuple[Field, ...]:
    return (
        introduction,
        *(
            field
            for part in parts
            for group in (part.fields, *(deed.fields for deed in part.deeds))
            for field in group
        ),
    )


def _theme(desk: Desk, place: int, theme: ThemeReport, saved: Words) -> ThemeFields:
    say, theme_id = desk.say, theme.theme_id
    now, first, kept = (each.of(theme_id) for each in (desk.words, desk.draft.first, saved))
    # the name of a proposal is made of what people wrote, and may be hidden later: it is no heading
    is_named = theme.source == "codebook" and desk.voice.is_first and not kept.heading
    heading = now.heading or (theme.name if is_named else "")
    texts = (
        ("heading", say("Heading"), (heading, first.heading, kept.heading)),
        ("said", say("You said"), (now.said, first.said, kept.said)),
        ("answer", say("We do"), (now.answer, first.answer, kept.answer)),
    )
    shown = _deeds_shown(desk, now, first)
    return ThemeFields(
        theme_id=theme_id,
        name=theme.name,
        need=theme.notes.need if desk.voice.language == FIRST.language else "",
        fields=tuple(desk.field(f"{name}.{place}", label, each) for name, label, each in texts),
        deeds=tuple(_deed(desk, (place, n), now, first, kept) for n in shown),
    )


def _deeds_shown(desk: Desk, now: ThemeWords, first: ThemeWords) -> list[int]:
    """The places of decisions to write in: those of the Swedish, there with a free one."""
    filled = [
        n for n in range(MOST_DEEDS) if first.deed(n) or (desk.voice.is_first and now.deed(n))
    ]
    if not desk.voice.is_first:
        return filled
    free = [n for n in range(MOST_DEEDS) if n not in filled][: 1 if filled else 2]
    return sorted([*filled, *free])


def _deed(
    desk: Desk, place: tuple[int, int], now: ThemeWords, first: ThemeWords, kept: ThemeWords
) -> DeedFields:
    theme, n = place
    say = desk.say
    own, source, saved = (each.deed(n) for each in (now, first, kept))
    fields = [
        desk.field(
            f"what.{theme}.{n}", say("What is decided"), (own.what, source.what, saved.what)
        ),
        desk.field(
            f"who.{theme}.{n}",
            say("Who sees to it: a role or a body"),
            (own.who, source.who, saved.who),
        ),
    ]
    if desk.voice.is_first:
        days = tuple(each.by.isoformat() if each.by else "" for each in (own, source, saved))
        fields.append(desk.field(f"by.{theme}.{n}", say("Done by"), (days[0], days[1], days[2])))
    return DeedFields(title=say("Decision %(number)s", number=n + 1), fields=tuple(fields))
