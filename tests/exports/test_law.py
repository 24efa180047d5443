"""The law's papers: whole in every mode, filled in, and marked where something is missing."""

import io
import re
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_COLOR_INDEX
from docx.text.paragraph import Paragraph
from msgspec import structs

from lyhord.disclosing.copies import GROUNDS, UNDECIDED
from lyhord.exports.law import documents, papers
from lyhord.exports.law.copying import words as copy_words
from lyhord.exports.law.documents import REFERENCES, names, references, text_of
from lyhord.exports.law.facts import Known, facts_in, known_of
from lyhord.exports.law.papers import all_papers, one_paper
from lyhord.exports.law.protocol import protocol_pdf
from lyhord.instruments.definition import Audience
from lyhord.instruments.shelf import surveys_folder
from lyhord.storage import decisions, guards
from lyhord.storage.database import Connection
from lyhord.storage.guards import Guard
from lyhord.storage.retention import Preserved, Protocol
from tests.builders import TODAY, a_collector, a_publication, a_round
from tests.test_retention import DECISION

SURVEYS = surveys_folder(None)
RULES = references(SURVEYS)
APPROVAL = "2026-01234-01"
HOSTILE = "å" * 300 + "Hösten {round} {0.__class__} \x0b <w:p/> [fyll] %s"


async def known(db: Connection, *audiences: Audience, **changes: object) -> Known:
    publications = [a_publication(each) for each in audiences]
    round_id = await a_round(db, *publications, is_open=False, **changes)
    for audience in audiences:
        await a_collector(db, round_id, audience=audience)
    return await known_of(db, round_id, address="https://lyhord.example", today=TODAY)


def word_file(content: bytes) -> WordFile:
    return Document(io.BytesIO(content))


