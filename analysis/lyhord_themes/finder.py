# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
"""The estimator that turns texts into themes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin, TransformerMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from lyhord_themes.codebook import Codebook
from lyhord_themes.corpus import Context, Corpus, context_of, corpus_of, strings
from lyhord_themes.documents import documents
from lyhord_themes.encoding import Encoded, Encoder
from lyhord_themes.findings import EMPTY, Assignment, Findings
from lyhord_themes.guiding import CAUTION
from lyhord_themes.learners import Dense
from lyhord_themes.learning import Decisions, Examples, labelled, learn
from lyhord_themes.parameters import require_parameters
from lyhord_themes.pieces import watched
from lyhord_themes.placing import Model
from lyhord_themes.progress import Progress, Told, silent, within
from lyhord_themes.proposing import Search
from lyhord_themes.renaming import headed, with_ids
from lyhord_themes.space import TextSpace
from lyhord_themes.summing import Placed, findings
from lyhord_themes.terms import Weighting
from lyhord_themes.text import is_empty, normalise, stems
from lyhord_themes.valence import cut, told

READ, LEARNT, PLACED = 0.04, 0.1, 0.75  # of the whole, when a step is done


class Learnt(Struct, frozen=True, kw_only=True):
    """What places texts: put into the finder only when all of it has been learnt."""

    space: TextSpace
    model: Model
    decided: Decisions


class ThemeFinder(ClusterMixin, TransformerMixin, BaseEstimator):
    """Finds themes in short texts: guided by a codebook, open to what it lacks.

    `codebook=None`: by likeness alone; every text that is not empty gets a theme. `n_themes`: how
    many themes to find (with a codebook: in what it leaves unclear); None lets stability decide.
    `examples`: (texts, labels), labelled by an analyst; a label is a theme's id. `fast`: k-means
    alone, for very many texts. `caution` (0 to 1): how sure the codebook must be; the share of
    texts made of random words that would stay `unclear`. `encoder`: an operator's own sentence
    vectors, beside the others. `stop_words`: words by which no texts are alike and no theme is
    marked; a codebook's own words still count. `background`: a
    richer codebook of the same field, whose word lists help to read a thin `codebook`. `weighting`:
    how the words that mark a theme are found, "log-odds" or "c-tf-idf".

    Learnt: `findings_`, `themes_` (ids, the columns of `transform`), `labels_` (a theme per text).
    The same texts, parameters and seed give the same findings, and each text the same theme in
    any order of the rows. Sources of the methods stand with each step.
    """

    def __init__(  # noqa: PLR0913  an estimator's settings are its parameters
        self,
        codebook: Codebook | None = None,
        n_themes: int | None = None,
        language: str = "sv",
        seed: int = 0,
        *,
        fast: bool = False,
        examples: Examples | None = None,
        caution: float = CAUTION,
        encoder: Encoder | None = None,
        stop_words: Sequence[str] = (),
        background: Codebook | None = None,
        weighting: Weighting = "log-odds",
    ) -> None:
        self.codebook = codebook
        self.n_themes = n_themes
        self.language = language
        self.seed = seed
        self.fast = fast
        self.examples = examples
        self.caution = caution
        self.encoder = encoder
        self.stop_words = stop_words
        self.background = background
        self.weighting: Weighting = weighting

    def fit(
        self,
        texts: Iterable[str],
        y: object = None,  # noqa: ARG002  scikit-learn's pipelines hand it to every step
        *,
        groups: Sequence[str | None] | None = None,
        questions: Sequence[str | None] | None = None,
        progress: Progress = silent,
    ) -> Self:
        """Find the themes of texts, shape (texts,).

        `groups` are compared with each other; `questions` (`worked`, `missing`, …) help to tell
        what works from what is missing, and who argues against the others; equal texts share their
        theme across questions. `progress` is told the share done (0 to 1, never less than before)
        and the step, and the same again after each block of texts; what it raises ends the fit.
        Raises `NoTextError`, `TooFewTextsError` if `n_themes` is more than the different texts,
        else `ThemesError`.
        """
        tell = Told(progress)
        tell(0.0, "words")
        given: dict[str, object] = self.get_params(deep=False)
        require_parameters(given)
        corpus = corpus_of(texts, self.language)
        tell(READ, "words")
        context = context_of(corpus, groups=groups, questions=questions)
        known = labelled(self.examples)
        search = Search(
            k=self.n_themes,
            seed=self.seed,
            fast=self.fast,
            caution=self.caution,
            background=self.background,
            progress=within(tell, LEARNT, PLACED),
        )
        with threadpool_limits(1), watched(tell.again):
            space = self._space().fit(corpus.documents)
            model = learn(corpus, space, search, codebook=self.codebook, known=known)
            learnt = Learnt(space=space, model=model, decided=known.decided())
            found = self._found(corpus, context, learnt, within(tell, PLACED, 1.0))
        tell(1.0, "terms")
        self.space_, self.model_, self.decided_ = space, model, learnt.decided
        self.findings_: Findings = found
        self.rename({})
        return self

    def rename(self, ids: Mapping[str, str]) -> None:
        """Give themes other ids (those not in the table keep theirs), and fix their names."""
        check_is_fitted(self, "model_")
        names = {theme.id: theme.name for theme in self.findings_.themes}
        self.model_.headings = headed(self.model_.headings, ids, names)
        self.findings_ = with_ids(self.findings_, ids)
        self.themes_ = tuple(heading.id for heading in self.model_.headings)
        self.labels_ = np.array([a.theme for a in self.findings_.assignments])

    def predict(self, texts: Iterable[str]) -> NDArray[np.str_]:
        """Give the theme of each text, shape (texts,), by what was learnt; nothing moves."""
        return np.array([place.theme for place in self.assign(texts)], dtype=np.str_)

    def assign(self, texts: Iterable[str]) -> tuple[Assignment, ...]:
        """Give the full assignment of each text by what was learnt."""
        check_is_fitted(self, "model_")
        given = [normalise(text) for text in strings(texts)]
        written = [text for text in given if not is_empty(text)]
        with threadpool_limits(1):
            found = iter(self._places(written))
        nothing = Assignment(theme=EMPTY, strength=1.0)
        places = [nothing if is_empty(text) else next(found) for text in given]
        return told(places, cut(given), (None,) * len(given), language=self.language)

    def later(
        self,
        texts: Iterable[str],
        *,
        groups: Sequence[str | None] | None = None,
        questions: Sequence[str | None] | None = None,
    ) -> Findings:
        """Give findings for later texts by what was learnt: no theme moves, no name changes.

        Shares, terms and quotes are of these texts; stability and curve those of the fit.
        """
        check_is_fitted(self, "model_")
        corpus = corpus_of(texts, self.language)
        context = context_of(corpus, groups=groups, questions=questions)
        with threadpool_limits(1):
            return self._found(corpus, context, self._learnt(), silent)

    def transform(self, texts: Iterable[str]) -> Dense:
        """Give how strongly each text speaks for each theme, shape (texts, themes), 0 to 1."""
        check_is_fitted(self, "model_")
        given = [normalise(text) for text in strings(texts)]
        written = np.array([not is_empty(text) for text in given], dtype=bool)
        strengths = np.zeros((len(given), len(self.themes_)))
        if written.any():
            cut = documents([text for text in given if not is_empty(text)], self.language)
            with threadpool_limits(1):
                strengths[written] = self.model_.strengths(cut)
        return strengths

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:  # noqa: ARG002  the name and shape are scikit-learn's
        """Give the ids of the themes, the columns of `transform`."""
        check_is_fitted(self, "model_")
        return np.array(self.themes_, dtype=object)

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn that this takes texts, not numbers."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.no_validation = True
        return tags

    def _learnt(self) -> Learnt:
        return Learnt(space=self.space_, model=self.model_, decided=self.decided_)

    def _found(
        self, corpus: Corpus, context: Context, learnt: Learnt, progress: Progress
    ) -> Findings:
        progress(0.0, "placing")
        found = learnt.model.place(corpus.documents)
        places = _as_known(learnt.decided, found, corpus.different)
        progress(0.5, "terms")
        placed = Placed(
            corpus=corpus,
            context=context,
            space=learnt.space,
            model=learnt.model,
            places=places,
            known=learnt.decided,
            weighting=self.weighting,
        )
        return findings(placed, language=self.language, seed=self.seed)

    def _space(self) -> TextSpace:
        return TextSpace(
            language=self.language,
            seed=self.seed,
            fast=self.fast,
            encoder=None if self.encoder is None else Encoded(self.encoder),
            stop=frozenset(stems(map(normalise, self.stop_words), self.language).values()),
        )

    def _places(self, written: Sequence[str]) -> tuple[Assignment, ...]:
        if not written:
            return ()
        found = self.model_.place(documents(written, self.language))
        return _as_known(self.decided_, found, written)


def _as_known(
    decided: Decisions, found: Sequence[Assignment], written: Sequence[str]
) -> tuple[Assignment, ...]:
    pairs = zip(found, map(decided.get, written), strict=True)
    return tuple(place if label is None else _as_decided(place, label) for place, label in pairs)


def _as_decided(place: Assignment, label: str) -> Assignment:
    others = [t for t in (place.theme, place.second, place.third) if t not in {label, "unclear"}]
    second, third = [*others, None, None][:2]
    return replace(place, theme=label, strength=1.0, second=second, third=third)
