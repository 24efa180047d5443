"""The style and script that survey pages carry inside themselves, and their hashes."""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from markupsafe import Markup
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.web import script_words
from lyhord.web.shortening import numbered, shorter_script, shorter_style

STATIC = Path(__file__).with_name("static")
# each audience has a style of its own; the empty name is for pages where nobody is known
AUDIENCES = ("", *get_args(Audience))
STYLES = ("tokens.css", "survey.css")
REPLIED = "replied.css"  # what a page of results carries besides, shortened with them as one text
# parts of one function, in the order in which they use each other
SCRIPTS = tuple(
    f"{name}.js" for name in ("page", "keeping", "route", "writing", "sending", "survey", "tab")
)
# properties of the script's own objects, which get letters: none that a browser's object has, that
# is kept in the tab or its history, or that the page writes
OWN_PROPERTIES = (
    *("box", "given", "isNew", "isWhole", "attempt", "popped", "payload", "renew"),
    *("settled", "note", "say", "page"),
)
_ONLY = re.compile(r"/\* @only (\w+) \*/(.*?)/\* @end \*/", re.DOTALL)


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
    """What every survey page carries, and what only some carry."""

    styles: Mapping[str, Inline]
    script: Inline
    reading: Inline
    notes: Inline
    tongue: Inline
    code: Inline
    follow: Inline
    kiosk: Inline
    kiosk_look: Inline
    board: Inline
    board_look: Inline
    replied: Mapping[str, Inline]

    @property
    def scripts(self) -> tuple[Inline, ...]:
        """Every script that a page may carry."""
        return (
            *(self.script, self.reading, self.notes, self.tongue),
            *(self.code, self.follow, self.kiosk, self.board),
        )

    @classmethod
    def load(cls, folder: Path = STATIC) -> "Assets":
        """Read and shorten the files once, at start."""
        style = "".join((folder / name).read_text() for name in STYLES)
        script = "".join((folder / name).read_text() for name in SCRIPTS)
        return cls(
            styles=_styles(style),
            script=Inline.of(f"(()=>{{{_asking_by_number(script)}}})();"),
            reading=Inline.of(shorter_script((folder / "reading.js").read_text())),
            notes=Inline.of(_asking_by_number((folder / "notes.js").read_text())),
            tongue=Inline.of(shorter_script((folder / "tongue.js").read_text())),
            code=Inline.of(shorter_script((folder / "code.js").read_text())),
            follow=Inline.of(shorter_script((folder / "follow.js").read_text())),
            kiosk=Inline.of(shorter_script((folder / "kiosk.js").read_text())),
            kiosk_look=Inline.of(shorter_style((folder / "kiosk.css").read_text())),
            board=Inline.of(shorter_script((folder / "board.js").read_text())),
            board_look=Inline.of(shorter_style((folder / "board.css").read_text())),
            replied=_styles(style + (folder / REPLIED).read_text()),
        )


def _styles(text: str) -> Mapping[str, Inline]:
    return {each: Inline.of(shorter_style(style_for(each, text))) for each in AUDIENCES}


def style_for(audience: str, text: str) -> str:
    """Leave out what stands between `@only` and `@end` for other audiences."""
    return _ONLY.sub(lambda part: part[2] if part[1] == audience else "", text)


def _asking_by_number(script: str) -> str:
    return shorter_script(numbered(script, script_words.NAMES), OWN_PROPERTIES)
