"""Which measurements `make bench` makes, and what each program is asked; runs nothing."""

from msgspec import Struct


class Program(Struct, frozen=True, kw_only=True):
    """One measurement: its script, and what is asked of it usually, and in a quick try.

    `minutes`: after which it is given up. Long ones run when they are asked for.
    """

    name: str
    script: str
    usual: tuple[str, ...] = ()
    quick: tuple[str, ...] = ()
    minutes: float = 10.0
    is_long: bool = False


PROGRAMS = (
    Program(name="submit", script="submit.py", quick=("--count", "200", "--repeats", "2")),
    Program(
        name="soak",
        script="soak.py",
        quick=("--seconds", "10", "--step-seconds", "5"),
        minutes=20.0,
    ),
    Program(
        name="soak of two processes",
        script="soak.py",
        usual=("--workers", "2"),
        quick=("--workers", "2", "--seconds", "10", "--step-seconds", "5"),
        minutes=20.0,
    ),
    Program(
        name="soak for 30 minutes",
        script="soak.py",
        usual=("--minutes", "30", "--seconds", "30"),
        minutes=50.0,
        is_long=True,
    ),
    Program(name="page", script="page.py", quick=("--count", "300", "--repeats", "2")),
    Program(
        name="themes of 100,000",
        script="trials.py",
        usual=("--made-up", "100000"),
        quick=("--made-up", "5000"),
    ),
    Program(
        name="themes of 1,000,000",
        script="trials.py",
        usual=("--made-up", "1000000"),
        minutes=45.0,
        is_long=True,
    ),
    Program(
        name="themes with more workers",
        script="scale.py",
        quick=("--made-up", "3000"),
        minutes=45.0,
        is_long=True,
    ),
    Program(name="themes", script="themes.py", quick=("--seeds", "1"), minutes=20.0),
    Program(name="looking through", script="looking_through.py", quick=("--repeats", "2")),
    Program(name="pseudonymise", script="pseudonymise.py", quick=("--repeats", "2")),
    Program(name="warning signs", script="warning_signs.py"),
    Program(name="desk", script="desk.py", quick=("--statements", "5000", "--visits", "3")),
    Program(name="export", script="export.py", quick=("--count", "5000", "--repeats", "2")),
    Program(name="reports", script="reports.py"),
    Program(name="disclosure", script="disclosure.py"),
    Program(name="seeing", script="seeing.py", quick=("5000",)),
    Program(name="mixing", script="mixing.py", quick=("--count", "2000", "--repeats", "2")),
    Program(name="board", script="board.py", quick=("--phones", "10")),
    Program(name="comparing", script="comparing.py", quick=("--rounds", "40")),
    Program(name="learning", script="learning.py", quick=("--seeds", "1")),
    Program(name="opening", script="opening.py"),
)
