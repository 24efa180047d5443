"""The proxies of `deploy/` lead where they should, and write nothing of who visits.

`make proxies` runs this, and fails where they are missing; `make test`, which may install nothing
that needs a system's package, does not.
"""

import shutil
import ssl
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from tests.deploy.proxies import HOST, Proxy, caddy, nginx

PROXIES = {"nginx": nginx, "caddy": caddy}
VISITOR = "203.0.113.9"
TOLD = {"X-Forwarded-For": VISITOR, "X-Real-IP": VISITOR, "User-Agent": "planted-agent"}
DESK = (
    *("/desk", "/desk/rounds", "/static/desk.css"),
    *("/api/v1", "/api/v1/rounds", "/api/v1/schemas/answers"),
)
DOOR = (
    *("/s/planted-slug", "/withdraw", "/results/1", "/board/planted-key/news", "/accessibility"),
    *("/api/v1/collectors/planted-slug/instrument", "/api/v1/withdraw"),
    *("/api/v1/responses/planted-receipt", "/readyz", "/try/planted-slug"),
)


@pytest.fixture(scope="module", params=sorted(PROXIES))
def proxy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Proxy]:
    name = str(request.param)
    assert shutil.which(name), f"{name} is missing: apt-get install nginx-light caddy"
    folder: Path = tmp_path_factory.mktemp(name)
    folder.chmod(0o755)
    with PROXIES[name](folder) as running:
        yield running


@pytest.fixture(scope="module")
def visitor(proxy: Proxy) -> Generator[httpx.Client]:
    """Somebody who reaches the service by its name."""
    trusted = ssl.create_default_context(cafile=proxy.folder / "fullchain.pem")
    with httpx.Client(
        base_url=proxy.address, verify=trusted, headers={"Host": HOST} | TOLD
    ) as client:
        _named(client)
        yield client


def _named(client: httpx.Client) -> None:
    def name(request: httpx.Request) -> None:
        request.extensions["sni_hostname"] = HOST

    client.event_hooks = {"request": [name]}


def test_each_side_gets_what_is_its_own(proxy: Proxy, visitor: httpx.Client) -> None:
    for behind, paths in ((proxy.desk, DESK), (proxy.door, DOOR)):
        for path in paths:
            answer = visitor.get(path, params={"q": "planted-query"})

            assert (200, "nosniff") == (
                answer.status_code,
                answer.headers.get("x-content-type-options"),
            ), path
            assert behind.heads[-1].startswith(f"{path}?q="), path


def test_nothing_behind_it_is_told_of_a_visitor(proxy: Proxy, visitor: httpx.Client) -> None:
    visitor.get("/s/planted-slug")
    visitor.get("/desk/rounds")

    for head in (proxy.door.heads[-1], proxy.desk.heads[-1]):
        assert VISITOR not in head
        assert "127.0.0.1" not in head
        assert f"Host: {HOST}" in head


def test_metrics_are_for_those_behind_it_alone(proxy: Proxy, visitor: httpx.Client) -> None:
    before = len(proxy.door.heads) + len(proxy.desk.heads)

    assert 404 == visitor.get("/metrics").status_code
    assert before == len(proxy.door.heads) + len(proxy.desk.heads)


def test_what_is_posted_passes_through_and_never_lies_on_a_disk(
    proxy: Proxy, visitor: httpx.Client
) -> None:
    survey = visitor.post("/s/planted-slug", content=b"x" * 900_000)
    table = visitor.post("/desk/rounds/1/import/file", content=b"x" * 9_900_000)

    assert (200, 200) == (survey.status_code, table.status_code)
    assert [] == [path for path in proxy.folder.rglob("*") if path.stat().st_size > 100_000]


def test_what_it_writes_tells_neither_who_nor_what_nor_when(
    proxy: Proxy, visitor: httpx.Client
) -> None:
    visitor.get("/s/planted-slug", params={"q": "planted-query"})
    visitor.post("/withdraw", content=b"receipt=planted-receipt")
    port = proxy.door.port
    wrong = proxy.written.replace(f":{port}", "")

    is_counting = "200 GET HTTP/1.1" in proxy.written

    assert is_counting == (proxy.folder / "nginx.conf").exists()
    assert [] == [
        word for word in ("planted", VISITOR, "/s/", "/withdraw", "python-httpx") if word in wrong
    ]
