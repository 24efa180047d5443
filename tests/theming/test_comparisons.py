"""Groups and periods, from a file's columns to the lines of the report."""

import json
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lyhord.commands.theming import themes
from lyhord.theming.comparisons import Columns, Compared, compared, may_show
from lyhord.theming.report import report
from lyhord.theming.results import Outcome, Source
from lyhord_themes import Assignment, Findings, Theme

Write = Callable[[str, bytes | str], Path]
WORDS = ("queue", "money")


def a_book(words: Sequence[str]) -> str:
    """A codebook with a theme for each word."""
    return 'language = "en"\n' + "".join(
        f'[[themes]]\nid = "{word}"\nname = "About {word}"\nseeds = ["{word}"]\n' for word in words
    )


def findings(ids: Sequence[str], *, language: str = "sv") -> Findings:
    """What an analysis would have found that put these themes on texts."""
    return Findings(
        version="1", language=language, seed=0, corpus_digest="", k=2, coverage=1.0,
        themes=tuple(
            Theme(id=id_, name=name, source="codebook", n=ids.count(id_), share=0.5)
            for id_, name in (("kö", "Köer"), ("mat", "Maten"))
        ),
        assignments=tuple(Assignment(theme=id_, strength=1.0) for id_ in ids),
    )  # fmt: skip


def people(shares: Sequence[float], *, each: int = 60) -> tuple[list[str], list[str], list[str]]:
    """Themes, groups (g0, g1 …) and people; every second person wrote two texts."""
    chance = random.Random(1)  # noqa: S311 - figures, no secrets
    rows = [
        ("kö" if chance.random() < share else "mat", f"g{group}", f"p{group}-{person}")
        for group, share in enumerate(shares)
        for person in range(each)
        for _ in range(1 + person % 2)
    ]
    ids, groups, names = zip(*rows, strict=True)
    return list(ids), list(groups), list(names)


def page(found: Findings, columns: Columns) -> tuple[str, Compared]:
    result = compared(found, columns)
    texts = tuple(assignment.theme for assignment in found.assignments)
    source = Source(name="svar.csv", texts=texts)
    return report(Outcome(findings=found, source=source, compared=result)), result


def section(shown: str, name: str) -> str:
    """The text of a section, tags away."""
    inside = shown.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", inside).split())


def test_the_report_says_who_differs_in_words_and_figures() -> None:
    ids, groups, names = people([0.8, 0.3, 0.3])

    shown, _ = page(findings(ids), Columns(groups=tuple(groups), respondents=tuple(names)))

    figures = r"g0 jämfört med övriga mycket oftare \d\d % \d\d % \+\d\d \(\+\d\d till \+\d\d\)"
    assert re.search(figures, section(shown, "differences"))
    assert "Siffrorna gäller personer" in section(shown, "differences")


def test_two_groups_are_compared_with_each_other_and_both_marked() -> None:
    ids, groups, _ = people([0.8, 0.3])

    shown, _ = page(findings(ids), Columns(groups=tuple(groups)))

    assert "g0 jämfört med g1 mycket oftare" in section(shown, "differences")
    assert "Den andra" in section(shown, "differences")
    card = shown.partition('id="theme-1"')[2]
    assert re.search(r"g1 <span class=\"mark\">mycket mer sällan</span>", card)


def test_rows_of_nobody_alone_are_not_shown_as_all_who_say_it() -> None:
    ids = (["kö"] * 3 + ["mat"] * 12 + ["unclear"] * 15) * 3 + ["mat", "unclear"] * 15
    groups = [name for name in "abcd" for _ in range(30)]

    shown, result = page(findings(ids), Columns(groups=tuple(groups)))

    assert result.comparison is not None
    assert may_show(result.comparison)["kö"] == {"d"}
    assert "Vem säger det" not in shown.partition('id="theme-2"')[2].partition("</article>")[0]


