"""What the app hands to respondents' handlers, each by the name that it has there."""

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from lyhord.intake.boards import Boards
from lyhord.intake.rooms import Rooms
from lyhord.intake.screens import Screens
from lyhord.storage.database import Database
from lyhord.web.exchange import AnyRequest
from lyhord.web.respondent.pages import SurveyPages

Pages = NamedDependency[SkipValidation[SurveyPages]]
TheScreens = NamedDependency[SkipValidation[Screens]]
OpenDatabase = NamedDependency[SkipValidation[Database]]
TheRooms = NamedDependency[SkipValidation[Rooms]]
TheBoards = NamedDependency[SkipValidation[Boards]]


def pages_of(request: AnyRequest) -> SurveyPages:
    """Give the pages of the app that serves a request."""
    return request.app.state.pages
