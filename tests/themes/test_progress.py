"""Progress: told from start to end, forwards only, and without any influence."""

from lyhord_themes import Codebook, ThemeFinder
from lyhord_themes.bylanguage import ByLanguage
from lyhord_themes.progress import Step, within
from tests.themes.corpora import planted


class Told:
    def __init__(self) -> None:
        self.shares: list[float] = []
        self.steps: list[Step] = []

    def __call__(self, share: float, step: Step) -> None:
        self.shares.append(share)
        self.steps.append(step)


def test_progress_goes_from_nothing_to_all_and_never_back() -> None:
    told = Told()

    ThemeFinder().fit(planted(20)[0], progress=told)

    assert (told.shares[0], told.shares[-1]) == (0.0, 1.0)
    assert told.shares == sorted(told.shares)
    assert list(dict.fromkeys(told.steps)) == ["words", "groups", "placing", "terms"]
    assert len(told.shares) > 6


def test_a_codebook_is_a_step_of_its_own(codebook: Codebook) -> None:
    told = Told()

    ThemeFinder(codebook).fit(["vi väntade i kö", "pengar saknas"], progress=told)

    assert "codebook" in told.steps
    assert told.shares[-1] == 1.0


def test_several_languages_share_the_way() -> None:
    told = Told()

    ByLanguage(ThemeFinder(n_themes=4)).fit(planted(20)[0], progress=told)

    assert told.shares == sorted(told.shares)
    assert told.shares[-1] == 1.0


def test_a_part_of_the_work_is_told_as_a_part_of_the_whole() -> None:
    told = Told()

    within(told, 0.2, 0.6)(0.5, "groups")

    assert told.shares == [0.4]
