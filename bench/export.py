"""What an export costs beside COPY of the same rows: CPU of both sides, and the most memory.

A number of responses with closed answers lies in the database. Pairs are interleaved: `lyhord`'s
own way to a CSV file, guarded, in a process of its own, and COPY (select …) TO STDOUT of the same
columns into a file, in another. CPU is that of the process and of its database backends.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from random import Random

import asyncpg
import psutil

from lyhord import exports
from lyhord.commands.context import written_whole
from lyhord.commands.owning import as_owner
from lyhord.disclosing import Request
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import Settings
from lyhord.storage import embedded
from lyhord.storage.database import Database
from lyhord.storage.migrating import migrate
from opened import doors
from processes import cpu_seconds, tell

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "age_band": ("13-15", "16-18", "vill_inte"),
    "municipality": ("gnesta", "trosa", "flen", "nykoping", "eskilstuna"),
    "mood": ("very_good", "good", "so_so", "bad", "very_bad", "vet_inte"),
    "sought": ("self", "someone_else", "no", "vet_inte"),
    "n_contacts": ("1", "2-3", "4-6", "7+", "vet_inte"),
    "wait": ("less_than_a_month", "1-3_months", "4-12_months", "more_than_a_year", "vantar"),
    "first_age": ("fore_skola", "f3", "m46", "h79", "gy"),
    "was_ok": ("good", "okay", "hard", "vill_inte"),
    "core.listened": ("helt", "ganska_bra", "ganska_daligt", "inte_alls", "vet_inte"),
    "core.informed": ("helt", "ganska_bra", "ganska_daligt", "inte_alls", "vet_inte"),
    "core.part": ("helt", "ganska_bra", "ganska_daligt", "inte_alls", "vet_inte"),
}
SEVERAL = ("skola", "hem", "kompisar", "fritid", "maende")
ANSWERS = len(QUESTIONS) + 1
TEXT = "jag fick vänta länge och berätta samma sak om igen för nya vuxna hela tiden"
# the file has all that is asked, answered or not
UNANSWERED = ("actor", "why_not", "want_contact", "core.retell", "core.responsible", "core.in_time")
UNANSWERED = (*UNANSWERED, "core.where", "core.cooperate", "core.difference")
COLUMNS = ", ".join(
    f"answers ->> '{question}'" for question in (*QUESTIONS, "life_area", *UNANSWERED)
)
QUERIES: Mapping[str, str] = {
    "responses-csv": f"select audience, language, {COLUMNS} from lyhord.response "  # noqa: S608
    "where round_id = '{round_id}'",
    "statements-csv": "select s.question_id, s.text, s.audience, r.answers ->> 'age_band', "
    "r.answers ->> 'municipality', s.language from lyhord.statement as s "
    "join lyhord.response as r using (round_id, response_id) where s.round_id = '{round_id}'",
}


async def fill(settings: Settings, n: int, *, texts: int) -> uuid.UUID:
    """A closed round for research with so many responses; its id."""
    library = read_library(surveys_folder(None))
    slugs = await as_owner(settings, lambda db: doors(db, library, ["youth"]))
    chance = Random(1)  # noqa: S311 - the same round each time
    async with (
        Database.open(settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        door = await db.fetchrow("select * from lyhord.collector where slug = $1", slugs["youth"])
        assert door is not None
        ids = [uuid.UUID(int=chance.getrandbits(128), version=4) for _ in range(n)]
        await db.copy_records_to_table(
            "response",
            schema_name="lyhord",
            columns=(
                *("round_id", "response_id", "collector_id", "audience", "instrument_id"),
                *("version", "language", "channel", "week", "answers"),
            ),
            records=(
                (
                    *(door["round_id"], each, door["collector_id"], "youth", "youth"),
                    *(door["version"], "sv", "open", "2026-W40", drawn(chance)),
                )
                for each in ids
            ),
        )
        await db.copy_records_to_table(
            "statement",
            schema_name="lyhord",
            columns=(
                *("round_id", "statement_id", "response_id", "audience", "question_id"),
                *("position", "language", "text"),
            ),
            records=(
                (door["round_id"], uuid.uuid4(), each, "youth", "wish", 0, "sv", f"{TEXT} {place}")
                for place, each in enumerate(ids * texts)
            ),
        )
        await db.execute(
            "update lyhord.round set mode = 'research', state = 'closed', "
            "closed_at = now() - interval '3 hours' where round_id = $1",
            door["round_id"],
        )
    await as_owner(settings, lambda db: db.execute("analyze"))
    found: uuid.UUID = door["round_id"]
    return found


def drawn(chance: Random) -> dict[str, object]:
    """What somebody chose."""
    one = {question: chance.choice(options) for question, options in QUESTIONS.items()}
    return one | {"life_area": chance.sample(SEVERAL, chance.randint(1, 3))}


async def exported(settings: Settings, round_id: uuid.UUID, format_: str, out: Path) -> None:
    """Export as the command does."""
    request = Request(actor="bench", format=format_, purpose="att mäta tiden")
    async with Database.open(settings, roles=["desk"]) as database:
        with written_whole(out) as target:
            await exports.take_rows(database, round_id, request, target)


async def copied(url: str, query: str, out: Path) -> None:
    """COPY the same into a file."""
    db = await asyncpg.connect(url)
    await db.copy_from_query(query, output=str(out), format="csv")
    await db.close()


def child(options: argparse.Namespace) -> None:
    """Do one of the two; print the CPU seconds of that, and the memory before and at most."""
    before = most_memory()
    begun = time.process_time()
    out = Path(options.out)
    if options.child == "copy":
        asyncio.run(copied(options.url, options.query, out))
    else:
        settings = Settings(database_url=options.url)
        asyncio.run(exported(settings, uuid.UUID(options.round), options.child, out))
    cpu = time.process_time() - begun
    print(json.dumps({"process": cpu, "mb_before": before, "mb": most_memory()}))


def most_memory() -> float:
    """The most megabytes that this process has held; Linux alone tells it of the process itself."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def database_cpu(server: psutil.Process) -> float:
    """CPU of the database so far, that of backends which have ended too."""
    times = server.cpu_times()
    ended = times.children_user + times.children_system
    return ended + cpu_seconds(server)


