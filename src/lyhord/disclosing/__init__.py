"""The disclosure guard: every count and text that leaves the service goes through here."""

from lyhord.disclosing.aside import Pile, PiledText, piles
from lyhord.disclosing.overviews import overview
from lyhord.disclosing.reports import run_report
from lyhord.disclosing.shown import (
    AudienceCount,
    CollectorCount,
    GroupCell,
    Overview,
    Quote,
    RunReport,
    Texts,
    ThemeReport,
    WeekCount,
)

__all__ = [
    "AudienceCount",
    "CollectorCount",
    "GroupCell",
    "Overview",
    "Pile",
    "PiledText",
    "Quote",
    "RunReport",
    "Texts",
    "ThemeReport",
    "WeekCount",
    "overview",
    "piles",
    "run_report",
]
