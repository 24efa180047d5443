"""CPU per accepted submission, ours beside raw ASGI with the same bytes, in one interleaved run.

Counted: user and system time of the web process and of Postgres, per accepted submission. Ours
validates, follows the path, pseudonymises, seals and stores; raw stores the bytes. Where ours goes
is told by step, each measured alone in between (`steps`).
"""

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from urllib.parse import quote_plus, urlencode

import asyncpg
import psutil

import doing_nothing
from load import request, send_all, wait_for
from lyhord.commands.owning import as_owner
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import Settings
from lyhord.storage import embedded
from lyhord.storage.migrating import migrate
from opened import SECRET, doors
from processes import cpu_seconds, free_port, granian, postmaster, running, tell
from pseudonymise import written
from steps import measured

FORM = "application/x-www-form-urlencoded"
TEXTS = ("worked", "missing", "first_sign", "earlier", "wish", "other")
LENGTHS = range(70, 91)
ROWS = (
    *("listened", "informed", "part", "retell", "responsible"),
    *("in_time", "where", "cooperate", "difference"),
)
STEPS = (
    *("framework, log", "decode", "flow", "pseudonymise", "warn", "aside", "seal", "receipt"),
    "thanks",
)
CLOSED = [
    ("age_band", "13-15"),
    ("municipality", "gnesta"),
    ("mood", "so_so"),
    ("life_area", "skola"),
    ("life_area", "maende"),
    ("sought", "self"),
    ("actor", "larare"),
    ("actor", "kurator"),
    ("n_contacts", "4-6"),
    ("wait", "4-12_months"),
    *((f"core.{row}", "ganska_daligt") for row in ROWS),
    ("first_age", "m46"),
    ("want_contact", "school"),
    ("was_ok", "okay"),
]


def bodies(*, seed: int = 1) -> Iterator[bytes]:
    """Answered youth surveys: every closed question and six texts of the demo's answers."""
    chance = random.Random(seed)  # noqa: S311 - only has to differ
    said = [quote_plus(text) for text in written() if len(text) in LENGTHS]
    closed = urlencode(CLOSED)
    while True:
        texts = zip(TEXTS, chance.sample(said, len(TEXTS)), strict=True)
        answered = "&".join(f"{name}={text}" for name, text in texts)
        yield f"{closed}&{answered}&submission={uuid.uuid4()}".encode()


async def prepare(url: str) -> str:
    """Migrate, open a door and make the raw table; the door's slug."""
    settings = Settings(database_url=url)
    await migrate(settings)
    library = read_library(surveys_folder(None))
    slugs = await as_owner(settings, lambda db: doors(db, library, ["youth"]))
    db = await asyncpg.connect(url)
    await db.execute("create table raw_submission (id uuid primary key, body bytea not null)")
    await db.close()
    return slugs["youth"]


def leg(port: int, path: str, posts: Sequence[bytes]) -> Callable[[], None]:
    """A load of posts to one service; fails unless every one is accepted."""

    def run() -> None:
        statuses = asyncio.run(send_all(port, requests, connections=32))
        assert set(statuses) <= {200, 201}, f"{path}: {sorted(set(statuses))}"
        assert len(statuses) == len(posts)

    requests = [request("POST", path, body, FORM) for body in posts]
    return run


def measure(count: int, repeats: int) -> dict[str, list[float]]:
    """Milliseconds of CPU per submission for each service, one figure a repeat."""
    figures: dict[str, list[float]] = {
        "ours": [],
        "raw_batched": [],
        "raw_single": [],
        **{name: [] for name in ("ours, database", *STEPS)},
    }
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = stack.enter_context(embedded.running(Path(folder)))
        slug = asyncio.run(prepare(url))
        database_process = postmaster(Path(folder))
        services, app, posts = _start(stack, url, slug), doing_nothing.app(), bodies()
        for name, (port, _, path) in services.items():
            asyncio.run(wait_for(port))
            leg(port, path, list(islice(posts, max(50, count // 10))))()
            tell(f"{name} is warm")
        for repeat in range(repeats):
            for name, (port, process, path) in services.items():
                run = leg(port, path, list(islice(posts, count)))
                before = cpu_seconds(process, database_process)
                database = cpu_seconds(database_process)
                run()
                spent = cpu_seconds(process, database_process) - before
                figures[name].append(spent / count * 1_000)
                if name == "ours":
                    spent = cpu_seconds(database_process) - database
                    figures["ours, database"].append(spent / count * 1_000)
            some = list(islice(posts, min(count, 300)))
            figures["framework, log"].append(doing_nothing.measured(app, some[0], len(some)))
            for name, spent in measured(some).items():
                figures[name].append(spent)
            tell(f"repeat {repeat + 1} of {repeats}")
    return figures


def _start(stack: ExitStack, url: str, slug: str) -> dict[str, tuple[int, psutil.Process, str]]:
    ours, batched, single = free_port(), free_port(), free_port()
    own = {"LYHORD_DATABASE_URL": url, "LYHORD_SECRET": SECRET, "LYHORD_PART": "door"}
    app = "lyhord.commands.application:application"
    return {
        "ours": (
            ours,
            stack.enter_context(running([*granian(app, ours), "--factory"], own)),
            f"/s/{slug}",
        ),
        "raw_batched": (
            batched,
            stack.enter_context(running(granian("raw_asgi:app", batched), own)),
            "/",
        ),
        "raw_single": (
            single,
            stack.enter_context(
                running(granian("raw_asgi:app", single), own | {"RAW_SINGLE": "1"})
            ),
            "/",
        ),
    }


def _rest(medians: Mapping[str, float]) -> float:
    """What our web process spends on HTTP and the batch, and on doing all of it at once."""
    known = sum(medians[name] for name in ("ours, database", *STEPS))
    return medians["ours"] - known


def _show(figures: Mapping[str, list[float]], medians: Mapping[str, float]) -> None:
    for name, values in figures.items():
        spread = f"{min(values):.3f} – {max(values):.3f}"
        print(f"{name:<16} {medians[name]:.3f} ms   ({spread})")
    print(f"{'the rest of ours':<16} {_rest(medians):.3f} ms")


def main() -> None:
    """Measure and print a table; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_500, help="submissions a repeat")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    options = parser.parse_args()
    figures = measure(options.count, options.repeats)
    medians = {name: statistics.median(values) for name, values in figures.items()}
    pairs = list(zip(figures["ours"], figures["raw_batched"], figures["raw_single"], strict=True))
    result = {
        "unit": "CPU milliseconds per accepted submission, service and Postgres",
        "submissions": options.count,
        "repeats": options.repeats,
        **{name: round(value, 3) for name, value in medians.items()},
        "rest": round(_rest(medians), 3),
        "ratio": round(statistics.median(ours / batched for ours, batched, _ in pairs), 2),
        "ratio_single": round(statistics.median(ours / single for ours, _, single in pairs), 2),
    }
    if not options.json:
        _show(figures, medians)
        print(
            f"ours / raw batched: {result['ratio']}   ours / raw single: {result['ratio_single']}"
        )
    print(json.dumps(result))


if __name__ == "__main__":
    main()
