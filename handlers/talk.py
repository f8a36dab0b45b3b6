"""What comes in and what goes out, the same on every platform. All of it turns into JSON and back, so that an
answer can be written down before it is sent."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from training.intents import Intent, Part, When
from training.mailing import Lane

MAX_PAYLOAD = 64  # bytes a button may carry on Telegram


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A phone contact that somebody shared. `own`: the platform vouches that it is the sender's, not forwarded."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file somebody sent; its content is fetched only when a handler asks for it. Size in bytes."""

    id: str
    name: str
    size: int
    kind: str = "document"  # or photo


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did in a chat."""

    platform: str
    address: str  # chat id
    sender: str
    text: str | None = None  # typed words, "" when the message has none
    command: str | None = None  # "start" of "/start abc"
    argument: str = ""  # "abc" of "/start abc"
    payload: str | None = None  # of a pressed button
    message: str | None = None  # id of the message, or of the one whose button was pressed
    contact: SharedContact | None = None
    file: SentFile | None = None
    location: tuple[float, float] | None = None
    shown_name: str = ""
    language: str | None = None
    private: bool = True
    forwarded: bool = False
    edited: bool = False
    blocked: bool | None = None  # the person blocked (True) or unblocked (False) the bot


class Style(StrEnum):
    """How a choice looks where the platform can show it."""

    PLAIN = "plain"
    GOOD = "good"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap: a label up to 20 characters and the intent with ids that it carries; or a link."""

    label: str
    payload: str = ""
    style: Style = Style.PLAIN
    url: str | None = None
    copy: str | None = None  # text for the clipboard


def choice(label: str, name: str, *args: object, style: Style = Style.PLAIN) -> Choice:
    """A choice that carries the intent `name` with ids. Raises ValueError over 64 bytes."""
    payload = "|".join([name, *map(str, args)])
    if len(payload.encode()) > MAX_PAYLOAD:
        raise ValueError(f"payload too long: {payload}")
    return Choice(label, payload, style)


MEANT = "meant"  # a button that carries a whole reading: name, days, part of the day, topic


def meant(label: str, intent: Intent) -> Choice:
    """A choice that carries what was read from words; a topic too long for a button is left out."""
    when = intent.when
    days = [day.isoformat().replace("-", "") for day in (when.first, when.last)] if when else ("", "")
    parts = (MEANT, intent.name, *days, intent.part or "")
    topic = (intent.topic or "").replace("|", " ")
    whole = "|".join((*parts, topic))
    return Choice(label, whole if len(whole.encode()) <= MAX_PAYLOAD else "|".join((*parts, "")))


def intent_of(payload: str) -> Intent:
    """The inverse of `choice` and `meant`. A payload is user input: the handler checks ids and rights again."""
    name, *args = payload.split("|")
    if name == MEANT and len(args) == 5:
        return _meant(*args)
    return Intent(name, args=tuple(args))


def _meant(name: str, first: str, last: str, part: str, topic: str) -> Intent:
    try:
        days = (date.fromisoformat(first), date.fromisoformat(last)) if first else None
        when_part = Part(part) if part else None
    except ValueError:
        return Intent(name)
    when = When(_kind(*days, when_part), *days) if days else None
    return Intent(name, when, when_part, topic or None)


def _kind(first: date, last: date, part: Part | None) -> Literal["day", "range", "session_part"]:
    if first != last:
        return "range"
    return "session_part" if part else "day"


class Keyboard(StrEnum):
    """What stands below the typing line."""

    MENU = "menu"  # Lịch · Địa điểm · Điểm danh · Hỏi
    CONTACT = "contact"  # a button that shares the own phone contact
    NONE = "none"  # take it away


@dataclass(frozen=True, slots=True)
class File:
    """A document or picture to send."""

    name: str
    content: bytes
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A venue card; coordinates in degrees."""

    name: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Copy:
    """A message to be copied as it is (notices keep their formatting, pictures and files)."""

    address: str
    message: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to send, or one to edit. `text` is our HTML subset (b, i, u, code, a, blockquote), escaped."""

    text: str = ""
    choices: tuple[tuple[Choice, ...], ...] = ()
    keyboard: Keyboard | None = None
    labels: tuple[str, ...] = ()  # of the keyboard's buttons, in the reader's language
    file: File | None = None
    place: Place | None = None
    copy: Copy | None = None
    edit: str | None = None  # id of the message to edit in place; a new message where that is impossible
    to: tuple[str, str] | None = None  # (platform, address) when it is not for whoever wrote
    protect: bool = False  # personal lists are not to be forwarded
    silent: bool = False
    lane: Lane = Lane.ANSWER


@dataclass(frozen=True, slots=True)
class Errand:
    """Slow work to be done after the unit of work: reading an upload, drawing a PDF. Ids only."""

    name: str
    args: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler gives back: messages, what a pressed button shows for a moment, work to do afterwards."""

    replies: tuple[Reply, ...] = ()
    toast: str | None = None
    errands: tuple[Errand, ...] = ()

    def __add__(self, other: Answer) -> Answer:
        return Answer(self.replies + other.replies, self.toast or other.toast, self.errands + other.errands)


def says(text: str, *rows: tuple[Choice, ...] | list[Choice], **more: Any) -> Answer:
    """The usual answer: one message with rows of choices."""
    return Answer((Reply(text, tuple(tuple(row) for row in rows if row), **more),))


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can show; handlers never ask for its name."""

    buttons: bool = True
    edit: bool = True
    files: bool = True
    location: bool = True
    contact: bool = True
    text_limit: int = 4096
    commands: bool = True
    facts: dict[str, Any] = field(default_factory=dict)


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """For the inbox row; bytes become base64."""
    data = asdict(answer)
    for reply in data["replies"]:
        if reply["file"]:
            reply["file"]["content"] = base64.b64encode(reply["file"]["content"]).decode()
    return data


def answer_of_json(data: dict[str, Any]) -> Answer:
    """The inverse of `answer_to_json`."""
    return Answer(
        tuple(_reply(item) for item in data["replies"]),
        data["toast"],
        tuple(Errand(item["name"], tuple(item["args"])) for item in data["errands"]),
    )


def _reply(data: dict[str, Any]) -> Reply:
    file, place, copy = data["file"], data["place"], data["copy"]
    plain = Reply(**{**data, "choices": (), "keyboard": None, "file": None, "place": None, "copy": None})
    return replace(
        plain,
        choices=tuple(tuple(Choice(**{**one, "style": Style(one["style"])}) for one in row) for row in data["choices"]),
        keyboard=Keyboard(data["keyboard"]) if data["keyboard"] else None,
        labels=tuple(data["labels"]),
        file=File(file["name"], base64.b64decode(file["content"]), file["picture"]) if file else None,
        place=Place(**place) if place else None,
        copy=Copy(**copy) if copy else None,
        to=tuple(data["to"]) if data["to"] else None,
        lane=Lane(data["lane"]),
    )
