"""From Telegram's updates to what the front desk understands."""

from __future__ import annotations

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from handlers.talk import Incoming, SentFile, SharedContact

NAME = "telegram"


def incoming_of(update: Update) -> Incoming | None:
    """What a person did; None for what no person did to this bot (channel posts, polls, other bots)."""
    if update.callback_query:
        return _pressed(update.callback_query)
    if update.my_chat_member:
        return _member(update.my_chat_member)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot or _is_service(message):
        return None
    return _said(message, message.from_user, edited=update.message is None)


def _is_service(message: Message) -> bool:
    """Something was pinned, a timer was set: nobody said anything."""
    return not (message.text or message.caption or message.effective_attachment)


def _said(message: Message, user: User, *, edited: bool) -> Incoming:
    text = clean(message.text or message.caption or "")
    command, argument = _command(text) if message.text else (None, "")
    return Incoming(
        platform=NAME,
        address=str(message.chat.id),
        sender=str(user.id),
        text=text,
        command=command,
        argument=argument,
        message=str(message.message_id),
        contact=_contact(message, user),
        file=_file(message),
        location=(message.location.latitude, message.location.longitude) if message.location else None,
        shown_name=clean(user.full_name),
        language=(user.language_code or "")[:2] or None,
        private=_is_private(message.chat),
        forwarded=message.forward_origin is not None,
        edited=edited,
    )


def clean(text: str) -> str:
    """Without half letters and zero bytes: no database takes them."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _is_private(chat: Chat) -> bool:
    return chat.type == ChatType.PRIVATE


def _command(text: str) -> tuple[str | None, str]:
    """ "/start@bot abc" → ("start", "abc")."""
    if not text.startswith("/") or len(text) < 2:
        return None, ""
    first, *rest = text.split(maxsplit=1)
    return first[1:].partition("@")[0].lower() or None, rest[0].strip() if rest else ""


def _contact(message: Message, user: User) -> SharedContact | None:
    contact = message.contact
    if contact is None:
        return None
    own = contact.user_id == user.id and message.forward_origin is None
    return SharedContact(clean(contact.phone_number), own)


def _file(message: Message) -> SentFile | None:
    if message.document:
        document = message.document
        return SentFile(document.file_id, clean(document.file_name or "file"), document.file_size or 0)
    if message.photo:
        largest = message.photo[-1]
        return SentFile(largest.file_id, "photo.jpg", largest.file_size or 0, "photo")
    return None


def _pressed(query: CallbackQuery) -> Incoming | None:
    message = query.message
    chat = message.chat if message else None
    return Incoming(
        platform=NAME,
        address=str(chat.id if chat else query.from_user.id),
        sender=str(query.from_user.id),
        payload=clean(query.data or ""),
        message=str(message.message_id) if message else None,
        shown_name=clean(query.from_user.full_name),
        language=(query.from_user.language_code or "")[:2] or None,
        private=chat is None or _is_private(chat),
    )


def _member(change: ChatMemberUpdated) -> Incoming | None:
    if not _is_private(change.chat):
        return None
    gone = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    user = change.from_user
    return Incoming(NAME, str(change.chat.id), str(user.id), shown_name=clean(user.full_name), blocked=gone)
