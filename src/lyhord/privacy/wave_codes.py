"""Self-made codes that join the waves of a series: known by a keyed hash of a hash, never plain.

The browser hashes the parts with the key of the series. What comes from there is hashed again with
the service's secret, so that the database alone does not tell which of the few codes that there can
be somebody made.
"""

import re

from lyhord.privacy.keyed import keyed

_HASHED = re.compile(r"[0-9a-f]{64}")


def normalise(typed: str) -> str | None:
    """Return what a browser made of a code, or None where it cannot be that."""
    return typed if _HASHED.fullmatch(typed) else None


def code_hash(secret: bytes, hashed: str) -> bytes:
    """Return the 32 bytes that are stored of what `normalise` let through."""
    return keyed(secret, b"wave code", bytes.fromhex(hashed))
