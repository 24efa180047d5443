"""What the themes of a codebook are called in the workspace, and in which order they stand."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from lyhord.disclosing import RunReport
from lyhord.reviewing.lessons import PROPOSED
from lyhord.storage.book import BookTheme, Listed
from lyhord.web.desk.theme_page import REMAINDER
from lyhord.web.desk.visit import address_of
from lyhord.web.desk.wording import Wording

WORK = "work"  # stands for the run where a statement of the workspace is named


def names_of(
    wording: Wording, themes: Iterable[BookTheme], report: RunReport | None
) -> Mapping[str, str]:
    """What themes are called; the name of a proposal is made of answers: as the guard tells it."""
    told = {each.theme_id: each.name for each in report.themes} if report else {}

    def name(theme: BookTheme) -> str:
        if theme.theme_id in REMAINDER:
            return wording.say(REMAINDER[theme.theme_id])
        if theme.source != "new":
            return theme.name or theme.theme_id
        # what a later run proposed was named by the guard when it was taken up
        kept = theme.name if theme.theme_id.startswith(PROPOSED) else ""
        return told.get(theme.theme_id) or kept or theme.theme_id

    return {each.theme_id: name(each) for each in themes}


def in_order(themes: Iterable[BookTheme], counts: Mapping[str, Listed]) -> tuple[BookTheme, ...]:
    """The themes that are there: those with most statements first, what is unclear last."""

    def place(theme: BookTheme) -> tuple[bool, int, int]:
        listed = counts.get(theme.theme_id)
        return theme.source == "remainder", -(listed.listed if listed else 0), theme.position

    return tuple(sorted((each for each in themes if not each.is_gone), key=place))


def work_address(round_id: UUID) -> str:
    """Where a round's codebook is worked on."""
    return f"{address_of(round_id)}/themes/work"
