"""Ask the Bot API server who the bot of a token is."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from bot.settings import Settings

_SECONDS = 10


class Unanswered(Exception):
    """Carries the reason, without the token."""


def bot_name(settings: Settings) -> str | None:
    """The user name on Telegram; None without a token. Raises Unanswered."""
    if settings.telegram_token is None:
        return None
    url = f"{settings.telegram_api_url.rstrip('/')}/bot{settings.telegram_token.get_secret_value()}/getMe"
    if not url.startswith(("http://", "https://")):
        raise Unanswered("TAPHUAN_TELEGRAM_API_URL")
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 - checked just above
            return str(json.load(answer)["result"]["username"])
    except urllib.error.HTTPError as error:
        error.close()
        raise Unanswered(f"HTTP {error.code}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unanswered(type(error).__name__) from None
