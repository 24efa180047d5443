"""Weight and speed of the survey page: bytes, CPU beside a static file, first paint on a slow link.

Bytes are of the whole answer as transferred, headers apart; nothing else is requested. A server may
send ten segments before it hears from the phone: 14,480 bytes where TCP carries timestamps, as it
mostly does, and 14,600 without. CPU is user and system time of one process that serves the page and
a static file of the same size in turns. First paint is Chromium's own, on its simulated link of
400 kbit/s and 400 ms.
"""

import argparse
import asyncio
import gzip
import json
import os
import socket
import statistics
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import psutil
from playwright.sync_api import Browser, sync_playwright

from load import request, send_all, wait_for
from lyhord.commands.owning import as_owner
from lyhord.instruments.definition import Audience
from lyhord.instruments.reading import Library, read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.instruments.wording import languages
from lyhord.settings import Settings
from lyhord.storage import embedded
from lyhord.storage.migrating import migrate
from opened import SECRET, doors
from processes import cpu_seconds, free_port, granian, running, tell
from static_page import FOLDER

AUDIENCES: tuple[Audience, ...] = ("youth", "child", "guardian", "professional")
CHROMIUM = Path("/usr/bin/chromium")
LINK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
FIRST_WINDOW = 10 * 1_448
FIRST_WINDOW_WITHOUT_TIMESTAMPS = 10 * 1_460
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


class Fetched(NamedTuple):
    """A page as it was transferred: the bytes of its status line and headers, and its body."""

    head: int
    body: bytes


def fetched(port: int, path: str, encoding: str) -> Fetched:
    """Ask for a page as a browser does, and read the answer from the wire."""
    asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {encoding}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        wire.sendall(asked.encode())
        with wire.makefile("rb") as answer:
            lines = list(iter(answer.readline, b"\r\n"))
            told = dict(line.decode().lower().strip().split(": ", 1) for line in lines[1:])
            body = answer.read(int(told["content-length"]))
    assert b" 200" in lines[0], f"{path}: {lines[0]!r}"
    assert told["content-encoding"] == encoding, path
    return Fetched(sum(map(len, lines)) + 2, body)


def weights(port: int, slugs: Mapping[Audience, str], library: Library) -> dict[str, object]:
    """Bytes of every survey in every language, with brotli, with gzip and bare."""
    found: dict[str, object] = {}
    for audience, slug in slugs.items():
        for language in languages(library.publications[audience]):
            path = f"/s/{slug}?lang={language}"
            light, packed = (fetched(port, path, encoding) for encoding in ("br", "gzip"))
            found[f"{audience}.{language}"] = {
                "head": light.head,
                "br": len(light.body),
                "gzip": len(packed.body),
                "bare": len(gzip.decompress(packed.body)),
            }
    return found


def milliseconds(port: int, process: psutil.Process, path: str, count: int) -> float:
    """CPU of the server for one GET; fails unless every one is answered."""
    asked = request("GET", path)[:-2] + b"accept-encoding: br\r\n\r\n"
    before = cpu_seconds(process)
    statuses = asyncio.run(send_all(port, [asked] * count, connections=16))
    spent = cpu_seconds(process) - before
    assert statuses == [200] * count, f"{path}: {sorted(set(statuses))}"
    return spent / count * 1_000


