"""`lyhord demo`: everything at once on an embedded database, to try out and to show."""

import asyncio
import shlex
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import click
import msgspec
from fasteners import InterProcessLock
from msgspec import Struct

from lyhord import analysing, quoting, rounds
from lyhord.commands.beside import worker
from lyhord.commands.context import (
    Command,
    connected,
    data_dir_option,
    default_data_dir,
    is_terminal,
    json_option,
)
from lyhord.commands.demo_codes import ensure_codes, file_of
from lyhord.commands.demo_rounds import (
    ACTOR,
    CLOSED,
    OPEN,
    WEEKS,
    DemoRound,
    ensure_round,
    fill,
    fill_open,
)
from lyhord.commands.keys import make_first_key
from lyhord.commands.owning import as_owner
from lyhord.commands.serving import refuse_taken, run_server, to_environment
from lyhord.errors import StorageError
from lyhord.instruments.definition import Audience
from lyhord.instruments.reading import Library, read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.privacy.passphrases import new_passphrase
from lyhord.privacy.passwords import Passwords
from lyhord.settings import Settings
from lyhord.storage import accounts, runs
from lyhord.storage.accounts import Role, StoredAccount
from lyhord.storage.database import Connection, Database
from lyhord.storage.migrating import migrate
from lyhord.web.app import clock_in

STAFF: tuple[Role, ...] = (
    "admin",
    "leader",
    "analyst",
    "safeguarding",
    "facilitator",
    "viewer",
)
HOST = "127.0.0.1"
LOCK = ".demo.lock"
LOOK_SECONDS = 1.0
MOST_LOOKS = 600
QUOTES = 3  # of each theme
SIGN_INS = "demo-sign-ins.json"


