"""What is asked of what is measured, as data: each goal reads what its program printed last."""

from collections.abc import Callable, Mapping
from typing import cast

from msgspec import Struct

Found = Mapping[str, Mapping[str, object]]  # by program, what its last line says


class Goal(Struct, frozen=True, kw_only=True):
    """A figure of a program, its unit, and what is asked of it; nothing, where it is only told."""

    told: str
    program: str
    read: Callable[[Found], float]
    unit: str = ""
    most: float | None = None
    least: float | None = None


def _at(*path: str) -> Callable[[Found], float]:
    """The number at a path of keys; raises `KeyError` where a program did not print it."""

    def read(found: Found) -> float:
        value: object = found
        for key in path:
            value = cast("Mapping[str, object]", value)[key]
        if not isinstance(value, int | float):
            raise KeyError(path[-1])
        return float(value)

    return read


def _over(
    first: Callable[[Found], float], second: Callable[[Found], float]
) -> Callable[[Found], float]:
    return lambda found: first(found) / second(found)


def _less(
    first: Callable[[Found], float], second: Callable[[Found], float]
) -> Callable[[Found], float]:
    return lambda found: first(found) - second(found)


def _accepted(found: Found) -> float:
    """Of 100 posts, how many were thanked for and stored."""
    soaked = found["soak"]
    statuses = cast("Mapping[str, int]", soaked["statuses"])
    stored = cast("int", soaked["stored"])
    return 100 * min(statuses.get("200", 0), stored) / max(1, sum(statuses.values()))


