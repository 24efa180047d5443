"""The estimator: planted topics found, the same bytes again, nothing fetched."""

import random
import re
import socket
import warnings
from itertools import groupby

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import SkipTestWarning
from sklearn.metrics import adjusted_rand_score
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from lyhord_themes import (
    ByLanguage,
    Codebook,
    CodebookError,
    Findings,
    NoTextError,
    ThemeFinder,
    ThemesError,
    TooFewTextsError,
)
from tests.themes.corpora import TOPICS, planted

ANSWERS = [
    "vi fick vänta i två år i kön",
    "blev mobbad i skolan varje dag",
    "mamma har inte råd med avgiften",
    "jag gillar katter",
    "",
    "?!",
]


def found_in(texts: list[str], **parameters: object) -> Findings:
    return ThemeFinder(**parameters).fit(texts).findings_


with warnings.catch_warnings():
    warnings.simplefilter("ignore", SkipTestWarning)  # those that need numbers are left out
    estimator_checks = parametrize_with_checks([ThemeFinder()])


@estimator_checks
def test_it_is_a_scikit_learn_estimator(estimator: ThemeFinder, check: object) -> None:
    assert callable(check)
    check(estimator)


@pytest.mark.parametrize("per_topic", [20, 60, 250])
@pytest.mark.parametrize("fast", [False, True])
def test_planted_topics_come_back(per_topic: int, *, fast: bool) -> None:
    texts, topics = planted(per_topic)

    labels = ThemeFinder(n_themes=4, fast=fast).fit_predict(texts)

    assert adjusted_rand_score(topics, labels) > 0.95


def test_the_number_of_planted_topics_is_found() -> None:
    findings = found_in(planted(40)[0])

    assert findings.k == len(TOPICS)
    assert max(point.stability for point in findings.k_curve) > 0.9


@pytest.mark.parametrize("asked", [{}, {"n_themes": 8}, {"n_themes": 8, "fast": True}])
def test_noise_is_said_to_have_no_stable_structure(asked: dict[str, object]) -> None:
    chance = random.Random(3)  # noqa: S311 - texts, no secrets
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiouyåäö"]
    noise = [" ".join("".join(chance.sample(syllables, 3)) for _ in range(5)) for _ in range(90)]

    assert "no_stable_structure" in found_in(noise, **asked).notes


@pytest.mark.parametrize("per_topic", [20, 60])
def test_the_order_of_the_rows_moves_no_text(per_topic: int) -> None:
    texts, _ = planted(per_topic)
    mixed = texts * 2
    random.Random(7).shuffle(mixed)  # noqa: S311 - an order, no secret

    one, other = found_in(texts), found_in(mixed)

    by_text = dict(zip(texts, one.assignments, strict=True))
    assert [by_text[text] for text in mixed] == list(other.assignments)
    assert {t.id: t.name for t in one.themes} == {t.id: t.name for t in other.themes}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations(range(len(ANSWERS))))
def test_with_a_codebook_the_order_moves_no_text(codebook: Codebook, order: list[int]) -> None:
    straight = found_in(ANSWERS, codebook=codebook).assignments
    turned = found_in([ANSWERS[place] for place in order], codebook=codebook).assignments

    assert [straight[place] for place in order] == list(turned)


def test_the_same_seed_gives_the_same_bytes() -> None:
    texts, _ = planted(60)
    one, other = (msgspec.json.encode(found_in(texts, seed=5)) for _ in range(2))

    assert one == other


def test_equal_texts_share_a_theme_whatever_their_case_and_spaces() -> None:
    texts, _ = planted(20)
    findings = found_in([*texts, texts[0].upper() + "  "])

    assert findings.assignments[0] == findings.assignments[-1]


def test_a_codebook_guides(codebook: Codebook) -> None:
    themes = [a.theme for a in found_in(ANSWERS, codebook=codebook).assignments]

    assert themes == ["waiting", "bullying", "money", "unclear", "empty", "empty"]


def test_what_is_unclear_still_names_the_two_nearest(codebook: Codebook) -> None:
    unclear = found_in(ANSWERS, codebook=codebook).assignments[3]

    assert {unclear.second, unclear.third} < {"waiting", "bullying", "money"}


def test_fewer_than_thirty_texts_are_not_grouped_and_it_says_so(codebook: Codebook) -> None:
    guided, alone = found_in(ANSWERS, codebook=codebook), found_in(ANSWERS)

    assert guided.notes == alone.notes == ("few_texts",)
    assert {a.theme for a in alone.assignments} == {"new-1", "empty"}


