"""Text and its entities: Telegram's HTML read into both, offsets and lengths in UTF-16 code units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.localchat.errors import bad_request

Entity = dict[str, Any]

# The tags that Telegram's server reads, and the entity each makes.
TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-time": "date_time", "tg-emoji": "custom_emoji",
}  # fmt: skip

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_MARK = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z]+);?")
_ATTRIBUTE = re.compile(
    r"""\s*([^\s=>/"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)(?=[\s>])))?""",
)
_DATE_FORMAT = re.compile(r"[rR]|[tTdDwW]*")
_SPACE = re.compile(r"\s*")
_START_NAME = re.compile(r"[^\s>]*(?=[\s>])")
_END_TAG = re.compile(r"</([^\s>]*)\s*>")

# Control characters become spaces; carriage returns, marks that turn the direction of text vanish.
_CLEANED = {code: " " for code in range(32) if code != 10} | {13: None}
_CLEANED |= dict.fromkeys(range(0x2028, 0x202F))

_DETECTED = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})\b"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
)
_UNDETECTED_INSIDE = frozenset({"code", "pre", "text_link", "url"})


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as stored: without markup, trimmed, with its entities."""

    text: str
    entities: list[Entity] = field(default_factory=list)


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def read_text(source: str, parse_mode: str = "", entities: list[Entity] | None = None) -> Formatted:
    """What a message will hold when a bot sends this; raises a 400 where Telegram would."""
    cleaned = source.translate(_CLEANED) if not source.isprintable() else source
    if entities:
        parsed = Formatted(cleaned, [_checked(entity) for entity in entities])
    elif parse_mode.lower() == "html":
        parsed = parse_html(cleaned)
    elif parse_mode:
        raise bad_request("unsupported parse_mode")
    else:
        parsed = Formatted(cleaned)
    return detect(trim(parsed))


def _checked(entity: Any) -> Entity:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise bad_request("can't parse entities: expected an Object")
    for name in ("offset", "length"):
        if type(entity.get(name)) is not int or entity[name] < 0:
            raise bad_request(f'can\'t parse entities: field "{name}" must be a Number')
    return dict(entity)


def trim(formatted: Formatted) -> Formatted:
    """Without white space at both ends; entities move along, empty ones go."""
    text = formatted.text.strip()
    if text == formatted.text:
        return formatted
    cut = utf16_length(formatted.text) - utf16_length(formatted.text.lstrip())
    end = utf16_length(text)
    moved = [_shifted(entity, cut, end) for entity in formatted.entities]
    return Formatted(text, [entity for entity in moved if entity["length"] > 0])


def _shifted(entity: Entity, cut: int, end: int) -> Entity:
    start = max(0, entity["offset"] - cut)
    stop = min(end, entity["offset"] + entity["length"] - cut)
    return {**entity, "offset": start, "length": stop - start}


def detect(formatted: Formatted) -> Formatted:
    """With links, commands, mentions, hashtags and e-mail addresses marked, as the server does by itself."""
    found = [
        {"type": match.lastgroup, "offset": utf16_length(formatted.text[: match.start()]),
         "length": utf16_length(match.group())}
        for match in _DETECTED.finditer(formatted.text)
    ]  # fmt: skip
    taken = [entity for entity in formatted.entities if entity["type"] in _UNDETECTED_INSIDE]
    free = [entity for entity in found if not any(_overlap(entity, other) for other in taken)]
    if not free:
        return formatted
    return Formatted(formatted.text, _sorted([*formatted.entities, *free]))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _sorted(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def parse_html(source: str) -> Formatted:
    """Telegram's HTML as text and entities. Raises a 400 that names the byte offset, as the real server does."""
    if not _MARK.search(source):
        return Formatted(source)
    return _HtmlReader(source).read()


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    piece: int  # index of the first piece of text inside
    attributes: dict[str, str]


