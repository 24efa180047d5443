"""What the app hands to respondents' handlers: `pages`, `screens` and `database`."""

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from lyhord.intake.screens import Screens
from lyhord.storage.database import Database
from lyhord.web.respondent.pages import SurveyPages

Pages = NamedDependency[SkipValidation[SurveyPages]]
TheScreens = NamedDependency[SkipValidation[Screens]]
OpenDatabase = NamedDependency[SkipValidation[Database]]
