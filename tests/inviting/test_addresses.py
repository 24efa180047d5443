"""Lists of addresses as people have them: read by line, whatever stands beside, faults named."""

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lyhord.errors import BadInputError
from lyhord.inviting.addresses import MOST_ADDRESSES, read, text_of
from lyhord.privacy import invitations

A, B = "anna@example.org", "bo.b@sub.example.com"


@pytest.mark.parametrize(
    "text",
    [
        f"{A}\n{B}",
        f"E-post\r\n{A}\r\n{B}\r\n",
        f"Namn;E-post;Enhet\nAnna;{A};BUP\nBo;{B};Skola",
        f"\ufeffe-mail,name\n{A},Anna\n{B},Bo",
        f"Anna Ek <{A}>; Bo <{B}>",
        f"{A}; {B};",
        f'"{A}"\t1\n\n\n"{B}"\t2\n',
        f"mailto:{A}\n  {B}  ",
    ],
)
def test_addresses_are_found_whatever_stands_beside(text: str) -> None:
    found = read(text)

    assert ((A, B), ()) == (found.addresses, found.faults)


def test_what_is_no_address_is_told_by_line() -> None:
    text = f"{A}\nbo@\nåsa@example.org\nbara text 7\nx@y..se\n{B}"

    assert [
        (2, "invalid"),
        (3, "invalid"),
        (4, "no_address"),
        (5, "invalid"),
    ] == [(each.number, each.code) for each in read(text).faults]


def test_an_address_that_stands_twice_is_kept_once() -> None:
    found = read(f"{A}\n{B}\n{A.upper()}\n")

    assert ((A, B), [(3, 1)]) == (
        found.addresses,
        [(each.number, each.first) for each in found.again],
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "nothing"), (" \n;;\n", "nothing"), ("rubrik", "nothing")],
)
def test_an_empty_list_says_so(text: str, code: str) -> None:
    assert [code] == [each.code for each in read(text).faults]


def test_too_long_a_list_is_refused_at_once() -> None:
    found = read("x\n" * (MOST_ADDRESSES + 5))

    assert ((), ["too_many"]) == (found.addresses, [each.code for each in found.faults])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_a_file_is_read_in_the_letters_it_has(encoding: str) -> None:
    content = f"Namn;E-post\nÅsa Öberg;{A}\n".encode(encoding)

    assert (A,) == read(text_of("lista.csv", content)).addresses


def test_a_spreadsheet_is_read() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([("Namn", "E-post"), ("Åsa", A), ("Bo", B)]):
            sheet.write_row(row, 0, cells)

    assert (A, B) == read(text_of("lista.xlsx", target.getvalue())).addresses


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lista.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("lista.xlsx", b"PK\x03\x04not a workbook"),
        ("lista.txt", b"PK\x03\x04" + b"\0" * 500),
    ],
)
def test_what_is_no_list_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(BadInputError):
        text_of(name, content)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fall(text: str) -> None:
    found = read(text)

    assert all(invitations.normalise(each) == each for each in found.addresses)


@given(st.text(max_size=60))
def test_a_token_is_known_for_its_own_address_alone(text: str) -> None:
    secret = b"s" * 32
    token = invitations.token_of(secret, A)

    assert invitations.hash_of_token(secret, token) == invitations.hash_of(secret, A.upper())
    assert invitations.hash_of_token(secret, text) is None
    assert invitations.hash_of_token(b"t" * 32, token) is None


@pytest.mark.parametrize(
    "typed",
    ["a@b", "@example.org", "a b@example.org", "a@exam ple.org", "a@-x.org", "a\n@example.org",
     "a@example.org\nBcc: b@example.org", "a" * 65 + "@example.org", "a@1.2", "a@@example.org",
     "\u017fven@example.org", "\u212aalle@example.org"],
)  # fmt: skip
def test_what_cannot_be_sent_to_is_no_address(typed: str) -> None:
    assert invitations.normalise(typed) is None


def test_a_domain_with_letters_of_its_own_is_sent_to_as_computers_write_it() -> None:
    assert invitations.normalise("info@sörmland.example.org") == (
        "info@xn--srmland-90a.example.org"
    )
