"""The `lyhord` command: finds each command in `commands` when asked; does nothing itself."""

from importlib import import_module
from types import MappingProxyType

import click

from lyhord.commands.context import Group

# Where each command lies, and what the list of commands says of it without importing it.
COMMANDS = MappingProxyType(
    {
        "demo": (
            "demo:demo",
            "Show everything: a database, demo answers, an analysis, and the pages.",
        ),
        "serve": (
            "serving:serve",
            "Serve the survey pages (door), the staff pages (desk), or both.",
        ),
        "worker": (
            "working:worker",
            "Do queued jobs, and what time makes due, until a signal says stop.",
        ),
        "migrate": (
            "publishing:migrate",
            "Bring the database to the schema of this version; a step of every...",
        ),
        "doctor": (
            "doctor.command:doctor",
            "Say what is wrong with the installation and what to do; exit status...",
        ),
        "check": (
            "checking:check",
            "Read and lint survey files: folders, instruments, shared lists,...",
        ),
        "publish": (
            "publishing:publish",
            "Publish instruments (PATH: a survey file or a folder; all that are...",
        ),
        "round": ("collecting:round_group", "Collection periods."),
        "collector": ("collectors:collector_group", "Doors into a round."),
        "invite": ("invitations:invite_group", "Invitations by e-mail."),
        "themes": (
            "theming:themes",
            "Find the themes in FILE and write them to a folder.",
        ),
        "pseudonymise": (
            "pseudonymising:pseudonymise_file",
            "Replace what says who somebody is in FILE (CSV, XLSX or JSONL) by...",
        ),
        "analyse": ("analysing:analyse", "Find the themes of a round."),
        "export": (
            "exporting:export",
            "Write a report of the newest analysis, as far as it may be shown;...",
        ),
        "import": (
            "importing:import_answers",
            "Store the answers in FILE (CSV, XLSX, JSONL) of Microsoft Forms,...",
        ),
        "papers": (
            "papers:papers",
            "Write the drafts and letters of a round into a folder, as Word files.",
        ),
        "disclose": (
            "papers:disclose",
            "Write a redacted copy of a round's texts, for a request for...",
        ),
        "backup": (
            "safekeeping:backup",
            "Save the whole database to FILE, also while it is served.",
        ),
        "restore": (
            "safekeeping:restore",
            "Put the backup in FILE in the place of the database, whole or not...",
        ),
        "retention": ("keeping:retention_group", "How long rounds are kept."),
        "audit": ("auditing:audit_group", "The log of who did what."),
        "user": ("users:user_group", "Accounts of staff."),
        "token": ("tokens:token_group", "Tokens for programs that read through the JSON routes."),
        "key": ("keys:key_group", "The safeguarding officers' keys."),
    }
)


class LateGroup(Group):
    """Imports a command only when it is run, so that none waits for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """One command by name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        return getattr(import_module(f"lyhord.commands.{module}"), name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


@click.group(cls=LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lyhord")
def main() -> None:
    """Ask people what they need, and turn what they write into themes."""