def test_what_shares_are_of_is_said_once() -> None:
    ids, groups, names = people([0.8, 0.3])
    weeks = tuple(f"v. {36 + place % 3}" for place in range(len(ids)))
    columns = Columns(groups=tuple(groups), respondents=tuple(names), times=weeks)

    shown, _ = page(findings(ids), columns)

    assert section(shown, "themes").count("Andelen är av de personer som har skrivit") == 1


def test_a_group_of_one_is_in_the_figures_but_not_on_the_page() -> None:
    ids, groups, _ = people([0.8, 0.3, 0.3])

    shown, result = page(findings([*ids, "kö"]), Columns(groups=(*groups, "Gnesta")))

    assert result.comparison is not None
    assert result.comparison.sizes["Gnesta"] == 1
    assert "Gnesta" not in shown


def test_clear_differences_that_would_point_out_a_few_are_counted_only() -> None:
    ids = ["kö"] * 40 + ["mat"] * 20 + ["kö"] + ["mat"] * 59

    shown, result = page(findings(ids), Columns(groups=("x",) * 60 + ("y",) * 60))

    assert result.comparison is not None
    assert result.comparison.themes[0].differences[0].is_clear
    assert "skulle peka ut några få: 2" in section(shown, "differences")
    assert not re.search(r"[xy] jämfört med", shown)


def test_texts_that_nobody_is_known_to_have_written_are_said_to_be_texts() -> None:
    ids, groups, names = people([0.8, 0.3])

    texts, counted = page(findings(ids), Columns(groups=tuple(groups)))
    _, persons = page(findings(ids), Columns(groups=tuple(groups), respondents=tuple(names)))

    assert counted.comparison is not None
    assert persons.comparison is not None
    assert (counted.comparison.counted, counted.comparison.sizes["g0"]) == ("texts", 90)
    assert (persons.comparison.counted, persons.comparison.sizes["g0"]) == ("respondents", 60)
    assert "ange då vem som svarat med --respondent" in section(texts, "differences")


def test_what_rises_over_time_is_told() -> None:
    ids, groups, _ = people([0.2, 0.4, 0.6, 0.8])
    days = tuple(f"2026-02-{2 + 7 * int(group[1]):02}" for group in groups)

    shown, result = page(findings(ids), Columns(times=days))

    assert result.trends is not None
    assert list(result.trends.sizes) == [f"2026-W{week:02}" for week in range(6, 10)]
    assert re.search(r"Köer mycket vanligare \d\d % \d\d %", section(shown, "trends"))
    assert "Maten mycket mindre vanligt" in section(shown, "trends")
    assert "2026-W06" in shown.partition('id="theme-1"')[2]


def test_periods_that_would_point_out_a_few_leave_the_trend_without_figures() -> None:
    ids, groups, _ = people([0.02, 0.4, 0.6, 0.8])

    shown, _ = page(findings(ids), Columns(times=tuple(groups)))

    assert "Köer mycket vanligare Visas inte: en period" in section(shown, "trends")


def test_no_change_is_not_called_a_change() -> None:
    ids, groups, _ = people([0.5, 0.5, 0.5])

    shown, _ = page(findings(ids), Columns(times=tuple(groups), groups=tuple(groups)))

    assert "Inget tema ökar eller minskar" in section(shown, "trends")
    assert "kan vara slump" in section(shown, "trends")
    assert "Ingen säker skillnad kan visas" in section(shown, "differences")
    assert 'class="mark"' not in shown


def test_one_group_or_none_is_said() -> None:
    one, _ = page(findings(["kö", "mat"]), Columns(groups=("x", "x"), times=("1", "1")))
    none, _ = page(findings(["kö", "mat"]), Columns(groups=("", " "), times=("", "")))

    assert "hör till samma grupp" in section(one, "differences")
    assert "Ingen rad har någon grupp" in section(none, "differences")
    for shown in (one, none):
        assert "för få perioder" in section(shown, "trends")


def test_two_hundred_groups_make_a_page_of_a_few_lines() -> None:
    ids, groups, _ = people([0.2] * 199 + [0.9], each=12)

    shown, _ = page(findings(ids), Columns(groups=tuple(groups)))

    assert section(shown, "differences").count("jämfört med övriga") <= 20


