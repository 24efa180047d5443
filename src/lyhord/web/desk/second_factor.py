"""Setting up a second factor and doing without it again, by whoever is signed in."""

import segno
from litestar import Response, get, post
from litestar.response import Redirect
from markupsafe import Markup
from msgspec import Struct

from lyhord.privacy import second_factors
from lyhord.storage import accounts
from lyhord.web.desk.doorkeeping import Doorkeeper, DoorkeeperDependency
from lyhord.web.desk.own_account import ACCOUNT, account_page, myself, password_problem
from lyhord.web.desk.signing_in import text
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import SECOND_FACTOR, session_id

_KEPT = "new_factor"
_GROUP = 4


class FactorPage(Struct, frozen=True, kw_only=True):
    """What a device needs to show codes, and where its first one is typed."""

    frame: Frame
    picture: Markup
    secret: str
    is_required: bool
    problem: str = ""


class CodesPage(Struct, frozen=True, kw_only=True):
    """The recovery codes, shown this once."""

    frame: Frame
    codes: tuple[str, ...]


@get(SECOND_FACTOR)
async def show_second_factor(
    visit: VisitDependency, doorkeeper: DoorkeeperDependency
) -> AnyResponse:
    """Show a new secret; it is kept in the session until a code of it has come."""
    account = await myself(visit)
    if account.factor is not None or account.subject is not None:
        return Redirect(ACCOUNT, status_code=303)
    secret = _kept(visit, doorkeeper) or second_factors.new_secret()
    visit.request.session[_KEPT] = doorkeeper.locker.lock(secret.encode()).hex()
    return _page(visit, secret)


@post(SECOND_FACTOR)
async def set_second_factor(
    visit: VisitDependency, doorkeeper: DoorkeeperDependency
) -> AnyResponse:
    """Keep the factor when its first code is right, and show the recovery codes."""
    secret = _kept(visit, doorkeeper)
    account = await myself(visit)
    if secret is None or account.factor is not None or account.subject is not None:
        return Redirect(SECOND_FACTOR, status_code=303)
    factor = doorkeeper.locker.lock(secret.encode())
    step = doorkeeper.step(factor, text(await visit.request.form(), "code"))
    if step is None:
        problem = visit.wording.say("That code is not right. Check the time of your device.")
        return _page(visit, secret, problem=problem)
    codes = second_factors.new_recovery_codes()
    async with visit.database.transaction("desk") as db:
        await accounts.set_factor(
            db,
            account,
            session_id=session_id(visit.request),
            factor=factor,
            codes=[second_factors.code_hash(doorkeeper.secret, code) for code in codes],
        )
        await accounts.spend_step(db, account.account_id, step)
    del visit.request.session[_KEPT]
    visit.request.session["second"] = True
    page = CodesPage(frame=visit.frame("account"), codes=codes)
    return visit.page("recovery_codes.html", page)


@post(f"{SECOND_FACTOR}/remove")
async def remove_second_factor(
    visit: VisitDependency, doorkeeper: DoorkeeperDependency
) -> AnyResponse:
    """Do without the second factor, for whoever gives the password again; other sessions end."""
    account = await myself(visit)
    password = text(await visit.request.form(), "current")
    problem = await password_problem(visit, doorkeeper, account, password)
    if problem:
        return await account_page(visit, problem=problem)
    async with visit.database.transaction("desk") as db:
        await accounts.set_factor(
            db, account, session_id=session_id(visit.request), factor=None, codes=[]
        )
    visit.request.session["second"] = False
    return Redirect(ACCOUNT, status_code=303)


def _kept(visit: Visit, doorkeeper: Doorkeeper) -> str | None:
    """The secret that was shown, while it waits for its first code."""
    locked = visit.request.session.get(_KEPT)
    secret = doorkeeper.locker.open(bytes.fromhex(locked)) if locked else None
    return secret.decode() if secret else None


def _page(visit: Visit, secret: str, *, problem: str = "") -> Response[str]:
    address = second_factors.address(secret, account=visit.account.email)
    page = FactorPage(
        frame=visit.frame("account"),
        picture=_picture(address),
        secret=" ".join(secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP)),
        is_required=visit.needs_second_factor,
        problem=problem,
    )
    return visit.page("second_factor.html", page, status=422 if problem else 200)


def _picture(address: str) -> Markup:
    """A QR code as part of the page, always dark on light so that cameras read it."""
    made = segno.make(address, error="m")
    svg = made.svg_inline(border=4, light="#fff", omitsize=True)
    return Markup(svg)  # noqa: S704 - made here, of squares alone
