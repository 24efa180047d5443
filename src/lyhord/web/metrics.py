"""What `/metrics` tells of a process and of the service; nothing of a round, a door or a person."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from lyhord.storage.database import Use
from lyhord.storage.health import Ended, Waiting
from lyhord.web.counted import Counted, shown
from lyhord.web.folding import Folded, crowd

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
SIZES = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0)
SIDES = (("/desk", "desk"), ("/api/", "api"), ("/s/", "door"), ("/withdraw", "door"))
METHODS = ("GET", "POST")


class Service(Struct, frozen=True, kw_only=True):
    """What only the database knows, of all processes together."""

    waiting: Waiting
    ended: tuple[Ended, ...]
    silence: float | None
    purges_overdue: int
    has_overdue_case: bool


class Metrics:
    """What one process has measured since it started."""

    def __init__(self) -> None:
        self._requests: defaultdict[tuple[str, str, str], Folded] = defaultdict(
            lambda: Folded(SECONDS)
        )
        self._sizes = Folded(SIZES)
        self._waits = Folded(SECONDS)

    def request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request by its side, its method and the first digit of its status."""
        labels = (_side(route), method if method in METHODS else "other", f"{status // 100}xx")
        self._requests[labels].add(seconds)

    def batch(self, size: int, seconds: float) -> None:
        """Count a batch of answers, and the time until it was committed."""
        self._sizes.add(size)
        self._waits.add(seconds)

    def counted(self) -> Counted:
        """What was measured, as far as it is shown."""
        return Counted(
            requests={
                # a line that came with the first visit would tell when that was
                " ".join(labels): shown(folded)
                for labels, folded in self._requests.items()
                if folded.is_shown
            },
            sizes=shown(self._sizes),
            waits=shown(self._waits),
        )


def told(counted: Counted, uses: Iterable[Use], service: Service | None) -> bytes:
    """The text that a scraper reads."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once([*_families(counted), *_pools(uses), *_service(service)]))
    return generate_latest(registry)


def _families(counted: Counted) -> Iterable[Metric]:
    """What was counted, as Prometheus has it."""
    requests = HistogramMetricFamily(
        "lyhord_request_seconds",
        "Time of requests; moves by tens.",
        labels=("side", "method", "status"),
    )
    for labels, spread in counted.requests.items():
        requests.add_metric(labels.split(), spread.buckets, spread.total)
    yield requests
    for name, told, spread in (
        ("lyhord_batch_size", "Answers written together; moves by tens.", counted.sizes),
        ("lyhord_batch_seconds", "Until a batch is committed; moves by tens.", counted.waits),
    ):
        family = HistogramMetricFamily(name, told)
        family.add_metric((), spread.buckets, spread.total)
        yield family


class _Once:
    """Families that are there already, for a registry that asks for them."""

    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _side(route: str) -> str:
    return next((side for start, side in SIDES if route.startswith(start)), "other")


def _pools(uses: Iterable[Use]) -> Iterable[Metric]:
    family = GaugeMetricFamily(
        "lyhord_pool_connections", "Connections; used from five on.", labels=("role", "state")
    )
    for use in uses:
        family.add_metric((use.role, "used"), crowd(use.used))
        family.add_metric((use.role, "most"), use.most)
    yield family


def _service(service: Service | None) -> Iterable[Metric]:
    if service is None:
        return
    for name, what, value in (
        ("lyhord_jobs_queued", "Jobs that wait.", service.waiting.queued),
        ("lyhord_jobs_running", "Jobs that are done now.", service.waiting.running),
        ("lyhord_job_oldest_seconds", "Wait of the oldest job.", service.waiting.oldest_seconds),
        ("lyhord_purges_overdue", "Rounds that a purge is late for.", service.purges_overdue),
        ("lyhord_triage_overdue", "1 where an officer is late.", service.has_overdue_case),
    ):
        yield GaugeMetricFamily(name, what, value=float(value))
    if service.silence is not None:
        what = "Since any worker was heard of."
        yield GaugeMetricFamily("lyhord_worker_silence_seconds", what, value=service.silence)
    labels = ("kind", "state")
    done = CounterMetricFamily("lyhord_jobs_ended", "Jobs that ended.", labels=labels)
    took = CounterMetricFamily("lyhord_job_seconds", "Time that they took.", labels=labels)
    for each in service.ended:
        done.add_metric((each.kind, each.state), each.n)
        took.add_metric((each.kind, each.state), each.seconds)
    yield from (done, took)
