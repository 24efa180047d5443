"""The demo's open round holds answers that an officer has to look at, through the real path."""

from datetime import UTC, datetime

from lyhord.commands.demo_rounds import demo_answers
from lyhord.forms.parsing import Mistakes, parse_json
from lyhord.instruments.definition import Audience
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.intake.composing import free_texts
from lyhord.intake.watching import Watch

AUDIENCES: tuple[Audience, ...] = ("youth", "child", "guardian")


def test_the_open_answers_keep_their_texts_and_make_cases() -> None:
    folder = surveys_folder(None)
    library = read_library(folder)
    levels: list[str] = []
    for audience in AUDIENCES:
        instrument = library.publications[audience].instrument
        asked = {question.id for question in instrument.questions}
        for answer in demo_answers(folder, audience, kind="open"):
            given = {name: value for name, value in answer.answers.items() if name in asked}
            parsed = parse_json(instrument, given, presets={})
            assert not isinstance(parsed, Mistakes), parsed
            written = free_texts(instrument, parsed)
            assert {name for name, value in given.items() if " " in str(value)} >= set(written)
            assert len(written) == sum(
                isinstance(value, str) and " " in value for value in given.values()
            )
            case = Watch().case_of(
                (text for texts in written.values() for text in texts), now=datetime.now(UTC)
            )
            levels += [case.level] if case else []

    assert {"acute", "concern"} <= set(levels)
    assert 4 == len(levels)
