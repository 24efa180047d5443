# pyright: reportUnknownMemberType=false
"""Measure one analysis of made-up answers by one process, and with the workers of a scheduler.

Workers are processes of this machine, so that more of them than cores show what handing out costs,
not what more machines bring. The last line is a JSON object; `ratio` is wall seconds with workers /
alone.
"""

import argparse
import json
import logging
import multiprocessing
import resource
import time
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from distributed import Client, LocalCluster

from codebooks import Figures
from lyhord_themes import ThemeFinder, at_scheduler
from lyhord_themes.findings import Findings
from trials import answers


def used() -> tuple[float, float]:
    """Tell the CPU seconds of this process, and the megabytes it held at the most."""
    return time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fitted(n: int, *, fast: bool) -> tuple[Findings, Figures]:
    """Find themes among made-up answers, and tell what that took of this process."""
    texts = answers(n)
    start, begun = time.perf_counter(), time.process_time()
    found = ThemeFinder(n_themes=20, fast=fast).fit(texts).findings_
    seconds, megabytes = used()
    figures = {"wall": time.perf_counter() - start, "cpu": seconds - begun, "mb": megabytes}
    return found, figures


def alone(n: int, fast: bool) -> tuple[Findings, Figures]:  # noqa: FBT001  handed to another process
    """Do it in this process."""
    return fitted(n, fast=fast)


def helped(n: int, fast: bool, workers: int) -> tuple[Findings, Figures]:  # noqa: FBT001  the same
    """Do it with worker processes of this machine; `workers_mb` is of the largest of them."""
    with cluster(workers) as address, Client(address) as client:
        before = sum(seconds for seconds, _ in of_workers(client))
        with at_scheduler(address):
            found, figures = fitted(n, fast=fast)
        there = of_workers(client)
        after, megabytes = sum(seconds for seconds, _ in there), max(mb for _, mb in there)
    return found, {**figures, "workers_cpu": after - before, "workers_mb": megabytes}


def of_workers(client: Any) -> list[tuple[float, float]]:  # noqa: ANN401  an asynchronous one has other types
    """Tell what each worker has used."""
    return list(client.run(used).values())


@contextmanager
def cluster(workers: int) -> Generator[str]:
    """Run a scheduler with workers of one thread each."""
    made: Any = LocalCluster  # its own types are those of its asynchronous use
    with made(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    ) as here:
        yield str(here.scheduler_address)


def main() -> None:
    """Print both, and whether they found the same; then everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--made-up", type=int, default=300_000, metavar="N", help="answers [300000]"
    )
    parser.add_argument("--workers", type=int, default=2, help="worker processes [2]")
    parser.add_argument("--fast", action="store_true", help="the quick way")
    given = parser.parse_args()
    apart = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=apart, max_tasks_per_child=1) as pool:
        one, by_one = pool.submit(alone, given.made_up, given.fast).result()
        two, by_two = pool.submit(helped, given.made_up, given.fast, given.workers).result()
    found = {"alone": by_one, f"{given.workers} workers": by_two}
    for name, figures in found.items():
        print(f"{name:12}", *(f"{key} {value:<9.1f}" for key, value in figures.items()))
    print("the same findings" if one == two else "OTHER FINDINGS")
    ratio = round(by_two["wall"] / by_one["wall"], 2)
    print(json.dumps({**found, "same": one == two, "ratio": ratio}))


if __name__ == "__main__":
    main()
