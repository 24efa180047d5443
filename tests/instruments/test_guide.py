"""docs/instruments.md says what the code does."""

import re
import tomllib
from typing import get_args

import pytest

from lyhord.instruments import definition, linting
from lyhord.instruments.definition import AnyQuestion, Condition
from lyhord.instruments.shape import problems_of_shape
from tests.instruments.tables import NAMES, ROOT, tables

GUIDE = (ROOT / "docs" / "instruments.md").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_every_question_and_option_of_a_shipped_instrument_is_listed(name: str) -> None:
    section = GUIDE.partition(f"### `{name}`\n\n")[2].partition("\n\n")[0].strip()

    assert section == tables()[name]


@pytest.mark.parametrize("kind", get_args(AnyQuestion))
def test_every_kind_is_described_with_its_own_fields(kind: type[definition.Question]) -> None:
    line = GUIDE.partition(f"\n| `{kind.__struct_config__.tag}` |")[2].partition("\n")[0]
    common = definition.Question.__struct_fields__

    assert line
    for field in kind.__struct_fields__:
        if field not in common:
            assert f"`{field}`" in line


@pytest.mark.parametrize("kind", get_args(Condition))
def test_every_condition_is_described(kind: type[definition.Equals]) -> None:
    assert f'op = "{kind.__struct_config__.tag}"' in GUIDE


def test_every_rule_of_the_lint_is_described() -> None:
    described = set(re.findall(r"^\| `([a-z_]+)[.`]", GUIDE, re.MULTILINE))

    assert set(linting.RULES) <= described


def test_the_limits_are_those_of_the_lint() -> None:
    limits = ", ".join(f"{limit} ({name})" for name, limit in linting.HARDEST_LIX.items())

    assert f"above {limits}" in GUIDE
    assert f"more than {linting.MOST_WORDS_FOR_A_CHILD} words" in GUIDE


def test_the_question_that_is_left_out_can_be_put_in() -> None:
    block = GUIDE.partition("A sensitive question")[2].partition("```toml\n")[2].partition("```")[0]
    (page,) = tomllib.loads("[[pages]]\n" + block)["pages"]

    assert list(problems_of_shape(page["questions"][0], get_args(AnyQuestion))) == []
