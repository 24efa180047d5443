"""Answers as a form posts them, and the page that comes back with them."""

from hypothesis import strategies as st
from msgspec import Struct

from lyhord.instruments.definition import Instrument, Multiple, Single
from lyhord.instruments.flow import Answers
from lyhord.intake.doors import Door
from lyhord.storage.collectors import Presets
from lyhord.web.respondent.pages import SurveyPages
from lyhord.web.respondent.views import Posted
from tests.instruments.strategies import answers_to, instruments
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import RENDERER

# what the options of drawn questions are called
OPTIONS = frozenset({"a", "b", "c", "d", "none"})


class Case(Struct, frozen=True, kw_only=True):
    """A drawn instrument, what its door has preset, and what somebody would answer."""

    instrument: Instrument
    presets: Presets
    answers: Answers

    @property
    def door(self) -> Door:
        """The open door to the instrument."""
        return a_door(self.instrument, presets=self.presets)


@st.composite
def cases(draw: st.DrawFn, *, most_pages: int = 4) -> Case:
    """Draw everything that a walk needs, before the walk."""
    instrument = draw(instruments(most_pages=most_pages))
    answers = as_ticked(instrument, plainly(draw(answers_to(instrument))))
    return Case(instrument=instrument, presets=draw(presets_of(instrument)), answers=answers)


def as_ticked(instrument: Instrument, answers: Answers) -> Answers:
    """Say several choices in the order of their boxes, as a form sends them."""
    places = {
        question.id: [option.id for option in question.options]
        for question in instrument.questions
        if isinstance(question, Multiple)
    }
    return {
        key: sorted(value, key=places[key].index)
        if key in places and isinstance(value, list)
        else value
        for key, value in answers.items()
    }


def kept_of(answers: Answers) -> dict[str, list[str]]:
    """Give answers as the fields of a form."""
    return {
        key: value if isinstance(value, list) else [str(value)] for key, value in answers.items()
    }


def shown_again(door: Door, kept: dict[str, list[str]]) -> str:
    """Render the page with everything filled in and no mistake."""
    back = Posted(kept=kept, submission="one", version=3, errors_heading="")
    return SurveyPages(RENDERER).again(door, "sv", back)


def plainly(answers: Answers) -> Answers:
    """Say one plain word wherever words are asked for, and nothing beside what stands alone."""
    return {
        key: _plain_list(value) if isinstance(value, list) else _plain(value)
        for key, value in answers.items()
    }


def _plain_list(values: list[str]) -> list[str]:
    return ["none"] if "none" in values else [str(_plain(value)) for value in values]


def _plain(value: str | int) -> str | int:
    return value if isinstance(value, int) or value in OPTIONS else "ord"


@st.composite
def presets_of(draw: st.DrawFn, instrument: Instrument) -> Presets:
    """Draw what a door may have preset: single choices."""
    single = [each for each in instrument.questions if isinstance(each, Single)]
    chosen = draw(st.lists(st.sampled_from(single), unique=True, max_size=2)) if single else []
    return {each.id: draw(st.sampled_from([one.id for one in each.options])) for each in chosen}
