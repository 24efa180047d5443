# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportArgumentType=false
"""The one door to SciPy, scikit-learn and PyStemmer, which ship no types: here they get some.

Matrices have one row per text. A `Sparse` is a SciPy CSR matrix, mostly of float32.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, Protocol, TypeAlias, cast

import numpy as np
import Stemmer
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import qr
from scipy.linalg import svd as svd_of
from scipy.optimize import minimize
from scipy.sparse.linalg import LinearOperator, eigsh
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.metrics import adjusted_rand_score
from sklearn.naive_bayes import ComplementNB

Dense: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.int32]
Sparse: TypeAlias = Any

SMALLEST_ITERATED = 3
TINY = 1e-12


class Counter(Protocol):
    """Counts items per text; `fit_transform` learns which items there are, `vocabulary_` names."""

    vocabulary_: Mapping[str, int]

    def fit(self, raw_documents: Sequence[object]) -> "Counter":
        """Learn which items there are."""
        ...

    def fit_transform(self, raw_documents: Sequence[object]) -> Sparse:
        """Learn and count."""
        ...

    def transform(self, raw_documents: Sequence[object]) -> Sparse:
        """Count what was learnt."""
        ...

    def get_feature_names_out(self) -> NDArray[np.object_]:
        """Name the columns."""
        ...


class Weigher(Protocol):
    """Weighs counts by how rare an item is: `idf_`."""

    idf_: Dense

    def fit(self, X: Sparse) -> "Weigher":  # noqa: N803  scikit-learn's name
        """Learn document frequencies."""
        ...

    def transform(self, X: Sparse) -> Sparse:  # noqa: N803  the same
        """Weigh and scale rows to unit length."""
        ...


class Classifier(Protocol):
    """A trained classifier."""

    classes_: NDArray[Any]

    def predict(self, X: Sparse) -> NDArray[Any]:  # noqa: N803  scikit-learn's name
        """Give the class of each row."""
        ...

    def predict_proba(self, X: Sparse) -> Dense:  # noqa: N803  the same
        """Give each class's share, rows adding up to 1."""
        ...

    def predict_log_proba(self, X: Sparse) -> Dense:  # noqa: N803  the same
        """Give the logarithm of each class's share."""
        ...


def item_counter() -> Counter:
    """Make a counter of items that are already cut: texts are tuples of strings."""
    return cast("Counter", CountVectorizer(analyzer=_same, dtype=np.float32))


def letter_counter() -> Counter:
    """Make a counter of the 3 to 5 letter groups within words, edges padded."""
    return cast(
        "Counter", CountVectorizer(analyzer="char_wb", ngram_range=(3, 5), dtype=np.float32)
    )


def weigher() -> Weigher:
    """Make a tf-idf weigher with sublinear counts, smoothed, rows of unit length."""
    return cast("Weigher", TfidfTransformer(sublinear_tf=True))


def svd(matrix: Sparse, dimensions: int, *, seed: int) -> tuple[Dense, Dense]:
    """Factorise: right singular vectors (dimensions, columns), values, the largest first.

    Lanczos iteration (ARPACK; Lehoucq et al. 1998) in single precision: exact where a randomised
    factorisation of wide matrices is not, in a third of the time and half the memory.
    """
    if min(matrix.shape) <= max(dimensions, SMALLEST_ITERATED):
        _, values, vectors = np.linalg.svd(matrix.toarray(), full_matrices=False)
        return np.asarray(vectors[:dimensions]), np.asarray(values[:dimensions])
    if not np.any(matrix.data):
        return np.eye(dimensions, matrix.shape[1]), np.zeros(dimensions)
    tall = matrix.astype(np.float32)
    is_wide = tall.shape[0] < tall.shape[1]
    tall = tall.T if is_wide else tall
    vectors = np.linalg.qr(_gram_vectors(tall, dimensions, seed=seed)).Q
    left, values, right = svd_of(tall @ vectors, full_matrices=False)
    return np.asarray(left.T if is_wide else right @ vectors.T), np.asarray(values)


