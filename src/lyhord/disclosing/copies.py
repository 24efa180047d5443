"""A copy of a round's texts for somebody who asks for official records: what is withheld, and why.

What may point somebody out is withheld until a person has decided: texts with warning signs, and
those of an audience of which so few answered that no figure counts them.
"""

import re
from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing.cuts import needed
from lyhord.errors import BadInputError
from lyhord.instruments.definition import Audience
from lyhord.privacy.warnings import warning_signs
from lyhord.storage import audit, figures, guards, redactions, rounds, statements
from lyhord.storage.database import Connection
from lyhord.storage.redactions import Redaction
from lyhord.storage.statements import Statement

RELEASED = "released"
UNDECIDED = "undecided"
# the grounds on which a text may be withheld; what each says is with the papers' texts
GROUNDS = ("social", "school", "health", "recognisable", "other")
PLACEHOLDER = re.compile(r"\[[a-zåäö-]+\]")


class Line(Struct, frozen=True, kw_only=True):
    """A text: `reason` is empty where it is given out as it is; by whose decision, if anybody's."""

    statement_id: UUID
    number: int
    question_id: str
    text: str
    reason: str
    decided_by: str
    is_delicate: bool


class Copy(Struct, frozen=True, kw_only=True):
    """Every text of a round, in an order that tells nothing, with what is withheld."""

    round_id: UUID
    round_name: str
    owner: str
    lines: tuple[Line, ...]

    @property
    def withheld(self) -> Mapping[str, int]:
        """How many texts are withheld on each ground."""
        return Counter(line.reason for line in self.lines if line.reason)

    @property
    def unseen(self) -> int:
        """How many texts are given out that nobody has looked at."""
        return sum(not (line.reason or line.decided_by) for line in self.lines)

    @property
    def placeholders(self) -> int:
        """How many names, numbers and the like were replaced in what is given out."""
        shown = (line.text for line in self.lines if not line.reason)
        return sum(len(PLACEHOLDER.findall(text)) for text in shown)


async def copy_of(db: Connection, round_id: UUID) -> Copy:
    """Put a copy together; raises `BadInputError` while answers may still come."""
    round_ = await rounds.get(db, round_id)
    if not round_.is_settled:
        raise BadInputError("a copy is made when the round has ended: more answers may come")
    known = await redactions.of_round(db, round_id)
    few = await _few(db, round_id)
    found = await statements.of_round(db, round_id)
    in_order = sorted(found, key=lambda each: (each.question_id, each.text, each.statement_id))
    return Copy(
        round_id=round_id,
        round_name=round_.name,
        owner=round_.owner,
        lines=tuple(
            _line(number, each, known.get(each.statement_id), few)
            for number, each in enumerate(in_order, start=1)
        ),
    )


async def decide(
    db: Connection, round_id: UUID, statement_id: UUID, reason: str, *, actor: str
) -> None:
    """Withhold a text on a ground, release it, or (with no reason) leave it undecided again."""
    if not reason:
        await redactions.lift(db, round_id, statement_id, actor=actor)
        return
    if reason not in (*GROUNDS, RELEASED):
        raise BadInputError(f"there is no ground {reason}; there are {', '.join(GROUNDS)}")
    await redactions.put(db, round_id, statement_id, reason=reason, actor=actor)


async def take_out(
    db: Connection, round_id: UUID, *, reference: str, actor: str, most_unseen: int | None = 0
) -> Copy:
    """Make a copy for a request, and note in the audit log who made it and for what.

    Raises `BadInputError` where more texts are given out that nobody has looked at than whoever
    makes it has confirmed; None confirms any number.
    """
    if not is_sound(reference):
        raise BadInputError("name the request by its reference number, on one line")
    copy = await copy_of(db, round_id)
    if most_unseen is not None and copy.unseen > most_unseen:
        raise BadInputError(f"nobody has looked at {copy.unseen} of the texts that are given out")
    details: audit.Details = {
        "reference": reference,
        "texts": len(copy.lines),
        "withheld": sum(copy.withheld.values()),
        "unseen": copy.unseen,
    }
    await redactions.note_copy(db, round_id, details, actor=actor)
    return copy


def is_sound(reference: str) -> bool:
    """Whether this can name a request: something, on one line, of at most 100 letters."""
    return bool(reference.strip()) and reference.isprintable() and len(reference) <= 100  # noqa: PLR2004


async def _few(db: Connection, round_id: UUID) -> frozenset[Audience]:
    counted: Counter[Audience] = Counter()
    for count in await figures.people(db, round_id):
        counted[count.audience] += count.n
    rule = await guards.get(db, round_id)
    return frozenset(each for each, n in counted.items() if n < needed(rule, each))


def _line(
    number: int, statement: Statement, known: Redaction | None, few: frozenset[Audience]
) -> Line:
    is_delicate = statement.audience in few or warning_signs(statement.text).level is not None
    reason = UNDECIDED if is_delicate else ""
    if known is not None:
        reason = "" if known.reason == RELEASED else known.reason
    return Line(
        statement_id=statement.statement_id,
        number=number,
        question_id=statement.question_id,
        text=statement.text,
        reason=reason,
        decided_by=known.decided_by if known else "",
        is_delicate=is_delicate,
    )
