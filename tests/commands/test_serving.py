"""What the web processes are told by the command that starts them."""

from lyhord.commands.serving import served, to_environment
from lyhord.settings import Settings, from_environment


def test_links_lead_to_where_the_pages_are_served() -> None:
    settings = served(Settings(), part=None, host="127.0.0.1", port=9000)

    assert settings.address == "http://127.0.0.1:9000"


def test_a_public_address_that_is_set_stays() -> None:
    public = Settings(base_url="https://lyhord.exempel.se/")
    settings = served(public, part="door", host="0.0.0.0", port=80)  # noqa: S104 - an example

    assert (settings.part, settings.address) == ("door", "https://lyhord.exempel.se")


def test_a_process_that_is_started_reads_the_same_settings() -> None:
    settings = Settings(pool_size=3, place="elsewhere", secret="s" * 32)

    assert from_environment(to_environment(settings)) == settings
