"""A page that is compressed once and sent often, each time with a fresh submission at its end.

The submission is the last thing in the document, so each compressed form of everything before it
can be kept and finished by hand: gzip (RFC 1952) by a stored block, brotli (RFC 7932) by an
uncompressed meta-block.
"""

# brotli ships no types
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false

import struct
import zlib
from typing import Literal, TypeAlias

import brotli
from msgspec import Struct

Encoding: TypeAlias = Literal["br", "gzip", "identity"]

_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_BROTLI_END = b"\x03"
_MOST_IN_A_BLOCK = 0xFFFF


class CompressedPage(Struct, frozen=True, kw_only=True):
    """One page in every encoding that we offer, ready for its last few bytes."""

    identity: bytes
    gzip: bytes
    br: bytes
    checksum: int

    @classmethod
    def of(cls, html: str) -> "CompressedPage":
        """Compress everything but the last bytes as hard as it goes; slow, so do it once."""
        head = html.encode()
        return cls(identity=head, gzip=_deflate(head), br=_shrink(head), checksum=zlib.crc32(head))

    def body(self, encoding: Encoding, tail: str) -> bytes:
        """Give the whole page in one encoding, with `tail` as its end."""
        end = tail.encode()
        if not 0 < len(end) <= _MOST_IN_A_BLOCK:
            raise ValueError("the end of a page is between 1 and 65,535 bytes")
        match encoding:
            case "br":
                return self.br + _brotli_block(end) + _BROTLI_END
            case "gzip":
                return self.gzip + _deflate_block(end) + self._gzip_trailer(end)
            case "identity":
                return self.identity + end

    def _gzip_trailer(self, end: bytes) -> bytes:
        size = (len(self.identity) + len(end)) & 0xFFFFFFFF
        return struct.pack("<II", zlib.crc32(end, self.checksum), size)


def _deflate(head: bytes) -> bytes:
    """Compress up to a byte boundary, leaving the stream open."""
    compressor = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    return _GZIP_HEAD + compressor.compress(head) + compressor.flush(zlib.Z_FULL_FLUSH)


def _deflate_block(end: bytes) -> bytes:
    """The last block, stored: final bit, length, its complement, the bytes."""
    return struct.pack("<BHH", 1, len(end), len(end) ^ 0xFFFF) + end


def _shrink(head: bytes) -> bytes:
    """Compress up to a byte boundary, leaving the stream open."""
    compressor = brotli.Compressor(mode=brotli.MODE_TEXT, quality=11)
    return compressor.process(head) + compressor.flush()


def _brotli_block(end: bytes) -> bytes:
    """An uncompressed meta-block: not the last, four nibbles of length, padded to a byte."""
    bits = (len(end) - 1) << 3 | 1 << 19
    return bits.to_bytes(3, "little") + end
