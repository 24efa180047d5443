"""What is put on a wall or into a hand: posters, slips and cards that lead to a survey."""

from lyhord.exports.posters.posters import KINDS, Kind, Link, cards, kind_of, poster, printed

__all__ = ["KINDS", "Kind", "Link", "cards", "kind_of", "poster", "printed"]
