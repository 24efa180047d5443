# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
"""The estimator for texts of several languages: each is read with its own words, then joined."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self, cast

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted

from lyhord_themes.corpus import Context, Corpus, aligned, context_of, corpus_of, strings
from lyhord_themes.errors import ThemesError
from lyhord_themes.finder import ThemeFinder
from lyhord_themes.findings import EMPTY, UNCLEAR, Assignment, Findings
from lyhord_themes.joining import Part, joined, weak_themes
from lyhord_themes.languages import as_told, census, spoken
from lyhord_themes.learning import Examples, labelled, require_themes
from lyhord_themes.parameters import require_parameters
from lyhord_themes.progress import Progress, silent, within
from lyhord_themes.proposing import FEWEST
from lyhord_themes.renaming import unused_ids, with_ids
from lyhord_themes.text import ALGORITHMS, is_empty, normalise
from lyhord_themes.valence import cut, told

SHOWN = 2


class ByLanguage(ClusterMixin, BaseEstimator):
    """Finds themes in texts of several languages, each by a finder of its own.

    `finder` (not fitted) says how the main language is read: its codebook is for that language
    alone. Others that texts are clearly in are grouped by likeness, with the labels that are in
    them; what does not hold stays `unclear`, as do fewer than 30 texts beside a codebook.

    Learnt: `finders_` by language, `others_`, `findings_`, `themes_`, `labels_`.
    """

    def __init__(self, finder: ThemeFinder | None = None) -> None:
        self.finder = finder

    def fit(
        self,
        texts: Iterable[str],
        y: object = None,  # noqa: ARG002  scikit-learn's pipelines hand it to every step
        *,
        groups: Sequence[str | None] | None = None,
        questions: Sequence[str | None] | None = None,
        languages: Sequence[str | None] | None = None,
        progress: Progress = silent,
    ) -> Self:
        """Find the themes of texts, shape (texts,), language by language.

        Parameters are those of `ThemeFinder.fit`; `languages` tells which language each text is
        in, where that is known: it is not guessed then. Texts in a language without a stemmer stay
        `unclear`.
        """
        first = self._first()
        given: dict[str, object] = first.get_params(deep=False)
        require_parameters(given)
        require_themes(first.codebook, labelled(first.examples))
        corpus = corpus_of(texts, first.language)
        context = context_of(corpus, groups=groups, questions=questions)
        learnt = type(self)(self.finder)
        learnt._learn_all(corpus, context, languages, progress)  # noqa: SLF001  its own kind
        vars(self).update(vars(learnt))
        return self

    def _first(self) -> ThemeFinder:
        first = ThemeFinder() if self.finder is None else self.finder
        if not isinstance(cast("object", first), ThemeFinder):
            raise ThemesError(f"finder is a ThemeFinder or None, not {type(first).__name__}")
        return first

    def _divided(
        self, first: ThemeFinder, corpus: Corpus, languages: Sequence[str | None] | None
    ) -> dict[str, list[int]]:
        """Give the rows of each language; where the main one has no text, all are read in it."""
        self.main_ = first.language
        if languages is None:
            self.others_ = census(corpus.different).others(self.main_)
            rows = self._rows(corpus)
        else:
            told = aligned("languages", languages, len(corpus.texts))
            table = as_told(corpus.normalised, told, self.main_)
            found = _by(corpus.normalised, table, self.main_)
            order = sorted(found, key=lambda code: (code != self.main_, -len(found[code]), code))
            rows = {code: found[code] for code in order}
            self.others_ = tuple(code for code in order[1:] if code in ALGORITHMS)
        if all(is_empty(corpus.normalised[row]) for row in rows.get(self.main_, ())):
            self.others_ = ()
            return {self.main_: list(range(len(corpus.texts)))}
        return rows

    def _learn_all(
        self,
        corpus: Corpus,
        context: Context,
        languages: Sequence[str | None] | None,
        progress: Progress,
    ) -> None:
        first = self._first()
        rows = self._divided(first, corpus, languages)
        self.finders_: dict[str, ThemeFinder] = {}
        self.weak_: dict[str, tuple[str, ...]] = {}
        done = 0
        for language, own in rows.items():
            ends = (done / len(corpus.texts), (done + len(own)) / len(corpus.texts))
            pairs = [(corpus.texts[row], context.questions[row]) for row in own]
            self._learn(first, language, pairs, within(progress, *ends))
            done += len(own)
        self.findings_ = self._joined(corpus, context, rows, is_fit=True)
        self.rename({})

    def predict(self, texts: Iterable[str]) -> NDArray[np.str_]:
        """Give the theme of each text, shape (texts,), by what was learnt of its language."""
        return np.array([place.theme for place in self.assign(texts)], dtype=np.str_)

    def assign(self, texts: Iterable[str]) -> tuple[Assignment, ...]:
        """Give the full assignment of each text by what was learnt of its language."""
        check_is_fitted(self, "finders_")
        given = strings(texts)
        found: list[Assignment | None] = [None] * len(given)
        for language, rows in self._by_language([normalise(text) for text in given]).items():
            own = self._placed(language, [given[row] for row in rows])
            for row, place in zip(rows, own, strict=True):
                found[row] = place
        return tuple(place for place in found if place is not None)

    def later(
        self,
        texts: Iterable[str],
        *,
        groups: Sequence[str | None] | None = None,
        questions: Sequence[str | None] | None = None,
    ) -> Findings:
        """Give findings for later texts by what was learnt: no theme moves, no name changes."""
        check_is_fitted(self, "finders_")
        corpus = corpus_of(texts, self.main_)
        context = context_of(corpus, groups=groups, questions=questions)
        return self._joined(corpus, context, self._rows(corpus), is_fit=False)

    def rename(self, ids: Mapping[str, str]) -> None:
        """Give themes other ids; those not in the table keep theirs."""
        check_is_fitted(self, "findings_")
        for language, finder in self.finders_.items():
            finder.rename(ids)
            weak = self.weak_[language]
            self.weak_[language] = tuple(ids.get(theme, theme) for theme in weak)
        self.findings_ = with_ids(self.findings_, ids)
        self.themes_ = tuple(t.id for t in self.findings_.themes if t.source != "remainder")
        self.labels_ = np.array([a.theme for a in self.findings_.assignments])

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn that this takes texts, not numbers."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.no_validation = True
        return tags

    def _learn(
        self,
        first: ThemeFinder,
        language: str,
        pairs: Sequence[tuple[str, str | None]],
        progress: Progress,
    ) -> None:
        texts, asked = zip(*pairs, strict=True)
        given: dict[str, Any] = first.get_params(deep=False)
        given["examples"] = self._examples(first.examples, language)
        guided = first.codebook is not None
        if language != self.main_:
            given |= {"codebook": None, "background": None, "n_themes": None, "language": language}
            few = not given["examples"] and len(set(map(normalise, texts))) < FEWEST
            if (guided and few) or language not in ALGORITHMS:
                return
        finder = ThemeFinder(**given).fit(texts, questions=asked, progress=progress)
        new = [theme.id for theme in finder.findings_.themes if theme.source == "new"]
        taken = [theme for other in self.finders_.values() for theme in other.themes_]
        finder.rename(unused_ids(new, taken) if taken else {})
        self.finders_[language] = finder
        holds = language == self.main_ or not guided
        self.weak_[language] = () if holds else weak_themes(finder.findings_)

    def _examples(self, examples: Examples | None, language: str) -> Examples | None:
        if examples is None:
            return None
        known = labelled(examples)
        rows = self._by_language(known.texts).get(language, [])
        return (
            ([known.texts[row] for row in rows], [known.labels[row] for row in rows])
            if rows
            else None
        )

    def _by_language(self, normalised: Sequence[str]) -> dict[str, list[int]]:
        different = sorted({text for text in normalised if not is_empty(text)})
        table = dict(zip(different, spoken(different, self.main_, self.others_), strict=True))
        return _by(normalised, table, self.main_)

    def _rows(self, corpus: Corpus) -> dict[str, list[int]]:
        """Give the rows of each language, the main one first; it has the empty ones, too."""
        found = self._by_language(corpus.normalised)
        there = [code for code in (self.main_, *self.others_) if code in found]
        return {code: found[code] for code in there}

    def _placed(self, language: str, texts: Sequence[str]) -> list[Assignment]:
        finder = self.finders_.get(language)
        if finder is None:
            return [_unclear(place) for place in self.finders_[self.main_].assign(texts)]
        return self._as_held(language, finder.assign(texts))

    def _as_held(self, language: str, places: Sequence[Assignment]) -> list[Assignment]:
        weak = self.weak_[language]
        return [_unclear(place) if place.theme in weak else place for place in places]

    def _joined(
        self, corpus: Corpus, context: Context, rows: Mapping[str, list[int]], *, is_fit: bool
    ) -> Findings:
        parts = [
            self._part(corpus, context, language, own, is_fit=is_fit)
            for language, own in rows.items()
        ]
        headings = [
            theme
            for language, finder in self.finders_.items()
            for theme in finder.findings_.themes
            if theme.source != "remainder" and theme.id not in self.weak_[language]
        ]
        whole = self.finders_[self.main_].findings_
        return joined(corpus, parts, headings, whole=whole, groups=context.groups)

    def _part(
        self, corpus: Corpus, context: Context, language: str, rows: list[int], *, is_fit: bool
    ) -> Part:
        """Sum one language up: right after fitting it by what was found, else by its model."""
        texts = [corpus.texts[row] for row in rows]
        asked = [context.questions[row] for row in rows]
        finder = self.finders_.get(language)
        found, shown = None, rows[:0]
        if finder is None:
            shown = sorted(rows, key=lambda row: corpus.normalised[row])[:SHOWN]
        elif any(not is_empty(corpus.normalised[row]) for row in rows):
            found = finder.findings_ if is_fit else finder.later(texts, questions=asked)
        if found:
            places = self._as_held(language, found.assignments)
        else:
            places = told(self._placed(language, texts), cut(texts), asked, language=language)
        return Part(
            language=language,
            rows=tuple(rows),
            places=tuple(places),
            found=found,
            shown=tuple(shown),
        )


def _by(normalised: Sequence[str], table: Mapping[str, str], main: str) -> dict[str, list[int]]:
    """Give the rows of each language; texts that are not in the table are in the main one."""
    found: dict[str, list[int]] = {}
    for row, text in enumerate(normalised):
        found.setdefault(table.get(text, main), []).append(row)
    return found


def _unclear(place: Assignment) -> Assignment:
    if place.theme == EMPTY:
        return place
    near = [t for t in (place.theme, place.second, place.third) if t not in {None, UNCLEAR}]
    second, third = [*near, None, None][:2]
    return replace(place, theme=UNCLEAR, strength=1.0, second=second, third=third, also=())
