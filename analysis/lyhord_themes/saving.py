"""Saving a fitted finder to one file, and reading it back to place later texts."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

import msgspec
import numpy as np
from msgspec import Struct

from lyhord_themes import estimators, modelfile
from lyhord_themes.bylanguage import ByLanguage
from lyhord_themes.encoding import Encoded, Encoder
from lyhord_themes.errors import ModelError
from lyhord_themes.finder import ThemeFinder
from lyhord_themes.freezing import Freezer, Node, thaw
from lyhord_themes.stemvectors import StemVectors, swedish

LIBRARIES = ("numpy", "scipy", "scikit-learn", "PyStemmer", "py3langid", "stop-words")
INSTEAD: Mapping[str, Mapping[str, object]] = {
    "Findings": {"assignments": (), "keywords": (), "decided": None},
    "Theme": {"quotes": (), "counter": (), "groups": {}},
    "Layout": {"dots": ()},
    "TextSpace": {"_latest": None},
    "Guide": {"_latest": None},
    "Matcher": {"_remembered": {}},
    "Spelling": {"_by_two": {}, "_mended": {}},
    "CharacterTfidf": {"_known": {}, "_table": None},
    "ThemeFinder": {"examples": None, "encoder": None, "labels_": None},
    "ByLanguage": {"labels_": None},
}
MOST_PROOFS = 100
NEAR = 0.001

Finder: TypeAlias = ThemeFinder | ByLanguage


class Made(Struct, frozen=True, kw_only=True):
    """What a model was made with: `encoder` is its name and digest, where one was used."""

    lyhord_themes: str
    libraries: dict[str, str]
    encoder: tuple[str, str] | None


class Proof(Struct, frozen=True, kw_only=True):
    """A text of marking words, and where it was placed when the model was saved."""

    text: str
    theme: str
    strength: float


class Saved(Struct, frozen=True, kw_only=True):
    """Everything in the file; the last node is the finder."""

    made: Made
    proofs: tuple[Proof, ...]
    nodes: list[Node]


def save_model(finder: Finder, path: Path) -> None:
    """Write a fitted finder to a file; the same fit gives the same bytes.

    The texts are not in it, but their words are, rare ones too, and pairs of words that three
    longer texts have: guard it like the answers.
    """
    modelfile.write(path, model_bytes(finder))


def load_model(path: Path, *, encoder: Encoder | None = None) -> Finder:
    """Read a finder that places texts as it did when it was saved, or raise `ModelError`.

    Some made-up texts are placed at once: if one goes elsewhere than when the model was saved, as
    with other versions of a library, the model is refused. A model that was fitted with an encoder
    needs the same one again.
    """
    return read_model(modelfile.read(path), str(path), encoder=encoder)


def model_bytes(finder: Finder) -> bytes:
    """Give a fitted finder as the bytes of a model file."""
    freezer = Freezer(outside=_name, instead=INSTEAD)
    freezer.value(finder)
    used = _reader(finder).encoder
    saved = Saved(
        made=Made(
            lyhord_themes=finder.findings_.version,
            libraries={name: version(name) for name in LIBRARIES},
            encoder=(used.name, used.digest) if used else None,
        ),
        proofs=_proofs(finder),
        nodes=freezer.nodes,
    )
    return modelfile.packed(msgspec.msgpack.encode(saved))


def read_model(file: bytes, name: str, *, encoder: Encoder | None = None) -> Finder:
    """Make a finder of the bytes of a model file called `name`."""
    content = modelfile.unpacked(file, name)
    try:
        saved = msgspec.msgpack.decode(content, type=Saved)
    except (msgspec.MsgspecError, ValueError, RecursionError, MemoryError) as error:
        raise ModelError(f"{name}: what the model holds cannot be read: {error}") from error
    _require_same(saved.made.encoder, encoder, name)
    try:
        finder = thaw(saved.nodes, _named(encoder))
    except ModelError as error:
        raise ModelError(f"{name}: {error}") from error
    if not isinstance(finder, (ThemeFinder, ByLanguage)):
        raise ModelError(f"{name}: the model holds no finder of themes")
    _require_proved(finder, saved, name)
    _reader(finder).encoder = encoder
    return finder


def _reader(finder: Finder) -> ThemeFinder:
    if isinstance(finder, ByLanguage):
        return finder.finder or ThemeFinder()
    return finder


def _name(given: object) -> str | None:
    if isinstance(given, StemVectors):
        return "sv-stems"
    if isinstance(given, Encoded):
        return "encoded"
    return next((name for name, each in estimators.NAMED.items() if each is given), None)


def _named(encoder: Encoder | None) -> Mapping[str, Callable[[], object]]:
    rows = Encoded(encoder) if encoder else None
    known = {name: partial(_itself, each) for name, each in estimators.NAMED.items()}
    return {"sv-stems": swedish, "encoded": partial(_itself, rows), **known}


def _itself(given: object) -> object:
    return given


def _proofs(finder: Finder) -> tuple[Proof, ...]:
    marked = [", ".join(t.term for t in theme.terms[:5]) for theme in finder.findings_.themes]
    texts = sorted({text for text in marked if text})[:MOST_PROOFS]
    return tuple(
        Proof(text=text, theme=place.theme, strength=place.strength)
        for text, place in zip(texts, finder.assign(texts), strict=True)
    )


def _require_same(wanted: tuple[str, str] | None, given: Encoder | None, name: str) -> None:
    if (wanted is None) != (given is None):
        told = f"was fitted with the encoder {wanted[0]}" if wanted else "was fitted without one"
        raise ModelError(f"{name}: the model {told}; give the same now")
    if wanted and given and wanted[1] != given.digest:
        raise ModelError(f"{name}: the encoder {given.name} is not the {wanted[0]} of the fit")


def _require_proved(finder: Finder, saved: Saved, name: str) -> None:
    try:
        places = finder.assign([proof.text for proof in saved.proofs])
        finder.later([*(proof.text for proof in saved.proofs), "-1-"])
    except Exception as error:  # whatever a forged or foreign model does when it is used
        raise ModelError(f"{name}: the model does not work here: {error}") from error
    for proof, place in zip(saved.proofs, places, strict=True):
        if place.theme != proof.theme or not np.isclose(place.strength, proof.strength, atol=NEAR):
            raise ModelError(
                f"{name}: the model places texts elsewhere than when it was saved, with "
                f"{_versions(saved.made)}; fit it again from its texts"
            )


def _versions(made: Made) -> str:
    known = {"lyhord_themes": made.lyhord_themes, **made.libraries}
    return ", ".join(f"{name} {number}" for name, number in known.items())
