"""What invitations by e-mail know an address by: its hash, and its token against more letters.

The token is worked out from the address, and the hash that is kept from the token. So whoever holds
a letter can stop the letters, and whoever holds the database cannot. Codes are drawn elsewhere, and
nothing of an address goes into one.
"""

import base64
import binascii
import hmac
import re
from uuid import UUID

from lyhord.privacy.keyed import keyed

LONGEST = 254
# without ASCII, ſ and the Kelvin sign are letters too: no server takes those
_SIGNS = re.IGNORECASE | re.ASCII
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", _SIGNS)
_LONGEST_LOCAL = 64
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", _SIGNS)
_TOKEN, _CHECK = 18, 6  # bytes


def normalise(typed: str) -> str | None:
    """Return an address as letters are sent to it, or None where it cannot be one."""
    local, at, domain = typed.strip().rpartition("@")
    if not at or len(local) > _LONGEST_LOCAL or not _LOCAL.fullmatch(local):
        return None
    host = _in_ascii(domain)
    labels = host.split(".")
    is_sound = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    address = f"{local}@{host}"
    return address if is_sound and len(address) <= LONGEST else None


def token_of(secret: bytes, address: str) -> str:
    """Return what stands in the link of a letter that stops the letters to its address."""
    part = keyed(secret, b"invitation token", address.casefold().encode())[:_TOKEN]
    return base64.urlsafe_b64encode(part + _check(secret, part)).decode()


def hash_of_token(secret: bytes, token: str) -> bytes | None:
    """Return what an address is known by, or None for a token that is none of ours."""
    try:
        given = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    part, check = given[:_TOKEN], given[_TOKEN:]
    if not hmac.compare_digest(check, _check(secret, part)):
        return None
    return keyed(secret, b"invitation address", part)


def hash_of(secret: bytes, address: str) -> bytes:
    """Return what an address is known by; useless without the secret."""
    part = keyed(secret, b"invitation token", address.casefold().encode())[:_TOKEN]
    return keyed(secret, b"invitation address", part)


def letter_id(secret: bytes, mailing: UUID, address: str) -> str:
    """Return what names a letter, so that the reminder can say which one it follows."""
    named = keyed(secret, b"invitation letter", mailing.bytes + address.casefold().encode())
    return named.hex()[:40]


def _check(secret: bytes, part: bytes) -> bytes:
    return keyed(secret, b"invitation check", part)[:_CHECK]


def _in_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode().lower()
    except UnicodeError:
        return ""
