"""What commands do to a codebook, and that whatever was done can be turned back."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lyhord.reviewing import verbs
from lyhord.reviewing.command import Command
from lyhord.reviewing.events import Book, applied, inverse, loose, parts_of, towards
from lyhord.reviewing.fields import LONGEST_NAME, plain
from lyhord.reviewing.verbs import Copy, Drop, Edit, Merge, Move, Pick, Reject, Start
from lyhord.storage.book import Changes, Stand
from tests.reviewing.books import COMMANDS, STATEMENTS, THEMES, a_book

ONE, TWO = STATEMENTS[0], STATEMENTS[1]


def seen_by(book: Book, command: Command) -> Book:
    """What a command is shown of a codebook: what it names, and what stands in its themes."""
    shown = {
        each: stand
        for each, stand in book.places.items()
        if each in command.named()
        or any(verbs.stands_in(stand, theme) for theme in command.whole())
    }
    return replace(book, places=shown)


def done(book: Book, command: Command) -> tuple[Book, Changes] | str:
    """The codebook after a command, with what changed, or the mistake."""
    changes = command.changes(seen_by(book, command))
    return changes if isinstance(changes, str) else (applied(book, changes), changes)


def after(book: Book, *commands: Command) -> Book:
    for command in commands:
        found = done(book, command)
        assert not isinstance(found, str), found
        book = found[0]
    return book


def shown(book: Book) -> tuple[object, object]:
    """What can be seen: the themes that are there, and where statements stand."""
    themes = {name: theme for name, theme in book.themes.items() if not theme.is_gone}
    return themes, book.places


@given(st.lists(COMMANDS, max_size=12))
def test_whatever_was_done_can_be_turned_back_step_by_step(commands: list[Command]) -> None:
    book = a_book()
    before: list[tuple[Book, Changes]] = []
    for command in commands:
        found = done(book, command)
        if not isinstance(found, str):
            before.append((book, found[1]))
            book = found[0]

    for known, changes in reversed(before):
        again = applied(applied(book, inverse(changes)), changes)
        assert shown(again) == shown(book)
        book = applied(book, inverse(changes))
        assert shown(book) == shown(known)


@given(st.lists(COMMANDS, max_size=12))
def test_no_statement_is_lost_or_stands_in_a_theme_that_is_gone(commands: list[Command]) -> None:
    book = a_book()
    for command in commands:
        found = done(book, command)
        if not isinstance(found, str):
            book = found[0]
            assert not loose(book, Changes())
            assert set(book.places) == set(STATEMENTS)
            assert all(
                stand.theme not in stand.copies and len(set(stand.copies)) == len(stand.copies)
                for stand in book.places.values()
            )


@given(st.lists(COMMANDS, max_size=8))
def test_events_come_back_from_the_database_as_they_went_in(commands: list[Command]) -> None:
    book = a_book()
    for command in commands:
        found = done(book, command)
        if not isinstance(found, str):
            book, changes = found
            stored = msgspec.json.decode(msgspec.json.encode(msgspec.to_builtins(changes)))
            assert msgspec.convert(stored, Changes) == changes


@given(COMMANDS)
def test_a_command_changes_only_what_it_decides_about(command: Command) -> None:
    found = done(a_book(), command)
    if isinstance(found, str):
        return
    changes = found[1]
    themes = {change.theme for change in changes.fields} | {
        move.before.theme for move in changes.moves
    }
    assert {*parts_of(changes)} <= command.parts() or themes & (
        command.whole() | {"own-1", "own-2", "unclear", "new-1"}
    )


def test_a_merge_moves_everything_and_keeps_copies_single() -> None:
    book = after(a_book(), Copy(statements=(ONE,), to="waiting"))
    merged = after(book, Merge(theme="school", into="waiting"))

    assert not merged.has("school")
    assert merged.places[ONE] == Stand(theme="waiting")
    assert merged.places[STATEMENTS[4]].theme == "waiting"


def test_what_is_rejected_is_unclear_unless_it_stands_elsewhere_too() -> None:
    book = after(a_book(), Copy(statements=(ONE,), to="waiting"), Reject(theme="school"))

    assert book.places[ONE].theme == "waiting"
    assert book.places[STATEMENTS[4]].theme == "unclear"


def test_a_new_theme_begins_with_what_was_chosen_and_was_decided_by_hand() -> None:
    book = after(
        a_book(), Start(statements=(ONE, TWO), theme="school", new="own-1", name=" Rasten ")
    )

    assert book.theme("own-1").name == "Rasten"
    assert book.places[ONE] == Stand(theme="own-1", by_hand=True)
    assert book.places[TWO].theme == "waiting"  # it did not stand in the theme


def test_statements_found_anywhere_leave_each_its_own_theme() -> None:
    book = after(a_book(), Move(statements=(ONE, TWO), theme="", to="unclear"))

    assert {book.places[each].theme for each in (ONE, TWO)} == {"unclear"}


def test_the_quote_picked_last_stands_first() -> None:
    book = after(a_book(), Pick(statements=(ONE,), is_quote=True))
    book = replace(book, first={"school": book.places[ONE].rank or 0})
    book = after(book, Pick(statements=(STATEMENTS[4],), is_quote=True))

    assert (book.places[STATEMENTS[4]].rank or 0) < (book.places[ONE].rank or 0) < 0


def test_a_proposal_that_was_named_is_of_the_codebook() -> None:
    book = after(a_book(), Edit(theme="new-1", fields={"name": "Kvällen"}))

    assert book.theme("new-1").source == "codebook"
    assert after(a_book(), Edit(theme="new-1", fields={"need": "x"})).theme("new-1").source == "new"


@pytest.mark.parametrize(
    ("command", "mistake"),
    [
        (Edit(theme="school", fields={"name": " \u202e\x00\n"}), "no_name"),
        (Edit(theme="school", fields={"name": "x" * (LONGEST_NAME + 1)}), "too_long"),
        (Edit(theme="school", fields={"need": "x" * 100_000}), "too_long"),
        (Edit(theme="nowhere", fields={"name": "x"}), "no_theme"),
        (Edit(theme="unclear", fields={"name": "x"}), "is_remainder"),
        (Edit(theme="school", fields={"source": "new"}), "no_such_value"),
        (Edit(theme="school", fields={"is_gone": True}), "no_such_value"),
        (Edit(theme="school", fields={"valence": "so-so"}), "no_such_value"),
        (Edit(theme="school", fields={"stages": ("nowhere",)}), "no_such_value"),
        (Edit(theme="school", fields={"actors": ("a\nb",)}), "no_such_value"),
        (Edit(theme="school", fields={"actors": tuple(map(str, range(99)))}), "no_such_value"),
        (Merge(theme="school", into="school"), "same_theme"),
        (Merge(theme="unclear", into="school"), "is_remainder"),
        (Merge(theme="school", into="nowhere"), "no_theme"),
        (Reject(theme="unclear"), "is_remainder"),
        (Reject(theme="nowhere"), "no_theme"),
        (Move(statements=(ONE,), theme="school", to="nowhere"), "no_theme"),
        (Move(statements=(ONE,), theme="waiting", to="unclear"), "no_statements"),
        (Copy(statements=(ONE,), to="unclear"), "is_remainder"),
        (Drop(statements=(ONE,), theme="waiting"), "no_statements"),
        (Start(statements=(ONE,), theme="school", new="waiting", name="x"), "no_theme"),
        (Start(statements=(), theme="school", new="own-1", name="x"), "no_statements"),
        (Pick(statements=(), is_quote=True), "no_statements"),
    ],
)
def test_what_cannot_be_done_is_refused(command: Command, mistake: str) -> None:
    assert done(a_book(), command) == mistake


def test_what_turns_text_around_or_is_not_seen_is_taken_out() -> None:
    assert plain("\u202eab\x00c\r\n\u2066d\x1b[0m") == "abc\nd[0m"
    assert plain(" a\nb\t c ", is_line=True) == "a b c"
    assert plain("{{7*7}} =1+1 <b>") == "{{7*7}} =1+1 <b>"


def test_doing_something_again_starts_from_what_is_there_now() -> None:
    book = a_book()
    named = done(book, Edit(theme="school", fields={"name": "Ett"}))
    assert not isinstance(named, str)
    others = after(named[0], Edit(theme="school", fields={"name": "Två"}))
    turned = towards(others, inverse(named[1]))

    assert applied(others, turned).theme("school").name == book.theme("school").name
    assert applied(applied(others, turned), inverse(turned)).theme("school").name == "Två"


def test_a_statement_that_was_withdrawn_is_left_out() -> None:
    book = a_book()
    moved = done(book, Move(statements=(ONE,), theme=THEMES[0], to="waiting"))
    assert not isinstance(moved, str)
    gone = replace(book, places={})

    assert towards(gone, inverse(moved[1])) == Changes()
