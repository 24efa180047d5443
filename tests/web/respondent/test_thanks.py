"""The thank-you page is laid out once and given to each with a receipt of their own."""

from datetime import date

from msgspec.structs import replace

from lyhord.web.respondent.pages import SurveyPages
from lyhord.web.respondent.views import thanks_page
from tests.builders import an_instrument
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import RENDERER, thanks_html

MINE, THEIRS = "7K2M-9QXT-4BFA", "ABCD-EFGH-JKMN"


def test_each_gets_the_page_that_would_be_rendered_for_them_alone() -> None:
    door, pages = a_door(an_instrument()), SurveyPages(RENDERER)
    shown = [pages.thanks(door, "sv").to(receipt) for receipt in (THEIRS, MINE)]

    assert shown[1] == thanks_html(door)
    assert "7 K 2 M , 9 Q X T" in shown[1]
    assert THEIRS in shown[0]
    assert THEIRS not in shown[1]


def test_what_the_page_says_is_never_that_of_another_door_or_another_day() -> None:
    door, pages = a_door(an_instrument()), SurveyPages(RENDERER)
    first = pages.thanks(door, "sv")
    instrument = replace(door.publication.instrument, ending=("Hej då",))
    others = [
        replace(door, publication=replace(door.publication, instrument=instrument)),
        replace(door, place=replace(door.place, name="Annan plats", help_lines=())),
        replace(door, results_by=date(2027, 1, 31)),
        replace(door, slug="another"),
    ]

    assert pages.thanks(replace(door), "sv") is first
    for other in others:
        words = RENDERER.catalogues.of("sv")
        page = thanks_page(other, other.publication.instrument, words, receipt=MINE)
        own = RENDERER.render("respondent/thanks.html", language="sv", page=page)
        assert pages.thanks(other, "sv").to(MINE) == own
    assert pages.thanks(door, "en").to(MINE) == thanks_html(door, "en")
