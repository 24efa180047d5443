"""Mistakes in answers, said to a person in the language of the page."""

from collections.abc import Mapping
from types import MappingProxyType

from lyhord.forms.mistakes import Code, Mistake
from lyhord.web.catalogue import Catalogue, mark

_SENTENCES: Mapping[Code, str] = MappingProxyType(
    {
        "nothing_answered": mark("Answer at least one question before you send."),
        "not_answers": mark("The answers must be an object with a value for each question."),
        "unknown_question": mark("There is no such question."),
        "unknown_version": mark(
            "The survey has changed since you opened it. Check your answers and send again."
        ),
        "wrong_type": mark("The answer has the wrong form."),
        "several": mark("Give only one answer."),
        "unknown_option": mark("Choose one of the answers in the list."),
        "too_many": mark("Choose at most %(max)s."),
        "exclusive": mark("One of your answers cannot be combined with others."),
        "unreadable": mark("The text has a sign that cannot be read. Write it again."),
        "too_long": mark("The text is too long: at most %(max)s signs."),
        "not_a_number": mark("Write a whole number in digits."),
        "out_of_range": mark("Write a number from %(min)s to %(max)s."),
        "too_many_notes": mark("Write at most %(max)s notes."),
        "required": mark("Answer this question."),
        "no_code": mark(
            "Write the whole code as it stands on your note. A letter is missing, or one is wrong."
        ),
        "refused_code": mark(
            "This code has been used, or it belongs to another survey. "
            "Ask the person who gave it to you."
        ),
        "no_wave_code": mark("The code could not be read. Make it again, or leave it out."),
    }
)


def sentence(mistake: Mistake, words: Catalogue) -> str:
    """Say one mistake and how to mend it."""
    return words(_SENTENCES[mistake.code], **_limits(mistake, words))


def marked_sentence(mistake: Mistake, words: Catalogue) -> str:
    """Say the same in the text of a page."""
    return words.marked(_SENTENCES[mistake.code], **_limits(mistake, words))


def _limits(mistake: Mistake, words: Catalogue) -> dict[str, str]:
    """Write the limits of a mistake as the language does."""
    return {name: words.number(limit) for name, limit in mistake.limits.items()}
