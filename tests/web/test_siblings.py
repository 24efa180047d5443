"""What `/metrics` tells is of all web processes of a command, whichever is asked."""

import re
from pathlib import Path

import httpx
import msgspec

from lyhord.commands.serving import shared_counts, to_environment
from lyhord.settings import Settings, from_environment
from lyhord.web.folding import STEP
from lyhord.web.metrics import Metrics, told
from lyhord.web.siblings import Siblings
from tests.builders import SECRET
from tests.faults.services import free_port, is_ready, ours, service, wait_until

TOKEN = "a token for tests, long enough"
COUNT = re.compile(r'lyhord_request_seconds_count\{method="GET",side="other",status="4xx"\} (\S+)')
SENT = 8 * STEP


def visited(metrics: Metrics, n: int, *, status: int = 200) -> None:
    for _ in range(n):
        metrics.request(route="/s/{slug}", method="GET", status=status, seconds=0.02)
        metrics.batch(3, 0.3)


def test_each_tells_the_sum_of_all_and_of_those_that_died(tmp_path: Path) -> None:
    first, second, dead = (Metrics() for _ in range(3))
    one, other, gone = (Siblings(each, tmp_path) for each in (first, second, dead))
    visited(dead, STEP, status=404)
    gone.together()
    visited(first, 2 * STEP)
    one.together()
    visited(second, STEP + STEP - 1)
    told_ = other.together()

    assert told_ == one.together()
    assert 3 * STEP == told_.requests["door GET 2xx"].buckets[-1][1]
    assert STEP == told_.requests["door GET 4xx"].buckets[-1][1]
    assert ("2.0", 0.0) in told_.sizes.buckets
    assert ("5.0", 4.0 * STEP) in told_.sizes.buckets
    assert round(0.02 * 3 * STEP, 6) == round(told_.requests["door GET 2xx"].total, 6)


def test_no_count_goes_back_when_another_is_asked(tmp_path: Path) -> None:
    metrics = Metrics(), Metrics()
    siblings = [Siblings(each, tmp_path) for each in metrics]
    seen: list[float] = []
    for turn in range(12):
        visited(metrics[turn // 3 % 2], STEP)
        seen.append(siblings[turn % 2].together().sizes.buckets[-1][1])

    assert sorted(seen) == seen


def test_counts_move_by_tens_in_the_folder_too(tmp_path: Path) -> None:
    metrics = Metrics()
    siblings = Siblings(metrics, tmp_path)
    siblings.together()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    visited(metrics, STEP - 1)
    siblings.together()

    assert before == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


def test_a_folder_that_is_gone_is_made_again_or_done_without(tmp_path: Path) -> None:
    metrics = Metrics()
    visited(metrics, STEP)
    again = Siblings(metrics, tmp_path / "gone")
    without = Siblings(metrics, tmp_path / "neither" / "nor")

    assert again.together() == without.together() == Siblings(metrics, None).together()
    assert b'status="2xx"' in told(without.together(), (), None)


def test_several_processes_get_a_folder_and_one_does_not() -> None:
    with shared_counts(Settings(secret=SECRET), 1) as alone:
        assert alone.metrics_dir is None
    with shared_counts(Settings(secret=SECRET), 2) as several:
        folder = several.metrics_dir
        assert folder is not None
        assert folder.is_dir()
        assert 0o700 == folder.stat().st_mode & 0o777
        assert several == from_environment(to_environment(several))

    assert not folder.exists()


def test_two_web_processes_tell_the_same(settings: Settings, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = ours("serve", "--no-worker", "--part", "door", "--port", str(port), "--workers", "2")
    watched = msgspec.structs.replace(settings, metrics_token=TOKEN)
    # a connection for each request, so that either process may be met
    visitor = httpx.Client(base_url=address, headers={"Connection": "close"}, timeout=60)
    with service(command, to_environment(watched), tmp_path / "log") as web, visitor:
        wait_until(lambda: is_ready(address) and len(web.children) > 1, "it is not ready")
        for _ in range(SENT):
            visitor.get("/nothing")

        def counted() -> float:
            answer = visitor.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
            found = COUNT.search(answer.text)
            return float(found[1]) if found else 0.0

        # each tells the other within seconds
        wait_until(lambda: counted() >= SENT - STEP, "their counts are not summed")
        seen = [counted() for _ in range(10)]

    # each holds back nine at most
    assert {*seen} <= {SENT - STEP, SENT}
    assert sorted(seen) == seen
