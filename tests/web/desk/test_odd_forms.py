"""Forms at the desk that no browser sends, by visitors whom nobody knows: refused, never a 500."""

import pytest

from lyhord.web.desk.form_tokens import TOKEN
from tests.web.desk.visiting import Client, DeskClient, token_in

URL_ENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
SIGN_IN = "/desk/sign-in"


def part(name: str, value: bytes, *, file: str = "") -> bytes:
    file = f'; filename="{file}"' if file else ""
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + value + b"\r\n--b--\r\n"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (MULTIPART, part("email", b"\xff\xfe")),
        (MULTIPART, part(TOKEN, b"x", file="x.txt")),
        (MULTIPART, b""),
        ("multipart/form-data", b"x"),
        ("multipart/form-data", b""),
        ("application/json", b"{"),
        ("text/plain", b"x"),
        ("\xff", b"x"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_only_plain_forms_are_read(
    client: Client, method: str, kind: str, body: bytes
) -> None:
    headers = {b"Content-Type": kind.encode("latin-1")}
    answer = await client.request(method, SIGN_IN, content=body, headers=headers)

    assert answer.status_code == 415
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("body", [b"email=%FF%FE", b"email=\xff", b"a=&" * 3_000])
async def test_a_form_that_cannot_be_read_is_refused(client: Client, body: bytes) -> None:
    answer = await client.post(SIGN_IN, content=body, headers={"Content-Type": URL_ENCODED})

    assert answer.status_code == 400


@pytest.mark.parametrize("field", ["email", "password", "next"])
@pytest.mark.parametrize("text", ["\0", "\u202e", "x" * 5_000])
async def test_odd_texts_sign_nobody_in(client: Client, field: str, text: str) -> None:
    page = await client.get(SIGN_IN)
    posted = {"email": "a@exempel.se", "password": "fel", "next": "", TOKEN: token_in(page.text)}
    answer = await client.post(SIGN_IN, data=posted | {field: text}, follow_redirects=False)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("language", "heading", "advice"),
    [
        ("sv", "Sidan var för gammal", "ladda om"),
        ("en", "The page was too old", "reload the page"),
    ],
)
@pytest.mark.parametrize("token", [None, "", "f" * 128, "å" * 128])
async def test_an_old_page_says_what_to_do(
    client: Client, language: str, heading: str, advice: str, token: str | None
) -> None:
    await client.get(SIGN_IN)
    posted = {"email": "a@exempel.se"} | ({} if token is None else {TOKEN: token})
    answer = await client.post(f"{SIGN_IN}?lang={language}", data=posted)

    assert answer.status_code == 403
    assert heading in answer.text
    assert advice in answer.text


@pytest.mark.parametrize("name", [b"X-CSRFToken", b"Cookie"])
async def test_a_token_in_other_letters_is_an_old_one(client: Client, name: bytes) -> None:
    page = await client.get(SIGN_IN)
    form = next(iter(page.cookies))
    value = f"{form}={'å' * 128}" if name == b"Cookie" else "å" * 128
    client.cookies.clear()
    answer = await client.post(
        SIGN_IN, data={TOKEN: token_in(page.text)}, headers={name: value.encode("latin-1")}
    )

    assert answer.status_code == 403


async def test_a_role_that_may_not_is_no_old_page(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    answer = await client.get(
        "/desk/rounds/00000000-0000-0000-0000-000000000000/paper?audience=youth&lang=sv"
    )

    assert answer.status_code == 403
    assert "för gammal" not in answer.text


@pytest.mark.parametrize("address", ["/desk", "/desk/"])
async def test_the_bare_address_leads_to_the_rounds(client: Client, address: str) -> None:
    answer = await client.get(address, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/rounds")
