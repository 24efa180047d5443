"""The proxies of `deploy/` as processes on this machine, before two small servers that tell."""

import socket
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec import Struct

from tests.faults.services import Service, free_port, service, wait_until
from tests.small_servers import Quiet, listening

DEPLOY = Path(__file__).parents[2] / "deploy"
HOST = "lyhord.exempel.se"


class Behind(Struct):
    """A side as the proxy sees it, and what it was asked."""

    port: int
    heads: list[str] = []


class Proxy(Struct):
    """A proxy that runs: where it listens, and what lies behind and beside it."""

    address: str
    door: Behind
    desk: Behind
    folder: Path
    process: Service

    @property
    def written(self) -> str:
        """All that it wrote: its logs, and what it printed."""
        logs = [path.read_text("utf-8", "replace") for path in self.folder.glob("*log*")]
        return "\n".join([*logs, self.process.told])


@contextmanager
def side() -> Generator[Behind]:
    """A server that answers everything with the head of what it was asked."""

    class Tell(Quiet):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # noqa: N802 - its name there
            told.heads.append(f"{self.path}\n{self.headers}")
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(b"ok")

        do_POST = do_GET  # noqa: N815 - its name there

    told = Behind(0)
    with listening(Tell) as told.port:
        yield told


@contextmanager
def nginx(folder: Path) -> Generator[Proxy]:
    """`nginx.conf` with this machine's ports, certificate and folders."""
    with side() as door, side() as desk:
        port, plain = free_port(), free_port()
        certificate(folder)
        site = _changed(
            (DEPLOY / "nginx.conf").read_text(),
            {
                "127.0.0.1:8000": f"127.0.0.1:{door.port}",
                "127.0.0.1:8001": f"127.0.0.1:{desk.port}",
                "listen 443": f"listen {port}",
                "[::]:443": f"[::1]:{port}",
                "listen 80": f"listen {plain}",
                "[::]:80": f"[::1]:{plain}",
                "/etc/ssl/lyhord": str(folder),
                "/var/log/nginx": str(folder),
            },
        )
        whole = f"""
            daemon off; pid {folder}/pid; error_log {folder}/main.log crit;
            events {{ }}
            http {{
              client_body_temp_path {folder}/bodies; proxy_temp_path {folder}/answers;
              {site}
            }}"""
        (folder / "nginx.conf").write_text(whole)
        command = ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")]
        with _running(command, folder, port) as process:
            yield Proxy(f"https://127.0.0.1:{port}", door, desk, folder, process)


@contextmanager
def caddy(folder: Path) -> Generator[Proxy]:
    """`Caddyfile` with this machine's ports and certificate."""
    with side() as door, side() as desk:
        port = free_port()
        certificate(folder)
        keys = f"\n\ttls {folder}/fullchain.pem {folder}/privkey.pem"
        site = _changed(
            (DEPLOY / "Caddyfile").read_text(),
            {
                "desk:8001": f"127.0.0.1:{desk.port}",
                "door:8000": f"127.0.0.1:{door.port}",
                "{$LYHORD_HOST:lyhord.exempel.se} {": f"https://{HOST}:{port} {{{keys}",
                "{\n\tlog {": "{\n\tadmin off\n\tauto_https off\n\tlog {",
            },
        )
        (folder / "Caddyfile").write_text(site)
        command = ["caddy", "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]
        with _running(command, folder, port) as process:
            yield Proxy(f"https://127.0.0.1:{port}", door, desk, folder, process)


def certificate(folder: Path) -> None:
    """A certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _changed(text: str, changes: dict[str, str]) -> str:
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after)
    return text


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Generator[Service]:
    with service(command, {"HOME": str(folder)}, folder / "printed.log") as process:
        wait_until(
            lambda: process.has_ended() or _listens(port), f"it does not start: {process.told}"
        )
        assert not process.has_ended(), process.told
        yield process


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
