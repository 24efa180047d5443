"""Whoever has a letter can stop the letters to its address; nothing says whose that is."""

from lyhord.privacy.invitations import hash_of_token
from lyhord.storage import invitations
from lyhord.storage.database import Database


class Stopper:
    """Knows the tokens of letters by the secret, and stops letters at the door."""

    def __init__(self, database: Database, secret: str) -> None:
        self._database = database
        self._secret = secret.encode()

    def knows(self, token: str) -> bool:
        """Whether a token is one of ours."""
        return hash_of_token(self._secret, token) is not None

    async def stop(self, token: str) -> bool:
        """Send no more letters where a token leads; says no for one that is none of ours."""
        stopped = hash_of_token(self._secret, token)
        if stopped is None:
            return False
        async with self._database.transaction("door") as db:
            await invitations.stop(db, stopped)
        return True
