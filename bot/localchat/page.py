"""The web chat: a page on which one can be any of some people, and see their chats as Telegram would show them."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from sse_starlette import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.localchat.errors import BotApiError
from bot.localchat.files import MAX_DOWNLOAD
from bot.localchat.page_events import Watched, events
from bot.localchat.page_views import WEB, keyboard_view, message_view, templates
from bot.localchat.page_words import LANGUAGES, Words
from bot.localchat.people import NoSuchButton, Person
from bot.localchat.server import BotApi
from bot.localchat.world import World

ROLES = ("teacher", "trainer", "organizer")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody one can be: code of the lists, name, role (one of ROLES), chat account, phone as +84…"""

    code: str
    name: str
    role: str
    chat_id: int
    phone: str | None = None


People = Sequence[PersonCard] | Callable[[], Sequence[PersonCard]]
Travel = Callable[[str], Awaitable[None]]  # "next": to the next thing due; "10", "60": so many minutes on


def chat_routes(world: World, people: People, travel: Travel | None = None) -> list[BaseRoute]:
    """The page's routes: `/`, `/chat/…`, `/static/…`. people: the list, or what gives it anew for each request.

    travel: moves the rehearsal clock; without it the page has no buttons for that.
    """
    page = _Page(world, people if callable(people) else lambda: people, travel)
    return [
        Route("/", page.show),
        Route("/chat/events", page.watch),
        Route("/chat/files/{file_id}", page.download),
        Route("/chat/clock", page.travel, methods=["POST"]),
        Route("/chat/{code}", page.column),
        Route("/chat/{code}/commands", page.commands),
        *(Route(f"/chat/{{code}}/{name}", page.act(deed), methods=["POST"]) for name, deed in _DEEDS.items()),
        Mount("/static", StaticFiles(directory=WEB / "static")),
    ]


def chat_application(world: World, people: People) -> Starlette:
    """Page and Bot API in one application, for a server of its own."""
    return Starlette(routes=[*chat_routes(world, people), Mount("/", app=BotApi(world))])


