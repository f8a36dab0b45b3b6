"""Keyboards that a bot sends, checked as Telegram checks them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from bot.localchat.errors import BotApiError, bad_request

STYLES = frozenset({"danger", "success", "primary"})
MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256
_URL = re.compile(r"(https?|tg)://\S+")
_ACTIONS = (
    "url", "callback_data", "copy_text", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Markup:
    """inline: travels with its message. The others change the keyboard of the whole chat."""

    kind: Literal["inline", "reply", "remove", "force_reply"]
    fields: dict[str, Any]


def read_markup(value: Any) -> Markup | None:
    """From the `reply_markup` of a call (decoded JSON). None: none given, or an inline keyboard without buttons."""
    if not value:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        rows = [row for row in _rows(value["inline_keyboard"], "inline_keyboard", _inline_button) if row]
        return Markup("inline", {"inline_keyboard": rows}) if rows else None
    if "keyboard" in value:
        rows = _rows(value["keyboard"], "keyboard", _reply_button)
        return Markup("reply", {**value, "keyboard": rows}) if rows else None
    if value.get("remove_keyboard"):
        return Markup("remove", {})
    return Markup("force_reply", value) if value.get("force_reply") else None


def _rows(rows: Any, name: str, read: Any) -> list[list[dict[str, Any]]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be an Array of Arrays')
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG" if name == "keyboard" else "reply markup is too long")
    return [[read(button) for button in row] for row in rows]


def _reply_button(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _unreadable("keyboard button", "KeyboardButton must be a String or an Object")
    _check_face(button, "keyboard button")
    return button


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _unreadable("inline keyboard button", "InlineKeyboardButton must be an Object")
    _check_face(button, "inline keyboard button")
    if not any(button.get(action) not in (None, "") for action in _ACTIONS):
        raise _unreadable("inline keyboard button", "Text buttons are unallowed in the inline keyboard")
    _check_action(button)
    return button


def _check_face(button: dict[str, Any], what: str) -> None:
    if not isinstance(button.get("text"), str):
        raise _unreadable(what, 'Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    if button.get("style") not in (None, "", *STYLES):
        raise _unreadable(what, "invalid button style specified")


def _check_action(button: dict[str, Any]) -> None:
    data = button.get("callback_data")
    if data and len(str(data).encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url and not _URL.fullmatch(str(url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    copied = button.get("copy_text")
    if copied and not (isinstance(copied, dict) and 1 <= len(str(copied.get("text", ""))) <= MAX_COPY_TEXT):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _unreadable(what: str, reason: str) -> BotApiError:
    return bad_request(f"can't parse {what}: {reason}")
