"""Methods about the bot itself and about chats: names, command menus, files, signing off."""

from __future__ import annotations

import re
from typing import Any

from bot.localchat.calls import Call, Method, chat_of
from bot.localchat.chats import Fields
from bot.localchat.errors import bad_request
from bot.localchat.files import MAX_DOWNLOAD
from bot.localchat.parameters import Parameters
from bot.localchat.world import Bot

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = frozenset({
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators",
    "chat_member",
})  # fmt: skip


def get_me(call: Call) -> Fields:
    return call.bot.user


def set_my_commands(call: Call) -> bool:
    rows = call.given.decoded("commands")
    if not isinstance(rows, list):
        raise bad_request("expected an Array of BotCommand")
    if len(rows) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_command(row) for row in rows]
    call.bot.commands[_scope(call), call.given.text("language_code")] = checked
    return True


def _command(row: Any) -> dict[str, str]:
    if not isinstance(row, dict):
        raise bad_request("expected an Object as BotCommand")
    command = str(row.get("command", "")).removeprefix("/")
    description = str(row.get("description", "")).strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def get_my_commands(call: Call) -> list[dict[str, str]]:
    return call.bot.commands.get((_scope(call), call.given.text("language_code")), [])


def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop((_scope(call), call.given.text("language_code")), None)
    return True


def _scope(call: Call) -> str:
    """A scope as one word: "default", "chat 1001", "chat_member -5 1001"."""
    given = Parameters(call.given.mapping("scope") or {"type": "default"})
    kind, chat = given.text("type"), given.text("chat_id")
    if kind not in _SCOPES:
        raise bad_request("unsupported type specified")
    if kind.startswith("chat") and not chat:
        raise bad_request("chat not found")
    return " ".join(filter(None, (kind, chat, given.text("user_id"))))


def commands_shown(bot: Bot, chat_id: int, language: str) -> list[dict[str, str]]:
    """The menu that a person sees in a private chat: the narrowest scope first, their language before none."""
    for scope in (f"chat {chat_id}", "all_private_chats", "default"):
        for code in (language, ""):
            if bot.commands.get((scope, code)):
                return bot.commands[scope, code]
    return []


def _setter(kind: str) -> Method:
    def set_text(call: Call) -> bool:
        name = f"{kind}/{call.given.text('language_code')}"
        call.bot.texts[name] = call.given.text(kind)
        return True

    return set_text


def _getter(kind: str) -> Method:
    def get_text(call: Call) -> Fields:
        name = f"{kind}/{call.given.text('language_code')}"
        return {kind: call.bot.texts.get(name, call.bot.texts.get(f"{kind}/", ""))}

    return get_text


def set_chat_menu_button(call: Call) -> bool:
    button = call.given.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    call.bot.menu_buttons[call.given.integer("chat_id", 0)] = button
    return True


def get_chat_menu_button(call: Call) -> Fields:
    buttons = call.bot.menu_buttons
    return buttons.get(call.given.integer("chat_id", 0), buttons.get(0, {"type": "commands"}))


def get_chat(call: Call) -> Fields:
    chat = chat_of(call)
    pinned = chat.messages.get(chat.pinned) if chat.pinned else None
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    return {**chat.fields, **full, **({"pinned_message": pinned.fields} if pinned else {})}


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def get_file(call: Call) -> Fields:
    file = call.world.files.by_id(call.given.text("file_id"))
    if len(file.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    size = len(file.data)
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": size, "file_path": file.path}


def sign_off(call: Call) -> bool:
    """logOut and close: nothing to hand over, since there is one server only."""
    return True


METHODS: dict[str, Method] = {
    "getme": get_me,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": _setter("name"),
    "getmyname": _getter("name"),
    "setmydescription": _setter("description"),
    "getmydescription": _getter("description"),
    "setmyshortdescription": _setter("short_description"),
    "getmyshortdescription": _getter("short_description"),
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
    "getchat": get_chat,
    "getfile": get_file,
    "logout": sign_off,
    "close": sign_off,
}
