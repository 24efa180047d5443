"""How roles of people end and how surnames are built; words around names are in `lists`."""

import re

ROLE_ENDINGS = (
    "chef", "chefen", "coach", "coachen", "fröken", "handläggare", "handläggaren", "killen",
    "kompis", "kompisen", "kurator", "kuratorn", "ledare", "ledaren", "läkare", "läkaren",
    "lärare", "läraren", "mentor", "mentorn", "pedagog", "pedagogen", "psykolog",
    "psykologen", "rektor", "rektorn", "sekreterare", "sekreteraren", "sköterska",
    "sköterskan", "tanten", "terapeut", "terapeuten", "tjejen", "tränare", "tränaren", "vän",
    "vännen"
)  # fmt: skip
# what stands at the end of many surnames; alone it proves nothing
SHAPED = re.compile(
    r"[a-zåäöéü]{2,}(?:sson|ssons|sons|qvist|kvist|quist|ström|lund|gren|berg|blad|dahl|stedt|"
    r"strand|mark|holm|ski|ska|ović|ovic|enko|chuk|nen|zadeh|poor|oğlu|oglu|yan)s?"
)
# "Andersson" is a surname in any case; "medelsvensson" is everybody
SON = re.compile(r"(?!svensson|medelsvensson|personsson)[a-zåäöé]{2,}sson(?:s)?")
