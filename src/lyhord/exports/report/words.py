"""The fixed words of a report in each language."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

Language: TypeAlias = Literal["sv", "en"]
Said = Annotated[str, Meta(min_length=1)]

WORDING = Path(__file__).with_name("wording")


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a report says around its figures and quotes."""

    report: Said
    brief: Said
    cards: Said
    page: Said
    page_of: Said
    sign: Said
    theme: Said
    themes: Said
    audience: Said
    everybody: Said
    answers: Said
    people: Said
    share: Said
    interval: Said
    texts: Said
    quotes: Said
    text: Said
    words: Said
    meaning: Said
    source: Said
    stability: Said
    week: Said
    door: Said
    group: Said
    what: Said
    others: dict[str, Said]
    unmeasured: Said
    hidden: Said
    at_least: Said
    under: Said
    remainder: dict[str, Said]
    audiences: dict[str, Said]
    speakers: dict[str, Said]
    sources: dict[str, Said]
    quoted: Said
    subtitle: Said
    open_note: Said
    machine_note: Said
    worked_note: Said
    slide_of: Said
    summary: Said
    number_people: Said
    number_coverage: Said
    number_first: Said
    summary_intro: Said
    summary_theme: Said
    summary_people: Said
    no_themes: Said
    method: Said
    purpose: Said
    owner: Said
    collected: Said
    fixed_on: Said
    by_audience: Said
    by_door: Said
    by_week: Said
    left_out: Said
    reading: Said
    reading_people: Said
    reading_share: Said
    reading_interval: Said
    reading_choice: Said
    reading_hidden: Said
    reading_quotes: Said
    found_by: Said
    digest: Said
    themes_intro: Said
    themes_chart: Said
    theme_chart: Said
    theme_people: Said
    theme_one: Said
    theme_share: Said
    theme_texts: Said
    theme_by_audience: Said
    quotes_heading: Said
    quotes_none: Said
    quotes_unread: Said
    unread_note: Said
    no_quotes: Said
    news_unread: Said
    carrying: Said
    origin_codebook: Said
    origin_new: Said
    stable: Said
    need: Said
    insight: Said
    opportunity: Said
    status_reviewed: Said
    status_draft: Said
    status: Said
    valence: Said
    valences: dict[str, Said]
    stages: dict[str, Said]
    areas: dict[str, Said]
    stage: Said
    actor: Said
    area: Said
    placed: Said
    journey: Said
    journey_intro: Said
    journey_asked: Said
    asked_under: dict[str, Said]
    journey_caption: Said
    working: Said
    working_intro: Said
    how_might_we: Said
    how_might_we_intro: Said
    all_reviewed: Said
    some_reviewed: Said
    differences: Said
    differences_intro: Said
    differences_clear: Said
    differences_none: Said
    difference: Said
    differences_caption: Said
    index: Said
    index_intro: Said
    index_chart: Said
    index_caption: Said
    index_mean: Said
    contacts: Said
    contacts_intro: Said
    signals: Said
    signals_intro: Said
    mapping: Said
    mapping_intro: Said
    mapping_answers: Said
    mapping_carried: Said
    mapping_of: Said
    mapping_few: Said
    mapping_matrix: Said
    mapping_success: Said
    mapping_hard: Said
    mapping_takes: Said
    option: Said
    together: Said
    both: Said
    reply: Said
    reply_intro: Said
    reply_said: Said
    reply_answer: Said
    reply_deeds: Said
    case: Said
    case_note: Said
    week_of: Said
    by_municipality: Said
    municipality: Said
    number_index: Said
    unknown: Said
    unknown_unclear: Said
    unknown_silent: Said
    unknown_hidden: Said
    unknown_unstable: Said
    unknown_language: Said
    unknown_languages: Said
    questions: Said
    questions_intro: Said
    codebook: Said
    codebook_caption: Said
    about_file: Said
    accessible: Said
    made_from: Said
    sheet_read_me: Said
    sheet_chart: Said
    drawn: Said
    sheet_groups: Said
    sheet_crossed: Said
    sheet_questions: Said
    sheet_closed: Said
    question: Said
    index_lowest: Said
    index_highest: Said
    sheet_method: Said
    sheet_log: Said
    change: Said
    day: Said
    gone_theme: Said
    changes: dict[str, Said]
    round_name: Said
    state: Said
    state_open: Said
    state_settled: Said
    sheets: Said
    id: Said
    share_percent: Said
    lowest: Said
    highest: Said
    counted_out: Said
    none: Said
    covered: Said
    published: Said
    finished: Said
    method_name: Said
    news_first: Said
    news_first_open: Said
    news_finding: Said
    news_finding_people: Said
    news_quote: Said
    news_last: Said
    news_last_unowned: Said
    brief_background: Said
    brief_findings: Said
    brief_unknown: Said
    brief_decision: Said
    brief_decision_hint: Said
    brief_what: Said
    brief_who: Said
    brief_when: Said
    brief_reading: Said


@cache
def words_in(language: Language) -> Words:
    """Give the words of a language."""
    path = WORDING / f"{language}.toml"
    return msgspec.toml.decode(path.read_bytes(), type=Words)