def test_what_the_codebook_lacks_is_proposed(codebook: Codebook) -> None:
    texts, topics = planted(40)
    findings = found_in([*texts, *ANSWERS], codebook=codebook)

    proposed = [theme for theme in findings.themes if theme.source == "new"]
    themes = [assignment.theme for assignment in findings.assignments]
    assert len(proposed) == len(TOPICS)
    assert adjusted_rand_score(topics, themes[: len(topics)]) > 0.9
    assert themes[len(topics) : len(topics) + 2] == ["waiting", "bullying"]


@pytest.mark.parametrize("taken", [("new-1",), ("new-1", "new-3"), ("new-3", "new-2")])
def test_proposed_themes_do_not_take_ids_that_the_codebook_has(
    codebook: Codebook, taken: tuple[str, ...]
) -> None:
    named = [
        msgspec.structs.replace(theme, id=each)
        for theme, each in zip(codebook.themes, taken, strict=False)
    ]
    book = msgspec.structs.replace(codebook, themes=(*named, *codebook.themes[len(taken) :]))

    findings = found_in(planted(40)[0], codebook=book)

    ids = [theme.id for theme in findings.themes]
    assert len(ids) == len(set(ids)) > len(book.themes) + 1
    assert sum(theme.n for theme in findings.themes) == len(findings.assignments)
    assert findings.coverage <= 1


def test_examples_decide_and_teach(codebook: Codebook) -> None:
    texts, topics = planted(20)
    names = {"buss": "waiting", "mat": "bullying", "musik": "money", "djur": "money"}
    wanted = [names[topic] for topic in topics]
    finder = ThemeFinder(codebook, examples=(texts[:40], wanted[:40])).fit(texts)

    themes = [assignment.theme for assignment in finder.findings_.assignments]
    right = np.mean(np.array(themes[40:]) == np.array(wanted[40:]))
    assert themes[:40] == wanted[:40]
    assert right > 0.9


def test_examples_alone_make_their_labels_themes() -> None:
    texts, topics = planted(20)
    findings = found_in(texts, examples=(texts[:40], topics[:40]))

    assert {theme.id for theme in findings.themes} >= set(TOPICS)


def test_counts_shares_and_groups_add_up() -> None:
    texts, topics = planted(20)
    finder = ThemeFinder(n_themes=4).fit([*texts, ""], groups=[*topics, None])
    findings = finder.findings_

    assert sum(theme.n for theme in findings.themes) == len(texts) + 1
    assert findings.coverage == 1.0
    for topic in TOPICS:
        assert sum(theme.groups[topic].n for theme in findings.themes if theme.groups) == 20
    for theme in findings.themes:
        for share in theme.groups.values():
            assert share.low <= share.share <= share.high


def test_terms_quotes_and_labels_come_from_the_theme() -> None:
    texts, _ = planted(40)
    findings = found_in(texts, n_themes=4)

    for theme in findings.themes:
        members = [row for row, a in enumerate(findings.assignments) if a.theme == theme.id]
        assert set(theme.quotes) <= set(members)
        assert len(theme.quotes) == 5
        assert 1 <= len(theme.name.split()) <= 6
        assert theme.terms[0].weight >= theme.terms[-1].weight > 0


def test_later_texts_are_placed_as_the_fitted_ones_were() -> None:
    texts, _ = planted(60)
    finder = ThemeFinder(n_themes=4).fit(texts)

    assert list(finder.predict(texts)) == list(finder.labels_)
    assert list(finder.predict(["", *texts[:3]])[1:]) == list(finder.labels_[:3])


def test_transform_gives_a_share_per_theme(codebook: Codebook) -> None:
    finder = ThemeFinder(codebook).fit(ANSWERS)
    shares = finder.transform(ANSWERS)

    assert shares.shape == (len(ANSWERS), 3)
    assert list(finder.get_feature_names_out()) == ["waiting", "bullying", "money"]
    assert shares[0].argmax() == 0
    assert not shares[4].any()
    assert 0 <= shares.min() <= shares.max() <= 1


def test_it_can_be_cloned_and_put_into_a_pipeline(codebook: Codebook) -> None:
    finder = clone(ThemeFinder(codebook, language="sv", seed=3))

    piped = make_pipeline(finder).fit(ANSWERS)

    assert finder.get_params()["seed"] == 3
    assert piped.predict(ANSWERS)[0] == "waiting"


