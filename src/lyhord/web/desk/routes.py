"""The desk's routes, and what stands before all of them; the pages are in the modules beside."""

from litestar import Router, get
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.exceptions import NotAuthorizedException
from litestar.response import Redirect

from lyhord.errors import SettingsError
from lyhord.privacy.lockers import Locker
from lyhord.privacy.passwords import Passwords
from lyhord.settings import Settings
from lyhord.web import policy
from lyhord.web.desk.aside import show_aside, weigh
from lyhord.web.desk.audit import show_audit
from lyhord.web.desk.case import save_case, show_case
from lyhord.web.desk.comparing import show_comparison
from lyhord.web.desk.copying import give_copy, keep_copy, show_copy
from lyhord.web.desk.doorkeeping import Doorkeeper
from lyhord.web.desk.events import make_event, show_events, show_series, shut_event
from lyhord.web.desk.exporting import export
from lyhord.web.desk.files import ask_file, show_file, take_file
from lyhord.web.desk.form_tokens import StaleFormException, refuse_stale
from lyhord.web.desk.handing import hand_over, show_handing
from lyhord.web.desk.hiding import hide_words, report_a_miss, show_hiding
from lyhord.web.desk.importing import look_or_store, read_file, show_import
from lyhord.web.desk.interview import look_or_store as take_interview
from lyhord.web.desk.interview import show_interview
from lyhord.web.desk.invitations import (
    change_mailing,
    look_or_send,
    show_invitations,
    take_bounced,
)
from lyhord.web.desk.law import decide, open_round, papers, protocol, purge, show_law, tick
from lyhord.web.desk.links import change_link, make_links, show_links, undo_links
from lyhord.web.desk.looking import Preview
from lyhord.web.desk.mapping import show_mapping
from lyhord.web.desk.officers import name_officers, show_officers
from lyhord.web.desk.overview import show_round
from lyhord.web.desk.own_account import change_password, end_sessions, show_account
from lyhord.web.desk.paper import open_paper_door, print_questions, show_paper, type_in
from lyhord.web.desk.planning import (
    change_round,
    close_round,
    create_round,
    remove_round,
    show_new_round,
    show_plan,
    take_back,
)
from lyhord.web.desk.posters import print_cards, print_poster, print_slide
from lyhord.web.desk.quotes import decide_quotes, show_quotes
from lyhord.web.desk.reply import plan, promise, publish_again, show_reply, take_down
from lyhord.web.desk.reply_publishing import preview, publish, show_publishing
from lyhord.web.desk.reply_words import show_words, write_words
from lyhord.web.desk.rounds import show_rounds
from lyhord.web.desk.rows import show_rows, take_rows
from lyhord.web.desk.runs import analyse, stop_analysis
from lyhord.web.desk.second_factor import (
    remove_second_factor,
    set_second_factor,
    show_second_factor,
)
from lyhord.web.desk.signing_in import give_code, show_code, show_sign_in, sign_in, sign_out
from lyhord.web.desk.survey_routes import survey_routes
from lyhord.web.desk.themes import show_themes
from lyhord.web.desk.through_service import PURPOSE, come_back, go_to_service
from lyhord.web.desk.triage import triage_routes
from lyhord.web.desk.visit import Visit, visit_of
from lyhord.web.desk.vouching import SignInService
from lyhord.web.desk.waves import end_waves, plan_next_wave, show_waves
from lyhord.web.desk.work import do_work, show_work
from lyhord.web.desk.work_history import show_history
from lyhord.web.desk.work_news import show_news
from lyhord.web.desk.work_sample import do_sample, show_sample
from lyhord.web.desk.work_split import show_split
from lyhord.web.desk.workshop import act_on_board, open_board, print_board, show_board, show_boards
from lyhord.web.exchange import AnyRequest
from lyhord.web.rendering import Renderer
from lyhord.web.security import (
    DESK,
    SERVICE_BACK,
    START,
    SecondFactorMissingException,
    middleware,
    second_factor_guard,
    secret_of,
    to_second_factor,
    to_sign_in,
)


