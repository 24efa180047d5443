"""The file that holds a saved model: a line with version and checksum, then packed bytes.

    lyhord-themes-model 4 <SHA-256 of what follows>

One part only, so there are no names in it that could lead outside, and nothing that is run. The
checksum tells damage and changes by mistake; it is no signature: keep the file where you trust it.
"""

import hashlib
import zlib
from pathlib import Path
from tempfile import NamedTemporaryFile

from lyhord_themes.errors import ModelError

MAGIC = b"lyhord-themes-model"
FORMAT = 5  # one more whenever what is learnt has other attributes; a test compares
MOST_PACKED, MOST_UNPACKED = 500_000_000, 1_000_000_000
LONGEST_LINE = 200
LEVEL = 1  # numbers hardly get smaller, and better packing takes long


def packed(content: bytes) -> bytes:
    """Give the bytes of a model file."""
    body = zlib.compress(content, LEVEL)
    return b"%s %d %s\n" % (MAGIC, FORMAT, hashlib.sha256(body).hexdigest().encode()) + body


def unpacked(file: bytes, name: str) -> bytes:
    """Give what a model file holds, or raise `ModelError` saying why it cannot be read."""
    line, _, body = file[:LONGEST_LINE].partition(b"\n")
    words = line.split(b" ")
    if words[0] != MAGIC or len(words) != len((MAGIC, FORMAT, body)):
        raise ModelError(f"{name}: this is no saved model; `lyhord themes --save-model` makes one")
    if words[1] != str(FORMAT).encode():
        version = words[1][:10].decode("ascii", "replace")
        raise ModelError(
            f"{name}: the model has format {version} and was saved by another version of Lyhörd; "
            f"this one reads format {FORMAT}: fit it again from its texts"
        )
    rest = memoryview(file)[len(line) + 1 :]
    if hashlib.sha256(rest).hexdigest().encode() != words[2]:
        raise ModelError(f"{name}: the model is damaged: it was cut off or changed after saving")
    return _inflated(rest, name)


def read(path: Path) -> bytes:
    """Give the bytes of a file that is small enough, or raise `ModelError`."""
    try:
        if not path.is_file():
            raise ModelError(f"{path}: there is no such file")
        if path.stat().st_size > MOST_PACKED:
            raise ModelError(f"{path}: this is larger than {MOST_PACKED:,} bytes, no model of ours")
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror or error}") from error


def checksum(path: Path) -> str:
    """Give the SHA-256 of a whole file: what to call a model by."""
    return hashlib.sha256(read(path)).hexdigest()


def write(path: Path, file: bytes) -> None:
    """Write all or nothing, for the owner's eyes: a model holds words of answers."""
    try:
        with NamedTemporaryFile(dir=path.parent, delete=False) as part:
            beside = Path(part.name)
            try:
                part.write(file)
                part.close()
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise ModelError(f"{path}: {error.strerror or error}") from error


def _inflated(body: memoryview, name: str) -> bytes:
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(body, MOST_UNPACKED)
    except zlib.error as error:
        raise ModelError(f"{name}: the model cannot be unpacked: {error}") from error
    if not inflater.eof or inflater.unused_data:
        raise ModelError(f"{name}: unpacked this is more than {MOST_UNPACKED:,} bytes, or torn")
    return content
