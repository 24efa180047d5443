"""A survey shown to its authors as those who answer would meet it; nothing can be sent from it."""

from uuid import uuid4

from litestar import MediaType, Response
from msgspec.structs import replace

from lyhord.instruments.definition import Publication
from lyhord.instruments.places import Place
from lyhord.instruments.wording import in_language
from lyhord.web.headers import preview_policy
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.pages import tail
from lyhord.web.respondent.trying import door_of
from lyhord.web.respondent.views import reveal, survey_page


class Previews:
    """Gives pages of surveys that nobody can answer; only our own pages may frame them."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def __call__(self, publication: Publication, place: Place, language: str) -> Response[str]:
        """Give the page in a language, without the way to the others."""
        door = door_of(publication, place)
        words = self._renderer.catalogues.of(language)
        page = survey_page(door, in_language(publication, language), words)
        html = self._renderer.render(
            "respondent/survey.html", language=language, page=replace(page, languages=())
        )
        headers = {
            "Cache-Control": "no-store",
            "Content-Security-Policy": preview_policy(self._renderer.assets, html, reveal(door)),
            "X-Frame-Options": "SAMEORIGIN",
        }
        return Response(html + tail(uuid4()), media_type=MediaType.HTML, headers=headers)
