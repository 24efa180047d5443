"""Templates into pages: one environment for door and desk, where undefined names are errors."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from lyhord.instruments.places import HelpLine
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
    """What stands around the content of a page that a respondent meets."""

    name: str = "Lyhörd"
    audience: str = ""
    exit_address: str = ""
    help_lines: tuple[HelpLine, ...] = ()
    help_texts: frozenset[str] = frozenset()
    is_before_sending: bool = False


class Renderer(Struct, frozen=True):
    """What is needed to say something to a person: templates, words, style and script."""

    templates: Environment
    catalogues: Catalogues
    assets: Assets

    @classmethod
    def load(cls) -> "Renderer":
        """Read everything from the package, once."""
        return cls(environment(), Catalogues.load(), Assets.load())

    def render(self, template: str, *, language: str, page: object) -> str:
        """Fill a template with its page; `_` says messages in the page's language."""
        words = self.catalogues.of(language)
        return self.templates.get_template(template).render(
            page=page,
            _=words,
            plural=words.plural,
            language=language,
            dir=direction(language),
            assets=self.assets,
        )
