"""Messages and keyboards as the templates of the page want them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from bot.localchat.chats import Button, Message
from bot.localchat.page_words import Words
from bot.localchat.people import Person
from bot.localchat.rendering import to_html

WEB = Path(__file__).resolve().parent.parent / "web"
_DIRECTIONS = "https://www.google.com/maps/dir/?api=1&destination={},{}"

templates = Environment(
    loader=FileSystemLoader(WEB / "templates"),
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
)


def message_view(person: Person, message: Message, words: Words) -> dict[str, Any]:
    """Everything that the template of one message shows."""
    fields = message.fields
    return {
        "id": message.id,
        "mine": fields["from"]["id"] == person.id,
        "author": fields["from"]["first_name"],
        "kind": message.kind,
        "html": to_html(message.text, message.entities),
        "day": words.day(message.sent_at),
        "hour": words.hour(message.sent_at),
        "edited": message.is_edited,
        "protected": message.is_protected,
        "forwarded": "forward_origin" in fields,
        "reply": _reply(fields),
        "rows": [[_button_view(button) for button in row] for row in message.rows],
        "file": _file(message),
        "place": _place(message),
        "contact": fields.get("contact"),
    }


def _reply(fields: dict[str, Any]) -> dict[str, str] | None:
    answered = fields.get("reply_to_message")
    if not answered:
        return None
    return {"author": answered["from"]["first_name"], "text": Message(answered).text[:80]}


def _button_view(button: Button) -> dict[str, Any]:
    kind = "data" if button.data is not None else "url" if button.url else "copy" if button.copied else "none"
    return {"kind": kind, **button._asdict()}


def _file(message: Message) -> dict[str, Any] | None:
    document = message.fields.get("document")
    if document is None:
        photo = message.fields.get("photo")
        return {"id": photo[-1]["file_id"], **photo[-1]} if photo else None
    name = document["file_name"]
    kind = PurePosixPath(name).suffix.lstrip(".").upper()[:4] or "?"
    return {"id": document["file_id"], "name": name, "kind": kind, "size": _size(document["file_size"])}


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _place(message: Message) -> dict[str, Any] | None:
    spot = message.fields.get("location")
    if spot is None:
        return None
    venue = message.venue
    return {
        "title": venue.title if venue else None,
        "address": venue.address if venue else f"{spot['latitude']:.5f}, {spot['longitude']:.5f}",
        "directions": _DIRECTIONS.format(spot["latitude"], spot["longitude"]),
    }


def keyboard_view(person: Person) -> dict[str, Any] | None:
    """The keyboard open at the bottom, None when there is none."""
    markup = person.room.markup
    if markup is None or markup.kind != "reply":
        return None
    return {
        "rows": markup.fields["keyboard"],
        "placeholder": markup.fields.get("input_field_placeholder"),
    }


def message_html(code: str, person: Person, message: Message, words: Words) -> Markup:
    """One message as the page shows it."""
    view = message_view(person, message, words)
    return Markup(templates.get_template("chat_message.html").render(code=code, m=view, words=words))  # noqa: S704


def keyboard_html(code: str, person: Person, words: Words) -> Markup:
    """What stands at the bottom of a chat."""
    keyboard = keyboard_view(person)
    page = templates.get_template("chat_keyboard.html")
    return Markup(page.render(code=code, keyboard=keyboard, words=words))  # noqa: S704
