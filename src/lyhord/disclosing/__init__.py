"""The disclosure guard: every count and text that leaves the service goes through here."""

from lyhord.disclosing.aside import Pile, PiledText, piles
from lyhord.disclosing.comparison import (
    AnsweredQuestion,
    ChosenOption,
    ChosenPair,
    ClosedAnswers,
    IndexMean,
    closed_answers,
)
from lyhord.disclosing.crossing import Crossing, crossings
from lyhord.disclosing.cuts import BY_AUDIENCE, EVERYBODY, Group, facets
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
    "BY_AUDIENCE",
    "EVERYBODY",
    "AnsweredQuestion",
    "AudienceCount",
    "ChosenOption",
    "ChosenPair",
    "ClosedAnswers",
    "CollectorCount",
    "Crossing",
    "Group",
    "GroupCell",
    "IndexMean",
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
    "closed_answers",
    "crossings",
    "facets",
    "microdata",
    "overview",
    "piles",
    "run_report",
]