class SignIn(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An account of the demo; the officers' key is opened with the passphrase."""

    role: Role
    email: str
    password: str
    passphrase: str = ""


class Demo(Struct, frozen=True, kw_only=True):
    """What the demo prints: where to answer, where to sign in, and as whom."""

    links: dict[Audience, str]
    desk: str
    sign_ins: tuple[SignIn, ...]
    round: UUID
    open_round: UUID


@click.command(cls=Command)
@click.option("--once", is_flag=True, help="Set everything up and analyse, but do not serve.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@data_dir_option
@json_option
def demo(*, once: bool, port: int, data_dir: Path | None, as_json: bool) -> None:
    """Show everything: a database, demo answers, an analysis, and the pages."""
    folder = data_dir or default_data_dir() / "demo"
    if not once:
        refuse_taken(HOST, port)
    with connected(folder, is_kept=True) as found:
        settings = msgspec.structs.replace(found, data_dir=folder, base_url=f"http://{HOST}:{port}")
        folder.mkdir(parents=True, exist_ok=True)
        # another process that sets up the same demo is waited for
        with InterProcessLock(folder / LOCK):
            made = prepare(settings)
        text = told(made, once=once, data_dir=data_dir, codes=file_of(settings))
        click.echo(msgspec.json.encode(made).decode() if as_json else text)
        if not once:
            with worker(to_environment(settings)):
                run_server(settings, host=HOST, port=port, workers=1)


def prepare(settings: Settings) -> Demo:
    """Set up what is missing; a demo that is there already stays as it is."""
    steps = Steps()
    folder = surveys_folder(settings.surveys_dir)
    steps.say("reading the surveys")
    library = read_library(folder, place=settings.place)
    steps.say("setting up the database")
    asyncio.run(migrate(settings))
    sign_ins = kept_sign_ins(settings)
    asyncio.run(as_owner(settings, lambda db: set_up(db, library, sign_ins)))
    steps.say("sending the demo answers")
    closed, opened = asyncio.run(two_rounds(settings, folder))
    asyncio.run(ensure_codes(settings, opened))
    steps.say("analysing them")
    asyncio.run(analyse_once(settings, closed.round_id))
    steps.say("ready")
    return Demo(
        links={
            audience: f"{settings.address}/s/{collector.slug}"
            for audience, collector in opened.collectors.items()
        },
        desk=f"{settings.address}/desk/sign-in",
        sign_ins=sign_ins,
        round=closed.round_id,
        open_round=opened.round_id,
    )


class Steps:
    """Tells a person at a terminal what is going on; silent in a pipe."""

    def __init__(self) -> None:
        self._count = 0

    def say(self, step: str) -> None:
        """Name the step that begins."""
        if is_terminal():
            self._count += 1
            click.echo(f"  {self._count}. {step} …", err=True)


def kept_sign_ins(settings: Settings) -> tuple[SignIn, ...]:
    """The demo's accounts with passwords made for this installation alone."""
    file = (settings.data_dir or Path()) / SIGN_INS
    kept = ()
    if file.exists():
        kept = msgspec.json.decode(file.read_bytes(), type=tuple[SignIn, ...])
    # a demo that an earlier version set up gets the accounts that are new
    made = {role: new_sign_in(role) for role in STAFF} | {each.role: each for each in kept}
    sign_ins = tuple(made.values())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(msgspec.json.encode(sign_ins))
    return sign_ins


def new_sign_in(role: Role) -> SignIn:
    """An account of the demo with words drawn for it."""
    return SignIn(
        role=role,
        email=f"{role}@example.org",
        password=new_passphrase(),
        passphrase=new_passphrase() if role == "safeguarding" else "",
    )


async def set_up(db: Connection, library: Library, sign_ins: tuple[SignIn, ...]) -> None:
    """Publish what we ask, make the officers' key and the accounts."""
    await rounds.publish(db, tuple(library.publications.values()), library.place, actor=ACTOR)
    passwords = Passwords()
    for sign_in in sign_ins:
        await ensure_account(db, sign_in, passwords)
    passphrase = next(each.passphrase for each in sign_ins if each.passphrase)
    await make_first_key(db, passphrase, actor=ACTOR)


async def ensure_account(db: Connection, sign_in: SignIn, passwords: Passwords) -> None:
    """The account of a sign-in, with the password that is shown for it."""
    password_hash = passwords.hash(sign_in.password)
    known = await accounts.find(db, sign_in.email)
    if known is not None:
        await accounts.set_password(db, known, password_hash=password_hash, actor=ACTOR)
        return
    account = StoredAccount(
        account_id=uuid4(),
        email=sign_in.email,
        role=sign_in.role,
        password_hash=password_hash,
    )
    await accounts.add(db, account, actor=ACTOR)


async def two_rounds(settings: Settings, folder: Path) -> tuple[DemoRound, DemoRound]:
    """The round that holds the demo answers, closed, and the one that takes new ones."""
    today = clock_in(settings.timezone)().date()
    first = today - timedelta(weeks=WEEKS - 1, days=today.weekday())
    closed = await ensure_round(
        settings,
        name=CLOSED,
        opens=first,
        closes=today,
        purpose="Visar hur svar blir teman. Alla svar är påhittade.",
    )
    await fill(settings, closed, first=first, folder=folder)
    opened = await ensure_round(
        settings,
        name=OPEN,
        opens=today,
        closes=today + timedelta(days=90),
        purpose="Här kan du prova att svara.",
    )
    await fill_open(settings, opened, folder=folder)
    return closed, opened


async def analyse_once(settings: Settings, round_id: UUID) -> None:
    """Find the themes of the closed round, unless that has been done."""
    async with Database.open(settings, roles=["desk"]) as database:
        async with database.transaction("desk") as db:
            if await runs.current(db, round_id) is not None:
                return
            await analysing.start(db, round_id, actor=ACTOR)
        if not await _analysed(database, Worker(database, kinds(settings), tell=_silent), round_id):
            raise StorageError("the demo answers could not be analysed")
        await approve_quotes(database, round_id)


async def approve_quotes(database: Database, round_id: UUID) -> None:
    """Let three quotes of each theme stand: the demo's answers are made up and were read by us."""
    async with database.transaction("desk") as db:
        run = await runs.current(db, round_id)
        if run is not None:
            await quoting.approve_first(db, round_id, run.run_id, most=QUOTES, actor=ACTOR)


async def _analysed(database: Database, working: Worker, round_id: UUID) -> bool:
    """Whether the run came to its end, here or at another worker that was quicker to take it."""
    for _ in range(MOST_LOOKS):
        await working.empty()
        async with database.transaction("desk") as db:
            status = await analysing.status(db, round_id)
        if status is None or status.state in {"finished", "failed"}:
            return status is not None and status.state == "finished"
        await asyncio.sleep(LOOK_SECONDS)
    return False


def _silent(_: str, **__: object) -> None:
    """The demo tells its own steps."""


def told(made: Demo, *, once: bool, data_dir: Path | None, codes: Path) -> str:
    """The same for people."""
    links = "\n".join(f"  {audience:<13} {url}" for audience, url in made.links.items())
    people = "\n".join(
        f"  {sign_in.role:<13} {sign_in.email:<27} {sign_in.password}" for sign_in in made.sign_ins
    )
    opening = "".join(
        f"\nOpen a case under Trygghet ({each.email}) with the passphrase\n  {each.passphrase}\n"
        for each in made.sign_ins
        if each.passphrase
    )
    again = f"lyhord demo --data-dir {shlex.quote(str(data_dir))}" if data_dir else "lyhord demo"
    start = f"Start it with `{again}`." if once else "Stop it with Ctrl+C."
    return (
        f"\nAnswer a survey (the open round):\n{links}\n"
        f"Links with a code that admits one answer each: {codes}\n"
        f"\nSign in at the desk: {made.desk}\n{people}\n{opening}"
        f"\nThe closed round already holds answers and themes. {start}\n"
    )
