# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportPrivateUsage=false
"""What models are saved and compared with: of SciPy and scikit-learn, and checks of it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.naive_bayes import ComplementNB

from lyhord_themes import learners
from lyhord_themes.learners import Dense, Sparse, listed

CLASSES: tuple[type[Any], ...] = (
    ComplementNB,
    CountVectorizer,
    TfidfTransformer,
)
NAMED: Mapping[str, object] = {"same": learners._same, "float32": np.float32}  # noqa: SLF001  the counter's own


def is_sparse(given: object) -> bool:
    """Say whether this is a sparse matrix of any kind."""
    return bool(sparse.issparse(given))


def checked_rows(parts: tuple[Any, Any, Any], shape: tuple[int, int]) -> Sparse:
    """Make a sparse matrix by rows, or raise ValueError if a place lies outside it."""
    matrix = sparse.csr_matrix(parts, shape=shape)
    matrix.check_format(full_check=True)
    return matrix


def require_sound(made: object) -> None:
    """Raise ValueError if a counter's places are not 0, 1, 2 …: they become places in matrices."""
    if isinstance(made, CountVectorizer):
        places = list(made.vocabulary_.values())
        if sorted(places) != list(range(len(places))):
            raise ValueError("a counter's vocabulary has gaps")


def best_pairs(likeness: Dense) -> list[tuple[int, int]]:
    """Pair rows with columns, each once at most, so that the pairs are most alike in all."""
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    return list(zip(listed(rows), listed(columns), strict=True))
