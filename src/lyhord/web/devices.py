"""Browsers in which somebody has signed in before: a cookie that says so, for one account alone.

It opens nothing. It sets the holder apart from everybody who tries passwords with the same name.
"""

import hashlib
import hmac
import secrets

COOKIE = "lyhord_desk_device"
SECONDS = 365 * 24 * 60 * 60


def issue(secret: str, account: str) -> str:
    """A mark for a browser in which an account has signed in."""
    nonce = secrets.token_hex(16)
    return f"{nonce}.{_signature(secret, account, nonce)}"


def is_known(secret: str, account: str, brought: str) -> bool:
    """Whether a browser brings a mark that was made for this account."""
    nonce, _, signature = brought.partition(".")
    expected = _signature(secret, account, nonce)
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogatepass"))


def _signature(secret: str, account: str, nonce: str) -> str:
    said = f"lyhord device\n{account}\n{nonce}".encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
