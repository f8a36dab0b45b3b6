"""Methods that put a new message into a chat."""

from __future__ import annotations

from bot.localchat.calls import (
    Call,
    Method,
    caption_of,
    chat_of,
    file_of,
    markup_of,
    message_of,
    text_of,
    worded,
    writable_chat,
)
from bot.localchat.chats import Change, ChangeKind, Chat, Fields, Message
from bot.localchat.errors import bad_request
from bot.localchat.keyboards import Markup
from bot.localchat.parameters import Parameters

_CHAT_ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
_COPIED = ("text", "entities", "document", "photo", "venue", "location", "contact")


def send_message(call: Call) -> Fields:
    chat = writable_chat(call)
    return _post(call, chat, worded(text_of(call)))


def send_photo(call: Call) -> Fields:
    chat = writable_chat(call)
    file = file_of(call, "photo", call.world.files.photo)
    return _post(call, chat, {"photo": file.as_photo(), **caption_of(call)})


def send_document(call: Call) -> Fields:
    chat = writable_chat(call)
    file = file_of(call, "document", call.world.files.document)
    return _post(call, chat, {"document": file.as_document(), **caption_of(call)})


def send_location(call: Call) -> Fields:
    chat = writable_chat(call)
    return _post(call, chat, {"location": _spot(call)})


def send_venue(call: Call) -> Fields:
    chat = writable_chat(call)
    spot = _spot(call)
    title, address = call.given.text("title"), call.given.text("address")
    if not title:
        raise bad_request("title must be non-empty")
    if not address:
        raise bad_request("address must be non-empty")
    return _post(call, chat, {"location": spot, "venue": {"location": spot, "title": title, "address": address}})


def send_contact(call: Call) -> Fields:
    chat = writable_chat(call)
    contact = {name: call.given.text(name) for name in ("phone_number", "first_name", "last_name", "vcard")}
    if not contact["phone_number"]:
        raise bad_request("phone number must be non-empty")
    if not contact["first_name"]:
        raise bad_request("first name must be non-empty")
    return _post(call, chat, {"contact": {key: value for key, value in contact.items() if value}})


def send_chat_action(call: Call) -> bool:
    chat = writable_chat(call)
    if call.given.text("action").lower() not in _CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.publish(Change(ChangeKind.TYPING, by_bot=True))
    return True


def copy_message(call: Call) -> Fields:
    chat = writable_chat(call)
    source = message_of(call, chat_of(call, "from_chat_id"), "message to copy").fields
    content = {key: source[key] for key in _COPIED if key in source}
    if "caption" in call.given and "text" not in content:
        content |= caption_of(call)
    else:
        content |= {key: source[key] for key in ("caption", "caption_entities") if key in source}
    return {"message_id": _post(call, chat, content)["message_id"]}


def forward_message(call: Call) -> Fields:
    chat = writable_chat(call)
    source = message_of(call, chat_of(call, "from_chat_id"), "message to forward").fields
    if source.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    content = {key: source[key] for key in (*_COPIED, "caption", "caption_entities") if key in source}
    origin = source.get("forward_origin") or {
        "type": "user", "sender_user": source["from"], "date": source["date"],
    }  # fmt: skip
    return _post(call, chat, {**content, "forward_origin": origin})


def _spot(call: Call) -> Fields:
    latitude, longitude = call.given.number("latitude"), call.given.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location coordinates specified")
    return {"latitude": latitude, "longitude": longitude}


def _post(call: Call, chat: Chat, content: Fields) -> Fields:
    markup = markup_of(call)
    fields: Fields = {
        "message_id": 0,
        "from": _author(call),
        "chat": chat.fields,
        "date": call.world.now(),
        **_answered(call, chat),
        **content,
        **_inline(markup),
    }
    if call.given.flag("protect_content"):
        fields["has_protected_content"] = True
    fields["message_id"] = next(call.bot.message_ids)
    below = markup if markup and markup.kind != "inline" else None
    return chat.put(Message(fields, below), ChangeKind.SENT, by_bot=True).fields


def _author(call: Call) -> Fields:
    user = call.bot.user
    return {name: user[name] for name in ("id", "is_bot", "first_name", "username")}


def _inline(markup: Markup | None) -> Fields:
    return {"reply_markup": markup.fields} if markup and markup.kind == "inline" else {}


def _answered(call: Call, chat: Chat) -> Fields:
    """The message that this one replies to, one level deep as in the Bot API."""
    wanted = call.given.mapping("reply_parameters")
    number = Parameters(wanted).integer("message_id", 0) or call.given.integer("reply_to_message_id", 0)
    if not number:
        return {}
    message = chat.messages.get(number)
    if message is None:
        if wanted.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in message.fields.items() if k != "reply_to_message"}}


METHODS: dict[str, Method] = {
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendlocation": send_location,
    "sendvenue": send_venue,
    "sendcontact": send_contact,
    "sendchataction": send_chat_action,
    "copymessage": copy_message,
    "forwardmessage": forward_message,
}
