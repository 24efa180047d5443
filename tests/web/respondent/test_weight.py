"""Surveys fit the first round trip, but for those in Arabic; bytes are counted, time is not."""

import pytest

from lyhord.instruments.definition import Audience
from lyhord.instruments.wording import languages
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.pages import SurveyPages, tail
from tests.web.respondent.real import AUDIENCES, real_door

MOST_FOR_YOUTH = 14_000
# ten packets, the first congestion window
MOST_FOR_ANYBODY = 14 * 1_024
# most of its letters take two bytes; what is left over comes in a second round trip
MOST_IN_ARABIC = 14_600


async def weights(audience: Audience) -> dict[str, int]:
    pages = SurveyPages(Renderer.load())
    door = real_door(audience)
    end = tail("0" * 36)
    return {
        language: len((await pages.fresh(door, language)).body("br", end))
        for language in languages(door.publication)
    }


async def test_young_peoples_survey_in_swedish_is_light() -> None:
    assert (await weights("youth"))["sv"] <= MOST_FOR_YOUTH


@pytest.mark.parametrize("audience", AUDIENCES)
async def test_every_language_of_a_survey_is_light(audience: Audience) -> None:
    too_heavy = {
        language: size
        for language, size in (await weights(audience)).items()
        if size > (MOST_IN_ARABIC if language == "ar" else MOST_FOR_ANYBODY)
    }

    assert too_heavy == {}
