"""The survey fits the first round trip; bytes are counted, time is not."""

from lyhord.web.rendering import Renderer
from lyhord.web.respondent.pages import SurveyPages, tail
from tests.web.respondent.real import AUDIENCES, real_door

MOST_FOR_YOUTH = 14_000
MOST_FOR_ANYBODY = 16_000


async def weights() -> dict[str, int]:
    pages = SurveyPages(Renderer.load())
    end = tail("0" * 36)
    return {
        audience: len((await pages.fresh(real_door(audience), "sv")).body("br", end))
        for audience in AUDIENCES
    }


async def test_the_swedish_surveys_are_light() -> None:
    bytes_of = await weights()

    assert bytes_of["youth"] <= MOST_FOR_YOUTH
    assert max(bytes_of.values()) <= MOST_FOR_ANYBODY
