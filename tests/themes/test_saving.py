"""A model in one file: it places texts as the fit did, and refuses what is no such model."""

import hashlib
import io
import random
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from lyhord_themes import (
    ByLanguage,
    Codebook,
    ModelError,
    ThemeFinder,
    load_model,
    modelfile,
    parse_codebook,
    save_model,
)
from lyhord_themes.freezing import Array, Items, Matrix, Named, Node, Ref, Table, Thing, classes
from lyhord_themes.saving import Finder, Made, Saved, model_bytes, read_model
from tests.themes.conftest import SMALL
from tests.themes.corpora import FINNISH, planted, planted_in

LATER = ["bussen och tåget går aldrig i tid", "maten i matsalen", "", "😀", "hej"]


@pytest.fixture(scope="module")
def fitted() -> ThemeFinder:
    return ThemeFinder(n_themes=4).fit(planted(12)[0])


@pytest.fixture(scope="module")
def file(fitted: ThemeFinder) -> bytes:
    return model_bytes(fitted)


def packed(*nodes: Node, made: Made | None = None) -> bytes:
    """A file with a right checksum and wrong parts, as somebody might forge it."""
    about = made or Made(lyhord_themes="0.1.0", libraries={}, encoder=None)
    return modelfile.packed(msgspec.msgpack.encode(Saved(made=about, proofs=(), nodes=list(nodes))))


@pytest.mark.parametrize(
    ("per_topic", "parameters"),
    [
        (12, {"n_themes": 4}),
        (60, {"n_themes": 4}),
        (110, {"n_themes": 4}),
        (220, {"n_themes": 4}),
        (60, {"n_themes": 4, "fast": True}),
        (12, {"language": "fi"}),
        (5, {}),
    ],
)
def test_the_model_places_old_texts_as_the_fit_did_and_later_ones_alike(
    tmp_path: Path, per_topic: int, parameters: dict[str, Any]
) -> None:
    texts, _ = planted(per_topic)
    finder = ThemeFinder(**parameters).fit(texts)

    save_model(finder, tmp_path / "m")
    read = load_model(tmp_path / "m")

    assert isinstance(read, ThemeFinder)
    assert [a.theme for a in read.assign(texts)] == list(finder.labels_)
    assert read.assign(LATER) == finder.assign(LATER)
    np.testing.assert_array_equal(read.transform(LATER), finder.transform(LATER))
    assert read.themes_ == finder.themes_


@pytest.mark.parametrize("labelled", [0, 40])
def test_a_guided_model_keeps_codebook_labels_and_proposals(
    codebook: Codebook, labelled: int
) -> None:
    texts, topics = planted(40)
    names = {"buss": "waiting", "mat": "bullying", "musik": "money", "djur": "money"}
    answers = ["vi fick vänta i kön", "mobbad i skolan", "mamma har inte råd", *texts]
    examples = (texts[:labelled], [names[topic] for topic in topics[:labelled]])
    finder = ThemeFinder(codebook, examples=examples if labelled else None).fit(answers)

    read = read_model(model_bytes(finder), "m")

    assert [a.theme for a in read.assign(answers)] == list(finder.labels_)
    assert read.assign(LATER) == finder.assign(LATER)


def test_what_a_model_remembers_is_remembered_for_one_codebook_alone(codebook: Codebook) -> None:
    answers = ["vi fick vänta i kön", "mobbad i skolan", "mamma har inte råd"]
    thin = Codebook(themes=codebook.themes[::-1][:2])
    finder = ThemeFinder(thin, background=codebook).fit(answers)

    read = read_model(model_bytes(finder), "m")

    assert read.assign(answers) == finder.assign(answers)


def test_later_texts_move_no_theme_and_change_no_name(fitted: ThemeFinder, file: bytes) -> None:
    later = read_model(file, "m").later(["buss hållplats", "sallad soppa bröd", ""])

    names = {theme.id: theme.name for theme in fitted.findings_.themes}
    assert {t.id: t.name for t in later.themes if t.source == "new"} == names
    assert [a.theme for a in later.assignments][2] == "empty"
    assert sum(theme.n for theme in later.themes) == 3
    assert later.themes[0].stability == fitted.findings_.themes[0].stability


def test_the_same_fit_gives_the_same_bytes(file: bytes) -> None:
    texts, _ = planted(12)

    assert model_bytes(ThemeFinder(n_themes=4).fit(texts[::-1])) == file


def test_no_text_of_the_fit_is_in_the_file(codebook: Codebook) -> None:
    secret = "min hemliga mening om kön"
    finder = ThemeFinder(codebook, examples=([secret, "mobbad"], ["waiting", "bullying"]))

    content = modelfile.unpacked(model_bytes(finder.fit([secret, "mobbad", "dyrt"])), "m")

    assert secret.encode() not in content
    assert b"hemliga mening" not in content


