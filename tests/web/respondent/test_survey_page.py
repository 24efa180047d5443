"""The survey as one page: what is on it, and what it posts."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord.forms.mistakes import Mistake, Mistakes
from lyhord.forms.parsing import parse_form
from lyhord.forms.values import plain
from lyhord.instruments.definition import Audience, Translation
from lyhord.instruments.flow import Answers
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.pages import SurveyPages, tail
from lyhord.web.respondent.views import Posted
from tests.forms.instruments import every_kind
from tests.instruments.strategies import answers_to, instruments
from tests.web.respondent.doors import a_door
from tests.web.respondent.submitting import fields_of

RENDERER = Renderer.load()
ENGLISH = Translation(language="en", texts={"title": "All at once"})


def pages() -> SurveyPages:
    return SurveyPages(RENDERER)


def back_with(kept: dict[str, list[str]], *mistakes: Mistake) -> Posted:
    return Posted(kept=kept, submission="one", version=2, errors_heading="Ändra", mistakes=mistakes)


async def html_of(door: object = None, language: str = "sv") -> str:
    shown = door or a_door(every_kind())
    page = await pages().fresh(shown, language)
    return page.body("identity", tail("the-submission")).decode()


async def test_a_fresh_page_posts_its_version_language_and_submission_and_nothing_else() -> None:
    posted = {name: texts for name, texts in fields_of(await html_of()).items() if any(texts)}

    assert posted == {"version": ["3"], "language": ["sv"], "submission": ["the-submission"]}


async def test_every_question_and_option_is_on_the_page() -> None:
    html = await html_of()

    instrument = every_kind()
    texts = [question.text for question in instrument.questions]
    texts += ["Natet", "Jag blev lyssnad på.", "Stämmer helt", "Läs först.", "Alla frågor"]
    assert [text for text in texts if text not in html] == []


async def test_what_the_door_has_preset_is_not_asked() -> None:
    html = await html_of(a_door(every_kind(), presets={"sought": "no"}))

    assert "Bad du om hjälp?" not in html
    assert '"sought",{"sought":["no"]}]]' in html


async def test_the_page_is_marked_with_its_language() -> None:
    html = await html_of(a_door(every_kind(), translations=(ENGLISH,)), "en")

    assert '<html lang="en" dir="ltr">' in html
    assert "<title>All at once</title>" in html
    assert 'lang="en" aria-current="true">English</a>' in html
    assert '<a href="?lang=sv" lang="sv">Svenska</a>' in html


async def test_an_arabic_page_is_written_from_right_to_left() -> None:
    arabic = Translation(language="ar", texts={"title": "كيف حالك؟"})

    html = await html_of(a_door(every_kind(), translations=(arabic,)), "ar")

    assert '<html lang="ar" dir="rtl">' in html


@pytest.mark.parametrize(
    ("audience", "exits"), [("child", 1), ("youth", 1), ("guardian", 1), ("professional", 0)]
)
async def test_those_who_may_need_to_leave_quickly_can(audience: Audience, exits: int) -> None:
    html = await html_of(a_door(every_kind(audience=audience), audience=audience))

    assert html.count(">Lämna sidan snabbt</a>") == exits


async def test_help_lines_can_be_called_from_the_page() -> None:
    assert '<a href="tel:116111">116 111</a>' in await html_of()


async def test_nothing_is_asked_of_any_other_host() -> None:
    html = await html_of()

    links = re.findall(r"<(?:link|img|iframe|video|object|script)[^>]+(?:src|href)=[^>]+", html)
    assert links == ['<link rel="icon" href="data:,"']
    assert re.findall(r"url\(|@import", html) == []


async def test_a_text_of_the_instrument_cannot_become_markup() -> None:
    text = "</script><script>alert(1)</script><!-- {{ 7*7 }} &amp;"
    instrument = every_kind(title=text, introduction=[text])

    html = await html_of(a_door(instrument, presets={"who": text}))

    assert "<script>alert" not in html
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in html
    assert "{{ 7*7 }} &amp;amp;" in html


async def test_doors_with_the_same_questions_share_a_page() -> None:
    kept = pages()

    one = await kept.fresh(a_door(every_kind()), "sv")
    same = await kept.fresh(a_door(every_kind()), "sv")
    other = await kept.fresh(a_door(every_kind(), presets={"sought": "no"}), "sv")

    assert same is one
    assert other is not one


async def test_a_page_that_comes_back_starts_with_what_to_change() -> None:
    mistake = Mistake("core.retell", "unknown_option")
    html = pages().again(a_door(every_kind()), "sv", back_with({}, mistake))

    assert "<title>Fel: Allt på en gång</title>" in html
    assert html.index('id="errors"') < html.index("<h1>")
    said = "Hur stämmer det? Jag fick berätta om igen. Välj ett av svaren i listan."
    assert f'<a href="#f-core.retell">{said}</a>' in html
    assert 'id="f-core.retell"' in html


async def test_each_mistake_leads_to_a_control_that_exists() -> None:
    instrument = every_kind()
    mistakes = [
        Mistake(key, "unreadable")
        for key in ("sought", "life_area", "mood", "core", "core.retell", "why_not", "who")
    ] + [Mistake("adults", "not_a_number"), Mistake("ideas", "unreadable")]

    html = pages().again(a_door(instrument), "sv", back_with({}, *mistakes))

    targets = re.findall(r'<li><a href="#([^"]+)">', html[: html.index("<h1>")])
    assert len(targets) == len(mistakes)
    assert [target for target in targets if f'id="{target}"' not in html] == []


async def test_what_was_written_comes_back_as_text() -> None:
    text = '"><img src=x onerror=alert(1)> </textarea> {{ 7*7 }} \u202egnol'
    kept = {"who": [text], "why_not": ["\n\nhej " + text], "ideas": [text, "två"]}

    html = pages().again(a_door(every_kind()), "sv", back_with(kept))

    posted = fields_of(html)
    assert "<img" not in html
    assert posted["who"] == [text]
    assert posted["why_not"] == ["\n\nhej " + text]
    assert posted["ideas"] == [text, "två", ""]
    assert posted["version"] == ["2"]
    assert posted["submission"] == ["one"]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_page_with_answers_posts_the_same_answers(data: st.DataObject) -> None:
    instrument = data.draw(instruments(most_pages=2))
    answers = data.draw(answers_to(instrument))
    kept = {key: _texts(value) for key, value in answers.items()}

    html = pages().again(a_door(instrument), "sv", back_with(kept))

    posted = {key: [plain(each) for each in texts] for key, texts in fields_of(html).items()}
    again = parse_form(instrument, posted, presets={})
    first = parse_form(instrument, kept, presets={})
    assert _judged(again) == _judged(first) or _holds_what_html_cannot(kept)


def _judged(outcome: Answers | Mistakes) -> object:
    return outcome.mistakes if isinstance(outcome, Mistakes) else outcome


def _texts(value: str | int | list[str]) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _holds_what_html_cannot(kept: dict[str, list[str]]) -> bool:
    return any(not text.isprintable() for texts in kept.values() for text in texts)
