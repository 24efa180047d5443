"""Posts that no browser sends: refused calmly, nothing half stored."""

import uuid
from urllib.parse import quote_plus, urlencode

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.storage.collectors import Collector
from tests.web.respondent.standing import Standing
from tests.web.respondent.submitting import fields_of

Client = AsyncTestClient[Litestar]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MANY = urlencode({f"field{number}": "x" for number in range(10_000)})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"wish=" + b"x" * 10_000_000, 413),
        (b"wish=%FF%FE", 400),
        (b"wish=\xff", 400),
        (b"wish=%ED%A0%80", 400),
        (b"wish=hej%00", 422),
        (b"%00=%00", 422),
        (MANY.encode(), 400),
        (urlencode([("municipality", "gnesta")] * 1_900).encode(), 422),
        (urlencode([("municipality", "gnesta")] * 10_000).encode(), 400),
        (b"wish=" + quote_plus("å" * 10_001).encode(), 422),
        (b"&&&===;;;", 422),
        (b"%", 422),
        (b"version=" + b"9" * 5_000 + b"&wish=", 422),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_a_hostile_form_is_refused_in_a_page_and_stores_nothing(
    standing: Standing,
    body: bytes,
    status: int,
) -> None:
    answer = await standing.client.post(f"/s/{standing.collector.slug}", content=body, headers=FORM)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Traceback" not in answer.text
    assert await standing.responses() == 0


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "x"])
async def test_another_content_type_is_refused(standing: Standing, kind: str) -> None:
    headers = {"Content-Type": kind, "Accept": "text/html"}

    answer = await standing.client.post(
        f"/s/{standing.collector.slug}", content=b"{}", headers=headers
    )

    assert answer.status_code == 415


@pytest.mark.parametrize("slug", ["..%2f..%2fetc%2fpasswd", "%00", "å" * 300, "'; drop table x --"])
async def test_an_odd_address_is_just_not_there(standing: Standing, slug: str) -> None:
    answer = await standing.client.get(f"/s/{slug}", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert "Traceback" not in answer.text


async def test_a_language_that_is_not_offered_is_answered_in_the_first(
    standing: Standing,
) -> None:
    page = await standing.client.get(
        f"/s/{standing.collector.slug}?lang=%22%3E%3Cscript%3E",
        headers={"Accept-Language": ";;q=x,*"},
    )

    assert page.status_code == 200
    assert '<html lang="sv"' in page.text


async def test_markup_in_answers_is_kept_and_harmless(
    standing: Standing,
) -> None:
    text = "<script>alert(1)</script>{{7*7}}${7*7}<img src=x onerror=alert(1)>"
    posted = {"wish": text, "municipality": text, "submission": text, "language": text}

    page = await standing.client.post(f"/s/{standing.collector.slug}", data=posted)

    assert page.status_code == 422
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert fields_of(page.text)["wish"] == [text]


async def test_no_answer_address_or_code_reaches_the_log(
    app_client: Client,
    open_collector: Collector,
    capsys: pytest.CaptureFixture[str],
) -> None:
    marker = f"marker{uuid.uuid4().hex}"
    address = f"/s/{open_collector.slug}?from={marker}"
    headers = {"User-Agent": marker, "Referer": marker, "X-Forwarded-For": marker}

    await app_client.post(address, data={"wish": marker}, headers=headers)
    await app_client.post(address, data={"municipality": marker}, headers=headers)
    await app_client.post(address, content=b"{}", headers=headers | {"Content-Type": marker})
    await app_client.get(f"/s/{marker}")
    await app_client.post("/withdraw", data={"receipt": marker})

    logged = capsys.readouterr().err
    assert logged.count('"event": "request"') == 5
    assert '"route": "/s/{slug}"' in logged
    assert marker not in logged
    assert open_collector.slug not in logged
