"""The dispatcher over a real database and a fake messenger."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot.clock import Clock
from bot.dispatcher import LONGEST_REST, MANY_DOUBTS, Dispatcher
from bot.progress import _Shown
from handlers import changes, scheduled
from storage import deliveries, due, mailings, outcomes, schema, sessions
from storage.database import Database
from tests import gatherings
from tests.fakes import Messenger
from tests.gatherings import SATURDAY, at
from training.mailing import Counts, Lane, MailingKind, MailingState, Outcome
from training.plan import ZONE
from training.reminders import QuietHours

START = datetime(2022, 12, 9, 18, 0, tzinfo=ZONE)
EVE = at("19:00", START.date())


@dataclass(frozen=True)
class Settings:
    in_flight: int = 3
    quiet_hours: QuietHours = QuietHours()


@contextlib.asynccontextmanager
async def dispatching(
    database: Database, messenger: Messenger, clock: Clock, settings: Settings = Settings()
) -> AsyncIterator[Dispatcher]:
    """A dispatcher that runs; its death is the test's."""
    dispatcher = Dispatcher(database, {messenger.name: messenger}, clock, settings, progress_every=0.02)
    running = asyncio.create_task(dispatcher.run())
    try:
        yield dispatcher
    finally:
        await asyncio.wait_for(dispatcher.stop(), 5)
        await running


@pytest.fixture
def clock() -> Clock:
    """Friday at 18h00, standing still."""
    return Clock(START, speed=0)


def _saturday(db: Connection, many: int = 3) -> list[int]:
    course = gatherings.a_course(db)
    gatherings.a_session(db, course, gatherings.morning())
    people = gatherings.people(db, many)
    gatherings.enrol(db, course, people)
    scheduled.plan_reminders(db, None, START)
    return people


def _notice(db: Connection, many: int = 3, **more: object) -> int:
    people = gatherings.people(db, many)
    body = {"text": "Họp lúc 8h"}
    return mailings.create(db, MailingKind.NOTICE, {"people": people}, body, START, START, **more)  # type: ignore[arg-type]


def counted(database: Database, mailing_id: int) -> Counts:
    return database.read_now(lambda db: outcomes.counts(db, mailing_id))


def state_of(database: Database, mailing_id: int) -> MailingState | None:
    found = database.read_now(lambda db: mailings.mailing_by_id(db, mailing_id))
    return found.state if found else None


async def test_reminders_go_out_when_they_are_due_and_not_before(database: Database, clock: Clock) -> None:
    people = database.write_now(_saturday)
    messenger = Messenger()
    async with dispatching(database, messenger, clock) as dispatcher:
        clock.set(EVE - timedelta(seconds=1))
        await dispatcher.idle()
        assert messenger.everybody() == []
        clock.set(EVE)
        await dispatcher.idle()
    assert sorted(messenger.everybody()) == sorted(str(person) for person in people)
    assert all("Sáng mai" in text for person in people for text in messenger.told(str(person)))


async def test_the_clock_wakes_it_by_itself(sqlite_database: Database) -> None:
    people = sqlite_database.write_now(_saturday)
    messenger = Messenger()
    fast = Clock(EVE - timedelta(minutes=5), speed=3000)  # five minutes in a tenth of a second
    async with dispatching(sqlite_database, messenger, fast):
        for _ in range(100):
            if len(messenger.replies) == len(people):
                break
            await asyncio.sleep(0.02)
    assert len(messenger.replies) == len(people)


async def test_it_may_run_again_and_again_and_says_nothing_twice(database: Database, clock: Clock) -> None:
    people = database.write_now(_saturday)
    messenger = Messenger()
    clock.set(EVE)
    for _ in range(3):
        async with dispatching(database, messenger, clock) as dispatcher:
            await dispatcher.idle()
    assert len(messenger.everybody()) == len(people)


async def test_never_more_than_the_setting_are_in_flight(database: Database, clock: Clock) -> None:
    notice = database.write_now(lambda db: _notice(db, 20))
    messenger = Messenger(takes=0.002)
    async with dispatching(database, messenger, clock, Settings(in_flight=4)) as dispatcher:
        await dispatcher.idle()
    assert messenger.most_at_once == 4
    assert counted(database, notice) == Counts(recipients=20, sent=20)
    assert state_of(database, notice) is MailingState.DONE


