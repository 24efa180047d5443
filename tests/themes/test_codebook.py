"""Codebooks: read with every mistake at once, and written back as they were."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord_themes import (
    Codebook,
    CodebookError,
    CodebookTheme,
    codebook_toml,
    parse_codebook,
    read_codebook,
)

SHIPPED = Path(__file__).parents[2] / "surveys" / "codebook" / "sv.toml"
WANTED = {
    "retelling", "waiting", "trusted_adult", "not_believed", "where_to_turn", "school_adjust",
    "absence", "bullying", "leisure", "money", "online", "home", "confidentiality", "transitions",
    "distance", "language", "parenting", "pressure",
}  # fmt: skip
words = st.text(min_size=1, max_size=30).map("a{}".format)


@given(st.lists(words, min_size=1, max_size=5), words, st.text(max_size=50))
def test_a_codebook_survives_being_written_and_read(
    seeds: list[str], name: str, definition: str
) -> None:
    theme = CodebookTheme(id="a", name=name, definition=definition, seeds=tuple(seeds))
    codebook = Codebook(language="sv", themes=(theme,))

    assert parse_codebook(codebook_toml(codebook)) == codebook


def test_every_mistake_is_told_at_once() -> None:
    source = """
    speed = 3
    [[themes]]
    id = "a"
    name = "A"
    seeds = ["x"]
    parent = "b"
    [[themes]]
    id = "b"
    name = "B"
    seeds = ["y"]
    not = ["y"]
    parent = "a"
    [[themes]]
    id = "b"
    name = "B igen"
    seeds = ["z"]
    parent = "nowhere"
    [[themes]]
    id = "=cmd"
    name = "C"
    seeds = []
    [[themes]]
    id = "unclear"
    name = "Oklart"
    seeds = ["w"]
    colour = "red"
    """

    with pytest.raises(CodebookError) as caught:
        parse_codebook(source)

    told = "\n".join(caught.value.problems)
    for part in (
        "$.speed", "used twice", "'y' is both", "parent nowhere does not exist", "$.themes[3].id",
        "$.themes[4]: Object contains unknown field `colour`",
    ):  # fmt: skip
        assert part in told


def test_an_id_ends_where_its_line_ends() -> None:
    source = '[[themes]]\nid = "a\\n"\nname = "A"\nseeds = ["x"]'

    with pytest.raises(CodebookError, match=r"\$\.themes\[0\]\.id"):
        parse_codebook(source)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('seeds = ["..."]', "there is no word in"),
        ('seeds = ["x", " "]', "there is no word in ' '"),
        ('seeds = ["\\u200b"]', "there is no word in"),
        ('seeds = ["\\u0000"]', "there is no word in"),
        ('seeds = ["x"]\nnot = ["!"]', "there is no word in '!'"),
        ('seeds = ["Vänta", "x"]\nnot = ["vänta!"]', "'Vänta' is both a seed and in `not`"),
    ],
)
def test_words_that_can_do_nothing_are_refused(lines: str, told: str) -> None:
    with pytest.raises(CodebookError) as caught:
        parse_codebook(f'[[themes]]\nid = "a"\nname = "A"\n{lines}')

    assert told in str(caught.value)


def test_a_blank_name_and_an_unknown_language_are_refused() -> None:
    source = 'language = "xx"\n[[themes]]\nid = "a"\nname = " \\u200b"\nseeds = ["x"]'

    with pytest.raises(CodebookError) as caught:
        parse_codebook(source)

    told = str(caught.value)
    assert "$.language: language 'xx' is not known; choose one of" in told
    assert "theme a: the name is blank" in told


@pytest.mark.parametrize("language", ["", "en", "nb-NO"])
def test_the_language_of_a_codebook_is_kept_as_it_was_said(language: str) -> None:
    theme = CodebookTheme(id="a", name="A", seeds=("x",))
    codebook = Codebook(language=language, themes=(theme,))

    assert parse_codebook(codebook_toml(codebook)) == codebook


def test_parents_that_go_in_a_circle_are_refused() -> None:
    source = "\n".join(
        f'[[themes]]\nid = "{one}"\nname = "n"\nseeds = ["{one}"]\nparent = "{other}"'
        for one, other in (("a", "b"), ("b", "c"), ("c", "a"))
    )

    with pytest.raises(CodebookError, match="circle"):
        parse_codebook(source)


@pytest.mark.parametrize("source", ["", "language = 'sv'", "themes = 3", "themes = []", "[["])
def test_what_is_no_codebook_is_refused(source: str) -> None:
    with pytest.raises(CodebookError):
        parse_codebook(source)


def test_a_missing_or_undecodable_file_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CodebookError, match="not UTF-8"):
        read_codebook(broken)
    with pytest.raises(CodebookError, match=r"missing\.toml: No such file"):
        read_codebook(tmp_path / "missing.toml")


def test_the_shipped_codebook_is_whole() -> None:
    codebook = read_codebook(SHIPPED)

    ids = {theme.id for theme in codebook.themes}
    assert len(codebook.themes) >= 24
    assert ids >= WANTED
    for theme in codebook.themes:
        assert len(theme.name.split()) <= 6
        assert 20 <= len(theme.seeds) <= 400
        assert theme.definition
        assert theme.include
        assert theme.exclude
        assert theme.stage
