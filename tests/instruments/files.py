"""Survey files written for one test: a small folder that is right, and ways to spoil it."""

import shutil
from pathlib import Path

from lyhord.instruments.problems import Problem
from lyhord.instruments.reading import Library, examine, read_library

EXAMPLES = Path(__file__).parents[1] / "surveys_for_tests"

HEAD = """
id = "sample"
audience = "youth"
language = "sv"
title = "Prov"
minutes = 5
introduction = ["Hej!"]
ending = ["Tack!"]
"""

PAGE = """
[[pages]]
id = "page"
title = "Sida"
"""

QUESTION = """
[[pages.questions]]
id = "sure"
kind = "single"
text = "Är du säker?"
options = "yes_no"
"""

SAMPLE = HEAD + PAGE + QUESTION


def a_folder(where: Path, **instruments: str | bytes) -> Path:
    """Make a folder with shared lists and a place, and these instruments."""
    for part in ("shared", "places"):
        shutil.copytree(EXAMPLES / part, where / part, dirs_exist_ok=True)
    (where / "translations").mkdir(exist_ok=True)
    shared = EXAMPLES / "translations" / "shared.en.toml"
    shutil.copy(shared, where / "translations" / "shared.en.toml")
    for name, content in instruments.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (where / f"{name}.toml").write_bytes(raw)
    return where


def problems(folder: Path) -> tuple[Problem, ...]:
    """Read a folder for what is wrong with it."""
    return examine(folder, place="testby").problems


def library(folder: Path) -> Library:
    """Read a folder that should be right."""
    return read_library(folder, place="testby")


def with_question(question: str) -> str:
    """A survey file with one more question at its end."""
    return HEAD + PAGE + QUESTION + "\n[[pages.questions]]\n" + question
