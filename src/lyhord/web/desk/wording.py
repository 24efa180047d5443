"""How numbers, dates, and the words for audiences, roles and states are said at the desk."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from msgspec import Struct

from lyhord.privacy.cells import Figure, Share
from lyhord.web.catalogue import Catalogue, mark

PURGED = mark(
    "The answers have been purged, and the themes with them. The report that was kept is in the "
    "archive."
)
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
MINUS = "\N{MINUS SIGN}"
FIGURES: Mapping[str, str] = {
    "at_least": mark("at least %(n)s"),
    "under": mark("fewer than %(n)s"),
    "hidden": mark("hidden"),
}


class Wording(Struct, frozen=True):
    """One language's way of saying what is not a whole sentence."""

    say: Catalogue

    @property
    def locale(self) -> str:
        """The language as Babel names it."""
        return self.say.language.replace("-", "_")

    def number(self, value: float) -> str:
        """A whole number with the language's thousands, and a minus that is no hyphen."""
        return format_decimal(value, locale=self.locale).replace("-", MINUS)

    def figure(self, figure: Figure) -> str:
        """A count in the form in which it may be shown."""
        n = self.number(figure.n or 0)
        return n if figure.form == "exact" else self.say(FIGURES[figure.form], n=n)

    def share(self, share: Share | None) -> str:
        """A share as whole per cent; a dash where there is none to show."""
        return "–" if share is None else self.percent(share.percent)

    def percent(self, percent: int) -> str:
        """Whole per cent."""
        return format_percent(percent / 100, format=None, locale=self.locale)

    def day(self, value: date) -> str:
        """A date with its month spelled out."""
        return format_date(value, "d MMMM y", locale=self.locale)

    def time(self, moment: datetime) -> str:
        """The time of day, to the minute."""
        return f"{moment:%H.%M}"

    def days(self, first: date, last: date) -> str:
        """A span of dates, the year once where it is the same."""
        start = "d MMMM" if first.year == last.year else "d MMMM y"
        return f"{format_date(first, start, locale=self.locale)} – {self.day(last)}"

    def weeks(self, weeks: Sequence[str]) -> tuple[str, ...]:
        """ISO weeks, with their years where there is more than one: week 46."""
        parts = [week.partition("-W") for week in weeks]
        if len({year for year, _, _ in parts}) == 1:
            return tuple(self.say("week %(number)s", number=int(n)) for _, _, n in parts)
        return tuple(
            self.say("week %(number)s, %(year)s", number=int(n), year=year) for year, _, n in parts
        )

    def names(self, audiences: Iterable[str]) -> str:
        """Several audiences, in the middle of a sentence."""
        words = [self.say(AUDIENCES[audience]).lower() for audience in audiences]
        return format_list(words, locale=self.locale)


def size(figure: Figure) -> float | None:
    """What to draw of a count: as much as is shown of it."""
    return figure.n if figure.form in {"exact", "at_least"} else None
