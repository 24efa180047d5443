# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportArgumentType=false, reportUnknownArgumentType=false, reportReturnType=false
"""The grouping steps as scikit-learn estimators of arrays, to be used or replaced alone."""

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin, TransformerMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted, validate_data
from threadpoolctl import threadpool_limits

from lyhord_themes.errors import TooFewTextsError
from lyhord_themes.graphs import by_graph
from lyhord_themes.learners import Dense, Integers, as_rows, unit
from lyhord_themes.sphere import STARTS, centres
from lyhord_themes.vectors import Projection

Rows = NDArray[Any]
FEWEST_FOR_GRAPH = 3


class SphericalKMeans(ClusterMixin, TransformerMixin, BaseEstimator):
    """K-means on the unit sphere (Dhillon & Modha 2001): rows are compared by their cosine.

    `fit` learns `cluster_centers_`, shape (n_clusters, features), from rows, shape (n, features);
    it raises `TooFewTextsError` if there are fewer rows than clusters. `transform` gives cosines.
    """

    def __init__(self, n_clusters: int = 8, *, seed: int = 0, starts: int = STARTS) -> None:
        self.n_clusters = n_clusters
        self.seed = seed
        self.starts = starts

    def fit(self, X: Rows, y: object = None) -> Self:  # noqa: ARG002, N803  scikit-learn's names
        """Find the centres."""
        rows = unit(validate_data(self, X, dtype=np.float64))
        _require_enough(self.n_clusters, len(rows))
        with threadpool_limits(1):
            self.cluster_centers_ = centres(rows, self.n_clusters, self.seed, starts=self.starts)
            self.labels_: Integers = np.argmax(rows @ self.cluster_centers_.T, axis=1)
        return self

    def predict(self, X: Rows) -> Integers:  # noqa: N803  scikit-learn's name
        """Give the number of the nearest centre of each row."""
        return np.argmax(self.transform(X), axis=1)

    def transform(self, X: Rows) -> Dense:  # noqa: N803  scikit-learn's name
        """Give the cosine to each centre, shape (n, n_clusters)."""
        check_is_fitted(self)
        rows = unit(validate_data(self, X, dtype=np.float64, reset=False))
        return rows @ self.cluster_centers_.T


class GraphGroups(ClusterMixin, BaseEstimator):
    """Groups that a graph of the 30 nearest neighbours by cosine shows (`graphs.by_graph`).

    `fit` learns `labels_` from rows that are not negative, such as tf-idf, shape (n, features),
    sparse or not. It needs three rows and as many rows as clusters, else `TooFewTextsError`.
    """

    def __init__(self, n_clusters: int = 8, *, seed: int = 0) -> None:
        self.n_clusters = n_clusters
        self.seed = seed

    def fit(self, X: Rows, y: object = None) -> Self:  # noqa: ARG002, N803  scikit-learn's names
        """Number the groups."""
        rows = as_rows(validate_data(self, X, accept_sparse="csr", dtype=np.float64))
        _require_enough(max(self.n_clusters, FEWEST_FOR_GRAPH), rows.shape[0])
        with threadpool_limits(1):
            self.labels_ = by_graph(rows, self.n_clusters, self.seed)
        return self

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn that sparse rows are welcome."""
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags


class LatentSemantics(TransformerMixin, BaseEstimator):
    """Latent semantic analysis (Deerwester et al. 1990): truncated SVD, rows of unit length.

    Works on rows of shape (n, features), sparse or not.
    """

    def __init__(self, dimensions: int = 100, *, seed: int = 0) -> None:
        self.dimensions = dimensions
        self.seed = seed

    def fit(self, X: Rows, y: object = None) -> Self:  # noqa: ARG002, N803  scikit-learn's names
        """Learn the axes."""
        rows = as_rows(validate_data(self, X, accept_sparse="csr", dtype=np.float64))
        with threadpool_limits(1):
            self.projection_ = Projection(dimensions=self.dimensions, seed=self.seed).fit(rows)
        return self

    def transform(self, X: Rows) -> Dense:  # noqa: N803  scikit-learn's name
        """Project to shape (n, at most `dimensions`)."""
        check_is_fitted(self)
        rows = validate_data(self, X, accept_sparse="csr", dtype=np.float64, reset=False)
        return self.projection_.transform(as_rows(rows))

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn that sparse rows are welcome."""
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags


def _require_enough(k: int, n: int) -> None:
    if n < k:
        raise TooFewTextsError(f"n_samples={n} is too few for {k} groups")
