"""The whole condition of a question: its page's and its own."""

from collections.abc import Iterator

from lyhord.instruments.definition import All, AnyQuestion, Condition, Instrument


def conditions(instrument: Instrument) -> Iterator[tuple[AnyQuestion, Condition | None]]:
    """Give each question, in order, with all that must not be false for it to be asked."""
    for page in instrument.pages:
        for question in page.questions:
            yield question, _both(page.when, question.when)


def _both(first: Condition | None, second: Condition | None) -> Condition | None:
    if first is None or second is None:
        return first or second
    return All(of=(first, second))
