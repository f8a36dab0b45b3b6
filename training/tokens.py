"""The rotating token of a check-in: who holds it saw the screen within the last step or two.

Stateless: HMAC-SHA256 over session and time step, after RFC 6238 (TOTP) in everything but the form. A token is 18
bytes (session 4, step 4, signature 10: RFC 2104 wants 80 bits at least), so base64url gives 24 characters without
padding or spare bits, and each token has exactly one spelling. With its prefix it fits the 64 characters of a
Telegram start parameter.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

STEP_SECONDS = 20
SHORTEST, LONGEST = 10, 60  # seconds a step may take
GRACE = 1  # steps
PREFIX = "c-"  # of a start parameter that carries a token
_FORM = re.compile(r"[A-Za-z0-9_-]{24}")
_SIGNED = 8  # bytes before the signature
_SIGNATURE = 10
_MOST = 2**32


class Verdict(StrEnum):
    """EXPIRED: rightly signed, but not for now. FORGED: signed by nobody here, or for another session."""

    VALID = "valid"
    EXPIRED = "expired"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a token says of itself; nothing of it is true before `check`."""

    session_id: int
    step: int


def token_at(secret: bytes, session_id: int, now: datetime, step_seconds: int = STEP_SECONDS) -> str:
    """The token shown at a moment: 24 characters of [A-Za-z0-9_-]. Raises ValueError for a wrong id or step."""
    if not 0 <= session_id < _MOST or not SHORTEST <= step_seconds <= LONGEST:
        raise ValueError(session_id, step_seconds)
    step = step_at(now, step_seconds)
    signed = session_id.to_bytes(4, "big") + step.to_bytes(4, "big")
    return base64.urlsafe_b64encode(signed + _signature(secret, signed, step_seconds)).decode()


def read(token: str) -> Claim | None:
    """The session and step that a token names; None for what has not the form of one."""
    if not _FORM.fullmatch(token):
        return None
    raw = base64.urlsafe_b64decode(token)
    return Claim(int.from_bytes(raw[:4], "big"), int.from_bytes(raw[4:_SIGNED], "big"))


def check(
    secret: bytes,
    session_id: int,
    token: str,
    now: datetime,
    step_seconds: int = STEP_SECONDS,
    *,
    grace: int = GRACE,
) -> Verdict:
    """Whether the token is the one of this session shown now, or up to `grace` steps ago."""
    claim = read(token)
    if claim is None:
        return Verdict.FORGED
    raw = base64.urlsafe_b64decode(token)
    is_ours = hmac.compare_digest(_signature(secret, raw[:_SIGNED], step_seconds), raw[_SIGNED:])
    if not is_ours or claim.session_id != session_id:
        return Verdict.FORGED
    return Verdict.VALID if 0 <= step_at(now, step_seconds) - claim.step <= grace else Verdict.EXPIRED


def step_at(now: datetime, step_seconds: int = STEP_SECONDS) -> int:
    return int(now.timestamp()) // step_seconds


def step_ends(now: datetime, step_seconds: int = STEP_SECONDS) -> datetime:
    """When what is shown at a moment gives way to the next, in UTC."""
    return datetime.fromtimestamp((step_at(now, step_seconds) + 1) * step_seconds, UTC)


def age(claim: Claim, now: datetime, step_seconds: int = STEP_SECONDS) -> int:
    """Whole seconds since the token was first shown: claims in the last seconds of many tokens are worth a look."""
    return int(now.timestamp()) - claim.step * step_seconds


def _signature(secret: bytes, signed: bytes, step_seconds: int) -> bytes:
    return hmac.digest(secret, b"check-in token:%d:" % step_seconds + signed, "sha256")[:_SIGNATURE]


# The screen challenge: a number of two digits that stands on the screen and not in the QR code, so that a link passed
# on to somebody outside is not enough. It changes more slowly than the code, because it is read by eye.
NUMBER_SECONDS = 60
NUMBER_GRACE = timedelta(seconds=10)
_LOWEST, _PAIRS = 10, 45  # 10 to 99


def number_at(secret: bytes, session_id: int, now: datetime) -> int:
    """The number on the screen at a moment, 10 to 99; even and odd ones take turns, so that a new one is seen."""
    return _number(secret, session_id, step_at(now, NUMBER_SECONDS))


def number_seen(secret: bytes, session_id: int, number: int, now: datetime) -> bool:
    """Whether this number is on the screen, or was until a moment ago."""
    return number in {number_at(secret, session_id, moment) for moment in (now, now - NUMBER_GRACE)}


def numbers_to_choose(secret: bytes, session_id: int, now: datetime) -> list[int]:
    """Three numbers in ascending order: the one on the screen, the one that comes next, and one that does not."""
    shown = number_at(secret, session_id, now)
    coming = number_at(secret, session_id, now + timedelta(seconds=NUMBER_SECONDS))
    wrong = _number(secret, session_id, -step_at(now, NUMBER_SECONDS))
    while wrong in (shown, coming):
        wrong = _LOWEST + (wrong - _LOWEST + 2) % (2 * _PAIRS)
    return sorted((shown, coming, wrong))


def _number(secret: bytes, session_id: int, step: int) -> int:
    digest = hmac.digest(secret, f"check-in number:{session_id}:{step}".encode(), "sha256")
    return _LOWEST + 2 * (int.from_bytes(digest[:8], "big") % _PAIRS) + step % 2
