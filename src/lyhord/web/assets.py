"""The style and script that survey pages carry inside themselves, and their hashes."""

import base64
import hashlib
import re
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

STATIC = Path(__file__).with_name("static")
STYLES = ("tokens.css", "survey.css")
# parts of one function, in the order in which they use each other
SCRIPTS = tuple(
    f"{name}.js" for name in ("page", "keeping", "route", "writing", "sending", "survey", "tab")
)


# strings, templates and regular expressions, whose spaces matter
_QUOTED = re.compile(
    r"""(`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""
    r"""|/(?![/*\s])(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\\n\[])+/[a-z]+)"""
)
_HOLES = re.compile(r"\$\{[^}]*\}")
_DECLARED = re.compile(r"\b(?:const|let) ([A-Za-z]\w{3,})\b")
# as a property, as a key, or as both at once
_ELSEWHERE = r"(?<!\.\.)\.{0}\b|\b{0}:|[{{,]{0}[,}}]"
_LOOSE = re.compile(r" *([-+*/%=<>!?:;,{}()\[\]&|]+) *")


class Inline(Struct, frozen=True):
    """A text to put into a page as it is, and how a content policy names it."""

    text: Markup
    source: str

    @classmethod
    def of(cls, text: str) -> "Inline":
        """Take our own file's text as markup, and name it by its hash."""
        digest = hashlib.sha256(text.encode()).digest()
        return cls(Markup(text), f"'sha256-{base64.b64encode(digest).decode()}'")  # noqa: S704 - our own file


class Assets(Struct, frozen=True):
    """What every survey page carries, and what only some carry: reading aloud, more notes."""

    style: Inline
    script: Inline
    reading: Inline
    notes: Inline

    @classmethod
    def load(cls, folder: Path = STATIC) -> "Assets":
        """Read and shorten the files once, at start."""
        style = "".join((folder / name).read_text() for name in STYLES)
        script = "".join((folder / name).read_text() for name in SCRIPTS)
        return cls(
            style=Inline.of(shorter_style(style)),
            script=Inline.of(f"(() => {{\n{shorter_script(script)}\n}})();"),
            reading=Inline.of(shorter_script((folder / "reading.js").read_text())),
            notes=Inline.of(shorter_script((folder / "notes.js").read_text())),
        )


def shorter_style(text: str) -> str:
    """Drop comments and the spaces that a style sheet does not need."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", text).replace(";}", "}").strip()


def shorter_script(text: str) -> str:
    """Drop whole-line comments, indentation and the spaces around signs, outside of quotes."""
    lines = (line.strip() for line in text.splitlines())
    kept = "\n".join(line for line in lines if line and not line.startswith("//"))
    parts = _QUOTED.split(kept)
    return _renamed(
        "".join(part if place % 2 else _LOOSE.sub(r"\1", part) for place, part in enumerate(parts))
    )


def _renamed(text: str) -> str:
    """Shorten the names that a script declares, where none can mean a property or a word."""
    quoted = " ".join(_HOLES.sub(" ", part) for part in _QUOTED.split(text)[1::2])
    declared = sorted(set(_DECLARED.findall(text)))
    ours = [name for name in declared if not re.search(_ELSEWHERE.format(name), text + quoted)]
    short = {
        name: f"${place}" for place, name in enumerate(each for each in ours if each not in quoted)
    }
    every = re.compile(rf"(?:(?<=\.\.\.)|(?<![\w.$]))(?:{'|'.join(short) or '(?!)'})\b")
    return every.sub(lambda found: short[found[0]], text)
