"""The `lyhord` command: finds each command in `commands` when asked; does nothing itself."""

from importlib import import_module
from types import MappingProxyType

import click

from lyhord.commands.context import Group

COMMANDS = MappingProxyType(
    {
        "demo": "demo:demo",
        "serve": "serving:serve",
        "worker": "working:worker",
        "migrate": "publishing:migrate",
        "check": "checking:check",
        "publish": "publishing:publish",
        "round": "collecting:round_group",
        "collector": "collecting:collector_group",
        "themes": "theming:themes",
        "analyse": "analysing:analyse",
        "export": "exporting:export",
        "user": "users:user_group",
        "key": "publishing:key_group",
    }
)


class LateGroup(Group):
    """Imports a command only when it is run, so that none waits for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """One command by name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        return getattr(import_module(f"lyhord.commands.{module}"), name)


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lyhord")
def main() -> None:
    """Ask people what they need, and turn what they write into themes."""
