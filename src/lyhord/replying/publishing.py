"""Putting a reply together from what people wrote and what was disclosed, and letting it stand."""

import hashlib
from collections.abc import Mapping
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing import RunReport, ThemeReport
from lyhord.replying import drafting, linting
from lyhord.replying.drafting import Draft
from lyhord.replying.linting import Missing, Suspect
from lyhord.replying.pages import (
    FIRST,
    FOR_CHILDREN,
    Deed,
    Item,
    Page,
    Plan,
    Words,
)
from lyhord.storage import replies
from lyhord.storage.database import Connection
from lyhord.storage.findings import StatementText
from lyhord.storage.replies import Chosen, PublicQuote

Hindrance = Literal["analysis", "open", "themes", "first", "children", "changed"]


class Composed(Struct, frozen=True, kw_only=True):
    """A reply as it would be published now, and what somebody should know before.

    `lacking` are the voices that were begun and are left out because they are not whole; `lagging`
    are in it, but the first voice was changed after them. `gone` themes are not there any more, and
    `lost` counts quotes that were chosen and may not be shown now.
    """

    page: Page
    quotes: tuple[Chosen, ...]
    texts: Mapping[UUID, StatementText]
    digest: str
    lacking: Mapping[str, tuple[Missing, ...]]
    lagging: tuple[str, ...]
    suspects: tuple[Suspect, ...]
    gone: tuple[str, ...]
    lost: int
    hindrance: Hindrance | None


async def compose(db: Connection, round_id: UUID) -> Composed | Hindrance:
    """Put the reply together, or say why there is nothing yet to put together."""
    report = await drafting.found(db, round_id)
    if report is None:
        return "analysis"
    if report.is_open:
        return "open"
    draft = await drafting.read(db, round_id)
    asked = await drafting.asked(db, round_id)
    texts = await drafting.texts_of(db, round_id, draft.plan)
    return _composed(draft, report, asked, texts)


async def publish(db: Connection, round_id: UUID, *, digest: str, actor: str) -> int | Hindrance:
    """Publish what was looked through, by its digest; twice is once. Gives the version."""
    await replies.lock(db, round_id)
    made = await compose(db, round_id)
    if not isinstance(made, Composed):
        return made
    if made.hindrance is not None:
        return made.hindrance
    if made.digest != digest:
        return "changed"
    loop = await replies.loop(db, round_id)
    if loop.version is not None:
        standing = await replies.edition(db, round_id, loop.version)
        if standing.digest == digest:
            return standing.version
    return await replies.publish(
        db,
        round_id,
        digest=digest,
        document=msgspec.to_builtins(made.page),
        quotes=made.quotes,
        actor=actor,
    )


async def publish_again(db: Connection, round_id: UUID, version: int, *, actor: str) -> None:
    """Let an earlier edition stand again, or `NotFoundError`; one that stands goes on standing."""
    await replies.lock(db, round_id)
    await replies.edition(db, round_id, version)
    if (await replies.loop(db, round_id)).version != version:
        await replies.stand(db, round_id, version, actor=actor)


async def take_down(db: Connection, round_id: UUID, *, reason: str, actor: str) -> None:
    """Let nothing stand any more; nothing happens where nothing stands."""
    await replies.lock(db, round_id)
    if (await replies.loop(db, round_id)).version is not None:
        await replies.take_down(db, round_id, reason=reason, actor=actor)


def quotes_of(made: Composed) -> tuple[PublicQuote, ...]:
    """The quotes of a reply that is not published, as they would be shown."""
    return tuple(
        PublicQuote(
            theme_id=each.theme_id,
            position=each.position,
            text=made.texts[each.statement_id].text,
            language=made.texts[each.statement_id].language,
            audience=each.audience,
        )
        for each in made.quotes
    )


def page_of(document: object) -> Page:
    """A page as it was kept."""
    return msgspec.convert(document, Page)


def _composed(
    draft: Draft, report: RunReport, asked: drafting.Asked, texts: Mapping[UUID, StatementText]
) -> Composed:
    known = drafting.answerable(report)
    plan = Plan(themes=tuple(each for each in draft.plan.themes if each.theme_id in known))
    offered = {voice.key for voice in asked.voices}
    begun = {key: words for key, words in draft.voices.items() if key in offered}
    lacks = {key: linting.missing(plan, draft.first, words) for key, words in begun.items()}
    whole = {
        key: _beside(plan, draft.first, words) for key, words in begun.items() if not lacks[key]
    }
    page = Page(items=tuple(_item(known[each.theme_id]) for each in plan.themes), voices=whole)
    quotes = tuple(_quotes(plan, known, texts))
    return Composed(
        page=page,
        quotes=quotes,
        texts=texts,
        digest=_digest(page, quotes),
        lacking={key: found for key, found in lacks.items() if found},
        lagging=tuple(
            voice.key for voice in asked.voices if voice.key in whole and draft.lags(voice)
        ),
        suspects=linting.suspects(plan, whole),
        gone=tuple(each.theme_id for each in draft.plan.themes if each.theme_id not in known),
        lost=sum(len(each.quotes) for each in plan.themes) - len(quotes),
        hindrance=_hindrance(plan, whole, asked),
    )


def _hindrance(plan: Plan, whole: Mapping[str, Words], asked: drafting.Asked) -> Hindrance | None:
    if not plan.themes:
        return "themes"
    if FIRST.key not in whole:
        return "first"
    return "children" if asked.has_children and FOR_CHILDREN.key not in whole else None


def _beside(plan: Plan, first: Words, words: Words) -> Words:
    """A voice's words about the plan's themes, with deeds and days where the first has them."""
    themes = {}
    for each in plan.themes:
        beside, said = first.of(each.theme_id), words.of(each.theme_id)
        deeds = tuple(
            Deed(what=said.deed(place).what, who=said.deed(place).who, by=deed.by)
            for place, deed in enumerate(beside.deeds)
            if deed
        )
        themes[each.theme_id] = replace(said, deeds=deeds)
    return replace(words, themes=themes, follows=0)


def _item(theme: ThemeReport) -> Item:
    return Item(theme_id=theme.theme_id, respondents=theme.respondents, share=theme.share)


def _quotes(
    plan: Plan, known: Mapping[str, ThemeReport], texts: Mapping[UUID, StatementText]
) -> list[Chosen]:
    """The chosen quotes that may be shown now; of who wrote them the audience, or nothing."""
    chosen: list[Chosen] = []
    for theme in plan.themes:
        shown = {quote.text: quote for quote in known[theme.theme_id].quotes}
        kept = [each for each in theme.quotes if each in texts and texts[each].text in shown]
        chosen += [
            Chosen(
                theme_id=theme.theme_id,
                position=position,
                statement_id=each,
                audience=shown[texts[each].text].audience,
            )
            for position, each in enumerate(kept)
        ]
    return chosen


def _digest(page: Page, quotes: tuple[Chosen, ...]) -> str:
    return hashlib.sha256(msgspec.json.encode((page, quotes), order="sorted")).hexdigest()
