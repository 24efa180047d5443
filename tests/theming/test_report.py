"""The report page: its figures and words, and that nothing in a text becomes markup."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from importlib import resources

import pytest
from msgspec import structs

from lyhord.theming.drawing import HEIGHT, WIDTH, Drawing, drawing
from lyhord.theming.figures import Figures
from lyhord.theming.report import LANGUAGES, map_svg, report, wording
from lyhord.theming.results import Outcome, Source
from lyhord.theming.trust import certainty, decided, why_so_many
from lyhord_themes import Findings, ThemeFinder, parse_codebook
from lyhord_themes.findings import Layout, Spot, Term
from tests.themes.corpora import planted

# chosen by a value: the template names only how they begin
BY_VALUE = (
    "note_", "effect_", "trend_", "no_groups", "one_group", "share_of_", "number_of_",
    "differences_unit_",
    "language_", "model_note", "refit_note", "fate_", "change_",
    "stability_", "map_fit_", "says", "certainty_", "decided_", "k_",
    "unnamed", "asked_", "missed_", "next_", "sure_", "limit_1",
)  # fmt: skip
CODEBOOK = parse_codebook(
    '[[themes]]\nid = "buss"\nname = "Bussar & <tåg>"\nseeds = ["buss", "tåg"]\n'
    '[[themes]]\nid = "mat"\nname = "Mat"\nseeds = ["mat"]\n'
)
TEXTS = ("bussen går <script>alert(1)</script>", "tåget är sent {{7*7}}", "xyzzy", "", "bussen\x07")


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.links += [value or "" for key, value in attrs if key in {"href", "src"}]


def findings(language: str = "sv") -> Findings:
    groups = ["=a", "b", "b", None, "b"]
    return ThemeFinder(CODEBOOK, language=language).fit(TEXTS, groups=groups).findings_


def page(language: str = "sv") -> str:
    source = Source(name="min fil.csv", texts=TEXTS)
    return report(Outcome(findings=findings(language), source=source))


def test_the_page_needs_nothing_from_elsewhere_and_no_script() -> None:
    tags = Tags(page())

    assert not {"script", "link", "img", "iframe"} & set(tags.names)
    assert all(link.startswith("#") for link in tags.links)
    assert "url(" not in page()


def test_answers_stay_text() -> None:
    shown = page()

    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "{{7*7}}" in shown
    assert "Bussar &amp; &lt;tåg&gt;" in shown
    assert "\x07" not in shown


def test_every_link_leads_somewhere() -> None:
    shown = page()

    ids = set(re.findall(r'id="([^"]+)"', shown))
    assert {link.removeprefix("#") for link in Tags(shown).links} <= ids


@pytest.mark.parametrize(("language", "title"), [("sv", "Teman i svaren"), ("en", "Themes in the")])
def test_the_page_speaks_the_language_of_the_texts(language: str, title: str) -> None:
    shown = page(language)

    assert f'<html lang="{language}">' in shown
    assert title in shown


def test_both_languages_have_the_same_texts() -> None:
    assert len({frozenset(wording(language)) for language in LANGUAGES}) == 1


def test_no_text_is_unused() -> None:
    folder = resources.files("lyhord.theming") / "templates"
    templates = "".join(path.read_text() for path in folder.iterdir() if path.is_file())

    keys = [key for key in wording("sv") if not key.startswith(BY_VALUE)]
    assert [key for key in keys if not re.search(rf"words\.{key}\b", templates)] == []


def test_figures_are_written_as_in_the_language() -> None:
    swedish, english = (Figures(language=code, words=wording(code)) for code in LANGUAGES)

    assert (swedish.percent(0.314), swedish.percent(0.004)) == ("31\xa0%", "0,4\xa0%")
    assert (english.percent(0.314), english.count(12_345)) == ("31%", "12\xa0345")


@pytest.fixture(scope="module")
def many() -> Findings:
    return ThemeFinder(n_themes=12).fit(planted(30)[0]).findings_


def outcome_of(found: Findings) -> Outcome:
    return Outcome(findings=found, source=Source(name="p.csv", texts=tuple(planted(30)[0])))


def drawn(found: Findings) -> Drawing:
    themes = sorted(found.themes, key=lambda theme: -theme.n)
    result = drawing(found, themes)
    assert result is not None
    return result


def test_the_map_shows_every_theme_within_its_frame(many: Findings) -> None:
    rings = drawn(many).rings

    assert [ring.number for ring in rings] == list(range(1, 13))
    for ring in rings:
        assert ring.radius <= ring.x <= WIDTH - ring.radius
        assert ring.radius <= ring.y <= HEIGHT - ring.radius


def test_no_ring_covers_another(many: Findings) -> None:
    rings = drawn(many).rings

    for place, one in enumerate(rings):
        for other in rings[:place]:
            apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            assert apart > one.radius + other.radius


def test_names_on_the_map_do_not_run_into_each_other(many: Findings) -> None:
    named = [ring for ring in drawn(many).rings if ring.lines]

    starts = {(ring.label_x, ring.label_y) for ring in named}
    assert len(starts) == len(named) >= 6


def test_the_largest_themes_of_a_crowded_map_have_names(many: Findings) -> None:
    spots = [Spot(id=f"t{n}", x=n % 5 / 9, y=n % 7 / 9) for n in range(30)]
    themes = [
        structs.replace(many.themes[0], id=spot.id, name="Någon att prata med", n=200 // n)
        for n, spot in enumerate(spots, start=1)
    ]
    layout = Layout(spots=tuple(spots), dots=(), fit=1.0)

    found = drawing(structs.replace(many, layout=layout), themes)

    assert found is not None
    assert all(ring.lines for ring in found.rings[:8])


def test_the_map_alone_is_a_file_with_a_title_and_no_link(many: Findings) -> None:
    content = map_svg(many)

    assert content is not None
    root = ET.fromstring(content)  # noqa: S314  made here
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Karta över temana"
    assert "12 teman" in (root.findtext(f"{space}desc") or "")
    assert "href" not in content
    assert "url(" not in content


def test_few_texts_have_words_in_context_and_no_map() -> None:
    shown = page()

    assert map_svg(findings()) is None
    assert '<h2 id="keywords">' in shown
    assert "<svg xmlns" not in shown


def test_the_page_has_one_first_heading_and_a_way_to_each_part(many: Findings) -> None:
    shown = report(outcome_of(many))

    tags = Tags(shown)
    assert tags.names.count("h1") == 1
    assert {"#overview", "#map", "#trust", "#remainder", "#limits"} <= set(tags.links)
    ids = re.findall(r'id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_everyday_words_are_not_shown_as_marking_a_theme(many: Findings) -> None:
    terms = tuple(Term(term=word, weight=1.0) for word in ("vill", "fritidsgård", "sa"))
    first = structs.replace(many.themes[0], terms=terms, n=10_000)

    shown = report(outcome_of(structs.replace(many, themes=(first, *many.themes[1:]))))

    assert '<ul class="terms"><li>fritidsgård</li></ul>' in shown


def test_a_theme_that_no_word_marks_is_called_so_and_not_by_its_id(many: Findings) -> None:
    first = structs.replace(many.themes[0], name=many.themes[0].id, n=10_000)
    found = structs.replace(many, themes=(first, *many.themes[1:]))

    for shown in (report(outcome_of(found)), map_svg(found)):
        assert f"Utan egna ord ({first.id})" in re.sub(r"\s*<[^>]*>\s*", " ", shown or "")
        assert f">{first.id}<" not in (shown or "")


def test_certainty_counts_every_text_that_says_something() -> None:
    found, words = findings(), wording("sv")

    assert sum(part.n or 0 for part in certainty(found, words)) == 4
    assert sum(part.share for part in certainty(found, words)) == pytest.approx(1.0)
    assert sum(part.share for part in decided(found, words)) == pytest.approx(1.0)
    assert {part.name for part in decided(found, words)} >= {"Kodbokens ord", "Ingenting"}


def test_the_reason_for_the_number_of_themes_stands_in_words() -> None:
    found = ThemeFinder().fit(planted(15)[0]).findings_
    figures = {"own": "0,90", "highest": "0,91"}

    assert "teman valdes" in why_so_many(found, wording("sv"), figures)
    assert "0,90" in why_so_many(found, wording("sv"), figures)
    assert why_so_many(findings(), wording("sv"), figures) == ""
