"""Connections to Postgres, one pool a database role; what is asked lies in the modules beside."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Callable, Collection, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Self

import asyncpg
import msgspec
from msgspec import Struct

from lyhord.errors import StorageError, StorageUnavailableError
from lyhord.settings import Settings
from lyhord.storage.addresses import Role, address

Connection = asyncpg.Connection

CONNECT_SECONDS = 5.0
COMMAND_SECONDS = 60.0
JSONB_VERSION = b"\x01"
# what a transaction sees, besides a list of municipalities
EVERYTHING, NOTHING = "*", ""

UNREACHABLE = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # it stops, starts, or ended what took longer than it allows
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,  # a disk that cannot be read or written
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    # two that wait for each other, or a replica that replays a change of what is being read
    asyncpg.TransactionRollbackError,
    asyncpg.ObjectNotInPrerequisiteStateError,  # a database that lets nobody in
    asyncpg.InvalidCachedStatementError,  # a schema that changed beneath; the next time it is known
    asyncpg.InternalClientError,  # a connection that was ended while an answer was awaited
    socket.gaierror,
)
# a connection that is lost midway; an OSError may be of a file that somebody writes meanwhile
LOST = (
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)
UNPREPARED = (
    asyncpg.UndefinedTableError,
    asyncpg.UndefinedFunctionError,
    asyncpg.InvalidSchemaNameError,
    asyncpg.InvalidParameterValueError,  # a role that migrating would have made
)


class Use(Struct, frozen=True, kw_only=True):
    """How many connections of a role are used now, and how many there may be."""

    role: Role
    used: int
    most: int


class Database:
    """The pools of one process, by role; `transaction` is the way to a connection.

    What its transactions see is limited to municipalities: all of them, or those of `seeing`.
    """

    def __init__(
        self,
        settings: Settings,
        pools: Mapping[Role, asyncpg.Pool],
        sight: str | None = None,
        left: dict[Role, float] | None = None,
    ) -> None:
        self._settings = settings
        self._pools = pools
        self._sight = sight
        # until when nobody asks for a role, in seconds of the loop's clock; shared by all sights
        self._left: dict[Role, float] = {} if left is None else left

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: Settings, *, roles: Iterable[Role], sees_nothing: bool = False
    ) -> AsyncGenerator[Self]:
        """Open a pool for each role, and close them at the end; connects at first use.

        With `sees_nothing`, answers are read only through `seeing`: a page that forgets for whom
        it reads shows nothing.
        """
        sight = NOTHING if sees_nothing else EVERYTHING
        async with AsyncExitStack() as stack:
            pools: dict[Role, asyncpg.Pool] = {}
            for role in roles:
                pool = _pool(settings, role, sight=sight)
                pools[role] = await stack.enter_async_context(pool)
            yield cls(settings, pools)

    def seeing(self, municipalities: Collection[str]) -> Self:
        """The same database for somebody who works for these municipalities; none means all."""
        if any(EVERYTHING in each or "," in each for each in municipalities):
            raise ValueError("that is no municipality")
        sight = ",".join(municipalities) or EVERYTHING
        return type(self)(self._settings, self._pools, sight, self._left)

    def has(self, role: Role) -> bool:
        """Whether this process connects in a role."""
        return role in self._pools

    def leave(self, role: Role, *, seconds: float) -> None:
        """Ask nothing more in a role for so long: its server does not answer."""
        self._left[role] = asyncio.get_running_loop().time() + seconds

    def is_left(self, role: Role) -> bool:
        """Whether a role is left alone just now."""
        return asyncio.get_running_loop().time() < self._left.get(role, 0.0)

    def uses(self) -> tuple[Use, ...]:
        """How full the pools are."""
        return tuple(_use(role, pool) for role, pool in self._pools.items())

    @asynccontextmanager
    async def transaction(self, role: Role) -> AsyncGenerator[Connection]:
        """A connection in a transaction: an exception undoes it, returning commits it.

        Raises `StorageUnavailableError` when the database cannot be reached, then or midway, and
        `StorageError` when it was never migrated.
        """
        async with self._acquired(role) as db, db.transaction():
            if self._sight is not None:
                await db.execute("select set_config('lyhord.sees', $1, true)", self._sight)
            yield db

    @asynccontextmanager
    async def at_once(self, role: Role) -> AsyncGenerator[Connection]:
        """A connection for one statement, which is committed before it returns.

        It sees what the pool sees: whoever is limited by `seeing` needs a transaction. Raises what
        `transaction` raises.
        """
        if self._sight is not None:
            raise ValueError("what somebody sees is said in a transaction")
        async with self._acquired(role) as db:
            yield db

    @asynccontextmanager
    async def _acquired(self, role: Role) -> AsyncGenerator[Connection]:
        try:
            async with self._pools[role].acquire(timeout=CONNECT_SECONDS) as db:
                yield db
        except UNPREPARED as error:
            raise StorageError("the database lacks its schema: run `lyhord migrate`") from error
        except UNREACHABLE as error:
            raise unreachable(error) from error

    async def require(self, role: Role) -> None:
        """Raise `StorageUnavailableError` unless the database answers this role now."""
        async with self.transaction(role) as db:
            await db.execute("select 1")

    @asynccontextmanager
    async def beside(self, role: Role) -> AsyncGenerator[Connection]:
        """A connection beside the pool, for what is held longer than a transaction."""
        try:
            async with _connected(self._settings, role) as db:
                yield db
        except UNREACHABLE as error:
            raise unreachable(error) from error

    @asynccontextmanager
    async def hearing(
        self, role: Role, channel: str, heard: Callable[[str], None]
    ) -> AsyncGenerator[asyncio.Event]:
        """Call `heard` with what each notification on a channel says, as long as this is held.

        Listens on a connection beside the pool. Yields an event that is set when the connection is
        lost; nothing is heard from then on.
        """
        lost = asyncio.Event()

        def hear(_: object, __: int, ___: str, said: str) -> None:
            heard(said)

        def lose(*_: object) -> None:
            lost.set()

        async with self.beside(role) as db:
            db.add_termination_listener(lose)
            await db.add_listener(channel, hear)
            yield lost


def _use(role: Role, pool: asyncpg.Pool) -> Use:
    used = pool.get_size() - pool.get_idle_size()
    return Use(role=role, used=used, most=pool.get_max_size())


def unreachable(error: BaseException) -> StorageUnavailableError:
    """What to tell of a database that does not answer, and what to look at."""
    told = str(error) or type(error).__name__
    return StorageUnavailableError(
        f"cannot reach the database ({told}): is it running, and is its address right?"
    )


@asynccontextmanager
async def owning(settings: Settings) -> AsyncGenerator[Connection]:
    """A connection as owner beside the pools, for work that takes as long as it takes."""
    try:
        db = await asyncpg.connect(
            address(settings, "owner"),
            timeout=CONNECT_SECONDS,
            server_settings=_server_settings(settings, "owner"),
        )
    except UNREACHABLE as error:
        raise unreachable(error) from error
    try:
        await prepare(db)
        yield db
    except LOST as error:
        raise unreachable(error) from error
    finally:
        await db.close()


@asynccontextmanager
async def _connected(settings: Settings, role: Role) -> AsyncGenerator[Connection]:
    db = await asyncpg.connect(
        address(settings, role),
        timeout=CONNECT_SECONDS,
        server_settings=_server_settings(settings, role),
    )
    try:
        yield db
    finally:
        if not db.is_closed():
            await db.close(timeout=CONNECT_SECONDS)


def _pool(settings: Settings, role: Role, *, sight: str) -> asyncpg.Pool:
    return asyncpg.create_pool(
        address(settings, role),
        min_size=0,
        max_size=settings.pool_size,
        timeout=CONNECT_SECONDS,
        command_timeout=COMMAND_SECONDS,
        server_settings=_server_settings(settings, role) | {"lyhord.sees": sight},
        init=prepare,
        connection_class=_OfTheDoor if role == "door" else asyncpg.Connection,
    )


class _OfTheDoor(asyncpg.Connection):
    """A connection that is given back without a question; what was begun on it is undone anyhow.

    The door sets, locks and listens to nothing that outlives its transaction.
    """

    def get_reset_query(self) -> str:
        return ""


def _server_settings(settings: Settings, role: Role) -> dict[str, str]:
    common = {"application_name": f"lyhord {role}", "timezone": settings.timezone}
    if role == "owner":
        return common
    own = {"role": f"lyhord_{'desk' if role == 'replica' else role}"}
    # the door asks the same few things over and over: planning them anew costs more than it finds
    return common | own | ({"plan_cache_mode": "force_generic_plan"} if role == "door" else {})


async def prepare(db: Connection) -> None:
    """Teach a connection to carry jsonb as Python values."""
    await db.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=_to_jsonb,
        decoder=_from_jsonb,
    )


def _to_jsonb(value: object) -> bytes:
    return JSONB_VERSION + msgspec.json.encode(value)


def _from_jsonb(data: bytes) -> object:
    return msgspec.json.decode(data[1:])
