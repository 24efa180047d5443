"""The part of py3langid that tells languages apart."""

from collections.abc import Iterable

MODEL_FILE: str

class LanguageIdentifier:
    @classmethod
    def from_model_file(cls, model_file: str, *, norm_probs: bool = ...) -> LanguageIdentifier: ...
    def set_languages(self, langs: Iterable[str] | None = ...) -> None: ...
    def rank(self, instance: str) -> list[tuple[str, float]]: ...
