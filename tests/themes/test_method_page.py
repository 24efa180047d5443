"""The page on the method: its example runs as it stands."""

import re
from pathlib import Path

import pytest

from tests.themes.answers import SURVEYS, TEXTS

PAGE = SURVEYS.parent / "docs" / "method.md"


def test_the_example_in_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    example = re.search(r"```python\n(.+?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert example is not None
    (tmp_path / "surveys").symlink_to(SURVEYS)
    monkeypatch.chdir(tmp_path)
    texts = list(TEXTS[:60])
    names: dict[str, object] = {
        "texts": texts,
        "groups": ["a", "b"] * 30,
        "people": [f"p{row // 2}" for row in range(60)],
    }

    exec(example[1], names)  # noqa: S102  the page's own example

    assert str(names["later"]) == "['waiting']"
