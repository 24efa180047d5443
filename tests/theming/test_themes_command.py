"""`lyhord themes` on files, as a script uses it."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lyhord.commands.theming import themes
from lyhord.theming.finding import others_seeds
from lyhord_themes import ThemeFinder, read_codebook
from tests.themes.corpora import TOPICS, planted

Write = Callable[[str, bytes | str], Path]
KEYS = ["version", "language", "seed", "corpus_digest", "k", "k_curve", "coverage", "themes"]
THEME_KEYS = {
    "id",
    "name",
    "source",
    "n",
    "share",
    "stability",
    "terms",
    "quotes",
    "counter",
    "groups",
}


def run(file: Path, *arguments: str) -> Result:
    out = file.parent / "out"
    return CliRunner().invoke(themes, [str(file), *arguments, "--out", str(out)])


def assignments(file: Path) -> list[dict[str, str]]:
    with (file.parent / "out" / "assignments.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def planted_file(write: Write) -> Path:
    texts, topics = planted(20)
    rows = zip(texts, topics, strict=True)
    return write("p.csv", "text,topic\n" + "".join(f"{text},{topic}\n" for text, topic in rows))


@pytest.mark.usefixtures("other_seeds")
def test_five_files_with_the_keys_of_the_contract(planted_file: Path) -> None:
    result = run(planted_file, "--codebook", "none", "--themes", "4", "--group", "topic")

    out = planted_file.parent / "out"
    written = json.loads((out / "themes.json").read_text())
    assert result.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "assignments.csv", "codebook.toml", "map.svg", "report.html", "themes.json",
    ]  # fmt: skip
    assert list(written) == [*KEYS, "decided", "seed_agreement", "map", "comparison"]
    assert len(written["themes"]) == written["k"] == 4
    for theme in written["themes"]:
        assert set(theme) >= THEME_KEYS
        assert theme["source"] == "new"
        assert set(theme["groups"]) == set(TOPICS)
        assert set(theme["groups"]["buss"]) == {"n", "share", "low", "high"}


def test_every_row_gets_a_line_with_ids_and_numbers(write: Write) -> None:
    file = write("a.csv", 'text\n"=cmd|calc"\nvi väntade i kö två år\n""\n')

    result = run(file)

    lines = assignments(file)
    assert result.exit_code == 0
    assert [line["row"] for line in lines] == ["0", "1", "2"]
    assert [line["theme"] for line in lines][1:] == ["waiting", "empty"]
    assert all(line["second"] and line["third"] for line in lines[:2])
    assert "=" not in (file.parent / "out" / "assignments.csv").read_text()


def test_an_empty_line_keeps_its_row(write: Write) -> None:
    file = write("a.csv", "text\nhej\n\nvi fick vänta\n")

    run(file)

    assert [line["row"] for line in assignments(file)] == ["0", "1", "2"]
    assert assignments(file)[1]["theme"] == "empty"


def test_the_same_file_gives_the_same_bytes(planted_file: Path) -> None:
    out = planted_file.parent / "out"
    names = ("themes.json", "assignments.csv", "codebook.toml", "report.html", "map.svg")

    run(planted_file, "--codebook", "none")
    first = [(out / name).read_bytes() for name in names]
    run(planted_file, "--codebook", "none")

    assert [(out / name).read_bytes() for name in names] == first


def test_the_written_codebook_can_be_given_back(planted_file: Path) -> None:
    run(planted_file, "--codebook", "none", "--themes", "4")
    before = [line["theme"] for line in assignments(planted_file)]
    kept = (planted_file.parent / "out" / "codebook.toml").rename(planted_file.parent / "book.toml")

    result = run(planted_file, "--codebook", str(kept))

    after = [line["theme"] for line in assignments(planted_file)]
    same = sum(one == other for one, other in zip(before, after, strict=True))
    assert result.exit_code == 0
    assert len(read_codebook(kept).themes) == 4
    assert same > 0.8 * len(before)


def test_examples_guide(planted_file: Path, write: Write) -> None:
    texts, topics = planted(20)
    rows = "".join(f"{t},{topic}\n" for t, topic in list(zip(texts, topics, strict=True))[:40])

    result = run(
        planted_file,
        "--codebook", "none", "--examples", str(write("e.csv", "text,theme\n" + rows)),
    )  # fmt: skip

    right = sum(
        line["theme"] == t for line, t in zip(assignments(planted_file), topics, strict=True)
    )
    assert result.exit_code == 0
    assert right > 0.9 * len(topics)


def test_labels_that_contradict_each_other_are_told(planted_file: Path, write: Write) -> None:
    text = planted(20)[0][0]
    examples = write("e.csv", f"text,theme\n{text},x\n{text.upper()},y\n{text},y\n")

    result = run(planted_file, "--codebook", "none", "--examples", str(examples))

    assert "1 labelled texts have several labels" in result.stderr
    assert assignments(planted_file)[0]["theme"] == "y"
    assert "unclear" not in {line["theme"] for line in assignments(planted_file)}


ENGLISH = """language = "en"
[[themes]]
id = "waiting"
name = "Waiting"
seeds = ["queue", "waiting", "months"]
"""


def test_a_codebook_says_its_language(write: Write) -> None:
    file = write("a.csv", "text\nI was in the queue for months\nwaiting and waiting\n")

    result = run(file, "--codebook", str(write("book.toml", ENGLISH)))

    out = file.parent / "out"
    assert result.exit_code == 0
    assert json.loads((out / "themes.json").read_text())["language"] == "en"
    assert read_codebook(out / "codebook.toml").language == "en"
    assert {line["theme"] for line in assignments(file)} == {"waiting"}


def test_a_codebook_in_another_language_than_was_told_is_refused(write: Write) -> None:
    file = write("a.csv", "text\nvi stod i kö\n")

    result = run(file, "--language", "sv", "--codebook", str(write("book.toml", ENGLISH)))

    assert result.exit_code == 1
    assert "codebook: its language is 'en', but the texts are read as 'sv'" in result.stderr


def test_json_output_is_one_object(planted_file: Path) -> None:
    result = run(planted_file, "--codebook", "none", "--json")

    summary = json.loads(result.stdout)
    assert summary["texts"] == 80
    assert summary["coverage"] == 1.0


def test_nothing_but_results_is_printed_into_a_pipe(planted_file: Path) -> None:
    assert run(planted_file, "--codebook", "none").stderr == ""


def test_a_guessed_encoding_is_said_on_stderr(write: Write) -> None:
    result = run(write("a.csv", "text\nvi stod i kö i två år\n".encode("cp1252")))

    assert result.exit_code == 0
    assert "read as cp1252" in result.stderr


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        ("", [], "the file is empty"),
        ('text\n""\n" "\n', [], "every row is empty"),
        ("text\nhej\n", ["--text", "svar"], "no column 'svar'; the columns are 'text'"),
        ("text\nhej\n", ["--group", "ort"], "no column 'ort'"),
        ("a,b\nhej,x\n", [], "say with --text"),
        ("text\nhej\n", ["--themes", "2"], "2 themes cannot be found in 1 different texts"),
        ("text\nhej\n", ["--language", "xx"], "'xx' is not known"),
        ("text\nhej\n", ["--codebook", "missing.toml"], "missing.toml: No such file"),
        ("text\nhej\n", ["--examples", "missing.csv"], "missing.csv: No such file"),
    ],
)
def test_bad_input_is_one_clear_line(
    write: Write, content: str, arguments: list[str], told: str
) -> None:
    result = run(write("a.csv", content), *arguments)

    assert result.exit_code == 1
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.output


def test_a_codebook_with_mistakes_tells_them_all(write: Write) -> None:
    book = write("book.toml", '[[themes]]\nid = "a"\n[[themes]]\nname = "b"\n')

    result = run(write("a.csv", "text\nhej\n"), "--codebook", str(book))

    assert result.exit_code == 1
    assert "$.themes[0]" in result.stderr
    assert "$.themes[1]" in result.stderr


def test_an_out_that_cannot_be_written_is_told_before_the_analysis(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(ThemeFinder, "fit")
    out = write("out", "in the way")

    in_the_way = run(write("a.csv", "text\nhej\n"))
    out.unlink()
    (out / "themes.json").mkdir(parents=True)
    file_in_the_way = run(write("a.csv", "text\nhej\n"))

    for result in (in_the_way, file_in_the_way):
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    ("flag", "name"),
    [
        ("--codebook", "codebook.toml"),
        ("--background", "codebook.toml"),
        ("--examples", "assignments.csv"),
        ("--stop-words", "report.html"),
        ("--model", "themes.json"),
        ("--refit-from", "map.svg"),
        ("--save-model", "themes.json"),
    ],
)
def test_no_file_that_is_read_or_written_is_written_over(
    write: Write, tmp_path: Path, flag: str, name: str
) -> None:
    (tmp_path / "out").mkdir()
    given = write(f"out/{name}", "an analyst's own work")

    result = run(write("a.csv", "text\nhej\n"), flag, str(given))

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert f"{name}: this file is" in result.stderr
    assert "copy the file elsewhere" in result.stderr
    assert given.read_text() == "an analyst's own work"


def test_a_link_to_the_answers_is_not_written_over(write: Write, tmp_path: Path) -> None:
    file = write("a.csv", "text\nhej\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "assignments.csv").symlink_to(file)
    (tmp_path / "model").hardlink_to(file)

    told = run(file).stderr
    told_of_model = run(file, "--save-model", str(tmp_path / "model")).stderr

    assert "assignments.csv: this file is read" in told
    assert told_of_model.count("this file is read") == 1
    assert file.read_text() == "text\nhej\n"


def test_a_column_that_is_not_there_is_told_before_the_analysis(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(ThemeFinder, "fit")

    result = run(write("a.csv", "text\nhej\n"), "--question", "nope")

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "no column 'nope'" in result.stderr


@pytest.mark.parametrize("tag", ["sv-SE", "SV", " sv_se "])
def test_a_tag_of_a_language_is_that_language(write: Write, tag: str) -> None:
    file = write("a.csv", "text\nvi väntade i kö\n")

    result = run(file, "--language", tag)

    assert result.exit_code == 0
    assert assignments(file)[0]["theme"] == "waiting"


def test_an_empty_language_is_refused(write: Write) -> None:
    result = run(write("a.csv", "text\nhej\n"), "--language", "")

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "the language '' names none" in result.stderr


def test_a_model_that_cannot_be_read_says_so_once(write: Write) -> None:
    model = write("m.model", b"lyhord-themes-model 1 00\n")

    result = run(write("a.csv", "text\nhej\n"), "--model", str(model))

    assert result.exit_code == 1
    assert result.stderr.count("m.model") == 1
    assert "cannot be read" not in result.stderr
    assert "the model has format 1 and was saved by another version" in result.stderr


def test_a_deeply_nested_codebook_is_told_in_one_line(write: Write) -> None:
    book = write("book.toml", "themes = " + "[" * 5_000 + "]" * 5_000)

    result = run(write("a.csv", "text\nhej\n"), "--codebook", str(book))

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "nested too deeply" in result.stderr


def test_a_number_of_themes_and_a_codebook_exclude_each_other(write: Write) -> None:
    book = write("book.toml", '[[themes]]\nid = "a"\nname = "a"\nseeds = ["a"]\n')

    result = run(write("a.csv", "text\nhej\n"), "--themes", "1", "--codebook", str(book))

    assert result.exit_code == 2
    assert "--themes is for finding themes without a codebook: leave one out" in result.stderr


def test_notes_are_sentences(write: Write) -> None:
    result = run(write("a.csv", "text\nvi väntade i kö\n"))

    assert "note: Fewer than 30 different answers" in result.stdout


@pytest.mark.parametrize("arguments", [["--themes", "0"], ["--seed", "-1"], ["--unknown"]])
def test_wrong_usage_is_exit_two(write: Write, arguments: list[str]) -> None:
    assert run(write("a.csv", "text\nhej\n"), *arguments).exit_code == 2


def test_few_texts_are_shown_in_context_and_leave_no_map(write: Write) -> None:
    file = write("a.csv", "text\nfler vuxna på rasten\nvuxna som lyssnar\n")
    (file.parent / "out").mkdir()
    (file.parent / "out" / "map.svg").write_text("an earlier one")

    result = run(file)

    written = json.loads((file.parent / "out" / "themes.json").read_text())
    assert "too few to group" in result.output
    assert [keyword["word"] for keyword in written["keywords"]] == ["vuxna"]
    assert not (file.parent / "out" / "map.svg").exists()
    assert "map.svg" not in result.output


@pytest.mark.usefixtures("other_seeds")
def test_other_seeds_are_tried_and_their_agreement_is_told(planted_file: Path) -> None:
    result = run(planted_file, "--codebook", "none", "--themes", "4", "--seed", "5")

    out = planted_file.parent / "out"
    told = json.loads((out / "themes.json").read_text())["seed_agreement"]
    assert told["seeds"] == [5, 6, 7]
    assert 0.9 < told["ari"] <= 1
    assert f"seeds: 3 fits agree by {told['ari']:.2f}" in result.stdout
    assert (
        "Samma analys med 2 andra frön ger nästan samma teman" in (out / "report.html").read_text()
    )


@pytest.mark.usefixtures("other_seeds")
@pytest.mark.parametrize("arguments", [["--fast"], ["--codebook", "none"]])
def test_no_other_seeds_where_they_cost_too_much_or_nothing_is_drawn(
    write: Write, arguments: list[str]
) -> None:
    few = write("a.csv", "text\nvi väntade i kö\nmer rast\n")
    file = few if "--fast" not in arguments else write("b.csv", "text\n" + a_lot())

    run(file, *arguments)

    assert "seed_agreement" not in json.loads((file.parent / "out" / "themes.json").read_text())
    assert "har inte prövats" in (file.parent / "out" / "report.html").read_text()


def a_lot() -> str:
    return "".join(f"{text}\n" for text in planted(10)[0])


@pytest.mark.usefixtures("other_seeds")
def test_each_number_of_texts_has_its_number_of_other_seeds() -> None:
    counted = [others_seeds(n, fast=False) for n in (30, 1_000, 1_001, 4_000, 4_001)]

    assert counted == [2, 2, 1, 1, 0]
    assert others_seeds(30, fast=True) == 0


def test_suggestions_are_written_shown_and_said(write: Write) -> None:
    texts = ["mer rast och tuppluren", "bussen och tuppluren", "rasten och tuppluren", "snö", "bio"]
    book = write("book.toml", '[[themes]]\nid = "a"\nname = "Raster"\nseeds = ["rast"]\n')
    file = write("a.csv", "text\n" + "".join(f"{text}\n" for text in texts))

    result = run(file, "--codebook", str(book), "--background", "none", "--suggest")

    out = file.parent / "out"
    page = (out / "report.html").read_text()
    assert [path.name for path in sorted(out.iterdir())] == [
        "assignments.csv", "codebook.toml", "labels.jsonl", "report.html", "seeds.json",
        "themes.json",
    ]  # fmt: skip
    assert "next: fill in themes for 5 answers in labels.jsonl" in result.stdout
    assert "  Raster: tuppluren" in result.stdout
    assert "tuppluren" in page[page.index('id="suggested"') :]
    assert "Märk de 5 svaren i labels.jsonl" in page
    assert json.loads((out / "seeds.json").read_text())["a"][0]["word"] == "tuppluren"


def test_limits_are_codes_in_themes_json(write: Write) -> None:
    file = write("a.csv", "text\nvi väntade i kö\n")

    run(file)

    assert json.loads((file.parent / "out" / "themes.json").read_text())["limits"] == ["few_texts"]


def test_what_was_asked_turns_praise_and_lack(write: Write) -> None:
    lines = "".join(
        f"pengar till {word},missing\n" for word in ("mat", "lov", "skor", "bok", "lek")
    )
    file = write("a.csv", f"text,asked\n{lines}pengar till bio,worked\n")

    run(file, "--question", "asked")

    themes = json.loads((file.parent / "out" / "themes.json").read_text())["themes"]
    money = next(theme for theme in themes if theme["id"] == "money")
    assert (money["works"], money["missing"], money["counter"]) == (1, 5, [5])
    assert [line["valence"] for line in assignments(file)] == ["missing"] * 5 + ["works"]


def test_files_of_a_run_that_was_broken_off_are_whole(
    planted_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = planted_file.parent / "out"
    run(planted_file, "--codebook", "none")
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def interrupted(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", interrupted)
    result = run(planted_file, "--codebook", "none", "--themes", "3")

    assert result.exit_code != 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
