"""A collector of traces on this machine: keeps what it is sent, as it came and as it reads."""

from collections.abc import Generator
from contextlib import contextmanager

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, Span

from tests.small_servers import Quiet, listening


class Collector:
    """What was sent to it so far."""

    def __init__(self) -> None:
        self.endpoint = ""
        self.heads: list[str] = []
        self.bodies: list[bytes] = []

    @property
    def sent(self) -> list[ResourceSpans]:
        """The spans with whose they are."""
        requests = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        return [each for request in requests for each in request.resource_spans]

    @property
    def spans(self) -> list[Span]:
        """The spans alone."""
        return [span for each in self.sent for scope in each.scope_spans for span in scope.spans]

    def holds(self, word: str) -> bool:
        """Whether this was in anything that came, headers and all."""
        in_bodies = any(word.encode() in body for body in self.bodies)
        return in_bodies or any(word in head for head in self.heads)


@contextmanager
def collector() -> Generator[Collector]:
    """A collector for as long as this is held."""

    made = Collector()

    class Take(Quiet):
        def do_POST(self) -> None:  # noqa: N802 - its name there
            length = int(self.headers["Content-Length"])
            made.heads.append(f"{self.path} {self.headers}")
            made.bodies.append(self.rfile.read(length))
            self.send_response(200)
            self.end_headers()

    with listening(Take) as port:
        made.endpoint = f"http://127.0.0.1:{port}"
        yield made
