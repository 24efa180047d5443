"""What is worked out of an object once: by which object it is, not by what it holds."""

from lyhord.instruments.remembering import MOST, remembered


def test_it_is_made_once_for_an_object_and_anew_for_its_equal() -> None:
    made: list[tuple[int, str]] = []

    @remembered
    def make(whole: list[int], language: str) -> int:
        made.append((id(whole), language))
        return len(made)

    one, other = [1], [1]

    assert [make(one, "sv"), make(one, "sv"), make(other, "sv"), make(one, "en")] == [1, 1, 2, 3]


def test_an_object_that_is_gone_gives_nothing_to_one_in_its_place() -> None:
    @remembered
    def make(whole: list[int]) -> int:
        return whole[0]

    assert [make([number]) for number in range(2 * MOST)] == list(range(2 * MOST))
