"""Parts a text at its blanks, which is quicker than any pattern; knows no word."""

ENDS = ".!?;"  # of a sentence, standing alone
LINE_END = ";"  # what the end of a line becomes


def plain_words(text: str) -> list[str]:
    """What blanks part, in its own case; a mark after a word stands alone, and a comma is left out.

    Whatever is written otherwise stays in one piece with its word, so that no list has it.
    """
    parted = f"{text} ".replace("\n", f" {LINE_END} ").replace(", ", " ")
    return parted.replace(". ", " . ").replace("! ", " ! ").replace("? ", " ? ").split()
