"""Passphrases that can be read from a screen, said aloud and typed; made by chance alone."""

import secrets

SYLLABLES = tuple(
    """
    ba be bo da de do fa fe fo ga go ha he ho ja jo
    ka ki ko la le lo ma mi mo na ni no pa pi po ra
    re ro sa si so ta ti to va vi vo ru su tu lu mu
    bu du fu gu hu ju ku nu pu fi di ri li hi bi vu
    """.split()  # noqa: SIM905 - a list of syllables reads best as syllables
)
WORDS = 5
SYLLABLES_PER_WORD = 3


def new_passphrase() -> str:
    """Five words of three syllables from 64: 90 bits."""
    return "-".join(_word() for _ in range(WORDS))


def _word() -> str:
    return "".join(secrets.choice(SYLLABLES) for _ in range(SYLLABLES_PER_WORD))
