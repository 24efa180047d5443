"""Debian's Firefox, driven by WebDriver BiDi, which it speaks itself: no driver stands between."""

import itertools
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from websockets.sync.client import ClientConnection, connect

FIREFOX = shutil.which("firefox-esr")
KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Space": " ",
    "ArrowDown": "\ue015",
}
QUIET = {
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.normandy.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "extensions.update.enabled": False,
    # no address but the service's own leads anywhere
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}


class Tab(Struct):
    """One tab: where it leads, what is pressed in it, and what stands in it."""

    line: ClientConnection
    context: str = ""
    ids: Any = field(default_factory=itertools.count)

    def ask(self, method: str, **given: object) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        number = next(self.ids)
        self.line.send(json.dumps({"id": number, "method": method, "params": given}))
        while (answer := json.loads(self.line.recv(timeout=60))).get("id") != number:
            pass
        assert answer["type"] == "success", (method, answer)
        return answer["result"]

    def here(self, method: str, **given: object) -> dict[str, Any]:
        """Ask about this tab."""
        return self.ask(method, context=self.context, **given)

    def go(self, address: str) -> None:
        """Lead the tab to an address, with the keyboard in the page and not in the browser."""
        self.here("browsingContext.navigate", url=address, wait="complete")
        self.wait_for("document.hasFocus()")

    def run(self, code: str) -> Any:  # noqa: ANN401 - whatever the page says
        """Give what a script of the page promises."""
        promised = f"Promise.resolve({code}).then((it) => JSON.stringify(it ?? null))"
        return self._evaluated(promised, is_promise=True)

    def say(self, code: str) -> Any:  # noqa: ANN401 - whatever the page says
        """Give what is so now, even in a page whose own scripts may not run."""
        return self._evaluated(f"JSON.stringify(({code}) ?? null)", is_promise=False)

    def _evaluated(self, code: str, *, is_promise: bool) -> Any:  # noqa: ANN401 - the same
        target = {"context": self.context}
        told = self.ask("script.evaluate", expression=code, target=target, awaitPromise=is_promise)
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return json.loads(told["result"]["value"])

    def press(self, *keys: str) -> None:
        """Press keys as a person does, one after the other; what is not a key's name is typed."""
        signs = [sign for key in keys for sign in ([KEYS[key]] if key in KEYS else key)]
        strokes = [{"type": kind, "value": sign} for sign in signs for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self.here("input.performActions", actions=[keyboard])

    def wait_for(self, claim: str) -> None:
        """Wait until something holds in the page, and say what does not."""
        _until(lambda: self.say(claim), claim)

    def wait_until_away(self, site: str) -> None:
        """Wait until the tab shows another site, or tries to."""
        _until(lambda: not self._address().startswith(site), f"away from {site}")

    def _address(self) -> str:
        tree = self.ask("browsingContext.getTree", root=self.context)
        return str(tree["contexts"][0]["url"])

    @contextmanager
    def beside(self) -> "Generator[Tab]":
        """Open a tab beside this one on a phone's screen: nothing kept, and the keyboard in it."""
        context = self.ask("browsingContext.create", type="tab")["context"]
        tab = Tab(self.line, context, self.ids)
        tab.here("browsingContext.setViewport", viewport={"width": 360, "height": 740})
        yield tab
        tab.here("browsingContext.close")


def _until(holds: Callable[[], bool], claim: str) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError(claim)


@contextmanager
def firefox(**settings: object) -> Generator[Tab]:
    """Start Firefox with a profile of its own, and give its tab on a phone's screen."""
    assert FIREFOX
    with tempfile.TemporaryDirectory(prefix="lyhord-firefox-") as folder:
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in (QUIET | settings).items()
        ]
        (Path(folder) / "user.js").write_text("\n".join(lines))
        command = [FIREFOX, "--headless", "--no-remote", "--profile", folder]
        process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            with connect(f"{_address(Path(folder))}/session", max_size=None) as line:
                # the first tab is the browser's own and leads nowhere
                first = Tab(line)
                first.ask("session.new", capabilities={})
                with first.beside() as tab:
                    yield tab
        finally:
            process.terminate()
            process.wait(timeout=30)


def _address(profile: Path) -> str:
    """Wait until Firefox has written where it listens."""
    told = profile / "WebDriverBiDiServer.json"
    for _ in range(300):
        try:
            where = json.loads(told.read_text())
        except (OSError, ValueError):
            time.sleep(0.1)
        else:
            return f"ws://{where['ws_host']}:{where['ws_port']}"
    raise TimeoutError(told)
