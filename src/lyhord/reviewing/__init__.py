"""What people decide about what was found: words to hide, and the codebook of a round."""

from lyhord.reviewing.words import Hiding, Mistake, hide, hiding, left_standing, report_miss

__all__ = ["Hiding", "Mistake", "hide", "hiding", "left_standing", "report_miss"]