def test_names_of_groups_stay_text() -> None:
    ids, groups, _ = people([0.8, 0.3])
    bad = {"g0": "<b>x</b>{{7*7}}", "g1": "y"}

    shown, _ = page(findings(ids), Columns(groups=tuple(bad[group] for group in groups)))

    assert "<b>" not in shown
    assert "&lt;b&gt;x&lt;/b&gt;{{7*7}}" in shown


def test_without_columns_nothing_is_compared() -> None:
    shown, result = page(findings(["kö", "mat"]), Columns())

    assert result == Compared()
    assert "Skillnader mellan grupper" not in shown
    assert "Över tid" not in shown


def test_the_report_speaks_english_too() -> None:
    ids, groups, _ = people([0.8, 0.3, 0.3])
    columns = Columns(groups=tuple(groups), times=tuple(groups))

    shown, _ = page(findings(ids, language="en"), columns)

    assert "g0 compared with the others much more often" in section(shown, "differences")
    assert "much less common" in section(shown, "trends")


def run(file: Path, *arguments: str, words: Sequence[str] = WORDS) -> Result:
    book = file.with_name("book.toml")
    book.write_text(a_book(words))
    out = file.parent / "out"
    known = ("--text", "text", "--codebook", str(book), "--language", "en", "--out", str(out))
    return CliRunner().invoke(themes, [str(file), *known, *arguments])


@pytest.fixture
def answers(write: Write) -> Path:
    texts = ("the queue is long", "money is short")
    rows = "".join(f"{texts[n % 3 > 1]},{'xy'[n % 2]},v. {n % 5},p{n // 3}\n" for n in range(90))
    return write("a.csv", "text,place,week,person\n" + rows)


def test_the_command_writes_what_it_compared_and_the_same_bytes_again(answers: Path) -> None:
    flags = ("--group", "place", "--time", "week", "--respondent", "person")
    written = answers.parent / "out" / "themes.json"

    result = run(answers, *flags)
    first = written.read_bytes()
    run(answers, *flags)

    found = json.loads(first)
    assert result.exit_code == 0
    assert "groups: 0 of 1 differences are more than chance" in result.stdout
    assert "over time: 0 of 2 themes change" in result.stdout
    assert found["comparison"]["sizes"] == {"x": 30, "y": 30}
    assert found["comparison"]["resamples"] == 1_000
    assert list(found["trends"]["sizes"]) == ["v. 0", "v. 1", "v. 2", "v. 3", "v. 4"]
    assert set(found["themes"][0]["groups"]) == {"x", "y"}
    assert written.read_bytes() == first


def test_a_small_figure_does_not_follow_from_the_other_themes_of_its_group(
    write: Write, tmp_path: Path
) -> None:
    counts = {("A", "queue"): 25, ("A", "money"): 23, ("A", "noise"): 2}
    counts |= {("B", "queue"): 20, ("B", "money"): 20, ("B", "noise"): 10}
    rows = "".join(f"{word} {n},{place}\n" for (place, word), k in counts.items() for n in range(k))

    result = run(write("a.csv", "text,place\n" + rows), "--group", "place", words=(*WORDS, "noise"))

    page = (tmp_path / "out" / "report.html").read_text()
    cards = page.split('<article class="card"')[1:]
    told = [bool(re.search(r'<th scope="row">\s*A\s', card)) for card in cards]
    assert result.exit_code == 0
    assert len(told) == 3
    assert sum(told) < 2


def test_a_respondent_without_anything_to_compare_is_wrong_usage(answers: Path) -> None:
    result = run(answers, "--respondent", "person")

    assert result.exit_code == 2
    assert "give --group or --time too" in result.stderr


@pytest.mark.parametrize("flag", ["--time", "--respondent"])
def test_a_column_that_is_not_there_is_told(answers: Path, flag: str) -> None:
    result = run(answers, "--group", "place", flag, "who")

    assert result.exit_code == 1
    assert "no column 'who'" in result.stderr
