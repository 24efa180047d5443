"""What is wrong with a draft and what could be better, by the field that it concerns; pure.

Findings are codes; what they are called is the desk's. Remarks that the published version already
had were answered by its author and are not made again.
"""

import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from lyhord.authoring.wordings import keys
from lyhord.instruments import wording
from lyhord.instruments.consistency import problems_between_parts
from lyhord.instruments.definition import Instrument, Publication
from lyhord.instruments.linting import lint
from lyhord.instruments.problems import Problem
from lyhord.instruments.reaching import unreachable
from lyhord.instruments.shape import problems_of_shape
from lyhord.instruments.translating import BLANK

_PLACE = re.compile(r"\$\.pages\[(\d+)\](?:\.questions\[(\d+)\])?")


class Finding(Struct, frozen=True, kw_only=True):
    """One thing to look at: where (a text's key, a question, a page, or the whole), and what."""

    field: str
    code: str
    detail: str = ""
    blocks: bool = False


def findings(publication: Publication, *, before: Publication) -> tuple[Finding, ...]:
    """Go through a draft against the version that it would follow; what blocks comes first."""
    return (*blocking(publication), *advice(publication, before=before))


def blocking(publication: Publication) -> tuple[Finding, ...]:
    """What keeps a draft from being published."""
    instrument = publication.instrument
    # as a file gives it: with lists, which is what these look through
    raw = msgspec.json.decode(msgspec.json.encode(instrument))
    found = [*problems_of_shape(raw, (Instrument,)), *problems_between_parts(raw)]
    if not found:
        found = list(unreachable(instrument))
    made = (_error(problem, instrument) for problem in found)
    return tuple(dict.fromkeys((*made, *_blanks(publication))))


def advice(publication: Publication, *, before: Publication) -> tuple[Finding, ...]:
    """What could be better, and which translations are missing or older than their text."""
    answered = {remark.rule: "" for remark in lint(before.instrument)}
    remarks = lint(publication.instrument)
    fresh = (_remark(each) for each in remarks if each.rule not in answered)
    return tuple(dict.fromkeys((*fresh, *_translations(publication, before))))


def untranslated(publication: Publication, language: str) -> tuple[str, ...]:
    """The keys of what is not translated, in reading order."""
    missing = wording.untranslated(publication, language)
    return tuple(key for key in wording.texts(publication.instrument) if key in missing)


def outdated(publication: Publication, language: str, *, before: Publication) -> tuple[str, ...]:
    """The keys of texts that were changed while their translation stayed as it was."""
    was, now = wording.texts(before.instrument), wording.texts(publication.instrument)
    old, new = _texts(before, language), _texts(publication, language)
    return tuple(
        key
        for key, text in now.items()
        if key in was and text != was[key] and key in new and new[key] == old.get(key)
    )


def _translations(publication: Publication, before: Publication) -> Iterator[Finding]:
    for each in publication.translations:
        missing = untranslated(publication, each.language)
        if missing:
            yield Finding(field=f"language.{each.language}", code="untranslated")
        if outdated(publication, each.language, before=before):
            yield Finding(field=f"language.{each.language}", code="outdated")


def _texts(publication: Publication, language: str) -> dict[str, str]:
    for each in publication.translations:
        if each.language == language:
            return each.texts
    return {}


def _blanks(publication: Publication) -> Iterator[Finding]:
    """Names in braces are filled in when files are read, and stand as they are in a draft."""
    for key, text in keys(publication.instrument).items():
        for name in BLANK.findall(text):
            yield Finding(field=key, code="blank", detail=name, blocks=True)


def _error(problem: Problem, instrument: Instrument) -> Finding:
    place = _PLACE.match(problem.where)
    rest = problem.where[place.end() :] if place else problem.where
    code = next((code for part, code in _CODES if part in rest), "fault")
    return Finding(field=_field(place, instrument), code=code, blocks=True)


_CODES = (
    (".when", "condition"),
    (".max", "most"),
    (".options", "options"),
    (".statements", "options"),
    (".minimum", "bounds"),
    (".id", "id"),
)


def _field(place: re.Match[str] | None, instrument: Instrument) -> str:
    if place is None:
        return ""
    page = instrument.pages[int(place[1])]
    return f"page.{page.id}" if place[2] is None else f"question.{page.questions[int(place[2])].id}"


def _remark(problem: Problem) -> Finding:
    code = problem.rule.partition(".")[0]
    detail = problem.what.partition(" ")[0] if code == "abbreviation" else ""
    field = "" if problem.where.startswith("$") else problem.where
    return Finding(field=field, code=code, detail=detail)