async def test_changes_overtake_a_notice_that_is_being_sent(database: Database, clock: Clock) -> None:
    database.write_now(lambda db: _notice(db, 30))

    def plan_change(db: Connection) -> int:
        course = gatherings.a_course(db, "C2")
        session = gatherings.a_session(db, course, gatherings.morning())
        gatherings.enrol(db, course, gatherings.people(db, 1))
        facts = sessions.session_facts(db, session)
        assert facts
        sessions.set_state(db, session, "cancelled")
        after = sessions.session_facts(db, session)
        assert after
        changes.note_change(db, session, facts.view, after.view, None, START, timedelta())
        return session

    messenger = Messenger(takes=0.001)
    planned: list[asyncio.Task[int]] = []

    def after_ten(_address: str, _reply: object) -> None:
        if len(messenger.replies) == 10:
            planned.append(asyncio.create_task(database.write(plan_change)))
            planned[0].add_done_callback(lambda _: dispatcher.wake())

    messenger.on_send = after_ten
    async with dispatching(database, messenger, clock, Settings(in_flight=1)) as dispatcher:
        await dispatcher.idle()
        await asyncio.gather(*planned)
        await dispatcher.idle()
    lanes = [reply.lane for _, reply in messenger.replies]
    assert lanes.index(Lane.CHANGE) < 20
    assert len(lanes) == 31


@pytest.mark.parametrize(
    ("outcome", "arrives", "expected", "messages"),
    [
        (Outcome.NOT_SENT, False, Counts(recipients=3, sent=3), 3),
        (Outcome.UNKNOWN, False, Counts(recipients=3, sent=3), 3),
        (Outcome.UNKNOWN, True, Counts(recipients=3, sent=3), 4),  # nobody can know: sent once more
        (Outcome.REFUSED, False, Counts(recipients=3, sent=2, failed=1), 2),
        (Outcome.GONE, False, Counts(recipients=3, sent=2, unreachable=1), 2),
    ],
)
async def test_one_bad_message_never_stops_the_rest(
    database: Database, clock: Clock, outcome: Outcome, arrives: bool, expected: Counts, messages: int
) -> None:
    notice = database.write_now(_notice)
    messenger = Messenger()
    messenger.fails(outcome, arrives=arrives)
    async with dispatching(database, messenger, clock) as dispatcher:
        await dispatcher.idle()
    assert counted(database, notice) == expected
    assert len(messenger.everybody()) == messages


async def test_a_platform_that_breaks_in_an_unknown_way_leaves_the_message_in_doubt(
    sqlite_database: Database, clock: Clock
) -> None:
    notice = sqlite_database.write_now(lambda db: _notice(db, 1))
    messenger = Messenger()

    def break_down(_address: str, _reply: object) -> None:
        raise RuntimeError("a bug")

    messenger.on_send = break_down
    async with dispatching(sqlite_database, messenger, clock) as dispatcher:
        await dispatcher.idle()
    assert counted(sqlite_database, notice) == Counts(recipients=1, unknown=1)


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.NOT_SENT])
async def test_a_platform_that_is_away_is_left_alone_and_the_others_keep_their_tries(
    sqlite_database: Database, clock: Clock, outcome: Outcome
) -> None:
    notice = sqlite_database.write_now(lambda db: _notice(db, 60))
    messenger = Messenger()
    messenger.fails(outcome, times=500)
    async with dispatching(sqlite_database, messenger, clock):
        await _until(lambda: _tries(sqlite_database) >= MANY_DOUBTS)
        await asyncio.sleep(0.1)
        assert _tries(sqlite_database) <= MANY_DOUBTS + Settings.in_flight
        assert counted(sqlite_database, notice).waiting >= 60 - MANY_DOUBTS


async def test_doubts_without_number_leave_a_platform_alone_for_a_minute_and_no_longer(
    sqlite_database: Database, clock: Clock
) -> None:
    dispatcher = Dispatcher(sqlite_database, {"telegram": Messenger()}, clock, Settings(in_flight=1))
    dispatcher._doubts["telegram"] = 100_000
    dispatcher._heed_doubt("telegram", Outcome.UNKNOWN)
    rest = dispatcher._closed["telegram"] - asyncio.get_running_loop().time()
    assert LONGEST_REST - 1 < rest <= LONGEST_REST