def test_no_short_answer_that_comes_again_and_again_is_in_the_file() -> None:
    texts = [*planted(20)[0], *("Fröken Ek" + sign for sign in ("", "!", ".", "?", " :)"))]

    content = modelfile.unpacked(model_bytes(ThemeFinder(n_themes=5).fit(texts)), "m")

    assert "fröken ek" not in content.decode("utf-8", "ignore").casefold()


def test_no_pair_of_answers_of_two_words_is_in_the_file() -> None:
    finder = ThemeFinder(n_themes=1).fit(["Fröken Ek"] * 5)

    content = modelfile.unpacked(model_bytes(finder), "m")

    assert "fröken ek" not in content.decode("utf-8", "ignore").casefold()


def test_saving_a_read_model_gives_the_same_bytes(file: bytes) -> None:
    assert model_bytes(read_model(file, "m")) == file


def test_a_file_written_is_the_owners_alone(tmp_path: Path, fitted: ThemeFinder) -> None:
    save_model(fitted, tmp_path / "m")

    assert (tmp_path / "m").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["m"]


@pytest.mark.parametrize("place", [25, 90, 300, -1])
def test_a_changed_byte_is_noticed_wherever_it_stands(file: bytes, place: int) -> None:
    changed = bytearray(file)
    changed[place] ^= 1

    with pytest.raises(ModelError, match=r"the model is damaged"):
        read_model(bytes(changed), "m")


@pytest.mark.parametrize("kept", [0, 10, 60, 500, -1])
def test_a_torn_file_is_refused(file: bytes, kept: int) -> None:
    with pytest.raises(ModelError, match=r"no saved model|is damaged"):
        read_model(file[:kept], "m")


def test_another_format_is_named(file: bytes) -> None:
    for other in (b"4", b"6"):
        with pytest.raises(ModelError, match=f"has format {other.decode()} and was saved by anoth"):
            read_model(file.replace(b"-model 5 ", b"-model %s " % other, 1), "m")


def test_what_a_model_holds_is_what_its_format_says() -> None:
    texts, answers = planted(40)[0], ["vi fick vänta i kön", "mobbad i skolan", "inte råd"]
    book = parse_codebook(SMALL)
    examples = (texts[:8], ["waiting", "bullying"] * 4)
    guided = ThemeFinder(book, examples=examples, background=book).fit([*answers, *texts])
    mixed = [*planted(12)[0], *planted_in(FINNISH, 12)[0]]
    unguided = ThemeFinder(n_themes=4).fit(planted(220)[0])

    held = attributes(guided) | attributes(unguided) | attributes(ByLanguage().fit(mixed))

    recorded = (Path(__file__).parent / "model_format.txt").read_text().splitlines()
    assert recorded[0] == f"format {modelfile.FORMAT}", "write what is held anew"
    assert sorted(held) == recorded[1:], "raise FORMAT in modelfile.py, then write it anew"


def attributes(finder: Finder) -> set[str]:
    saved = msgspec.msgpack.decode(modelfile.unpacked(model_bytes(finder), "m"), type=Saved)
    things = [node for node in saved.nodes if isinstance(node, Thing)]
    return {
        f"{thing.kind.removeprefix('lyhord_themes.')}.{name}"
        for thing in things
        if thing.kind.startswith("lyhord_themes.")
        for name in thing.fields
    }


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("/etc/cron.d/x", "hej")
        made.writestr("../../x", "hej")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"hej", b"text\nhej\n", b"\x80\x04\x95", archive(), b"lyhord-themes-model\n",
     b"lyhord-themes-model 5 x y\n"],
    ids=["nothing", "line", "word", "table", "pickle", "archive", "name", "many"],
)  # fmt: skip
def test_what_is_no_model_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(ModelError, match=r"m: this is no saved model"):
        read_model(content, "m")


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modelfile, "MOST_UNPACKED", 10_000)

    with pytest.raises(ModelError, match="unpacked this is more than 10,000 bytes"):
        read_model(modelfile.packed(b"\0" * 10_000_000), "m")


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, file: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modelfile, "MOST_PACKED", 1_000)
    (tmp_path / "m").write_bytes(file)

    with pytest.raises(ModelError, match="this is larger than 1,000 bytes"):
        load_model(tmp_path / "m")


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(ModelError, match="there is no such file"):
            load_model(path)


def test_what_cannot_be_put_in_place_leaves_nothing_behind(
    tmp_path: Path, fitted: ThemeFinder
) -> None:
    (tmp_path / "m").mkdir()

    with pytest.raises(ModelError, match="directory"):
        save_model(fitted, tmp_path / "m")

    assert [path.name for path in tmp_path.iterdir()] == ["m"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, fitted: ThemeFinder) -> None:
    with pytest.raises(ModelError, match="No such file"):
        save_model(fitted, tmp_path / "none" / "m")


