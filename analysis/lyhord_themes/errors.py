"""Every error that the analysis library raises on purpose.

ThemesError (also a ValueError)
├── CodebookError     a codebook cannot be used; `problems` lists every mistake
├── EncoderError      a folder holds no sentence-embedding model that can be used
├── ModelError        a saved model cannot be read or does not fit what is installed
├── NoTextError       there is nothing to find themes in
├── SchedulerError    a Dask scheduler or its workers cannot do the work
└── TooFewTextsError  more themes were asked for than there are different texts
"""


class ThemesError(ValueError):
    """The root of everything that the library raises on purpose: the input cannot be used."""


class CodebookError(ThemesError):
    """A codebook has mistakes; `problems` lists every one with its place, ready to print."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))

    def __reduce__(self) -> tuple[type["CodebookError"], tuple[tuple[str, ...]]]:
        """Travel between processes with the problems, not with their joined text."""
        return (type(self), (self.problems,))


class NoTextError(ThemesError):
    """Nothing was given: no text at all, or only empty ones where a theme needs words."""


class TooFewTextsError(ThemesError):
    """More themes were asked for than there are different texts."""


class EncoderError(ThemesError):
    """An encoder cannot be loaded, or gave what are no vectors of texts."""


class ModelError(ThemesError):
    """A saved model cannot be read: torn, tampered with, of another version, or no model at all."""


class SchedulerError(ThemesError):
    """A Dask scheduler cannot be reached, or its workers cannot do what they are asked."""
