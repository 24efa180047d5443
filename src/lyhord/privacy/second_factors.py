"""A second factor: codes that a device shows for half a minute, and codes for whoever lost it."""

import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from pyotp import random_base32
from pyotp.totp import TOTP

ISSUER = "Lyhörd"
CODES = 10
# letters and digits that are not taken for each other
_SYMBOLS = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _GROUP = 3, 4
_SECONDS = 30


def new_secret() -> str:
    """What the device and the service share: 160 bits in base 32."""
    return random_base32(32)


def address(secret: str, *, account: str) -> str:
    """What a device reads from the picture."""
    label = quote(f"{ISSUER}:{account}", safe="")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"


def step_of(secret: str, typed: str, *, at: datetime) -> int | None:
    """The half minute whose code was typed: this one or the ones beside it, else nothing."""
    digits = "".join(typed.split())
    now = int(at.timestamp()) // _SECONDS
    codes = TOTP(secret)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(codes.generate_otp(step).encode(), digits.encode()):
            return step
    return None


def new_recovery_codes() -> tuple[str, ...]:
    """Codes of 59 bits, in groups that can be read out."""
    return tuple(
        "-".join("".join(secrets.choice(_SYMBOLS) for _ in range(_GROUP)) for _ in range(_GROUPS))
        for _ in range(CODES)
    )


def code_hash(secret: str, typed: str) -> bytes:
    """What is kept of a recovery code, however it is spaced; keyed with the service's secret."""
    plain = "".join(typed.casefold().replace("-", "").split())
    return hmac.new(secret.encode(), b"recovery " + plain.encode(), hashlib.sha256).digest()
