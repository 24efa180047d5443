"""The code of a room: said aloud, typed in any way, and no way to another board."""

from uuid import UUID, uuid4

import pytest

from lyhord.privacy import rooms

SECRET = b"0123456789012345678901234567890123456789"
BOARD = UUID(int=7)


def test_a_code_is_two_words_of_five_letters_and_the_same_each_time() -> None:
    code = rooms.code(SECRET, "kasop", BOARD)

    assert code == rooms.code(SECRET, "kasop", BOARD)
    assert [len(word) for word in code.split("-")] == [5, 5]
    assert rooms.read(code) == ("kasop", rooms.word(SECRET, BOARD))


@pytest.mark.parametrize("typed", ["KASOP MIRAT", " kasop-mirat\n", "ka sop mi rat", "kasopmirat"])
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert rooms.read(typed) == ("kasop", "mirat")


@pytest.mark.parametrize(
    "typed",
    ["", "kasop", "kasop-mirato", "aaaaa-bbbbb", "kasop\0mirat1", "<b>op-mirat", "x" * 10_000],
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert rooms.read(typed) is None


def test_words_and_keys_belong_to_one_board_and_one_secret() -> None:
    boards = [uuid4() for _ in range(50)]
    words = {rooms.word(SECRET, board) for board in boards}
    key = rooms.key(SECRET, "kasop", BOARD)

    assert len(words) > 45
    assert rooms.is_key(key, SECRET, "kasop", BOARD)
    assert not rooms.is_key(key, SECRET, "kasop", UUID(int=8))
    assert not rooms.is_key(key, b"other", "kasop", BOARD)
    assert not rooms.is_key(key[:-1] + "å", SECRET, "kasop", BOARD)
    assert not rooms.is_word("mirat", b"other", BOARD)
