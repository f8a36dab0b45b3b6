"""What a call carries, from a query string, JSON, a form or a multipart body: the Bot API takes all four."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from python_multipart.multipart import MultipartParser, parse_options_header

from bot.localchat.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a multipart body."""

    name: str
    data: bytes
    mime: str = ""


@dataclass(slots=True)
class Parameters:
    """Values by name; strings where the body has no types of its own. Reading converts, or refuses with a 400."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.uploads

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int | None = None) -> int:
        value = self.values.get(name, "")
        if value in ("", None):
            if default is None:
                raise bad_request(f"{name} is empty")
            return default
        try:
            return int(value)
        except (TypeError, ValueError, OverflowError):
            raise bad_request(f"can't parse {name} as Integer") from None

    def number(self, name: str) -> float:
        """A float. An absent one is refused as Telegram refuses an absent latitude."""
        value = self.values.get(name, "")
        if value in ("", None):
            raise bad_request(f"{name} is empty")
        try:
            return float(value)
        except (TypeError, ValueError):
            raise bad_request(f"can't parse {name} as Float") from None

    def flag(self, name: str) -> bool:
        value = self.values.get(name, False)
        return value.lower() in ("true", "yes", "1") if isinstance(value, str) else bool(value)

    def decoded(self, name: str) -> Any:
        """A nested value: as it is in a JSON body, decoded from its text in the others. None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> dict[str, Any]:
        """A nested object; empty when absent."""
        value = self.decoded(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name}")
        return value or {}

    def array(self, name: str) -> list[Any]:
        """A nested array; empty when absent."""
        value = self.decoded(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"expected an Array as {name}")
        return value or []

    def upload(self, name: str) -> Upload | None:
        """A file sent under this name, directly or as `attach://other`."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)


def read_parameters(query: bytes, content_type: str, body: bytes) -> Parameters:
    """All that a request carries; values of the body win over those of the address."""
    found = Parameters(dict(parse_qsl(query.decode())) if query else {})
    if not body:
        return found
    if content_type.startswith("application/json"):
        found.values.update(_from_json(body))
    elif content_type.startswith("multipart/form-data"):
        _read_multipart(content_type, body, found)
    else:
        found.values.update(_pairs(body))
    return found


def _pairs(body: bytes) -> Iterable[tuple[str, str]]:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True)
    except (UnicodeDecodeError, ValueError):
        raise bad_request("strings must be encoded in UTF-8") from None


def _from_json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected")
    return value


def _read_multipart(content_type: str, body: bytes, into: Parameters) -> None:
    _, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    try:
        reader = _Parts(boundary, into)
        reader.parser.write(body)
        reader.parser.finalize()
    except ValueError:
        raise bad_request("can't parse multipart form") from None


class _Parts:
    """Collects the parts of a multipart body: those with a file name as uploads, the rest as text."""

    def __init__(self, boundary: bytes, into: Parameters) -> None:
        self.into = into
        self.headers: dict[bytes, bytes] = {}
        self.name, self.value, self.data = b"", b"", bytearray()
        self.parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_part_data": self._part_data,
                "on_part_end": self._end,
            },
        )

    def _begin(self) -> None:
        self.headers, self.data = {}, bytearray()

    def _header_name(self, chunk: bytes, start: int, end: int) -> None:
        self.name += chunk[start:end]

    def _header_value(self, chunk: bytes, start: int, end: int) -> None:
        self.value += chunk[start:end]

    def _header_end(self) -> None:
        self.headers[self.name.lower()] = self.value
        self.name, self.value = b"", b""

    def _part_data(self, chunk: bytes, start: int, end: int) -> None:
        self.data += chunk[start:end]

    def _end(self) -> None:
        _, options = parse_options_header(self.headers.get(b"content-disposition", b""))
        name = options.get(b"name", b"").decode(errors="replace")
        if b"filename" in options:
            mime = self.headers.get(b"content-type", b"").decode(errors="replace")
            file_name = options[b"filename"].decode(errors="replace")
            self.into.uploads[name] = Upload(file_name, bytes(self.data), mime)
        else:
            self.into.values[name] = self.data.decode(errors="replace")
