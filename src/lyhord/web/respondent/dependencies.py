"""What the app hands to respondents' handlers, by name: `doors`, `intake`, `pages`."""

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from lyhord.intake.doors import Doors
from lyhord.intake.receiving import Intake
from lyhord.web.respondent.pages import SurveyPages

OpenDoors = NamedDependency[SkipValidation[Doors]]
TheIntake = NamedDependency[SkipValidation[Intake]]
Pages = NamedDependency[SkipValidation[SurveyPages]]
