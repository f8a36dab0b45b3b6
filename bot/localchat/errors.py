"""Refusals as the Bot API words them: code and description are what real clients match on."""

from __future__ import annotations

from typing import Any


class BotApiError(Exception):
    """A refused call: HTTP status `code`, `description` as Telegram's server words it, seconds to wait for 429."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


class ConnectionCut(Exception):
    """The connection is to be closed without an answer."""


def bad_request(reason: str) -> BotApiError:
    return BotApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> BotApiError:
    return BotApiError(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> BotApiError:
    return BotApiError(429, f"Too Many Requests: retry after {seconds}", seconds)


def conflict(reason: str) -> BotApiError:
    return BotApiError(409, f"Conflict: {reason}")


UNAUTHORIZED = BotApiError(401, "Unauthorized")
NOT_FOUND = BotApiError(404, "Not Found")
ENTITY_TOO_LARGE = BotApiError(413, "Request Entity Too Large")
