"""A sign-in service (OpenID Connect): where it sends people, and what it vouches for afterwards.

The code flow with PKCE, state and nonce. The ID token is checked for its signature, issuer,
audience, time and nonce before anything in it is believed.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Awaitable, Mapping
from typing import Annotated
from urllib.parse import urlencode, urlsplit

import httpx
import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from msgspec import Meta, Struct

from lyhord.errors import SettingsError
from lyhord.settings import Settings
from lyhord.storage.accounts import Role

ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "EdDSA", "RS384", "RS512"]
SECONDS = 10.0
VISIT_SECONDS = 10 * 60
LEEWAY = 60
OURSELVES = {"127.0.0.1", "localhost", "::1"}


class ServiceError(Exception):
    """The service could not be reached, or what it said is not to be believed."""


class Addresses(Struct, frozen=True):
    """Where the service says that its parts are."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""


class Visit(Struct, frozen=True, kw_only=True):
    """What is remembered while somebody is at the service."""

    state: str
    nonce: str
    verifier: str
    next: str
    until: float


class Person(Struct, frozen=True, kw_only=True):
    """Somebody whom the service vouches for."""

    subject: str
    email: str
    groups: tuple[str, ...]


class Standing(Struct, frozen=True, kw_only=True):
    """What a group may do, and where."""

    role: Role
    municipalities: tuple[str, ...] = ()


class _Tokens(Struct, frozen=True):
    id_token: str
    access_token: str = ""


class _Claims(Struct, frozen=True):
    sub: Annotated[str, Meta(min_length=1, max_length=255)]
    email: Annotated[str, Meta(max_length=320)] = ""
    preferred_username: Annotated[str, Meta(max_length=320)] = ""


class _Keys(Struct, frozen=True):
    keys: list[dict[str, str | list[str]]]


