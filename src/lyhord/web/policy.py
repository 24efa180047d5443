"""Who may do what: a row for each route of the service, whichever part it belongs to.

A route that has no row stops the process at its start, so that nobody forgets one. Which
municipalities somebody sees is not decided here but by the database, row by row.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, get_args

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.exceptions import ImproperlyConfiguredException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute
from msgspec import Struct

from lyhord.storage.accounts import Role
from lyhord.web.exchange import AnyConnection

Way = Literal["open", "desk", "token"]


class Rule(Struct, frozen=True):
    """Who may use a route: anybody (`open`), or these roles, signed in or by a `token`."""

    way: Way
    roles: frozenset[Role] = frozenset()

    def lets(self, role: Role) -> bool:
        """Whether somebody with this role may."""
        return self.way == "open" or role in self.roles


def only(*roles: Role) -> Rule:
    """These roles, signed in at the desk."""
    return Rule("desk", frozenset(roles))


def by_token(rule: Rule) -> Rule:
    """The same roles, for programs that show a token."""
    return Rule("token", rule.roles)


ANYBODY = Rule("open")
STAFF = only(*get_args(Role))
READERS = only("admin", "leader", "analyst")
OFFICERS = only("safeguarding")
TYPISTS = only("admin", "leader", "facilitator")
HOSTS = only("admin", "leader", "analyst", "facilitator")  # who reads of events

KEEPERS = only("admin", "leader")

_ROUND = "/desk/rounds/{round_id}"
_VERSION = "/desk/surveys/{name}/{version}"
_DRAFT = "/desk/drafts/{draft_id}"

POLICY: Mapping[str, Rule] = MappingProxyType(
    {
        # operation
        "GET /healthz": ANYBODY,
        "GET /readyz": ANYBODY,
        "GET /metrics": ANYBODY,  # who shows the token that is set
        "GET /static/{file_path}": ANYBODY,
        "HEAD /static/{file_path}": ANYBODY,
        # respondents: nobody signs in to answer
        "GET /accessibility": ANYBODY,
        "GET /s/{slug}": ANYBODY,
        "POST /s/{slug}": ANYBODY,
        "GET /s/{slug}/leave": ANYBODY,
        "POST /s/{slug}/leave": ANYBODY,
        "GET /try/{slug}": ANYBODY,
        "POST /try/{slug}": ANYBODY,
        "GET /withdraw": ANYBODY,
        "POST /withdraw": ANYBODY,
        "GET /results/{round_id}": ANYBODY,
        "GET /invitations/stop/{token}": ANYBODY,
        "POST /invitations/stop/{token}": ANYBODY,
        # rooms of workshops
        "GET /board": ANYBODY,
        "POST /board": ANYBODY,
        "GET /board/{key}": ANYBODY,
        "POST /board/{key}": ANYBODY,
        "GET /board/{key}/wall": ANYBODY,
        "GET /board/{key}/news": ANYBODY,
        # programs that answer or take back
        "GET /api/v1/collectors/{slug}/instrument": ANYBODY,
        "POST /api/v1/collectors/{slug}/responses": ANYBODY,
        "POST /api/v1/withdraw": ANYBODY,
        "DELETE /api/v1/responses/{receipt}": ANYBODY,
        "GET /api/v1": ANYBODY,
        "GET /api/v1/openapi.json": ANYBODY,
        # programs of analysts
        "GET /api/v1/rounds": by_token(STAFF),
        "GET /api/v1/rounds/{round_id}": by_token(STAFF),
        "GET /api/v1/rounds/{round_id}/runs": by_token(READERS),
        "GET /api/v1/rounds/{round_id}/themes": by_token(READERS),
        "GET /api/v1/rounds/{round_id}/comparison": by_token(READERS),
        "GET /api/v1/rounds/{round_id}/statements": by_token(READERS),
        "GET /api/v1/rounds/{round_id}/assignments": by_token(READERS),
        "GET /api/v1/rounds/{round_id}/answers": by_token(READERS),
        "GET /api/v1/schemas/{name}": ANYBODY,
        # signing in and out
        "GET /desk": ANYBODY,
        "GET /desk/sign-in": ANYBODY,
        "POST /desk/sign-in": ANYBODY,
        "GET /desk/sign-in/code": ANYBODY,
        "POST /desk/sign-in/code": ANYBODY,
        "GET /desk/sign-in/service": ANYBODY,
        "GET /desk/sign-in/service/back": ANYBODY,
        "POST /desk/sign-out": STAFF,
        # one's own account
        "GET /desk/account": STAFF,
        "POST /desk/account/password": STAFF,
        "POST /desk/account/sessions": STAFF,
        "GET /desk/account/second-factor": STAFF,
        "POST /desk/account/second-factor": STAFF,
        "POST /desk/account/second-factor/remove": STAFF,
        # rounds
        "GET /desk/rounds": STAFF,
        f"GET {_ROUND}": STAFF,
        # planning a round and its links
        "GET /desk/rounds/new": KEEPERS,
        "POST /desk/rounds/new": KEEPERS,
        f"GET {_ROUND}/plan": KEEPERS,
        f"POST {_ROUND}/plan": KEEPERS,
        f"POST {_ROUND}/plan/take-back": KEEPERS,
        f"POST {_ROUND}/plan/close": KEEPERS,
        f"POST {_ROUND}/plan/remove": KEEPERS,
        f"GET {_ROUND}/links": KEEPERS,
        f"POST {_ROUND}/links": KEEPERS,
        f"POST {_ROUND}/links/undo": KEEPERS,
        f"POST {_ROUND}/links/{{slug}}": KEEPERS,
        f"GET {_ROUND}/links/{{slug}}/poster.pdf": TYPISTS,
        f"GET {_ROUND}/links/{{slug}}/slide": TYPISTS,
        f"POST {_ROUND}/links/{{slug}}/cards": KEEPERS,
        # events and their feedback
        f"GET {_ROUND}/events": HOSTS,
        f"POST {_ROUND}/events": TYPISTS,
        f"GET {_ROUND}/events/results": HOSTS,
        f"POST {_ROUND}/events/{{slug}}": TYPISTS,
        f"GET {_ROUND}/invitations": KEEPERS,
        f"POST {_ROUND}/invitations": KEEPERS,
        f"POST {_ROUND}/invitations/bounced": KEEPERS,
        f"POST {_ROUND}/invitations/{{mailing_id}}": KEEPERS,
        f"GET {_ROUND}/interview": TYPISTS,
        f"POST {_ROUND}/interview": TYPISTS,
        f"GET {_ROUND}/import": TYPISTS,
        f"POST {_ROUND}/import": TYPISTS,
        f"POST {_ROUND}/import/file": TYPISTS,
        f"GET {_ROUND}/workshop": TYPISTS,
        f"POST {_ROUND}/workshop": TYPISTS,
        f"GET {_ROUND}/workshop/{{slug}}": TYPISTS,
        f"POST {_ROUND}/workshop/{{slug}}": TYPISTS,
        f"GET {_ROUND}/workshop/{{slug}}/board.pdf": TYPISTS,
        # surveys and their drafts
        "GET /desk/surveys": KEEPERS,
        f"GET {_VERSION}": KEEPERS,
        f"GET {_VERSION}/look": KEEPERS,
        f"GET {_VERSION}/page": KEEPERS,
        f"POST {_VERSION}/copy": KEEPERS,
        f"GET {_DRAFT}": KEEPERS,
        f"POST {_DRAFT}": KEEPERS,
        f"POST {_DRAFT}/check": KEEPERS,
        f"POST {_DRAFT}/undo": KEEPERS,
        f"POST {_DRAFT}/remove": KEEPERS,
        f"GET {_DRAFT}/look": KEEPERS,
        f"GET {_DRAFT}/page": KEEPERS,
        f"GET {_DRAFT}/publish": KEEPERS,
        f"POST {_DRAFT}/publish": KEEPERS,
        f"POST {_DRAFT}/trial": KEEPERS,
        f"POST {_DRAFT}/trial/close": KEEPERS,
        # themes and files
        f"GET {_ROUND}/themes": READERS,
        f"GET {_ROUND}/themes/quotes": READERS,
        f"POST {_ROUND}/themes/quotes": READERS,
        f"GET {_ROUND}/compare": READERS,
        f"GET {_ROUND}/waves": READERS,
        f"POST {_ROUND}/waves/next": KEEPERS,
        f"POST {_ROUND}/waves/end": KEEPERS,
        f"GET {_ROUND}/mapping": READERS,
        f"GET {_ROUND}/compare/case": READERS,
        f"POST {_ROUND}/compare/case": READERS,
        f"GET {_ROUND}/themes/work": READERS,
        f"POST {_ROUND}/themes/work": READERS,
        f"GET {_ROUND}/themes/work/history": READERS,
        f"GET {_ROUND}/themes/work/news": READERS,
        f"GET {_ROUND}/themes/work/split": READERS,
        f"GET {_ROUND}/themes/work/sample": READERS,
        f"POST {_ROUND}/themes/work/sample": READERS,
        f"GET {_ROUND}/hide": READERS,
        f"POST {_ROUND}/hide": READERS,
        f"POST {_ROUND}/miss": READERS,
        f"GET {_ROUND}/hand-over": READERS,
        f"POST {_ROUND}/hand-over": READERS,
        f"POST {_ROUND}/analyse": READERS,
        f"POST {_ROUND}/analyse/stop": READERS,
        f"GET {_ROUND}/export": READERS,
        f"POST {_ROUND}/files": READERS,
        f"GET {_ROUND}/files/{{file_id}}": READERS,
        f"GET {_ROUND}/files/{{file_id}}/take": READERS,
        f"GET {_ROUND}/rows": READERS,
        f"POST {_ROUND}/rows": READERS,
        # warning signs
        "GET /desk/triage": OFFICERS,
        "GET /desk/triage/keys": OFFICERS,
        "POST /desk/triage/keys": OFFICERS,
        "GET /desk/triage/{case_id}": OFFICERS,
        "POST /desk/triage/{case_id}/open": OFFICERS,
        "POST /desk/triage/{case_id}/decide": OFFICERS,
        # what was set aside, and test answers
        f"GET {_ROUND}/aside": READERS,
        f"POST {_ROUND}/aside": READERS,
        # law, retention and the log
        "GET /desk/audit": KEEPERS,
        f"GET {_ROUND}/law": KEEPERS,
        f"POST {_ROUND}/law/decision": KEEPERS,
        f"POST {_ROUND}/law/checklist": KEEPERS,
        f"POST {_ROUND}/law/open": KEEPERS,
        f"POST {_ROUND}/law/purge": KEEPERS,
        f"GET {_ROUND}/officers": KEEPERS,
        f"POST {_ROUND}/officers": KEEPERS,
        f"GET {_ROUND}/law/protocol": KEEPERS,
        f"GET {_ROUND}/law/papers": KEEPERS,
        f"GET {_ROUND}/law/copy": KEEPERS,
        f"POST {_ROUND}/law/copy": KEEPERS,
        f"POST {_ROUND}/law/copy/file": KEEPERS,
        # what those who answered are told
        f"GET {_ROUND}/reply": KEEPERS,
        f"POST {_ROUND}/reply/promise": KEEPERS,
        f"POST {_ROUND}/reply/plan": KEEPERS,
        f"GET {_ROUND}/reply/words": KEEPERS,
        f"POST {_ROUND}/reply/words": KEEPERS,
        f"GET {_ROUND}/reply/publish": KEEPERS,
        f"POST {_ROUND}/reply/publish": KEEPERS,
        f"GET {_ROUND}/reply/preview": KEEPERS,
        f"POST {_ROUND}/reply/again": KEEPERS,
        f"POST {_ROUND}/reply/down": KEEPERS,
        # paper
        f"GET {_ROUND}/paper.pdf": STAFF,
        f"GET {_ROUND}/paper": TYPISTS,
        f"POST {_ROUND}/paper": TYPISTS,
        f"POST {_ROUND}/paper/door": TYPISTS,
    }
)


def enforce(connection: AnyConnection, _: BaseRouteHandler) -> None:
    """The one guard: let a role through where the route's row names it."""
    scope = connection.scope
    if scope["type"] != ScopeType.HTTP:
        raise PermissionDeniedException("nothing is open to web sockets")
    if asks_for_methods(connection):
        return
    rule = POLICY[f"{scope['method']} {scope['path_template']}"]
    if rule.way != "open" and not rule.lets(connection.user.role):
        raise PermissionDeniedException("this role may not do that")


