"""A pasted list of doors: what it asks for, and what is wrong with it, line by line."""

import pytest

from lyhord.collecting.lists import Defaults, Fault, Listed, Surroundings, key_of, read

PLACES = {"gnesta": "gnesta", "trosa": "trosa", "nykoping": "nykoping", "nyköping": "nykoping"}
AROUND = Surroundings(
    municipalities=PLACES,
    languages={"youth": {"sv": "sv", "ar": "ar", "arabiska": "ar"}, "guardian": {"sv": "sv"}},
    existing=frozenset({key_of("Frejaskolan", "gnesta", "youth", "open", None)}),
)
YOUTH = Defaults(audience="youth")


def listed(text: str, defaults: Defaults = YOUTH) -> Listed:
    return read(text, defaults, AROUND)


def faults(text: str, defaults: Defaults = YOUTH) -> list[tuple[int, str, str]]:
    return [(each.number, each.code, each.value) for each in listed(text, defaults).faults]


@pytest.mark.parametrize("separator", ["\t", ";", ","])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n"])
def test_lines_without_headings_are_read_in_the_order_of_the_columns(
    separator: str, start: str
) -> None:
    cells = ("Nyköpings gymnasium", "Nyköping", "ungdomar", "lektion", "Arabiska", "koder")
    found = listed(start + separator.join(cells) + "\r\n")
    (line,) = found.lines

    assert found.faults == ()
    assert (line.name, line.municipality, line.audience) == (cells[0], "nykoping", "youth")
    assert (line.setting, line.language, line.mode) == ("lektion", "ar", "codes")


def test_headings_may_come_in_any_order_and_the_rest_is_what_holds_for_all() -> None:
    found = listed("Målgrupp;Namn\nvårdnadshavare;BVC Trosa\n;Ungdomsgården\n")

    assert [(line.name, line.audience) for line in found.lines] == [
        ("BVC Trosa", "guardian"),
        ("Ungdomsgården", "youth"),
    ]


def test_a_separator_within_quotes_parts_nothing() -> None:
    (line,) = listed('"Alfa, Beta och Gamma";Trosa').lines

    assert line.name == "Alfa, Beta och Gamma"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", (1, "nothing", "")),
        ("\n ; ;\n", (1, "nothing", "")),
        ("namn;kommun\n", (1, "nothing", "")),
        ("namn;skostorlek\nA;42", (1, "unknown_column", "skostorlek")),
        ("namn;skola\nA;B", (1, "twice_column", "skola")),
        ("A;Trosa\nB,Gnesta", (2, "separator", "")),
        ("A;Trosa\nB\tGnesta", (2, "separator", "")),
        ("A;Trosa;;;;;sju", (1, "columns", "6")),
        ('A;Trosa\n"B;Gnesta', (2, "columns", "6")),
        ("A;Trosa\nHÃ¥kanskolan;Gnesta", (2, "letters", "Ã¥")),
        ("A;Trosa\nSk\ufffdlan;Gnesta", (2, "letters", "\ufffd")),
        ("A;Trosa\nB\x00;Gnesta", (2, "letters", "'B\\x00'")),
        ("A;Trosa\nB\u202eX;Gnesta", (2, "letters", "'B\\u202eX'")),
        ("A;Trosa\n;Gnesta", (2, "no_name", "")),
        ("x" * 101, (1, "long", "x" * 20 + "…")),
        ("A;Stockholm", (1, "unknown_municipality", "Stockholm")),
        ("A;;kommunal chef", (1, "unknown_audience", "kommunal chef")),
        ("A;;barn", (1, "unknown_audience", "barn")),
        ("A;;;;klingonska", (1, "unknown_language", "klingonska")),
        ("A;;vårdnadshavare;;ar", (1, "unknown_language", "ar")),
        ("A;;;;;brevduva", (1, "unknown_mode", "brevduva")),
        ("A;Trosa\nB;Trosa\n a ; TROSA", (3, "twice", "1")),
        ("frejaskolan;gnesta", (1, "exists", "frejaskolan")),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, found: tuple[int, str, str]) -> None:
    assert faults(text) == [found]


def test_every_mistake_is_told_at_once() -> None:
    assert [(2, "no_name"), (2, "unknown_municipality"), (3, "unknown_mode")] == [
        (number, code) for number, code, _ in faults("A;Trosa\n;Månen\nC;;;;;röksignal")
    ]


def test_whom_a_door_asks_is_not_guessed() -> None:
    assert faults("A;Trosa", Defaults()) == [(1, "no_audience", "")]


def test_the_same_name_is_another_door_elsewhere_or_for_others() -> None:
    text = "Frejaskolan;trosa\nFrejaskolan;gnesta;guardian\nFrejaskolan;gnesta;;;ar"

    assert (len(listed(text).lines), listed(text).faults) == (3, ())


def test_a_list_has_an_end() -> None:
    assert faults("\n".join(f"Skola {n}" for n in range(501))) == [(501, "too_many", "")]
    assert len(listed("\n".join(f"Skola {n}" for n in range(500))).lines) == 500


def test_who_works_for_one_municipality_names_it() -> None:
    around = Surroundings(
        municipalities={"trosa": "trosa"},
        languages={"youth": {}},
        must_name_municipality=True,
    )

    assert read("A\nB;gnesta\nC;trosa", YOUTH, around).faults == (
        Fault(number=1, code="no_municipality"),
        Fault(number=2, code="unknown_municipality", value="gnesta"),
    )
