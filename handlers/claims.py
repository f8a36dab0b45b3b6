"""The heart of every check-in, whether tapped, typed, scanned or done on our own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from storage import attendance, claims, sessions
from storage.claims import Claimant
from storage.sessions import SessionFacts
from training import tokens
from training.attendance import (
    CheckinWindow,
    MarkValue,
    Method,
    Refusal,
    Refused,
    check_in,
    checkin_window,
    code_at,
    code_matches,
)
from training.tokens import Verdict

CODE_GRACE = 2  # steps; typing takes longer than scanning
TIME_TO_CHOOSE = timedelta(minutes=2)  # for the number on the screen, after the scan
TAKEN, ASKED, WRONG_NUMBER = "taken", "asked", "wrong_number"  # outcomes of scans besides verdicts and refusals


@dataclass(frozen=True, slots=True)
class By:
    """By what somebody claims to be there. age: seconds since what they scanned or typed was first shown."""

    method: Method
    platform: str
    age: int | None = None


def window_of(facts: SessionFacts) -> CheckinWindow | None:
    """When check-ins of a session count, with what its trainer opened and closed."""
    return checkin_window(facts.view.period, facts.settings, opened_at=facts.opened_at, closed_at=facts.closed_at)


def claim(
    db: Connection, who: Claimant, person_id: int, way: By, now: datetime, *, code_ok: bool | None = None
) -> MarkValue | Refused:
    """The mark, appended when it is new. A repeat gives back the one that is there."""
    outcome = _decide(who, person_id, way.method, now, code_ok)
    if outcome is not who.mark and not isinstance(outcome, Refused):
        _keep(db, who, person_id, outcome)
    if way.method is not Method.BUTTON:
        said = outcome.code.value if isinstance(outcome, Refused) else TAKEN
        claims.note_scan(db, who.facts.view.id, person_id, way.platform, way.method, said, now, way.age)
    return outcome


def _decide(who: Claimant, person_id: int, method: Method, now: datetime, code_ok: bool | None) -> MarkValue | Refused:
    facts = who.facts
    outcome = check_in(
        window_of(facts),
        now,
        person=person_id,
        already=who.mark,
        enrolled=who.expected,
        code_ok=code_ok,
        cancelled=facts.view.cancelled,
        kind=facts.view.kind,
        method=method,
    )
    fresh = not isinstance(outcome, Refused) and outcome is not who.mark
    return Refused(Refusal.OTHER_WAY) if fresh and method not in facts.rules.methods else outcome


def _keep(db: Connection, who: Claimant, person_id: int, mark: MarkValue) -> None:
    facts = who.facts
    if not facts.rules_stored:  # under which rules the first one came stays with the session
        sessions.set_rules(db, facts.view.id, facts.rules)
    attendance.append_after(db, facts.view.id, person_id, mark, who.last)


def code_fits(facts: SessionFacts, text: str, now: datetime) -> bool:
    """Whether these digits are what the session shows, or showed a moment ago."""
    return code_matches(facts.secret, facts.view.id, now, text, facts.rules.step_seconds, grace=CODE_GRACE)


def code_age(facts: SessionFacts, text: str, now: datetime) -> int | None:
    """Seconds since a code that fits was first shown."""
    step = facts.rules.step_seconds
    into = int(now.timestamp()) % step
    ages = (into + back * step for back in range(CODE_GRACE + 1))
    return next(
        (age for age in ages if code_at(facts.secret, facts.view.id, now - timedelta(seconds=age), step) == text), None
    )


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of a scanned token. who None: no session of ours. numbers: one of them is to be chosen first."""

    verdict: Verdict
    who: Claimant | None = None
    outcome: MarkValue | Refused | None = None
    numbers: tuple[int, ...] = ()


def scan(db: Connection, token: str, person_id: int, platform: str, now: datetime) -> Scanned:
    """A token in a person's hands. Only VALID ones count, but who is marked already hears that again."""
    said = tokens.read(token)
    who = claims.claimant(db, said.session_id, person_id) if said else None
    if said is None or who is None:
        return Scanned(Verdict.FORGED)
    facts = who.facts
    verdict = tokens.check(facts.secret, facts.view.id, token, now, facts.rules.step_seconds)
    if verdict is Verdict.FORGED:
        return Scanned(verdict)
    way = By(Method.QR, platform, tokens.age(said, now, facts.rules.step_seconds))
    if not _would_mark(who, person_id, now):
        return Scanned(verdict, who, claim(db, who, person_id, way, now))
    if verdict is Verdict.EXPIRED:
        claims.note_scan(db, facts.view.id, person_id, platform, Method.QR, verdict.value, now, way.age)
        return Scanned(verdict, who)
    if facts.rules.challenge:
        claims.note_scan(db, facts.view.id, person_id, platform, Method.QR, ASKED, now, way.age)
        return Scanned(verdict, who, numbers=tuple(tokens.numbers_to_choose(facts.secret, facts.view.id, now)))
    return Scanned(verdict, who, claim(db, who, person_id, way, now))


def _would_mark(who: Claimant, person_id: int, now: datetime) -> bool:
    """Who is marked already, or refused for another reason, hears that whatever they hold in hand."""
    outcome = _decide(who, person_id, Method.QR, now, None)
    return not isinstance(outcome, Refused) and outcome is not who.mark


@dataclass(frozen=True, slots=True)
class Chosen:
    """What became of a number chosen. right None: no scan of a moment ago belongs to it; who None: nor any session."""

    right: bool | None
    who: Claimant | None = None
    outcome: MarkValue | Refused | None = None


def choose(db: Connection, session_id: int, number: int, person_id: int, platform: str, now: datetime) -> Chosen:
    """The number on the screen, after a scan: one try for each. An id may be invented: it names no session to whoever
    is not expected there, and leaves no trace."""
    who = claims.claimant(db, session_id, person_id)
    if who is None or not who.expected:
        return Chosen(None)
    if _would_mark(who, person_id, now):
        last = claims.last_scan(db, session_id, person_id)
        if last is None or last.outcome != ASKED or now - last.at > TIME_TO_CHOOSE:
            return Chosen(None, who)
        if not tokens.number_seen(who.facts.secret, session_id, number, now):
            claims.note_scan(db, session_id, person_id, platform, Method.QR, WRONG_NUMBER, now)
            return Chosen(False, who)
    return Chosen(True, who, claim(db, who, person_id, By(Method.QR, platform), now))