def _gram_vectors(tall: Sparse, k: int, *, seed: int) -> Dense:
    """Give the leading eigenvectors of a matrix times itself, by chance of the seed alone.

    SciPy's `svds` goes the same way, but leaves the chance by which iterations begin anew unseeded.
    """

    def multiplied(vector: Dense) -> Dense:
        return np.asarray(tall.T @ (tall @ vector))

    side = tall.shape[1]
    gram = cast("Any", LinearOperator)((side, side), matvec=multiplied, dtype=np.float32)
    start = np.random.default_rng(seed).uniform(-1, 1, side).astype(np.float32)
    return np.asarray(eigsh(gram, k=k, v0=start, rng=np.random.default_rng(seed))[1])


def k_means(rows: Dense, k: int, *, seed: int, starts: int) -> Dense:
    """Find k centres, shape (k, dimensions)."""
    model = KMeans(k, n_init=starts, random_state=seed, max_iter=100).fit(rows)
    return np.asarray(model.cluster_centers_)


def k_means_from(rows: Dense, start: Dense) -> Dense:
    """Move given centres, shape (k, dimensions), to where k-means settles."""
    model = KMeans(len(start), init=start, n_init=1, max_iter=100).fit(rows)
    return np.asarray(model.cluster_centers_)


def nearest_axes(vectors: Dense) -> Integers:
    """Number the axis nearest to each row of orthonormal vectors, axes found by pivoted QR."""
    pivots = qr(vectors.T, mode="r", pivoting=True)[-1]
    left, _, right = svd_of(vectors[pivots[: vectors.shape[1]], :].T, full_matrices=False)
    return np.argmax(np.abs(vectors @ (left @ right.conj())), axis=1)


def naive_bayes(features: Sparse, labels: NDArray[Any]) -> Classifier:
    """Train ComplementNB (Rennie et al. 2003)."""
    return cast("Classifier", ComplementNB().fit(features, labels))


def ridge(features: Sparse, targets: Dense, weights: Dense, *, penalty: float, steps: int) -> Dense:
    """Fit targets, shape (rows, columns), by ridge regression, rows weighted.

    Conjugate gradients, all columns at once (Hestenes & Stiefel 1952); gives (features, columns).
    """
    turned = as_rows(features.T @ diagonal(weights))
    rest = times(turned, targets)
    found, ahead = np.zeros_like(rest), rest.copy()
    size = (rest**2).sum(axis=0)
    for _ in range(steps):
        moved = times(turned, times(features, ahead)) + penalty * ahead
        step = size / np.maximum((ahead * moved).sum(axis=0), TINY)
        found, rest = found + step * ahead, rest - step * moved
        before, size = size, (rest**2).sum(axis=0)
        ahead = rest + ahead * (size / np.maximum(before, TINY))
    return found


def least(slope: Callable[[Dense], tuple[float, Dense]], start: Dense) -> Dense:
    """Find where a smooth function is least (L-BFGS); `slope` gives its value and gradient."""
    return np.asarray(minimize(slope, start, jac=True, method="L-BFGS-B").x)


def leading_vectors(matrix: Sparse, k: int, *, start: Dense) -> Dense:
    """Give the eigenvectors of the k largest eigenvalues, shape (rows, k), largest first."""
    values, vectors = eigsh(matrix, k=k, v0=start, which="LA", rng=np.random.default_rng(0))
    return np.asarray(vectors)[:, np.argsort(-np.asarray(values))]


def plus_direction(matrix: Sparse, direction: Dense) -> Sparse:
    """Add a direction's outer product to a matrix, without filling it; it can only be multiplied.

    `direction` has shape (rows,).
    """

    def multiplied(vector: Dense) -> Dense:
        flat = vector.ravel()
        return np.asarray(matrix @ flat + direction * (direction @ flat))

    return cast("Any", LinearOperator)(matrix.shape, matvec=multiplied, dtype=np.float64)


