"""What a browser without script would post from a page, read from the page itself."""

from html.parser import HTMLParser

CHOICES = ("radio", "checkbox")


class Controls(HTMLParser):
    """Collects the fields of the one form of a page, wherever they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "textarea" and name:
            self._textarea = name
            self.fields.setdefault(name, []).append("")
        if tag == "input" and name and (given.get("type") not in CHOICES or "checked" in given):
            self.fields.setdefault(name, []).append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            # a browser drops one line break right after the opening tag
            self.fields[self._textarea][-1] = self.fields[self._textarea][-1].removeprefix("\n")
            self._textarea = None


def fields_of(html: str) -> dict[str, list[str]]:
    """The fields that pressing the button would post."""
    controls = Controls()
    controls.feed(html)
    return controls.fields
