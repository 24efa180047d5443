"""The pages around a survey, as the service renders them, without a database behind them."""

from datetime import date
from typing import Any

from litestar.testing import RequestFactory

from lyhord.instruments.accessibility import read_statement
from lyhord.instruments.shelf import ACCESSIBILITY, surveys_folder
from lyhord.instruments.wording import in_language
from lyhord.storage.rounds import PublicRound
from lyhord.web import problems
from lyhord.web.accessibility import accessibility_page
from lyhord.web.catalogue import COMPLETE_LANGUAGES
from lyhord.web.framing import general_frame, helpful_frame, language_links
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.answering import closed
from lyhord.web.respondent.results import Standing, waiting_page
from lyhord.web.respondent.views import WithdrawPage
from tests.web.respondent.real import library, real_door
from tests.web.respondent.visits import thanks_html

RENDERER = Renderer.load(library().place)
LANGUAGES = (*COMPLETE_LANGUAGES, *problems.other_languages(RENDERER))
LONG = "Vi väntade på svar i ett halvår. " * 12


def a_request(language: str) -> Any:  # noqa: ANN401 - a request whose state nobody reads
    """A visitor who asks for a language."""
    return RequestFactory().get("/somewhere", query_params={"lang": language})


def not_found(language: str) -> str:
    return problems.page(a_request(language), 404, renderer=RENDERER).content


def closed_survey(language: str) -> str:
    door = real_door("youth")
    instrument = in_language(door.publication, language)
    kept = (("Vad skulle ha hjälpt?", LONG), ("Något annat?", LONG))
    return closed(a_request(language), door, instrument, RENDERER, kept=kept).content


def withdrawal(language: str, *, is_done: bool = False, error: str = "") -> str:
    page = WithdrawPage(
        title="Lyhörd",
        frame=general_frame(RENDERER, language),
        languages=language_links(LANGUAGES, language),
        is_done=is_done,
        error=error and RENDERER.catalogues.of(language)(error),
        typed="7K2M" if error else "",
    )
    return RENDERER.render("respondent/withdraw.html", language=language, page=page)


def results(language: str, *, is_late: bool = False) -> str:
    found = PublicRound(
        owner="Socialnämnden",
        results_by=date(2027, 3, 1),
        is_late=is_late,
        place=real_door("youth").place,
        publications=tuple(library().publications.values()),
    )
    page = waiting_page(
        Standing(round=found, reply=None, quotes=(), days=(), promise=None),
        RENDERER.catalogues.of(language),
        frame=helpful_frame(found.place, "youth", language),
        links=language_links(LANGUAGES, language),
    )
    return RENDERER.render("respondent/results.html", language=language, page=page)


def statement(language: str) -> str:
    page = accessibility_page(
        read_statement(surveys_folder(None) / ACCESSIBILITY),
        RENDERER.catalogues.of(language),
        frame=general_frame(RENDERER, language),
        languages=language_links(LANGUAGES, language),
    )
    return RENDERER.render("shared/accessibility.html", language=language, page=page)


AROUND = {
    "thanks": lambda language: thanks_html(real_door("youth"), language),
    "thanks of a child": lambda language: thanks_html(real_door("child"), language),
    "withdraw": withdrawal,
    "withdraw, refused": lambda language: withdrawal(
        language,
        error="The code is not complete, or a sign in it is wrong. Compare it with your note.",
    ),
    "withdrawn": lambda language: withdrawal(language, is_done=True),
    "results": results,
    "results, late": lambda language: results(language, is_late=True),
    "not found": not_found,
    "closed": closed_survey,
    "accessibility": statement,
}
