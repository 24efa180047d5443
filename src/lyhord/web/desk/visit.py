"""One visit at the desk: who comes, in which language, and how a page is given back."""

from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import MediaType, Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import SkipValidation
from markupsafe import Markup
from msgspec import Struct

from lyhord.settings import Settings
from lyhord.storage.accounts import Account
from lyhord.storage.database import Database
from lyhord.storage.rounds import Round
from lyhord.web import negotiation, policy
from lyhord.web.catalogue import own_name
from lyhord.web.desk.form_tokens import token_of
from lyhord.web.desk.wording import ROLES, STATES, Wording
from lyhord.web.exchange import AnyRequest
from lyhord.web.rendering import Renderer
from lyhord.web.security import START, database_of

LANGUAGES = ("sv", "en")
FILES = "/static"


class LanguageChoice(Struct, frozen=True, kw_only=True):
    """A link to the same page in a language, named in that language."""

    language: str
    name: str
    href: str
    is_current: bool


class Fact(Struct, frozen=True, kw_only=True):
    """A name and what it is."""

    name: str
    value: str


class RoundHead(Struct, frozen=True, kw_only=True):
    """The round that a page is about, as the bar on top shows it."""

    name: str
    address: str
    state: str
    state_name: str
    may_read_themes: bool
    may_keep_law: bool
    may_plan: bool
    may_make_links: bool
    may_reply: bool
    may_read_events: bool


class Frame(Struct, frozen=True, kw_only=True):
    """What every page shows around its content."""

    account: Account | None
    role: str
    token: Markup
    here: str
    may_triage: bool
    round: RoundHead | None
    languages: tuple[LanguageChoice, ...]
    may_read_log: bool
    may_read_surveys: bool
    files: str = FILES


class Visit(Struct, frozen=True, kw_only=True):
    """A request at the desk, with what is needed to answer it as a page."""

    request: AnyRequest
    renderer: Renderer
    wording: Wording
    settings: Settings

    @property
    def base_url(self) -> str:
        """Where people reach the service."""
        return self.settings.address

    @property
    def timezone(self) -> str:
        """When a day begins and ends here."""
        return self.settings.timezone

    @property
    def needs_second_factor(self) -> bool:
        """Whether the visitor's role has to show one."""
        return self.account.role in self.settings.second_factor.split()

    def municipality(self, wanted: str) -> str:
        """The name of a municipality of this place."""
        place = self.renderer.place
        known = {each.id: each.text for each in place.municipalities} if place else {}
        return known.get(wanted, wanted)

    @property
    def language(self) -> str:
        """The language that the page speaks."""
        return self.wording.say.language

    @property
    def database(self) -> Database:
        """The database, with what the visitor may see; before signing in, no answer at all."""
        database = database_of(self.request.app)
        return database.seeing(self._known.municipalities) if self._known else database

    @property
    def account(self) -> Account:
        """Who is signed in; only behind the session."""
        return self.request.user

    @property
    def sees_all(self) -> bool:
        """Whether the visitor works for every municipality."""
        return not self.account.municipalities

    def require_all(self) -> None:
        """Show nothing to whoever works for some municipalities only: it is everybody's."""
        if not self.sees_all:
            raise NotFoundException

    @property
    def may_name_officers(self) -> bool:
        """Whether the visitor can say here who answers for a round's warning signs."""
        may = self.may("POST /desk/rounds/{round_id}/officers")
        return may and self.sees_all and self.database.has("officer")

    @property
    def today(self) -> date:
        """The day where the service stands."""
        return datetime.now(ZoneInfo(self.timezone)).date()

    @property
    def is_by_script(self) -> bool:
        """Whether the page's own script asks, for the part that changes."""
        return self.request.headers.get("HX-Request") == "true"

    def may(self, action: str) -> bool:
        """Whether the visitor may do what the table of rules names so."""
        return policy.may(self._known.role if self._known else None, action)

    def frame(self, here: str = "", round_: Round | None = None) -> Frame:
        """What stands around a page that is `here`, about a round."""
        account = self._known
        return Frame(
            account=account,
            role=self.wording.say(ROLES[account.role]) if account else "",
            token=self._token(),
            here=here,
            may_triage=account is not None
            and self.may("GET /desk/triage")
            and self.database.has("officer"),
            round=None if round_ is None else self._head(round_),
            languages=self._languages(),
            may_read_surveys=self.may("GET /desk/surveys"),
            may_read_log=self.may("GET /desk/audit") and self.sees_all,
        )

    def page(
        self,
        template: str,
        page: object,
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response[str]:
        """Fill a template; nothing of it may be kept by a browser or between."""
        html = self.renderer.render(f"desk/{template}", language=self.language, page=page)
        return Response(
            html,
            media_type=MediaType.HTML,
            status_code=status,
            headers={"Content-Language": self.language} | (headers or {}),
        )

    @property
    def _known(self) -> Account | None:
        return self.account if "user" in self.request.scope else None

    def _token(self) -> Markup:
        token = token_of(self.request)
        return Markup('<input type="hidden" name="_csrf_token" value="{}">').format(token)

    def _head(self, round_: Round) -> RoundHead:
        return RoundHead(
            name=round_.name,
            address=address_of(round_.round_id),
            state=round_.state,
            state_name=self.wording.say(STATES[round_.state]),
            may_read_themes=self.may("GET /desk/rounds/{round_id}/themes"),
            may_keep_law=self.may("GET /desk/rounds/{round_id}/law"),
            may_plan=self.may("GET /desk/rounds/{round_id}/plan") and self.sees_all,
            may_make_links=self.may("GET /desk/rounds/{round_id}/links"),
            may_reply=self.may("GET /desk/rounds/{round_id}/reply") and self.sees_all,
            may_read_events=self.may("GET /desk/rounds/{round_id}/events"),
        )

    def _languages(self) -> tuple[LanguageChoice, ...]:
        query = [
            (name, value)
            for name, value in self.request.query_params.multi_items()
            if name != "lang"
        ]
        return tuple(
            LanguageChoice(
                language=language,
                name=own_name(language),
                href="?" + urlencode([*query, ("lang", language)]),
                is_current=language == self.language,
            )
            for language in LANGUAGES
        )


VisitDependency = NamedDependency[SkipValidation[Visit]]


def visit_of(request: AnyRequest, renderer: Renderer, settings: Settings) -> Visit:
    """Begin a visit; a language that was asked for by name is kept in the session."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES and request.session:
        request.session["language"] = asked
    language = negotiation.language(
        asked if asked in LANGUAGES else request.session.get("language"),
        request.headers.get("accept-language", ""),
        LANGUAGES,
    )
    return Visit(
        request=request,
        renderer=renderer,
        wording=Wording(renderer.catalogues.of(language)),
        settings=settings,
    )


def address_of(round_id: UUID) -> str:
    """Where the pages of a round begin."""
    return f"{START}/{round_id}"
