"""Where the marks of the comparison's pictures lie."""

from lyhord.privacy.cells import Share
from lyhord.web.desk.matrices import CELL, EDGE, matrix
from lyhord.web.desk.strips import WIDTH, strip, top_of


def a_share(percent: int) -> Share:
    return Share(percent=percent, low=percent - 5, high=percent + 5)


def test_lines_reach_to_whole_tens_that_hold_every_interval() -> None:
    assert top_of([a_share(31), None, a_share(12)]) == 40
    assert top_of([a_share(98)]) == 100
    assert top_of([]) == 100


def test_marks_lie_in_the_order_of_their_shares_and_what_is_hidden_has_none() -> None:
    line = strip("x", [("youth", a_share(10)), ("child", None), ("guardian", a_share(40))], top=50)

    assert [mark.kind for mark in line.marks] == ["youth", "guardian"]
    assert line.marks[0].x < line.marks[1].x < line.marks[1].high <= WIDTH
    assert line.marks[0].y < line.marks[1].y < line.height


def test_a_pair_lies_below_the_diagonal_whichever_comes_first() -> None:
    drawn = matrix("x", ["a", "b", "c"], {("c", "a"): 20, ("a", "b"): 5, ("a", "z"): 9})

    assert [(circle.text, circle.x, circle.y) for circle in drawn.circles] == [
        ("20", EDGE + CELL / 2, 2.5 * CELL),
        ("5", EDGE + CELL / 2, 1.5 * CELL),
    ]
    assert drawn.circles[0].radius > drawn.circles[1].radius
