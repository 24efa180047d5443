"""How figures, shares, days and names are said in a report's language."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from msgspec import Struct

from lyhord.disclosing import Group, Quote, ThemeReport
from lyhord.exports.letters import as_name
from lyhord.exports.report.report import Report
from lyhord.exports.report.words import Language, Words, words_in
from lyhord.privacy.cells import Figure, Share

TONGUE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
LOCALES: dict[Language, str] = {"sv": "sv_SE", "en": "en_GB"}


class Saying(Struct, frozen=True, kw_only=True):
    """One language's words, and its ways with numbers, days and places."""

    language: Language
    places: Mapping[str, str] = {}
    actors: Mapping[str, str] = {}

    @property
    def words(self) -> Words:
        """The fixed words."""
        return words_in(self.language)

    @property
    def locale(self) -> str:
        """The language as Babel names it."""
        return LOCALES[self.language]

    def number(self, value: float) -> str:
        """A number with the language's thousands and decimals."""
        return format_decimal(value, locale=self.locale).replace("-", "\N{MINUS SIGN}")

    def figure(self, figure: Figure) -> str:
        """A count as far as it may be told."""
        n = self.number(figure.n or 0)
        match figure.form:
            case "exact":
                return n
            case "at_least":
                return self.words.at_least.format(n=n)
            case "under":
                return self.words.under.format(n=n)
            case "hidden":
                return self.words.hidden

    def percent(self, percent: int) -> str:
        """Whole per cent."""
        return format_percent(percent / 100, format=None, locale=self.locale)

    def share(self, share: Share | None) -> str:
        """A share, or that there is none to show."""
        return self.percent(share.percent) if share else self.words.hidden

    def interval(self, share: Share | None) -> str:
        """Between which shares the true one probably lies."""
        return f"{share.low}–{self.percent(share.high)}" if share else self.words.hidden

    def day(self, value: date) -> str:
        """A date with its month spelled out."""
        return format_date(value, "d MMMM y", locale=self.locale)

    def week(self, week: str) -> str:
        """An ISO week (2026-W42) as people say it."""
        year, _, n = week.partition("-W")
        return self.words.week_of.format(n=int(n), year=year)

    def days(self, first: date, last: date) -> str:
        """A span of dates, the year once where it is the same."""
        start = "d MMMM" if first.year == last.year else "d MMMM y"
        return f"{format_date(first, start, locale=self.locale)} – {self.day(last)}"

    def listed(self, names: Iterable[str]) -> str:
        """Several names in the middle of a sentence."""
        return format_list(list(names), locale=self.locale)

    def audiences(self, audiences: Iterable[str]) -> str:
        """Several audiences in the middle of a sentence."""
        return self.listed(self.words.audiences[each].lower() for each in audiences)

    def theme(self, theme: ThemeReport) -> str:
        """The name of a theme; what found none has a name of its own."""
        return self.words.remainder.get(theme.theme_id) or as_name(theme.name) or theme.theme_id

    def tongue(self, language: str) -> str:
        """The language of a text, as files name it; the report's own where it is none."""
        return language if TONGUE.fullmatch(language) else self.language

    def speaker(self, quote: Quote) -> str:
        """The one thing that is told of who wrote it."""
        if quote.audience:
            return self.words.speakers[quote.audience]
        if quote.municipality is not None:
            return self.value("municipality", quote.municipality)
        return "" if quote.age is None else self.value("age", quote.age)

    def value(self, facet: str, value: str) -> str:
        """The name of one thing that is said of somebody."""
        if facet == "audience":
            return self.words.audiences[value]
        name = self.words.others.get(value or "nothing") or self.places.get(value)
        return name or as_name(value).replace("-", "–")

    def stage(self, stage: str) -> str:
        """The name of a step on the journey."""
        return self.words.stages.get(stage) or as_name(stage)

    def actor(self, actor: str) -> str:
        """The name of those whom families may meet."""
        return self.actors.get(actor) or as_name(actor)

    def area(self, area: str) -> str:
        """The name of an area of life."""
        return self.words.areas.get(area) or as_name(area)

    def group(self, group: Group) -> str:
        """What the people of a group share."""
        parts = [self.value(facet, value) for facet, value in group]
        return ", ".join(parts) or self.words.everybody

    def by_place(self, group: Group) -> tuple[bool, str]:
        """How groups are sorted: by name, and last what is no municipality (several, not said)."""
        values = [value for facet, value in group if facet == "municipality"]
        return any(each not in self.places for each in values), self.group(group).casefold()

    def round(self, report: Report) -> str:
        """The name of a report's round."""
        return as_name(report.run.round_name) or self.words.report


def saying(report: Report) -> Saying:
    """How a report is said: in its language, with the names of its place."""
    return Saying(language=report.language, places=report.places, actors=report.actors)
