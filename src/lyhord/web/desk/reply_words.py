"""Writing the words of a reply in one voice, beside the Swedish ones that the others follow."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from lyhord.errors import NotFoundError
from lyhord.replying import drafting, linting
from lyhord.replying.linting import MOST_LETTERS
from lyhord.replying.pages import FIRST, MOST_DEEDS, Deed, ThemeWords, Words
from lyhord.storage import rounds
from lyhord.storage.database import Connection
from lyhord.web import posted
from lyhord.web.desk.reply import REPLY, back, day_of, number_of
from lyhord.web.desk.reply_words_page import Mistake, Trouble, Writing, words_page
from lyhord.web.desk.visit import VisitDependency
from lyhord.web.exchange import AnyResponse

Fields = Mapping[str, Sequence[str]]
TEXTS = ("heading", "said", "answer")


@get(REPLY + "/words")
async def show_words(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show the form of a voice's words."""
    visit.require_all()
    name = visit.request.query_params.get("voice", FIRST.key)
    async with visit.database.transaction("desk") as db:
        writing = await _writing(db, round_id, name)
    return visit.page("reply_words.html", words_page(visit, writing, writing.words, Trouble()))


@post(REPLY + "/words")
async def write_words(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Keep a voice's words, or show them again with what is wrong or what somebody else wrote."""
    visit.require_all()
    fields = await posted.form(visit.request)
    async with visit.database.transaction("desk") as db:
        writing = await _writing(db, round_id, posted.first(fields, "voice"))
        words, mistakes = _read(fields, writing)
        is_kept = not mistakes and await drafting.save_words(
            db,
            round_id,
            writing.voice,
            words,
            revision=number_of(fields),
            actor=visit.account.email,
        )
        # what somebody saved meanwhile may have been committed after the draft was read
        writing = await _writing(db, round_id, writing.voice.key)
    if is_kept:
        return back(round_id, "words")
    trouble = Trouble(mistakes=mistakes, is_changed=not mistakes)
    page = words_page(visit, writing, words, trouble)
    return visit.page("reply_words.html", page, status=422 if mistakes else 409)


async def _writing(db: Connection, round_id: UUID, name: str) -> Writing:
    """The voice by its name, or `NotFoundError` for one in which nobody was asked."""
    round_ = await rounds.get(db, round_id)
    asked = await drafting.asked(db, round_id)
    voice = next((each for each in asked.voices if each.key == name), None)
    if voice is None:
        raise NotFoundError("voice", name)
    draft = await drafting.read(db, round_id)
    report = await drafting.found(db, round_id)
    known = {} if report is None else drafting.answerable(report)
    themes = {
        each.theme_id: known[each.theme_id] for each in draft.plan.themes if each.theme_id in known
    }
    return Writing(round=round_, voice=voice, draft=draft, themes=themes)


def _read(fields: Fields, writing: Writing) -> tuple[Words, tuple[Mistake, ...]]:
    """What the form says, with what was written of themes that it does not show."""
    themes = {
        theme_id: _theme(fields, place)
        for place, theme_id in enumerate(fields.get("theme", ()))
        if theme_id in writing.themes
    }
    words = Words(
        introduction=linting.cleaned(_first(fields, "introduction")),
        themes=writing.words.themes | themes,
        follows=number_of(fields, "follows"),
    )
    return words, tuple(_mistakes(fields, words, writing))


def _theme(fields: Fields, place: int) -> ThemeWords:
    heading, said, answer = (_first(fields, f"{name}.{place}") for name in TEXTS)
    deeds = tuple(
        Deed(
            what=linting.cleaned(_first(fields, f"what.{place}.{n}")),
            who=linting.one_line(_first(fields, f"who.{place}.{n}")),
            by=day_of(_first(fields, f"by.{place}.{n}")),
        )
        for n in range(MOST_DEEDS)
    )
    return ThemeWords(
        heading=linting.one_line(heading),
        said=linting.cleaned(said),
        answer=linting.cleaned(answer),
        deeds=deeds,
    )


def _mistakes(fields: Fields, words: Words, writing: Writing) -> Iterator[Mistake]:
    if linting.too_long("introduction", words.introduction):
        yield Mistake(field="introduction", kind="long", said=str(MOST_LETTERS["introduction"]))
    for place, theme_id in enumerate(fields.get("theme", ())):
        if theme_id not in writing.themes:
            continue
        said = words.of(theme_id)
        for name in TEXTS:
            if linting.too_long(name, getattr(said, name)):
                yield Mistake(field=f"{name}.{place}", kind="long", said=str(MOST_LETTERS[name]))
        for n, deed in enumerate(said.deeds):
            yield from _mistakes_of(deed, f"{place}.{n}", _first(fields, f"by.{place}.{n}"))


def _mistakes_of(deed: Deed, place: str, day: str) -> Iterator[Mistake]:
    for name, text in (("what", deed.what), ("who", deed.who)):
        if linting.too_long(name, text):
            yield Mistake(field=f"{name}.{place}", kind="long", said=str(MOST_LETTERS[name]))
    found = linting.people(deed.who)
    if found:
        yield Mistake(field=f"who.{place}", kind="name", said=", ".join(found))
    if day.strip() and deed.by is None:
        yield Mistake(field=f"by.{place}", kind="day")


def _first(fields: Fields, name: str) -> str:
    return fields.get(name, [""])[0]
