import json
from collections import Counter
from pathlib import Path

from lyhord_themes import read_codebook

HERE = Path(__file__).resolve().parent
ANSWERS = HERE / "sv_answers.jsonl"
CODEBOOK = HERE.parents[1] / "surveys" / "codebook" / "sv.toml"
PER_THEME = 8


def rows() -> list[dict[str, str]]:
    return [json.loads(line) for line in ANSWERS.read_text(encoding="utf-8").splitlines()]


def test_each_labelled_theme_has_as_many_answers_to_tune_on_as_to_report() -> None:
    counts = Counter((row["label"], row["part"]) for row in rows())

    assert {PER_THEME // 2} == set(counts.values())


def test_the_labels_are_themes_of_the_shipped_codebook() -> None:
    known = {theme.id for theme in read_codebook(CODEBOOK).themes}

    assert {row["label"] for row in rows()} <= known


def test_no_labelled_answer_stands_in_the_codebook() -> None:
    seeds = {seed for theme in read_codebook(CODEBOOK).themes for seed in theme.seeds}

    assert not seeds & {row["text"].lower() for row in rows()}
