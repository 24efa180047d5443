"""The disclosure guard: every count and text that leaves the service goes through here."""

from lyhord.disclosing.aside import Pile, PiledText, piles
from lyhord.disclosing.columns import Column, Value, side_by_side
from lyhord.disclosing.comparison import (
    AnsweredQuestion,
    ChosenOption,
    ChosenPair,
    ClosedAnswers,
    IndexMean,
    RoundIndex,
    closed_answers,
    index_by_round,
)
from lyhord.disclosing.crossing import Crossing, crossings, published_crossings
from lyhord.disclosing.cuts import BY_AUDIENCE, EVERYBODY, Group, facets
from lyhord.disclosing.following import (
    AudienceChange,
    Changed,
    FollowUp,
    WaveTold,
    end_follow_up,
    follow_up,
)
from lyhord.disclosing.journeys import Journey, JourneyTheme, journey
from lyhord.disclosing.mapping import MappedModel, MappedThemes, themes_of, under_model
from lyhord.disclosing.microdata import (
    Drawn,
    Microdata,
    NamedTheme,
    Request,
    answers_as_rows,
    hand_out,
    hand_out_drawn,
    require_allowed,
    require_unchanged,
    statements_as_rows,
)
from lyhord.disclosing.overviews import overview
from lyhord.disclosing.reports import published_report, run_report
from lyhord.disclosing.sampling import quotes_under, side_quotes
from lyhord.disclosing.series import EventGroup, event_comments, event_groups
from lyhord.disclosing.shown import (
    AudienceCount,
    CollectorCount,
    GroupCell,
    Overview,
    Quote,
    RunReport,
    Texts,
    ThemeReport,
    Verdict,
    WeekCount,
)
from lyhord.disclosing.sorting import Sortable, sortable

__all__ = [
    "BY_AUDIENCE",
    "EVERYBODY",
    "AnsweredQuestion",
    "AudienceChange",
    "AudienceCount",
    "Changed",
    "ChosenOption",
    "ChosenPair",
    "ClosedAnswers",
    "CollectorCount",
    "Column",
    "Crossing",
    "Drawn",
    "EventGroup",
    "FollowUp",
    "Group",
    "GroupCell",
    "IndexMean",
    "Journey",
    "JourneyTheme",
    "MappedModel",
    "MappedThemes",
    "Microdata",
    "NamedTheme",
    "Overview",
    "Pile",
    "PiledText",
    "Quote",
    "Request",
    "RoundIndex",
    "RunReport",
    "Sortable",
    "Texts",
    "ThemeReport",
    "Value",
    "Verdict",
    "WaveTold",
    "WeekCount",
    "answers_as_rows",
    "closed_answers",
    "crossings",
    "end_follow_up",
    "event_comments",
    "event_groups",
    "facets",
    "follow_up",
    "hand_out",
    "hand_out_drawn",
    "index_by_round",
    "journey",
    "overview",
    "piles",
    "published_crossings",
    "published_report",
    "quotes_under",
    "require_allowed",
    "require_unchanged",
    "run_report",
    "side_by_side",
    "side_quotes",
    "sortable",
    "statements_as_rows",
    "themes_of",
    "under_model",
]
