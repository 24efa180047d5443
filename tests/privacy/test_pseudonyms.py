"""What has a fixed form is replaced, other numbers stay, and twice is once."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.privacy.pseudonyms import PLACEHOLDERS, pseudonymise

# Phone numbers are of the range kept free for fiction, personal numbers have no right check digit
# or an impossible date, addresses are of example domains.
FOUND = [
    ("ring mig på 070-174 06 05 tack", "ring mig på [telefon] tack"),
    ("070 1740605", "[telefon]"),
    ("070/174 06 05", "[telefon]"),
    ("07 01 74 06 05", "[telefon]"),
    ("0 7 0 1 7 4 0 6 0 5", "[telefon]"),
    ("O70 174 06 05", "[telefon]"),
    ("tel 70-174 06 05", "tel [telefon]"),
    ("46701740605", "[telefon]"),
    ("+46 (0)70-174 06 05", "[telefon]"),
    ("0046 70 174 06 05", "[telefon]"),
    ("+47 123 45 678", "[telefon]"),
    ("växeln 08-465 004 12.", "växeln [telefon]."),
    ("0158\u2013123 45 eller 0701740606", "[telefon] eller [telefon]"),
    ("0701740605 9 st", "[telefon] 9 st"),
    ("٠٧٠١٧٤٠٦٠٥", "[telefon]"),
    (
        "0\ufe0f\u20e37\ufe0f\u20e30\ufe0f\u20e31\u20e37\u20e34\u20e30\u20e36\u20e30\u20e35\u20e3",
        "[telefon]",
    ),
    ("kontot 8327-9, 923 456 789-1 tack", "kontot [konto] tack"),
    ("SE35 5000 0000 0549 1000 0003", "[konto]"),
    ("bankgiro 123-4567", "bankgiro [konto]"),
    ("pg: 4 12 34-5", "pg: [konto]"),
    ("swisha till 123 456 78 90", "swisha till [konto]"),
    ("clearing 6789 och konto 123 456 789", "clearing [konto] och konto [konto]"),
    ("kortet 4571 1234 5678 9012", "kortet [konto]"),
    ("101399-1234", "[personnummer]"),
    ("19991399-1234", "[personnummer]"),
    ("20100312-1234", "[personnummer]"),
    ("2010-03-12-1234", "[personnummer]"),
    ("2010 03 12 \u2013 1234", "[personnummer]"),
    ("100312+1234", "[personnummer]"),
    ("1003121234", "[personnummer]"),
    ("201003121234", "[personnummer]"),
    ("20 100312 1234", "[personnummer]"),
    ("pnr: 0913321234", "pnr: [personnummer]"),
    ("mitt personnummer är 10 03 12 12 34", "mitt personnummer är [personnummer]"),
    ("100372-1234 har jag", "[personnummer] har jag"),
    ("mina fyra sista är 1234", "mina fyra sista är [personnummer]"),
    ("skriv till anna.b+1@example.com!", "skriv till [e-post]!"),
    ("anna @ example.org", "[e-post]"),
    ("anna (at) example.com", "[e-post]"),
    ("anna[at]example(dot)com", "[e-post]"),
    ("anna snabel-a example punkt com", "[e-post]"),
    ("anna punkt b (at) gmail", "[e-post]"),
    ("anna at example dot com", "[e-post]"),
    ("anna@gmail", "[e-post]"),
    ("anna\uff20example\uff0ecom", "[e-post]"),
    ("ma\u030ans@exa\u0308mple.com", "[e-post]"),
    ("se https://example.com/a?b=c, sen", "se [länk], sen"),
    ("(www.example.org)", "([länk])"),
    ("example.com är bra", "[länk] är bra"),
    ("gå in på exempel.se för hjälp", "gå in på [länk] för hjälp"),
    ("min.skola.se/9a", "[länk]"),
    ("@anna_b är jag", "[konto] är jag"),
    ("snap: annasnap", "snap: [konto]"),
    ("insta annainsta", "insta [konto]"),
    ("lägg till mig, snap anna.b99 då", "lägg till mig, snap [konto] då"),
    ("min insta är annainsta.", "min insta är [konto]."),
    ("jag heter annasnap på snap", "jag heter [konto] på snap"),
    ("discord anna#1234", "discord [konto]"),
    ("TikTok @anna.b.", "TikTok [konto]."),
    ("👩‍👧 0701740605 ❤️ @anna", "👩‍👧 [telefon] ❤️ [konto]"),
    ("rad ett\n0701740605\nanna@example.com", "rad ett\n[telefon]\n[e-post]"),
]
LEFT = [
    "ring 112, 1177, 116 111, 116 123, 113 13 eller 90101",
    "kvinnofridslinjen 020-50 50 50",
    "kl 08.00-16.30, 07.30 – 15.30 och 0730-1600",
    "åren 2019 2020 2021 och 2024-03-12 2025-03-12",
    "det kostar 10 000 000 1234 kr eller 0701740 kr",
    "+1 000 000 000 kr mer",
    "klass 9a, 7B och 07 08 09 10",
    "organisationsnummer 556036-0793",
    "snap är kul men insta hela dagarna är det inte",
    "min insta är privat",
    "på youtube 24/7 och insta: 20 min",
    "möte @ skolan",
    "look at me",
    "dom fattar inte.se på mig",
    "det är bra.nu vill jag gå hem",
    "vi är typ 3 pers i 9an",
    "0,123456789 och 1.000.000",
    "[telefon] 70 personer",
    "",
]
FRAGMENTS = st.sampled_from(
    [
        *(written for written, _ in FOUND),
        *LEFT,
        *PLACEHOLDERS.values(),
        *"0719+-./@#:()[]aåe\u0301 \n",
        *("se", "at", "punkt", "snap", "insta", "00", "46", "070", "20"),
        "personnummer ",
    ]
)


@pytest.mark.parametrize(("written", "expected"), FOUND)
def test_identifiers_of_a_fixed_form_are_replaced(written: str, expected: str) -> None:
    assert pseudonymise(written).text == expected


@pytest.mark.parametrize("written", LEFT)
def test_other_numbers_and_words_are_left_alone(written: str) -> None:
    assert pseudonymise(written).text == written


@pytest.mark.parametrize(("written", "expected"), FOUND)
def test_decomposed_letters_make_no_difference(written: str, expected: str) -> None:
    decomposed = unicodedata.normalize("NFD", written)

    assert unicodedata.normalize("NFC", pseudonymise(decomposed).text) == expected


def test_spans_count_code_points_of_the_original() -> None:
    done = pseudonymise("👩‍👧 e\u0301 0701740605 och anna@example.com")

    assert [span[:3] for span in done.spans] == [(7, 17, "phone"), (22, 38, "email")]


def test_a_coordination_number_has_its_own_kind() -> None:
    (span,) = pseudonymise("100372-1234").spans

    assert span[:3] == (0, 11, "samordningsnummer")


@given(st.lists(FRAGMENTS, max_size=14).map("".join))
def test_pseudonymising_twice_changes_nothing_more(text: str) -> None:
    once = pseudonymise(text).text

    assert pseudonymise(once).text == once


@given(st.text(max_size=80) | st.lists(FRAGMENTS, max_size=8).map("".join))
def test_spans_and_placeholders_rebuild_the_text(text: str) -> None:
    done = pseudonymise(text)
    rebuilt = text
    for span in reversed(done.spans):
        rebuilt = rebuilt[: span.start] + PLACEHOLDERS[span.kind] + rebuilt[span.end :]

    assert rebuilt == done.text
    assert all(
        one.end <= other.start for one, other in zip(done.spans, done.spans[1:], strict=False)
    )


@pytest.mark.parametrize(
    "piece",
    [
        "a", "0", "7 ", "a.", "@", "a@", "a at ", "snap ", "0 7", "+4", "a punkt ", "(at)", "1-",
        "www.", "a.se", "00 46 ", "0701740605 ", "@a ", "20100312-1234", "0046701740605 ",
        "e\u0301", "\n", "snap:a ", "0158-12345/", "100312-1234-10 03 12-1234-", "10-03-12 2010-",
        "heter a på snap ", "a dot b at c dot d ", "@a.b@a",
    ],
)  # fmt: skip
def test_ten_thousand_hostile_characters_are_done_at_once(piece: str) -> None:
    """A pattern that backtracks needs minutes here, so the run itself would show it."""
    hostile = (piece * 10_000)[:10_000]

    assert pseudonymise(pseudonymise(hostile).text).text == pseudonymise(hostile).text
