"""Mistakes in survey files: each is said with its place and its remedy, and all at once."""

from pathlib import Path

import pytest

from lyhord.errors import InstrumentError
from tests.instruments.files import HEAD, PAGE, QUESTION, a_folder, library, problems, with_question

MISTAKES = {
    "an unknown field": (
        'id = "x"\nkind = "long_text"\ntext = "?"\nmaxx = 3\n',
        "$.pages[0].questions[1].maxx",
        "unknown field maxx",
        "max",
    ),
    "a missing field": (
        'id = "x"\nkind = "long_text"\n',
        "$.pages[0].questions[1]",
        "text is missing",
        "add text",
    ),
    "a wrong type": (
        'id = "x"\nkind = "long_text"\ntext = "?"\nmax = "many"\n',
        "$.pages[0].questions[1].max",
        "expected int",
        "whole number",
    ),
    "a number that is too large": (
        'id = "x"\nkind = "long_text"\ntext = "?"\nmax = 999999\n',
        "$.pages[0].questions[1].max",
        "<= 5000",
        "",
    ),
    "an unknown kind": (
        'id = "x"\nkind = "longtext"\ntext = "?"\n',
        "$.pages[0].questions[1].kind",
        "unknown kind 'longtext'",
        "long_text",
    ),
    "an id that cannot be used": (
        'id = "Två ord"\nkind = "long_text"\ntext = "?"\n',
        "$.pages[0].questions[1].id",
        "not a name",
        "small letters",
    ),
    "an id that stands twice": (
        'id = "sure"\nkind = "long_text"\ntext = "?"\n',
        "$.pages[0].questions[1].id",
        "second time",
        "another id",
    ),
    "an id that the page needs": (
        'id = "version"\nkind = "long_text"\ntext = "?"\n',
        "$.pages[0].questions[1].id",
        "called version",
        "another id",
    ),
    "an id that the desk needs": (
        'id = "code"\nkind = "long_text"\ntext = "?"\n',
        "$.pages[0].questions[1].id",
        "called code",
        "another id",
    ),
    "an option that stands twice": (
        (
            'id = "x"\nkind = "single"\ntext = "?"\n'
            'options = [{ id = "a", text = "A" }, { id = "a", text = "B" }]\n'
        ),
        "$.pages[0].questions[1].options[1].id",
        "second time",
        "another id",
    ),
    "an option without a text": (
        (
            'id = "x"\nkind = "single"\ntext = "?"\n'
            'options = [{ id = "a", text = "A" }, { id = "b", text = "B", txt = "" }]\n'
        ),
        "$.pages[0].questions[1].options[1].txt",
        "unknown field txt",
        "text",
    ),
    "too few options": (
        'id = "x"\nkind = "single"\ntext = "?"\noptions = [{ id = "a", text = "A" }]\n',
        "$.pages[0].questions[1].options",
        "length >= 2",
        "add what is missing",
    ),
    "an unknown list": (
        'id = "x"\nkind = "single"\ntext = "?"\noptions = "yesno"\n',
        "$.pages[0].questions[1].options",
        "there is no option list yesno",
        "yes_no",
    ),
    "an addition before nothing": (
        (
            'id = "x"\nkind = "single"\ntext = "?"\n'
            'options = { list = "yes_no", add = [{ id = "a", text = "A", before = "nej" }] }\n'
        ),
        "$.pages[0].questions[1].options.add[0].before",
        "there is no option nej",
        "no",
    ),
    "a wrong addition": (
        (
            'id = "x"\nkind = "single"\ntext = "?"\n'
            'options = { list = "yes_no", add = [{ id = "a", text = 1 }] }\n'
        ),
        "$.pages[0].questions[1].options.add[0].text",
        "got int",
        "quotes",
    ),
    "leaving out what is not there": (
        (
            'id = "x"\nkind = "single"\ntext = "?"\n'
            'options = { list = "yes_no", leave_out = ["yess"] }\n'
        ),
        "$.pages[0].questions[1].options.leave_out",
        "there is no option yess",
        "yes",
    ),
    "unknown statements": (
        'id = "x"\nkind = "matrix"\ntext = "?"\nstatements = "core"\noptions = "yes_no"\n',
        "$.pages[0].questions[1].statements",
        "there is no list of statements core",
        "view",
    ),
    "a condition on an unknown question": (
        (
            'id = "x"\nkind = "long_text"\ntext = "?"\n'
            'when = { op = "equals", question = "shure", value = "yes" }\n'
        ),
        "$.pages[0].questions[1].when.question",
        "there is no question shure",
        "sure",
    ),
    "a condition on itself": (
        'id = "x"\nkind = "long_text"\ntext = "?"\nwhen = { op = "answered", question = "x" }\n',
        "$.pages[0].questions[1].when.question",
        "the question x comes later",
        "earlier",
    ),
    "a condition on an option that is not there": (
        (
            'id = "x"\nkind = "long_text"\ntext = "?"\n'
            'when = { op = "not", of = { op = "equals", question = "sure", value = "ja" } }\n'
        ),
        "$.pages[0].questions[1].when.of.value",
        "sure has no option ja",
        "yes",
    ),
    "includes on one choice": (
        (
            'id = "x"\nkind = "long_text"\ntext = "?"\n'
            'when = { op = "includes", question = "sure", value = "yes" }\n'
        ),
        "$.pages[0].questions[1].when.op",
        "includes does not fit sure",
        "equals",
    ),
    "an unknown condition": (
        'id = "x"\nkind = "long_text"\ntext = "?"\nwhen = { op = "equal", question = "sure" }\n',
        "$.pages[0].questions[1].when.op",
        "unknown op 'equal'",
        "equals",
    ),
    "a condition without its value": (
        'id = "x"\nkind = "long_text"\ntext = "?"\nwhen = { op = "equals", question = "sure" }\n',
        "$.pages[0].questions[1].when",
        "value is missing",
        "add value",
    ),
    "more choices than options": (
        'id = "x"\nkind = "multiple"\ntext = "?"\nmax = 9\noptions = "yes_no"\n',
        "$.pages[0].questions[1].max",
        "3 options",
        "lower it",
    ),
    "fewer options than faces": (
        'id = "x"\nkind = "faces"\ntext = "?"\nfaces = 5\noptions = "yes_no"\n',
        "$.pages[0].questions[1].options",
        "5 faces",
        "add",
    ),
    "bounds the wrong way round": (
        'id = "x"\nkind = "number"\ntext = "?"\nminimum = 9\nmaximum = 2\n',
        "$.pages[0].questions[1].minimum",
        "above maximum",
        "smaller",
    ),
    "a question that no answers lead to": (
        (
            'id = "x"\nkind = "long_text"\ntext = "?"\n[pages.questions.when]\nop = "all"\nof = [\n'
            '  { op = "equals", question = "sure", value = "yes" },\n'
            '  { op = "equals", question = "sure", value = "no" },\n]\n'
        ),
        "$.pages[0].questions[1].when",
        "no answers lead to x",
        "loosen",
    ),
    "braces that stand for nothing": (
        'id = "x"\nkind = "long_text"\ntext = "?"\nhint = "{freetext}"\n',
        "$.pages[0].questions[1].hint",
        "{freetext} stands for nothing",
        "free_text",
    ),
}

