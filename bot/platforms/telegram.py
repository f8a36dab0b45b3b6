"""Telegram: sends replies as its messages and tells plainly what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InputFile,
    Message,
    MessageId,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter, ExtBot

from bot.platforms.platform import SendFailed, Sent
from bot.platforms.splitting import split
from bot.platforms.transport import NEVER_CONNECTED, AiohttpRequest
from handlers.talk import Capabilities, Choice, Keyboard, Reply, Style
from training.mailing import Lane, Outcome

TEXT_LIMIT = 4096  # code points of a message
CAPTION_LIMIT = 1024  # of the words under a file
GONE = ("chat not found", "user is deactivated", "user not found", "peer_id_invalid")
EDIT_IMPOSSIBLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "no text in the message to edit",  # the button stood under a file or a place
)
TOO_LARGE = "(413)"  # how python-telegram-bot tells of a status without a class of its own
LOCKED_OUT = timedelta(minutes=1)  # before another try with a token that the platform does not take
BUTTON_STYLES = {Style.GOOD: "success", Style.DANGER: "danger"}


class Telegram:
    """A platform over one bot token. `limiter` paces everything that it sends."""

    name = "telegram"
    capabilities = Capabilities()

    def __init__(self, token: str, api_url: str, limiter: BaseRateLimiter[Any] | None = None) -> None:
        root = api_url.rstrip("/")
        self._limiter = limiter
        self._transports = (AiohttpRequest(), AiohttpRequest(connections=2, read=60))
        self.bot: ExtBot[Any] = ExtBot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._transports[0],
            get_updates_request=self._transports[1],
            rate_limiter=limiter,
        )

    def _lane(self, lane: Lane) -> Lane | None:
        """What the limiter goes by; a bot without one takes no such argument."""
        return lane if self._limiter else None

    async def start(self) -> None:
        """Sign in. Raises SendFailed when the token or the server is no good."""
        try:
            await self.bot.initialize()
        except TelegramError as error:
            for transport in self._transports:  # a bot that never signed in does not close what it opened
                await transport.shutdown()
            raise failure(error) from error

    async def stop(self) -> None:
        await self.bot.shutdown()

    async def send(self, address: str, reply: Reply) -> Sent:
        """Send or edit one message. Raises SendFailed."""
        try:
            return await self._send(_number(address), reply)
        except ChatMigrated as moved:
            return await self.send(str(moved.new_chat_id), replace(reply, edit=None))
        except TelegramError as error:
            raise failure(error) from error

    async def _send(self, chat: int, reply: Reply) -> Sent:
        if reply.edit and not (reply.file or reply.place or reply.copy):
            edited = await self._edit(chat, reply)
            if edited:
                return edited
        message = await self._post(chat, reply)
        return Sent(str(message.message_id))

    async def _post(self, chat: int, reply: Reply) -> Message | MessageId:
        how: dict[str, Any] = {
            "chat_id": chat,
            "protect_content": reply.protect or None,
            "disable_notification": reply.silent or None,
            "rate_limit_args": self._lane(reply.lane),
        }
        keys: dict[str, Any] = {"api_kwargs": _keys(reply)}
        if reply.copy:
            source: dict[str, Any] = {
                "from_chat_id": _number(reply.copy.address),
                "message_id": _number(reply.copy.message),
            }
            return await self.bot.copy_message(**source, **how, **keys)
        if reply.place:
            place = reply.place
            venue: dict[str, Any] = {"title": place.name, "address": place.address or place.name}
            where: dict[str, Any] = {"latitude": place.latitude, "longitude": place.longitude}
            return await self.bot.send_venue(**where, **venue, **how, **keys)
        if reply.file:
            return await self._post_file(reply, how, keys)
        *first, last = split(reply.text, TEXT_LIMIT)
        for part in first:
            await self.bot.send_message(text=part, parse_mode="HTML", **how)
        return await self.bot.send_message(text=last, parse_mode="HTML", **how, **keys)

    async def _post_file(self, reply: Reply, how: dict[str, Any], keys: dict[str, Any]) -> Message:
        """With its words as a caption; words too long for one go before it."""
        assert reply.file
        caption = reply.text if len(reply.text) <= CAPTION_LIMIT else ""
        if reply.text and not caption:
            await self._post(how["chat_id"], replace(reply, file=None, choices=(), keyboard=None))
        words: dict[str, Any] = {"caption": caption or None, "parse_mode": "HTML"}
        if reply.file.picture:
            return await self.bot.send_photo(photo=reply.file.content, **words, **how, **keys)
        document = InputFile(reply.file.content, filename=reply.file.name)
        return await self.bot.send_document(document=document, **words, **how, **keys)

    async def _edit(self, chat: int, reply: Reply) -> Sent | None:
        """None when it cannot be done by editing, so that it is sent anew."""
        assert reply.edit
        text, *more = split(reply.text, TEXT_LIMIT)
        if more:
            return None
        try:
            await self.bot.edit_message_text(
                text,
                chat_id=chat,
                message_id=_number(reply.edit),
                parse_mode="HTML",
                api_kwargs=_keys(replace(reply, keyboard=None)),
                rate_limit_args=self._lane(reply.lane),
            )
        except BadRequest as error:
            if any(part in str(error).lower() for part in EDIT_IMPOSSIBLE):
                return None
            if "not modified" not in str(error).lower():
                raise
        return Sent(reply.edit)

    async def answer_press(self, query: str, toast: str | None) -> None:
        """Stop the waiting sign on a pressed button. A press too old to be answered is no fault."""
        try:
            await self.bot.answer_callback_query(query, text=toast, rate_limit_args=self._lane(Lane.ANSWER))
        except BadRequest:
            return
        except TelegramError as error:
            raise failure(error) from error

    async def fetch(self, file_id: str, limit: int) -> bytes:
        """Content of a sent file, at most `limit` bytes. Raises SendFailed."""
        try:
            file = await self.bot.get_file(file_id)
            if (file.file_size or 0) > limit:
                raise SendFailed(Outcome.REFUSED, "too large")
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            raise failure(error) from error

    async def set_about(self, text: str, language: str | None) -> None:
        """What stands in an empty chat before anybody presses Start."""
        try:
            await self.bot.set_my_description(text, language_code=language)
        except TelegramError as error:
            raise failure(error) from error

    async def set_commands(self, commands: list[tuple[str, str]], language: str | None, chat: str | None) -> None:
        """The list shown behind the menu button, for everybody or for one chat."""
        scope = BotCommandScopeChat(int(chat)) if chat else BotCommandScopeAllPrivateChats()
        listed = [BotCommand(name, text) for name, text in commands]
        try:
            await self.bot.set_my_commands(listed, scope=scope, language_code=language)
        except TelegramError as error:
            raise failure(error) from error


def _number(text: str) -> int:
    """An id of ours as Telegram's. Raises SendFailed for what can be none."""
    try:
        return int(text)
    except ValueError:
        raise SendFailed(Outcome.REFUSED, "no id of this platform") from None