def agreement(one: Integers, other: Integers) -> float:
    """Give the adjusted Rand index of two divisions (Hubert & Arabie 1985), -1 to 1."""
    return float(adjusted_rand_score(one, other))


def from_triplets(
    values: Dense, rows: Integers, columns: Integers, shape: tuple[int, int]
) -> Sparse:
    """Build a sparse matrix; values at the same place add up."""
    return sparse.csr_matrix((values, (rows, columns)), shape)


def counted(lines: Sequence[Sequence[str]], index: Mapping[str, int]) -> Sparse:
    """Count the items of lines that have a number, shape (lines, items).

    A line's items stand in their order and each time that they come, whatever else is counted.
    """
    places = [[index[item] for item in line if item in index] for line in lines]
    starts = np.zeros(len(lines) + 1, dtype=np.int64)
    np.cumsum([len(line) for line in places], out=starts[1:])
    columns = np.fromiter(chain.from_iterable(places), np.int64, count=int(starts[-1]))
    ones = np.ones(len(columns), dtype=np.float32)
    return sparse.csr_matrix((ones, columns, starts), (len(lines), len(index)))


def from_lines(columns: Numbers, starts: Integers, width: int) -> Sparse:
    """Count columns, those of line n being `columns[starts[n]:starts[n + 1]]`."""
    ones = np.ones(len(columns), dtype=np.float32)
    return sparse.csr_matrix((ones, columns, starts), (len(starts) - 1, width))


def beside(left: Sparse, right: Sparse) -> Sparse:
    """Put two sparse matrices side by side."""
    return sparse.hstack([left, right], format="csr")


def beneath(*parts: Sparse) -> Sparse:
    """Put sparse matrices beneath each other."""
    return sparse.vstack(parts, format="csr")


def as_sparse(rows: Dense) -> Sparse:
    """Store dense rows as a sparse matrix."""
    return sparse.csr_matrix(rows)


def diagonal(values: Dense) -> Sparse:
    """Build a diagonal matrix."""
    return sparse.diags(values)


def as_rows(matrix: Sparse) -> Sparse:
    """Store a sparse matrix by rows."""
    return sparse.csr_matrix(matrix)


def small(counts: Sparse) -> Sparse:
    """Store counts by rows, columns in their order, in single precision, which holds them."""
    found = sparse.csr_matrix(counts, dtype=np.float32)
    found.sort_indices()
    return found


def sums(matrix: Sparse, *, axis: int) -> Dense:
    """Add up a sparse matrix, shape (n,): per column (axis 0) or per row (axis 1)."""
    return np.asarray(matrix.sum(axis=axis), dtype=np.float64).ravel()


def times(matrix: Sparse, dense: Dense) -> Dense:
    """Multiply a sparse by a dense matrix."""
    return np.asarray(matrix @ dense, dtype=np.float64)


def listed(numbers: NDArray[Any]) -> list[int]:
    """Make a list of plain integers."""
    return cast("list[int]", np.asarray(numbers).tolist())


def stemmed(words: Sequence[str], algorithm: str) -> list[str]:
    """Stem words with one of Snowball's algorithms (Porter 2001)."""
    return list(Stemmer.Stemmer(algorithm).stemWords(list(words)))


def unit(rows: Dense) -> Dense:
    """Scale each row to length one; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)


def compact(rows: Dense) -> Dense:
    """Store rows in single precision: half the memory, and more than likeness needs."""
    return cast("Dense", rows.astype(np.float32))


def standardised(scores: Dense) -> Dense:
    """Give each row mean 0 and standard deviation 1; rows without differences give zeros."""
    spread = scores.std(axis=1, keepdims=True)
    return (scores - scores.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1.0)


def softmax(scores: Dense) -> Dense:
    """Turn scores into shares, rows adding up to 1."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def log_shares(scores: Dense) -> Dense:
    """Turn scores into the logarithms of shares, whose rows would add up to 1."""
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def _same(items: tuple[str, ...]) -> tuple[str, ...]:
    return items
