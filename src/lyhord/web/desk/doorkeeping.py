"""Who may come in: passwords and codes are checked here, and tries are counted before.

Wrong tries make nobody wait who comes from a browser in which the account has signed in before
(docs/decisions/0011).
"""

import asyncio
import time
from datetime import UTC, datetime

from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec import Struct

from lyhord.privacy import second_factors
from lyhord.privacy.lockers import Locker
from lyhord.privacy.passwords import Passwords
from lyhord.storage import accounts, attempts
from lyhord.storage.accounts import StoredAccount, known_as
from lyhord.storage.attempts import Patience, Refused
from lyhord.storage.database import Database
from lyhord.web import devices
from lyhord.web.desk.networks import Networks, network_of
from lyhord.web.exchange import AnyRequest

HASHES_AT_ONCE = 2
FACTOR = "second factor"
# one browser or network may be wrong a few times, then waits up to five minutes
NEAR = Patience(free=4, longest=300)
# all the browsers together that an account never signed in from: fewer than 100 tries an hour
FAR = Patience(free=20, longest=45)


class Wait(Struct, frozen=True):
    """The name has been tried too often; how long until the next try."""

    seconds: int


class Attempt(Struct, frozen=True, kw_only=True):
    """A try to sign in: the name, the browser's mark if the account has used it, and whence."""

    name: str
    device: str
    network: str

    @property
    def key(self) -> str:
        """What the try is counted under in the database."""
        return f"device {self.device} {self.name}" if self.device else self.name


class Doorkeeper:
    """Knows who may come in; hashing is dear, so only a few passwords are looked at at once."""

    def __init__(self, passwords: Passwords, secret: str) -> None:
        self.passwords = passwords
        self.locker = Locker(secret, FACTOR)
        self.secret = secret
        self._turn = asyncio.Semaphore(HASHES_AT_ONCE)
        self._networks = Networks(time.monotonic, NEAR)

    def attempt(self, request: AnyRequest, email: str) -> Attempt:
        """What a try is counted as."""
        name = known_as(email)
        brought = request.cookies.get(devices.COOKIE, "")
        is_known = devices.is_known(self.secret, name, brought)
        return Attempt(name=name, device=brought if is_known else "", network=network_of(request))

    async def let_in(
        self, database: Database, attempt: Attempt, password: str
    ) -> StoredAccount | Wait | None:
        """The account whose name and password these are; the database waits for no hashing."""
        wait = await self._counted(database, attempt)
        async with database.transaction("desk") as db:
            account = await accounts.find(db, attempt.name)
        if wait is not None:
            await _note(database, "locked", account)
            return wait
        stored = account.password_hash if account else None
        if not await self.matches(stored, password) or account is None:
            await _note(database, "password", account)
            return None
        await self._forget(database, attempt, account, password)
        return account

    async def accepts_password(
        self, database: Database, account: StoredAccount, password: str
    ) -> bool | Wait:
        """Whether somebody who is signed in knows their password; the account's own wait."""
        key = f"again {account.account_id}"
        if wait := await _own_wait(database, account, key):
            return wait
        is_right = await self.matches(account.password_hash, password)
        if not is_right:
            await _note(database, "password", account)
            return False
        async with database.transaction("desk") as db:
            await attempts.forget(db, key)
        return True

    async def matches(self, stored: str | None, password: str) -> bool:
        """Whether a password is the right one, when it is its turn to be looked at."""
        async with self._turn:
            return await asyncio.to_thread(self.passwords.matches, stored, password)

    async def accepts_code(
        self, database: Database, account: StoredAccount, typed: str
    ) -> bool | Wait:
        """Whether a code is right and unused: from the device, or one of the recovery codes.

        Only who knows the password comes here, so the wait is the account's own.
        """
        key = f"code {account.account_id}"
        if wait := await _own_wait(database, account, key):
            return wait
        step = self.step(account.factor, typed)
        async with database.transaction("desk") as db:
            is_right = (
                await accounts.spend_step(db, account.account_id, step)
                if step is not None
                else await accounts.spend_code(
                    db, account, second_factors.code_hash(self.secret, typed)
                )
            )
            if is_right:
                await attempts.forget(db, key)
            else:
                await attempts.note_refusal(db, "code", email=account.email)
        return is_right

    def step(self, factor: bytes | None, typed: str) -> int | None:
        """The half minute that a code was made for, by a locked secret."""
        secret = self.locker.open(factor) if factor else None
        if secret is None:
            return None
        return second_factors.step_of(secret.decode(), typed, at=datetime.now(UTC))

    async def _counted(self, database: Database, attempt: Attempt) -> Wait | None:
        if not attempt.device:
            seconds = self._networks.begin(attempt.name, attempt.network)
            if seconds:
                return Wait(seconds)
        async with database.transaction("desk") as db:
            patience = NEAR if attempt.device else FAR
            if await attempts.begin(db, attempt.key, patience):
                return None
            return Wait(await attempts.seconds_to_wait(db, attempt.key))

    async def _forget(
        self, database: Database, attempt: Attempt, account: StoredAccount, password: str
    ) -> None:
        newer = None
        if account.password_hash and self.passwords.is_outdated(account.password_hash):
            newer = await asyncio.to_thread(self.passwords.hash, password)
        self._networks.forget(attempt.name, attempt.network)
        async with database.transaction("desk") as db:
            await attempts.forget(db, attempt.key)
            if newer is not None:
                await accounts.rehash(db, account, newer_hash=newer)


async def _own_wait(database: Database, account: StoredAccount, key: str) -> Wait | None:
    """Count a try of somebody who has shown one secret; the wait is the account's own."""
    async with database.transaction("desk") as db:
        if await attempts.begin(db, key, NEAR):
            return None
        wait = Wait(await attempts.seconds_to_wait(db, key))
        await attempts.note_refusal(db, "locked", email=account.email)
    return wait


async def _note(database: Database, why: Refused, account: StoredAccount | None) -> None:
    """Note a refusal, with the account if that is somebody's name."""
    async with database.transaction("desk") as db:
        await attempts.note_refusal(db, why, email=account.email if account else "")


DoorkeeperDependency = NamedDependency[SkipValidation[Doorkeeper]]
