"""Progress: told from start to end, forwards only, and without any influence."""

import pytest

from lyhord_themes import Codebook, ThemeFinder, space
from lyhord_themes.bylanguage import ByLanguage
from lyhord_themes.pieces import each
from lyhord_themes.progress import Step, within
from tests.themes.corpora import planted

WANTED: list[Step] = ["groups"] * 3  # when it begins, and after two blocks


class StoppedError(Exception):
    """Somebody wants no more of it."""


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


def test_who_listens_can_end_the_work_between_two_blocks_of_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(space, "FAST_BLOCK", 20)
    finder, heard = ThemeFinder(n_themes=4, fast=True), list[Step]()

    def listen(_: float, step: Step) -> None:
        heard.append(step)
        if heard.count("groups") == len(WANTED):
            raise StoppedError

    with pytest.raises(StoppedError):
        finder.fit(planted(20)[0], progress=listen)

    assert heard[-len(WANTED) :] == WANTED
    assert not hasattr(finder, "findings_")


def test_work_of_who_listens_is_not_told_to_it_again() -> None:
    heard: list[Step] = []

    def listen(_: float, step: Step) -> None:
        heard.append(step)
        before = len(heard)
        assert list(each(str, [1, 2])) == ["1", "2"]
        assert len(heard) == before

    ThemeFinder(n_themes=4).fit(planted(20)[0], progress=listen)

    assert "placing" in heard


def test_nobody_listens_any_more_when_the_work_has_ended() -> None:
    told = Told()
    ThemeFinder(n_themes=4).fit(planted(20)[0], progress=told)
    before = len(told.shares)

    assert list(each(str, [1, 2])) == ["1", "2"]
    assert len(told.shares) == before


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
