"""The words of every page: each is said in Swedish, and none is left over."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from lyhord.web.catalogue import LOCALE, Catalogues, direction, own_name

WEB = LOCALE.parent
KEYWORDS = {"_": None, "mark": None, "plural": (1, 2), "words": None, "_words": None, "say": None}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
NAMES = re.compile(r"%\((\w+)\)|\{(\w+)\}")


def said() -> set[str]:
    """Every message in code and templates, a plural by its singular."""
    options = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
    found = extract_from_dir(WEB, METHODS, options, keywords=KEYWORDS)
    return {each if isinstance(each, str) else each[0] for _, _, each, _, _ in found}


def entries(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every message of a catalogue with its translations."""
    with path.open("rb") as source:
        for message in read_po(source, abort_invalid=True):
            if message.id:
                texts = message.string if message.pluralizable else (message.string,)
                yield message.id if isinstance(message.id, str) else message.id[0], tuple(texts)


def test_every_message_is_said_in_swedish() -> None:
    translated = {message for message, texts in entries(LOCALE / "sv.po") if all(texts)}

    assert sorted(said() - translated) == []


def test_no_message_is_left_over() -> None:
    spoken = said()

    left_over = [message for message, _ in entries(LOCALE / "sv.po") if message not in spoken]

    assert left_over == []


def test_translations_name_the_same_values() -> None:
    differing = [
        message
        for path in LOCALE.glob("*.po")
        for message, texts in entries(path)
        if any(set(NAMES.findall(text)) != set(NAMES.findall(message)) for text in texts)
    ]

    assert differing == []


def test_a_language_without_a_catalogue_speaks_swedish() -> None:
    assert Catalogues.load().of("tlh")("Send") == "Skicka"


def test_english_is_the_message_itself() -> None:
    assert Catalogues.load().of("en")("Choose at most %(max)d.", max=3) == "Choose at most 3."


def test_numbers_are_written_and_inflected_as_in_the_language() -> None:
    words = Catalogues.load().of("sv")

    one, many = (
        words.plural("At most %(n)s character.", "At most %(n)s characters.", n) for n in (1, 1_000)
    )

    assert (one, many) == ("Högst 1 tecken.", "Högst 1\u00a0000 tecken.")


def test_languages_name_themselves_and_know_their_direction() -> None:
    assert [own_name(each) for each in ("sv", "en", "ar", "xx-unknown")] == [
        "Svenska",
        "English",
        "العربية",
        "xx-unknown",
    ]
    assert [direction(each) for each in ("sv", "ar", "xx")] == ["ltr", "rtl", "ltr"]
