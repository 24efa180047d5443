"""Disclosed reports with good defaults, hostile where a test wants it."""

from datetime import date
from uuid import UUID

import msgspec

from lyhord.disclosing import (
    AnsweredQuestion,
    AudienceCount,
    ChosenOption,
    ChosenPair,
    ClosedAnswers,
    CollectorCount,
    Crossing,
    GroupCell,
    IndexMean,
    Journey,
    JourneyTheme,
    MappedModel,
    Overview,
    Quote,
    RunReport,
    ThemeReport,
    WeekCount,
)
from lyhord.exports.report.report import Asked, Reply, Report
from lyhord.privacy.cells import HIDDEN, coarse, exact, share
from lyhord.replying.pages import Deed, Item, ThemeWords
from lyhord.storage.journey_cases import JourneyCase


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


def a_whole_report(*themes: ThemeReport, **changes: object) -> Report:
    """A report as files are made of, with something of everything; changes are the run's."""
    run = a_report(*themes, **changes)
    overview = Overview(
        round_id=run.round_id,
        name=run.round_name,
        is_open=run.is_open,
        opens=date(2026, 9, 1),
        closes=date(2026, 10, 15),
        total=run.total,
        audiences=run.audiences,
        weeks=(WeekCount(week="2026-W41", responses=exact(60)),),
        collectors=(
            CollectorCount(slug="abc", name="Skolorna", audience="youth", responses=exact(40)),
        ),
        published_on=date(2026, 10, 20),
    )
    return Report(
        language="sv",
        run=run,
        overview=overview,
        answers=some_answers(run),
        journey=Journey(
            report=run,
            themes=tuple(
                JourneyTheme(
                    theme=theme,
                    asked={
                        "missing": coarse(15),
                        "success_factors.barnahus": coarse(11),
                        "challenges.barnahus": coarse(6),
                    },
                )
                for theme in run.themes
            ),
        ),
        purpose="Att förstå vad som brister.",
        owner="Region Sörmland",
        asked=(Asked(audience="youth", title="Din röst", questions=("Vad har fungerat?",)),),
        crossings=(
            Crossing(
                theme_id="school",
                group=(("municipality", "flen"),),
                of=exact(30),
                respondents=exact(9),
                share=share(9, 30),
            ),
        ),
        places={"flen": "Flen"},
        reply=a_reply("Vi börjar med skolan", "Mer rast", "Två raster till"),
        cases=(a_case("Alex är fjorton år.\n\nAlex väntar."),),
    )


def a_reply(introduction: str, heading: str, deed: str) -> Reply:
    """An answer that stands, of one theme with one deed."""
    said = ThemeWords(
        heading=heading,
        said=heading,
        answer=deed,
        deeds=(Deed(what=deed, who=deed, by=date(2027, 1, 31)),),
    )
    item = Item(theme_id="school", respondents=exact(25), share=share(25, 60))
    return Reply(published_on=date(2026, 11, 2), introduction=introduction, themes=((item, said),))


def a_case(text: str) -> JourneyCase:
    """A fictive case of young people."""
    return JourneyCase(
        audience="youth",
        revision=1,
        text=text,
        edited_by="tests",
        edited_on=date(2026, 11, 1),
        before="",
    )


def some_answers(run: RunReport) -> ClosedAnswers:
    """An index of young people, and whom they met."""
    options = (
        ChosenOption(option="kurator", name="Skolkurator", people=exact(20), share=share(20, 40)),
        ChosenOption(option="bup", name="BUP", people=exact(12), share=share(12, 40)),
    )
    asked = AnsweredQuestion(
        question="actor",
        text="Vilka har du träffat?",
        audience="youth",
        of=exact(40),
        options=options,
        pairs=(ChosenPair(one="kurator", other="bup", people=coarse(10)),),
    )
    youth = IndexMean(group=(("audience", "youth"),), people=coarse(40), mean=47, low=40, high=54)
    hidden = IndexMean(
        group=(("audience", "guardian"),), people=HIDDEN, mean=None, low=None, high=None
    )
    return ClosedAnswers(
        round_id=run.round_id,
        round_name=run.round_name,
        is_open=run.is_open,
        index=(youth, hidden),
        questions=(asked, msgspec.structs.replace(asked, question="wait", text="Hur länge?")),
        models=(
            MappedModel(
                audience="professional",
                model="barnahus",
                name="Barnahus",
                people=exact(15),
                carried=exact(9),
                kept=exact(5),
                share=share(9, 15),
            ),
            MappedModel(
                audience="professional",
                model="annan",
                name="Annan",
                people=HIDDEN,
                carried=HIDDEN,
                kept=HIDDEN,
                share=None,
            ),
        ),
    )