class SignInService:
    """One service, as the settings name it."""

    def __init__(self, settings: Settings, *, back: str) -> None:
        if not settings.oidc_client_id:
            raise SettingsError("LYHORD_OIDC_ISSUER needs LYHORD_OIDC_CLIENT_ID beside it")
        self.issuer = settings.oidc_issuer.rstrip("/")
        if not _is_private(self.issuer):
            raise SettingsError(f"LYHORD_OIDC_ISSUER needs https://, and is {self.issuer}")
        self.standings = standings(settings.oidc_groups)
        self._claim = settings.oidc_groups_claim
        self._client = settings.oidc_client_id
        self._secret = settings.oidc_client_secret
        self._back = back

    async def send_away(self, next_: str) -> tuple[str, Visit]:
        """The address to send somebody to, and what to remember of it."""
        visit = Visit(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            next=next_,
            until=time.time() + VISIT_SECONDS,
        )
        async with httpx.AsyncClient(timeout=SECONDS) as http:
            addresses = await self._addresses(http)
        query = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": self._back,
            "scope": "openid email profile",
            "state": visit.state,
            "nonce": visit.nonce,
            "code_challenge": _challenge(visit.verifier),
            "code_challenge_method": "S256",
        }
        join = "&" if urlsplit(addresses.authorization_endpoint).query else "?"
        return f"{addresses.authorization_endpoint}{join}{urlencode(query)}", visit

    async def vouched(self, code: str, visit: Visit) -> Person:
        """Whom the service vouches for with a code; raises `ServiceError`."""
        async with httpx.AsyncClient(timeout=SECONDS) as http:
            addresses = await self._addresses(http)
            tokens = await self._exchanged(http, addresses, code, visit)
            keys = await _asked(http.get(addresses.jwks_uri))
            claims = self._believed(tokens.id_token, keys, visit.nonce)
            if self._claim not in claims and addresses.userinfo_endpoint:
                claims = await _told(http, addresses, tokens, claims) | claims
        return self._person(claims)

    def standing(self, person: Person) -> Standing | None:
        """What the first group of the settings that somebody is in may do; none without one."""
        for group, standing in self.standings:
            if group in person.groups:
                return standing
        return None

    async def _addresses(self, http: httpx.AsyncClient) -> Addresses:
        found = await _asked(http.get(f"{self.issuer}/.well-known/openid-configuration"))
        try:
            addresses = msgspec.convert(found, Addresses)
        except msgspec.ValidationError as error:
            raise ServiceError("the service does not say where its parts are") from error
        if addresses.issuer.rstrip("/") != self.issuer:
            raise ServiceError("the service says that it is another one")
        if not all(
            _is_private(each)
            for each in (
                addresses.authorization_endpoint,
                addresses.token_endpoint,
                addresses.jwks_uri,
                addresses.userinfo_endpoint or self.issuer,
            )
        ):
            raise ServiceError("a part of the service has an address without https://")
        return addresses

    async def _exchanged(
        self, http: httpx.AsyncClient, addresses: Addresses, code: str, visit: Visit
    ) -> _Tokens:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "client_id": self._client,
            "code_verifier": visit.verifier,
        }
        auth = httpx.BasicAuth(self._client, self._secret) if self._secret else httpx.Auth()
        given = await _asked(http.post(addresses.token_endpoint, data=form, auth=auth))
        try:
            return msgspec.convert(given, _Tokens)
        except msgspec.ValidationError as error:
            raise ServiceError("the service gave no ID token") from error

    def _believed(self, id_token: str, keys: object, nonce: str) -> dict[str, object]:
        try:
            known = KeySet.import_key_set({"keys": msgspec.convert(keys, _Keys).keys})
            claims = jwt.decode(id_token, known, algorithms=ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self._client},
                exp={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError) as error:
            raise ServiceError("the service's ID token is not to be believed") from error
        return claims

    def _person(self, claims: Mapping[str, object]) -> Person:
        try:
            said = msgspec.convert(claims, _Claims)
            groups = msgspec.convert(claims.get(self._claim, ()), tuple[str, ...] | str)
        except msgspec.ValidationError as error:
            raise ServiceError("the service tells of a person in a way of its own") from error
        email = said.email or said.preferred_username
        if not email:
            raise ServiceError("the service gives no e-mail address")
        names = (groups,) if isinstance(groups, str) else groups
        return Person(subject=f"{self.issuer} {said.sub}", email=email, groups=names)


def standings(text: str) -> tuple[tuple[str, Standing], ...]:
    """Read `group=role:municipality,municipality` with spaces between; the first match counts."""
    read: list[tuple[str, Standing]] = []
    for part in text.split():
        group, _, standing = part.partition("=")
        role, _, places = standing.partition(":")
        try:
            known = msgspec.convert(role, Role)
        except msgspec.ValidationError as error:
            raise SettingsError(f"LYHORD_OIDC_GROUPS: {part} names no role") from error
        municipalities = tuple(places.split(",")) if places else ()
        read.append((group, Standing(role=known, municipalities=municipalities)))
    return tuple(read)


async def _told(
    http: httpx.AsyncClient, addresses: Addresses, tokens: _Tokens, claims: Mapping[str, object]
) -> dict[str, object]:
    """What the service tells of a person beside the token; nothing of somebody else."""
    headers = {"Authorization": f"Bearer {tokens.access_token}"}
    told = await _asked(http.get(addresses.userinfo_endpoint, headers=headers))
    return told if told.get("sub") == claims.get("sub") else {}


async def _asked(asking: Awaitable[httpx.Response]) -> dict[str, object]:
    """A JSON object from the service, or `ServiceError`."""
    try:
        answer = (await asking).raise_for_status()
        return msgspec.json.decode(answer.content, type=dict[str, object])
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ServiceError("the service does not answer as it should") from error


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _is_private(address: str) -> bool:
    """Whether nobody between can read along; on this machine nobody is between."""
    url = urlsplit(address)
    return url.scheme == "https" or (url.scheme == "http" and url.hostname in OURSELVES)
