"""Addresses that anybody may try: files, HEAD, and what no browser sends."""

import pytest

from lyhord.storage.collectors import Collector
from tests.web.desk.visiting import Client

PUBLIC = ("/healthz", "/readyz", "/withdraw", "/accessibility", "/static/tokens.css")


@pytest.mark.parametrize(
    "name",
    [
        "%00",
        "a" * 5_000,
        "%C3%A5" * 200,
        "a/" * 2_000,
        "tokens.css/x",
        "..%2fapp.py",
        "%ff",
        "",
        "nothing.css",
    ],
    ids=lambda name: name[:12],
)
async def test_a_file_that_cannot_be_is_not_there(app_client: Client, name: str) -> None:
    assert (await app_client.get(f"/static/{name}")).status_code == 404


async def test_our_own_files_are_given(app_client: Client) -> None:
    style = await app_client.get("/static/tokens.css")

    assert (style.status_code, "max-age=3600" in style.headers["cache-control"]) == (200, True)


@pytest.mark.parametrize("address", PUBLIC)
async def test_head_answers_as_get_without_a_body(app_client: Client, address: str) -> None:
    got = await app_client.get(address)
    headed = await app_client.head(address)

    assert (headed.status_code, headed.content) == (200, b"")
    for name in ("content-type", "content-length", "cache-control", "content-security-policy"):
        assert headed.headers.get(name) == got.headers.get(name)


async def test_head_of_a_survey_and_of_nothing(
    app_client: Client, open_collector: Collector
) -> None:
    survey = await app_client.head(f"/s/{open_collector.slug}")
    nothing = await app_client.head("/s/nowhere")

    assert (survey.status_code, survey.content) == (200, b"")
    assert int(survey.headers["content-length"]) > 1_000
    assert (nothing.status_code, nothing.content) == (404, b"")


async def test_head_is_not_there_where_get_is_not(app_client: Client) -> None:
    assert (await app_client.head("/api/v1/withdraw")).status_code == 405


async def test_options_still_says_what_can_be_done(
    app_client: Client, open_collector: Collector
) -> None:
    answer = await app_client.options(f"/s/{open_collector.slug}")

    assert answer.status_code == 204
    assert "GET" in answer.headers["allow"]