# Like what is not TOML, these hide what else is wrong with their file.
SIGNS = {
    "a text with NUL": (
        'id = "x"\nkind = "long_text"\ntext = "a\\u0000b"\n',
        "$.pages[0].questions[1].text",
        "U+0000",
        "take the sign away",
    ),
    "a text with a control character": (
        'id = "x"\nkind = "long_text"\ntext = "a\u0085b"\n',
        "$.pages[0].questions[1].text",
        "U+0085",
        "take the sign away",
    ),
    "a text with what is no character": (
        'id = "x"\nkind = "long_text"\ntext = "?"\nhint = "\\uFFFE"\n',
        "$.pages[0].questions[1].hint",
        "U+FFFE",
        "take the sign away",
    ),
    "a name with a control character": (
        'id = "x"\nkind = "long_text"\ntext = "?"\n"a\\u001B" = 1\n',
        "$.pages[0].questions[1]",
        "U+001B",
        "take the sign away",
    ),
}


ALONE = MISTAKES | SIGNS


@pytest.mark.parametrize(("question", "where", "what", "remedy"), ALONE.values(), ids=ALONE.keys())
def test_a_mistake_is_said_with_place_and_remedy(
    tmp_path: Path, question: str, where: str, what: str, remedy: str
) -> None:
    folder = a_folder(tmp_path, sample=with_question(question))

    found = [problem for problem in problems(folder) if problem.is_error]

    assert [problem.where for problem in found] == [where]
    assert what in found[0].what
    assert remedy in found[0].remedy
    assert found[0].file == str(folder / "sample.toml")


