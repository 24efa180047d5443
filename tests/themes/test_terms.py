"""The words shown with a theme: as its own texts write them, and only those that tell something."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from lyhord_themes import Codebook, Term, ThemeFinder, parse_codebook, phrases
from lyhord_themes.documents import documents
from lyhord_themes.terms import Weighting, is_telling, label, marking_terms
from lyhord_themes.text import stems
from lyhord_themes.writing import as_written

HOME = [
    f"pappa {word} hemma hos oss" for word in ("bråkar", "skriker", "jobbar", "sover", "gråter")
]
FORMS = [f"fyllde i papper nummer {n} i kön till bup, mejla [e-post]" for n in range(12)]


def book() -> Codebook:
    return parse_codebook(
        '[[themes]]\nid = "home"\nname = "Hemma"\nseeds = ["hemma", "pappa"]\n'
        '[[themes]]\nid = "waiting"\nname = "Kö"\nseeds = ["kö", "kön", "papper"]\n'
    )


def test_a_term_is_written_as_in_the_theme_own_texts() -> None:
    findings = ThemeFinder(book()).fit(HOME + FORMS).findings_

    terms = {theme.id: {term.term for term in theme.terms} for theme in findings.themes}
    assert "pappa" in terms["home"]
    assert "papper" not in terms["home"]


def test_no_term_is_a_number_or_a_piece_of_a_placeholder() -> None:
    findings = ThemeFinder(book()).fit(HOME + FORMS * 2).findings_

    shown = {term.term for theme in findings.themes for term in theme.terms}
    assert any("kön" in term.split() for term in shown)
    ends = {end for term in shown for end in (term.split()[0], term.split()[-1])}
    assert not ends & {"e", "post", "i", "0", "7", "bråkar", *map(str, range(12))}


def labelled(*terms: str) -> str:
    return label([Term(term=term, weight=1.0) for term in terms], "sv")


def test_a_label_repeats_no_stem_and_no_part_of_a_compound() -> None:
    assert labelled("skola", "skolan", "väntetid", "väntetiden", "bup") == "Skola, väntetid, bup"


def test_everyday_words_alone_name_nothing() -> None:
    assert labelled("behöva", "nån") == ""
    assert labelled("behöva", "nån", "behöver prata") == "Behöver prata"


def test_a_label_has_six_words_at_most() -> None:
    parts = ("barn och ungdomspsykiatrin", "lång väntan", "fyra olika läkare", "remiss")

    assert len(labelled(*parts).split()) <= 6


def test_a_label_names_no_stop_word() -> None:
    assert labelled("inte råd", "brist på tid", "får", "pengar") == "Pengar"
    assert labelled("får") == ""


def test_a_label_of_a_found_theme_is_made_of_telling_words() -> None:
    texts = [f"vi fick vänta länge på tid hos bup i {n} veckor" for n in range(8)]
    found = ThemeFinder(n_themes=2).fit([*texts, *HOME]).findings_

    for theme in found.themes:
        forms = theme.name.casefold().replace(",", "").split()
        assert 0 < len(forms) <= 6
        assert all(is_telling(form, "sv") for form in forms)
        assert len({*stems(forms, "sv").values()}) == len(forms)


def test_words_that_stand_together_become_one_term() -> None:
    queue = [f"lång väntetid hos {place}" for place in ("bup", "soc", "hab", "vården")]
    other = [f"bra mat i {place}" for place in ("matsalen", "köket", "skolan", "caféet")]
    cut = documents([*queue, *other], "sv")

    pairs = phrases.collocations(cut, "sv")

    assert set(phrases.forms(cut, pairs, "sv").values()) == {"bra mat", "lång väntetid"}
    assert phrases.counts(cut, pairs[:1], "sv").sum() == 4


def test_a_negation_may_begin_a_term_and_a_stop_word_stand_in_it() -> None:
    texts = [f"{who} har inte råd med skor" for who in ("mamma", "pappa", "vi", "syrran")]
    cut = documents([*texts, *(f"{word} fika" for word in ("god", "varm", "gratis", "kall"))], "sv")

    written = phrases.forms(cut, phrases.collocations(cut, "sv"), "sv")

    assert {"inte råd", "råd med skor"} <= set(written.values())


def test_a_pair_takes_the_place_of_the_words_that_mostly_stand_in_it() -> None:
    counts = csr_matrix([[1, 1, 1, 0]] * 3 + [[0, 0, 0, 1]] * 3)
    names = {"lång": "lång", "kö": "kö", "lång kö": "lång kö", "mat": "mat"}

    terms = marking_terms(
        counts, np.repeat([0, 1], 3), stems=list(names), shown={0: names}, given=np.ones(6)
    )

    assert [term.term for term in terms[0]] == ["lång kö"]


@pytest.mark.parametrize("weighting", ["log-odds", "c-tf-idf"])
def test_either_weighting_puts_the_word_of_the_group_first(weighting: Weighting) -> None:
    counts = csr_matrix([[1, 1]] * 5 + [[0, 1]] * 5)

    terms = marking_terms(
        counts,
        np.repeat([0, 1], 5),
        stems=["kö", "skola"],
        shown={0: {"kö": "kö", "skola": "skola"}},
        given=np.ones(10),
        weighting=weighting,
    )

    assert terms[0][0].term == "kö"


def test_terms_have_the_capitals_of_the_texts() -> None:
    texts = ["Kö till BUP", "Vi gick till BUP. Kö igen", "KÖ KÖ BUP", "en kö"]
    terms = (Term(term="bup", weight=1.0), Term(term="kö till bup", weight=1.0))

    assert [t.term for t in as_written(texts, [terms])(terms)] == ["BUP", "kö till BUP"]


def test_a_term_counts_where_its_words_stand_in_any_form() -> None:
    cut = documents(["långa väntetider hos bup, som inte svarar"], "sv")

    (found,) = phrases.columns(cut, "sv")

    terms = ("lång väntetid", "BUP", "inte svarar", "väntetider hos BUP")
    assert [phrases.column(term, "sv") in found for term in terms] == [True] * 4
    assert phrases.column("bup svarar", "sv") not in found
