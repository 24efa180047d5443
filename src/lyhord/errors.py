"""Every error that Lyhörd raises on purpose; no sentences for people (those are in web and cli).

LyhordError
├── InstrumentError          a survey file cannot be used
├── NotFoundError            a thing that was named does not exist
├── RoundClosedError         the round takes no answers now
├── SubmissionConflictError  the same submission arrived with other content
├── CodeRefusedError         an invitation code is missing, used or none of the door's
├── BadInputError            a file or a value from outside cannot be used
├── WithheldError            rows may not be given out; the reason says why
├── PreservingError          what is to stay of a round cannot be kept, so nothing is destroyed
├── SettingsError            the environment holds a setting that cannot be used
├── StorageError             the database refused or is in a state that we cannot use
│   ├── StorageUnavailableError  the database cannot be reached now
│   └── JobLostError             a job was stopped, or another worker has taken it over
└── MigrationError           a migration is missing, edited or failed
"""

from typing import Literal


class LyhordError(Exception):
    """The root of everything that is raised on purpose."""


class InstrumentError(LyhordError):
    """One or more survey files have mistakes; `problems` lists every one, ready to print."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class NotFoundError(LyhordError):
    """A thing that was named does not exist: `kind` says which sort, `name` which one."""

    def __init__(self, kind: str, name: str) -> None:
        self.kind = kind
        self.name = name
        super().__init__(f"there is no {kind} {name}")


class RoundClosedError(LyhordError):
    """The round takes no answers: it has not opened, or it has closed and its grace is over."""


class SubmissionConflictError(LyhordError):
    """A submission id came back with other content; the first content stays."""


class CodeRefusedError(LyhordError):
    """A door for invitation codes got none that admits: `code` says which mistake that is."""

    def __init__(self, code: Literal["no_code", "refused_code"]) -> None:
        self.code: Literal["no_code", "refused_code"] = code
        super().__init__("no code that admits an answer here")


class BadInputError(LyhordError):
    """A file or value from outside cannot be used; the message says what and how to mend it."""


Withheld = Literal["right", "purpose", "open", "changed", "few", "joined"]


class WithheldError(LyhordError):
    """Statements or answers as rows may not be given out.

    `right`: whoever asks was not granted it; `purpose`: none was stated; `open`: the round takes
    answers; `changed`: too few answers came or went since its figures were published, or some did
    while the file was written; `few`: too few wrote anything; `joined`: what one person answered
    is joined in research alone.
    """

    def __init__(self, reason: Withheld) -> None:
        self.reason: Withheld = reason
        super().__init__(f"rows are withheld: {reason}")


class PreservingError(LyhordError):
    """What is to stay of a round cannot be kept, so nothing is destroyed; the message says why."""


class SettingsError(LyhordError):
    """The environment holds a setting that cannot be used; the message names it."""


class StorageError(LyhordError):
    """The database refused, or is in a state that this version cannot use."""


class StorageUnavailableError(StorageError):
    """The database cannot be reached now; the same call may succeed later."""


class JobLostError(StorageError):
    """A job is no longer this worker's: somebody stopped it, or another took it over."""

    def __init__(self) -> None:
        super().__init__("the job was stopped, or another worker has taken it over")


class MigrationError(LyhordError):
    """A migration is unknown, was edited after it ran, or failed."""
