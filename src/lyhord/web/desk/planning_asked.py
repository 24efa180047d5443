"""Whom a new round asks: which surveys can be ticked, and which were."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.instruments.places import Place
from lyhord.storage.instruments import SmallSurvey
from lyhord.web.desk.choices import Choice, named_audiences, named_languages
from lyhord.web.desk.visit import Visit
from lyhord.web.desk.wording import AUDIENCES


class AudienceChoice(Choice, frozen=True, kw_only=True):
    """An audience to tick, and the languages that its survey speaks, by code and name."""

    languages: tuple[tuple[str, str], ...]


class SurveyChoice(Choice, frozen=True, kw_only=True):
    """A survey beside the audiences' own to tick, and whom it asks."""

    audience_name: str


class Offered(Struct, frozen=True, kw_only=True):
    """What a round can be made of here."""

    place: Place
    spoken: Mapping[Audience, tuple[str, ...]]
    surveys: Sequence[SmallSurvey] = ()


def chosen(
    fields: Mapping[str, Sequence[str]], offered: Offered
) -> list[tuple[Audience, str, str]]:
    """The doors that are wanted, each survey once for each municipality or for all together.

    An audience, its survey where that is not its own, and a municipality where there is one.
    """
    known = {each.id for each in offered.place.municipalities}
    places = [each for each in fields.get("municipality", ()) if each in known]
    return [
        (audience, survey, place)
        for audience, survey in _ticked(fields, offered)
        for place in dict.fromkeys(places or [""])
    ]


def _ticked(
    fields: Mapping[str, Sequence[str]], offered: Offered
) -> Iterator[tuple[Audience, str]]:
    wanted, beside = set(fields.get("audience", ())), set(fields.get("survey", ()))
    for audience in offered.spoken:
        if audience in wanted:
            yield audience, ""
    for each in offered.surveys:
        if each.survey in beside:
            yield each.audience, each.survey


def audiences_asked(
    visit: Visit, fields: Mapping[str, Sequence[str]], offered: Offered
) -> Iterator[AudienceChoice]:
    """The audiences that can be ticked, as they were."""
    spoken: Mapping[str, tuple[str, ...]] = {**offered.spoken}
    for audience, name in named_audiences(visit, spoken):
        yield AudienceChoice(
            value=audience,
            name=name,
            is_chosen=audience in fields.get("audience", ()),
            languages=tuple(named_languages(spoken[audience])),
        )


def surveys_asked(
    visit: Visit, fields: Mapping[str, Sequence[str]], offered: Offered
) -> Iterator[SurveyChoice]:
    """The surveys beside the audiences' own that can be ticked, as they were."""
    for each in offered.surveys:
        yield SurveyChoice(
            value=each.survey,
            name=each.title,
            is_chosen=each.survey in fields.get("survey", ()),
            audience_name=visit.wording.say(AUDIENCES[each.audience]),
        )
