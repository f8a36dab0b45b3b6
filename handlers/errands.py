"""Slow work after a unit of work: reads what it needs, makes a file outside the database's threads, answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from handlers import feeds, leave, organizer_errands, papers, roll_files
from handlers.errand_rights import request_of, still_may
from handlers.request import House
from handlers.talk import Answer, Choice, Errand, File, Incoming, Reply, says
from handlers.wording import calendar as words
from handlers.wording import front as front_words
from handlers.wording.language import Speaker, speaker
from storage import accounts, logins
from storage.accounts import AccountRow
from storage.database import Database
from training.people import Role


@dataclass(frozen=True, slots=True)
class Bench:
    """What an errand works with."""

    database: Database
    house: House
    now: datetime
    incoming: Incoming
    fetch: Callable[[str, int], Awaitable[bytes]]  # content of a sent file, at most so many bytes
    list_commands: Callable[[str, str, frozenset[Role]], Awaitable[None]]  # address, language, roles


Runner = Callable[[Bench, Errand, AccountRow, Speaker], Awaitable[Answer]]


async def run(bench: Bench, errand: Errand) -> Answer:
    """Do it for whoever asked; their account and rights are read afresh."""
    who = bench.incoming
    account = await bench.database.read(lambda db: accounts.account_at(db, who.platform, who.address))
    if account is None or account.person_id is None:  # let go or forgotten since
        return Answer()
    t = speaker(account.language or who.language)
    if not await bench.database.read(lambda db: still_may(request_of(db, bench, errand, account, t), errand)):
        return front_words.not_yours(t)
    return await RUNNERS[errand.name](bench, errand, account, t)


async def calendar_file(bench: Bench, _errand: Errand, account: AccountRow, t: Speaker) -> Answer:
    """The .ics, and the feed's address when our pages can be reached from outside."""
    person = account.person_id
    assert person is not None
    content = await bench.database.read(lambda db: feeds.calendar_of(db, person, t, bench.now))
    answer = Answer((Reply(file=File(words.file_name(t), content)),))
    if bench.house.public_url:
        token = await bench.database.write(lambda db: logins.feed_token(db, person))
        url = f"{bench.house.public_url.rstrip('/')}/calendar/{token}.ics"
        answer += says(words.feed_hint(t, url), [Choice(t("Copy the address"), copy=url)], protect=True)
    return answer


async def own_data(bench: Bench, _errand: Errand, account: AccountRow, t: Speaker) -> Answer:
    person = account.person_id
    assert person is not None
    content = await bench.database.read(lambda db: feeds.own_data(db, person, bench.now))
    return Answer((Reply(words.data_caption(t), file=File("data.json", content), protect=True),))


async def menus(bench: Bench, _errand: Errand, account: AccountRow, t: Speaker) -> Answer:
    """The list behind the menu button, for what this person may do and in their language."""
    actor = await bench.database.read(lambda db: accounts.actor_of(db, account, bench.house.admins))
    await bench.list_commands(account.address, t.language, frozenset(grant.role for grant in actor.grants))
    return Answer()


async def in_thread(work: Callable[[], bytes]) -> bytes:
    """Drawing and writing files must not hold up answers."""
    return await asyncio.to_thread(work)


RUNNERS: dict[str, Runner] = {
    "calendar_file": calendar_file,
    "own_data": own_data,
    "menus": menus,
    **organizer_errands.RUNNERS,
    **leave.RUNNERS,
    **papers.RUNNERS,
    **roll_files.RUNNERS,
}
