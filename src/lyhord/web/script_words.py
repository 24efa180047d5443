"""The words that the survey page's script says, in the order in which it asks for them."""

from lyhord.web.catalogue import mark

ALWAYS = {
    "begin": mark("Begin"),
    "next": mark("Continue"),
    "skip": mark("Skip"),
    "back": mark("Back"),
    "progress": mark("Question {n} of at most {total}"),
    "check": mark("Check your answers"),
    "change": mark("Change"),
    "none": mark("No answer"),
    "sending": mark("Sending …"),
    "error": mark("Error: {text}"),
    "full": mark("The text is too long: at most %(max)s signs."),
    "most": mark("Choose at most {n}."),
    "left": mark("{n} characters left"),
    "over": mark("{n} characters more than fit. You may go on writing."),
    "again": mark("Try again"),
    "waiting": mark("Your answers are still here. We are trying again."),
    "offline": mark("The network does not answer right now."),
    "whose": mark("Somebody has already begun to answer here. Is it you?"),
    "anew": mark("Start anew"),
    "turn": mark("Statement {n} of {total}"),
    "rest": mark("Skip the rest"),
    "clear": mark("Remove the answer"),
    "undo": mark("Undo"),
}
# Words that only some surveys need, with the kinds of field that need them.
OF_KINDS = {
    "remove": (mark("Remove it"), ("short_text", "long_text", "notes")),
    "warning": (
        mark("This looks like a number, an address or an e-mail address. We need not know that."),
        ("short_text", "long_text", "notes"),
    ),
    "more": (mark("Add another"), ("notes",)),
}
WHERE_REQUIRED = {"required": mark("Answer this question.")}
WHERE_SEARCHED = {
    "search": mark("Search the list"),
    "found": mark("{n} in the list"),
    "nothing": mark("No match. You can choose one of these instead."),
}
# the script asks for its words by their places here
NAMES = (*ALWAYS, *WHERE_REQUIRED, *OF_KINDS, *WHERE_SEARCHED)