class _HtmlReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> Formatted:
        while self.at < len(self.source):
            self._step()
        if self.open:
            raise self._cannot_parse(
                f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"', placed=False
            )
        return Formatted("".join(self.pieces), _sorted([_without_stray_language(e) for e in self.entities]))

    def _step(self) -> None:
        sign = self.source[self.at]
        if sign == "&":
            self._reference()
        elif sign != "<":
            self._plain()
        elif self.source.startswith("</", self.at):
            self._end_tag()
        else:
            self._start_tag()

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16_length(text)

    def _plain(self) -> None:
        mark = _MARK.search(self.source, self.at)
        end = mark.start() if mark else len(self.source)
        self._add(self.source[self.at : end])
        self.at = end

    def _reference(self) -> None:
        match = _REFERENCE.match(self.source, self.at)
        meant = _meant(match.group(1)) if match else None
        if match is None or meant is None:
            self._add("&")
            self.at += 1
            return
        self._add(meant)
        self.at = match.end()

    def _start_tag(self) -> None:
        begin = self.at
        name = self._name(begin + 1)
        if name is None:
            raise self._cannot_parse("Unclosed start tag", begin)
        if name not in TAGS:
            raise self._cannot_parse(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(begin, name)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._cannot_parse('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(name, self.length, len(self.pieces), attributes))

    def _name(self, start: int) -> str | None:
        match = _START_NAME.match(self.source, start)
        if match is None:
            return None
        self.at = match.end()
        return match.group().lower()

    def _attributes(self, begin: int, tag: str) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_space()
            if self.source.startswith(">", self.at):
                self.at += 1
                return attributes
            match = _ATTRIBUTE.match(self.source, self.at)
            if match is None:
                raise self._attribute_error(begin, tag)
            value = next((group for group in match.groups()[1:] if group is not None), "")
            attributes[match.group(1).lower()] = _unescaped(value)
            self.at = match.end()

    def _skip_space(self) -> None:
        match = _SPACE.match(self.source, self.at)
        self.at = match.end() if match else self.at

    def _attribute_error(self, begin: int, tag: str) -> Exception:
        if self.at >= len(self.source):
            return self._cannot_parse(f'Unclosed start tag "{tag}"', begin)
        return self._cannot_parse(f'Empty attribute name in the tag "{tag}"', begin)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._cannot_parse("Unexpected end tag", begin)
        match = _END_TAG.match(self.source, begin)
        if match is None:
            raise self._cannot_parse("Unclosed end tag", begin)
        name, opened = match.group(1).lower(), self.open.pop()
        if name and name != opened.tag:
            wanted = f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{opened.tag}>"'
            raise self._cannot_parse(f'{wanted}, found "</{name}>"', placed=False)
        self.at = match.end()
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.length - opened.offset
        if length == 0:
            return
        entity = {"type": TAGS[opened.tag], "offset": opened.offset, "length": length}
        inside = "".join(self.pieces[opened.piece :])
        extra = _EXTRAS.get(opened.tag, _nothing)(opened.attributes, inside)
        if extra is None:
            return
        entity.update(extra)
        if not self._joins_pre(opened, entity):
            self.entities.append(entity)

    def _joins_pre(self, opened: _Open, entity: Entity) -> bool:
        """`<pre><code class="language-x">` is one entity: a block in that language."""
        if opened.tag != "pre" or not self.entities:
            return False
        last = self.entities[-1]
        if last["type"] != "code" or (last["offset"], last["length"]) != (entity["offset"], entity["length"]):
            return False
        last["type"] = "pre"
        return True

    def _byte(self, index: int) -> int:
        return len(self.source[:index].encode())

    def _cannot_parse(self, reason: str, index: int = 0, *, placed: bool = True) -> Exception:
        place = f" at byte offset {self._byte(index)}" if placed else ""
        return bad_request(f"can't parse entities: {reason}{place}")


def _meant(name: str) -> str | None:
    if not name.startswith("#"):
        return _NAMED.get(name)
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None


def _unescaped(value: str) -> str:
    return _REFERENCE.sub(lambda match: _meant(match.group(1)) or match.group(), value)


def _nothing(_attributes: dict[str, str], _inside: str) -> Entity:
    return {}


def _link(attributes: dict[str, str], inside: str) -> Entity | None:
    url = attributes.get("href") or inside
    if re.match(r"(https?|tg|tel|mailto)://?\S+|(tel|mailto):\S+", url):
        return {"url": url}
    return {"url": f"http://{url}"} if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", url) else None


def _language(attributes: dict[str, str], _inside: str) -> Entity:
    name = attributes.get("class", "")
    return {"language": name.removeprefix("language-")} if name.startswith("language-") else {}


def _without_stray_language(entity: Entity) -> Entity:
    """Only blocks have a language; `<code class=…>` by itself does not."""
    return {key: value for key, value in entity.items() if key != "language" or entity["type"] == "pre"}


def _quote(attributes: dict[str, str], _inside: str) -> Entity:
    return {"type": "expandable_blockquote"} if "expandable" in attributes else {}


def _time(attributes: dict[str, str], _inside: str) -> Entity | None:
    form = attributes.get("format", "")
    if not _DATE_FORMAT.fullmatch(form):
        raise bad_request("can't parse entities: Invalid date-time format specified")
    unix = int(attributes["unix"]) if attributes.get("unix", "").isdigit() else 0
    if unix == 0:
        return None
    return {"unix_time": unix, "date_time_format": form} if form else {"unix_time": unix}


def _emoji(attributes: dict[str, str], _inside: str) -> Entity:
    number = attributes.get("emoji-id", "")
    if not number.isdigit() or int(number) == 0:
        raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
    return {"custom_emoji_id": number}


_EXTRAS = {
    "a": _link, "code": _language, "blockquote": _quote, "tg-time": _time, "tg-emoji": _emoji,
}  # fmt: skip