@get(DESK, exclude_from_auth=True)
async def to_start() -> Redirect:
    """Lead the bare address to the start page."""
    return Redirect(START, status_code=303)


STAFF = (
    *(to_start, show_sign_in, sign_in, show_code, give_code, go_to_service, come_back, sign_out),
    *(show_account, change_password, end_sessions),
    *(show_second_factor, set_second_factor, remove_second_factor),
    *(show_officers, name_officers, show_audit),
)
ROUNDS = (
    *(show_rounds, show_new_round, create_round, show_round, show_plan, change_round),
    *(open_round, take_back, close_round, remove_round, purge),
    *(show_waves, plan_next_wave, end_waves),
    *(show_law, decide, tick, protocol, papers),
    *(show_copy, keep_copy, give_copy),
)
WAYS_IN = (
    *(show_links, make_links, undo_links, change_link, print_poster, print_cards, print_slide),
    *(show_events, make_event, show_series, shut_event),
    *(show_invitations, look_or_send, take_bounced, change_mailing),
    *(show_import, read_file, look_or_store, show_interview, take_interview),
    *(show_boards, open_board, show_board, act_on_board, print_board),
    *(print_questions, show_paper, open_paper_door, type_in),
)
RESULTS = (
    *(show_aside, weigh, show_themes, show_quotes, decide_quotes, show_comparison),
    *(show_mapping, show_case, save_case),
    *(export, ask_file, show_file, take_file, show_rows, take_rows),
)
WORK = (
    *(analyse, stop_analysis, show_work, show_split, do_work, show_history, show_news),
    *(show_sample, do_sample, show_hiding, hide_words, report_a_miss, show_handing, hand_over),
)
REPLY = (
    *(show_reply, promise, plan, show_words, write_words),
    *(show_publishing, publish, preview, publish_again, take_down),
)


def desk_router(settings: Settings, renderer: Renderer, previews: Preview) -> Router:
    """The staff pages; the app's lifespan must put the open `Database` into `app.state`."""
    return Router(
        path="/",
        route_handlers=[
            *(*STAFF, *ROUNDS, *survey_routes, *WAYS_IN),
            *(*RESULTS, *WORK, *REPLY, *triage_routes),
        ],
        guards=[policy.enforce, second_factor_guard(settings)],
        middleware=middleware(settings),
        dependencies=_provided(settings, renderer, previews),
        exception_handlers={
            NotAuthorizedException: to_sign_in,
            SecondFactorMissingException: to_second_factor,
            StaleFormException: refuse_stale(renderer),
        },
        cache_control=CacheControlHeader.prevent_storing(),
        include_in_schema=False,
    )


def _provided(settings: Settings, renderer: Renderer, previews: Preview) -> dict[str, Provide]:
    """What the pages ask for by name."""
    doorkeeper = Doorkeeper(Passwords(), secret_of(settings))
    locker = Locker(secret_of(settings), PURPOSE)
    service = _service(settings)

    def provide_visit(request: AnyRequest) -> Visit:
        return visit_of(request, renderer, settings)

    return {
        "visit": Provide(provide_visit, sync_to_thread=False),
        "preview": Provide(lambda: previews, sync_to_thread=False),
        "place_id": Provide(lambda: settings.place, sync_to_thread=False),
        "service": Provide(lambda: service, sync_to_thread=False),
        "service_locker": Provide(lambda: locker, sync_to_thread=False),
        "doorkeeper": Provide(lambda: doorkeeper, sync_to_thread=False),
        "has_notices": Provide(lambda: settings.has_notices, sync_to_thread=False),
    }


def _service(settings: Settings) -> SignInService | None:
    """The sign-in service of a municipality, where there is one."""
    if settings.oidc_issuer:
        return SignInService(settings, back=f"{settings.address}{SERVICE_BACK}")
    if not settings.local_passwords:
        raise SettingsError("LYHORD_LOCAL_PASSWORDS is off, and there is no LYHORD_OIDC_ISSUER")
    return None
