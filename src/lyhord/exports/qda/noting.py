"""What people wrote of themes, as plain texts beside the codes."""

from collections.abc import Mapping

from lyhord.disclosing import Microdata
from lyhord.exports.qda.parts import allowed
from lyhord.exports.wording import NOTES_HEADED, VALENCES
from lyhord.storage.runs import ThemeNotes


def notes_of(data: Microdata) -> Mapping[str, str]:
    """The note of each theme about which anything was written."""
    notes = {theme.theme_id: noted(theme.notes) for theme in data.themes}
    return {theme_id: note for theme_id, note in notes.items() if note}


def noted(notes: ThemeNotes) -> str:
    """What was written, a line a thing."""
    told = {
        "need": notes.need,
        "insight": notes.insight,
        "opportunity": notes.opportunity,
        "valence": VALENCES.get(notes.valence, ""),
        "stages": ", ".join(notes.stages),
        "actors": ", ".join(notes.actors),
        "areas": ", ".join(notes.areas),
    }
    return "\n".join(
        f"{NOTES_HEADED[name]}: {allowed(text)}" for name, text in told.items() if text
    )
