"""A paragraph for a newsletter: at most 120 words, three findings and one quote."""

from collections.abc import Iterator

from lyhord.disclosing import ThemeReport
from lyhord.exports.letters import on_one_line, shortened
from lyhord.exports.report.blocks import Quotation
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying, saying
from lyhord.exports.report.summary import findings
from lyhord.exports.report.themes import quotations

FINDINGS = 3
MOST_WORDS = 120
NAME_WORDS, NAME_LETTERS = 8, 80
QUOTE_WORDS, QUOTE_LETTERS = 30, 240


def newsletter_of(report: Report) -> bytes:
    """Write the paragraph as plain text."""
    return f"{paragraph(report)}\n".encode()


def paragraph(report: Report) -> str:
    """The paragraph; what is too long of names and quotes is left out."""
    return " ".join(_sentences(report, saying(report)))


def _sentences(report: Report, say: Saying) -> Iterator[str]:
    words, run = say.words, report.run
    first = words.news_first_open if run.is_open else words.news_first
    opening = first.format(people=say.figure(run.total), round=few_words(run.round_name))
    yield opening[:1].upper() + opening[1:]
    found = findings(report, most=FINDINGS)
    if not found:
        yield words.no_themes
    for theme in found:
        yield _finding(theme, say)
    quote = chosen(found, say)
    if quote is not None:
        said = words.quoted.format(text=quote.text)
        speaker = f" – {quote.speaker.lower()}" if quote.speaker else ""
        yield words.news_quote.format(quote=f"{said}{speaker}.")
    elif report.is_unread:
        yield words.news_unread
    owner = few_words(report.owner)
    yield words.news_last.format(owner=owner) if owner else words.news_last_unowned


def _finding(theme: ThemeReport, say: Saying) -> str:
    name = say.words.quoted.format(text=few_words(say.theme(theme)))
    if theme.share is None:
        people = say.figure(theme.respondents)
        told = say.words.news_finding_people.format(people=people, theme=name)
        return told[:1].upper() + told[1:]
    return say.words.news_finding.format(share=say.share(theme.share), theme=name)


def chosen(found: tuple[ThemeReport, ...], say: Saying) -> Quotation | None:
    """The first quote that is short enough to stand whole."""
    for theme in found:
        for quote in quotations(theme, say):
            text = on_one_line(quote.text)
            if text and len(text) <= QUOTE_LETTERS and len(text.split()) <= QUOTE_WORDS:
                return Quotation(text=text, language=quote.language, speaker=quote.speaker)
    return None


def few_words(text: str) -> str:
    """As much of a name as a sentence bears."""
    parts = on_one_line(text).split()
    return shortened(" ".join(parts[:NAME_WORDS]), NAME_LETTERS)
