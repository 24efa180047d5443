"""The code with which staff leave a shared screen: made from the secret, so it is kept nowhere."""

import hmac
from uuid import UUID

from lyhord.privacy.keyed import keyed

DIGITS = 8


def leaving_code(secret: bytes, collector: UUID) -> str:
    """Eight digits that belong to one door."""
    number = int.from_bytes(keyed(secret, b"kiosk", collector.bytes)[:8])
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def is_leaving_code(typed: str, secret: bytes, collector: UUID) -> bool:
    """Whether what was typed is the code of this door; spaces between do not count."""
    given = "".join(typed.split()).encode()
    return hmac.compare_digest(given, leaving_code(secret, collector).encode())
