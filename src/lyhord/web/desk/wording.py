"""How numbers, dates, and the words for audiences, roles and states are said at the desk."""

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from msgspec import Struct

from lyhord.web.catalogue import Catalogue, mark

AUDIENCES: Mapping[str, str] = {
    "child": mark("Children"),
    "youth": mark("Young people"),
    "guardian": mark("Guardians"),
    "professional": mark("Professionals"),
}
SPEAKERS: Mapping[str, str] = {
    "child": mark("Child"),
    "youth": mark("Young person"),
    "guardian": mark("Guardian"),
    "professional": mark("Professional"),
}
MODES: Mapping[str, str] = {
    "open": mark("Open link"),
    "codes": mark("Link with codes"),
    "kiosk": mark("Shared screen"),
    "paper": mark("Paper"),
    "workshop": mark("Workshop"),
    "interview": mark("Interview"),
    "import": mark("Import"),
}
ROLES: Mapping[str, str] = {
    "admin": mark("administrator"),
    "leader": mark("process leader"),
    "analyst": mark("analyst"),
    "safeguarding": mark("safeguarding officer"),
    "facilitator": mark("facilitator"),
    "viewer": mark("viewer"),
}
STATES: Mapping[str, str] = {
    "draft": mark("Draft"),
    "open": mark("Open"),
    "closed": mark("Closed"),
}
QUESTIONS: Mapping[str, str] = {
    "worked": mark("what worked"),
    "missing": mark("what was missing"),
    "first_sign": mark("the first sign"),
    "earlier": mark("help earlier"),
    "wish": mark("a wish"),
    "other": mark("anything else"),
}


class Wording(Struct, frozen=True):
    """One language's way of saying what is not a whole sentence."""

    say: Catalogue

    @property
    def locale(self) -> str:
        """The language as Babel names it."""
        return self.say.language.replace("-", "_")

    def number(self, value: float) -> str:
        """A whole number with the language's thousands."""
        return format_decimal(value, locale=self.locale)

    def percent(self, share: float) -> str:
        """A share as whole per cent."""
        return format_percent(share, format=None, locale=self.locale)

    def day(self, value: date) -> str:
        """A date with its month spelled out."""
        return format_date(value, "d MMMM y", locale=self.locale)

    def days(self, first: date, last: date) -> str:
        """A span of dates, the year once where it is the same."""
        start = "d MMMM" if first.year == last.year else "d MMMM y"
        return f"{format_date(first, start, locale=self.locale)} – {self.day(last)}"

    def week(self, week: str) -> str:
        """An ISO week: week 46, 2026."""
        year, _, number = week.partition("-W")
        return self.say("week %(number)s, %(year)s", number=int(number), year=year)

    def question(self, question_id: str) -> str:
        """A short name of an open question; an unknown one keeps its id."""
        name = QUESTIONS.get(question_id)
        return question_id if name is None else self.say(name)