class _Page:
    def __init__(self, world: World, people: Callable[[], Sequence[PersonCard]], travel: Travel | None) -> None:
        self.world = world
        self.people = people
        self._travel = travel

    async def show(self, request: Request) -> Response:
        words = _words(request)
        columns = [self._column(role, request.query_params.get(role), words) for role in ROLES]
        html = templates.get_template("chat.html").render(
            words=words, columns=columns, clock=words.clock(self.world.clock()), languages=LANGUAGES,
            spoken=json.dumps(words.for_script(), ensure_ascii=False), query=request.query_params,
            travels=self._travel is not None,
        )  # fmt: skip
        response = HTMLResponse(html, headers=_HEADERS)
        response.set_cookie("chat_language", words.language, samesite="strict", httponly=True)
        return response

    async def travel(self, request: Request) -> Response:
        """{"by": "next" | minutes}"""
        if self._travel is None or not _from_this_page(request):
            return _nothing()
        try:
            await self._travel(str((await request.json())["by"]))
        except (ValueError, KeyError):
            return Response(status_code=400)
        return Response(status_code=204)

    async def column(self, request: Request) -> Response:
        """The inner part of one column, for another person."""
        card = self._card(request)
        if card is None:
            return _nothing()
        words = _words(request)
        view = self._chat(card, words)
        return _fragment("chat_room.html", chat=view, words=words)

    async def commands(self, request: Request) -> Response:
        card = self._card(request)
        if card is None:
            return _nothing()
        commands = self._person(card).commands
        return _fragment("chat_commands.html", commands=commands, words=_words(request))

    async def watch(self, request: Request) -> Response:
        """`?at={"GV01":12,"GV02":3}`: these people's chats from these changes on."""
        position = request.headers.get("last-event-id") or request.query_params.get("at", "{}")
        try:
            watched = [each for part in json.loads(position).items() if (each := self._watched(*part))]
        except (ValueError, AttributeError):
            return Response(status_code=400)
        return EventSourceResponse(events(self.world, watched, _words(request)), headers=_HEADERS)

    async def download(self, request: Request) -> Response:
        try:
            file = self.world.files.by_id(request.path_params["file_id"])
        except BotApiError:
            return _nothing()
        is_photo = file.width > 0
        shown = "inline" if is_photo else f"attachment; filename*=UTF-8''{quote(file.name)}"
        headers = {**_HEADERS, "Content-Disposition": shown}
        return Response(file.data, media_type=file.mime, headers=headers)

    def act(self, deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        """A route by which a person does something."""

        async def respond(request: Request) -> Response:
            card = self._card(request)
            if card is None or not _from_this_page(request):
                return _nothing()
            try:
                await deed(self._person(card), request)
            except NoSuchButton:
                return Response(status_code=409)
            except (BotApiError, ValueError, LookupError, TypeError):
                return Response(status_code=400)
            return Response(status_code=204)

        return respond

    def _column(self, role: str, wanted: str | None, words: Words) -> dict[str, Any]:
        cards = self.people()
        choices = [card for card in cards if card.role == role]
        chosen = next((card for card in choices if card.code == wanted), choices[0] if choices else None)
        return {"role": role, "choices": choices, "chat": self._chat(chosen, words) if chosen else None}

    def _chat(self, card: PersonCard, words: Words) -> dict[str, Any]:
        person = self._person(card)
        return {
            "code": card.code,
            "name": card.name,
            "seen": len(person.room.changes),
            "messages": [message_view(person, message, words) for message in person.chat],
            "keyboard": keyboard_view(person),
            "blocked": person.room.blocked,
        }

    def _card(self, request: Request) -> PersonCard | None:
        return self._find(request.path_params["code"])

    def _find(self, code: str) -> PersonCard | None:
        return next((card for card in self.people() if card.code == code), None)

    def _person(self, card: PersonCard) -> Person:
        known = self.world.people.get(card.chat_id)
        return known or self.world.person(card.chat_id, name=card.name, phone=card.phone, language="vi")

    def _watched(self, code: str, seen: object) -> Watched | None:
        card = self._find(code)
        return Watched(code, self._person(card), seen) if card and isinstance(seen, int) else None


Deed = Callable[[Person, Request], Awaitable[None]]


async def _say(person: Person, request: Request) -> None:
    text = str((await request.json())["text"]).strip()
    if text.split(" ")[0] == "/start":
        person.room.opened = True
    for start in range(0, len(text), 4096):  # as Telegram's own apps cut what is longer
        person.says(text[start : start + 4096])


async def _press(person: Person, request: Request) -> None:
    given = await request.json()
    message = person.room.messages.get(int(given["message"]))
    if message is None:
        raise NoSuchButton("its message was deleted")
    person.presses(str(given["data"]), message)


async def _key(person: Person, request: Request) -> None:
    given = await request.json()
    row, column = int(given["row"]), int(given["column"])
    try:
        label = person.keyboard[row][column]
    except IndexError:
        raise NoSuchButton("the keyboard has changed") from None
    person.presses_key(label)


async def _contact(person: Person, _request: Request) -> None:
    person.shares_contact()


async def _location(person: Person, request: Request) -> None:
    given = await request.json()
    person.sends_location(float(given["latitude"]), float(given["longitude"]))


async def _file(person: Person, request: Request) -> None:
    if int(request.headers.get("content-length", "0")) > MAX_DOWNLOAD:
        raise ValueError("a bot could not download it")
    async with request.form(max_files=1) as form:
        upload = form["file"]
        if isinstance(upload, str):
            raise TypeError("a text is no file")
        person.sends_file(upload.filename or "file", await upload.read(), mime=upload.content_type or "")


async def _block(person: Person, _request: Request) -> None:
    if person.room.blocked:
        person.unblocks_bot()
    else:
        person.blocks_bot()


_DEEDS: dict[str, Deed] = {
    "say": _say, "press": _press, "key": _key, "contact": _contact, "location": _location, "file": _file,
    "block": _block,
}  # fmt: skip


def _words(request: Request) -> Words:
    wanted = request.query_params.get("lang") or request.cookies.get("chat_language", "")
    return Words(wanted)


def _from_this_page(request: Request) -> bool:
    """Other sites may not make the people here act: the page's own requests carry its own origin."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _fragment(name: str, **values: Any) -> HTMLResponse:
    return HTMLResponse(templates.get_template(name).render(**values), headers=_HEADERS)


def _nothing() -> Response:
    return Response(status_code=404)
