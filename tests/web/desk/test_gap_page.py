"""What is said of disagreements: two sides at one scale, a quote or why there is none."""

from lyhord.disclosing import Quote
from lyhord.privacy.cells import exact
from lyhord.web.catalogue import Catalogues
from lyhord.web.desk.gap_page import FIRST_ROWS, SHARPEST, Gaps, Quotes, gaps_told
from lyhord.web.desk.wording import Wording
from tests.test_comparing import a_theme, gaps


def told(number: int = 1, *, quotes: Quotes | None = None, is_whole: bool = True) -> Gaps:
    """What is said of so many themes of which young people wrote far less."""
    found = gaps(
        *(a_theme(f"t{n}", youth=exact(20 - n), guardian=exact(60)) for n in range(number)),
        a_theme("few", youth=exact(0), guardian=exact(40)),
    )
    wording = Wording(Catalogues.load().of("sv"))
    return gaps_told(wording, found, quotes or {}, is_whole=is_whole)


def test_each_side_is_drawn_at_the_scale_of_all_and_quoted_where_it_may_be() -> None:
    quote = Quote(text="Vi väntade", language="sv", audience="guardian")
    first = told(quotes={("t0", "guardian"): quote}).sharpest[0]

    assert [side.audience for side in first.parties] == ["guardian", "youth"]
    assert [side.row.text for side in first.parties] == ["60\xa0%", "10\xa0%"]
    assert [side.row.portion for side in first.parties] == [85.7, 14.3]
    assert [side.quotes[0].speaker for side in first.parties] == ["Vårdnadshavare", "Ungdom"]


def test_a_side_without_a_quote_says_why() -> None:
    whole = {each.name: each.parties for each in told().sharpest}
    part = {each.name: each.parties for each in told(is_whole=False).sharpest}

    assert "så få vårdnadshavare skrev om det" in whole["t0"][0].why_not
    assert part["t0"][0].why_not == "Citat visas bara för hela omgången."


def test_the_sharpest_stand_first_and_long_tables_go_on_below() -> None:
    found = told(14)

    assert len(found.sharpest) == SHARPEST
    assert [len(found.rows), len(found.rest), found.count] == [FIRST_ROWS, 5, 15]
    assert found.summary == "15 teman, 15 med tydlig skillnad"
    assert found.more == "6 tydliga skillnader till är markerade i tabellen."