_LATE = "themes of 1,000,000"
_LONG = "soak for 30 minutes"
_TWO = "soak of two processes"
GOALS = (
    Goal(
        told="a submission's CPU, beside raw ASGI with batched inserts",
        program="submit",
        read=_at("submit", "ratio"),
        unit="times",
        most=5,
    ),
    Goal(told="a submission's CPU", program="submit", read=_at("submit", "ours"), unit="ms"),
    Goal(
        told="the survey page's CPU, beside a static file of the same server",
        program="page",
        read=_over(_at("page", "page_ms"), _at("page", "static_ms")),
        unit="times",
        most=1.5,
    ),
    Goal(
        told="first paint at 400 kbit/s and 400 ms",
        program="page",
        read=_at("page", "first_paint_ms"),
        unit="ms",
        most=1_500,
    ),
    Goal(
        told="250 questions, 150 a second for 60 s: accepted and stored",
        program="soak",
        read=_accepted,
        unit="%",
        least=100,
    ),
    Goal(
        told="the same: 99 of 100 answered within",
        program="soak",
        read=_at("soak", "p99"),
        unit="ms",
        most=250,
    ),
    Goal(
        told="the same: memory of the service, at the end less at the beginning",
        program="soak",
        read=_less(_at("soak", "after", "memory"), _at("soak", "before", "memory")),
        unit="MB",
        most=10,
    ),
    Goal(
        told="the highest rate that holds",
        program="soak",
        read=_at("soak", "highest"),
        unit="a second",
        least=300,
    ),
    Goal(
        told="with two web processes, 150 a second for 60 s: 99 of 100 answered within",
        program=_TWO,
        read=_at(_TWO, "p99"),
        unit="ms",
        most=250,
    ),
    Goal(
        told="with two web processes: the highest rate that holds",
        program=_TWO,
        read=_at(_TWO, "highest"),
        unit="a second",
        least=300,
    ),
    Goal(
        told="30 minutes at half of it: memory, at the end less at the beginning",
        program=_LONG,
        read=_less(_at(_LONG, "long", "after", "memory"), _at(_LONG, "long", "before", "memory")),
        unit="MB",
        most=10,
    ),
    Goal(
        told="the same: connections, at the end less at the beginning",
        program=_LONG,
        read=_less(
            _at(_LONG, "long", "after", "connections"), _at(_LONG, "long", "before", "connections")
        ),
        most=0,
    ),
    Goal(
        told="the same: open transactions at the end",
        program=_LONG,
        read=_at(_LONG, "long", "after", "open_transactions"),
        most=0,
    ),
    *(
        Goal(
            told=f"themes of {texts}, {name}: {what}",
            program=program,
            read=read,
            unit=unit,
            most=most,
        )
        for program, texts, cpu, mb in (
            ("themes of 100,000", "100,000 texts", 15, 600),
            (_LATE, "1,000,000 texts", 180, 4_096),
        )
        for way, name in (("ours --fast", "the quick way"), ("ours", "in full"))
        for what, read, unit, most in (
            ("CPU", _at(program, way, "cpu_seconds"), "s", cpu),
            ("memory", _at(program, way, "mb"), "MB", mb),
        )
    ),
    Goal(
        told="CPU of ten times as many texts, the quick way",
        program=_LATE,
        read=_over(
            _at(_LATE, "ours --fast", "cpu_seconds"),
            _at("themes of 100,000", "ours --fast", "cpu_seconds"),
        ),
        unit="times",
        most=10,
    ),
    Goal(
        told="themes with two worker processes, beside one machine alone: time",
        program="themes with more workers",
        read=_at("themes with more workers", "ratio"),
        unit="times",
    ),
    Goal(
        told="finding themes of labelled answers, beside tf-idf and k-means: CPU",
        program="themes",
        read=_at("themes", "ratio"),
        unit="times",
    ),
    Goal(
        told="finding identifiers and warning signs in 100 characters",
        program="looking through",
        read=_at("looking through", "both"),
        unit="ms",
        most=0.15,
    ),
    Goal(
        told="answers without personal data that are touched",
        program="pseudonymise",
        read=_at("pseudonymise", "touched"),
    ),
    Goal(
        told="warning signs in a text twice as long",
        program="warning signs",
        read=_at("warning signs", "ratio"),
        unit="times",
    ),
    Goal(
        told="the slowest page of the theme workspace, 100,000 statements",
        program="desk",
        read=lambda found: max(
            value
            for name, value in cast("Mapping[str, float]", found["desk"]["ms"]).items()
            if name != "publishing once"
        ),
        unit="ms",
        most=150,
    ),
    Goal(
        told="an export of 100,000 responses' CPU, beside COPY",
        program="export",
        read=_at("export", "responses-csv", "ratio"),
        unit="times",
        most=2,
    ),
    Goal(
        told="the same: memory",
        program="export",
        read=_at("export", "responses-csv", "mb"),
        unit="MB",
        most=150,
    ),
    Goal(
        told="the slowest report file, beside what can be waited for",
        program="reports",
        read=_at("reports", "ratio"),
        unit="times",
        most=1,
    ),
    Goal(
        told="guarding the figures of a run, once",
        program="disclosure",
        read=_at("disclosure", "made_cpu_s"),
        unit="s",
    ),
    Goal(
        told="row-level security, the dearest question beside none",
        program="seeing",
        read=lambda found: max(cast("Mapping[str, float]", found["seeing"]["ratio"]).values()),
        unit="times",
    ),
    Goal(
        told="mixing 20,000 responses",
        program="mixing",
        read=_at("mixing", "mixing_median"),
        unit="s",
    ),
    Goal(
        told="a board of 60 phones: notes that a phone missed",
        program="board",
        read=_at("board", "not_seen"),
        most=0,
    ),
    Goal(
        told="the same: 95 of 100 notes seen within",
        program="board",
        read=_at("board", "seen_95_ms"),
        unit="ms",
    ),
    Goal(
        told="false alarms of comparisons at 5 in 100",
        program="comparing",
        read=_at("comparing", "alarms", "people"),
    ),
    Goal(
        told="later answers placed right after people's decisions, whole codebook",
        program="learning",
        read=_at("learning", "whole", "all", "right"),
    ),
    Goal(
        told="pages of a full brief that LibreOffice opens",
        program="opening",
        read=_at("opening", "pages", "brief"),
        most=2,
    ),
)