def asks_for_methods(connection: AnyConnection) -> bool:
    """Whether a request is OPTIONS, whose answer says which methods there are and nothing else."""
    scope = connection.scope
    return scope["type"] == ScopeType.HTTP and scope["method"] == "OPTIONS"


def may(role: Role | None, action: str) -> bool:
    """Whether a page should offer a role this action, named as in the table."""
    rule = POLICY[action]
    return rule.way == "open" if role is None else rule.lets(role)


def require_rows(app: Litestar) -> None:
    """Refuse to start with a route that has no row, or whose sign-in is not what its row says."""
    for action, handler in handlers(app):
        rule = POLICY.get(action)
        if rule is None:
            raise ImproperlyConfiguredException(f"web/policy.py has no row for {action}")
        skips_sign_in = bool(handler.opt.get("exclude_from_auth"))
        if action.partition(" /")[2].startswith("desk") and skips_sign_in != (rule.way == "open"):
            raise ImproperlyConfiguredException(f"{action} skips sign-in against its row")


def handlers(app: Litestar) -> Iterable[tuple[str, BaseRouteHandler]]:
    """Every route of an app, as the table names it, with what answers it."""
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            raise ImproperlyConfiguredException(f"{route.path} is no route that a row can rule")
        for method, (handler, _) in route.route_handler_map.items():
            if method != "OPTIONS":
                yield f"{method} {route.path_format}", handler
