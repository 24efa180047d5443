"""The app as a web process loads it; the command that starts those processes is `serving`."""

import gc
import os

from litestar import Litestar

from lyhord.commands.orphans import end_with_parent
from lyhord.settings import from_environment
from lyhord.web.app import create_app

# objects that came since nothing more was found; a post of a long survey holds a thousand
GARBAGE_AFTER = 20_000


def application() -> Litestar:
    """The app of one web process; its settings come through the environment."""
    end_with_parent()
    app = create_app(from_environment(os.environ))
    app.on_startup.append(settle)
    return app


async def settle() -> None:
    """Look for garbage seldom, and not among the code and word lists that stay.

    To go through all of those takes half a second, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, *gc.get_threshold()[1:])
