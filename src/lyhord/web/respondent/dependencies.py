"""What the app hands to respondents' handlers by the names `pages` and `database`."""

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from lyhord.storage.database import Database
from lyhord.web.respondent.pages import SurveyPages

Pages = NamedDependency[SkipValidation[SurveyPages]]
OpenDatabase = NamedDependency[SkipValidation[Database]]