def speeds(
    port: int, process: psutil.Process, slug: str, *, count: int, repeats: int
) -> dict[str, object]:
    """CPU per GET of the page and of the file, in turns."""
    legs = {"page": f"/s/{slug}?lang=sv", "static": "/bench/page.bin"}
    figures: dict[str, list[float]] = {name: [] for name in legs}
    for path in legs.values():
        milliseconds(port, process, path, max(50, count // 10))
    for repeat in range(repeats):
        for name, path in legs.items():
            figures[name].append(milliseconds(port, process, path, count))
        tell(f"pair {repeat + 1} of {repeats}")
    pairs = list(zip(figures["static"], figures["page"], strict=True))
    page, static = (statistics.median(figures[name]) for name in ("page", "static"))
    if not all(ours and other for other, ours in pairs):
        tell("too few requests for the clock of the processes: give a larger --count")
        return {"page_ms": round(page, 3), "static_ms": round(static, 3), "ratio": None}
    return {
        "page_ms": round(page, 3),
        "static_ms": round(static, 3),
        "page_per_cpu_second": round(1_000 / page),
        "static_per_cpu_second": round(1_000 / static),
        "ratio": round(statistics.median(other / ours for other, ours in pairs), 2),
    }


def paints(port: int, slug: str, repeats: int) -> dict[str, object]:
    """Milliseconds to the first paint of the youth survey on a slow link; the median of several."""
    if not CHROMIUM.exists():
        return {"first_paint_ms": None}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        found = [
            _paint(browser, f"http://127.0.0.1:{port}/s/{slug}?lang=sv") for _ in range(repeats)
        ]
        browser.close()
    return {
        "first_paint_ms": round(statistics.median(one[0] for one in found)),
        "loaded_ms": round(statistics.median(one[1] for one in found)),
        "requests": max(one[2] for one in found),
    }


def _paint(browser: Browser, url: str) -> tuple[float, float, int]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINK)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    start = time.perf_counter()
    page.goto(url, wait_until="load")
    loaded = (time.perf_counter() - start) * 1_000
    page.wait_for_function(f"({PAINT}) > 0")
    first = float(page.evaluate(PAINT))
    context.close()
    return first, loaded, len(asked)


def measure(count: int, repeats: int) -> dict[str, object]:
    """Everything, on a service and a database of their own."""
    library = read_library(surveys_folder(None))
    with ExitStack() as stack:
        data, files = (stack.enter_context(tempfile.TemporaryDirectory()) for _ in range(2))
        url = stack.enter_context(embedded.running(Path(data)))
        settings = Settings(database_url=url)
        asyncio.run(migrate(settings))
        slugs = asyncio.run(as_owner(settings, lambda db: doors(db, library, AUDIENCES)))
        port = free_port()
        own = {"LYHORD_DATABASE_URL": url, "LYHORD_SECRET": SECRET, FOLDER: files}
        command = [*granian("static_page:application", port), "--factory"]
        process = stack.enter_context(running(command, own))
        asyncio.run(wait_for(port))
        sizes = weights(port, slugs, library)
        body = fetched(port, f"/s/{slugs['youth']}?lang=sv", "br").body
        (Path(files) / "page.bin").write_bytes(body)
        tell("weighed")
        return {
            "unit": "CPU milliseconds of the server per GET; ratio = page / static file in requests"
            " per CPU second",
            "bytes": sizes,
            "first_window": FIRST_WINDOW,
            "first_window_without_timestamps": FIRST_WINDOW_WITHOUT_TIMESTAMPS,
            **speeds(port, process, slugs["youth"], count=count, repeats=repeats),
            **paints(port, slugs["youth"], repeats),
            "link": "400 kbit/s, 400 ms",
        }


def _show(result: Mapping[str, object]) -> None:
    sizes = result["bytes"]
    assert isinstance(sizes, dict)
    for name, size in sizes.items():
        whole = size["head"] + size["br"]
        fits = "fits" if whole <= FIRST_WINDOW else f"{whole - FIRST_WINDOW} too many"
        print(
            f"{name:24} {size['head']:5} headers {size['br']:7} br {whole:7} both "
            f"{size['gzip']:7} gzip {size['bare']:7} bare   {fits}"
        )
    for name in ("page_ms", "static_ms", "ratio", "first_paint_ms", "loaded_ms", "requests"):
        print(f"{name:24} {result.get(name)}")


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=3_000, help="requests a leg")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    options = parser.parse_args()
    result = measure(options.count, options.repeats)
    if not options.json:
        _show(result)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
