"""Codebooks and commands made up by chance, for tests of what holds for all of them."""

from uuid import UUID

from hypothesis import strategies as st

from lyhord.reviewing.command import Command
from lyhord.reviewing.events import Book
from lyhord.reviewing.splits import Part, Split
from lyhord.reviewing.verbs import Copy, Drop, Edit, Merge, Move, Pick, Reject, Start
from lyhord.storage.book import BookTheme, Stand

STATEMENTS = tuple(UUID(int=n) for n in range(1, 9))
THEMES = ("school", "waiting", "new-1", "unclear")
NAMES = (*THEMES, "own-1", "own-2", "nowhere")


def a_book() -> Book:
    """Eight statements in three themes, and what is unclear."""
    themes = {
        each: BookTheme(
            theme_id=each,
            position=n,
            name=each.title(),
            source={"new-1": "new", "unclear": "remainder"}.get(each, "codebook"),  # type: ignore[arg-type]
        )
        for n, each in enumerate(THEMES)
    }
    places = {
        each: Stand(theme=THEMES[n % len(THEMES)], rank=n if n < 2 else None)
        for n, each in enumerate(STATEMENTS)
    }
    return Book(themes=themes, places=places)


_themes = st.sampled_from(NAMES)
_some = st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=4, unique=True).map(tuple)
_words = st.sampled_from(["Skolan", "En vuxen som stannar", "", "=1+1", "\u202eomvänt"])
_edits = st.dictionaries(
    st.sampled_from(["name", "need", "insight", "opportunity", "definition"]), _words, max_size=3
) | st.fixed_dictionaries({"stages": st.sampled_from([(), ("vantan",), ("vantan", "efterat")])})
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(Edit, theme=_themes, fields=_edits),
    st.builds(Merge, theme=_themes, into=_themes),
    st.builds(Reject, theme=_themes),
    st.builds(Move, statements=_some, theme=_themes, to=_themes),
    st.builds(Copy, statements=_some, to=_themes),
    st.builds(Drop, statements=_some, theme=_themes),
    st.builds(
        Start, statements=_some, theme=_themes, new=st.sampled_from(["own-1", "own-2"]), name=_words
    ),
    st.builds(
        Split,
        theme=_themes,
        into=st.lists(
            st.builds(Part, statements=_some, new=st.sampled_from(["own-1", "own-2"]), name=_words),
            max_size=2,
            unique_by=lambda part: part.new,
        ).map(tuple),
    ),
    st.builds(Pick, statements=_some, is_quote=st.booleans()),
)
