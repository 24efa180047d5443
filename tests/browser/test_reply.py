"""From the desk to the public page: what was said and what is done, on a phone and read aloud."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

from playwright.async_api import Page

from lyhord.commands.users import new_account
from lyhord.replying.pages import FOR_CHILDREN, Voice
from lyhord.storage import accounts
from lyhord.storage.database import Database
from tests.browser.conftest import PASSWORD, Site
from tests.replying.replies import words, written
from tests.replying.test_publishing import a_draft, published
from tests.web.desk.analysed import HOSTILE

Accessible = Callable[[Page, str], Awaitable[None]]


async def test_a_reply_is_looked_through_and_read_by_anybody(
    site: Site, phone: Page, accessible: Accessible
) -> None:
    leader = f"leader-{uuid4().hex[:6]}@example.org"
    async with (
        Database.open(site.settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        await accounts.add(db, new_account(leader, "leader", PASSWORD), actor="tests")
        round_id = await a_draft(db)
        await written(db, round_id, FOR_CHILDREN, words("vantan", introduction=HOSTILE * 20))
        await published(db, round_id)
    await phone.goto(f"{site.url}/desk/sign-in")
    await phone.fill("#email", leader)
    await phone.fill("#password", PASSWORD)
    await phone.click("main button")
    reply = f"{site.url}/desk/rounds/{round_id}/reply"
    for name, part in (
        ("reply", ""),
        ("reply_words", f"/words?voice={Voice('sv').key}"),
        ("reply_publish", "/publish"),
        ("reply_preview", f"/preview?voice={FOR_CHILDREN.key}"),
    ):
        await phone.goto(reply + part)
        await accessible(phone, name)
    for name, query in (("replied", "audience=guardian"), ("replied_child", "audience=child")):
        await phone.goto(f"{site.url}/results/{round_id}?lang=sv&{query}")
        assert await phone.title() == "Ni sa – vi gör"
        await accessible(phone, name)
    await phone.emulate_media(media="print")
    assert await phone.locator(".exit").is_hidden()