def _tries(database: Database) -> int:
    """Of all messages together."""
    query = select(func.sum(schema.delivery.c.attempts))
    return database.read_now(lambda db: db.execute(query).scalar()) or 0


async def test_some_doubts_between_answers_close_nothing(sqlite_database: Database, clock: Clock) -> None:
    notice = sqlite_database.write_now(lambda db: _notice(db, 3 * MANY_DOUBTS))
    messenger = Messenger()
    for _ in range(3):
        messenger.fails(Outcome.UNKNOWN, times=MANY_DOUBTS - 3)
        messenger.fails(Outcome.REFUSED)
    async with dispatching(sqlite_database, messenger, clock):
        await _until(lambda: counted(sqlite_database, notice).waiting == 0 and _tries(sqlite_database) > 0)


async def test_a_429_pauses_bulk_and_costs_no_attempt(database: Database, clock: Clock) -> None:
    notice = database.write_now(_notice)
    messenger = Messenger()
    messenger.fails(Outcome.SLOW_DOWN, times=7, pause=0.02)
    async with dispatching(database, messenger, clock, Settings(in_flight=1)) as dispatcher:
        for _ in range(100):
            await asyncio.sleep(0.01)
            await dispatcher.idle()
            if counted(database, notice).sent == 3:
                break
    assert counted(database, notice) == Counts(recipients=3, sent=3)
    attempts = database.read_now(lambda db: list(db.scalars(select(schema.delivery.c.attempts))))
    assert attempts == [1, 1, 1]


async def test_a_message_that_cannot_be_worded_is_a_dead_letter_and_the_others_go(
    database: Database, clock: Clock
) -> None:
    def play(db: Connection) -> int:
        bad = mailings.create(db, MailingKind.CHANGE, {"people": gatherings.people(db, 1)}, {}, START, START)
        _notice(db)
        return bad

    bad = database.write_now(play)
    messenger = Messenger()
    async with dispatching(database, messenger, clock) as dispatcher:
        await dispatcher.idle()
    assert counted(database, bad) == Counts(recipients=1, failed=1)
    assert len(messenger.everybody()) == 3


async def test_what_was_in_flight_when_it_died_goes_once_more_after_a_while(database: Database, clock: Clock) -> None:
    notice = database.write_now(_notice)
    silent = Messenger(takes=60)
    dying = Dispatcher(database, {"telegram": silent}, clock, Settings())
    task = asyncio.create_task(dying.run())
    await _until(lambda: silent.at_once == 3)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert counted(database, notice) == Counts(recipients=3, waiting=3)
    messenger = Messenger()
    async with dispatching(database, messenger, clock) as dispatcher:
        await dispatcher.idle()
    assert counted(database, notice) == Counts(recipients=3, sent=3)


async def test_stopping_waits_for_what_is_in_flight_and_claims_nothing_more(database: Database, clock: Clock) -> None:
    notice = database.write_now(lambda db: _notice(db, 10))
    messenger = Messenger(takes=0.05)
    async with dispatching(database, messenger, clock):
        await _until(lambda: messenger.at_once == 3)
    assert counted(database, notice) == Counts(recipients=10, waiting=7, sent=3)


async def test_a_cancelled_session_is_silent_even_when_its_reminder_was_frozen(
    database: Database, clock: Clock
) -> None:
    database.write_now(_saturday)

    def cancel(db: Connection) -> None:
        while scheduled.start_due(db, EVE):
            pass
        db.execute(schema.session.update().values(state="cancelled"))

    database.write_now(cancel)
    clock.set(EVE)
    messenger = Messenger()
    async with dispatching(database, messenger, clock) as dispatcher:
        await dispatcher.idle()
    assert messenger.replies == []
    one = database.read_now(lambda db: mailings.latest(db, [MailingKind.REMINDER], limit=9))
    assert sum(counted(database, row.id).stopped for row in one) == 3


async def test_a_wall_clock_that_jumps_by_hours_sends_nothing_until_somebody_says_so(
    sqlite_database: Database,
) -> None:
    people = sqlite_database.write_now(_saturday)
    wall = [START.timestamp()]
    clock = Clock(wall=lambda: wall[0])
    messenger = Messenger()
    async with dispatching(sqlite_database, messenger, clock) as dispatcher:
        await dispatcher.idle()
        wall[0] += 3 * 3600
        await dispatcher.idle()
        assert messenger.replies == []
        [held] = sqlite_database.read_now(due.held)
        sqlite_database.write_now(lambda db: due.release(db, held.id))
        await dispatcher.idle()
    assert len(messenger.replies) == len(people)


