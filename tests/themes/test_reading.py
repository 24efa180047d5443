"""What seeds and labelled texts teach: letters, meaning and the company that words keep."""

import numpy as np

from lyhord_themes import Codebook, CodebookTheme, ThemeFinder
from lyhord_themes.company import Company
from lyhord_themes.documents import documents
from lyhord_themes.learners import as_sparse, ridge
from lyhord_themes.reading import Reader, Senses, Wordings
from lyhord_themes.stemvectors import swedish
from lyhord_themes.vectors import CharacterTfidf

SEEDS = ["väntetid", "lång kö", "vänta på besked", "bussen", "långt att åka", "ingen buss"]


def wordings() -> Wordings:
    return Wordings(
        tuple(documents(SEEDS, "sv")), np.array([0, 0, 0, 1, 1, 1]), np.ones(len(SEEDS))
    )


def test_ridge_finds_what_the_normal_equations_say() -> None:
    random = np.random.default_rng(0)
    rows, targets, weights = random.random((30, 5)), random.random((30, 2)), random.random(30)

    found = ridge(as_sparse(rows), targets, weights, penalty=0.5, steps=20)

    square = rows.T @ (weights[:, None] * rows) + 0.5 * np.eye(5)
    np.testing.assert_allclose(
        found, np.linalg.solve(square, rows.T @ (weights[:, None] * targets))
    )


def test_a_misspelt_word_is_read_as_the_seed_it_looks_like() -> None:
    reader = Reader(wordings(), 2, Senses())

    scores = reader.scores(documents(["vntetidn", "bussenn", "xyz"], "sv"))

    assert [row.argmax() for row in scores[:2]] == [0, 1]
    np.testing.assert_array_equal(scores[2], [0.0, 0.0])


def test_a_theme_with_more_wordings_has_no_advantage() -> None:
    many = documents([*SEEDS, *(f"buss {number}" for number in range(40))], "sv")
    known = Wordings(tuple(many), np.array([0] * 3 + [1] * 43), np.ones(len(many)))

    (row,) = Reader(known, 2, Senses()).scores(documents(["lång kö till bussen"], "sv"))

    assert abs(row.sum()) < 0.2


def test_a_word_keeps_the_company_of_its_neighbours_in_meaning() -> None:
    told = Company(wordings(), 2, vectors=swedish(), stop=frozenset())

    (row,) = told.scores(documents(["tåg"], "sv"))

    assert row[1] > row[0]


def test_without_vectors_only_the_words_themselves_count() -> None:
    told = Company(wordings(), 2, vectors=None, stop=frozenset())

    known, strange = told.scores(documents(["besked", "svar"], "sv"))

    assert known[0] > 0 > known[1]
    np.testing.assert_allclose(strange, 0.0, atol=1e-9)


def test_letter_groups_counted_before_are_the_same_again() -> None:
    texts = documents([*SEEDS, "bussar och köer"], "sv")
    learnt = CharacterTfidf().fit(documents(SEEDS, "sv"))

    before = learnt.transform(texts).toarray()
    learnt.transform(documents(["något annat"], "sv"))

    np.testing.assert_array_equal(before, learnt.transform(texts).toarray())


def test_themes_without_labels_keep_their_place_beside_those_with_many() -> None:
    themes = (("waiting", SEEDS[:3]), ("distance", SEEDS[3:]))
    book = Codebook(
        themes=tuple(CodebookTheme(id=name, name=name, seeds=tuple(own)) for name, own in themes)
    )
    labelled = [
        f"vi fick {what} i månader på hjälpen" for what in ("vänta", "köa", "stå ut", "bida")
    ]

    found = ThemeFinder(book, examples=(labelled, ["waiting"] * 4)).fit(
        [*labelled, "bussen går aldrig hit", "det är långt att åka till skolan"]
    )

    assert list(found.labels_[-2:]) == ["distance", "distance"]
