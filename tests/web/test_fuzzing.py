"""The short form of `make fuzz`: some five hundred odd requests, and nothing of ours breaks."""

from lyhord.settings import Settings
from tests.web import fuzzing


async def test_whatever_is_asked_nothing_breaks(settings: Settings) -> None:
    known = await fuzzing.filled(settings)
    with fuzzing.served(settings) as client:
        found = fuzzing.walk(client, known, requests=500)

    assert found.faults == []
    assert found.requests >= 400
    assert {200, 303, 400, 404} <= set(found.statuses)
