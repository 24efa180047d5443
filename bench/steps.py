"""What the steps of taking a submission in cost one after the other, in this process alone.

The functions are those that the service calls. What it does besides (HTTP, the framework, the log,
waiting for a batch, the database) is not here.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID, uuid4

import msgspec

from lyhord.forms.mistakes import Mistakes
from lyhord.forms.parsing import parse_form
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.intake.composing import free_texts
from lyhord.intake.doors import Door
from lyhord.intake.watching import Watch
from lyhord.privacy import receipts, sealing
from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.web import posted
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.answering import html_response
from lyhord.web.respondent.pages import SurveyPages

Given = TypeVar("Given")
Made = TypeVar("Made")
SECRET = b"a secret for a benchmark, 32 characters"
NOBODY = UUID(int=0)


def measured(bodies: Sequence[bytes]) -> Mapping[str, float]:
    """Milliseconds of CPU for one body, by step."""
    door, pages = _door(), SurveyPages(Renderer.load())
    instrument, watch = door.publication.instrument, Watch()
    found: dict[str, float] = {}

    def step(name: str, do: Callable[[Given], Made], given: Sequence[Given]) -> list[Made]:
        do(given[0])  # what is read once is not a submission's
        start = time.process_time()
        made = [do(each) for each in given]
        found[name] = (time.process_time() - start) / len(given) * 1_000
        return made

    fields = step("decode", posted.fields, bodies)
    parsed = step("flow", lambda each: parse_form(instrument, each, presets={}), fields)
    answers = [each for each in parsed if not isinstance(each, Mistakes)]
    assert len(answers) == len(bodies)
    texts = [free_texts(instrument, each) for each in answers]
    written = [[text for several in each.values() for text in several] for each in texts]
    step("pseudonymise", lambda each: [pseudonymise(text).text for text in each], written)
    now = datetime.now(UTC)
    step("warn", lambda each: watch.case_of(each, now=now), written)
    step("seal", lambda each: sealing.seal(door.public_key, msgspec.json.encode(each)), texts)
    step("receipt", lambda _: receipts.receipt(SECRET, NOBODY, uuid4()), answers)
    step("thanks", lambda _: _thanked(pages, door), answers)
    return found


def _thanked(pages: SurveyPages, door: Door) -> object:
    thanks = pages.thanks(door, "sv")
    return html_response(thanks.to("7K2M-9QXT-4BFA-ABCDE"), thanks.policy)


def _door() -> Door:
    library = read_library(surveys_folder(None))
    return Door(
        slug="bench",
        round_id=NOBODY,
        collector_id=NOBODY,
        audience="youth",
        mode="open",
        presets={},
        instrument_id="youth",
        version=1,
        publication=library.publications["youth"],
        place=library.place,
        public_key=sealing.new_key("a passphrase").public_key,
        results_by=None,
        is_open=True,
        accepts_posts=True,
    )
