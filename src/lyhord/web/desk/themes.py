"""The themes of a run: the list, the statements of the chosen one, and what it rests on."""

from functools import partial
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from msgspec import Struct

from lyhord import disclosing
from lyhord.disclosing import Group, RunReport
from lyhord.storage import places, retention, rounds
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.storage.runs import Run
from lyhord.web.desk.choosing import run_to_show
from lyhord.web.desk.filtering import Names, from_address, in_address, names
from lyhord.web.desk.runs import reload_page, show_run, status_of
from lyhord.web.desk.theme_page import ThemeView, theme_page
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

HIGHEST_PAGE = 1_000_000

Missing = Literal["not_analysed", "nothing_written", "purged"]


class NoThemesPage(Struct, frozen=True, kw_only=True):
    """A round in which nobody looked for themes, in which there were none, or that is purged."""

    frame: Frame
    name: str
    address: str
    why: Missing


@get(START + "/{round_id:uuid}/themes")
async def show_themes(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show a theme of a run, or how the run goes, or that there is none."""
    query = visit.request.query_params
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        run = await run_to_show(db, round_id, query.get("run"))
        if run is None:
            is_purged = await retention.answers_gone_on(db, round_id) is not None
            return _no_themes(visit, round_, why="purged" if is_purged else "not_analysed")
        if run.state != "finished":
            return show_run(visit, round_, await status_of(db, run))
        if visit.is_by_script:
            return reload_page()
        group = from_address(query.get("group", ""))
        page = page_number(query.get("page"))
        report = await _report(db, run, group, theme=query.get("theme"), page=page)
        place = await places.get(db, round_.place_id)
    return _themes(visit, round_, report, names(visit.wording, place))


async def _report(
    db: Connection, run: Run, group: Group, *, theme: str | None, page: int
) -> RunReport:
    """The report with a page of statements: of the theme that is named, else of the first."""
    if theme is None:
        themes = (await disclosing.run_report(db, run.round_id, run.run_id, group=group)).themes
        theme = themes[0].theme_id if themes else None
    return await disclosing.run_report(
        db, run.round_id, run.run_id, theme=theme, page=page, group=group
    )


def _themes(visit: Visit, round_: Round, report: RunReport, called: Names) -> AnyResponse:
    if report.texts is None:
        return _no_themes(visit, round_, why="nothing_written")
    address = f"{address_of(round_.round_id)}/themes"

    def link(theme: str, page: int = 1) -> str:
        parts = {"run": str(report.run_id), "theme": theme} | ({"page": page} if page > 1 else {})
        parts |= {"group": in_address(report.chosen)} if report.chosen else {}
        return f"{address}?{urlencode(parts)}"

    def act(name: str, theme: str, page: int, entry: str) -> str:
        parts = {"run": str(report.run_id), "theme": theme, "page": page, "entry": entry}
        return f"{address_of(round_.round_id)}/{name}?{urlencode(parts)}"

    view = ThemeView(
        wording=visit.wording,
        report=report,
        link=link,
        hide=partial(act, "hide"),
        hand_over=partial(act, "hand-over"),
        names=called,
        work=f"{address}/work" if visit.sees_all else "",
    )
    page = theme_page(view, visit.frame("themes", round_))
    return visit.page("themes.html", page)


def _no_themes(visit: Visit, round_: Round, *, why: Missing) -> AnyResponse:
    page = NoThemesPage(
        frame=visit.frame("themes", round_),
        name=round_.name,
        address=address_of(round_.round_id),
        why=why,
    )
    return visit.page("no_themes.html", page)


def page_number(text: str | None) -> int:
    """The page that an address asks for; whatever is no page is the first one."""
    is_number = text is not None and text.isascii() and text.isdecimal()
    return min(max(int(text[:7]), 1), HIGHEST_PAGE) if is_number and text else 1
