"""Receipts: the one thing that leads a respondent, and nobody else, back to a response.

A receipt is worked out from the submission, so the same post gives the same receipt; only keyed
hashes of it are ever stored.
"""

import unicodedata
from uuid import UUID

from lyhord.privacy.keyed import keyed

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
BITS = 5
SYMBOLS = 16
GROUP = 4
_MOST_TYPED = 500  # far more than any way of writing the symbols apart needs
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GAPS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212_.,;:\u3001")


def receipt(secret: bytes, collector: UUID, submission: UUID) -> str:
    """Return the receipt of a submission: 80 bits and a check symbol, in groups of four."""
    digest = keyed(secret, b"receipt", collector.bytes + submission.bytes)
    number = int.from_bytes(digest[: SYMBOLS * BITS // 8])
    symbols = "".join(ALPHABET[number >> BITS * place & 31] for place in reversed(range(SYMBOLS)))
    return _grouped(symbols + _check_symbol(symbols))


def normalise(typed: str) -> str | None:
    """Return the receipt that a person meant, or None when it cannot be one."""
    folded = unicodedata.normalize("NFKC", typed[:_MOST_TYPED]).upper()
    symbols = "".join(symbol for symbol in folded if not is_gap(symbol)).translate(_LOOK_ALIKES)
    if len(symbols) != SYMBOLS + 1 or not set(symbols) <= set(ALPHABET):
        return None
    return _grouped(symbols) if _check_symbol(symbols[:-1]) == symbols[-1] else None


def receipt_hash(secret: bytes, receipt: str) -> bytes:
    """Return what is stored to know a receipt again; useless without the secret."""
    return keyed(secret, b"receipt hash", receipt.encode())


def content_hash(secret: bytes, receipt: str, content: bytes) -> bytes:
    """Return what is stored to know a submission's content again.

    The receipt goes into it, so that two people who answered alike leave different hashes.
    """
    return keyed(secret, b"content hash", receipt.encode() + b"\0" + content)


def is_gap(symbol: str) -> bool:
    """Say whether a sign only parts the symbols, or cannot be seen at all (format characters)."""
    return symbol.isspace() or symbol in _GAPS or unicodedata.category(symbol) == "Cf"


def _grouped(symbols: str) -> str:
    return "-".join(symbols[start : start + GROUP] for start in range(0, len(symbols), GROUP))


def _check_symbol(symbols: str) -> str:
    """Luhn's check in base 32: finds any one wrong symbol and nearly every swap of neighbours."""
    total = 0
    for place, symbol in enumerate(reversed(symbols)):
        value = ALPHABET.index(symbol) * (1 if place % 2 else 2)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]
