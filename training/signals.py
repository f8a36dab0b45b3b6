"""Signs that a claim to be there may not be true. For somebody to look at, never a penalty by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

NEW = timedelta(days=1)  # a binding younger than this
WRONG_MANY = 4  # wrong codes of one person
LAST_SECONDS = 5
BURST = 5  # claims with one code in its last seconds, or after it was gone
_WRONG = frozenset({"wrong_code", "wrong_number", "forged"})


class Signal(StrEnum):
    SHARED_ACCOUNT = "shared_account"
    NEW_BINDING = "new_binding"
    LATE_BURST = "late_burst"
    WRONG_CODES = "wrong_codes"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as it came. outcome: "taken" or why not. age: seconds since its code was first shown.

    account: of the chat it came from; None when that is not known.
    """

    person: int
    at: datetime
    outcome: str
    method: str
    age: int | None = None
    account: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """bound_at: person id → when the account in use was bound. outside: who was near no hall, by their own consent."""

    bound_at: Mapping[int, datetime] = field(default_factory=dict)
    outside: frozenset[int] = frozenset()
    step_seconds: int = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """Why somebody is on the list. others: whom the account claimed for besides, or who was in the same burst.

    number: how many wrong codes, how many claims of a burst.
    """

    signal: Signal
    others: tuple[int, ...] = ()
    number: int = 0


def signals(claims: Sequence[Claim], known: Known) -> dict[int, list[Seen]]:
    """Person id → what speaks for a look, those with most first."""
    found: dict[int, list[Seen]] = {}
    for look in (_shared, _new, _bursts, _wrong, _outside):
        for person, seen in look(claims, known):
            found.setdefault(person, []).append(seen)
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


_Found = Iterable[tuple[int, Seen]]


def _taken(claims: Sequence[Claim]) -> list[Claim]:
    return [one for one in claims if one.outcome == "taken"]


def _shared(claims: Sequence[Claim], _known: Known) -> _Found:
    """An account is one person's; bound to another in between, it claims for several."""
    by_account: dict[int, set[int]] = {}
    for one in _taken(claims):
        if one.account is not None:
            by_account.setdefault(one.account, set()).add(one.person)
    for people in by_account.values():
        if len(people) > 1:
            yield from ((one, Seen(Signal.SHARED_ACCOUNT, tuple(sorted(people - {one})))) for one in sorted(people))


def _new(claims: Sequence[Claim], known: Known) -> _Found:
    first: dict[int, datetime] = {}
    for one in _taken(claims):
        first.setdefault(one.person, one.at)
    for person, at in first.items():
        bound = known.bound_at.get(person)
        if bound and at - bound < NEW:
            yield person, Seen(Signal.NEW_BINDING)


def _bursts(claims: Sequence[Claim], known: Known) -> _Found:
    """Many with the same code when it was about to go or gone: it may have been passed on."""
    steps: dict[int, set[int]] = {}
    for one in _taken(claims):
        if one.age is not None and one.age >= known.step_seconds - LAST_SECONDS:
            shown = int(one.at.timestamp()) - one.age
            steps.setdefault(shown // known.step_seconds, set()).add(one.person)
    for people in steps.values():
        if len(people) >= BURST:
            yield from (
                (one, Seen(Signal.LATE_BURST, tuple(sorted(people - {one})), len(people))) for one in sorted(people)
            )


def _wrong(claims: Sequence[Claim], _known: Known) -> _Found:
    counted = Counter(one.person for one in claims if one.outcome in _WRONG)
    for person, many in counted.items():
        if many >= WRONG_MANY:
            yield person, Seen(Signal.WRONG_CODES, number=many)


def _outside(_claims: Sequence[Claim], known: Known) -> _Found:
    for person in sorted(known.outside):
        yield person, Seen(Signal.OUTSIDE)
