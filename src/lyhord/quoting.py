"""Quotes that people stand for: what a theme proposes, and what is decided about it."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from lyhord import disclosing
from lyhord.disclosing import Quote, RunReport, ThemeReport, Verdict
from lyhord.storage import quote_choices
from lyhord.storage.database import Connection


async def candidates(
    db: Connection, round_id: UUID, run_id: UUID, *, theme: str | None = None
) -> RunReport:
    """A run whose quotes are all that people are to decide about or have; of `theme` some more.

    Raises `NotFoundError` for a round, run or theme that does not exist.
    """
    return await disclosing.run_report(db, round_id, run_id, theme=theme, quoting="candidates")


def to_decide(report: RunReport) -> tuple[ThemeReport, ...]:
    """The themes with texts that may be quoted; what found no theme is quoted nowhere."""
    return tuple(each for each in report.themes if each.source != "remainder" and each.quotes)


async def decide(
    db: Connection,
    report: RunReport,
    theme: ThemeReport,
    verdicts: Mapping[str, Verdict],
    *,
    actor: str,
) -> None:
    """Keep what was decided about texts of a theme; only of those that it was shown with.

    `verdicts` are by text. Everybody who wrote the same words is decided about at once.
    """
    changed: defaultdict[Verdict, set[str]] = defaultdict(set)
    for quote in theme.quotes:
        verdict = verdicts.get(quote.text, quote.verdict)
        if verdict != quote.verdict:
            changed[verdict].add(quote.text)
    round_id, theme_id = report.round_id, theme.theme_id
    if changed[""]:
        texts = sorted(changed[""])
        await quote_choices.drop(db, round_id, theme_id=theme_id, texts=texts, actor=actor)
    for verdict in ("approved", "refused"):
        if changed[verdict]:
            await quote_choices.put(
                db,
                round_id,
                report.run_id,
                theme_id=theme_id,
                texts=sorted(changed[verdict]),
                is_approved=verdict == "approved",
                actor=actor,
            )


async def approve_first(
    db: Connection, round_id: UUID, run_id: UUID, *, most: int, actor: str
) -> None:
    """Let the first proposals of each theme stand: for answers that nobody real has written."""
    report = await candidates(db, round_id, run_id)
    for theme in to_decide(report):
        proposed = unread(theme)[:most]
        verdicts: dict[str, Verdict] = {each.text: "approved" for each in proposed}
        await decide(db, report, theme, verdicts, actor=actor)


def unread(theme: ThemeReport) -> tuple[Quote, ...]:
    """The texts of a theme that nobody has decided about; each once, whoever else wrote it too."""
    found = {each.text: each for each in reversed(theme.quotes) if not each.verdict}
    return tuple(reversed(found.values()))
