"""What surveys and drafts are told in at the desk: kinds, conditions, findings, faults, changes."""

from collections.abc import Mapping
from typing import assert_never

from lyhord.authoring.changes import Change, What
from lyhord.authoring.checking import Finding
from lyhord.instruments.definition import (
    All,
    Answered,
    Any,
    AnyQuestion,
    Condition,
    Equals,
    Includes,
    Instrument,
    Matrix,
    Not,
)
from lyhord.instruments.wording import options_of
from lyhord.web.catalogue import Catalogue, mark, own_name

KINDS: Mapping[str, str] = {
    "single": mark("One choice"),
    "multiple": mark("Several choices"),
    "faces": mark("Faces"),
    "matrix": mark("Statements with the same choices"),
    "short_text": mark("Short text"),
    "long_text": mark("Text in one's own words"),
    "number": mark("Number"),
    "notes": mark("List of short texts"),
    "information": mark("Information"),
}
FINDINGS: Mapping[str, str] = {
    "condition": mark(
        "This is shown only after an answer that is gone, comes later or cannot be given. Ask "
        "everybody, or put the question back."
    ),
    "most": mark("More may be chosen at most than there are choices. Lower the number."),
    "options": mark("The choices do not fit: one is missing, or one stands here twice."),
    "bounds": mark("The smallest number is larger than the largest."),
    "id": mark("Two questions have the same name inside. Remove one of them."),
    "blank": mark("{%(detail)s} is not filled in here. Write the words out."),
    "fault": mark("Something does not fit together here."),
    "lix": mark(
        "The text as a whole is hard to read for this audience. Use shorter words and sentences."
    ),
    "sentence": mark("A long sentence for a child. Make it two."),
    "negation": mark("A child may miss the word for not. Say it the other way round."),
    "double_barrelled": mark("Two things may be asked at once. Ask one thing at a time."),
    "why": mark("Why sounds like blame to a child. Ask what happened or what was good."),
    "abbreviation": mark("%(detail)s is not explained. Write it out."),
    "options_many": mark("Many choices are hard to hold in mind. Group them or take some away."),
    "dont_know": mark("There is no way to say: I do not know."),
    "required": mark("Nobody should be made to answer this. Make it free to skip."),
    "sensitive": mark("This is asked as sensitive: nothing is then told of fewer than ten people."),
    "open_questions": mark("Many questions in one's own words. Keep those that will be used."),
    "minutes": mark("It takes longer than promised, or than this audience has patience for."),
    "untranslated": mark("Texts are not translated into %(detail)s. They are shown in Swedish."),
    "outdated": mark(
        "Texts were changed and their translation into %(detail)s was not. Look at it again."
    ),
}
FAULTS: Mapping[str, str] = {
    "empty": mark("Write a text."),
    "long": mark("Shorten this to 5000 characters at most."),
    "signs": mark("There is a hidden character here that cannot be shown. Write the text anew."),
    "number": mark("Write a whole number."),
}
REFUSALS: Mapping[str, str] = {
    "last": mark("The last question stays: a survey needs one."),
    "edge": mark("It cannot be moved further that way, or its page would be empty."),
    "options": mark("At least two choices are needed."),
    "unknown": mark("What should be changed is not there any more."),
    "limit": mark("That is more or less than is possible here."),
}
CHANGES: Mapping[What, str] = {
    "text": mark("Text changed"),
    "added": mark("Question added"),
    "removed": mark("Question removed"),
    "moved": mark("Question moved"),
    "limits": mark("Required, or how much may be answered, changed"),
    "condition": mark("Who is asked changed"),
    "option_added": mark("Choice added"),
    "option_removed": mark("Choice removed"),
    "options_moved": mark("Order of the choices changed"),
    "page_condition": mark("Who is asked a whole page changed"),
}
HINDRANCES: Mapping[str, str] = {
    "changed": mark("Something changed since you looked. Look it through once more."),
    "blocked": mark("Something in the draft keeps it from being published. Mend it first."),
    "same": mark("The draft says what the newest version says. There is nothing to publish."),
    "earlier": mark(
        "The draft says exactly what an earlier version said. Change something, such as the title."
    ),
    "core": mark("Tick that you know what the change means, and then publish."),
    "saved": mark("Somebody saved meanwhile. Look at the draft as it is now."),
}


def finding(say: Catalogue, one: Finding) -> str:
    """A finding as a sentence."""
    code = "options_many" if one.code == "options" and not one.blocks else one.code
    detail = one.detail
    if one.field.startswith("language."):
        detail = own_name(one.field.removeprefix("language."))
    return say(FINDINGS[code], detail=detail) if "%(" in FINDINGS[code] else say(FINDINGS[code])


def condition(say: Catalogue, instrument: Instrument, when: Condition) -> str:
    """A condition in words, with the texts of what it looks at."""
    match when:
        case Equals() | Includes():
            asked, chosen = _named(instrument, when.question), _option(instrument, when)
            return say(
                "the answer to “%(question)s” is “%(option)s”", question=asked, option=chosen
            )
        case Answered():
            return say("“%(question)s” is answered", question=_named(instrument, when.question))
        case Not():
            return say("not: %(condition)s", condition=condition(say, instrument, when.of))
        case All():
            return say(" and ").join(condition(say, instrument, each) for each in when.of)
        case Any():
            return say(" or ").join(condition(say, instrument, each) for each in when.of)
        case _:
            assert_never(when)


def place_of(say: Catalogue, instrument: Instrument, key: str) -> str:
    """What a text is the text of, for people."""
    part, _, rest = key.partition(".")
    match part:
        case "title":
            return say("Title")
        case "introduction":
            return say("Introduction, paragraph %(number)s", number=rest)
        case "ending":
            return say("Ending, paragraph %(number)s", number=rest)
        case "page":
            return say("Heading of a page")
        case "on_paper":
            return say("What paper says instead")
        case _:
            return _named(instrument, rest.partition(".")[0])


def label_of(say: Catalogue, key: str) -> str:
    """What a field of a question is called."""
    part = key.split(".")[2]
    labels = {
        "text": mark("Question"),
        "hint": mark("Help text"),
        "option": mark("Choice"),
        "statement": mark("Statement"),
    }
    return say(labels[part])


def change(say: Catalogue, one: Change) -> str:
    """What kind of change it is."""
    return say(CHANGES[one.what])


def _question(instrument: Instrument, name: str) -> AnyQuestion | None:
    return next((each for each in instrument.questions if each.id == name), None)


def _named(instrument: Instrument, key: str) -> str:
    name, _, line = key.partition(".")
    question = _question(instrument, name)
    if question is None:
        return name
    lines = question.statements if isinstance(question, Matrix) else ()
    return next((each.text for each in lines if each.id == line), question.text)


def _option(instrument: Instrument, when: Equals | Includes) -> str:
    question = _question(instrument, when.question.partition(".")[0])
    options = options_of(question) if question else ()
    return next((each.text for each in options if each.id == when.value), when.value)
