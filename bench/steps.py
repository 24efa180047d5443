"""What the steps of taking a submission in cost one after the other, in this process alone.

The functions are those that the service calls. What it does besides (HTTP, waiting for a batch, the
database) is not here; the framework and the log are in `doing_nothing`.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID, uuid4

import msgspec

from lyhord.forms.mistakes import Mistakes
from lyhord.forms.parsing import parse_form
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.intake.bursting import Bursts
from lyhord.intake.composing import free_texts
from lyhord.intake.doors import Door
from lyhord.intake.sifting import Sieve
from lyhord.intake.watching import Watch
from lyhord.privacy import receipts, sealing
from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.web import posted
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.answering import html_response
from lyhord.web.respondent.pages import SurveyPages

Made = TypeVar("Made")
SECRET = b"a secret for a benchmark, 32 characters"
NOBODY = UUID(int=0)


def measured(bodies: Sequence[bytes]) -> Mapping[str, float]:
    """Milliseconds of CPU for one body, by step."""
    spent: dict[str, float] = defaultdict(float)
    take = _taker()
    take(bodies[0], defaultdict(float))  # what is read once is not a submission's
    for body in bodies:
        take(body, spent)
    return {name: seconds / len(bodies) * 1_000 for name, seconds in spent.items()}


def _taker() -> Callable[[bytes, dict[str, float]], None]:
    """What takes one body in, one step after the other as the service does."""
    door, pages, watch = _door(), SurveyPages(Renderer.load()), Watch()
    sieve = Sieve(clock=time.monotonic, bursts=Bursts(clock=time.monotonic, most=600))
    instrument, now = door.publication.instrument, datetime.now(UTC)

    def take(body: bytes, spent: dict[str, float]) -> None:
        def step(name: str, do: Callable[[], Made]) -> Made:
            start = time.process_time()
            made = do()
            spent[name] += time.process_time() - start
            return made

        fields = step("decode", lambda: posted.fields(body))
        answers = step("flow", lambda: parse_form(instrument, fields, presets={}))
        assert not isinstance(answers, Mistakes)
        texts = free_texts(instrument, answers)
        written = [text for several in texts.values() for text in several]
        step("pseudonymise", lambda: [pseudonymise(text).text for text in written])
        step("warn", lambda: watch.case_of(written, now=now))
        step("aside", lambda: sieve.is_odd(door, written))
        step("seal", lambda: sealing.seal(door.public_key, msgspec.json.encode(texts)))
        step("receipt", lambda: receipts.receipt(SECRET, NOBODY, uuid4()))
        step("thanks", lambda: _thanked(pages, door))

    return take


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
