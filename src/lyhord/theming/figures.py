"""How figures are written in a language, for pages and sentences alike."""

from collections.abc import Mapping

from msgspec import Struct

STEADY, PARTLY_STEADY = 0.75, 0.5


class Figures(Struct, frozen=True, kw_only=True):
    """Writes figures as a language does; `words` are the page's texts in it."""

    language: str
    words: Mapping[str, str]

    def percent(self, share: float) -> str:
        """Write a share of 0 to 1 in per cent, one decimal below one per cent."""
        value = 100 * share
        number = f"{value:.1f}" if 0 < value < 1 else f"{value:.0f}"
        return self._own(number) + ("\N{NO-BREAK SPACE}%" if self.language == "sv" else "%")

    def points(self, difference: float) -> str:
        """Write a difference of shares in percentage points, with its sign."""
        value = 100 * difference
        number = f"{abs(value):.1f}" if 0 < abs(value) < 1 else f"{abs(value):.0f}"
        sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
        return sign + self._own(number)

    def decimal(self, value: float) -> str:
        """Write a figure with two decimals."""
        return self._own(f"{value:.2f}")

    def count(self, n: int) -> str:
        """Write a number with a space before every three digits."""
        return f"{n:,}".replace(",", "\N{NO-BREAK SPACE}")

    def steadiness(self, stability: float) -> str:
        """Say in words how well a theme comes back."""
        if stability >= STEADY:
            return self.words["stability_high"]
        return self.words["stability_middling" if stability >= PARTLY_STEADY else "stability_low"]

    def _own(self, number: str) -> str:
        return number.replace(".", ",") if self.language == "sv" else number
