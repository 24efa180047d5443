"""What was done, in words: actions, what stands beside them, and how a chain breaks."""

from collections.abc import Mapping

from lyhord.exports.law.documents import words_in
from lyhord.storage.audit import Details
from lyhord.web.catalogue import Catalogue, mark
from lyhord.web.desk.hiding_page import KINDS
from lyhord.web.desk.links_page import STATES
from lyhord.web.desk.triage_page import LEVELS, OUTCOMES
from lyhord.web.desk.wording import ROLES

ACTIONS: Mapping[str, str] = {
    "account_added": mark("Account added"),
    "account_removed": mark("Account removed"),
    "account_vouched_for": mark("Role given by the sign-in service"),
    "addresses_purged": mark("Addresses of invitations destroyed"),
    "analysis_failed": mark("Analysis failed"),
    "analysis_finished": mark("Analysis finished"),
    "analysis_started": mark("Analysis started"),
    "case_decided": mark("Case decided"),
    "case_escalated": mark("Case passed on to the deputy"),
    "case_not_opened": mark("Case not opened: wrong passphrase"),
    "case_opened": mark("Original of a case opened"),
    "codebook_changed": mark("Codebook changed"),
    "codebook_opened": mark("Codebook opened"),
    "codebook_used": mark("Codebook put to use"),
    "board_changed": mark("Notes of a board put in order"),
    "codes_made": mark("Codes made"),
    "collector_created": mark("Link made"),
    "event_created": mark("Event made"),
    "collector_removed": mark("Link removed"),
    "collector_set": mark("Link opened, paused or closed"),
    "copy_made": mark("Copy made for disclosure"),
    "factor_removed": mark("Second factor removed"),
    "factor_reset": mark("Second factor reset"),
    "factor_set": mark("Second factor set"),
    "instrument_published": mark("Questions published"),
    "invitations_bounced": mark("Letters that came back"),
    "invitations_cancelled": mark("Mailing cancelled"),
    "invitations_paused": mark("Mailing paused"),
    "invitations_queued": mark("Invitations sent"),
    "invitations_reminded": mark("Reminder sent"),
    "invitations_sending": mark("Mailing gone on with"),
    "journey_case_written": mark("Fictive case written"),
    "key_copied": mark("Officers' key given to one more"),
    "key_created": mark("Officers' key made"),
    "key_removed": mark("Officers' key taken from somebody"),
    "key_rotated": mark("Officers' key replaced"),
    "miss_reported": mark("Miss of the hiding reported"),
    "officers_changed": mark("Officers changed"),
    "password_set": mark("Password set"),
    "place_changed": mark("Place changed"),
    "quotes_approved": mark("Quotes approved"),
    "quotes_reconsidered": mark("Decision on quotes taken back"),
    "quotes_refused": mark("Proposed quotes refused"),
    "recovery_code_used": mark("Recovery code used"),
    "reply_published": mark("You said – we do: published"),
    "reply_taken_down": mark("You said – we do: taken down"),
    "reply_written": mark("You said – we do: written"),
    "report_exported": mark("Report taken out"),
    "requirement_ticked": mark("Requirement ticked"),
    "requirement_unticked": mark("Tick taken away"),
    "results_promised": mark("Day of the results promised"),
    "role_set": mark("Role changed"),
    "round_changed": mark("Round planned anew"),
    "round_closed": mark("Round closed"),
    "round_created": mark("Round created"),
    "wave_planned": mark("Follow-up planned"),
    "series_ended": mark("Follow-up ended"),
    "round_decided": mark("Round decided on"),
    "round_discarded": mark("Draft of a round removed"),
    "round_locked": mark("Round locked"),
    "round_opened": mark("Round opened"),
    "round_purged": mark("Round purged"),
    "round_taken_back": mark("Round taken back to a draft"),
    "sample_drawn": mark("Sample drawn to be coded twice"),
    "survey_copied": mark("Survey copied into a draft"),
    "survey_draft_removed": mark("Draft of a survey removed"),
    "survey_draft_saved": mark("Draft of a survey saved"),
    "survey_trial_closed": mark("Trial link of a survey closed"),
    "survey_trial_opened": mark("Trial link of a survey made"),
    "set_aside_weighed": mark("Set aside answers read"),
    "sign_in_refused": mark("Sign-in refused"),
    "signed_in": mark("Signed in"),
    "signed_out": mark("Signed out"),
    "statement_hidden": mark("More hidden in a text"),
    "statement_released": mark("Text no longer withheld"),
    "statement_withheld": mark("Text decided on for disclosure"),
    "text_handed_over": mark("Text sent to the safeguarding officer"),
    "token_created": mark("Token made"),
    "token_revoked": mark("Token taken back"),
}
# who did something, where that is no account
ACTORS: Mapping[str, str] = {
    "command line": mark("the command line"),
    "unknown": mark("somebody unknown"),
    "worker": mark("the service itself"),
}
DETAILS: Mapping[str, str] = {
    "act": mark("change"),
    "approval": mark("ethical approval"),
    "all": mark("all of them"),
    "count": mark("count"),
    "deputy": mark("deputy"),
    "door": mark("link"),
    "due_on": mark("by the day"),
    "format": mark("format"),
    "holder": mark("holder"),
    "kind": mark("kind"),
    "lapsed": mark("lacked"),
    "level": mark("level"),
    "mailing": mark("mailing"),
    "missed": mark("missed by the machine"),
    "municipalities": mark("municipalities"),
    "officer": mark("officer"),
    "originals_days": mark("days for originals"),
    "outcome": mark("decision"),
    "owner": mark("who answers for it"),
    "part": mark("part"),
    "purge": mark("protocol"),
    "reason": mark("ground"),
    "reference": mark("reference number"),
    "registrations_days": mark("days for registrations"),
    "requirement": mark("requirement"),
    "revision": mark("revision"),
    "role": mark("role"),
    "run": mark("analysis"),
    "state": mark("state"),
    "statements_days": mark("days for answers"),
    "texts": mark("texts"),
    "unseen": mark("looked at by nobody"),
    "verdict": mark("decision"),
    "version": mark("version"),
    "way": mark("way"),
    "why": mark("why"),
    "withheld": mark("withheld"),
}
# why somebody was not let in
REFUSED: Mapping[str, str] = {
    "password": mark("wrong password, or no such account"),
    "code": mark("wrong code of the second factor"),
    "token": mark("no such token"),
    "locked": mark("tried too often, had to wait"),
    "visit": mark("came back from the sign-in service without having gone there, or too late"),
    "denied": mark("the sign-in service let nobody in"),
    "service": mark("the sign-in service did not vouch for anybody"),
    "group": mark("in no group that works here"),
    "address": mark("the address belongs to another account"),
}
WAYS: Mapping[str, str] = {
    "password": mark("password"),
    "second factor": mark("second factor"),
    "sign-in service": mark("sign-in service"),
}
VERDICTS: Mapping[str, str] = {"counted": mark("counted"), "left_out": mark("left out")}
LACKED: Mapping[str, str] = {
    "dates": mark("its last day has passed"),
    "officer": mark("officer"),
    "deputy": mark("deputy"),
}
YES_NO: Mapping[str, str] = {"True": mark("yes"), "False": mark("no")}
# what may be decided about a text that is asked for as an official record
GROUNDS: Mapping[str, str] = {
    "released": mark("May be given out"),
    "social": mark("Withheld: social services (OSL 26:1)"),
    "school": mark("Withheld: school or student health (OSL 23:2)"),
    "health": mark("Withheld: health care (OSL 25:1)"),
    "recognisable": mark("Withheld: somebody can be recognised (OSL 21:7)"),
    "other": mark("Withheld: another ground"),
}
CHAIN: Mapping[str, str] = {
    "changed": mark("The chain breaks at %(place)s: that entry was changed afterwards."),
    "missing": mark("The chain breaks at %(place)s: an entry is missing there."),
    "unlinked": mark("The chain breaks at %(place)s: an entry was put in past it."),
    "cut": mark("The chain breaks at %(place)s: its end is not where it was."),
}


