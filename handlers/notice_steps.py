"""What can be settled of a notice before it goes: when, without whom, other words for readers of another language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from handlers import scopes
from handlers.notice_drafts import LATER, TRANSLATE, WITHOUT, WRITE, chosen, ready, save, show
from handlers.recipients import SEND, Chosen
from handlers.request import Request, Way
from handlers.talk import Answer, Errand
from handlers.wording import notices as words
from handlers.wording.language import LANGUAGES, safe
from storage import audiences, audit, overviews, people, units
from storage.talks import Draft
from training.moving import moment_in
from training.plan import ZONE
from training.reading.vietnamese import clean, fold

FARTHEST = timedelta(days=366)
LONGEST = 1000  # letters in which people to be left out are looked for
STAMP = "%Y%m%d%H%M"  # a moment as a button carries it, local time


def body_of(request: Request) -> dict[str, Any] | None:
    """The organizer's own message, to be copied as it is; its words for where that is impossible."""
    incoming = request.incoming
    text = (incoming.text or "").strip()
    if incoming.message is None or not (text or incoming.file):
        return None
    original = {"platform": incoming.platform, "address": incoming.address, "message": incoming.message}
    same = f"{fold(text)}|{incoming.file.name if incoming.file else ''}|{incoming.file.size if incoming.file else 0}"
    return {
        "copy": original,
        "text": safe(text) or words.only_a_file(request.t),
        "ack": True,
        "digest": hashlib.sha256(same.encode()).hexdigest()[:16],
    }


def rewrite(request: Request) -> Answer:
    """`notice_rewrite|key`."""
    data = ready(request)
    if data is None:
        return words.outdated(request)
    save(request, {**data, "step": WRITE})
    return words.write_anew(request)


def later(request: Request) -> Answer:
    """`notice_later|key`: ask when."""
    data = ready(request)
    if data is None:
        return words.outdated(request)
    save(request, {**data, "step": LATER})
    return words.when(request)


def put_off(request: Request, draft: Draft) -> Answer:
    """The moment that was typed; one in the quiet hours is asked about."""
    moment = moment_in(request.incoming.text or "", request.now)
    if moment is None:
        return words.when_again(request)
    if not request.now < moment < request.now + FARTHEST:
        return words.not_ahead(request, moment)
    quiet = request.house.quiet
    if quiet.cover(moment):
        ways = [one for one in (quiet.before(moment), quiet.over(moment)) if one > request.now]
        stamps = [(one, one.astimezone(ZONE).strftime(STAMP)) for one in ways]
        return words.is_quiet(request, moment, quiet, stamps, draft.data["key"])
    return show(request, {**draft.data, "due": moment.isoformat()})


def at(request: Request) -> Answer:
    """`notice_at|key|202212100600`: one of the moments offered instead of a quiet one."""
    data, stamp = ready(request), (*request.intent.args, "", "")[1]
    try:
        moment = datetime.strptime(stamp, STAMP).replace(tzinfo=ZONE)
    except ValueError:
        return words.outdated(request)
    if data is None or not request.now < moment < request.now + FARTHEST:
        return words.outdated(request)
    return show(request, {**data, "due": moment.isoformat()})


def without(request: Request) -> Answer:
    """`notice_without|key`: ask whom to leave out; `notice_without|key|nobody`: all of them get it after all."""
    data = ready(request)
    if data is None:
        return words.outdated(request)
    if request.intent.args[1:] == ("nobody",):
        return show(request, {**data, "without": [], "left": []})
    save(request, {**data, "step": WITHOUT})
    return words.whom_not(request)


def leave_out(request: Request, draft: Draft) -> Answer:
    """Whoever is named, by name, unit, group or course; only of those who would get it."""
    one = chosen(request, draft.data)
    if one is None:
        return words.no_such_audience(request)
    said = (request.incoming.text or "")[:LONGEST]
    found = [(what, name) for what, name in _named(request, said, one) if _takes_away(request, one, what)]
    if not found:
        return words.nobody_named(request)
    without = [*draft.data.get("without", ()), *(what for what, _ in found)]
    left = [*draft.data.get("left", ()), *(name for _, name in found)]
    return show(request, {**draft.data, "without": without, "left": list(dict.fromkeys(left))})


def _named(request: Request, said: str, one: Chosen) -> Iterator[tuple[int | dict[str, Any], str]]:
    """(person or audience, what it is called) of everybody whose name stands in what was typed."""
    reached = {person.id: person.name for person in people.people_named_in(request.db, said, None)}
    for person_id in overviews.members(request.db, one.audience, list(reached), request.now):
        yield person_id, reached[person_id]
    lines = {fold(clean(part)) for part in re.split(r"[\n,;]", said)} - {""}
    for name, _ in overviews.groups_of_units(request.db, scopes.units_of(request, SEND)):
        if {fold(name), f"nhom {fold(name)}"} & lines:
            yield {"groups": [name]}, words.group_name(request.t, name)
    for line in sorted(lines):
        for unit in units.units_named(request.db, line):
            yield {"units": [unit.id]}, unit.name
    for course in scopes.courses(request, SEND):
        if {fold(course.code), f"lop {fold(course.code)}", fold(course.title)} & lines:
            yield {"courses": [course.id]}, course.code


def _takes_away(request: Request, one: Chosen, what: int | dict[str, Any]) -> bool:
    if isinstance(what, int):
        return True
    fewer = {**one.audience, "exclude": [*one.audience.get("exclude", ()), what]}
    return audiences.size(request.db, fewer, request.now) < audiences.size(request.db, one.audience, request.now)


def translate(request: Request) -> Answer:
    """`notice_in|key|en`: ask for the notice in another language."""
    data, language = ready(request), (*request.intent.args, "", "")[1]
    if data is None or language not in LANGUAGES:
        return words.outdated(request)
    save(request, {**data, "step": TRANSLATE, "language": language})
    return words.write_in(request, language)


def translated(request: Request, draft: Draft) -> Answer:
    body = body_of(request)
    if body is None:
        return words.write_again(request)
    own = {name: body[name] for name in ("copy", "text")}
    before = draft.data["body"]
    return show(
        request, {**draft.data, "body": {**before, "in": {**before.get("in", {}), draft.data["language"]: own}}}
    )


def unreached(request: Request) -> Answer:
    """Who is on no channel, as .xlsx: `notice_unreached|key`."""
    data = ready(request)
    one = chosen(request, data) if data else None
    if one is None:
        return words.outdated(request)
    who, after = f"person:{request.person}", {"audience": one.audience}
    audit.note(request.db, request.now, who, "export_unreached", "people", after=after)
    return Answer(toast=words.preparing(request), errands=(Errand("unreached_file", (one.audience,)),))


WAYS = {
    "notice_rewrite": Way(rewrite),
    "notice_later": Way(later),
    "notice_at": Way(at),
    "notice_without": Way(without),
    "notice_in": Way(translate),
    "notice_unreached": Way(unreached),
}
