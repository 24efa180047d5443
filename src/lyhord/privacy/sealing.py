"""Sealed boxes: anybody can close one with the officers' public key, only a passphrase opens it.

The service holds the public key and the wrapped private key, and can open nothing with them.
"""

import hashlib
import struct

import nacl.exceptions
import nacl.pwhash.argon2id
import nacl.utils
from msgspec import Struct
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

from lyhord.errors import BadInputError

BOX_VERSION = b"\x02"
UNMARKED_VERSION = b"\x01"  # boxes that do not say which key they were closed with
MARK_LENGTH = 8
KEY_VERSION = b"\x01"
MAX_OPERATIONS = 64
MAX_MEMORY = 4 * 1024**3
_COST = struct.Struct(">IQ")  # argon2id operations and bytes of memory, as used when wrapping
_SALT = nacl.pwhash.argon2id.SALTBYTES


class Cost(Struct, frozen=True, kw_only=True):
    """What one guess at a passphrase costs: argon2id passes and bytes of memory."""

    operations: int = nacl.pwhash.argon2id.OPSLIMIT_MODERATE
    memory: int = nacl.pwhash.argon2id.MEMLIMIT_MODERATE


class OfficerKey(Struct, frozen=True, kw_only=True):
    """A key pair whose private half can be had with the officers' passphrase alone."""

    public_key: bytes
    wrapped_key: bytes


def new_key(passphrase: str, *, cost: Cost | None = None) -> OfficerKey:
    """Make a key pair and wrap the private half; nobody can bring back a lost passphrase."""
    private = PrivateKey.generate()
    return OfficerKey(
        public_key=bytes(private.public_key),
        wrapped_key=_wrapped(private, passphrase, cost or Cost()),
    )


def rewrapped(
    wrapped_key: bytes, passphrase: str, new_passphrase: str, *, cost: Cost | None = None
) -> bytes:
    """Wrap the same private half with another passphrase: for another person, or a changed one.

    Raises `BadInputError` when the passphrase is wrong.
    """
    return _wrapped(_unwrapped(wrapped_key, passphrase), new_passphrase, cost or Cost())


def seal(public_key: bytes, data: bytes) -> bytes:
    """Close a box that only the private key opens; the same data gives another box each time."""
    return BOX_VERSION + mark_of(public_key) + SealedBox(PublicKey(public_key)).encrypt(data)


def mark_of(public_key: bytes) -> bytes:
    """What a box says of the key that opens it."""
    return hashlib.sha256(public_key).digest()[:MARK_LENGTH]


def mark_on(box: bytes) -> bytes | None:
    """The mark of the key that a box was closed with; older boxes have none."""
    return box[1 : 1 + MARK_LENGTH] if box[:1] == BOX_VERSION else None


def open_box(wrapped_key: bytes, passphrase: str, box: bytes) -> bytes:
    """Open a box, or raise `BadInputError` when the passphrase, the key or the box is wrong."""
    if box[:1] not in {BOX_VERSION, UNMARKED_VERSION}:
        raise BadInputError("this sealed box has a format that this version does not know")
    start = 1 + len(mark_on(box) or b"")
    private = _unwrapped(wrapped_key, passphrase)
    try:
        return SealedBox(private).decrypt(box[start:])
    except (nacl.exceptions.CryptoError, nacl.exceptions.ValueError) as error:
        raise BadInputError("this sealed box was closed with another key, or is damaged") from error


def _wrapped(private: PrivateKey, passphrase: str, cost: Cost) -> bytes:
    salt = nacl.utils.random(_SALT)
    header = KEY_VERSION + _COST.pack(cost.operations, cost.memory) + salt
    return header + bytes(SecretBox(_derived(passphrase, salt, cost)).encrypt(bytes(private)))


def _unwrapped(wrapped_key: bytes, passphrase: str) -> PrivateKey:
    start = 1 + _COST.size
    if wrapped_key[:1] != KEY_VERSION or len(wrapped_key) <= start + _SALT:
        raise BadInputError("this officers' key has a format that this version does not know")
    operations, memory = _COST.unpack(wrapped_key[1:start])
    if operations > MAX_OPERATIONS or memory > MAX_MEMORY:
        raise BadInputError("this officers' key asks for more work than any of ours; it is damaged")
    salt, sealed = wrapped_key[start : start + _SALT], wrapped_key[start + _SALT :]
    try:
        key = _derived(passphrase, salt, Cost(operations=operations, memory=memory))
        return PrivateKey(SecretBox(key).decrypt(sealed))
    except (nacl.exceptions.CryptoError, nacl.exceptions.ValueError) as error:
        raise BadInputError("the passphrase does not open the officers' key") from error


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return nacl.pwhash.argon2id.kdf(
        SecretBox.KEY_SIZE,
        passphrase.encode(),
        salt,
        opslimit=cost.operations,
        memlimit=cost.memory,
    )
