"""`lyhord collector …`: doors made one by one or by the list, shown, shut and removed."""

import asyncio
from pathlib import Path
from typing import get_args
from uuid import UUID

import click

from lyhord import rounds
from lyhord.collecting import boards, doors
from lyhord.collecting.lists import Defaults
from lyhord.commands.context import (
    Group,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
    write_out,
)
from lyhord.commands.inviting import (
    Made,
    codes_for,
    refuse_odd_codes,
    secret_of,
    tell_made,
    write_codes,
    write_privately,
)
from lyhord.commands.listed import create_listed, listed_file
from lyhord.commands.owning import ACTOR, as_owner, run
from lyhord.errors import BadInputError
from lyhord.exports import posters
from lyhord.instruments.definition import Audience
from lyhord.privacy import rooms as room_keys
from lyhord.privacy.kiosks import leaving_code
from lyhord.settings import Settings
from lyhord.storage import collectors
from lyhord.storage.collectors import BEHIND_THE_DESK, WITHOUT_PAGE, Collector, Mode, State
from lyhord.storage.database import Connection

MOST_CODES = 100_000
MODES: tuple[Mode, ...] = ("open", "codes", "kiosk", "paper", "workshop", "interview")
new_file = click.Path(path_type=Path, dir_okay=False)
collector_option = click.option("--collector", "slug", required=True, help="The end of its link.")


@click.group("collector", cls=Group)
def collector_group() -> None:
    """Doors into a round."""


