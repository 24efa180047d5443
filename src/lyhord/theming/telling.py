"""What is said in words of a result: its limits, languages, and the fit that it comes from."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from babel import Locale

from lyhord.theming.finding import Model, Refit
from lyhord_themes import Carried, Findings
from lyhord_themes.findings import Spoken

FATES = ("kept", "split", "merged", "new", "gone")


def sentences(
    findings: Findings,
    words: Mapping[str, str],
    *,
    language: str,
    model: Model | None = None,
    refit: Refit | None = None,
) -> tuple[str, ...]:
    """Say it in the language of `words`."""
    return (
        *(words[f"note_{note}"] for note in findings.notes),
        *_languages(findings, words, language),
        *([words["model_note"].format(checksum=model.checksum[:12])] if model else []),
        *([_refit(refit, words)] if refit else []),
    )


def changes(refit: Refit, findings: Findings, words: Mapping[str, str]) -> tuple[str, ...]:
    """Say of each theme that was not simply kept what became of it."""
    names = {theme.id: f"{theme.name} ({theme.id})" for theme in findings.themes}

    def line(each: Carried) -> str:
        into = ", ".join(names.get(theme, theme) for theme in each.new)
        before = names.get(each.old or "", each.old or "")
        return words[f"change_{each.fate}"].format(old=before, new=into)

    return tuple(line(each) for each in refit.themes if each.fate != "kept")


def _languages(findings: Findings, words: Mapping[str, str], language: str) -> Iterator[str]:
    others = findings.languages[1:]
    grouped = [spoken for spoken in others if spoken.themes]
    unclear = [spoken for spoken in others if not spoken.themes]
    for key, told in (("language_note", grouped), ("language_note_unclear", unclear)):
        if told:
            yield words[key].format(told=_counted(told, words, language))


def _counted(told: Sequence[Spoken], words: Mapping[str, str], language: str) -> str:
    keys = ["language_first", *["language_next"] * (len(told) - 1)]
    return ", ".join(
        words[key].format(n=spoken.n, language=_name(spoken.language, language))
        for key, spoken in zip(keys, told, strict=True)
    )


def spoken(codes: Sequence[str], language: str) -> str:
    """Name languages in a language."""
    return ", ".join(_name(code, language) for code in codes)


def _name(code: str, language: str) -> str:
    return Locale.parse(code).get_language_name(Locale.parse(language)) or code


def _refit(refit: Refit, words: Mapping[str, str]) -> str:
    counted = Counter(each.fate for each in refit.themes)
    told = [f"{counted[fate]} {words[f'fate_{fate}']}" for fate in FATES if counted[fate]]
    return words["refit_note"].format(told=", ".join(told))
