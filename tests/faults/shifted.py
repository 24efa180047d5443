"""The app of a web process whose clock goes by as many seconds wrong as a file says."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from litestar import Litestar

from lyhord.commands import application as served
from lyhord.web import app


def application() -> Litestar:
    """Our app with the shifted clock in the place of its own."""
    file, right = Path(os.environ["FAULTS_CLOCK"]), app.clock_in

    def shifted_in(timezone: str) -> Callable[[], datetime]:
        clock = right(timezone)
        return lambda: clock() + timedelta(seconds=int(file.read_text() or 0))

    app.clock_in = shifted_in
    return served.application()
