"""Texts of several languages: each read with its own words, counted together."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from lyhord_themes import ByLanguage, Codebook, ThemeFinder, ThemesError
from lyhord_themes.saving import model_bytes, read_model
from tests.themes.corpora import FINNISH, SPOKEN, planted, planted_in

ANSWERS = ["vi fick vänta i kön", "blev mobbad i skolan", "mamma har inte råd", "", "?!"]


@pytest.fixture(scope="module")
def mixed() -> tuple[list[str], list[str]]:
    swedish, topics = planted(12)
    finnish, others = planted_in(FINNISH, 12)
    return [*swedish, *finnish], [*topics, *(f"fi {topic}" for topic in others)]


@pytest.fixture(scope="module")
def fitted(mixed: tuple[list[str], list[str]]) -> ByLanguage:
    return ByLanguage(ThemeFinder()).fit(mixed[0])


def test_each_language_has_themes_of_its_own_and_it_is_said(
    fitted: ByLanguage, mixed: tuple[list[str], list[str]]
) -> None:
    main, other = fitted.findings_.languages

    assert (main.language, other.language) == ("sv", "fi")
    assert main.n + other.n == len(mixed[0])
    assert main.n == pytest.approx(48, abs=3)
    assert not set(main.themes) & set(other.themes)
    assert adjusted_rand_score(mixed[1], fitted.labels_) > 0.8


def test_counts_of_all_languages_add_up(fitted: ByLanguage) -> None:
    findings = fitted.findings_

    assert sum(theme.n for theme in findings.themes) == len(findings.assignments)
    assert findings.coverage == 1.0
    assert findings.k == len(findings.themes) == len({theme.id for theme in findings.themes})
    for theme in findings.themes:
        assert theme.terms
        assert {findings.assignments[row].theme for row in theme.quotes} == {theme.id}


def test_the_order_of_the_rows_moves_no_text(
    fitted: ByLanguage, mixed: tuple[list[str], list[str]]
) -> None:
    turned = ByLanguage(ThemeFinder()).fit(mixed[0][::-1]).findings_

    assert turned.assignments == fitted.findings_.assignments[::-1]


def test_one_language_alone_is_read_as_without_looking() -> None:
    texts, _ = planted(12)

    both = ByLanguage(ThemeFinder(n_themes=4)).fit([*texts, ""]).findings_

    assert both == ThemeFinder(n_themes=4).fit([*texts, ""]).findings_
    assert both.languages == ()


def test_groups_are_counted_over_all_languages(mixed: tuple[list[str], list[str]]) -> None:
    texts = mixed[0]
    groups = ["a" if place % 2 else "b" for place in range(len(texts))]

    themes = ByLanguage(ThemeFinder()).fit(texts, groups=groups).findings_.themes

    for group in ("a", "b"):
        assert sum(theme.groups[group].n for theme in themes) == len(texts) // 2


def test_a_codebook_is_for_the_main_language_and_few_others_stay_unclear(
    codebook: Codebook,
) -> None:
    texts = [*ANSWERS, *SPOKEN["sv"], *SPOKEN["ar"]]

    found = ByLanguage(ThemeFinder(codebook)).fit(texts, groups=["x"] * len(texts)).findings_

    arabic = found.assignments[-len(SPOKEN["ar"]) :]
    assert [a.theme for a in found.assignments[:5]] == [
        "waiting", "bullying", "money", "empty", "empty",
    ]  # fmt: skip
    assert {a.theme for a in arabic} == {"unclear"}
    assert all(a.second for a in arabic)
    assert [(s.language, s.n) for s in found.languages] == [("sv", 11), ("ar", 8)]


def test_praise_and_lack_are_counted_over_all_languages(codebook: Codebook) -> None:
    texts = [*ANSWERS, *SPOKEN["sv"], *SPOKEN["en"]]
    asked = ["missing" if place % 2 else "worked" for place in range(len(texts))]

    found = ByLanguage(ThemeFinder(codebook)).fit(texts, questions=asked).findings_

    told = [place.valence for place in found.assignments]
    assert set(told[-8:]) >= {"works", "missing"}
    for theme in found.themes:
        own = [v for v, a in zip(told, found.assignments, strict=True) if a.theme == theme.id]
        assert (theme.works, theme.missing) == (own.count("works"), own.count("missing"))


def test_labels_teach_the_language_that_they_are_in(codebook: Codebook) -> None:
    finnish, topics = planted_in(FINNISH, 12)
    names = {"buss": "waiting", "mat": "bullying", "musik": "money", "djur": "money"}
    wanted = [names[topic] for topic in topics]
    examples = (finnish[:24], wanted[:24])

    found = ByLanguage(ThemeFinder(codebook, examples=examples)).fit([*SPOKEN["sv"], *finnish])

    told = [a.theme for a in found.findings_.assignments[len(SPOKEN["sv"]) :]]
    assert told[:24] == wanted[:24]
    assert np.mean(np.array(told[24:]) == np.array(wanted[24:])) > 0.7
    assert {t.id for t in found.findings_.themes if t.source == "codebook"} == set(names.values())


def test_labels_that_the_codebook_lacks_are_refused_in_every_language(codebook: Codebook) -> None:
    finder = ThemeFinder(codebook, examples=(list(SPOKEN["fi"]), ["elsewhere"] * 8))

    with pytest.raises(ThemesError, match="lacks: elsewhere"):
        ByLanguage(finder).fit([*SPOKEN["sv"], *SPOKEN["fi"]])


def test_later_texts_go_to_the_themes_of_their_language(fitted: ByLanguage) -> None:
    read = read_model(model_bytes(fitted), "m")
    later = [
        "bussi pysäkki aikataulu lippu ja minun on",
        "buss hållplats tidtabell och jag vill",
        "",
    ]

    places = read.assign(later)

    main, other = fitted.findings_.languages
    assert places == fitted.assign(later)
    assert places[0].theme in other.themes
    assert places[1].theme in main.themes
    assert places[2].theme == "empty"
    assert list(read.predict(later)) == [place.theme for place in places]
    assert read.later(later).assignments == places
    assert {t.id: t.name for t in read.later(later[:1]).themes if t.source == "new"} == {
        theme.id: theme.name for theme in fitted.findings_.themes
    }


def test_a_corpus_wholly_in_another_language_is_read_as_it_was_told_to() -> None:
    found = ByLanguage(ThemeFinder(language="sv")).fit([*SPOKEN["fi"], ""]).findings_

    assert found.languages == ()
    assert found.language == "sv"


def test_a_language_that_was_told_is_not_guessed(codebook: Codebook) -> None:
    finnish, topics = planted_in(FINNISH, 12)
    texts = [*ANSWERS[:3], *finnish, "hej", ""]
    told = ["sv", "sv-x-easy", None, *["fi"] * len(finnish), "fi", "fi"]

    found = ByLanguage(ThemeFinder(codebook)).fit(texts, languages=told).findings_

    main, other = found.languages
    assert [a.theme for a in found.assignments[:3]] == ["waiting", "bullying", "money"]
    assert (main.language, main.n, other.language, other.n) == ("sv", 3, "fi", len(finnish) + 1)
    assert found.assignments[-1].theme == "empty"
    names = [a.theme for a in found.assignments[3:-2]]
    assert adjusted_rand_score(topics, names) > 0.7


def test_who_opened_a_page_in_one_language_may_write_in_another(codebook: Codebook) -> None:
    texts = [*ANSWERS[:3], "vi fick vänta i kön i flera år innan någon hjälpte oss"]

    found = ByLanguage(ThemeFinder(codebook)).fit(texts, languages=["sv", "sv", "sv", "en"])

    assert found.findings_.assignments[-1].theme == "waiting"
    assert found.findings_.languages == ()


def test_a_text_given_in_two_languages_has_one_theme(codebook: Codebook) -> None:
    texts = [*ANSWERS[:3], "kö", "kö", "kö"]
    told = ["sv", "sv", "sv", "sv", "ar", "sv"]

    found = ByLanguage(ThemeFinder(codebook)).fit(texts, languages=told).findings_

    assert {a.theme for a in found.assignments[3:]} == {"waiting"}


def test_texts_in_a_language_without_a_stemmer_stay_unclear_and_are_counted(
    codebook: Codebook,
) -> None:
    somali = [f"waxaan sugeynay caawimaad muddo dheer {n}" for n in range(40)]

    finder = ByLanguage(ThemeFinder(codebook))
    found = finder.fit([*ANSWERS, *somali], languages=["sv"] * 5 + ["so"] * 40).findings_

    assert {a.theme for a in found.assignments[5:]} == {"unclear"}
    assert [(s.language, s.n, s.themes) for s in found.languages][1] == ("so", 40, ())
    assert {a.theme for a in finder.later([*ANSWERS, *somali]).assignments} > {"waiting"}


def test_as_many_languages_as_texts_are_needed(codebook: Codebook) -> None:
    with pytest.raises(ThemesError, match="languages has 1 entries for 5 texts"):
        ByLanguage(ThemeFinder(codebook)).fit(ANSWERS, languages=["sv"])
