"""The protocol of a purge as an accessible PDF, in Swedish; counts of few are not told."""

from functools import cache
from pathlib import Path

import msgspec
from babel.dates import format_date, format_datetime
from msgspec import Struct

from lyhord.exports.table import File
from lyhord.exports.typesetting import typeset
from lyhord.privacy.cells import K, is_small
from lyhord.storage.retention import Protocol

TEMPLATE = Path(__file__).with_name("protocol.typ")
WORDS = Path(__file__).with_name("protocol.toml")
LANGUAGE = "sv"
NOT_ABOUT_PEOPLE = ("runs", "drafts", "stories", "codes", "tallies")
# a checksum has no place to break a line at, unless it is given some
_SUM_PART = 16

Row = tuple[str, str]


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a protocol says around its figures."""

    title: str
    intro: str
    decided_heading: str
    round: str
    owner: str
    owner_missing: str
    reference: str
    ended_on: str
    at: str
    actor: str
    actors: dict[str, str]
    id: str
    gone_heading: str
    what: str
    n: str
    few: str
    few_note: str
    kept_heading: str
    kept_intro: str
    kept_none: str
    file: str
    sum: str
    irrevocable: str
    page: str
    counts: dict[str, str]


class Leaf(Struct, frozen=True, kw_only=True):
    """All that the template sets."""

    words: Words
    name: str
    owner: str
    facts: tuple[Row, ...]
    counts: tuple[Row, ...]
    few_note: str
    kept: tuple[Row, ...]


def protocol_pdf(protocol: Protocol) -> File:
    """Set a protocol; the same protocol gives the same bytes."""
    leaf = _leaf(protocol, words())
    content = typeset(TEMPLATE, leaf, title=leaf.words.title, language=LANGUAGE)
    name = f"gallringsprotokoll-{protocol.at:%Y-%m-%d}-{str(protocol.purge_id)[:8]}.pdf"
    return File(name=name, media_type="application/pdf", content=content)


def count_words(counts: dict[str, int]) -> tuple[Row, ...]:
    """What a purge destroys or destroyed, in words, without telling how few."""
    said = words()
    return tuple(
        (name, said.few.format(k=K) if _is_few(key, counts[key]) else str(counts[key]))
        for key, name in said.counts.items()
        if key in counts
    )


def _is_few(key: str, n: int) -> bool:
    return key not in NOT_ABOUT_PEOPLE and is_small(n, K)


@cache
def words() -> Words:
    """The words of a protocol."""
    return msgspec.toml.decode(WORDS.read_bytes(), type=Words)


def _leaf(protocol: Protocol, said: Words) -> Leaf:
    has_few = any(_is_few(key, n) for key, n in protocol.counts.items())
    return Leaf(
        words=said,
        name=protocol.name,
        owner=protocol.owner or said.owner_missing,
        facts=_facts(protocol, said),
        counts=count_words(protocol.counts),
        few_note=said.few_note.format(k=K) if has_few else "",
        kept=tuple((each.file, _broken(each.sha256)) for each in protocol.preserved),
    )


def _facts(protocol: Protocol, said: Words) -> tuple[Row, ...]:
    return (
        (said.round, protocol.name),
        (said.owner, protocol.owner or said.owner_missing),
        (said.reference, protocol.reference),
        (said.ended_on, format_date(protocol.ended_on, "d MMMM y", locale=LANGUAGE)),
        (said.at, format_datetime(protocol.at, "d MMMM y HH.mm", locale=LANGUAGE)),
        (said.actor, said.actors.get(protocol.actor, protocol.actor)),
        (said.id, str(protocol.purge_id)),
    )


def _broken(text: str) -> str:
    return " ".join(text[at : at + _SUM_PART] for at in range(0, len(text), _SUM_PART))
