"""The field for a self-made code, which surveys that follow people up ask for last.

Its parts have no names and are never sent; what is sent is a hash that the page's script makes.
"""

from collections.abc import Mapping, Sequence

from lyhord.forms.fields import Field, Section
from lyhord.forms.mistakes import Mistake
from lyhord.privacy.wave_codes import normalise
from lyhord.web.catalogue import Catalogue

# the name of the field; the section's begins with a capital, as no page of an instrument does
CODE = "wave_code"
SECTION = "Follow"


def named(words: Catalogue) -> str:
    """What the field is called."""
    return words("A code that you make yourself")


def section(
    words: Catalogue, *, kept: Mapping[str, Sequence[str]], errors: Mapping[str, str]
) -> Section:
    """Ask for the parts of the code, and say what becomes of them."""
    hint = words(
        "We ask the same questions again later. The code lets us see how answers change, without "
        "knowing who you are. Your browser turns the parts into a long row of signs; the parts "
        "themselves are never sent. You may leave it out: your answers count all the same."
    )
    hashed = normalise(next(iter(kept.get(CODE, ())), ""))
    field = Field(
        id=CODE,
        kind=CODE,
        text=named(words),
        hint=hint,
        error=errors.get(CODE, ""),
        is_conditional=False,
        written=(hashed or "",),
    )
    return Section(id=SECTION, title=words("Your own code"), fields=(field,))


def mistakes(typed: str) -> tuple[Mistake, ...]:
    """What is wrong with what came as a code; nothing where there is none."""
    return (Mistake(CODE, "no_wave_code"),) if typed and normalise(typed) is None else ()
