"""What somebody types in from one paper, and storing it; the page around it is in `paper_page`."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from litestar.datastructures import FormMultiDict
from msgspec import Struct
from msgspec.structs import replace

from lyhord.errors import RoundClosedError, StorageUnavailableError, SubmissionConflictError
from lyhord.forms.mistakes import Mistake, Mistakes
from lyhord.forms.numbering import fields_of
from lyhord.forms.parsing import Beside, beside_path, parse_form
from lyhord.instruments.definition import Instrument
from lyhord.instruments.flow import Answers
from lyhord.instruments.wording import languages
from lyhord.intake.doors import Door
from lyhord.intake.receiving import Intake
from lyhord.storage.collectors import Collector
from lyhord.web.catalogue import mark
from lyhord.web.desk.paper_twice import Twice, differing, taken_from

CLOSED = mark("The round takes no answers now. What you typed is still here.")
CONFLICT = mark(
    "This paper has been stored already, with other answers. To type in another paper, begin anew."
)
UNAVAILABLE = mark("It could not be stored right now. It is still here: wait, and store it again.")
# what a page that asks about them sends back; no question can be called so
_STRAYED = "_strayed"


class Opened(Struct, frozen=True, kw_only=True):
    """The paper door that a page is about, among those of its audience."""

    door: Door
    doors: tuple[Collector, ...]
    typed_today: int


class Typing(Struct, frozen=True, kw_only=True):
    """One paper on its way in: what is written so far, and why it came back.

    Answers have strayed that stand where the answers before them ask nothing: the plainest sign
    that the typist has slipped a row. Those that the typist has seen so are `accepted`.
    """

    submission: UUID
    language: str = ""
    written: Mapping[str, list[str]] = {}
    is_stored: bool = False
    accepted: frozenset[str] = frozenset()
    strayed: tuple[str, ...] = ()
    twice: Twice = Twice()
    differing: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    problem: str = ""
    status: int = 200


def fresh(*, language: str, is_stored: bool, is_twice: bool) -> Typing:
    """An empty paper, to be typed in twice where that was asked for."""
    twice = Twice(is_wanted=is_twice)
    return Typing(submission=uuid4(), language=language, is_stored=is_stored, twice=twice)


def typed_in(form: FormMultiDict) -> Typing:
    """Read what was posted; files are no answer."""
    written: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            written.setdefault(name, []).append(value)
    language = written.pop("language", [""])[0]
    return Typing(
        submission=_id(written.pop("submission", [""])[0]),
        language=language,
        accepted=frozenset(written.pop(_STRAYED, [])),
        twice=taken_from(written),
        written=written,
    )


async def store(typing: Typing, door: Door, intake: Intake, *, typist: str) -> Typing | None:
    """Store a paper that a typist holds; gives it back with what is wrong where that fails."""
    instrument = door.publication.instrument
    fields = fields_of(instrument, typing.written)
    beside = beside_path(instrument, fields, presets=door.presets)
    answers = parse_form(instrument, fields, presets=door.presets)
    if isinstance(answers, Mistakes) or beside.mistakes or not typing.accepted >= {*beside.keys}:
        return _doubted(typing, answers, beside)
    again = _once_more(typing, instrument)
    if again is not None:
        return again
    try:
        await intake.submit(
            door,
            instrument=instrument,
            version=door.version,
            language=language_of(typing, door),
            answers=answers,
            submission=typing.submission,
            typist=typist,
        )
    except RoundClosedError:
        return replace(typing, problem=CLOSED, status=410)
    except SubmissionConflictError:
        return replace(typing, problem=CONFLICT, status=409)
    except StorageUnavailableError:
        return replace(typing, problem=UNAVAILABLE, status=503)
    return None


def _once_more(typing: Typing, instrument: Instrument) -> Typing | None:
    """The paper to be typed in a second time, or with what is not the same twice; else nothing."""
    twice = typing.twice
    if not twice.is_wanted or twice.is_compared:
        return None
    if twice.first is None:
        return replace(typing, written={}, twice=replace(twice, first=typing.written))
    unlike = differing(instrument, twice.first, typing.written)
    if not unlike:
        return None
    compared = replace(twice, is_compared=True)
    return replace(typing, differing=unlike, twice=compared, status=422)


def language_of(typing: Typing, door: Door) -> str:
    """The language of the paper: the one that was said, else the survey's own."""
    spoken = languages(door.publication)
    return typing.language if typing.language in spoken else spoken[0]


def _doubted(typing: Typing, answers: Answers | Mistakes, beside: Beside) -> Typing:
    wrong = answers.mistakes if isinstance(answers, Mistakes) else ()
    return replace(typing, mistakes=(*wrong, *beside.mistakes), strayed=beside.keys, status=422)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
