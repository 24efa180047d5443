"""The words shown with a theme: as its own texts write them, and only those that tell something."""

from lyhord_themes import Codebook, ThemeFinder, parse_codebook

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
    assert "kön" in shown
    assert not shown & {"e", "post", "i", "0", "7", "bråkar", *map(str, range(12))}
