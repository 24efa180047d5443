"""Bars that show on a terminal how far long work has come; none in a pipe."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from threading import Timer

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lyhord.commands.context import is_terminal

PATIENCE = 2.0  # seconds for which nobody wonders

Tell = Callable[[float, str], None]  # the share done, and what is being done


@contextmanager
def bar(first: str, names: Mapping[str, str]) -> Generator[Tell]:
    """Show a bar that begins with `first`; `names` say in words what steps are called."""
    if not is_terminal():
        yield lambda _, __: None
        return
    with _progress() as shown:
        task = shown.add_task(first, total=1.0)

        def tell(share: float, step: str) -> None:
            shown.update(task, completed=share, description=names.get(step, step))

        yield tell


@contextmanager
def waiting(what: str, *, after: float = PATIENCE) -> Generator[None]:
    """Show that work goes on, and for how long, where it takes more than some seconds."""
    if not is_terminal():
        yield
        return
    shown = _progress()
    shown.add_task(what, total=None)
    late = Timer(after, shown.start)
    late.start()
    try:
        yield
    finally:
        late.cancel()
        late.join()
        shown.stop()


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
