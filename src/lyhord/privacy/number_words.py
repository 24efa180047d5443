"""Numbers as words, and the digits that each stands for; finds nothing."""

from functools import cache

_ONES = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
_TEENS = (
    *("tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton"),
    "nitton",
)
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")

_SHORT_TENS = ("tju", "tretti", "fyrti", "femti", "sexti", "sjutti", "åtti", "nitti")


@cache
def digits_of_words() -> dict[str, str]:
    """What digits each word stands for."""
    found = {word: str(digit) for digit, word in enumerate(_ONES)}
    found |= {"en": "1", "nolla": "0", "nollan": "0", "sjua": "7", "trea": "3", "etta": "1"}
    found |= {word: str(ten) for ten, word in enumerate(_TEENS, 10)}
    for ten, word in enumerate(_TENS, 2):
        found[word] = f"{ten}0"
        found |= {f"{word}{one}": f"{ten}{digit}" for digit, one in enumerate(_ONES) if digit}
    for ten, word in enumerate(_SHORT_TENS, 2):  # as they are said
        found[word] = f"{ten}0"
        found |= {f"{word}{one}": f"{ten}{digit}" for digit, one in enumerate(_ONES) if digit}
    years = {word: digits for word, digits in found.items() if len(digits) > 1}
    found |= {f"tjugohundra{word}": f"20{digits}" for word, digits in years.items()}
    found |= {f"nittonhundra{word}": f"19{digits}" for word, digits in years.items()}
    found |= {f"noll{word}": f"0{digit}" for word, digit in found.items() if len(digit) == 1}
    return found
