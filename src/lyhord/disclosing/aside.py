"""What does not count, as far as it may be read: pile by pile, and text by text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing.cuts import needed
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import Figure, coarse
from lyhord.storage import collectors, figures, guards, uncounted
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.uncounted import Standing, Uncounted

MOST_TEXTS = 200


class PiledText(Struct, frozen=True, kw_only=True):
    """One text, and how many wrote it; nothing else of who they are."""

    text_key: str
    text: str
    language: str
    responses: Figure


class Pile(Struct, frozen=True, kw_only=True):
    """What came through a door and does not count, for one reason.

    While fewer than k have answered through the door at all, none of its texts is shown.
    """

    door: str
    name: str
    audience: Audience
    standing: Standing
    responses: Figure
    is_small: bool
    texts: tuple[PiledText, ...]
    n_more_texts: int
    k: int


async def piles(db: Connection, round_id: UUID) -> tuple[Pile, ...]:
    """What does not count in a round, by standing and door; figures are coarse for ever.

    Exact ones would tell, together with what counts, which answers came or went in between.
    """
    found: dict[tuple[Standing, UUID], list[Uncounted]] = defaultdict(list)
    for each in await uncounted.of_round(db, round_id):
        found[each.standing, each.collector_id].append(each)
    counted: dict[UUID, int] = defaultdict(int)
    for count in await figures.people(db, round_id):
        counted[count.collector_id] += count.n
    doors = {door.collector_id: door for door in await collectors.of_round(db, round_id)}
    rule = await guards.get(db, round_id)
    return tuple(
        _pile(
            doors[door],
            standing,
            found[standing, door],
            of=_company(found, counted, standing, door),
            k=needed(rule, doors[door].audience),
        )
        for standing, door in sorted(found, key=lambda key: (key[0], doors[key[1]].slug))
    )


def _company(
    found: Mapping[tuple[Standing, UUID], Sequence[Uncounted]],
    counted: Mapping[UUID, int],
    standing: Standing,
    door: UUID,
) -> int:
    """Among how many somebody hides: those who tried a door out, or all who answered through it."""
    if standing == "trial":
        return _people(found[standing, door])
    answered: tuple[Standing, ...] = ("aside", "left_out")
    return counted[door] + sum(_people(found.get((each, door), ())) for each in answered)


def _pile(
    door: Collector, standing: Standing, rows: Sequence[Uncounted], *, of: int, k: int
) -> Pile:
    texts = () if of < k else _texts(rows, k)
    return Pile(
        door=door.slug,
        name=door.name,
        audience=door.audience,
        standing=standing,
        responses=coarse(_people(rows), k),
        is_small=of < k,
        texts=texts[:MOST_TEXTS],
        n_more_texts=max(0, len(texts) - MOST_TEXTS),
        k=k,
    )


def _texts(rows: Iterable[Uncounted], k: int) -> tuple[PiledText, ...]:
    """Each text once, in the order of the alphabet."""
    by_text: dict[tuple[str, str], list[Uncounted]] = defaultdict(list)
    for row in rows:
        if row.text is not None and row.text_key is not None:
            by_text[row.text, row.text_key].append(row)
    return tuple(
        PiledText(
            text_key=key,
            text=text,
            language=by_text[text, key][0].language or "",
            responses=coarse(_people(by_text[text, key]), k),
        )
        for text, key in sorted(by_text)
    )


def _people(rows: Iterable[Uncounted]) -> int:
    return len({row.response_id for row in rows})
