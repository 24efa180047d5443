"""Looking a reply through and publishing it: what goes, what is left out, and what to look at."""

from collections.abc import Mapping
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from msgspec import Struct

from lyhord.replying import drafting, publishing
from lyhord.replying.drafting import Asked
from lyhord.replying.pages import Page
from lyhord.replying.publishing import Composed, Hindrance, quotes_of
from lyhord.storage import places, replies, rounds
from lyhord.storage.rounds import Round
from lyhord.web import posted, replied
from lyhord.web.catalogue import mark
from lyhord.web.desk.reply import REPLY, back
from lyhord.web.desk.reply_lines import voice_name
from lyhord.web.desk.reply_page import reply_address
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.exchange import AnyResponse
from lyhord.web.framing import helpful_frame
from lyhord.web.replied import Preview, Told

HINDRANCES: Mapping[str, str] = {
    "analysis": mark("Nobody has looked for themes in this round yet. Themes come first."),
    "open": mark("The round still takes answers, or its figures are not settled yet."),
    "themes": mark("No theme has been chosen."),
    "first": mark("The Swedish text is not whole: every chosen theme needs its words."),
    "children": mark(
        "Children were asked in this round, so they get an answer in words of their own: the "
        "Swedish text for children is not whole."
    ),
    "changed": mark("Something changed since you looked. Look it through once more."),
    "unread": mark("Say that you have read everything, and then publish."),
}


class VoiceLink(Struct, frozen=True, kw_only=True):
    """A voice that goes, or is left out."""

    name: str
    language: str
    href: str
    is_lagging: bool = False


class SuspectLine(Struct, frozen=True, kw_only=True):
    """Words that read as personal, and in which voice."""

    text: str
    voice: str


class QuoteLine(Struct, frozen=True, kw_only=True):
    """A quote that goes."""

    text: str
    language: str


class PublishingPage(Struct, frozen=True, kw_only=True):
    """All that somebody looks through before publishing."""

    frame: Frame
    name: str
    address: str
    hindrance: str
    is_standing: bool
    digest: str
    going: tuple[VoiceLink, ...] = ()
    lacking: tuple[VoiceLink, ...] = ()
    suspects: tuple[SuspectLine, ...] = ()
    quotes: tuple[QuoteLine, ...] = ()
    gone: int = 0
    lost: int = 0
    problem: str = ""


@get(REPLY + "/publish")
async def show_publishing(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show what would be published, and what to look at before."""
    visit.require_all()
    return visit.page("reply_publish.html", await _page(visit, round_id))


@post(REPLY + "/publish")
async def publish(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Publish what was looked through; pressed twice it is published once."""
    visit.require_all()
    fields = await posted.form(visit.request)
    if posted.first(fields, "read") != "yes":
        return await _refused(visit, round_id, "unread")
    async with visit.database.transaction("desk") as db:
        done = await publishing.publish(
            db, round_id, digest=posted.first(fields, "digest"), actor=visit.account.email
        )
    if isinstance(done, int):
        return back(round_id, "published")
    return await _refused(visit, round_id, done)


@get(REPLY + "/preview")
async def preview(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show a page as those who answered would see it, in a voice that is whole."""
    visit.require_all()
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        made = await publishing.compose(db, round_id)
        asked = await drafting.asked(db, round_id)
        place = await places.get(db, round_.place_id)
    name = visit.request.query_params.get("voice", "")
    voice = next((each for each in asked.voices if each.key == name), None)
    if voice is None or not isinstance(made, Composed) or name not in made.page.voices:
        raise NotFoundException
    told = Told(
        page=_only(made, name),
        quotes=quotes_of(made),
        days=(visit.today,),
        publications=(),
        owner=round_.owner or place.name,
        is_for_children=voice.is_for_children,
        turn="",
        preview=_banner(visit, round_id),
    )
    audience = "child" if voice.is_for_children else None
    words = visit.renderer.catalogues.of(voice.language)
    frame = helpful_frame(place, audience, voice.language)
    page = replied.replied_page(told, words, frame=frame, links=())
    return replied.response(visit.renderer, page, voice.language)


def _only(made: Composed, name: str) -> Page:
    """The page in one voice alone, so that no other can be heard in its place."""
    return Page(items=made.page.items, voices={name: made.page.voices[name]})


def _banner(visit: Visit, round_id: UUID) -> Preview:
    say = visit.wording.say
    return Preview(
        text=say("This is a preview. Nobody else can see it."),
        link=say("Back to publishing"),
        href=f"{reply_address(round_id)}/publish",
    )


async def _refused(visit: Visit, round_id: UUID, why: Hindrance | str) -> AnyResponse:
    problem = visit.wording.say(HINDRANCES[why])
    page = await _page(visit, round_id, problem=problem)
    return visit.page("reply_publish.html", page, status=409 if why == "changed" else 422)


async def _page(visit: Visit, round_id: UUID, *, problem: str = "") -> PublishingPage:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        made = await publishing.compose(db, round_id)
        asked = await drafting.asked(db, round_id)
        loop = await replies.loop(db, round_id)
        standing = (
            ""
            if loop.version is None
            else (await replies.edition(db, round_id, loop.version)).digest
        )
    if isinstance(made, Composed):
        return _whole(visit, round_, made, asked, standing=standing, problem=problem)
    return PublishingPage(
        frame=visit.frame("reply", round_),
        name=round_.name,
        address=reply_address(round_id),
        hindrance=visit.wording.say(HINDRANCES[made]),
        is_standing=False,
        digest="",
        problem=problem,
    )


def _whole(
    visit: Visit, round_: Round, made: Composed, asked: Asked, *, standing: str, problem: str
) -> PublishingPage:
    say, address = visit.wording.say, reply_address(round_.round_id)
    names = {voice.key: voice_name(say, voice) for voice in asked.voices}

    def link(key: str, way: str) -> VoiceLink:
        return VoiceLink(
            name=names[key],
            language=key.partition(".")[0],
            href=f"{address}/{way}?voice={key}",
            is_lagging=key in made.lagging,
        )

    return PublishingPage(
        frame=visit.frame("reply", round_),
        name=round_.name,
        address=address,
        hindrance=say(HINDRANCES[made.hindrance]) if made.hindrance else "",
        is_standing=made.digest == standing,
        digest=made.digest,
        going=tuple(link(key, "preview") for key in names if key in made.page.voices),
        lacking=tuple(link(key, "words") for key in names if key in made.lacking),
        suspects=tuple(
            SuspectLine(text=each.text, voice=names[each.voice]) for each in made.suspects
        ),
        quotes=tuple(QuoteLine(text=each.text, language=each.language) for each in quotes_of(made)),
        gone=len(made.gone),
        lost=made.lost,
        problem=problem,
    )
