"""REFI-QDA files: valid against the published schemas, and each selection is its statement."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from lyhord.disclosing import Microdata
from lyhord.exports.qda import project
from lyhord.exports.qda.codebook import codebook
from lyhord.exports.qda.parts import allowed
from lyhord.storage.runs import ThemeNotes
from tests.exports.reports import a_theme, a_whole_report
from tests.exports.rows import some_statements
from tests.exports.test_rows import HOSTILE

SCHEMAS = Path(__file__).parent / "refi-qda"
CODEBOOK, PROJECT = "{urn:QDA-XML:codebook:1.0}", "{urn:QDA-XML:project:1.0}"
texts = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    min_size=1,
    max_size=20,
)


def valid(name: str, content: bytes) -> etree.Element:
    """The root of a file, once its schema has nothing to say against it."""
    schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{name}-mrt2019.xsd"))
    root = etree.fromstring(content)
    schema.assert_(root)  # noqa: PT009 - the schema's own
    return root


def opened(data: Microdata) -> tuple[etree.Element, dict[str, str]]:
    """The description of a project and its sources, by their names in it."""
    target = io.BytesIO()
    project.write(data, target)
    with zipfile.ZipFile(target) as parts:
        assert parts.testzip() is None
        sources = {
            name.removeprefix("sources/"): parts.read(name).decode()
            for name in parts.namelist()
            if name.startswith("sources/")
        }
        return valid("Project", parts.read("project.qde")), sources


def selections(root: etree.Element, sources: dict[str, str]) -> list[tuple[str, set[str]]]:
    """Each selected text with the names of its codes."""
    names = {code.get("guid"): code.get("name") for code in root.iter(f"{PROJECT}Code")}
    found: list[tuple[str, set[str]]] = []
    for source in root.iter(f"{PROJECT}TextSource"):
        text = sources[source.get("plainTextPath").removeprefix("internal://")]
        for each in source.iter(f"{PROJECT}PlainTextSelection"):
            start, end = int(each.get("startPosition")), int(each.get("endPosition"))
            codes = {names[code.get("targetGUID")] for code in each.iter(f"{PROJECT}CodeRef")}
            found.append((text[start:end], codes))
    return found


def test_a_codebook_has_names_definitions_and_what_people_wrote() -> None:
    theme = a_theme(name="Väntan & <oro>", definition="Att\x0bvänta.")
    notes = ThemeNotes(need="Som ung behöver jag svar")
    root = valid(
        "Codebook", codebook(a_whole_report(theme, a_theme(theme_id="new-1", notes=notes)))
    )
    first, second = root.iter(f"{CODEBOOK}Code")

    assert (first.get("name"), first[0].text) == ("Väntan & <oro>", "Att\ufffdvänta.")
    assert "Behov: Som ung behöver jag svar" in (second[0].text or "")
    assert first.get("guid") != second.get("guid")


def test_a_codebook_without_themes_is_valid_all_the_same() -> None:
    report = a_whole_report(a_theme(theme_id="unclear", source="remainder"))
    root = valid("Codebook", codebook(report))

    assert [code.get("isCodable") for code in root.iter(f"{CODEBOOK}Code")] == ["false"]


def test_no_figure_stands_in_a_codebook() -> None:
    root = valid("Codebook", codebook(a_whole_report()))

    assert {key for each in root.iter() for key in each.attrib} == {
        *("origin", "guid", "name", "isCodable")
    }
    assert not [each for each in root.itertext() if any(letter.isdigit() for letter in each)]


def identities(data: Microdata) -> dict[str, str]:
    """Every identity of a project that something has, and what has it."""
    root, sources = opened(data)
    texts = {
        source.get("guid"): sources[source.get("plainTextPath").removeprefix("internal://")]
        for source in root.iter(f"{PROJECT}TextSource")
    }
    found = dict(texts)
    for kind in ("Case", "Code", "Variable", "User"):
        found |= {each.get("guid"): each.get("name") for each in root.iter(f"{PROJECT}{kind}")}
    for source in root.iter(f"{PROJECT}TextSource"):
        for each in source.iter(f"{PROJECT}PlainTextSelection"):
            start, end = int(each.get("startPosition")), int(each.get("endPosition"))
            found[each.get("guid")] = texts[source.get("guid")][start:end]
    return found


def test_no_two_files_give_one_identity_to_different_people_or_texts() -> None:
    before = some_statements("Ett", "Två", "Tre", is_research=True)
    after = some_statements("Två", "Tre", "Ett", is_research=True)
    gone = some_statements("Två", "Tre", is_research=True)
    files = [identities(each) for each in (before, after, gone)]
    people = [{guid for guid, name in each.items() if name.startswith("Person ")} for each in files]

    assert [len(each) for each in people] == [3, 3, 2]
    assert not people[0] & people[1] | people[0] & people[2] | people[1] & people[2]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        shared = files[one].keys() & files[other].keys()
        assert all(files[one][guid] == files[other][guid] for guid in shared)


def test_the_same_rows_have_the_same_identities_and_so_have_themes() -> None:
    one = identities(some_statements("Ett", "Två", is_research=True))
    again = identities(some_statements("Ett", "Två", theme=["skola", "skola"], is_research=True))
    other = identities(some_statements("Helt annat", is_research=True))

    assert one == again
    assert "Väntan" in {one[guid] for guid in one.keys() & other.keys()}


def test_each_selection_is_a_statement_with_its_themes_and_its_case() -> None:
    data = some_statements(
        "En 👩‍👩‍👧 rad\r\noch en till",
        *HOSTILE,
        theme=["vantan"] * 9 + ["skola"],
        also=[("skola",)] + [()] * 9,
    )
    found = selections(*opened(data))
    case = "Ungdomar, Gnesta, sv"

    assert found[0] == ("En 👩‍👩‍👧 rad\noch en till", {"Väntan", "Skolan", case})
    assert [text for text, _ in found[1:]] == [allowed(text) for text in HOSTILE]
    assert found[-1][1] == {"Skolan", case}


@hypothesis_settings(max_examples=40)
@given(texts)
def test_any_texts_make_a_valid_project_and_are_found_where_it_says(written: Sequence[str]) -> None:
    root, sources = opened(some_statements(*written, municipality=list(written)))

    assert [text for text, _ in selections(root, sources)] == [allowed(text) for text in written]
    assert all("\r" not in text and not text.startswith("\ufeff") for text in sources.values())


def test_a_source_is_what_an_audience_answered_to_a_question() -> None:
    data = some_statements(
        "a",
        "b",
        "c",
        question=["wish", "missing", "wish"],
        audience=["youth", "youth", None],
        municipality=[None] * 3,
        language=[None] * 3,
    )
    root, sources = opened(data)

    assert [each.get("name") for each in root.iter(f"{PROJECT}TextSource")] == [
        "Vad saknas – Ungdomar",
        "Vad vill du ändra på",
        "Vad vill du ändra på – Ungdomar",
    ]
    assert sorted(sources.values())[:3] == [
        "Behov: Som ung behöver jag någon att prata med\nSkeden: hitta",
        "a\n",
        "b\n",
    ]


def test_what_is_told_of_a_case_is_a_variable_and_nothing_told_is_no_case() -> None:
    data = some_statements("a", "b", audience=["youth", None], municipality=[None, None])
    root, _ = opened(some_statements("x", audience=[None], municipality=[None], language=[None]))
    told, _ = opened(data)

    assert list(root.iter(f"{PROJECT}Case")) == []
    assert [case.get("name") for case in told.iter(f"{PROJECT}Case")] == ["sv", "Ungdomar, sv"]
    values = [each.text or "" for each in told.iter(f"{PROJECT}TextValue")]
    assert sorted(values) == ["Ungdomar", "Ungdomar", "sv", "sv"]


def test_in_research_a_case_is_a_person() -> None:
    data = some_statements("a", "b", "c", is_research=True, person=[1, 2, 1])
    root, sources = opened(data)
    cases = {
        case.get("name"): len(list(case.iter(f"{PROJECT}SelectionRef")))
        for case in root.iter(f"{PROJECT}Case")
    }

    assert cases == {"Person 1": 2, "Person 2": 1}
    assert selections(root, sources)[2] == ("c", {"Väntan", "Person 1"})


@pytest.mark.parametrize("name", ["", "\x01", "/etc/passwd", "\u202ex", "a" * 5_000])
def test_any_name_of_a_theme_is_a_name_of_a_code(name: str) -> None:
    root = valid("Codebook", codebook(a_whole_report(a_theme(name=name))))

    assert next(root.iter(f"{CODEBOOK}Code")).get("name")
