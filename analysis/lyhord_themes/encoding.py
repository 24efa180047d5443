"""Sentence vectors from a model of the operator's own: what it must offer, and what is checked."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lyhord_themes.errors import EncoderError
from lyhord_themes.learners import Dense, unit
from lyhord_themes.text import Document

MOST_REMEMBERED = 50_000
PLANE = 2

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors that are near each other where the texts mean nearly the same.

    `digest` is a fingerprint of everything that the vectors depend on: the same texts and the same
    digest must give the same vectors, whatever stands beside a text.
    """

    @property
    def name(self) -> str:
        """What the model is called."""
        ...

    @property
    def digest(self) -> str:
        """The fingerprint of its files."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one vector per text, shape (texts, dimensions)."""
        ...


class Encoded:
    """An encoder that is asked once per text and whose answers are checked."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._known: dict[str, Vectors] = {}

    def __getstate__(self) -> Mapping[str, object]:
        """Travel between processes without the vectors that are remembered."""
        return {**vars(self), "_known": {}}

    def rows(self, texts: Sequence[Document]) -> Dense:
        """Give rows of unit length, shape (texts, dimensions), or raise `EncoderError`."""
        written = [" ".join(text.forms) for text in texts]
        new = [text for text in dict.fromkeys(written) if text not in self._known]
        if len(self._known) + len(new) > MOST_REMEMBERED:
            self._known.clear()
            new = list(dict.fromkeys(written))
        if new:
            self._known.update(zip(new, self._checked(new), strict=True))
        return unit(np.vstack([self._known[text] for text in written]).astype(np.float64))

    def _checked(self, texts: Sequence[str]) -> Vectors:
        found = np.asarray(self.encoder.encode(texts), dtype=np.float32)
        if found.ndim != PLANE or len(found) != len(texts) or not found.shape[1]:
            raise EncoderError(
                f"encoder {self.encoder.name}: {len(texts)} texts gave vectors of shape "
                f"{found.shape}, not ({len(texts)}, dimensions)"
            )
        if not np.isfinite(found).all():
            raise EncoderError(f"encoder {self.encoder.name}: it gave vectors that are no numbers")
        known = next(iter(self._known.values()), found[0])
        if known.shape != found[0].shape:
            raise EncoderError(
                f"encoder {self.encoder.name}: it gave {found.shape[1]} dimensions after "
                f"{len(known)}"
            )
        return found
