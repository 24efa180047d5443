from lyhord_themes.documents import documents
from lyhord_themes.spelling import Spelling

TEXTS = ["lång väntan", "väntan igen", "bara väntan", "vänatn", "vänta", "kö här", "hör kö"]


def mended(text: str) -> tuple[str, ...]:
    spelling = Spelling().fit(documents(TEXTS, "sv"))
    return spelling.mend(documents([text], "sv"))[0].forms


def test_a_rare_word_is_read_as_the_common_one_a_letter_away() -> None:
    assert ("väntan",) == mended("väntaan")


def test_two_swapped_letters_are_read_as_meant() -> None:
    assert ("väntan",) == mended("vänatn")


def test_a_word_seen_twice_is_read_as_one_ten_times_as_common() -> None:
    spelling = Spelling().fit(documents(["väntan"] * 20 + ["väntar"] * 20 + ["väntat"] * 2, "sv"))

    (read,) = spelling.mend(documents(["väntat väntar"], "sv"))

    assert read.forms == ("väntan", "väntar")


def test_a_long_word_seen_once_may_differ_in_two_letters() -> None:
    spelling = Spelling().fit(documents(["skolsköterskan"] * 3 + ["vännen"] * 3, "sv"))

    (read,) = spelling.mend(documents(["skolsköteskkan vnnne", "skolsköterskan"], "sv"))[:1]

    assert read.forms == ("skolsköterskan", "vnnne")


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
