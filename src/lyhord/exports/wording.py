"""The Swedish words of exported files."""

from lyhord.disclosing import Microdata, RunReport
from lyhord.privacy.cells import FEWEST_FOR_SHARES, Figure

HIDDEN = "visas inte"
UNMEASURED = "mäts inte"
AUDIENCES = {
    "child": "Barn",
    "youth": "Ungdomar",
    "guardian": "Vårdnadshavare",
    "professional": "Professionella",
}
SOURCES = {"codebook": "kodboken", "new": "nytt", "remainder": "återstod"}
REMAINDER = {"unclear": "Oklart", "empty": "Tomt"}
GUARDED = (
    "Antal under {k} (barn: under {k_children}) visas inte, inte heller antal som lämnar så få"
    " utanför, och inte det som skulle avslöja dem."
)


def figure_text(figure: Figure) -> str:
    """A count in words, as far as it may be told."""
    match figure.form:
        case "exact":
            return str(figure.n)
        case "at_least":
            return f"minst {figure.n}"
        case "under":
            return f"under {figure.n}"
        case "hidden":
            return HIDDEN


ROWS_KEPT = (
    "Målgrupp, ålder, kommun och språk står bara där minst {k} personer har samma; annars är fältet"
    " tomt. Raderna ligger i slumpad ordning."
)
JOINED = "samma nummer är samma person; numren dras om för varje fil"


def about_rows(data: Microdata) -> tuple[tuple[str, str], ...]:
    """What a reader must know of statements as rows before using them."""
    return (
        ("Omgång", data.round_name),
        ("Ändamål", data.purpose),
        ("Vad som står kvar", ROWS_KEPT.format(k=data.k)),
        *((("Person", JOINED),) if data.is_research else ()),
        ("Hantering", "personuppgifter kan finnas kvar i fritext: behandla filen som sådan"),
    )


def about(report: RunReport) -> tuple[tuple[str, str], ...]:
    """What a reader must know of a report before using it, as pairs of heading and text."""
    left_out = ", ".join(AUDIENCES[audience].lower() for audience in report.left_out)
    return (
        ("Omgång", report.round_name),
        ("Läge", "öppen: inga grupper, antal avrundade nedåt" if report.is_open else "stängd"),
        ("Svar", figure_text(report.total)),
        *(
            (f"Svar, {AUDIENCES[count.audience].lower()}", figure_text(count.responses))
            for count in report.audiences
        ),
        ("Målgrupper som inte räknas med", left_out or "inga"),
        ("Texter som fick ett tema", _coverage(report.coverage)),
        ("Svarande", "antal personer som tog upp temat; en person kan ta upp flera"),
        ("Andel", f"av alla svar i målgruppen; visas från {FEWEST_FOR_SHARES} svar"),
        (HIDDEN, GUARDED.format(k=report.k, k_children=report.k_children)),
        *((("Siffrorna fastställda", str(report.published_on)),) if report.published_on else ()),
        ("Metod", f"{report.method}, frö {report.seed}"),
        ("Underlagets kontrollsumma", report.corpus_digest),
        ("Klar", str(report.finished_on or "")),
    )


def _coverage(percent: int | None) -> str:
    return HIDDEN if percent is None else f"{percent} %"
