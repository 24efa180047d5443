"""Which texts people let stand as quotes of a theme; which are proposed is `findings`'."""

from collections.abc import Sequence
from uuid import UUID

from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


async def put(  # noqa: PLR0913 - texts of a theme of a run of a round, who decides and what
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    *,
    theme_id: str,
    texts: Sequence[str],
    is_approved: bool,
    actor: str,
) -> None:
    """Let texts of a theme stand as its quotes, or not, whoever wrote them; twice is once."""
    found = sql.put(
        db,
        round_id=round_id,
        run_id=run_id,
        theme_id=theme_id,
        texts=list(texts),
        is_approved=is_approved,
        decided_by=actor,
    )
    changed = [row async for row in found]
    action = "quotes_approved" if is_approved else "quotes_refused"
    await _note(db, action, round_id, len(changed), actor)


async def drop(
    db: Connection, round_id: UUID, *, theme_id: str, texts: Sequence[str], actor: str
) -> None:
    """Forget what was decided about texts of a theme; a quote that somebody picked stays one."""
    found = sql.drop(db, round_id=round_id, theme_id=theme_id, texts=list(texts))
    changed = [row async for row in found]
    await _note(db, "quotes_reconsidered", round_id, len(changed), actor)


async def _note(db: Connection, action: str, round_id: UUID, n: int, actor: str) -> None:
    if n:
        details: audit.Details = {"count": n}
        await audit.add(db, actor=actor, action=action, object_=str(round_id), details=details)
