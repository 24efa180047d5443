"""Hashes that only the holder of the secret can make; each purpose has hashes of its own."""

import hmac


def keyed(secret: bytes, purpose: bytes, message: bytes) -> bytes:
    """Return 32 bytes that tell nothing of the message without the secret."""
    return hmac.digest(secret, b"lyhord/1/" + purpose + b"\0" + message, "sha256")
