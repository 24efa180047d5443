"""From bytes to text: which encoding a file is in, and a remark where that had to be guessed."""

from collections.abc import Iterator, Sequence

MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
SEEN, MANY = 4_096, 0.4
OF_MAC, OF_WINDOWS = b"\x81\x8a\x8c\x9a", b"\xc4\xc5\xd6\xe4\xe5\xf6"  # Swedish letters


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode bytes: UTF-32 and UTF-16, else UTF-8; lines that are not as Windows or Mac wrote them.

    Gives the text without marks and NUL, and a remark that says which lines were guessed.
    """
    wide = next((name for mark, name in MARKS.items() if content.startswith(mark)), None)
    wide = wide or _unmarked(content[:SEEN])
    if wide:
        return content.decode(wide, "replace").replace("\0", ""), (f"read as {wide.upper()}",)
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    guessed = [number for number, line in enumerate(lines) if not _is_utf8(line)]
    encoding = _of_one_byte(b"".join(lines[number] for number in guessed))
    known = set(range(len(lines))) - set(guessed)
    text = "\n".join(
        line.decode("utf-8" if number in known else encoding, "replace")
        for number, line in enumerate(lines)
    )
    return text.replace("\0", ""), tuple(_remark(guessed, len(lines) - (not lines[-1]), encoding))


def _unmarked(start: bytes) -> str | None:
    """Name the UTF-16 without a mark: letters of Europe have a NUL in every second place."""
    first, second = (start[place::2].count(0) / max(len(start[place::2]), 1) for place in (0, 1))
    if second > MANY > first:
        return "utf-16-le"
    return "utf-16-be" if first > MANY > second else None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _of_one_byte(guessed: bytes) -> str:
    mac, windows = (sum(guessed.count(letter) for letter in of) for of in (OF_MAC, OF_WINDOWS))
    return "mac_roman" if mac > windows else "cp1252"


def _remark(guessed: Sequence[int], lines: int, encoding: str) -> Iterator[str]:
    if guessed:
        yield (
            f"{len(guessed)} of {lines} lines are not UTF-8 and were read as {encoding}, "
            f"first line {guessed[0] + 1}"
        )
