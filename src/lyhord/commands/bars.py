"""Bars that show on a terminal how far long work has come; none in a pipe."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lyhord.commands.context import is_terminal

Tell = Callable[[float, str], None]  # the share done, and what is being done


@contextmanager
def bar(first: str, names: Mapping[str, str]) -> Generator[Tell]:
    """Show a bar that begins with `first`; `names` say in words what steps are called."""
    if not is_terminal():
        yield lambda _, __: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(first, total=1.0)

        def tell(share: float, step: str) -> None:
            shown.update(task, completed=share, description=names.get(step, step))

        yield tell
