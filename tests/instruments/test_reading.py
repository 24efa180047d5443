"""Reading survey files: what they become, and files that cannot be read at all."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest

from lyhord.errors import InstrumentError
from lyhord.instruments.definition import Audience, Matrix, Multiple, Publication, Single
from lyhord.instruments.reading import examine, read_library
from lyhord.instruments.wording import texts
from tests.instruments.files import (
    EXAMPLES,
    HEAD,
    PAGE,
    SAMPLE,
    a_folder,
    library,
    problems,
    with_question,
)

SURVEYS = Path(__file__).parents[2] / "surveys"


def test_the_shipped_folder_holds_its_instruments_without_a_remark() -> None:
    examination = examine(SURVEYS)

    assert examination.problems == ()
    assert examination.library is not None
    assert set(get_args(Audience)) <= set(examination.library.publications)


def test_every_shipped_text_is_there_in_english() -> None:
    for name, publication in read_library(SURVEYS).publications.items():
        (english,) = (each for each in publication.translations if each.language == "en")
        assert english.texts.keys() == texts(publication.instrument).keys(), name


def test_a_publication_survives_being_stored() -> None:
    for publication in read_library(SURVEYS).publications.values():
        stored = msgspec.json.encode(publication)
        assert msgspec.json.decode(stored, type=Publication) == publication


def test_the_place_fills_lists_and_texts(tmp_path: Path) -> None:
    text = 'id = "town"\nkind = "multiple"\ntext = "Var i {place}?"\noptions = "town"\n'
    read = library(a_folder(tmp_path, sample=with_question(text)))

    question = read.publications["sample"].instrument.questions[1]

    assert isinstance(question, Multiple)
    assert question.text == "Var i Testby?"
    assert [option.id for option in question.options] == ["norra", "sodra", "annan", "vill_inte"]


def test_a_shared_list_can_be_altered_where_it_is_used(tmp_path: Path) -> None:
    text = """id = "altered"
kind = "single"
text = "Vad?"
[pages.questions.options]
list = "yes_no"
leave_out = ["no"]
reword = { yes = "Jo" }
add = [{ id = "maybe", text = "Kanske", before = "vet_inte" }]
"""
    read = library(a_folder(tmp_path, sample=with_question(text)))

    question = read.publications["sample"].instrument.questions[1]

    assert isinstance(question, Single)
    assert [(one.id, one.text) for one in question.options] == [
        ("yes", "Jo"),
        ("maybe", "Kanske"),
        ("vet_inte", "Vet inte"),
    ]


@pytest.mark.parametrize(("audience", "word"), [("youth", "Jag"), ("guardian", "Vi")])
def test_shared_statements_speak_to_the_audience(tmp_path: Path, audience: str, word: str) -> None:
    text = 'id = "view"\nkind = "matrix"\ntext = "?"\nstatements = "view"\noptions = "yes_no"\n'
    sample = with_question(text).replace('"youth"', f'"{audience}"')

    question = library(a_folder(tmp_path, sample=sample)).publications["sample"].instrument
    matrix = question.questions[1]

    assert isinstance(matrix, Matrix)
    assert matrix.statements[0].text.startswith(word)
    assert [line.reverse for line in matrix.statements] == [False, True]


BROKEN = {
    "invalid UTF-8": (b'title = "\xff\xfe"', "not UTF-8"),
    "a NUL byte": (b'title = "a\x00b"', "not TOML"),
    "half a file": (SAMPLE.encode()[:40] + b"\n[[[", "not TOML"),
    "nothing at all": (b"", "id is missing"),
    "something else": (b"<html><body>no</body></html>", "not TOML"),
    "deep arrays": (b"a = " + b"[" * 5_000, "levels deep"),
    "deep tables": (b"a" + b".a" * 500 + b" = 1", "levels deep"),
    "a huge number": (b"minutes = " + b"9" * 5_000, "not TOML"),
    "a huge file": (b"# " + b"x" * 1_100_000, "larger than one megabyte"),
    "the same key twice": (b"id = 'a'\nid = 'b'", "not TOML"),
    "pages as a number": (HEAD.encode() + b"pages = 3", "expected an array"),
    "a page as a text": (HEAD.encode() + b"pages = ['x']", "a table is expected here"),
    "questions as a table": (
        (HEAD + PAGE).encode() + b"[pages.questions]\nid = 'x'",
        "expected an array",
    ),
}


@pytest.mark.parametrize(("content", "what"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_one_clear_problem_and_no_traceback(
    tmp_path: Path, content: bytes, what: str
) -> None:
    found = problems(a_folder(tmp_path, sample=content))

    assert any(what in problem.what for problem in found)
    assert all(problem.remedy for problem in found)


def test_a_folder_called_like_a_file_is_a_problem(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE)
    (folder / "fold.toml").mkdir()

    assert [problem.what for problem in problems(folder)] == ["this is a folder, not a file"]


def test_a_folder_without_surveys_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(InstrumentError, match="there is no survey file here"):
        read_library(tmp_path)


def test_an_unknown_place_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(InstrumentError, match=r"elsewhere\.toml.*there is no such file"):
        read_library(a_folder(tmp_path, sample=SAMPLE), place="elsewhere")


def test_a_file_is_called_like_its_instrument(tmp_path: Path) -> None:
    (found,) = problems(a_folder(tmp_path, other=SAMPLE))

    assert "other.toml and its id is sample" in found.what


def test_a_shared_list_with_a_mistake_is_said_once_and_where_it_is(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE)
    (folder / "shared" / "more.toml").write_text(
        '[options]\nmore = [{ id = "a", text = "A" }, { id = "b", tekst = "B" }]\n'
        '[statments]\n[texts]\nempty = ""\n'
    )

    found = [problem for problem in problems(folder) if problem.is_error]

    assert [problem.where for problem in found] == [
        "$.statments",
        "$.options.more[1].tekst",
        "$.options.more[1]",
        "$.texts.empty",
    ]


def test_a_place_with_mistakes_says_each(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE)
    place = folder / "places" / "testby.toml"
    spoiled = place.read_text().replace("tel:112", "javascript:alert(1)")
    place.write_text(spoiled.replace('id = "sodra"', 'id = "norra"').replace("2026-11-01", '"x"'))

    found = {problem.where for problem in problems(folder) if "testby.toml" in problem.file}

    assert found == {
        "$.municipalities[1].id",
        "$.help_lines[0].href",
        "$.help_lines[0].verified_at",
    }


def test_the_tiny_instruments_can_be_read() -> None:
    names = set(read_library(EXAMPLES, place="testby").publications)

    assert {"single", "multiple", "faces", "matrix", "notes", "branching"} <= names


def test_a_condition_with_too_much_to_try_is_given_the_benefit_of_the_doubt(
    tmp_path: Path,
) -> None:
    many = ", ".join(f'{{ id = "o{n}", text = "{n}" }}' for n in range(40))
    all_of = ", ".join(
        f'{{ op = "includes", question = "many", value = "o{n}" }}' for n in range(40)
    )
    text = (
        f'id = "many"\nkind = "multiple"\ntext = "?"\noptions = [{many}]\n'
        '[[pages.questions]]\nid = "x"\nkind = "long_text"\ntext = "?"\n'
        f'when = {{ op = "all", of = [{all_of}] }}\n'
    )

    assert problems(a_folder(tmp_path, sample=with_question(text))) == ()
