"""Texts in, themes out; knows no web, no database and no service."""

from lyhord_themes.agreement import Agreement, cohens_kappa, krippendorff_alpha
from lyhord_themes.bylanguage import ByLanguage
from lyhord_themes.codebook import (
    Codebook,
    CodebookTheme,
    codebook_toml,
    parse_codebook,
    read_codebook,
)
from lyhord_themes.comparing import compare
from lyhord_themes.comparison import (
    Comparison,
    Difference,
    Prevalence,
    ThemeComparison,
    Trend,
    Trends,
)
from lyhord_themes.encoding import Encoder
from lyhord_themes.errors import (
    CodebookError,
    EncoderError,
    ModelError,
    NoTextError,
    SchedulerError,
    ThemesError,
    TooFewTextsError,
)
from lyhord_themes.finder import ThemeFinder
from lyhord_themes.findings import (
    Assignment,
    CurvePoint,
    Decided,
    Findings,
    GroupShare,
    Keyword,
    Layout,
    Term,
    Theme,
)
from lyhord_themes.onnxfolder import read_encoder
from lyhord_themes.parts import GraphGroups, LatentSemantics, SphericalKMeans
from lyhord_themes.refitting import Carried, carried, lasting_ids
from lyhord_themes.saving import load_model, save_model
from lyhord_themes.scheduler import at_scheduler
from lyhord_themes.seeding import SeedAgreement, seed_agreement
from lyhord_themes.trending import trends

__all__ = [
    "Agreement",
    "Assignment",
    "ByLanguage",
    "Carried",
    "Codebook",
    "CodebookError",
    "CodebookTheme",
    "Comparison",
    "CurvePoint",
    "Decided",
    "Difference",
    "Encoder",
    "EncoderError",
    "Findings",
    "GraphGroups",
    "GroupShare",
    "Keyword",
    "LatentSemantics",
    "Layout",
    "ModelError",
    "NoTextError",
    "Prevalence",
    "SchedulerError",
    "SeedAgreement",
    "SphericalKMeans",
    "Term",
    "Theme",
    "ThemeComparison",
    "ThemeFinder",
    "ThemesError",
    "TooFewTextsError",
    "Trend",
    "Trends",
    "at_scheduler",
    "carried",
    "codebook_toml",
    "cohens_kappa",
    "compare",
    "krippendorff_alpha",
    "lasting_ids",
    "load_model",
    "parse_codebook",
    "read_codebook",
    "read_encoder",
    "save_model",
    "seed_agreement",
    "trends",
]
