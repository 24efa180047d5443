"""A tiny sentence-embedding model: it knows the planted topics of words, nothing else."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from tests.themes.corpora import WORDS

TOPIC_OF = {word: number for number, words in enumerate(WORDS.values()) for word in words.split()}
VOCABULARY = {"[UNK]": 0, **{word: place for place, word in enumerate(TOPIC_OF, start=1)}}


def meanings() -> NDArray[np.float32]:
    """A vector per word: its topic, and nothing where the word has none."""
    table = np.zeros((len(VOCABULARY), 4), dtype=np.float32)
    for word, number in TOPIC_OF.items():
        table[VOCABULARY[word], number] = 1.0
    return table


def graph_of(
    table: NDArray[np.float32], *, takes: Sequence[str] = ("input_ids", "attention_mask")
) -> bytes:
    """A model that looks every token up in a table; it has one output, vectors of tokens."""
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in takes]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["b", "t", "d"])
    nodes = [helper.make_node("Gather", ["table", takes[0]], ["last_hidden_state"])]
    weights = [numpy_helper.from_array(table, "table")]
    graph = helper.make_graph(nodes, "tiny", inputs, [output], initializer=weights)
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9
    ).SerializeToString()


def tiny_model(folder: Path) -> Path:
    """Write the model as sentence-transformers lays it out."""
    (folder / "onnx").mkdir(parents=True)
    (folder / "onnx" / "model.onnx").write_bytes(graph_of(meanings()))
    tokenizer = Tokenizer(models.WordLevel(VOCABULARY, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
