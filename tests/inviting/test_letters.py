"""Letters as they leave: headers that hold whatever a survey is called."""

from datetime import date

import pytest

from lyhord.inviting.letters import Sender, letter, message
from tests.builders import a_publication

SENDER = Sender(
    mail_from="survey@example.org",
    address="https://survey.example.org",
    door="https://survey.example.org/s/abc",
)


@pytest.mark.parametrize("is_reminder", [False, True])
@pytest.mark.parametrize(
    "title",
    ["Hur har ni det?\nBcc: all@example.org", "Hur har ni\tdet?", "{stop} {link} {0}", "å" * 400],
)
def test_a_title_of_several_lines_is_one_header(title: str, *, is_reminder: bool) -> None:
    written = letter(
        a_publication("guardian", title=title),
        SENDER,
        owner="Barn- och\nutbildningsnämnden",
        language="sv",
        closes=date(2026, 12, 1),
        is_reminder=is_reminder,
    )
    made = message(
        written, SENDER, to="anna@example.org", code="code", token="token", name="letter"
    )

    assert made["Bcc"] is None
    assert " ".join(title.split()) in made["Subject"]
    assert "Det är Barn- och utbildningsnämnden som frågar." in made.get_content()
    assert b"\nBcc:" not in made.as_bytes().partition(b"\n\n")[0]