@collector_group.command("create")
@round_option
@click.option("--audience", type=click.Choice(get_args(Audience)), help="Whom it asks.")
@click.option("--mode", type=click.Choice(MODES), default="open", show_default=True)
@click.option("--survey", default="", help="Another survey for this audience than its own.")
@click.option("--municipality", help="Preset, and then not asked.")
@click.option("--name", default="", help="Which school, service or event.")
@click.option("--setting", default="", help="Where it stands: a waiting room, a lesson.")
@click.option("--language", help="The language that it speaks first.")
@click.option("--from", "source", type=listed_file, help="A list with a door on each line.")
@click.option("--yes", "is_sure", is_flag=True, help="Make the doors of the list.")
@click.option("--count", type=click.IntRange(1, MOST_CODES), help="How many codes to make.")
@click.option("--out", type=new_file, help="A new file for the codes and their links (CSV).")
@data_dir_option
@json_option
def create_collector(
    *,
    round_id: UUID,
    audience: Audience | None,
    mode: Mode,
    survey: str,
    municipality: str | None,
    name: str,
    setting: str,
    language: str | None,
    source: Path | None,
    is_sure: bool,
    count: int | None,
    out: Path | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Create a door and print its link: the survey's, or for paper where staff type answers in.

    A door for codes prints them too; they are shown only now. With --from, the doors of a list:
    what it would make and what is wrong with it are shown, and with --yes they are made.
    """
    wanted = Defaults(
        audience=audience,
        mode=mode,
        municipality=municipality,
        setting=setting,
        language=language,
        survey=survey,
    )
    if source is not None:
        create_listed(data_dir, round_id, source, wanted, link, is_sure=is_sure, as_json=as_json)
        return
    if audience is None:
        raise click.UsageError("--audience is needed for a door, or --from for a list of doors")
    refuse_odd_codes(mode, count=count, out=out)

    async def work(db: Connection, settings: Settings) -> Made:
        door = await _add(db, round_id, audience, wanted, name=name)
        return await _with_codes(db, door, settings, count=count or 0, out=out)

    with connected(data_dir) as settings:
        made = asyncio.run(as_owner(settings, lambda db: work(db, settings)))
    tell_made(made, link(settings, made.door), out=out, as_json=as_json)


async def _add(
    db: Connection, round_id: UUID, audience: Audience, wanted: Defaults, *, name: str
) -> Collector:
    return await rounds.add_collector(
        db,
        round_id,
        audience=audience,
        mode=wanted.mode,
        survey=wanted.survey or (boards.SURVEY if wanted.mode == "workshop" else ""),
        municipality=wanted.municipality,
        name=name,
        setting=wanted.setting,
        language=wanted.language,
        actor=ACTOR,
    )


async def _with_codes(
    db: Connection, door: Collector, settings: Settings, *, count: int, out: Path | None
) -> Made:
    """Make the codes of a door; with a file, they are written before anything is kept."""
    codes = await codes_for(db, door, count, settings)
    if out is not None:
        # before the commit: where the file cannot be written there is no door either
        write_codes(codes, link(settings, door), out)
    return Made(door, codes, _leaving_code(door, settings), room_code(door, settings))


@collector_group.command("list")
@round_option
@data_dir_option
@json_option
def list_collectors(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """List the doors of a round."""
    found, settings = run(data_dir, lambda db: collectors.of_round(db, round_id))
    lines = [
        f"{c.audience:<13} {c.mode:<6} {c.state:<6} {link(settings, c)}  {c.name}" for c in found
    ]
    result = [
        {
            "collector": c.slug,
            "audience": c.audience,
            "mode": c.mode,
            "name": c.name,
            "setting": c.setting,
            "language": c.language,
            "state": c.state,
            "url": link(settings, c),
            "trial": trial_link(settings, c),
        }
        for c in found
    ]
    say(result, as_json=as_json, text="\n".join(lines) or "no collectors yet")


@collector_group.command("set")
@round_option
@collector_option
@click.option("--state", required=True, type=click.Choice(["open", "paused", "closed"]))
@data_dir_option
@json_option
def set_state(
    *, round_id: UUID, slug: str, state: State, data_dir: Path | None, as_json: bool
) -> None:
    """Open, pause or close one door; answers that were begun are taken for two more hours."""
    door, _ = run(data_dir, lambda db: doors.set_state(db, round_id, slug, state, actor=ACTOR))
    say({"collector": slug, "state": door.state}, as_json=as_json, text=door.state)


@collector_group.command("poster")
@round_option
@collector_option
@click.option("--kind", type=click.Choice(posters.KINDS), default="poster", show_default=True)
@click.option("--language", default="", help="Else what the door speaks first.")
@click.option("--out", required=True, type=new_file, help="The file (PDF).")
@data_dir_option
@json_option
def poster(
    *,
    round_id: UUID,
    slug: str,
    kind: posters.Kind,
    language: str,
    out: Path,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Write a poster, or a page of slips to hand out, that leads to a survey."""
    with connected(data_dir) as settings:
        _, printed = asyncio.run(_printed(settings, round_id, slug, language))
    write_out(out, posters.poster(printed, kind).content)
    say({"collector": slug, "file": str(out)}, as_json=as_json, text=str(out))


@collector_group.command("cards")
@round_option
@collector_option
@click.option("--count", required=True, type=click.IntRange(1, MOST_CODES), help="How many cards.")
@click.option("--language", default="", help="Else what the door speaks first.")
@click.option("--out", required=True, type=new_file, help="A new file (PDF).")
@data_dir_option
@json_option
def cards(
    *,
    round_id: UUID,
    slug: str,
    count: int,
    language: str,
    out: Path,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Make codes for a door and write them as cards to cut; they are shown nowhere else."""
    refuse_odd_codes("codes", count=count, out=out)
    with connected(data_dir) as settings:
        door, printed = asyncio.run(_printed(settings, round_id, slug, language))
        codes = rounds.new_codes(count)
        content = posters.cards(printed, codes).content

        async def keep(db: Connection) -> None:
            await rounds.keep_codes(db, door, codes, secret=secret_of(settings), actor=ACTOR)
            # before the commit: where the file cannot be written the codes admit nobody
            write_privately(out, content)

        asyncio.run(as_owner(settings, keep))
    say({"collector": slug, "file": str(out)}, as_json=as_json, text=f"{count} cards in {out}")


async def _printed(
    settings: Settings, round_id: UUID, slug: str, language: str
) -> tuple[Collector, posters.Link]:
    async def work(db: Connection) -> tuple[Collector, posters.Link]:
        door = await doors.named(db, round_id, slug)
        if door.mode in WITHOUT_PAGE:
            raise BadInputError(
                "it has no link to a survey for a poster to lead to; "
                "for paper: lyhord export --format paper"
            )
        url = link(settings, door)
        return door, await posters.printed(db, door, url=url, language=language)

    return await as_owner(settings, work)


@collector_group.command("remove")
@round_option
@collector_option
@data_dir_option
@json_option
def remove(*, round_id: UUID, slug: str, data_dir: Path | None, as_json: bool) -> None:
    """Remove a door with its codes, as long as nobody has answered through it."""
    run(data_dir, lambda db: doors.remove(db, round_id, slug, actor=ACTOR))
    say({"collector": slug, "state": "removed"}, as_json=as_json, text="removed")


def _leaving_code(door: Collector, settings: Settings) -> str:
    if door.mode != "kiosk":
        return ""
    return leaving_code(secret_of(settings).encode(), door.collector_id)


def room_code(door: Collector, settings: Settings) -> str:
    """What is said to the room of a board; nothing for other doors."""
    if door.mode != "workshop":
        return ""
    return room_keys.code(secret_of(settings).encode(), door.slug, door.collector_id)


def link(settings: Settings, door: Collector) -> str:
    """The address of a door; where staff bring answers through it, that leads to the desk."""
    if door.mode == "workshop":
        key = room_keys.key(secret_of(settings).encode(), door.slug, door.collector_id)
        return f"{settings.address}/board/{key}"
    if door.mode in BEHIND_THE_DESK:
        here = f"{settings.address}/desk/rounds/{door.round_id}/{door.mode}"
        choice = f"?audience={door.audience}&door={door.slug}"
        return here + (choice if door.mode == "paper" else "")
    return f"{settings.address}/s/{door.slug}"


def trial_link(settings: Settings, door: Collector) -> str | None:
    """Where a public door can be tried out, also in a draft; what is sent there never counts."""
    return None if door.mode in WITHOUT_PAGE else f"{settings.address}/s/{door.trial_slug}"
