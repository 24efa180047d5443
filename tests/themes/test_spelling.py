from lyhord_themes.spelling import Spelling
from lyhord_themes.text import documents

TEXTS = ["lång väntan", "väntan igen", "bara väntan", "vänatn", "vänta", "kö här", "hör kö"]


def mended(text: str) -> tuple[str, ...]:
    spelling = Spelling().fit(documents(TEXTS, "sv"))
    return spelling.mend(documents([text], "sv"))[0].forms


def test_a_rare_word_is_read_as_the_common_one_a_letter_away() -> None:
    assert ("väntan",) == mended("väntaan")


def test_two_swapped_letters_are_read_as_meant() -> None:
    assert ("väntan",) == mended("vänatn")


def test_short_words_stay_as_they_are() -> None:
    assert ("kö", "hår") == mended("kö hår")


def test_words_far_from_every_common_one_stay() -> None:
    assert ("skolsköterska",) == mended("skolsköterska")


def test_a_mended_word_has_the_stem_of_the_common_one() -> None:
    spelling = Spelling().fit(documents(TEXTS, "sv"))

    assert (
        spelling.mend(documents(["väntan"], "sv"))[0]
        == (spelling.mend(documents(["väntaan"], "sv"))[0])
    )
