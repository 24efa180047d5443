"""An operator's own sentence vectors: a tiny model made here, and folders that hold none."""

import json
import pickle
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from lyhord_themes import EncoderError, ThemeFinder, read_encoder
from lyhord_themes.documents import documents
from lyhord_themes.encoding import Encoded, Vectors
from tests.themes.corpora import WORDS, planted
from tests.themes.tinymodel import TOPIC_OF, graph_of, meanings, tiny_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_model(tmp_path / "tiny-sentences")


class Fixed:
    """An encoder that gives what the test says."""

    name, digest = "fixed", "0"

    def __init__(self, answer: Callable[[Sequence[str]], Vectors]) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return self.answer(texts)


def test_a_local_folder_is_read_and_nothing_is_fetched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("the network was asked"))

    rows = read_encoder(folder).encode(["buss tidtabell", "katt hund katt", "okänt"])

    assert rows.tolist() == [[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]]


def test_the_first_token_speaks_where_the_folder_says_so(folder: Path) -> None:
    (folder / "1_Pooling").mkdir()
    pooling = {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))

    assert read_encoder(folder).encode(["katt buss buss"]).tolist() == [[0, 0, 0, 1]]


def test_long_texts_are_cut_at_the_models_limit(folder: Path) -> None:
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 2}')

    assert read_encoder(folder).encode(["katt katt buss buss"]).tolist() == [[0, 0, 0, 1]]


def test_the_digest_is_that_of_the_files(folder: Path) -> None:
    before = read_encoder(folder).digest
    again = read_encoder(folder).digest
    (folder / "onnx" / "model.onnx").write_bytes(graph_of(meanings() * 2))

    assert before == again != read_encoder(folder).digest


def test_vectors_find_themes_that_words_alone_do_not_show(folder: Path) -> None:
    words = [word for topic in WORDS.values() for word in topic.split()]
    texts = [
        f"{one} {other}" for one in words for other in words if TOPIC_OF[one] == TOPIC_OF[other]
    ]

    labels = ThemeFinder(n_themes=4, encoder=read_encoder(folder)).fit_predict(texts)

    found = {(TOPIC_OF[text.split()[0]], label) for text, label in zip(texts, labels, strict=True)}
    assert len(found) == 4


def test_each_text_is_asked_for_once() -> None:
    encoder = Fixed(lambda texts: np.ones((len(texts), 3), dtype=np.float32))
    rows = Encoded(encoder)

    rows.rows(documents(["en", "två", "en"], "sv"))
    rows.rows(documents(["två", "tre"], "sv"))

    assert encoder.asked == ["en", "två", "tre"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (np.ones((2, 0)), r"vectors of shape \(2, 0\)"),
        (np.ones(2), r"vectors of shape \(2,\)"),
        (np.ones((1, 3)), r"vectors of shape \(1, 3\)"),
        (np.full((2, 3), np.nan), "no numbers$"),
        (np.full((2, 3), np.inf), "are no numbers"),
    ],
)
def test_what_are_no_vectors_is_refused(answer: Vectors, told: str) -> None:
    with pytest.raises(EncoderError, match=told):
        Encoded(Fixed(lambda _: answer)).rows(documents(["en", "två"], "sv"))


def test_vectors_of_another_length_later_are_refused() -> None:
    rows = Encoded(Fixed(lambda texts: np.ones((len(texts), len(texts[0])), np.float32)))
    rows.rows(documents(["en"], "sv"))

    with pytest.raises(EncoderError, match="it gave 4 dimensions after 2"):
        rows.rows(documents(["fyra"], "sv"))


def hostile(folder: Path) -> dict[str, tuple[Path, bytes | None, str]]:
    graph, words = folder / "onnx" / "model.onnx", folder / "tokenizer.json"
    pooling = folder / "1_Pooling" / "config.json"
    return {
        "no graph": (graph, None, "there is no onnx/model.onnx and no model.onnx"),
        "no tokenizer": (words, None, "there is no tokenizer.json"),
        "torn graph": (graph, graph.read_bytes()[:40], "this is no ONNX model"),
        "no onnx": (graph, b"hej", "this is no ONNX model"),
        "torn tokenizer": (words, b"{", "this is no tokenizer"),
        "pictures": (graph, graph_of(meanings(), takes=("pixel_values",)), "it takes pixel_values"),
        "torn pooling": (pooling, b"{", "this cannot be read"),
        "odd pooling": (
            pooling,
            b'{"pooling_mode_mean_tokens": false}',
            "only the mean or the first",
        ),
    }


@pytest.mark.parametrize(
    "case",
    ["no graph", "no tokenizer", "torn graph", "no onnx", "torn tokenizer", "pictures",
     "torn pooling", "odd pooling"],
)  # fmt: skip
def test_a_folder_that_holds_no_model_is_told_in_one_line(folder: Path, case: str) -> None:
    (folder / "1_Pooling").mkdir()
    path, content, told = hostile(folder)[case]
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(EncoderError, match=told) as caught:
        read_encoder(folder)

    assert "\n" not in str(caught.value)


def test_a_graph_that_cannot_look_its_words_up_is_told(folder: Path) -> None:
    (folder / "onnx" / "model.onnx").write_bytes(graph_of(meanings()[:1]))

    with pytest.raises(EncoderError, match="the model fails on a text"):
        read_encoder(folder).encode(["katt"])


def test_a_folder_for_torch_is_to_be_exported(folder: Path) -> None:
    (folder / "onnx" / "model.onnx").rename(folder / "model.safetensors")

    with pytest.raises(EncoderError, match=r"holds model\.safetensors but no onnx/model\.onnx"):
        read_encoder(folder)


def test_a_name_that_is_no_folder_is_never_looked_up_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("the network was asked"))

    with pytest.raises(EncoderError, match="there is no such folder"):
        read_encoder(Path("sentence-transformers/all-MiniLM-L6-v2"))


@pytest.mark.parametrize("name", ["onnxruntime", "tokenizers"])
def test_without_the_extra_it_is_named(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(
        EncoderError, match=rf"an encoder needs {name}: install lyhord\[embeddings\]"
    ):
        read_encoder(folder)


def test_an_encoder_moves_no_text_when_the_order_changes(folder: Path) -> None:
    texts, _ = planted(10)

    one = ThemeFinder(n_themes=4, encoder=read_encoder(folder)).fit(texts).findings_
    other = ThemeFinder(n_themes=4, encoder=read_encoder(folder)).fit(texts[::-1]).findings_

    assert one.assignments == other.assignments[::-1]


def test_an_encoder_travels_as_the_place_of_its_folder(folder: Path) -> None:
    encoder = read_encoder(folder)

    there = pickle.loads(pickle.dumps(Encoded(encoder)))  # noqa: S301  made in the line

    text = documents(["bussen kom aldrig"], "sv")
    assert np.array_equal(there.rows(text), Encoded(encoder).rows(text))


def test_a_worker_that_finds_another_model_in_the_folder_refuses(folder: Path) -> None:
    sent = pickle.dumps(read_encoder(folder))
    path = folder / "tokenizer.json"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    with pytest.raises(EncoderError, match="another model here than its sender"):
        pickle.loads(sent)  # noqa: S301  made three lines above
