"""The service with a folder of static files beside it, for `bench/page.py`: one process."""

import os

from litestar import Litestar
from litestar.static_files import create_static_files_router

from lyhord.settings import from_environment
from lyhord.web.app import create_app

FOLDER = "LYHORD_BENCH_FOLDER"


def application() -> Litestar:
    """Serve the product, and the folder under `/bench`."""
    folder = os.environ.pop(FOLDER)
    app = create_app(from_environment(os.environ))
    app.register(create_static_files_router(path="/bench", directories=[folder]))
    return app