@pytest.mark.parametrize(
    ("texts", "parameters", "error"),
    [
        ([], {}, NoTextError),
        (["", " "], {}, NoTextError),
        (["en", "två"], {"n_themes": 3}, TooFewTextsError),
        (["en", "en"], {"n_themes": 2}, TooFewTextsError),
        (["en", "två"], {"n_themes": 0}, TooFewTextsError),
        (["en"], {"language": "xx"}, ThemesError),
        ("en text", {}, ThemesError),
        (["en", 3], {}, ThemesError),
        (["en"], {"examples": (["a"], [])}, ThemesError),
        (["en"], {"examples": (["a"], ["=cmd()"])}, ThemesError),
    ],
)
def test_what_cannot_be_used_is_refused(
    texts: list[str], parameters: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        found_in(texts, **parameters)


def test_examples_with_a_theme_that_the_codebook_lacks_are_refused(codebook: Codebook) -> None:
    with pytest.raises(ThemesError, match="lacks: elsewhere"):
        found_in(ANSWERS, codebook=codebook, examples=(["hej"], ["elsewhere"]))


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"codebook": "path.toml"}, "codebook is a Codebook or None, not 'path.toml'"),
        ({"background": "x"}, "background is a Codebook or None"),
        ({"n_themes": "3"}, "n_themes is a whole number or None, not '3'"),
        ({"n_themes": 2.5}, "n_themes is"),
        ({"n_themes": True}, "n_themes is"),
        ({"seed": None}, "seed is a whole number"),
        ({"seed": -1}, "seed is a whole number"),
        ({"language": None}, "language is a language's code, not None"),
        ({"fast": "no"}, "fast is True or False"),
        ({"caution": "x"}, "caution is a share from 0 to 1"),
        ({"caution": float("nan")}, "caution is a share from 0 to 1"),
        ({"encoder": "x"}, "encoder is an Encoder or None"),
        ({"stop_words": "och"}, "stop_words is a list of words, not 'och'"),
        ({"stop_words": [3]}, "stop_words is a list of words"),
        ({"weighting": "foo"}, "weighting is 'log-odds' or 'c-tf-idf', not 'foo'"),
        ({"examples": 5}, "examples is a pair of texts and labels"),
        ({"examples": (5, 6)}, "give a list of texts, not int"),
    ],
)
@pytest.mark.parametrize("split", [False, True])
def test_parameters_that_cannot_be_used_are_named(
    parameters: dict[str, object], told: str, *, split: bool
) -> None:
    finder = ThemeFinder(**parameters)

    with pytest.raises(ThemesError, match=re.escape(told)):
        (ByLanguage(finder) if split else finder).fit(["en", "två"])


@pytest.mark.parametrize("finder", [ThemeFinder(), ByLanguage(), ByLanguage(5)], ids=str)
def test_what_is_no_list_of_texts_is_named(finder: ThemeFinder) -> None:
    with pytest.raises(ThemesError, match="int"):
        finder.fit(5)


@pytest.mark.parametrize("seeds", [("och",), ("vänta", "Och"), ("och att", "det här")])
def test_seeds_that_stand_in_any_answer_are_refused(codebook: Codebook, seeds: object) -> None:
    theme = msgspec.structs.replace(codebook.themes[0], seeds=seeds)

    with pytest.raises(CodebookError, match=r"theme waiting: .* stop word"):
        found_in(ANSWERS, codebook=msgspec.structs.replace(codebook, themes=(theme,)))


@pytest.mark.parametrize("name", ["codebook", "background"])
def test_a_codebook_in_another_language_is_refused(codebook: Codebook, name: str) -> None:
    with pytest.raises(CodebookError, match=rf"{name}: its language is 'sv', .* as 'en'"):
        found_in(ANSWERS, language="en", **{name: codebook})


def test_groups_of_another_length_are_refused() -> None:
    with pytest.raises(ThemesError, match="groups has 1 entries for 2 texts"):
        ThemeFinder().fit(["en", "två"], groups=["a"])


@pytest.mark.parametrize(
    "texts",
    [
        ["en enda text"],
        ["samma"] * 100,
        ["och att det", "det att och", "i på som"] * 20,
        ["👍", "👎", "🙂 🙂"] * 20,
        [f"{number}" for number in range(60)],
        ["a" * 1_000_000, *(f"ord{number} text" for number in range(40))],
        ["ord " * 250_000, *(f"ord{number} text" for number in range(40))],
        ["\x00\ud800 hej", "hej då"],
    ],
)
@pytest.mark.parametrize("guided", [False, True])
def test_odd_texts_get_a_sensible_answer(
    texts: list[str], codebook: Codebook, *, guided: bool
) -> None:
    findings = found_in(texts, codebook=codebook if guided else None)

    assert len(findings.assignments) == len(texts)
    assert all(a.theme != "empty" for a in findings.assignments)
    for _, same in groupby(sorted(zip(texts, findings.assignments, strict=True), key=str), str):
        assert len(set(same)) == 1


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, codebook: Codebook) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert found_in(ANSWERS, codebook=codebook).k == 3
