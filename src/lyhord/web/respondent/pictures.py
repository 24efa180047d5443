"""Which drawings the options of a child's survey have; one without a drawing has none."""

from markupsafe import Markup
from msgspec import Struct

from lyhord.forms.drawings import DRAWINGS
from lyhord.forms.fields import Section


class Picture(Struct, frozen=True):
    """One drawing, by the option that it stands beside."""

    option: str
    drawing: Markup


def pictures(sections: tuple[Section, ...]) -> tuple[Picture, ...]:
    """Choose the drawings for the options of a survey that have one."""
    options = [
        choice.id
        for section in sections
        for field in section.fields
        for choice in field.choices
        if choice.face is None
    ]
    shown = (option for option in dict.fromkeys(options) if option in DRAWINGS)
    return tuple(Picture(option, Markup(DRAWINGS[option])) for option in shown)  # noqa: S704 - our own
