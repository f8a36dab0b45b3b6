"""From Telegram's updates, as the JSON they come in, to what the front desk understands.

Not by way of python-telegram-bot's objects: of a message's fields we want a dozen, and building all the rest for each
update took as long as answering it. What is no update as Telegram documents them raises, and is set aside.
"""

from __future__ import annotations

from typing import Any

from handlers.talk import Incoming, SentFile, SharedContact

NAME = "telegram"
# what stands in a message that somebody sent, besides words; a message without any of these tells of a pin, a timer, …
_ATTACHED = """
    animation audio contact dice document game invoice live_photo location paid_media passport_data photo poll sticker
    story successful_payment venue video video_note voice
"""
ATTACHED = frozenset(_ATTACHED.split())
GONE = ("kicked", "left")  # how Telegram names a person who blocked the bot

Fields = dict[str, Any]


def incoming_of(update: Fields) -> Incoming | None:
    """What a person did; None for what no person did to this bot (channel posts, polls, other bots)."""
    if query := update.get("callback_query"):
        return _pressed(query)
    if change := update.get("my_chat_member"):
        return _member(change)
    message = update.get("message") or update.get("edited_message")
    if not message or not message.get("from") or message["from"].get("is_bot") or _is_service(message):
        return None
    return _said(message, message["from"], edited=not update.get("message"))


def press_of(update: Fields) -> str | None:
    """The id by which a pressed button stops waiting."""
    query = update.get("callback_query")
    return str(query["id"]) if query else None


def _is_service(message: Fields) -> bool:
    """Something was pinned, a timer was set: nobody said anything."""
    return not (
        message.get("text") or message.get("caption") or any(message[name] for name in ATTACHED & message.keys())
    )


def _said(message: Fields, user: Fields, *, edited: bool) -> Incoming:
    text = clean(message.get("text") or message.get("caption") or "")
    command, argument = _command(text) if message.get("text") else (None, "")
    return Incoming(
        platform=NAME,
        address=str(message["chat"]["id"]),
        sender=str(user["id"]),
        text=text,
        command=command,
        argument=argument,
        message=str(message["message_id"]),
        contact=_contact(message, user),
        file=_file(message),
        location=_location(message.get("location")),
        shown_name=_name(user),
        language=_language(user),
        private=_is_private(message["chat"]),
        forwarded=_is_forwarded(message),
        edited=edited,
    )


def clean(text: str) -> str:
    """Without half letters and zero bytes: no database takes them."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _is_private(chat: Fields) -> bool:
    return bool(chat["type"] == "private")


def _is_forwarded(message: Fields) -> bool:
    return message.get("forward_origin") is not None


def _name(user: Fields) -> str:
    return clean(f"{user.get('first_name') or ''} {user.get('last_name') or ''}".strip())


def _language(user: Fields) -> str | None:
    return (user.get("language_code") or "")[:2] or None


def _command(text: str) -> tuple[str | None, str]:
    """ "/start@bot abc" → ("start", "abc")."""
    if not text.startswith("/") or len(text) < 2:
        return None, ""
    first, *rest = text.split(maxsplit=1)
    return first[1:].partition("@")[0].lower() or None, rest[0].strip() if rest else ""


def _contact(message: Fields, user: Fields) -> SharedContact | None:
    contact = message.get("contact")
    if not contact:
        return None
    own = contact.get("user_id") == user["id"] and not _is_forwarded(message)
    return SharedContact(clean(contact["phone_number"]), own)


def _location(found: Fields | None) -> tuple[float, float] | None:
    return (float(found["latitude"]), float(found["longitude"])) if found else None


def _file(message: Fields) -> SentFile | None:
    if document := message.get("document"):
        return SentFile(document["file_id"], clean(document.get("file_name") or "file"), document.get("file_size") or 0)
    if photo := message.get("photo"):
        return SentFile(photo[-1]["file_id"], "photo.jpg", photo[-1].get("file_size") or 0, "photo")
    return None


def _pressed(query: Fields) -> Incoming | None:
    message = query.get("message")
    chat, user = (message or {}).get("chat"), query["from"]
    return Incoming(
        platform=NAME,
        address=str((chat or user)["id"]),
        sender=str(user["id"]),
        payload=clean(query.get("data") or ""),
        message=str(message["message_id"]) if message else None,
        shown_name=_name(user),
        language=_language(user),
        private=not chat or _is_private(chat),
    )


def _member(change: Fields) -> Incoming | None:
    if not _is_private(change["chat"]):
        return None
    user = change["from"]
    gone = change["new_chat_member"]["status"] in GONE
    return Incoming(NAME, str(change["chat"]["id"]), str(user["id"]), shown_name=_name(user), blocked=gone)