BOARD_ACTS: Mapping[str, str] = {
    "moved": mark("moved"),
    "hidden": mark("hidden"),
    "shown": mark("shown again"),
    "renamed": mark("renamed group"),
    "undone": mark("undone"),
}
VALUES: Mapping[str, Mapping[str, str]] = {
    "act": BOARD_ACTS,
    "all": YES_NO,
    "kind": KINDS,
    "lapsed": LACKED,
    "level": {**LEVELS},
    "missed": YES_NO,
    "outcome": {**OUTCOMES},
    "reason": GROUNDS,
    "role": ROLES,
    "state": STATES,
    "verdict": VERDICTS,
    "way": WAYS,
    "why": REFUSED,
}


def actor_name(say: Catalogue, actor: str) -> str:
    """Name who did something; an account by its address."""
    return say(ACTORS[actor]) if actor in ACTORS else actor


def action_name(say: Catalogue, action: str) -> str:
    """Name an action; one without a name here by itself."""
    return say(ACTIONS[action]) if action in ACTIONS else action


def details_of(say: Catalogue, details: Details) -> tuple[str, ...]:
    """What stands beside an action; nothing where nothing was said."""
    return tuple(
        f"{say(DETAILS[name]) if name in DETAILS else name}: {_value(say, name, value)}"
        for name, value in sorted(details.items())
        if value not in {None, ""}
    )


def _value(say: Catalogue, name: str, value: object) -> str:
    known = VALUES.get(name, {})
    text = str(value)
    if name == "requirement":
        words = words_in("sv" if say.language == "sv" else "en")
        return words.requirements.get(text, text).partition(":")[0]
    return say(known[text]) if text in known else text
