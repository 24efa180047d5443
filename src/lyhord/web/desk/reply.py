"""The desk's page of a reply: promising a day, choosing themes and quotes, what stands."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord.errors import NotFoundError
from lyhord.replying import drafting, linting, promising, publishing
from lyhord.replying.pages import MOST_QUOTES, MOST_THEMES, ChosenTheme, Plan
from lyhord.replying.promising import Promise
from lyhord.storage import replies, retention, rounds
from lyhord.storage.database import Connection
from lyhord.web import posted
from lyhord.web.desk.reply_page import Known, Notice, ReplyPage, reply_address, reply_page
from lyhord.web.desk.theme_page import key_of
from lyhord.web.desk.visit import Visit, VisitDependency
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

REPLY = START + "/{round_id:uuid}/reply"
_DIGITS = 6


@get(REPLY)
async def show_reply(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show what is promised, chosen, written and published."""
    visit.require_all()
    done = visit.request.query_params.get("done", "")
    return visit.page("reply.html", await _page(visit, round_id, Notice(done=done)))


@post(REPLY + "/promise")
async def promise(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Promise results by a day, or show the page again with what is wrong."""
    visit.require_all()
    fields = await posted.form(visit.request)
    owner = linting.one_line(posted.first(fields, "owner"))
    due_on = day_of(posted.first(fields, "due_on"))
    if due_on is None:
        return await _refused(visit, round_id, Notice(problem="day", at="promise", typed=fields))
    wanted = Promise(due_on=due_on, owner=owner)
    async with visit.database.transaction("desk") as db:
        mistake = await promising.promise(db, round_id, wanted, actor=visit.account.email)
    if mistake is None:
        return back(round_id, "promise")
    found = ", ".join(linting.people(owner)) if mistake == "name" else ""
    notice = Notice(problem=mistake, at="promise", found=found, typed=fields)
    return await _refused(visit, round_id, notice)


@post(REPLY + "/plan")
async def plan(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Keep which themes are answered, in which order, and which quotes stand beside them."""
    visit.require_all()
    fields = await posted.form(visit.request)
    async with visit.database.transaction("desk") as db:
        await rounds.get(db, round_id)
        wanted = await _plan(db, round_id, fields)
        is_sound = len(wanted.themes) <= MOST_THEMES and all(
            len(each.quotes) <= MOST_QUOTES for each in wanted.themes
        )
        is_kept = is_sound and await drafting.save_plan(
            db, round_id, wanted, revision=number_of(fields), actor=visit.account.email
        )
    if is_kept:
        return back(round_id, "plan")
    problem = "changed" if is_sound else "many"
    return await _refused(visit, round_id, Notice(problem=problem, at="plan"))


@post(REPLY + "/again")
async def publish_again(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Let an earlier version stand again."""
    visit.require_all()
    version = number_of(await posted.form(visit.request), "version")
    async with visit.database.transaction("desk") as db:
        await publishing.publish_again(db, round_id, version, actor=visit.account.email)
    return back(round_id, "published")


@post(REPLY + "/down")
async def take_down(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Take down what stands, for a reason that those who answered can read."""
    visit.require_all()
    fields = await posted.form(visit.request)
    reason = linting.cleaned(posted.first(fields, "reason"))
    problem, found = _wrong_reason(reason)
    if problem:
        notice = Notice(problem=problem, at="down", found=found, typed=fields)
        return await _refused(visit, round_id, notice)
    async with visit.database.transaction("desk") as db:
        await rounds.get(db, round_id)
        await publishing.take_down(db, round_id, reason=reason, actor=visit.account.email)
    return back(round_id, "down")


def back(round_id: UUID, done: str) -> Redirect:
    """Lead to the page, which says what was done."""
    return Redirect(f"{reply_address(round_id)}?done={done}", status_code=303)


def day_of(text: str) -> date | None:
    """A day as a browser sends it; None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def number_of(fields: Mapping[str, Sequence[str]], name: str = "revision") -> int:
    """A small number of a form; 0 for anything else."""
    return posted.whole_number(fields.get(name, [""])[0], digits=_DIGITS) or 0


async def _page(visit: Visit, round_id: UUID, notice: Notice) -> ReplyPage:
    async with visit.database.transaction("desk") as db:
        loop = await replies.loop(db, round_id)
        draft = await drafting.read(db, round_id)
        texts = await drafting.texts_of(db, round_id, draft.plan)
        known = Known(
            round=await rounds.get(db, round_id),
            loop=loop,
            state=promising.state(loop, today=visit.today),
            report=await drafting.found(db, round_id),
            draft=draft,
            asked=await drafting.asked(db, round_id),
            chosen=frozenset(each.text for each in texts.values()),
            acts=await replies.acts(db, round_id),
            is_purged=await retention.answers_gone_on(db, round_id) is not None,
        )
    return reply_page(visit, known, notice)


async def _refused(visit: Visit, round_id: UUID, notice: Notice) -> AnyResponse:
    status = 409 if notice.problem == "changed" else 422
    return visit.page("reply.html", await _page(visit, round_id, notice), status=status)


async def _plan(db: Connection, round_id: UUID, fields: Mapping[str, Sequence[str]]) -> Plan:
    """The themes that got a place, in the order of their places; equal ones as they stood."""
    report = await drafting.found(db, round_id)
    if report is None:
        raise NotFoundError("run", "that is finished")
    themes = drafting.answerable(report)
    places = {each: number_of(fields, f"place.{each}") for each in themes}
    chosen = sorted((each for each in themes if places[each]), key=lambda each: places[each])
    return Plan(
        themes=tuple(
            [
                ChosenTheme(
                    theme_id=each,
                    quotes=await drafting.quoted(
                        db,
                        report,
                        each,
                        [
                            quote.text
                            for quote in themes[each].quotes
                            if key_of(quote.text) in fields.get(f"quote.{each}", ())
                        ],
                    ),
                )
                for each in chosen
            ]
        )
    )


def _wrong_reason(reason: str) -> tuple[str, str]:
    if not reason:
        return "reason", ""
    if linting.too_long("reason", reason):
        return "long", ""
    found = ", ".join(linting.personal(reason))
    return ("name", found) if found else ("", "")
