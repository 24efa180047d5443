"""The routes of surveys and their drafts, together; each is in its own module."""

from lyhord.web.desk.draft_publishing import publish_draft, show_changes
from lyhord.web.desk.drafts import (
    check_draft,
    close_trial,
    open_trial,
    remove_draft,
    save_draft,
    show_draft,
    undo_draft,
)
from lyhord.web.desk.looking import (
    look_at_draft,
    look_at_version,
    page_of_draft,
    page_of_version,
)
from lyhord.web.desk.surveys import copy_version, show_surveys, show_version

survey_routes = (
    *(show_surveys, show_version, look_at_version, page_of_version, copy_version),
    *(show_draft, save_draft, check_draft, undo_draft, remove_draft),
    *(look_at_draft, page_of_draft, show_changes, publish_draft, open_trial, close_trial),
)
