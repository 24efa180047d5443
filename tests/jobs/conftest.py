"""A mail server for the tests of this folder, and settings that lead there."""

from collections.abc import Generator

import pytest

from lyhord.settings import Settings
from tests.mail import Letters, a_mail_server


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def mailing(settings: Settings, letters: Letters) -> Generator[Settings]:
    """Settings that send mail to a server of the test's own."""
    with a_mail_server(settings, letters) as led:
        yield led
