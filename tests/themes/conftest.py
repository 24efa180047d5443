"""A small codebook for the tests of the analysis."""

import pytest

from lyhord_themes import Codebook, parse_codebook

SMALL = """
language = "sv"

[[themes]]
id = "waiting"
name = "Vänta på hjälp"
seeds = ["kö", "väntetid", "vänta", "för sent", "flera månader"]

[[themes]]
id = "bullying"
name = "Mobbning"
seeds = ["mobbning", "mobbad", "utfryst", "retas", "kränkning"]
not = ["myggor"]

[[themes]]
id = "money"
name = "Pengar"
seeds = ["pengar", "inte råd", "dyrt", "avgift", "kostar"]
"""


@pytest.fixture
def codebook() -> Codebook:
    return parse_codebook(SMALL)
