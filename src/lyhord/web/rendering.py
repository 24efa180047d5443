"""Templates into pages: one environment for door and desk, where undefined names are errors."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from lyhord.instruments.places import HelpLine, Place
from lyhord.web.assets import Assets
from lyhord.web.catalogue import Catalogues, direction

TEMPLATES = Path(__file__).with_name("templates")


def environment(folder: Path = TEMPLATES) -> Environment:
    """Build the environment that every page of the service is rendered in."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class Frame(Struct, frozen=True, kw_only=True):
    """What stands around the content of a page that a respondent meets.

    At a shared screen, `kiosk` is the address that it begins at, and nothing leads elsewhere.
    What is written in a room is read by those in it.
    """

    name: str = "Lyhörd"
    audience: str = ""
    exit_address: str = ""
    help_lines: tuple[HelpLine, ...] = ()
    help_texts: frozenset[str] = frozenset()
    is_before_sending: bool = False
    kiosk: str = ""
    is_room: bool = False


class Renderer(Struct, frozen=True):
    """What is needed to say something to a person: templates, words, style, script, and help."""

    templates: Environment
    catalogues: Catalogues
    assets: Assets
    place: Place | None = None

    @classmethod
    def load(cls, place: Place | None = None) -> "Renderer":
        """Read everything from the package, once; the place is where most who come here are."""
        return cls(*_package(), place)

    def render(self, template: str, *, language: str, page: object) -> str:
        """Fill a template with its page; `_` says messages, and `plain` those in attributes."""
        words = self.catalogues.of(language)
        return self.templates.get_template(template).render(
            page=page,
            _=words.marked,
            plain=words,
            plural=words.marked_plural,
            language=language,
            dir=direction(language),
            assets=self.assets,
        )


@cache
def _package() -> tuple[Environment, Catalogues, Assets]:
    """What the package holds: the same for every app of a process."""
    return environment(), Catalogues.load(), Assets.load()
