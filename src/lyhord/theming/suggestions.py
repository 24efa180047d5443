"""Two files that tell an analyst what to do next: answers to label, words to add."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from lyhord.errors import BadInputError
from lyhord.theming.finding import Finder
from lyhord_themes import ByLanguage
from lyhord_themes.suggesting import suggest_labels, suggest_seeds

LABELS, SEEDS = "labels.jsonl", "seeds.json"


def suggest(finder: Finder, texts: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Write both files, or raise `BadInputError` if the folder cannot take them.

    In `labels.jsonl` each `theme` is empty: filled in, the file is what `--examples` reads.
    """
    main = finder.finders_.get(finder.main_) if isinstance(finder, ByLanguage) else finder
    if main is None:
        return ()
    lines = [
        {"text": texts[one.row], "theme": "", "row": one.row, "nearest": one.nearest}
        for one in suggest_labels(main, texts)
    ]
    contents = {
        LABELS: "".join(msgspec.json.encode(line).decode() + "\n" for line in lines),
        SEEDS: msgspec.json.format(msgspec.json.encode(suggest_seeds(main, texts))).decode() + "\n",
    }
    try:
        for name, content in contents.items():
            (folder / name).write_text(content, encoding="utf-8", newline="\n", errors="replace")
    except OSError as error:
        raise BadInputError(f"{folder}: {error.strerror or error}") from error
    return tuple(folder / name for name in contents)
