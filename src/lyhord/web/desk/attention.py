"""What staff should look after in a round: translations to be reviewed, help lines to be tried."""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from lyhord.exports.paper import Paper
from lyhord.instruments.places import Place, unverified
from lyhord.instruments.wording import is_reviewed, languages
from lyhord.web.catalogue import own_name
from lyhord.web.desk.wording import AUDIENCES, Wording


class Named(Struct, frozen=True, kw_only=True):
    """A language in its own name."""

    code: str
    name: str


class UnreviewedLine(Struct, frozen=True, kw_only=True):
    """An audience's survey and the languages in which no speaker has reviewed it."""

    audience: str
    audience_name: str
    languages: tuple[Named, ...]


class UntriedLine(Struct, frozen=True, kw_only=True):
    """A help line that nobody has tried for long."""

    who: str
    contact: str
    href: str
    tried: str


class Attention(Struct, frozen=True, kw_only=True):
    """What needs somebody's eyes, and the file where that is noted."""

    unreviewed: tuple[UnreviewedLine, ...]
    untried: tuple[UntriedLine, ...]
    place_file: str

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.unreviewed or self.untried)


def attention(wording: Wording, papers: Sequence[Paper], place: Place, *, today: date) -> Attention:
    """Go through what the respondents of a round meet: its surveys and the place's help lines."""
    met = {paper.audience for paper in papers}
    return Attention(
        unreviewed=tuple(_unreviewed(wording, papers)),
        untried=tuple(
            UntriedLine(
                who=line.who,
                contact=line.contact,
                href=line.href,
                tried=wording.say("last tried on %(day)s", day=wording.day(line.verified_at)),
            )
            for line in unverified(place, today=today)
            if met & set(line.audiences)
        ),
        place_file=f"surveys/places/{place.id}.toml",
    )


def _unreviewed(wording: Wording, papers: Sequence[Paper]) -> Iterator[UnreviewedLine]:
    for paper in sorted(papers, key=lambda each: list(AUDIENCES).index(each.audience)):
        unread = [
            code
            for code in languages(paper.publication)
            if not is_reviewed(paper.publication, code)
        ]
        if unread:
            yield UnreviewedLine(
                audience=paper.audience,
                audience_name=wording.say(AUDIENCES[paper.audience]),
                languages=tuple(Named(code=code, name=own_name(code)) for code in unread),
            )
