"""What the app hands to respondents' handlers alone, by the name `pages`."""

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from lyhord.web.respondent.pages import SurveyPages

Pages = NamedDependency[SkipValidation[SurveyPages]]
