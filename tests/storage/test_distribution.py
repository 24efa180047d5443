"""The schema can be distributed by round: each key holds it where Citus asks for that."""

from collections.abc import Mapping

import pytest
from msgspec import Struct, convert

from lyhord.storage.database import Connection

KEY = "round_id"
# Small, and unique among all rounds or led to by tables that are: whole at every node.
REFERENCE = {
    "lyhord.place": "is not of a round",
    "lyhord.instrument": "is not of a round",
    "lyhord.round": "a door says which round it is",
    "lyhord.collector": "an address is unique among all rounds, and leads to its round",
    "lyhord.series": "joins rounds",
    "lyhord.wave": "a number is unique among the rounds of a series",
    "sealed.officer_key": "rounds share it",
    "sealed.key_copy": "is of a key",
}
# Of the desk and not of answers: at the node that is asked, and nowhere else.
LOCAL = {
    "lyhord.mixing": "says when rows were mixed",
    "invitation_mail.opt_out": "holds for every list of every round",
    "staff.account": "is not of a round",
    "staff.attempt": "is not of a round",
    "staff.audit": "is one chain",
    "staff.audit_head": "is the end of that chain",
    "staff.import_mapping": "is not of a round",
    "staff.job": "is one queue, and its jobs lead to their rounds",
    "staff.microdata_right": "is of an account",
    "staff.paper_tally": "is counted beside the audit log",
    "staff.recovery_code": "is of an account",
    "staff.session": "is of an account",
    "staff.survey_draft": "is not of a round",
    "staff.survey_save": "is of a draft",
    "staff.survey_trial": "is of a draft",
    "staff.token": "is not of a round",
    "staff.worker": "is not of a round",
}
LEDGER = "public.lyhord_migration"

KEYS = """
select
  format('%s.%s', ts.nspname, t.relname) as "table", coalesce(c.conname, i.relname) as name,
  case c.contype when 'f' then format('%s.%s', fs.nspname, f.relname) end as other,
  array(
    select a.attname::text from unnest(coalesce(c.conkey, x.indkey::int2[]))
      with ordinality as u (n, place)
    join pg_attribute as a on a.attrelid = t.oid and a.attnum = u.n
    order by u.place
  ) as columns,
  array(
    select a.attname::text from unnest(c.confkey) with ordinality as u (n, place)
    join pg_attribute as a on a.attrelid = f.oid and a.attnum = u.n
    order by u.place
  ) as theirs
from pg_class as t
join pg_namespace as ts on ts.oid = t.relnamespace
left join (
  select conrelid, oid as con, null::oid as ind from pg_constraint
  where contype in ('p', 'u', 'x', 'f')
  union all
  select indrelid, null, indexrelid from pg_index
  where indisunique
    and not exists (select from pg_constraint where conindid = indexrelid and contype <> 'f')
) as k on k.conrelid = t.oid
left join pg_constraint as c on c.oid = k.con
left join pg_class as f on f.oid = c.confrelid
left join pg_namespace as fs on fs.oid = f.relnamespace
left join pg_index as x on x.indexrelid = k.ind
left join pg_class as i on i.oid = k.ind
where t.relkind in ('r', 'p') and ts.nspname !~ '^(pg_|information_schema)'
"""


class Key(Struct, frozen=True, kw_only=True):
    """A primary, unique or foreign key; without a name, a table that has none."""

    table: str
    name: str | None
    other: str | None
    columns: tuple[str, ...]
    theirs: tuple[str, ...]


def _is_distributed(table: str | None) -> bool:
    return table is not None and not {table} & {*REFERENCE, *LOCAL, LEDGER}


def _mistake(key: Key) -> str | None:
    """What Citus would refuse of a key; the rules are those of its manual."""
    if key.name is None:
        return "has no key"
    if _is_distributed(key.table):
        return _mistake_of_distributed(key)
    if _is_distributed(key.other):
        return "leads from a table that is not distributed to one that is"
    is_torn = key.table in REFERENCE and key.other in LOCAL
    return "leads from a reference table to a local one" if is_torn else None


def _mistake_of_distributed(key: Key) -> str | None:
    if key.other in REFERENCE:
        return None
    if key.other in LOCAL:
        return "leads from a distributed table to a local one"
    if KEY not in key.columns:
        return f"lacks {KEY}"
    is_beside = key.other is None or (KEY, KEY) in zip(key.columns, key.theirs, strict=True)
    return None if is_beside else f"leads to {key.other} without {KEY}"


async def _mistakes(db: Connection) -> Mapping[str, str]:
    keys = [convert(dict(row), Key) for row in await db.fetch(KEYS)]
    found = {f"{key.table} {key.name}": _mistake(key) for key in keys}
    return {name: mistake for name, mistake in found.items() if mistake is not None}


async def test_every_key_holds_the_round_where_citus_asks_for_it(db: Connection) -> None:
    assert await _mistakes(db) == {}


async def test_every_exception_is_a_table(db: Connection) -> None:
    tables = {row["table"] for row in await db.fetch(KEYS)}

    assert {*REFERENCE, *LOCAL, LEDGER} <= tables


NEW = "create table lyhord.x (round_id uuid, a uuid"
TORN = "alter table lyhord.wave add a uuid, add foreign key"
LEADING = "alter table lyhord.run add other uuid, add constraint f foreign key"


@pytest.mark.parametrize(
    ("statement", "mistake"),
    [
        (f"{NEW})", "has no key"),
        (f"{NEW}, primary key (a))", "lacks round_id"),
        (f"{NEW}, primary key (round_id, a), unique (a))", "lacks round_id"),
        (
            f"{NEW}, primary key (round_id)); create unique index u on lyhord.x (a)",
            "lacks round_id",
        ),
        (
            f"{NEW} references staff.account, primary key (round_id))",
            "leads from a distributed table to a local one",
        ),
        (f"{LEADING} (other, run_id) references lyhord.run", "lacks round_id"),
        (
            f"{LEADING} (other, round_id) references lyhord.run",
            "leads to lyhord.run without round_id",
        ),
        (
            f"{TORN} (round_id, a) references lyhord.run",
            "leads from a table that is not distributed to one that is",
        ),
        (
            "alter table lyhord.series add a uuid references staff.account",
            "leads from a reference table to a local one",
        ),
    ],
)
async def test_a_key_that_citus_refuses_is_found(
    db: Connection, statement: str, mistake: str
) -> None:
    await db.execute(statement)

    assert [*(await _mistakes(db)).values()] == [mistake]
