"""The Swedish words of files of microdata; those of reports are in `report/wording`."""

from lyhord.disclosing import Microdata

AUDIENCES = {
    "child": "Barn",
    "youth": "Ungdomar",
    "guardian": "Vårdnadshavare",
    "professional": "Professionella",
}
ROWS_KEPT = (
    "Målgrupp, ålder, kommun och språk står bara där minst {k} personer har samma; annars är fältet"
    " tomt. Raderna ligger i slumpad ordning."
)
TEXT_HEADED = "Text"
ROWS_HEADED = {
    "question": "Fråga",
    "theme": "Tema",
    "theme_name": "Temats namn",
    "second": "Andra tema",
    "second_name": "Andra temats namn",
    "third": "Tredje tema",
    "third_name": "Tredje temats namn",
    "also": "Även i tema",
    "audience": "Målgrupp",
    "age": "Ålder",
    "municipality": "Kommun",
    "municipality_name": "Kommunens namn",
    "language": "Språk",
    "person": "Person",
}
CASES = "Fall"
REMAINDER = {"unclear": "Oklart", "empty": "Tomt"}
VALUES = {"several": "flera", "vill_inte": "vill inte svara", "vet_inte": "vet inte"}
NOTES_HEADED = {
    "need": "Behov",
    "insight": "Insikt",
    "opportunity": "Möjlighet",
    "valence": "Läge",
    "stages": "Skeden",
    "actors": "Aktörer",
    "areas": "Livsområden",
}
VALENCES = {"works": "fungerar", "missing": "saknas"}
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
