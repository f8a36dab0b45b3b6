"""Methods that change or remove what is in a chat, and answers to pressed buttons."""

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
from bot.localchat.chats import Change, ChangeKind, Chat, Fields, Message, Toast
from bot.localchat.errors import BotApiError, bad_request
from bot.localchat.parameters import Parameters
from bot.localchat.queue import PRESS_EXPIRES

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_CONTENT = ("text", "entities", "caption", "caption_entities", "document", "photo")
MAX_TOAST = 200


def edit_message_text(call: Call) -> Fields:
    chat, old = _editable(call)
    if "text" not in old.fields:
        raise bad_request("there is no text in the message to edit")
    return _change(call, chat, old, worded(text_of(call, too_long="MESSAGE_TOO_LONG")))


def edit_message_caption(call: Call) -> Fields:
    chat, old = _editable(call)
    if not _media(old.fields):
        raise bad_request("there is no caption in the message to edit")
    return _change(call, chat, old, {**_media(old.fields), **caption_of(call)})


def edit_message_media(call: Call) -> Fields:
    chat, old = _editable(call)
    if not _media(old.fields) and "text" not in old.fields:
        raise bad_request("message content can't be edited")
    return _change(call, chat, old, _new_media(call))


def edit_message_reply_markup(call: Call) -> Fields:
    chat, old = _editable(call)
    return _change(call, chat, old, {key: old.fields[key] for key in _CONTENT if key in old.fields})


def _editable(call: Call) -> tuple[Chat, Message]:
    if "chat_id" not in call.given and "inline_message_id" in call.given:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable_chat(call)
    message = message_of(call, chat, "message to edit")
    if message.fields["from"]["id"] != call.bot.id or "forward_origin" in message.fields:
        raise bad_request("message can't be edited")
    return chat, message


def _media(fields: Fields) -> Fields:
    return {name: fields[name] for name in ("document", "photo") if name in fields}


def _new_media(call: Call) -> Fields:
    media = call.given.mapping("media")
    if media.get("type") not in ("photo", "document"):
        raise bad_request("unsupported media type specified")
    inner = Call(call.world, call.bot, Parameters(media, call.given.uploads))
    if media["type"] == "photo":
        content: Fields = {"photo": file_of(inner, "media", call.world.files.photo).as_photo()}
    else:
        content = {"document": file_of(inner, "media", call.world.files.document).as_document()}
    return {**content, **caption_of(inner)}


def _change(call: Call, chat: Chat, old: Message, content: Fields) -> Fields:
    markup = markup_of(call)
    if markup and markup.kind != "inline":
        raise bad_request("inline keyboard expected")
    inline = {"reply_markup": markup.fields} if markup else {}
    kept = {key: value for key, value in old.fields.items() if key not in (*_CONTENT, "reply_markup", "edit_date")}
    fields = {**kept, **content, **inline}
    before = {key: value for key, value in old.fields.items() if key != "edit_date"}
    if fields == before:
        raise bad_request(_NOT_MODIFIED)
    fields["edit_date"] = call.world.now()
    return chat.put(Message(fields, old.markup), ChangeKind.EDITED, by_bot=True).fields


def delete_message(call: Call) -> bool:
    chat = chat_of(call)
    message = message_of(call, chat, "message to delete")
    chat.drop(message.id, by_bot=True)
    return True


def delete_messages(call: Call) -> bool:
    """Unknown ones are passed over, as the Bot API says."""
    chat = chat_of(call)
    for number in call.given.array("message_ids"):
        if type(number) is not int:
            raise bad_request("message identifier must be a Number")
        chat.drop(number, by_bot=True)
    return True


def pin_chat_message(call: Call) -> bool:
    chat = writable_chat(call)
    chat.pinned = message_of(call, chat, "message to pin").id
    return True


def unpin_chat_message(call: Call) -> bool:
    chat_of(call).pinned = None
    return True


def answer_callback_query(call: Call) -> bool:
    """The first answer is shown; a press can be answered for so long only."""
    press = call.bot.presses.pop(call.given.text("callback_query_id"), None)
    if press is None or call.world.monotonic() - press.since > PRESS_EXPIRES:
        raise bad_request(_TOO_OLD)
    text = call.given.text("text")
    if len(text) > MAX_TOAST:
        raise BotApiError(400, "Bad Request: MESSAGE_TOO_LONG")
    toast = Toast(text, call.given.flag("show_alert"), call.given.text("url") or None)
    press.chat.publish(Change(ChangeKind.TOAST, by_bot=True, toast=toast, user=press.user))
    return True


METHODS: dict[str, Method] = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagemedia": edit_message_media,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "pinchatmessage": pin_chat_message,
    "unpinchatmessage": unpin_chat_message,
    "answercallbackquery": answer_callback_query,
}
