"""The page on which the machine proposes how a theme may be split; accepting it is `work`'s."""

from collections.abc import Sequence
from typing import TypeAlias
from urllib.parse import urlencode
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from msgspec import Struct

from lyhord import splitting
from lyhord.disclosing import sorting
from lyhord.errors import NotFoundError
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing.fields import LONGEST_NAME
from lyhord.splitting import FEWEST, MOST, Part
from lyhord.storage import rounds
from lyhord.storage.book import Asked, BookText
from lyhord.storage.database import Connection
from lyhord.web.desk.theme_page import Piece, pieces
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.desk.wording import Wording
from lyhord.web.desk.work_clash import in_use
from lyhord.web.desk.work_names import names_of, work_address
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

WORDS, WORDS_OF_NAME = 8, 3
DOUBTFUL = 0.5

Told: TypeAlias = tuple[str, ...]  # words that may be told of a group


class Text(Struct, frozen=True, kw_only=True):
    """A statement that is typical of a group."""

    pieces: tuple[Piece, ...]
    language: str


class Group(Struct, frozen=True, kw_only=True):
    """A proposed theme: what it may be called, what is in it."""

    name: str
    statements: str
    summary: str
    words: str
    texts: tuple[Text, ...]


class SplitPage(Struct, frozen=True, kw_only=True):
    """A proposal to split a theme, or why there is none."""

    frame: Frame
    name: str
    theme: str
    theme_id: str
    address: str
    back: str
    version: int
    longest: int
    groups: tuple[Group, ...]
    notes: tuple[str, ...]


class Read(Struct, frozen=True, kw_only=True):
    """What was read of a theme before it is divided."""

    round: rounds.Round
    draft: UUID
    version: int
    theme_id: str
    theme: str
    texts: tuple[BookText, ...]


@get(START + "/{round_id:uuid}/themes/work/split")
async def show_split(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Propose how a theme may be split; nothing is stored."""
    visit.require_all()
    wanted = visit.request.query_params.get("theme", "")
    async with visit.database.transaction("desk") as db:
        read = await _read(visit, db, round_id, wanted)
    parts = await splitting.propose(read.texts[:MOST])
    async with visit.database.transaction("desk") as db:
        told = [await sorting.words_told(db, round_id, read.draft, each.words) for each in parts]
    return visit.page("work_split.html", _page(visit, read, parts, told))


async def _read(visit: Visit, db: Connection, round_id: UUID, wanted: str) -> Read:
    """A theme's most typical texts that may be listed; one more than are divided, if there is."""
    round_ = await rounds.get(db, round_id)
    # the version first: what changes meanwhile is then told as such
    book = await reviewed.get(db, round_id)
    themes = await reviewed.themes(db, round_id)
    theme = next((each for each in themes if each.theme_id == wanted and not each.is_gone), None)
    if theme is None:
        raise NotFoundError("theme", "in the codebook")
    asked = Asked(theme_id=theme.theme_id, most=MOST + 1)
    return Read(
        round=round_,
        draft=book.run_id,
        version=book.version,
        theme_id=theme.theme_id,
        theme=names_of(visit.wording, themes, await in_use(db, round_id))[theme.theme_id],
        texts=await sorting.texts(db, round_id, book.run_id, asked),
    )


def _page(visit: Visit, read: Read, parts: Sequence[Part], told: Sequence[Told]) -> SplitPage:
    address = work_address(read.round.round_id)
    return SplitPage(
        frame=visit.frame("themes", read.round),
        name=read.round.name,
        theme=read.theme,
        theme_id=read.theme_id,
        address=address,
        back=f"{address}?{urlencode({'theme': read.theme_id})}",
        version=read.version,
        longest=LONGEST_NAME,
        groups=tuple(
            _group(visit.wording, part, words, f"{read.theme} {number}"[:LONGEST_NAME])
            for number, (part, words) in enumerate(zip(parts, told, strict=True), start=1)
        ),
        notes=tuple(_notes(visit.wording, read, parts)),
    )


def _group(wording: Wording, part: Part, words: Told, otherwise: str) -> Group:
    say = wording.say
    name = ", ".join(words[:WORDS_OF_NAME])[:LONGEST_NAME]
    return Group(
        name=name[:1].upper() + name[1:] or otherwise,
        statements=" ".join(map(str, part.statements)),
        summary=" · ".join(
            (
                say.plural("%(n)s statement", "%(n)s statements", len(part.statements)),
                say("comes back %(n)s times of 100 when redrawn", n=round(100 * part.stability)),
            )
        ),
        words=" · ".join(words[:WORDS]),
        texts=tuple(
            Text(pieces=tuple(pieces(each.text)), language=each.language) for each in part.typical
        ),
    )


def _notes(wording: Wording, read: Read, parts: Sequence[Part]) -> list[str]:
    """What limits the proposal, in words."""
    say = wording.say
    if not parts:
        return [
            say(
                "There is no proposal: it takes at least %(n)s statements in one language, and "
                "groups of them that differ. Mark statements and begin a theme with them instead.",
                n=FEWEST,
            )
        ]
    many = len(read.texts) > MOST
    notes = {
        say("The theme is large: the %(n)s most typical statements were read.", n=MOST): many,
        say("The groups hardly hold when redrawn: read before you believe them."): any(
            each.stability < DOUBTFUL for each in parts
        ),
    }
    return [text for text, holds in notes.items() if holds]
