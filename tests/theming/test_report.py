"""The report page: its figures and words, and that nothing in a text becomes markup."""

import re
from html.parser import HTMLParser
from importlib import resources

import pytest

from lyhord.theming.report import LANGUAGES, Source, count, percent, report, wording
from lyhord_themes import Findings, ThemeFinder, parse_codebook

# chosen by a value: the template names only how they begin
BY_VALUE = (
    "note_", "effect_", "trend_", "no_groups", "one_group", "share_of_", "differences_unit_",
    "language_", "model_note", "refit_note", "fate_", "change_",
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
    return report(findings(language), Source(name="min fil.csv", texts=TEXTS))


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
    template = (resources.files("lyhord.theming") / "templates" / "report.html").read_text()

    keys = [key for key in wording("sv") if not key.startswith(BY_VALUE)]
    assert [key for key in keys if not re.search(rf"words\.{key}\b", template)] == []


def test_figures_are_written_as_in_the_language() -> None:
    assert (percent(0.314, "sv"), percent(0.004, "sv")) == ("31\xa0%", "0,4\xa0%")
    assert (percent(0.314, "en"), count(12_345)) == ("31%", "12\xa0345")
