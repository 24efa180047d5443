"""Coding a sample of a codebook's statements a second time, without seeing the first coding."""

from urllib.parse import urlencode
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord.disclosing import sorting
from lyhord.reviewing import blind
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing.agreement import Coefficient
from lyhord.reviewing.blind import FEWEST, MOST, Compared
from lyhord.storage import rounds
from lyhord.storage.database import Connection
from lyhord.web import posted
from lyhord.web.desk.theme_page import Piece, pieces
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.desk.wording import Wording
from lyhord.web.desk.work_clash import in_use
from lyhord.web.desk.work_forms import number_of
from lyhord.web.desk.work_names import names_of, work_address
from lyhord.web.desk.work_writing import Choice
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

USUAL = 50


class SampleLine(Struct, frozen=True, kw_only=True):
    """A sample, how far it is coded, and how the codings agree."""

    who: str
    day: str
    progress: str
    agreed: str
    alpha: str
    kappa: str
    code: str


class ToCode(Struct, frozen=True, kw_only=True):
    """The next statement, and the themes that it may be given."""

    sample: str
    place: int
    pieces: tuple[Piece, ...]
    language: str
    choices: tuple[Choice, ...]


class SamplePage(Struct, frozen=True, kw_only=True):
    """The samples of a codebook, or the next statement of one's own."""

    frame: Frame
    name: str
    work: str
    address: str
    fewest: int
    most: int
    usual: int
    lines: tuple[SampleLine, ...]
    to_code: ToCode | None
    problem: str


@get(START + "/{round_id:uuid}/themes/work/sample")
async def show_sample(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show the samples, or the next statement of the one that the address names."""
    visit.require_all()
    named = visit.request.query_params.get("code", "")
    async with visit.database.transaction("desk") as db:
        return await _page(visit, db, round_id, named)


@post(START + "/{round_id:uuid}/themes/work/sample")
async def do_sample(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Draw a sample, or code a statement of one's own."""
    visit.require_all()
    read = await posted.form(visit.request)
    who, address = visit.account.email, f"{work_address(round_id)}/sample"
    named = posted.first(read, "sample")
    async with visit.database.transaction("desk") as db:
        if posted.first(read, "verb") == "draw":
            size = number_of(posted.first(read, "size"))
            drawn = await blind.draw(db, round_id, size=size, coder=who)
            return Redirect(f"{address}?{urlencode({'code': str(drawn)})}", status_code=303)
        sample_id = _id(named)
        is_coded = sample_id is not None and await blind.code(
            db,
            round_id,
            sample_id,
            place=min(number_of(posted.first(read, "place")), MOST),
            theme_id=posted.first(read, "to"),
            coder=who,
        )
        if is_coded:
            return Redirect(f"{address}?{urlencode({'code': named})}", status_code=303)
        problem = visit.wording.say("Choose a theme that is still there.")
        return await _page(visit, db, round_id, named, problem=problem)


async def _page(
    visit: Visit, db: Connection, round_id: UUID, named: str, *, problem: str = ""
) -> AnyResponse:
    round_ = await rounds.get(db, round_id)
    address, who = work_address(round_id), visit.account.email
    themes = [each for each in await reviewed.themes(db, round_id) if not each.is_gone]
    names = names_of(visit.wording, themes, await in_use(db, round_id))
    sample_id = _id(named)
    text = await sorting.blind_text(db, round_id, sample_id, coder=who) if sample_id else None
    to_code = text and ToCode(
        sample=named,
        place=text.place,
        pieces=tuple(pieces(text.text)),
        language=text.language,
        choices=tuple(
            Choice(value=each, text=name, is_chosen=False)
            for each, name in sorted(names.items(), key=lambda each: each[1])
        ),
    )
    page = SamplePage(
        frame=visit.frame("themes", round_),
        name=round_.name,
        work=address,
        address=f"{address}/sample",
        fewest=FEWEST,
        most=MOST,
        usual=USUAL,
        lines=tuple(
            _line(visit.wording, each, who, f"{address}/sample")
            for each in await blind.compared(db, round_id)
        ),
        to_code=to_code,
        problem=problem,
    )
    return visit.page("work_sample.html", page, status=422 if problem else 200)


def _line(wording: Wording, found: Compared, who: str, address: str) -> SampleLine:
    sample, agreed = found.sample, found.agreement
    is_left = sample.coder == who and sample.coded < sample.size
    query = urlencode({"code": str(sample.sample_id)})
    return SampleLine(
        who=sample.coder,
        day=wording.day(sample.drawn_on),
        progress=wording.say("%(n)s of %(of)s", n=sample.coded, of=sample.size),
        agreed=wording.percent(round(100 * agreed.same / agreed.n)) if agreed else "–",
        alpha=_told(wording, agreed.alpha if agreed else None),
        kappa=_told(wording, agreed.kappa if agreed else None),
        code=f"{address}?{query}" if is_left else "",
    )


def _told(wording: Wording, found: Coefficient | None) -> str:
    if found is None:
        return "–"
    value, low, high = (
        wording.number(round(each, 2)) for each in (found.value, found.low, found.high)
    )
    return f"{value} ({low}–{high})"


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
