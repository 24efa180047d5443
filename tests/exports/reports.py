"""Disclosed reports with good defaults, hostile where a test wants it."""

from datetime import date
from uuid import UUID

import msgspec

from lyhord.disclosing import AudienceCount, GroupCell, Quote, RunReport, ThemeReport
from lyhord.privacy.cells import HIDDEN, exact, share


def a_theme(**changes: object) -> ThemeReport:
    theme = ThemeReport(
        theme_id="school",
        name="Skolan",
        definition="Om skolan",
        source="codebook",
        stability=0.754,
        terms=("rast", "lärare"),
        respondents=exact(25),
        share=share(25, 60),
        statements=exact(31),
        groups=(
            GroupCell(audience="youth", respondents=exact(20), share=share(20, 40)),
            GroupCell(audience="guardian", respondents=HIDDEN, share=None),
        ),
        quotes=(Quote(text="mer rast", language="sv", audience="youth"),),
    )
    return msgspec.structs.replace(theme, **changes)


def a_report(*themes: ThemeReport, **changes: object) -> RunReport:
    report = RunReport(
        round_id=UUID(int=1),
        run_id=UUID(int=2),
        round_name="Hösten 2026: åk 7–9",
        is_open=False,
        seed=0,
        method="lyhord_themes 0.1.0",
        corpus_digest="abc",
        finished_on=date(2026, 11, 1),
        total=exact(60),
        audiences=(
            AudienceCount(audience="youth", responses=exact(40)),
            AudienceCount(audience="guardian", responses=exact(20)),
        ),
        left_out=("professional",),
        coverage=88,
        themes=themes or (a_theme(),),
    )
    return msgspec.structs.replace(report, **changes)
