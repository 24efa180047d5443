"""Looking for barriers: what axe knows, and what it does not, in the states that people meet."""

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import axe_playwright_python
from msgspec import Struct
from playwright.sync_api import Page

AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
OURS: Final = Path(__file__).with_name("barriers.js").read_text()
# a script that lends a page what looks for barriers
LENT: Final = (
    "Object.assign(window, { walk, forward, through, look, own, landed, stepNow, makeup })"
)
LOOKING: Final = f"(() => {{ {AXE};\n{OURS};\n{LENT} }})()"


class State(Struct, frozen=True):
    """How a page is met; `rules` are those of axe that the state may change, None is all."""

    name: str
    width: int
    height: int
    media: MappingProxyType[str, str] = MappingProxyType({})
    rules: tuple[str, ...] | None = None


# what another language can change; colours do not depend on it
WORDS = (
    "label",
    "button-name",
    "link-name",
    "summary-name",
    "empty-heading",
    "valid-lang",
    "html-has-lang",
    "html-lang-valid",
    "aria-valid-attr-value",
    "duplicate-id-aria",
)
COLOUR = ("color-contrast", "link-in-text-block")
# sizes and what scrolls are measured by our own script, which asks for more than axe does
OWN: tuple[str, ...] = ()
PHONE = State("phone", 360, 740)
TABLET = State("tablet, dark", 768, 1024, MappingProxyType({"color_scheme": "dark"}), COLOUR)
SPOKEN = State("phone, another language", 360, 740, rules=WORDS)
DESKTOP = State(
    "desktop, forced colours",
    1280,
    800,
    MappingProxyType({"forced_colors": "active"}),
    COLOUR,
)
ZOOMED = State(
    "320 px at 400 %, reduced motion",
    320,
    256,
    MappingProxyType({"reduced_motion": "reduce"}),
    OWN,
)
OTHERS = (TABLET, DESKTOP, ZOOMED)
_CALM = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}


def enter(page: Page, state: State) -> None:
    """Put a loaded page into a state, without loading it again."""
    page.set_viewport_size({"width": state.width, "height": state.height})
    page.emulate_media(**(_CALM | dict(state.media)))  # pyright: ignore[reportArgumentType]
    if not page.evaluate("'axe' in window"):
        page.evaluate(LOOKING)


def faults(page: Page, *states: State) -> list[str]:
    """Say what is wrong with a page in each state."""
    found: list[str] = []
    for state in states:
        enter(page, state)
        said = page.evaluate("async (rules) => [...await look(rules), ...own()]", state.rules)
        found += [f"{state.name}: {each}" for each in said]
    return found


def walked(
    page: Page, state: State, step: str, *, met: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """Walk a survey in a state, and say what is wrong on the way and which screens were met."""
    enter(page, state)
    given: dict[str, Any] = {"rules": state.rules, "isAlike": state.rules == COLOUR, "met": met}
    told = page.evaluate(f"(given) => walk({{ ...given, step: {step} }})", given)
    return [f"{state.name}: {each}" for each in told["found"]], told["met"]


def script_off(page: Page) -> None:
    """Load the page anew without its script; what looks for barriers may still run."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setScriptExecutionDisabled", {"value": True})
    page.reload()
    session.send("Emulation.setScriptExecutionDisabled", {"value": False})