def failure(error: TelegramError) -> SendFailed:
    """Which outcome an exception means: the table in docs/architecture.md."""
    text = str(error).lower()
    if isinstance(error, RetryAfter):
        after = error.retry_after
        pause = after if isinstance(after, timedelta) else timedelta(seconds=after)
        return SendFailed(Outcome.SLOW_DOWN, text, pause)
    if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and any(part in text for part in GONE)):
        return SendFailed(Outcome.GONE, text)
    if isinstance(error, InvalidToken):
        return SendFailed(Outcome.SLOW_DOWN, text, LOCKED_OUT)
    if isinstance(error, ChatMigrated):
        return SendFailed(Outcome.NOT_SENT, text)
    if isinstance(error, BadRequest) or TOO_LARGE in text:
        return SendFailed(Outcome.REFUSED, text)
    if isinstance(error, NetworkError) and isinstance(error.__cause__, NEVER_CONNECTED):
        return SendFailed(Outcome.NOT_SENT, text)
    return SendFailed(Outcome.UNKNOWN, text)


def _keys(reply: Reply) -> dict[str, Any] | None:
    """Buttons under the message, or what stands below the typing line; Telegram takes one of the two. As its JSON:
    python-telegram-bot's objects for each button took longer than the rest of sending."""
    if reply.choices:
        return {"reply_markup": {"inline_keyboard": [[_button(one) for one in row] for row in reply.choices]}}
    match reply.keyboard:
        case Keyboard.NONE:
            return {"reply_markup": {"remove_keyboard": True}}
        case Keyboard.CONTACT:
            button = {"text": reply.labels[0], "request_contact": True}
            return {"reply_markup": {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}}
        case Keyboard.MENU:
            row = [{"text": label} for label in reply.labels]
            return {"reply_markup": {"keyboard": [row], "resize_keyboard": True, "is_persistent": True}}
    return None


def _button(one: Choice) -> dict[str, Any]:
    if one.url:
        return {"text": one.label, "url": one.url}
    if one.copy:
        return {"text": one.label, "copy_text": {"text": one.copy[:256]}}
    style = BUTTON_STYLES.get(one.style)
    return {"text": one.label, "callback_data": one.payload} | ({"style": style} if style else {})
