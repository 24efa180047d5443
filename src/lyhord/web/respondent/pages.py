"""The survey pages in memory: rendered and compressed once, finished anew for each visitor."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from typing import TypeAlias
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.forms.page import CompressedPage, Encoding
from lyhord.instruments.definition import Publication
from lyhord.instruments.places import Place
from lyhord.instruments.wording import in_language
from lyhord.intake.doors import Door
from lyhord.web.headers import survey_policy
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.views import Posted, reveal, spelled, survey_page, thanks_page
from lyhord.web.shortening import shorter_page

REMEMBERED = 256

_Key: TypeAlias = tuple[str, int, str, bytes]


class FreshPage(Struct, frozen=True, kw_only=True):
    """A survey that nobody has answered yet, and what it may do."""

    page: CompressedPage
    policy: str

    def body(self, encoding: Encoding, tail: str) -> bytes:
        """Give the whole page in one encoding, with `tail` as its end."""
        return self.page.body(encoding, tail)


class Thanks(Struct, frozen=True, kw_only=True):
    """A thank-you page with a mark where the receipt is to stand, and what the page may do.

    It says what its `publication` and `place` say: when those change, it is another page.
    """

    publication: Publication
    place: Place
    html: str
    mark: str
    policy: str

    def to(self, receipt: str) -> str:
        """The page for one person."""
        shown = self.html.replace(self.mark, receipt)
        return shown.replace(spelled(self.mark), spelled(receipt))


class SurveyPages:
    """Gives survey pages; the most recently used ones stay in memory."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer
        self._pages: OrderedDict[_Key, asyncio.Future[FreshPage]] = OrderedDict()
        self._thanks: OrderedDict[Hashable, Thanks] = OrderedDict()

    async def fresh(self, door: Door, language: str) -> FreshPage:
        """Give the page of a door in a language; those who ask at once wait for the same one."""
        key = _key(door, language)
        if key not in self._pages:
            made = asyncio.ensure_future(asyncio.to_thread(self._compressed, door, language))
            self._pages[key] = made
            made.add_done_callback(lambda done: self._forget_failed(key, done))
            while len(self._pages) > REMEMBERED:
                self._pages.popitem(last=False)
        self._pages.move_to_end(key)
        return await asyncio.shield(self._pages[key])

    def anew(self, door: Door, language: str) -> str:
        """Render the page of a door that is not worth remembering, but for its end."""
        return self._head(door, language)

    def again(self, door: Door, language: str, back: Posted) -> str:
        """Render the page with everything that was posted; it belongs to one person, once."""
        return self._head(door, language, back) + tail(back.submission)

    def thanks(self, door: Door, language: str) -> Thanks:
        """Give the page that thanks whoever answers at a door in a language."""
        # of what a door is at a moment, whatever may stand on that page
        key = (
            *(door.slug, door.round_id, door.instrument_id, door.version, door.audience),
            *(door.mode, door.is_trial, door.results_by, language),
        )
        known = self._thanks.get(key)
        if not known or known.publication is not door.publication or known.place is not door.place:
            known = self._thanks[key] = self._thanking(door, language)
            while len(self._thanks) > REMEMBERED:
                self._thanks.popitem(last=False)
        self._thanks.move_to_end(key)
        return known

    def policy(self, door: Door, html: str | None = None) -> str:
        """Say what the page of a door may do; as it was rendered, it needs the least."""
        return survey_policy(self.renderer.assets, html, reveal(door))

    def _compressed(self, door: Door, language: str) -> FreshPage:
        html = shorter_page(self._head(door, language))
        return FreshPage(page=CompressedPage.of(html), policy=self.policy(door, html))

    def _thanking(self, door: Door, language: str) -> Thanks:
        mark = uuid4().hex
        instrument = in_language(door.publication, language)
        words = self.renderer.catalogues.of(language)
        page = thanks_page(door, instrument, words, receipt=mark)
        html = self.renderer.render("respondent/thanks.html", language=language, page=page)
        return Thanks(
            publication=door.publication,
            place=door.place,
            html=html,
            mark=mark,
            policy=survey_policy(self.renderer.assets, html),
        )

    def _head(self, door: Door, language: str, back: Posted | None = None) -> str:
        instrument = in_language(door.publication, language)
        words = self.renderer.catalogues.of(language)
        page = survey_page(door, instrument, words, back=back)
        return self.renderer.render("respondent/survey.html", language=language, page=page)

    def _forget_failed(self, key: _Key, made: asyncio.Future[FreshPage]) -> None:
        if made.cancelled() or made.exception() is not None:
            self._pages.pop(key, None)


def tail(submission: UUID | str) -> str:
    """The end of the page: what differs from visit to visit, and the bracket that closes it."""
    return f'{submission}">'


def _key(door: Door, language: str) -> _Key:
    """Doors with the same questions, presets and place share a page, but for shared screens."""
    rest = msgspec.json.encode(
        (
            *(door.audience, door.presets, door.place, door.asks_code, door.is_trial),
            door.wave_key.hex() if door.wave_key else "",
            door.slug if door.mode == "kiosk" else "",
        ),
        order="deterministic",
    )
    digest = hashlib.blake2b(rest, digest_size=16).digest()
    return door.instrument_id, door.version, language, digest
