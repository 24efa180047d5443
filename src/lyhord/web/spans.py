"""Spans for OpenTelemetry, sent as OTLP over HTTP; what may become one is decided in `tracing`.

Each is a trace of its own: no header from outside is read, and none is sent on. Nothing of the
machine or of the environment is told beside them.
"""

import time
from importlib.metadata import version

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import SpanKind, Status, StatusCode

from lyhord.web.tracing import Side, is_traced

# a collector that is away must not hold up a process that stops
SEND_SECONDS = 2.0
BILLION = 1_000_000_000
SERVER_ERROR = 500
DONE = "finished"


class Spans:
    """Makes a span of what is over; they are sent in the background."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("lyhord")

    def request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """A request by its template, where it may leave a span."""
        action = f"{method} {route}"
        if is_traced(action):
            told = {
                "http.request.method": method,
                "http.route": route,
                "http.response.status_code": status,
            }
            self._add(action, SpanKind.SERVER, told, seconds, is_bad=status >= SERVER_ERROR)

    def job(self, kind: str, state: str, seconds: float) -> None:
        """A job by its kind, and how it ended."""
        told: dict[str, str | int] = {"lyhord.job.kind": kind, "lyhord.job.state": state}
        self._add(f"job {kind}", SpanKind.CONSUMER, told, seconds, is_bad=state != DONE)

    def close(self) -> None:
        """Send what is left; gives up soon where nobody takes it."""
        self._provider.shutdown()

    def _add(
        self,
        name: str,
        kind: SpanKind,
        told: dict[str, str | int],
        seconds: float,
        *,
        is_bad: bool,
    ) -> None:
        ended = time.time_ns()
        began = ended - round(seconds * BILLION)
        span = self._tracer.start_span(
            name, context=Context(), kind=kind, attributes=told, start_time=began
        )
        if is_bad:
            span.set_status(Status(StatusCode.ERROR))
        span.end(end_time=ended)


def started(endpoint: str, side: Side) -> Spans:
    """Begin to send the spans of a process to the collector at this address."""
    resource = Resource(
        {
            "service.namespace": "lyhord",
            "service.name": f"lyhord-{side}",
            "service.version": version("lyhord"),
        }
    )
    provider = TracerProvider(resource=resource, sampler=ALWAYS_ON, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=SEND_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return Spans(provider)