def test_every_mistake_of_every_file_is_said_at_once(tmp_path: Path) -> None:
    pages = HEAD.replace("minutes = 5", "minuts = 5").replace('"youth"', '"teenager"') + PAGE
    broken = "".join(f"\n[[pages.questions]]\n{mistake[0]}" for mistake in MISTAKES.values())
    folder = a_folder(tmp_path, sample=pages + QUESTION + broken, other="title = ")

    with pytest.raises(InstrumentError) as raised:
        library(folder)

    said = "\n".join(raised.value.problems)
    late = ("no answers lead to x", "the question x comes later")
    for _, _, what, _ in MISTAKES.values():
        assert what in said or what in late
    assert "minutes is missing" in said
    assert "$.audience" in said
    assert "other.toml" in said


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("shared/more.toml", '[texts]\ngreeting = "Hej\\u0000"\n'),
        ("translations/sample.en.toml", 'language = "en"\n[texts]\ntitle = "Tes\\u0007t"\n'),
        ("translations/sample.en.toml", 'language = "en"\n[texts]\ntitle = "Tes\\u202et"\n'),
    ],
)
def test_no_file_may_hold_what_cannot_be_shown(tmp_path: Path, file: str, text: str) -> None:
    folder = a_folder(tmp_path, sample=HEAD + PAGE + QUESTION)
    (folder / file).write_text(text)

    found = [problem for problem in problems(folder) if problem.is_error]

    assert [(problem.file, "which cannot be" in problem.what) for problem in found] == [
        (str(folder / file), True)
    ]


@pytest.mark.parametrize("language", ["../../x", 'sv\\"><script>', "svenska språket", "sv\\n", ""])
def test_a_language_is_written_as_a_language_tag(tmp_path: Path, language: str) -> None:
    head = HEAD.replace('language = "sv"', f'language = "{language}"')
    folder = a_folder(tmp_path, sample=head + PAGE + QUESTION)

    (problem,) = [problem for problem in problems(folder) if problem.is_error]

    assert problem.where == "$.language"
    assert "sv" in problem.remedy


def test_no_id_may_end_with_a_line_break(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path, sample=with_question('id = "a\\n"\nkind = "long_text"\ntext = "?"\n')
    )

    assert [p.where for p in problems(folder) if p.is_error] == ["$.pages[0].questions[1].id"]


def test_line_breaks_and_tabs_may_stand_in_a_text(tmp_path: Path) -> None:
    question = with_question('id = "x"\nkind = "long_text"\ntext = "a\\n\\tb"\n')

    assert not [p for p in problems(a_folder(tmp_path, sample=question)) if p.is_error]


def test_a_paper_text_that_replaces_nothing_is_a_mistake(tmp_path: Path) -> None:
    on_paper = '[on_paper]\n"introduction.9" = "Läs sist."\n'
    folder = a_folder(tmp_path, sample=HEAD + on_paper + PAGE + QUESTION)

    (problem,) = problems(folder)

    assert problem.where == "$.on_paper.introduction.9"
    assert "introduction.1" in problem.remedy
