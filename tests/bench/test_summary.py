"""The table of all measurements: goals are judged rightly, and what fails is a row that says so."""

from pathlib import Path

import pytest

from goals import GOALS, Goal
from once import Run, run
from programs import PROGRAMS, Program
from summary import BEGIN, END, PAGE, judged, number, rows, written

ROOT = Path(__file__).parents[2]


def a_goal(**more: object) -> Goal:
    return Goal(told="a figure", program="submit", read=lambda _: 0.0, **more)  # type: ignore[arg-type]


def a_run(figures: dict[str, object] | None, why: str = "") -> Run:
    (program,) = [each for each in PROGRAMS if each.name == "submit"]
    return Run(program=program, command="python x", load=1.0, figures=figures, why=why)


@pytest.mark.parametrize(
    ("goal", "value", "verdict"),
    [
        (a_goal(most=5), 5, "met"),
        (a_goal(most=5, unit="times"), 6, "**missed** by 1 times, 20% of the goal"),
        (a_goal(least=300), 300, "met"),
        (a_goal(least=300), 75, "**missed** by 225, 75% of the goal"),
        (a_goal(most=0), 2, "**missed** by 2"),
        (a_goal(), 2, ""),
    ],
)
def test_a_goal_is_met_or_missed_by_so_much(goal: Goal, value: float, verdict: str) -> None:
    assert verdict == judged(goal, value)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(0.1534, "ms", "0.153 ms"), (1234.5, "MB", "1,234 MB"), (100, "%", "100 %"), (2.0, "", "2")],
)
def test_figures_keep_three_digits(value: float, unit: str, shown: str) -> None:
    assert shown == number(value, unit)


def test_what_failed_and_what_was_not_printed_are_rows_that_say_so() -> None:
    failed = [line[2:4] for line in rows([a_run(None, "ended with 1: no disk")], is_quick=False)]
    partly = [line[2:4] for line in rows([a_run({"ratio": 4})], is_quick=False)]

    assert {("–", "not measured: ended with 1: no disk")} == set(failed)
    assert ("4 times", "met") == partly[0]
    assert ("–", "not measured: the program printed no 'ours'") == partly[1]


def test_a_quick_try_judges_nothing() -> None:
    assert {""} == {line[3] for line in rows([a_run({"ratio": 40, "ours": 3})], is_quick=True)}


@pytest.mark.parametrize(
    ("code", "minutes", "figures", "why"),
    [
        ("print('a table'); print('{\"ratio\": 2}')", 1.0, {"ratio": 2}, ""),
        ("print('a table')", 1.0, None, "printed no figures"),
        ("raise SystemExit('no disk')", 1.0, None, "ended with 1: no disk"),
        ("import time; time.sleep(600)", 0.001, None, "not ended after 0.001 minutes"),
    ],
)
def test_a_program_that_fails_or_does_not_end_is_told(
    tmp_path: Path, code: str, minutes: float, figures: object, why: str
) -> None:
    script = tmp_path / "program.py"
    script.write_text(code)
    made = run(Program(name="one", script=str(script), minutes=minutes), is_quick=False)

    assert (figures, why) == (made.figures, made.why)


def test_the_table_takes_the_place_of_the_one_before() -> None:
    page = f"# Measurements\n\n{BEGIN}\nold\n{END}\n\n## More\n"

    assert f"# Measurements\n\n{BEGIN}\nnew\n{END}\n\n## More\n" == written(page, "new")
    assert PAGE.read_text("utf-8").count(BEGIN) == 1


def test_every_goal_is_of_a_program_and_every_script_is_there() -> None:
    names = {each.name for each in PROGRAMS}

    assert {goal.program for goal in GOALS} == names
    assert all((ROOT / "bench" / each.script).exists() for each in PROGRAMS)
