"""The questions on paper: an accessible PDF for each audience and language."""

from lyhord.exports.paper.papers import Paper, all_papers, one_paper, papers_of

__all__ = ["Paper", "all_papers", "one_paper", "papers_of"]
