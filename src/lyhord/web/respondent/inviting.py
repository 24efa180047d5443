"""The field for an invitation code, which only doors for codes have: the first one of the page."""

from collections.abc import Mapping, Sequence

from lyhord.forms.fields import Field, Section
from lyhord.web.catalogue import Catalogue

# the name of the field; the section's begins with a capital, as no page of an instrument does
CODE = "code"
SECTION = "Code"


def named(words: Catalogue) -> str:
    """What the field is called."""
    return words("Your code")


def section(
    words: Catalogue, *, kept: Mapping[str, Sequence[str]], errors: Mapping[str, str]
) -> Section:
    """Ask for the code, and say that it does not stay with the answers."""
    hint = words(
        "It stands on the note or in the link that you got. It shows that you may answer, once. "
        "It is not kept together with your answers."
    )
    field = Field(
        id=CODE,
        kind=CODE,
        text=named(words),
        hint=hint,
        error=errors.get(CODE, ""),
        is_conditional=False,
        is_required=True,
        written=tuple(kept.get(CODE, ("",)))[:1],
    )
    return Section(id=SECTION, title=words("Your invitation"), fields=(field,))