async def test_a_jump_of_some_minutes_is_only_logged(sqlite_database: Database) -> None:
    people = sqlite_database.write_now(_saturday)
    wall = [(EVE - timedelta(minutes=30)).timestamp()]
    messenger = Messenger()
    async with dispatching(sqlite_database, messenger, Clock(wall=lambda: wall[0])) as dispatcher:
        await dispatcher.idle()
        wall[0] += 31 * 60
        await dispatcher.idle()
    assert len(messenger.replies) == len(people)


async def test_at_night_a_notice_waits_for_the_morning(database: Database, clock: Clock) -> None:
    clock.set(at("23:00", START.date()))
    database.write_now(_notice)
    messenger = Messenger()
    async with dispatching(database, messenger, clock) as dispatcher:
        await dispatcher.idle()
        assert messenger.replies == []
        clock.set(at("6:00", SATURDAY))
        await dispatcher.idle()
    assert len(messenger.replies) == 3


async def test_whoever_watches_sees_progress_in_one_message_and_a_last_word(database: Database, clock: Clock) -> None:
    watcher = {"platform": "telegram", "address": "900", "message": "55", "language": "vi"}
    notice = database.write_now(lambda db: _notice(db, 12, watcher=watcher))
    messenger = Messenger(takes=0.02)
    async with dispatching(database, messenger, clock) as dispatcher:
        await dispatcher.idle()
        await _until(lambda: any("Đã gửi 12/12" in text for text in messenger.edits("900", "55")))
    shown = messenger.edits("900", "55")
    assert "⏳" in shown[0]
    assert "Đã gửi 12/12" in shown[-1]
    assert len(shown) == len(set(shown))
    assert messenger.told("900") == []
    assert state_of(database, notice) is MailingState.DONE


async def test_the_last_word_that_a_crash_has_swallowed_is_said_after_the_restart_and_once(
    sqlite_database: Database, clock: Clock
) -> None:
    watcher = {"platform": "telegram", "address": "900", "message": "55"}
    notice = sqlite_database.write_now(lambda db: _notice(db, 2, watcher=watcher))

    def play(db: Connection) -> None:
        """It went out; another one was taken back before it did."""
        one = mailings.mailing_by_id(db, notice)
        assert one
        deliveries.freeze(db, one, START)
        db.execute(schema.delivery.update().values(state="sent", next_at=None))
        mailings.change(db, notice, state=MailingState.DONE.value, finished_at=START)
        mailings.stop(db, _notice(db, 1, watcher={**watcher, "message": "56"}), START)

    sqlite_database.write_now(play)
    said = []
    for _ in range(2):
        messenger = Messenger()
        async with dispatching(sqlite_database, messenger, clock) as dispatcher:
            await dispatcher.idle()
            await asyncio.sleep(0.05)
        said.append(["Đã xong" in text for message in ("55", "56") for text in messenger.edits("900", message)])
    assert said == [[True], []]


def test_the_rate_is_that_of_the_last_looks() -> None:
    shown = _Shown()
    looks = [(0.0, 38), (2.0, 58), (4.0, 78), (6.0, 78), (8.0, 78), (10.0, 78), (12.0, 78), (14.0, 88)]
    assert [round(shown.rate(*look), 1) for look in looks] == [0, 10, 10, 6.7, 0, 0, 0, 1]


async def test_who_stops_a_mailing_sees_how_far_it_came(database: Database, clock: Clock) -> None:
    watcher = {"platform": "telegram", "address": "900", "message": "55"}
    notice = database.write_now(lambda db: _notice(db, 50, watcher=watcher))
    messenger = Messenger(takes=0.02)
    async with dispatching(database, messenger, clock):
        await _until(lambda: len(messenger.edits("900", "55")) > 0)
        await database.write(lambda db: mailings.stop(db, notice, START))
        await _until(lambda: any("Đã dừng" in text for text in messenger.edits("900", "55")))
    counts = counted(database, notice)
    assert counts.recipients == 50 == counts.sent + counts.stopped
    assert counts.sent < 50


async def _until(happened: Callable[[], bool]) -> None:
    for _ in range(300):
        if happened():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen within three seconds")
