"""What files can hold of a text: no letters that XML forbids, nothing that turns what is around.

Texts are data in every format: nothing here is about markup or formulas.
"""

import re

UNKNOWN = "\ufffd"
LONGEST_NAME = 200
_UNUSABLE = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return the text in letters that every format takes; it can turn none but itself around."""
    return _UNUSABLE.sub(UNKNOWN, _TURNING.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def on_one_line(text: str) -> str:
    """Return the text without breaks, for a place that is one line."""
    return " ".join(printable(text).split())


def as_name(text: str) -> str:
    """Return the text for a place that holds a name: a heading, a title, the head of a column."""
    return shortened(on_one_line(text), LONGEST_NAME)


def shortened(text: str, most: int) -> str:
    """Return at most so many letters of a text, ending with a whole word where it has any."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    whole = cut.rpartition(" ")[0] or cut
    return f"{whole.rstrip(' ,.;:–-')}…"
