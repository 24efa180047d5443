"""Signing in through a service: there and back, with an account that follows one's groups."""

import hmac
import time

import msgspec
from litestar import get
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import SkipValidation
from litestar.response import Redirect

from lyhord.errors import BadInputError
from lyhord.privacy.lockers import Locker
from lyhord.storage import accounts, attempts
from lyhord.storage.accounts import Account
from lyhord.storage.attempts import Refused
from lyhord.storage.database import Connection
from lyhord.web.catalogue import mark
from lyhord.web.desk import vouching
from lyhord.web.desk.signing_in import refused
from lyhord.web.desk.visit import Visit, VisitDependency
from lyhord.web.desk.vouching import Person, ServiceError, SignInService, Standing
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import SERVICE, SERVICE_BACK, begin_session, safe_address

COOKIE = "lyhord_desk_service"
PURPOSE = "visit at the sign-in service"
UNREACHABLE = mark("The sign-in service does not answer. Wait a moment and try again.")
NOT_LET_IN = mark("The sign-in service did not let you in, or it took too long. Try again.")
NO_GROUP = mark("You are in no group that works here. Ask whoever runs the service.")
TAKEN = mark("There is another account with your address. Ask whoever runs the service.")

TheService = NamedDependency[SkipValidation[SignInService | None]]
TheLocker = NamedDependency[SkipValidation[Locker]]


@get(SERVICE, exclude_from_auth=True)
async def go_to_service(
    visit: VisitDependency, service: TheService, service_locker: TheLocker
) -> AnyResponse:
    """Send somebody to the service, and remember in a locked cookie what for."""
    if service is None:
        raise NotFoundException
    next_ = safe_address(visit.request.query_params.get("next", ""))
    try:
        address, away = await service.send_away(next_)
    except ServiceError:
        return refused(visit, UNREACHABLE)
    value = service_locker.lock(msgspec.json.encode(away)).hex()
    cookie = _cookie(visit, value, seconds=vouching.VISIT_SECONDS)
    return Redirect(address, status_code=303, cookies=[cookie])


@get(SERVICE_BACK, exclude_from_auth=True)
async def come_back(
    visit: VisitDependency, service: TheService, service_locker: TheLocker
) -> AnyResponse:
    """Sign in somebody whom the service vouches for, with the role of their groups now."""
    if service is None:
        raise NotFoundException
    query = visit.request.query_params
    away = _away(service_locker, visit.request.cookies.get(COOKIE, ""))
    if away is None or not _same(query.get("state", ""), away.state):
        return await _not_let_in(visit, "visit")
    if "error" in query:
        return await _not_let_in(visit, "denied")
    try:
        person = await service.vouched(query.get("code", ""), away)
    except ServiceError:
        return await _not_let_in(visit, "service")
    account = await _account(visit, person, service.standing(person))
    if not isinstance(account, Account):
        return refused(visit, account)
    # a second factor is the service's own business
    await begin_session(visit.request, account, has_second=True)
    gone = _cookie(visit, "", seconds=0)
    return Redirect(safe_address(away.next), status_code=303, cookies=[gone])


async def _account(visit: Visit, person: Person, standing: Standing | None) -> Account | str:
    """The account as the groups are now; without any, there is none any more."""
    try:
        async with visit.database.transaction("desk") as db:
            if standing is None:
                await _note(db, "group", person)
                await accounts.unvouch(db, person.subject)
                return NO_GROUP
            account = await accounts.vouch(
                db,
                subject=person.subject,
                email=person.email,
                role=standing.role,
                municipalities=standing.municipalities,
            )
            await accounts.welcome(db, account, way="sign-in service")
            return account
    except BadInputError:
        async with visit.database.transaction("desk") as db:
            await _note(db, "address", person)
        return TAKEN


async def _not_let_in(visit: Visit, why: Refused) -> AnyResponse:
    """The form again; the log keeps why, of nobody in particular."""
    async with visit.database.transaction("desk") as db:
        await attempts.note_refusal(db, why)
    return refused(visit, NOT_LET_IN)


async def _note(db: Connection, why: Refused, person: Person) -> None:
    """Note that somebody whom the service knows was not let in; by name if they had an account."""
    known = await accounts.find(db, person.email)
    await attempts.note_refusal(db, why, email=known.email if known else "")


def _away(locker: Locker, value: str) -> vouching.Visit | None:
    """What was remembered of a visit that has not taken too long."""
    try:
        data = locker.open(bytes.fromhex(value))
        away = msgspec.json.decode(data, type=vouching.Visit) if data else None
    except (ValueError, msgspec.DecodeError):
        return None
    return away if away is not None and time.time() < away.until else None


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode())


def _cookie(visit: Visit, value: str, *, seconds: int) -> Cookie:
    return Cookie(
        key=COOKIE,
        value=value,
        path=SERVICE,
        max_age=seconds,
        secure=visit.base_url.startswith("https://"),
        httponly=True,
        samesite="lax",
    )
