"""The `lyhord` command: gathers the groups in `commands`; does nothing itself."""

import click

from lyhord.commands.context import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lyhord")
def main() -> None:
    """Ask people what they need, and turn what they write into themes."""
