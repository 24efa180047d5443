"""What was published stays until enough changed, so that two looks tell nothing of one person."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from lyhord import disclosing, rounds
from lyhord.disclosing import Overview, RunReport
from lyhord.disclosing.cuts import Group
from lyhord.privacy.cells import HIDDEN, Figure, exact
from lyhord.storage import guards, responses
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.guards import Guard
from lyhord.storage.responses import NewResponse
from tests.builders import a_collector, a_publication, a_response, a_round, a_run, settle

GNESTA: Group = (("municipality", "gnesta"),)
TROSA: Group = (("municipality", "trosa"),)


def a_text(door: Collector, theme: str, place: str) -> NewResponse:
    return a_response(door, f"{theme} text", answers={"municipality": place})


class Round:
    """A closed round of young people, each with a text of one theme."""

    def __init__(self, db: Connection, round_id: UUID, door: Collector) -> None:
        self.db, self.round_id, self.door = db, round_id, door
        self.stored: list[NewResponse] = []

    async def add(self, theme: str, place: str, n: int) -> None:
        new = [a_text(self.door, theme, place) for _ in range(n)]
        assert set(await responses.submit(self.db, new)) <= {"stored"}
        self.stored += new

    async def withdraw(self, theme: str, place: str, n: int) -> None:
        found = [
            each
            for each in self.stored
            if each.statements[0].text == f"{theme} text" and each.answers["municipality"] == place
        ][:n]
        for each in found:
            await responses.withdraw(self.db, each.receipt_hash)
            self.stored.remove(each)

    async def again(self, theme: str, place: str, n: int) -> None:
        """Opened again, answered, and closed."""
        await rounds.open_round(self.db, self.round_id, actor="tests")
        await self.add(theme, place, n)
        await settle(self.db, self.round_id)

    async def overview(self) -> Overview:
        return await disclosing.overview(self.db, self.round_id)

    async def run(self) -> UUID:
        """Every statement gets the theme that it begins with."""
        return await a_run(self.db, self.round_id, quote_rank=0)

    async def report(self, run_id: UUID, group: Group = ()) -> RunReport:
        return await disclosing.run_report(self.db, self.round_id, run_id, group=group)

    async def all_of(self, run_id: UUID) -> tuple[Overview, RunReport, RunReport]:
        whole, part = await self.report(run_id), await self.report(run_id, GNESTA)
        return await self.overview(), whole, part

    async def figure(self, run_id: UUID, theme: str = "school", group: Group = ()) -> Figure:
        report = await self.report(run_id, group)
        return next(each.respondents for each in report.themes if each.theme_id == theme)


async def a_closed_round(db: Connection) -> Round:
    round_id = await a_round(db, a_publication())
    round_ = Round(db, round_id, await a_collector(db, round_id))
    for place in ("gnesta", "trosa"):
        await round_.add("school", place, 15)
        await round_.add("home", place, 15)
    await settle(db, round_id)
    return round_


async def test_a_withdrawal_changes_nothing_that_was_published(db: Connection) -> None:
    round_ = await a_closed_round(db)
    run_id = await round_.run()
    before = (
        await round_.overview(),
        await round_.report(run_id),
        await round_.report(run_id, GNESTA),
    )
    await round_.withdraw("school", "gnesta", 1)

    after = (
        await round_.overview(),
        await round_.report(run_id),
        await round_.report(run_id, GNESTA),
    )
    assert before == after


async def test_a_run_after_a_withdrawal_waits(db: Connection) -> None:
    round_ = await a_closed_round(db)
    first = await round_.run()
    shown = await round_.report(first)
    await round_.withdraw("school", "gnesta", 1)
    second = await round_.report(await round_.run())

    assert (second.run_id, second.is_earlier) == (first, True)
    assert second.themes == shown.themes


async def test_a_run_on_the_same_answers_is_shown_at_once(db: Connection) -> None:
    round_ = await a_closed_round(db)
    await round_.report(await round_.run())
    second = await round_.run()

    assert (await round_.report(second)).run_id == second


async def test_enough_withdrawals_make_the_figures_anew(db: Connection) -> None:
    round_ = await a_closed_round(db)
    first = await round_.run()
    await round_.report(first)
    await round_.withdraw("school", "gnesta", 5)
    second = await round_.run()

    assert (await round_.overview()).total == exact(55)
    assert await round_.figure(second) == exact(25)
    assert await round_.figure(second, group=GNESTA) == exact(10)
    assert await round_.figure(first) == exact(30)


async def test_a_group_in_which_too_few_changed_is_held_back(db: Connection) -> None:
    """Six went: five of Gnesta, one of Trosa, whose theme the figures of Trosa would tell."""
    round_ = await a_closed_round(db)
    await round_.report(await round_.run())
    await round_.withdraw("school", "gnesta", 5)
    await round_.withdraw("home", "trosa", 1)
    report = await round_.report(await round_.run())

    assert GNESTA in report.choices
    assert TROSA not in report.choices
    assert report.total == Figure(form="at_least", n=50)


async def test_a_few_answers_after_a_second_opening_change_nothing(db: Connection) -> None:
    round_ = await a_closed_round(db)
    first = await round_.run()
    before = (await round_.overview(), await round_.report(first))
    await round_.again("school", "gnesta", 4)
    second = await round_.run()

    assert (await round_.overview(), await round_.report(first)) == before
    assert (await round_.report(second)).themes == before[1].themes


async def test_while_it_is_open_again_the_published_figures_stay(db: Connection) -> None:
    round_ = await a_closed_round(db)
    run_id = await round_.run()
    before = await round_.report(run_id)
    await rounds.open_round(db, round_.round_id, actor="tests")
    await round_.add("school", "gnesta", 20)

    assert await round_.report(run_id) == before
    assert (await round_.overview()).total == exact(60)


async def test_many_answers_after_a_second_opening_are_shown(db: Connection) -> None:
    round_ = await a_closed_round(db)
    await round_.report(await round_.run())
    await round_.again("school", "gnesta", 10)
    run_id = await round_.run()

    assert await round_.figure(run_id) == exact(40)
    assert await round_.figure(run_id, group=TROSA) == exact(15)


async def test_what_was_purged_leaves_what_was_published(db: Connection) -> None:
    round_ = await a_closed_round(db)
    await round_.report(await round_.run())
    before = await round_.overview()
    await db.execute("delete from lyhord.response where round_id = $1", round_.round_id)

    assert await round_.overview() == before


async def test_a_withdrawn_quote_disappears_at_once(db: Connection) -> None:
    round_ = await a_closed_round(db)
    run_id = await round_.run()
    await round_.report(run_id)
    await round_.withdraw("school", "gnesta", 15)
    await round_.withdraw("school", "trosa", 15)

    report = await round_.report(run_id)
    quotes = {each.theme_id: len(each.quotes) for each in report.themes}
    assert quotes == {"home": 5, "school": 0}


async def test_a_rule_that_an_administrator_sets_is_used_and_told(db: Connection) -> None:
    round_ = await a_closed_round(db)
    await guards.put(db, round_.round_id, Guard(k=20, k_children=25), actor="admin")
    report = await round_.report(await round_.run())

    assert (report.k, report.k_children) == (20, 25)
    assert [each.respondents for each in report.themes] == [exact(30), exact(30)]
    assert GNESTA in report.choices
    by_place = await round_.report(report.run_id, GNESTA)
    assert {each.respondents for each in by_place.themes} == {HIDDEN}


async def test_a_round_that_closes_late_is_published_once_it_is_settled(db: Connection) -> None:
    round_id = await a_round(db, a_publication())
    round_ = Round(db, round_id, await a_collector(db, round_id))
    await round_.add("school", "gnesta", 12)
    at = datetime.now(UTC) - timedelta(hours=1)
    await rounds.close_round(db, round_id, actor="tests", at=at)

    assert (await round_.overview()).published_on is None
