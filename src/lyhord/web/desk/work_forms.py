"""What is asked and posted in the theme workspace, as a command; what it does is `reviewing`'s."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID, uuid4

from msgspec import Struct

from lyhord.reviewing.command import Command
from lyhord.reviewing.fields import plain
from lyhord.reviewing.splits import Part, Split
from lyhord.reviewing.verbs import Accept, Copy, Drop, Edit, Merge, Move, Pick, Reject, Start
from lyhord.storage.book import Value
from lyhord.web import posted
from lyhord.web.desk.themes import page_number

TEXTS = ("name", "definition", "description", "need", "insight", "opportunity")
CHOICES = ("valence", "status")
TAGS = ("stages", "actors", "areas")
TAGGED = "tagged"  # names the tags that a form has boxes for
PART, PART_NAME = "part", "part_name"  # groups of a proposal: their statements, their names
MOST_DIGITS = 9
LONGEST_SEARCH = 100
MOST_PARTS = 4

Fields = Mapping[str, Sequence[str]]


class Asked(Struct, frozen=True, kw_only=True):
    """What an address or a form asks to see.

    `find` and `tag` choose among themes; `question`, `within` and `audience` among the statements
    of one.
    """

    theme: str = ""
    words: str = ""
    show: str = "typical"
    page: int = 1
    find: str = ""
    tag: str = ""
    question: str = ""
    within: str = ""
    audience: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether not all statements of the theme are asked for."""
        return bool(self.question or self.within or self.audience)

    def carried(self) -> Mapping[str, str]:
        """What links and forms take along, by the names that addresses have for it."""
        said = {
            "theme": self.theme,
            "q": self.words,
            "show": self.show,
            "page": str(self.page) if self.page > 1 else "",
            "find": self.find,
            "tag": self.tag,
            "question": self.question,
            "within": self.within,
            "audience": self.audience,
        }
        return {name: value for name, value in said.items() if value}


def asked_of(given: Mapping[str, str]) -> Asked:
    """What an address or a form asks to see; what is too long is cut."""
    return Asked(
        theme=given.get("theme", ""),
        words=searched(given.get("q", "")),
        show=given.get("show", ""),
        page=page_number(given.get("page")),
        find=given.get("find", "")[:LONGEST_SEARCH],
        tag=given.get("tag", ""),
        question=given.get("question", ""),
        within=searched(given.get("within", "")),
        audience=given.get("audience", ""),
    )


def searched(text: str) -> str:
    """The words that are looked for; a sign that no text can hold finds nothing by itself."""
    return " ".join(text.replace("\x00", " ").split())[:LONGEST_SEARCH]


class Typed(Struct, frozen=True, kw_only=True):
    """What somebody filled in that could not be done, and why not."""

    fields: Mapping[str, Value] = {}
    statements: Collection[str] = ()
    new_name: str = ""
    problem: str = ""


def command_of(verb: str, read: dict[str, list[str]], *, as_seen: Mapping[str, Value]) -> Command:
    """The command of a button; one that there is not moves nothing.

    `as_seen` is what the fields of the theme said on the page that was filled in: what somebody
    left as it was is no decision of theirs.
    """
    theme, to = posted.first(read, "theme"), posted.first(read, "to")
    statements = statements_of(read)
    made: dict[str, Command] = {
        "edit": Edit(theme=theme, fields=_changed(read, as_seen)),
        "accept": Accept(theme=theme, name=posted.first(read, "name")),
        "merge": Merge(theme=theme, into=posted.first(read, "into")),
        "reject": Reject(theme=theme),
        "copy": Copy(statements=statements, to=to),
        "drop": Drop(statements=statements, theme=theme),
        "start": Start(
            statements=statements,
            theme=theme,
            new=_new(),
            name=posted.first(read, "new_name"),
        ),
        "split": Split(theme=theme, into=_parts(read)),
        "pick": Pick(statements=statements, is_quote=True),
        "unpick": Pick(statements=statements, is_quote=False),
    }
    return made.get(verb, Move(statements=statements, theme=theme, to=to))


def statements_of(read: dict[str, list[str]]) -> tuple[UUID, ...]:
    """The statements that were marked; what is no id marks none."""
    return _ids(read.get("statement", ()))


def _parts(read: dict[str, list[str]]) -> tuple[Part, ...]:
    """The groups of a proposal that were given a name; one without stays in its theme."""
    pairs = zip(read.get(PART, ()), read.get(PART_NAME, ()), strict=False)
    return tuple(
        Part(new=_new(), name=name, statements=_ids(statements.split()))
        for statements, name in [*pairs][:MOST_PARTS]
        if plain(name, is_line=True)
    )


def _new() -> str:
    return f"own-{uuid4().hex[:12]}"


def _ids(texts: Iterable[str]) -> tuple[UUID, ...]:
    found: list[UUID] = []
    for each in texts:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def number_of(text: str) -> int:
    """A version as a form says it; what is none is the beginning."""
    return posted.whole_number(text, digits=MOST_DIGITS) or 0


def typed(read: dict[str, list[str]]) -> dict[str, Value]:
    """What the form about a theme says, as far as it came along."""
    fields: dict[str, Value] = {
        name: posted.first(read, name).replace("\r\n", "\n")
        for name in (*TEXTS, *CHOICES)
        if name in read
    }
    # a browser sends nothing of boxes of which none is ticked
    asked = set(read.get(TAGGED, ()))
    return fields | {name: tuple(read.get(name, ())) for name in TAGS if name in asked}


def decided(read: dict[str, list[str]], command: Command | None) -> dict[str, list[str]]:
    """The form without the fields of a theme that nobody decided about."""
    if not isinstance(command, Edit):
        return read
    left = {*TEXTS, *CHOICES, *TAGS} - {*command.fields}
    kept = {name: values for name, values in read.items() if name not in left}
    return kept | {TAGGED: [name for name in read.get(TAGGED, ()) if name not in left]}


def _changed(read: dict[str, list[str]], as_seen: Mapping[str, Value]) -> Mapping[str, Value]:
    return {name: said for name, said in typed(read).items() if as_seen.get(name) != said}
