"""Which drawings the options of a child's survey have; one without a drawing has none."""

from markupsafe import Markup
from msgspec import Struct

from lyhord.forms.drawings import drawing
from lyhord.forms.fields import Section


class Picture(Struct, frozen=True):
    """One drawing, by the option that it stands beside."""

    option: str
    drawing: Markup


def pictures(sections: tuple[Section, ...], language: str) -> tuple[Picture, ...]:
    """Choose the drawings for the options of a survey that have one."""
    options = [
        choice.id
        for section in sections
        for field in section.fields
        for choice in field.choices
        if choice.face is None
    ]
    drawn = {option: drawing(option, language) for option in options}
    return tuple(Picture(option, Markup(each)) for option, each in drawn.items() if each)  # noqa: S704 - our own
