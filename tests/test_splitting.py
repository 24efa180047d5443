"""Groups that the machine proposes of a theme's statements."""

from uuid import UUID

from lyhord.splitting import FEWEST, divided
from lyhord.storage.book import BookText

QUEUES = (
    "Vi väntade på BUP i kön",
    "remissen och kön till BUP tog tid",
    "lång kö till BUP, ingen tid",
)
BREAKS = "ensam på rasten", "ingen leker med mig på rasten", "jag är ensam när det är rast"
ENDINGS = "", " igen", " hela hösten", " varje vecka", " förra året", " och sedan", " i våras"


def texts(*said: str, language: str = "sv") -> list[BookText]:
    return [
        BookText(
            statement_id=UUID(int=number),
            text=text,
            language=language,
            theme_id="school",
            is_copy=False,
            by_hand=False,
            is_quote=False,
        )
        for number, text in enumerate(said, start=1)
    ]


def two_things() -> list[BookText]:
    return texts(*(each + end for end in ENDINGS for each in (*QUEUES, *BREAKS)))


def test_what_resembles_each_other_is_together_with_the_words_that_mark_it() -> None:
    known = two_things()
    parts = divided(known)
    said = {each.statement_id: each.text for each in known}

    assert 2 <= len(parts) <= 4
    placed = [each for part in parts for each in part.statements]
    assert sorted(placed) == sorted(said)
    for part in parts:
        assert len({"BUP" in said[each] for each in part.statements}) == 1
        assert {each.statement_id for each in part.typical} <= {*part.statements}
        assert part.words
        for word, holding in part.words.items():
            first = word.split()[0][:3].casefold()
            assert holding
            assert all(first in said[each].casefold() for each in holding)


def test_the_order_in_which_texts_come_changes_nothing() -> None:
    assert divided(two_things()) == divided(two_things()[::-1])


def test_few_texts_and_texts_that_are_all_alike_are_not_divided() -> None:
    assert divided([]) == ()
    assert divided(two_things()[: FEWEST - 1]) == ()
    assert divided(texts(*["Vi väntade"] * 40)) == ()
    assert divided(texts(*["", " ", "\x00", "…"] * 20)) == ()


def test_other_languages_than_most_are_in_no_group() -> None:
    known = two_things()
    english = texts("We waited for help for a very long time", language="en")[0]
    foreign = BookText(
        statement_id=UUID(int=999),
        text=english.text,
        language="en",
        theme_id="school",
        is_copy=False,
        by_hand=False,
        is_quote=False,
    )
    parts = divided([*known, foreign])

    assert parts
    assert foreign.statement_id not in {each for part in parts for each in part.statements}