def text_in(file: WordFile) -> str:
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def marked_in(file: WordFile) -> set[str]:
    """What is highlighted: somebody has to fill it in."""
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    paragraphs = [*file.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
    return {
        run.text
        for paragraph in paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    }


def _is_titled(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and paragraph.style.name == "Title"


async def made(db: Connection, name: str, language: str = "sv", **changes: object) -> WordFile:
    round_ = await known(db, "child", "youth", "guardian", "professional", **changes)
    return word_file(one_paper(round_, name, language, surveys=SURVEYS).content)


async def test_every_paper_says_its_language_title_and_author(db: Connection) -> None:
    round_ = await known(db, "child", "youth", owner="Demonämnden")
    files = {file.name: word_file(file.content) for file in all_papers(round_, surveys=SURVEYS)}

    assert len(files) == len(names()) == 7
    for name, file in files.items():
        properties = file.core_properties
        assert properties.language == ("en-GB" if name.endswith("-en.docx") else "sv-SE")
        assert properties.author == "Demonämnden"
        assert [each.text for each in file.paragraphs if _is_titled(each)] == [properties.title]
        assert "{" not in text_in(file)
        assert file.element.xml.count("<w:tblHeader") == len(file.tables)


async def test_what_nobody_has_decided_is_marked(db: Connection) -> None:
    file = await made(db, "registerforteckning")

    assert "[fylls i]" in marked_in(file)
    assert "Beslut: [fylls i]" in text_in(file)


async def test_a_draft_says_that_it_is_one(db: Connection) -> None:
    round_ = await known(db, "youth")
    drafts = [name for name, language in names() if text_of(name, language).is_draft]
    files = all_papers(round_, surveys=SURVEYS)
    said = [text_in(word_file(file.content)) for file in files]

    assert len(drafts) == 6
    assert sum("Det är inte ett beslut." in text for text in said) == 5
    assert sum("It is no decision." in text for text in said) == 1


async def test_settings_of_the_round_are_filled_in(db: Connection) -> None:
    round_id = (await known(db, "youth", owner="Barnnämnden", purpose="Bättre stöd")).round.round_id
    await decisions.change(db, round_id, DECISION, actor="tests")
    await guards.put(db, round_id, Guard(k=7, k_children=12), actor="tests")
    round_ = await known_of(db, round_id, address="https://lyhord.example", today=TODAY)
    text = text_in(
        word_file(one_paper(round_, "konsekvensbedomning", "sv", surveys=SURVEYS).content)
    )

    assert "uppgifter om färre än 7 personer, eller färre än 12 barn" in text
    assert "Förseglade original sparas i 30 dagar, svar och utsagor i 60 dagar" in text
    for told in (
        "Barnnämnden",
        "Bättre stöd",
        "KS 2026/12",
        "officer@example.org",
        "unga 13–18 år",
    ):
        assert told in text
    assert "Vad vill du ändra på?\nja" in text


async def test_development_informs_guardians_and_lets_the_young_decide(db: Connection) -> None:
    text = text_in(await made(db, "vardnadshavarbrev"))
    english = text_in(await made(db, "vardnadshavarbrev", "en"))

    assert "Är ditt barn 13 eller 14 år" in text
    assert "med en vuxen i närheten" in text
    assert "If your child is 13 or 14" in english
    assert "samtycker" not in text
    assert "consent" not in english


async def test_research_asks_both_guardians_under_fifteen(db: Connection) -> None:
    text = text_in(await made(db, "vardnadshavarbrev", mode="research"))
    english = text_in(await made(db, "vardnadshavarbrev", "en", mode="research"))

    assert "fyllt 15 år och förstår vad forskningen innebär bestämmer själv" in text
    assert "samtycke från alla vårdnadshavare" in text
    assert "Säger barnet nej så gäller det" in text
    assert "6–11 år" in text
    assert "12–14 år" in text
    assert "turned 15" in english
    assert "the consent of every guardian" in english
    assert "13 eller 14 år" not in text


@pytest.mark.parametrize("name", ["konsekvensbedomning", "registerforteckning"])
async def test_papers_tell_of_letters_and_codes_where_there_are_any(
    db: Connection, name: str
) -> None:
    plain = await known(db, "guardian")
    publication = plain.publications["guardian"]
    joining = structs.replace(publication.instrument, joins_waves=True)
    both = structs.replace(
        plain,
        has_letters=True,
        publications={"guardian": structs.replace(publication, instrument=joining)},
    )

    said = {
        each: text_in(word_file(one_paper(facts, name, "sv", surveys=SURVEYS).content))
        for each, facts in (("plain", plain), ("both", both))
    }
    for heading in ("Inbjudan med e-post", "Uppföljning i flera mätningar"):
        assert heading not in said["plain"]
        assert heading in said["both"]


async def test_a_letter_speaks_of_the_audiences_that_the_round_has(db: Connection) -> None:
    round_ = await known(db, "youth")
    letter = one_paper(round_, "vardnadshavarbrev", "sv", surveys=SURVEYS)
    none = await known(db, "professional")

    assert "Barn 7–12 år" not in text_in(word_file(letter.content))
    assert not [name for name, _, _ in papers.papers_of(none) if name == "vardnadshavarbrev"]


async def test_the_checklist_says_who_ticked_and_what_nobody_has(db: Connection) -> None:
    round_ = await known(db, "youth")
    wanted: list[decisions.Requirement] = ["safe"]
    await decisions.set_ticks(db, round_.round.round_id, wanted, actor="a@example.org")
    ticked = await known_of(
        db, round_.round.round_id, address="https://lyhord.example", today=TODAY
    )
    file = word_file(one_paper(ticked, "checklista", "sv", surveys=SURVEYS).content)
    rows = [[cell.text for cell in row.cells] for row in file.tables[0].rows]

    assert len(rows) == 10
    assert [row[1] for row in rows].count("[inte prövad]") == 8
    assert [row[1] for row in rows].count("a@example.org") == 1


async def test_what_a_round_says_is_text_and_nothing_else(db: Connection) -> None:
    round_ = await known(db, "youth", owner=HOSTILE, purpose=HOSTILE)
    for file in all_papers(round_, surveys=SURVEYS):
        assert "{0.__class__}" in text_in(word_file(file.content))


@pytest.mark.parametrize(("name", "language"), names())
def test_every_rule_that_a_paper_leans_on_is_known(name: str, language: documents.Language) -> None:
    assert set(text_of(name, language).references) <= set(RULES)


def test_a_rule_says_when_it_was_checked_and_where() -> None:
    assert all(bool(rule.verified_at) == bool(rule.source) for rule in RULES.values())
    assert all(rule.verified_at <= date.today() for rule in RULES.values() if rule.verified_at)  # noqa: DTZ011


async def test_a_rule_that_nobody_has_checked_is_marked(db: Connection) -> None:
    assert "[inte kontrollerad]" in marked_in(await made(db, "konsekvensbedomning"))


def test_rules_beside_the_surveys_come_first(tmp_path: Path) -> None:
    (tmp_path / REFERENCES).parent.mkdir()
    (tmp_path / REFERENCES).write_text(
        '[[references]]\nid = "own"\nlaw = "Lag"\nplace = "1 §"\nsays = "Något"\n'
    )

    assert set(references(tmp_path)) == {"own"}
    assert set(references(tmp_path / "nowhere")) == set(RULES)


async def test_both_languages_say_the_same_things(db: Connection) -> None:
    round_ = await known(db, "youth")
    swedish, english = (facts_in(round_, language) for language in ("sv", "en"))
    words = [documents.words_in(language) for language in ("sv", "en")]

    assert set(swedish.values) == set(english.values)
    assert set(words[0].requirements) == set(words[1].requirements) == set(decisions.REQUIREMENTS)
    letters = [text_of("vardnadshavarbrev", language).sections for language in ("sv", "en")]
    assert [each.when for each in letters[0]] == [each.when for each in letters[1]]


def test_every_ground_has_its_words() -> None:
    assert set(copy_words().grounds) == {*GROUNDS, UNDECIDED}


def test_a_protocol_is_an_accessible_pdf_without_small_counts() -> None:
    protocol = Protocol(
        round_id=uuid4(),
        purge_id=uuid4(),
        name="Hösten (å) #x *y*",
        owner="",
        at=datetime(2026, 11, 22, 12, 30),  # noqa: DTZ001 - by the service's own clock
        actor="worker",
        reference="BUN 2026/113",
        ended_on=TODAY,
        counts={"responses": 3, "statements": 301, "runs": 1},
        preserved=(Preserved(file="kodbok.toml", sha256="ab" * 32),),
    )
    one, again = (protocol_pdf(protocol).content for _ in range(2))

    assert one == again
    assert re.search(rb"/Lang\s*\(sv\)", one)
    assert b"pdfuaid" in one
    assert protocol_pdf(protocol).name.startswith("gallringsprotokoll-2026-11-22-")
