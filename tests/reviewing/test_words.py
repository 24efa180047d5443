"""Hiding by hand: what is hidden, what is refused, and that it is hidden everywhere."""

import unicodedata
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord import disclosing, reviewing
from lyhord.errors import NotFoundError
from lyhord.privacy.hidden_words import words_of
from lyhord.privacy.pseudonyms import PLACEHOLDERS, pseudonymise
from lyhord.storage import audit, findings, statements
from lyhord.storage.database import Connection, Database
from lyhord.storage.statements import Hiding
from tests.web.desk.analysed import shown


def hidden(text: str, *words: str, kind: str = "name") -> str:
    found = reviewing.hiding(text, words, kind=kind, was_missed=False)
    return found.after if isinstance(found, Hiding) else found


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("räven och räven igen", ["räven"], "[namn] och [namn] igen"),
        ("Rävens mamma", ["räven"], "[namn] mamma"),
        ("hon med rött  hår\ni nian", ["rött hår i nian"], "hon med [namn]"),
        ("kanna och Anna", ["anna"], "kanna och [namn]"),
        ("👩‍👧 ma\u030ans 😀", ["måns"], "👩‍👧 [namn] 😀"),
        ("a.b (c) [x]", ["a.b"], "[namn] (c) [x]"),
        ("50% av _alla_ \\n", ["50"], "[namn]% av _alla_ \\n"),
        ("[namn] och namn", ["namn"], "[namn] och [namn]"),
        ("Bo Ek och Ek", ["Ek", "Bo Ek"], "[namn] och [namn]"),
    ],
)
def test_words_are_hidden_wherever_they_stand(text: str, words: list[str], expected: str) -> None:
    assert hidden(text, *words) == expected


@pytest.mark.parametrize(
    ("words", "kind", "mistake"),
    [
        ([""], "name", "no_words"),
        (["  ", "…"], "name", "no_words"),
        (["x" * 1_001], "name", "no_words"),
        (["varg"], "name", "not_there"),
        (["räv"], "name", "not_there"),
        (["namn"], "name", "not_there"),
        (["räven", "varg"], "name", "not_there"),
        (["räven"], "", "no_kind"),
        (["räven"], "allt", "no_kind"),
    ],
)
def test_what_cannot_be_hidden_is_a_mistake(words: list[str], kind: str, mistake: str) -> None:
    found = reviewing.hiding("[namn] såg räven", words, kind=kind, was_missed=False)

    assert found == mistake


TEXTS = st.text(st.sampled_from("abåäö e\u0301S[]_%.\n 7😀"), max_size=40)


@given(TEXTS, st.sampled_from(sorted(PLACEHOLDERS)))
def test_every_word_can_be_hidden_and_is_gone(text: str, kind: str) -> None:
    words = words_of(unicodedata.normalize("NFC", text))
    for word in words:
        found = reviewing.hiding(text, [word], kind=kind, was_missed=False)

        assert isinstance(found, Hiding)
        assert reviewing.hiding(found.after, [word], kind=kind, was_missed=False) == "not_there"


def test_what_a_person_has_hidden_reads_as_a_placeholder() -> None:
    assert pseudonymise("[dolt] ringde").spans == ()


async def test_it_is_hidden_everywhere_and_noted_without_the_words(database: Database) -> None:
    here, other = await shown(database), await shown(database)
    async with database.transaction("desk") as db:
        before = (await statements.of_round(db, here.round_id))[0].text
        found = reviewing.hiding(before, ["samma", "länge"][:1], kind="detail", was_missed=True)
        assert isinstance(found, Hiding)
        await reviewing.hide(db, here.round_id, found, actor="a@exempel.se")
        texts = [each.text for each in await statements.of_round(db, here.round_id)]
        untouched = [each.text for each in await statements.of_round(db, other.round_id)]
        entry = (await audit.page(db, audit.Wanted(action="statement_hidden"), most=1))[0]
        reports = await disclosing.run_report(db, here.round_id, here.run_id, theme="berattaigen")

    assert before not in texts
    assert found.after in texts
    assert before in untouched
    assert entry.details == {"kind": "detail", "missed": True}
    assert "samma" not in str(entry)
    assert reports.texts
    assert before not in [each.text for each in reports.texts.texts]


async def test_a_hidden_word_is_no_term_any_longer(database: Database) -> None:
    here = await shown(database)
    async with database.transaction("desk") as db:
        text = next(
            each.text
            for each in await statements.of_round(db, here.round_id)
            if "länge" in each.text
        )
        found = reviewing.hiding(text, ["LÄNGE"], kind="name", was_missed=False)
        assert isinstance(found, Hiding)
        await reviewing.hide(db, here.round_id, found, actor="a@exempel.se")
        themes = await findings.themes(db, here.round_id, here.run_id)

    assert [each.terms for each in themes] == [()] * len(themes)


async def test_a_text_that_is_not_there_hides_nothing(database: Database) -> None:
    here, other = await shown(database), uuid4()
    found = reviewing.hiding("en text som ingen skrev", ["ingen"], kind="name", was_missed=False)
    assert isinstance(found, Hiding)
    for round_id in (here.round_id, other):
        async with database.transaction("desk") as db:
            with pytest.raises(NotFoundError):
                await reviewing.hide(db, round_id, found, actor="a@exempel.se")


@pytest.mark.parametrize("after", ["något helt annat", "{}", "{} och mer", "x{}"])
async def test_the_desk_cannot_write_texts_of_its_own(database: Database, after: str) -> None:
    here = await shown(database)
    async with database.transaction("desk") as db:
        text = (await statements.of_round(db, here.round_id))[0].text
    with pytest.raises(asyncpg.PostgresError, match="nothing but placeholders"):
        await _forced(database, here.round_id, text, after.format(text))


async def _forced(database: Database, round_id: object, before: str, after: str) -> None:
    async with database.transaction("desk") as db:
        await _call(db, round_id, before, after)


async def _call(db: Connection, round_id: object, before: str, after: str) -> None:
    await db.fetchval(
        "select lyhord.hide_words($1, $2, $3, $4)", round_id, before, after, list[str]()
    )
