"""Doors without a database behind them, for tests that only render."""

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from lyhord.instruments.definition import Audience, Instrument, Publication, Translation
from lyhord.intake.doors import Door
from lyhord.storage.collectors import Presets
from tests.builders import a_place

NOBODY = UUID(int=0)


def a_door(
    instrument: Instrument,
    *,
    audience: Audience = "youth",
    presets: Presets | None = None,
    translations: tuple[Translation, ...] = (),
    results_by: date | None = None,
) -> Door:
    """An open door to an instrument."""
    return Door(
        slug="door",
        round_id=NOBODY,
        collector_id=NOBODY,
        audience=audience,
        mode="open",
        presets=presets or {},
        instrument_id=instrument.id,
        version=3,
        publication=Publication(instrument=instrument, translations=translations),
        place=a_place(),
        public_key=b"",
        results_by=results_by,
        is_open=True,
        accepts_posts=True,
    )


def a_screen(instrument: Instrument) -> Door:
    """An open door to an instrument at a shared screen."""
    return replace(a_door(instrument), mode="kiosk")
