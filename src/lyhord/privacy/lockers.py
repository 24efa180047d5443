"""Small secrets locked with a key of the service, each for one purpose; no answers."""

import hashlib
import hmac

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox


class Locker:
    """Locks bytes, and opens only what was locked for the same purpose with the same secret."""

    def __init__(self, secret: str, purpose: str) -> None:
        key = hmac.new(secret.encode(), f"lyhord {purpose}".encode(), hashlib.sha256).digest()
        self._box = SecretBox(key)

    def lock(self, data: bytes) -> bytes:
        """Lock, under a fresh nonce."""
        return bytes(self._box.encrypt(data))

    def open(self, locked: bytes) -> bytes | None:
        """Open; nothing for what was not locked here, or was changed."""
        try:
            return self._box.decrypt(locked)
        except (CryptoError, ValueError):
            return None
