"""`lyhord check` as an author meets it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lyhord.commands.checking import check
from lyhord.instruments.shelf import surveys_folder
from tests.instruments.files import HEAD, PAGE, SAMPLE, a_folder

SURVEYS = Path(__file__).parents[2] / "surveys"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(check, [str(argument) for argument in arguments])


def test_without_a_path_the_shipped_surveys_are_checked() -> None:
    result = run()

    assert result.exit_code == 0
    assert result.stdout.startswith("0 errors, ") or "warning" in result.stdout


def test_a_mistake_is_one_line_with_file_place_and_remedy(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE.replace("yes_no", "yesno"))

    result = run(folder, "--place", "testby")

    first, *_, last = result.stdout.splitlines()
    assert result.exit_code == 1
    assert first == (
        f"{folder}/sample.toml:$.pages[0].questions[0].options: "
        "there is no option list yesno — did you mean yes_no?"
    )
    assert last == "1 error, 0 warnings"


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE.replace("Är du säker?", "Är du säker och glad?"))

    result = run(folder, "--place", "testby")

    assert result.exit_code == 0
    assert "warning: two things in one" in result.stdout


def test_json_is_a_list_of_problems(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE.replace("minutes", "minuts"))

    result = run(folder, "--place", "testby", "--json")

    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {one["where"] for one in found} == {"$.minuts", "$"}
    assert found[0].keys() == {"file", "where", "what", "remedy", "severity", "rule"}


def test_json_of_the_shipped_surveys_has_no_error() -> None:
    result = run("--json")

    assert [one for one in json.loads(result.stdout) if one["severity"] == "error"] == []


def test_one_file_is_checked_with_the_folder_it_lies_in(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE, other=SAMPLE)

    assert run(folder / "sample.toml", "--place", "testby").exit_code == 0
    assert run(folder / "other.toml", "--place", "testby").exit_code == 1
    assert run(folder / "places" / "testby.toml").exit_code == 0
    assert run(folder / "translations" / "shared.en.toml", "--place", "testby").exit_code == 0


def test_a_file_that_lies_alone_is_checked_with_the_shipped_lists(tmp_path: Path) -> None:
    alone = tmp_path / "sample.toml"
    alone.write_text(SAMPLE)

    assert run(alone).exit_code == 0
    assert run(tmp_path).exit_code == 0


@pytest.mark.parametrize("name", ["missing.toml", "missing"])
def test_a_path_that_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    result = run(tmp_path / name)

    assert result.exit_code == 1
    assert "there is no such file" in result.stdout


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    result = run(tmp_path)

    assert result.exit_code == 1
    assert "there is no survey file here" in result.stdout


def test_a_file_that_is_no_survey_is_said_without_a_traceback(tmp_path: Path) -> None:
    binary = tmp_path / "picture.toml"
    binary.write_bytes(bytes(range(256)))

    result = run(binary)

    assert result.exit_code == 1
    assert "not UTF-8" in result.stdout
    assert isinstance(result.exception, SystemExit)


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    alone = tmp_path / "sample.toml"
    alone.write_text(HEAD + '"\\u001b[31m" = 1\n' + PAGE)

    result = run(alone)

    assert result.exit_code == 1
    assert "\x1b" not in result.stdout


def test_a_help_line_that_nobody_tried_for_long_is_a_warning(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE)
    place = folder / "places" / "testby.toml"
    place.write_text(place.read_text().replace("2026-11-01", "2020-01-01"))

    result = run(folder, "--place", "testby")

    assert result.exit_code == 0
    assert "nobody has tried 'Ring 112' since 2020-01-01" in result.stdout


def test_the_surveys_are_found_beside_the_package_unless_they_are_set(tmp_path: Path) -> None:
    assert surveys_folder(tmp_path) == tmp_path
    assert surveys_folder(None).resolve() == SURVEYS.resolve()


def test_a_translation_of_a_question_that_is_gone_says_file_key_and_way_out(
    tmp_path: Path,
) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE)
    english = folder / "translations" / "sample.en.toml"
    english.write_text('language = "en"\n[texts]\n"question.gone.text" = "Are you here?"\n')

    result = run(folder, "--place", "testby")

    (line,) = [line for line in result.stdout.splitlines() if "gone" in line]
    assert result.exit_code == 1
    assert line.startswith(f"{english}:$.texts.question.gone.text: there is no text with the key")
    assert line.endswith("or take it away, if what it was the text of is gone")


def test_a_language_that_the_pages_do_not_speak_is_a_warning(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE)
    (folder / "translations" / "sample.so.toml").write_text('language = "so"\n[texts]\n')

    result = run(folder, "--place", "testby")

    assert result.exit_code == 0
    assert "so.po:$: warning: the pages say nothing in so: " in result.stdout


def test_a_neutral_page_has_an_address_that_browsers_take(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE)
    place = folder / "places" / "testby.toml"
    place.write_text('neutral_page = "example.org"\n' + place.read_text())

    result = run(folder, "--place", "testby")

    assert result.exit_code == 1
    assert f"{place}:$.neutral_page: " in result.stdout
