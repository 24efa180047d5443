"""The survey in chromium, under its own content policy; requests are answered by the test."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from urllib.parse import parse_qs

from msgspec import Struct, field
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from lyhord.forms.mistakes import Mistake
from lyhord.instruments.wording import in_language
from lyhord.intake.doors import Door
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.pages import SurveyPages
from lyhord.web.respondent.views import Posted, thanks_page
from tests.builders import a_place
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door

RENDERER = Renderer.load()
NEUTRAL_PAGE = a_place().neutral_page
ADDRESS = "https://lyhord.example.org/s/door"
PHONE = {"width": 360, "height": 740}


# How the next posts are answered, where it is not with thanks.
Reply = Callable[[Route], None]


class Visit(Struct):
    """One tab on the survey, and what it has posted."""

    page: Page
    posts: list[dict[str, list[str]]] = field(default_factory=list)
    mishaps: list[str] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    @property
    def context(self) -> BrowserContext:
        """The browser that the tab belongs to."""
        return self.page.context

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)


def survey_html(door: Door, language: str = "sv", *mistakes: Mistake) -> str:
    heading = "Något behöver ändras" if mistakes else ""
    back = Posted(kept={}, submission="one", version=3, errors_heading=heading, mistakes=mistakes)
    if mistakes:
        return SurveyPages(RENDERER).again(door, language, back)
    return SurveyPages(RENDERER)._head(door, language) + 'one">'


def thanks_html(door: Door, language: str = "sv") -> str:
    instrument = in_language(door.publication, language)
    words = RENDERER.catalogues.of(language)
    page = thanks_page(door, instrument, words, receipt="7K2M-9QXT-4BFA")
    return RENDERER.render("respondent/thanks.html", language=language, page=page)


@contextmanager
def visiting(
    browser: Browser,
    html: str,
    *,
    policy: str | None = None,
    before: str = "",
    other_pages: dict[str, str] | None = None,
    **options: object,
) -> Generator[Visit]:
    """Open the survey; any address but it, its thanks and the neutral page is a mishap.

    `before` is a script that runs before those of each page.
    """
    context = browser.new_context(**({"viewport": PHONE} | options))
    if before:
        context.add_init_script(before)
    visit = Visit(context.new_page())
    door = a_door(every_kind(), results_by=date(2027, 3, 1))
    allowed = policy or SurveyPages(RENDERER).policy(door)

    def answer(route: Route, request: Request) -> None:
        query = request.url.partition("?")[2]
        body = (other_pages or {}).get(query, html)
        if request.method == "POST":
            visit.posts.append(parse_qs(request.post_data or "", keep_blank_values=True))
            if visit.replies:
                return visit.replies.pop(0)(route)
            body = thanks_html(door)
        elif request.url.startswith(NEUTRAL_PAGE):
            body = "<title>Väder</title>"
        elif request.url.partition("?")[0] != ADDRESS and not request.url.endswith("favicon.ico"):
            visit.mishaps.append(request.url)
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": allowed,
        }
        return route.fulfill(body=body, headers=headers)

    context.route("**/*", answer)
    visit.page.on("pageerror", lambda error: visit.mishaps.append(str(error)))
    # an answer that refuses is a line in the console, and no mishap of the page
    visit.page.on(
        "console",
        lambda said: (
            visit.mishaps.append(said.text)
            if said.type == "error" and "Failed to load" not in said.text
            else None
        ),
    )
    visit.page.goto(ADDRESS)
    yield visit
    context.close()
    assert visit.mishaps == []


def to_question(visit: Visit, heading: str, *, begin: bool = True) -> None:
    """Walk on until a question is shown."""
    if begin:
        visit.press("Börja")
    while visit.page.get_by_role("heading", level=1).inner_text() != heading:
        visit.press("Fortsätt")


def to_check(visit: Visit) -> None:
    """Walk on to the last screen."""
    while visit.page.get_by_role("heading", level=1).inner_text() != "Kontrollera dina svar":
        visit.press("Fortsätt")