def timed(server: psutil.Process, *arguments: str) -> dict[str, float]:
    """CPU seconds of a child's work and of the database meanwhile, and the child's memory."""
    before = database_cpu(server)
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this file
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    found["cpu"] = found["process"] + database_cpu(server) - before
    return found


def measure(
    url: str, folder: Path, round_id: uuid.UUID, format_: str, repeats: int
) -> dict[str, float]:
    """Interleaved pairs of an export and a COPY of the same rows."""
    query = QUERIES[format_].format(round_id=round_id)
    server = psutil.Process(int((folder / "postmaster.pid").read_text().split()[0]))
    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    for place in range(repeats):
        files = [folder.parent / f"{name}{place}.csv" for name in ("theirs", "ours")]
        asked = ("--url", url, "--round", str(round_id), "--query", query)
        theirs.append(timed(server, "--child", "copy", *asked, "--out", str(files[0])))
        ours.append(timed(server, "--child", format_, *asked, "--out", str(files[1])))
        lines = [file.read_bytes().count(b"\n") for file in files]
        assert lines[1] == lines[0] + 1, lines
        tell(f"{format_}: {ours[-1]} beside {theirs[-1]}")
    figures = {
        "export_cpu_s": statistics.median(each["cpu"] for each in ours),
        "export_database_cpu_s": statistics.median(each["cpu"] - each["process"] for each in ours),
        "copy_cpu_s": statistics.median(each["cpu"] for each in theirs),
        "mb_before": max(each["mb_before"] for each in ours),
        "mb": max(each["mb"] for each in ours),
    }
    pairs = zip(ours, theirs, strict=True)
    ratio = statistics.median(one["cpu"] / other["cpu"] for one, other in pairs)
    return {name: round(value, 2) for name, value in (figures | {"ratio": ratio}).items()}


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="responses that are there")
    parser.add_argument("--texts", type=int, default=1, help="statements of each")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    for name in ("child", "url", "round", "out", "query"):
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options)
        return
    with tempfile.TemporaryDirectory() as name, embedded.running(Path(name) / "data") as url:
        settings = Settings(database_url=url)
        asyncio.run(migrate(settings))
        round_id = asyncio.run(fill(settings, options.count, texts=options.texts))
        folder = next(Path(name).rglob("postmaster.pid")).parent
        found = {
            format_: measure(url, folder, round_id, format_, options.repeats) for format_ in QUERIES
        }
    result = {
        "responses": options.count,
        "answers": ANSWERS,
        "statements": options.count * options.texts,
        **found,
        "ratio": found["responses-csv"]["ratio"],
    }
    if not options.json:
        for format_, figures in found.items():
            print(format_, " ".join(f"{key}={value}" for key, value in figures.items()))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