def test_bytes_that_are_not_packed_are_refused() -> None:
    body = b"hej"
    line = b"lyhord-themes-model 5 " + hashlib.sha256(body).hexdigest().encode() + b"\n"

    with pytest.raises(ModelError, match="cannot be unpacked"):
        read_model(line + body, "m")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (modelfile.packed(b"hej"), "cannot be read"),
        (modelfile.packed(b"\x91" * 100_000), "cannot be read"),
        (packed(), "holds no finder"),
        (packed(Array("<f8", (2,), b"")), "part 0 of the model does not fit"),
        (packed(Array("<f8", (1, 1, 1, 1), b"\0" * 8)), "part 0 of the model does not fit"),
        (packed(Array("O8", (1,), b"\0" * 8)), "cannot be read"),
        (packed(Array("<f8\n", (1,), b"\0" * 8)), "cannot be read"),
        (packed(Items("tuple", [Ref(0)])), "part 0 of the model does not fit"),
        (packed(Items("tuple", [Ref(9)])), "part 0 of the model does not fit"),
        (packed(Items("os.system", [])), "part 0 of the model does not fit"),
        (packed(Items("list", []), Table([Ref(0)], [1])), "part 1 of the model does not fit"),
        (packed(Table([1], [])), "part 0 of the model does not fit"),
        (packed(Named("eval")), "part 0 of the model does not fit"),
        (packed(Thing("subprocess.Popen", {"args": "ls"})), "part 0 of the model does not fit"),
        (packed(Thing("builtins.object", {})), "part 0 of the model does not fit"),
        (packed(Thing("lyhord_themes.Heading", {"odd": 1})), "part 0 of the model does not fit"),
        (packed(Thing("lyhord_themes.ThemeFinder", {})), "the model does not work here"),
        (packed(Table(["a"], [1]), Thing("sklearn.CountVectorizer", {"vocabulary_": Ref(0)})),
         "part 1 of the model does not fit: a counter's vocabulary has gaps"),
        (packed(Array("<f8", (1,), b"\0" * 8), Array("<i4", (1,), b"\x09\0\0\0"),
                Array("<i4", (2,), b"\0\0\0\0\x01\0\0\0"),
                Matrix((1, 1), (Ref(0), Ref(1), Ref(2)))), "part 3 of the model does not fit"),
    ],
    ids=range(19),
)  # fmt: skip
def test_a_forged_model_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(ModelError, match=told):
        read_model(content, "m")


def test_garbled_parts_with_a_right_checksum_are_refused_or_harmless(file: bytes) -> None:
    chance = random.Random(4)  # noqa: S311  which bytes, no secret
    content = modelfile.unpacked(file, "m")
    refused = 0
    for _ in range(40):
        garbled = bytearray(content)
        for _ in range(3):
            garbled[-1 - chance.randrange(9_000)] = chance.randrange(256)
        try:
            read = read_model(modelfile.packed(bytes(garbled)), "m")
        except ModelError:
            refused += 1
            continue
        assert len(read.later(LATER).assignments) == len(LATER)

    assert refused > 20


def test_a_model_that_would_place_texts_elsewhere_is_refused(file: bytes) -> None:
    saved = msgspec.msgpack.decode(modelfile.unpacked(file, "m"), type=Saved)
    proof = msgspec.structs.replace(saved.proofs[0], theme="elsewhere")
    other = msgspec.structs.replace(saved, proofs=(proof, *saved.proofs[1:]))

    with pytest.raises(ModelError, match="places texts elsewhere than when it was saved, with lyh"):
        read_model(modelfile.packed(msgspec.msgpack.encode(other)), "m")


def test_a_model_proves_itself_on_every_theme(file: bytes) -> None:
    saved = msgspec.msgpack.decode(modelfile.unpacked(file, "m"), type=Saved)

    assert {proof.theme for proof in saved.proofs} == {"new-1", "new-2", "new-3", "new-4"}


def test_what_has_no_place_in_a_model_is_not_saved(fitted: ThemeFinder) -> None:
    odd = ThemeFinder()
    vars(odd).update({**vars(fitted), "stop_words": (object(),)})

    with pytest.raises(ModelError, match=r"a model cannot hold builtins\.object"):
        model_bytes(odd)


def test_an_array_of_objects_is_not_saved(fitted: ThemeFinder) -> None:
    odd = ThemeFinder()
    vars(odd).update({**vars(fitted), "stop_words": np.array([object()])})

    with pytest.raises(ModelError, match="cannot hold an array of object"):
        model_bytes(odd)


def test_the_classes_of_a_model_are_this_packages_and_a_few_others() -> None:
    foreign = sorted(name for name in classes() if not name.startswith("lyhord_themes."))

    assert all(name.startswith("sklearn.") for name in foreign)
    assert len(foreign) < 12
