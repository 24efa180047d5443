"""The disclosure guard: every count and text that leaves the service goes through here."""

from lyhord.disclosing.aside import Pile, PiledText, piles
from lyhord.disclosing.crossing import Crossing, crossings
from lyhord.disclosing.cuts import EVERYBODY, Group
from lyhord.disclosing.microdata import Microdata, MicroRow, Request, microdata
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
    "EVERYBODY",
    "AudienceCount",
    "CollectorCount",
    "Crossing",
    "Group",
    "GroupCell",
    "MicroRow",
    "Microdata",
    "Overview",
    "Pile",
    "PiledText",
    "Quote",
    "Request",
    "RunReport",
    "Texts",
    "ThemeReport",
    "WeekCount",
    "crossings",
    "microdata",
    "overview",
    "piles",
    "run_report",
]
