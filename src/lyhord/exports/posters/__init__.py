"""What is put on a wall, a slide or into a hand: posters, slips and cards that lead to a survey."""

from lyhord.exports.posters.posters import (
    KINDS,
    Kind,
    Link,
    cards,
    kind_of,
    picture_of,
    poster,
    printed,
    slide,
)

__all__ = [
    "KINDS",
    "Kind",
    "Link",
    "cards",
    "kind_of",
    "picture_of",
    "poster",
    "printed",
    "slide",
]
