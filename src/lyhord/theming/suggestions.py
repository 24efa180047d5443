"""What tells an analyst to do next: answers to label, words to add; as values and as two files."""

from collections.abc import Sequence

import msgspec

from lyhord.theming.finding import Finder
from lyhord.theming.results import Suggestions
from lyhord_themes import ByLanguage
from lyhord_themes.suggesting import suggest_labels, suggest_seeds

LABELS, SEEDS = "labels.jsonl", "seeds.json"


def suggest(finder: Finder, texts: Sequence[str]) -> Suggestions:
    """Look among the texts for what would teach most; of several languages in the main one."""
    main = finder.finders_.get(finder.main_) if isinstance(finder, ByLanguage) else finder
    if main is None:
        return Suggestions(labels=(), seeds={})
    return Suggestions(labels=suggest_labels(main, texts), seeds=suggest_seeds(main, texts))


def labels_jsonl(suggestions: Suggestions, texts: Sequence[str]) -> str:
    """Give the answers to label; each `theme` is empty: filled in, `--examples` reads the file."""
    lines = (
        {"text": texts[one.row], "theme": "", "row": one.row, "nearest": one.nearest}
        for one in suggestions.labels
    )
    return "".join(msgspec.json.encode(line).decode() + "\n" for line in lines)


def seeds_json(suggestions: Suggestions) -> str:
    """Give the words that may be added, by theme."""
    return msgspec.json.format(msgspec.json.encode(suggestions.seeds)).decode() + "\n"
