"""A sentence-embedding model in a local folder: ONNX graph, tokenizer, pooling; never a download.

Needs the extra `embeddings` (onnxruntime, tokenizers). The folder is laid out as
sentence-transformers saves it: `onnx/model.onnx` or `model.onnx`, `tokenizer.json`, and, where they
are there, `1_Pooling/config.json` and `sentence_bert_config.json`.
"""

import hashlib
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from msgspec import Struct

from lyhord_themes.encoding import Vectors
from lyhord_themes.errors import EncoderError

GRAPHS = ("onnx/model.onnx", "model.onnx")
TOKENIZER = "tokenizer.json"
POOLING, LIMITS = "1_Pooling/config.json", "sentence_bert_config.json"
TORCH = ("model.safetensors", "pytorch_model.bin")
INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
POOLED = "sentence_embedding"
MOST_TOKENS = 256
LONGEST = 10_000
TOKENS, TEXTS = 3, 2


class Pooling(Struct, frozen=True):
    """How token vectors become one: their mean, unless the first token speaks for all."""

    pooling_mode_cls_token: bool = False
    pooling_mode_mean_tokens: bool = True


class Limits(Struct, frozen=True):
    """How many tokens the model reads."""

    max_seq_length: int = MOST_TOKENS


Config = TypeVar("Config", Pooling, Limits)


class OnnxEncoder:
    """The model of a folder; each text is read by itself, on one thread, so that all stay alike."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._folder = folder.absolute()
        self._graph = _graph(folder)
        self.digest = _digest(folder, self._graph)
        self._first_token = _first_token_speaks(folder)
        self._tokenizer = _tokenizer(folder)
        self._session = _session(self._graph)
        self._inputs = [each.name for each in self._session.get_inputs()]
        self._outputs = [each.name for each in self._session.get_outputs()]
        strange = sorted(set(self._inputs) - INPUTS)
        if strange or "input_ids" not in self._inputs:
            wanted = ", ".join(strange) or "no input_ids"
            raise EncoderError(f"{self._graph}: this is no model of texts: it takes {wanted}")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one vector per text, shape (texts, dimensions)."""
        rows = [self._row(text[:LONGEST]) for text in texts]
        if len({len(row) for row in rows}) > 1:
            raise EncoderError(f"{self._graph}: texts get vectors of different lengths")
        return np.vstack(rows)

    def __reduce__(self) -> tuple[Callable[[Path, str], "OnnxEncoder"], tuple[Path, str]]:
        """Travel between processes as the place of the folder, which both must see."""
        return _read_again, (self._folder, self.digest)

    def _row(self, text: str) -> Vectors:
        cut = self._tokenizer.encode(text)
        given = {
            "input_ids": cut.ids or [0],
            "attention_mask": cut.attention_mask or [1],
            "token_type_ids": cut.type_ids or [0],
        }
        fed = {name: np.array([given[name]], dtype=np.int64) for name in self._inputs}
        wanted = POOLED if POOLED in self._outputs else self._outputs[0]
        try:
            found = np.asarray(self._session.run([wanted], fed)[0], dtype=np.float32)
        except Exception as error:  # the runtime's errors share no class that it exports
            raise EncoderError(
                f"{self._graph}: the model fails on a text: {_line(error)}"
            ) from error
        if found.ndim == TOKENS and found.shape[1] == len(given["input_ids"]):
            return found[0, 0] if self._first_token else found[0].mean(axis=0)
        if found.ndim == TEXTS and len(found) == 1:
            return found[0]
        raise EncoderError(f"{self._graph}: it gives shape {found.shape}, no vectors of texts")


def read_encoder(folder: Path) -> OnnxEncoder:
    """Read a model folder, or raise `EncoderError` saying what it lacks; nothing is fetched."""
    if not folder.is_dir():
        raise EncoderError(f"{folder}: there is no such folder; name one that holds a model")
    return OnnxEncoder(folder)


def _read_again(folder: Path, digest: str) -> OnnxEncoder:
    found = read_encoder(folder)
    if found.digest != digest:
        raise EncoderError(f"{folder}: a worker finds another model here than its sender")
    return found


def _graph(folder: Path) -> Path:
    found = next((folder / name for name in GRAPHS if (folder / name).is_file()), None)
    if found is not None:
        return found
    kept = next((name for name in TORCH if (folder / name).is_file()), None)
    if kept:
        raise EncoderError(f"{folder}: it holds {kept} but no onnx/model.onnx; export it to ONNX")
    raise EncoderError(f"{folder}: there is no {' and no '.join(GRAPHS)} in it")


def _digest(folder: Path, graph: Path) -> str:
    beside = (path for path in graph.parent.iterdir() if path.name.startswith(graph.name))
    others = (folder / name for name in (TOKENIZER, POOLING, LIMITS))
    total = hashlib.sha256()
    for path in sorted({*beside, *others}):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _first_token_speaks(folder: Path) -> bool:
    pooling = _read(folder / POOLING, Pooling)
    if not (pooling.pooling_mode_cls_token or pooling.pooling_mode_mean_tokens):
        raise EncoderError(f"{folder / POOLING}: only the mean or the first token can be used")
    return pooling.pooling_mode_cls_token


def _tokenizer(folder: Path) -> Any:  # noqa: ANN401  the library ships no types that hold
    path = folder / TOKENIZER
    if not path.is_file():
        raise EncoderError(f"{folder}: there is no {TOKENIZER} in it")
    limits = _read(folder / LIMITS, Limits)
    try:
        found = _extra("tokenizers").Tokenizer.from_file(str(path))
        found.no_padding()
        found.enable_truncation(max(1, min(limits.max_seq_length, MOST_TOKENS)))
    except EncoderError:
        raise
    except Exception as error:  # the library raises bare exceptions
        raise EncoderError(f"{path}: this is no tokenizer: {_line(error)}") from error
    return found


def _session(graph: Path) -> Any:  # noqa: ANN401  the same
    runtime = _extra("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 4
    try:
        return runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the same
        raise EncoderError(f"{graph}: this is no ONNX model: {_line(error)}") from error


def _read(path: Path, kind: type[Config]) -> Config:
    if not path.is_file():
        return kind()
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, RecursionError, OSError) as error:
        raise EncoderError(f"{path}: this cannot be read: {_line(error)}") from error


def _extra(name: str) -> Any:  # noqa: ANN401  installed by the extra alone
    try:
        return import_module(name)
    except ImportError as error:
        raise EncoderError(f"an encoder needs {name}: install lyhord[embeddings]") from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
