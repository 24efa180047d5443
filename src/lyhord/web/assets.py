"""The style and script that survey pages carry inside themselves, and their hashes."""

import base64
import hashlib
import re
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

STATIC = Path(__file__).with_name("static")


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
    """What every survey page carries."""

    style: Inline
    script: Inline

    @classmethod
    def load(cls, folder: Path = STATIC) -> "Assets":
        """Read and shorten the files once, at start."""
        style = "".join((folder / name).read_text() for name in ("tokens.css", "survey.css"))
        return cls(
            style=Inline.of(shorter_style(style)),
            script=Inline.of(shorter_script((folder / "survey.js").read_text())),
        )


def shorter_style(text: str) -> str:
    """Drop comments and the spaces that a style sheet does not need."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", text).replace(";}", "}").strip()


def shorter_script(text: str) -> str:
    """Drop whole-line comments and indentation; nothing that could change a meaning."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
