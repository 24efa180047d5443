"""Sheets of a workbook beside its themes: closed answers, questions, method, what was changed."""

from lyhord.exports.report import method as method_of
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying
from lyhord.exports.table import Column, Table, count_cell


def index(report: Report, say: Saying) -> Table:
    """One row a group: its coordination index with the interval."""
    words = say.words
    columns = (
        Column(heading=words.group, width=34),
        Column(heading=words.people, width=18),
        Column(heading=words.index_mean),
        Column(heading=words.index_lowest, width=18),
        Column(heading=words.index_highest, width=18),
    )
    rows = tuple(
        (
            say.group(each.group),
            say.figure(each.people),
            *(
                words.hidden if value is None else value
                for value in (each.mean, each.low, each.high)
            ),
        )
        for each in report.answers.index
    )
    return Table(title=words.index, columns=columns, rows=rows)


def closed(report: Report, say: Saying) -> Table:
    """One row an audience, question and option."""
    words = say.words
    columns = (
        Column(heading=words.audience, width=20),
        Column(heading=words.question, width=60),
        Column(heading=words.option, width=40),
        Column(heading=words.people),
        Column(heading=words.share_percent),
    )
    rows = tuple(
        (
            words.audiences[asked.audience],
            asked.text,
            option.name,
            count_cell(option.people, say),
            option.share.percent if option.share else words.hidden,
        )
        for asked in report.answers.questions
        for option in asked.options
    )
    return Table(title=words.sheet_closed, columns=columns, rows=rows)


def asked(report: Report, say: Saying) -> Table:
    """One row a question that was asked."""
    words = say.words
    return Table(
        title=words.sheet_questions,
        columns=(Column(heading=words.audience, width=20), Column(heading=words.text, width=100)),
        rows=tuple(
            (words.audiences[asked.audience], text)
            for asked in report.asked
            for text in asked.questions
        ),
    )


def method(report: Report, say: Saying) -> Table:
    """How the figures came about and are to be read."""
    words, run = say.words, report.run
    facts = (
        (words.method_name, words.found_by.format(method=run.method, seed=run.seed)),
        (words.digest, run.corpus_digest),
        (words.finished, str(run.finished_on or "")),
        *((words.reading, text) for text in method_of.reading(report, say)),
    )
    columns = (Column(heading=words.what, width=28), Column(heading=words.text, width=110))
    return Table(title=words.sheet_method, columns=columns, rows=facts)


def log(report: Report, say: Saying) -> Table:
    """One row a change of the codebook; who made it stays at the desk."""
    words = say.words
    names = {theme.theme_id: say.theme(theme) for theme in report.run.themes}
    columns = (
        Column(heading=words.change),
        Column(heading=words.day),
        Column(heading=words.what, width=28),
        Column(heading=words.themes, width=60),
    )
    rows = tuple(
        (
            head.number,
            str(head.day),
            words.changes.get(head.kind, head.kind),
            ", ".join(names.get(theme, words.gone_theme) for theme in head.themes),
        )
        for head in report.log
    )
    return Table(title=words.sheet_log, columns=columns, rows=rows)
