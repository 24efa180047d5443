"""The table of rules: every route has a row, every row a route, and pages offer what it allows."""

from typing import get_args

import pytest
from litestar import Litestar, Router, get
from litestar.exceptions import ImproperlyConfiguredException

from lyhord.settings import Settings
from lyhord.storage.accounts import Role
from lyhord.web import policy
from lyhord.web.app import create_app
from tests.conftest import SECRET

ROLES: tuple[Role, ...] = get_args(Role)
SETTINGS = Settings(database_url="postgresql://nobody@127.0.0.1/nothing", secret=SECRET)


@pytest.fixture(scope="module")
def app() -> Litestar:
    return create_app(SETTINGS)


def test_the_rows_are_the_routes(app: Litestar) -> None:
    assert set(policy.POLICY) == {action for action, _ in policy.handlers(app)}


def test_whoever_is_not_signed_in_answers_and_signs_in_only(app: Litestar) -> None:
    at_the_desk = {
        action
        for action, _ in policy.handlers(app)
        if policy.may(None, action) and "/desk" in action
    }

    assert at_the_desk == {
        "GET /desk",
        "GET /desk/sign-in",
        "POST /desk/sign-in",
        "GET /desk/sign-in/code",
        "POST /desk/sign-in/code",
        "GET /desk/sign-in/service",
        "GET /desk/sign-in/service/back",
    }


def test_a_route_without_a_row_stops_the_start(app: Litestar) -> None:
    @get("/desk/forgotten")
    async def forgotten() -> None: ...

    app = create_app(SETTINGS)
    app.register(Router(path="/", route_handlers=[forgotten]))

    with pytest.raises(ImproperlyConfiguredException, match="no row for GET /desk/forgotten"):
        policy.require_rows(app)


def test_a_desk_route_that_skips_signing_in_against_its_row_stops_the_start() -> None:
    @get("/desk/rounds", exclude_from_auth=True)
    async def opened() -> None: ...

    app = Litestar(route_handlers=[opened], openapi_config=None)

    with pytest.raises(ImproperlyConfiguredException, match="skips sign-in"):
        policy.require_rows(app)


@pytest.mark.parametrize("role", ROLES)
def test_an_open_row_lets_everybody(role: Role) -> None:
    assert policy.may(role, "GET /s/{slug}")
