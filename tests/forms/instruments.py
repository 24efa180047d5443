"""One instrument with every question kind, for tests of forms and pages."""

import msgspec

from lyhord.instruments.definition import Instrument

OPTIONS = [{"id": each, "text": each.title()} for each in ("skola", "hem", "fritid", "natet")]
ALONE = [{"id": "inget", "text": "Inget", "exclusive": True}]

QUESTIONS = [
    {"kind": "information", "id": "welcome", "text": "Välkommen", "hint": "Läs först."},
    {
        "kind": "single",
        "id": "sought",
        "text": "Bad du om hjälp?",
        "options": [{"id": "yes", "text": "Ja"}, {"id": "no", "text": "Nej"}],
    },
    {
        "kind": "multiple",
        "id": "life_area",
        "text": "Vad gällde det?",
        "hint": "Välj högst tre.",
        "max": 3,
        "options": [*OPTIONS, *ALONE],
    },
    {
        "kind": "faces",
        "id": "mood",
        "text": "Hur har du det?",
        "faces": 3,
        "options": [
            {"id": "glad", "text": "Bra"},
            {"id": "mellan", "text": "Sådär"},
            {"id": "ledsen", "text": "Dåligt"},
            {"id": "vet_inte", "text": "Vet inte"},
        ],
    },
    {
        "kind": "matrix",
        "id": "core",
        "text": "Hur stämmer det?",
        "statements": [
            {"id": "listened", "text": "Jag blev lyssnad på."},
            {"id": "retell", "text": "Jag fick berätta om igen.", "reverse": True},
        ],
        "options": [{"id": "helt", "text": "Stämmer helt"}, {"id": "hoppa", "text": "Hoppa över"}],
    },
    {
        "kind": "long_text",
        "id": "why_not",
        "text": "Varför inte?",
        "when": {"op": "equals", "question": "sought", "value": "no"},
    },
    {"kind": "short_text", "id": "who", "text": "Vem såg det?", "max": 80},
    {"kind": "number", "id": "adults", "text": "Hur många vuxna?", "minimum": 0, "maximum": 40},
    {"kind": "notes", "id": "ideas", "text": "Dina idéer", "max": 3},
]


def every_kind(**changes: object) -> Instrument:
    """All nine kinds on one page; `why_not` is asked unless help was sought."""
    made = {
        "id": "every-kind",
        "audience": "youth",
        "language": "sv",
        "title": "Allt på en gång",
        "minutes": 5,
        "introduction": ["Hej!"],
        "ending": ["Tack!"],
        "pages": [{"id": "all", "title": "Alla frågor", "questions": QUESTIONS}],
    }
    return msgspec.convert(made | changes, Instrument)


def asking(*questions: dict[str, object]) -> Instrument:
    """An instrument with just these questions."""
    return every_kind(pages=[{"id": "all", "title": "Alla", "questions": list(questions)}])
