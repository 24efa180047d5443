"""Whatever is posted: read as it was meant, alike from forms and JSON, or refused."""

from hypothesis import given
from hypothesis import strategies as st

from lyhord.forms.mistakes import Mistakes
from lyhord.forms.parsing import parse_form, parse_json
from lyhord.instruments import flow
from lyhord.instruments.definition import Instrument, Multiple
from lyhord.instruments.flow import Answers
from tests.forms.instruments import every_kind
from tests.instruments.strategies import answers_to, instruments


@given(st.data())
def test_what_is_posted_is_what_is_read(data: st.DataObject) -> None:
    instrument = data.draw(instruments())
    answers = data.draw(answers_to(instrument))
    posted = {key: _as_fields(value) for key, value in answers.items()}

    outcome = parse_form(instrument, posted, presets={})

    expected = flow.on_path(instrument, _cleaned(instrument, answers))
    assert outcome == expected or (isinstance(outcome, Mistakes) and _is_refusal(outcome, expected))


@given(st.data())
def test_json_and_form_are_read_alike(data: st.DataObject) -> None:
    instrument = data.draw(instruments())
    answers = data.draw(answers_to(instrument))
    posted = {key: _as_fields(value) for key, value in answers.items()}

    from_json = parse_json(instrument, answers, presets={})
    from_form = parse_form(instrument, posted, presets={})

    assert from_json == from_form


@given(
    st.dictionaries(
        st.sampled_from(["sought", "life_area", "core.listened", "why_not", "adults", "ideas"]),
        st.lists(st.text(st.characters(), max_size=20), max_size=5),
    )
)
def test_anything_posted_is_answered_one_way_or_the_other(posted: dict[str, list[str]]) -> None:
    outcome = parse_form(every_kind(), posted, presets={})

    assert isinstance(outcome, Mistakes) or set(outcome) <= set(posted)


def _as_fields(value: str | int | list[str]) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _cleaned(instrument: Instrument, answers: Answers) -> Answers:
    """The answers as they are kept: options in order, line breaks alike, blank texts gone."""
    cleaned: Answers = {}
    for question in instrument.questions:
        for key in flow.answer_keys(question):
            value = answers.get(key)
            if isinstance(value, str) and value.strip():
                cleaned[key] = value.replace("\r\n", "\n").replace("\r", "\n")
            elif isinstance(value, int):
                cleaned[key] = value
            elif isinstance(value, list):
                cleaned |= _cleaned_list(
                    question.id, value, is_chosen=isinstance(question, Multiple)
                )
    return cleaned


def _cleaned_list(key: str, values: list[str], *, is_chosen: bool) -> Answers:
    order = ["a", "b", "c", "d", "none"]
    if is_chosen:
        return {key: sorted(values, key=order.index)}
    kept = [each.replace("\r\n", "\n").replace("\r", "\n") for each in values if each.strip()]
    return {key: kept} if kept else {}


def _is_refusal(outcome: Mistakes, expected: Answers) -> bool:
    """Random answers may be none at all, combine what stands alone, or hold NUL."""
    allowed = {"exclusive", "unreadable"} if expected else {"nothing_answered", "unreadable"}
    return {each.code for each in outcome.mistakes} <= allowed
