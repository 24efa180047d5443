"""The words of the theme workspace: fields, stages, what was done, and why something was not."""

from collections.abc import Mapping

from lyhord.storage.book import BookTheme
from lyhord.web.catalogue import mark

FIELDS: Mapping[str, str] = {
    "name": mark("Name"),
    "definition": mark("What belongs here"),
    "description": mark("What they say"),
    "need": mark("Need"),
    "insight": mark("Insight"),
    "opportunity": mark("How might we …?"),
    "valence": mark("What it is about"),
    "stages": mark("Where on the journey"),
    "actors": mark("Who they meet"),
    "areas": mark("Part of life"),
    "status": mark("Status"),
    "source": mark("Comes from"),
    "is_gone": mark("Whether the theme is there"),
}
HINTS: Mapping[str, str] = {
    "definition": mark("So that two people place a statement alike."),
    "need": mark("As … I need … in order to …"),
    "insight": mark("One sentence: what did we not know before?"),
    "opportunity": mark("A question that many answers are possible to."),
}
VALENCES: Mapping[str, str] = {
    "": mark("Neither"),
    "works": mark("What works"),
    "missing": mark("What is missing"),
}
STATUSES: Mapping[str, str] = {"draft": mark("Draft"), "reviewed": mark("Reviewed")}
STAGES: Mapping[str, str] = {
    "vardag": mark("Everyday life"),
    "forsta_signal": mark("First sign"),
    "soker_hjalp": mark("Seeking help"),
    "vantan": mark("Waiting"),
    "bedomning": mark("Meetings and assessment"),
    "stod_pagar": mark("Support under way"),
    "overlamning": mark("Handing over"),
    "efterat": mark("Afterwards"),
}
AREAS: Mapping[str, str] = {
    "skola": mark("School"),
    "hem": mark("Home"),
    "kompisar": mark("Friends"),
    "fritid": mark("Leisure"),
    "maende": mark("How one feels"),
    "kropp": mark("The body"),
    "pengar": mark("Money"),
    "natet": mark("The net"),
    "trygghet": mark("Safety"),
    "foraldraskap": mark("Parenthood"),
    "annat": mark("Something else"),
}
KINDS: Mapping[str, str] = {
    "edit": mark("wrote about"),
    "accept": mark("took up a proposal"),
    "merge": mark("merged"),
    "reject": mark("rejected"),
    "move": mark("moved statements"),
    "copy": mark("copied statements"),
    "drop": mark("took copies away"),
    "start": mark("began a new theme"),
    "split": mark("split"),
    "pick": mark("chose quotes"),
    "place": mark("placed later answers"),
    "undo": mark("undid"),
    "redo": mark("did again"),
}
# what somebody wanted to do when others were there first, as the buttons say it
WANTED: Mapping[str, str] = {
    "merge": mark("Merge"),
    "reject": mark("Reject the theme"),
    "move": mark("Move"),
    "copy": mark("Copy"),
    "drop": mark("Take copies away"),
    "start": mark("New theme"),
    "split": mark("Split the theme"),
    "pick": mark("Quotes"),
}
MISTAKES: Mapping[str, str] = {
    "no_name": mark("Give the theme a name."),
    "too_long": mark("That is too long. A name is at most 120 characters, a text 4,000."),
    "no_theme": mark("Choose a theme that is still there."),
    "same_theme": mark("Choose another theme than the one it is in."),
    "is_remainder": mark("What is unclear is no theme: move statements out of it instead."),
    "no_statements": mark("Mark the statements first. Those marked may have been moved meanwhile."),
    "many_copies": mark("A statement can stand in five themes at most."),
    "no_such_value": mark("That cannot be chosen here."),
    "not_empty": mark(
        "Statements have been moved since, and would stand in a theme that is gone. Undo that "
        "first, or move them."
    ),
    "full_of_quotes": mark("So many quotes have been chosen in this theme that no more can be."),
}
FEW = mark(
    "So few answers have come since the figures were published that placing them would tell which "
    "they are. Place them when more have come."
)
QUESTIONS: Mapping[str, str] = {
    "worked": mark("What works"),
    "missing": mark("What is missing"),
    "first_sign": mark("First sign"),
    "earlier": mark("What would have helped earlier"),
    "wish": mark("What they wish for"),
    "other": mark("Something else"),
}
SHOWN: Mapping[str, str] = {
    "typical": mark("Most typical first"),
    "uncertain": mark("Least certain first"),
    "against": mark("Those that say otherwise"),
}


def question_against(theme: BookTheme | None) -> str:
    """The question whose answers say otherwise than a theme of what works, or is missing."""
    valence = theme.notes.valence if theme else ""
    return {"works": "missing", "missing": "worked"}.get(valence, "")
