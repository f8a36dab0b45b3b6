"""A notice while it is being made: what its draft says, what would come of sending it, how its readers would see it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers import recipients, scheduled
from handlers.recipients import Chosen
from handlers.request import Request
from handlers.talk import Answer, Reply
from handlers.wording import notices as words
from handlers.wording.language import DEFAULT, speaker
from handlers.wording.notices import Outlook
from storage import audiences, talks
from storage.accounts import AccountRow
from storage.deliveries import Part
from training.mailing import Lane, MailingKind

NOTICE = "notice"
WRITE, PREVIEW, LATER, WITHOUT, TRANSLATE = "write", "preview", "later", "without", "translate"  # what is typed next
TAKE_BACK = timedelta(seconds=30)


def save(request: Request, data: dict[str, Any]) -> None:
    talks.save_draft(request.db, request.account.id, NOTICE, data, request.now)


def show(request: Request, data: Mapping[str, Any]) -> Answer:
    """The preview, and a draft whose key only its own buttons carry."""
    fresh = {**data, "step": PREVIEW, "key": secrets.token_hex(4)}
    save(request, fresh)
    return preview(request, fresh)


def preview(request: Request, data: Mapping[str, Any]) -> Answer:
    """The notice in each language in which somebody will read it, the organizer's own first, and what comes of it."""
    one = chosen(request, data)
    if one is None:
        return words.no_such_audience(request)
    outlook = outlook_of(request, one, data)
    own = request.t.language
    seen = [as_received(data["body"], request, language) for language in (own, *outlook.others)]
    return Answer(tuple(seen)) + words.preview(request, one.about, outlook, data["key"])


def chosen(request: Request, data: Mapping[str, Any]) -> Chosen | None:
    """The audience without those left out."""
    one = recipients.chosen(request, data["to"])
    if one is None or not data.get("without"):
        return one
    return replace(one, audience={**one.audience, "exclude": list(data["without"])})


def as_received(body: Mapping[str, Any], request: Request, language: str, desk: AccountRow | None = None) -> Reply:
    """The notice as its readers of a language get it, in the chat of whoever is to judge it."""
    part = Part(0, 0, MailingKind.NOTICE, 0, 0, request.now, None, None, None, None, dict(body))
    seen = scheduled.notice(part, desk.platform if desk else request.incoming.platform, speaker(language))
    return replace(seen, lane=Lane.ANSWER, to=(desk.platform, desk.address) if desk else None)


def outlook_of(request: Request, one: Chosen, data: Mapping[str, Any]) -> Outlook:
    reach = audiences.audience_count(request.db, one.audience, request.now)
    due, hushed = due_of(request, data)
    spoken = audiences.languages(request.db, one.audience, request.now, DEFAULT)
    return Outlook(
        reach=reach,
        at=due if hushed or data.get("due") else None,
        hushed=hushed,
        needs_approval=reach.total > request.house.approval_above,
        left_out=tuple(data.get("left", ())),
        others={language: many for language, many in spoken.items() if language != request.t.language},
        translated=frozenset(data["body"].get("in", ())),
    )


def due_of(request: Request, data: Mapping[str, Any]) -> tuple[datetime, bool]:
    """When it goes out at the earliest, and whether the night has put it off."""
    wanted = datetime.fromisoformat(data["due"]) if data.get("due") else request.now
    due = max(wanted, request.now + TAKE_BACK)
    over = request.house.quiet.over(due)
    return over, over != due


def ready(request: Request) -> dict[str, Any] | None:
    """The draft that a preview's button belongs to: an older preview's buttons are no good."""
    draft = talks.draft_of(request.db, request.account.id, request.now)
    if draft is None or draft.kind != NOTICE or "body" not in draft.data:
        return None
    return draft.data if draft.data.get("key") == (request.intent.args or ("",))[0] else None
