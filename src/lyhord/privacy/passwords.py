"""Passwords of staff as argon2id hashes; a check costs the same when there is no account."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 8


class Passwords:
    """Hashes and checks passwords with one set of costs."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._decoy = self._hasher.hash("no account has this password")

    def hash(self, password: str) -> str:
        """Turn a password into what may be stored."""
        return self._hasher.hash(_typed(password))

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether the password is the right one; without a stored hash never, after equal work."""
        try:
            self._hasher.verify(stored or self._decoy, _typed(password))
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether a stored hash was made with other costs than today's."""
        return self._hasher.check_needs_rehash(stored)


def _typed(password: str) -> bytes:
    """One form of what was typed: keyboards spell å and é in more than one way."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
