"""Alarms at program time, and a clock that jumps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from bot.clock import Clock
from bot.clockwork import Clockwork, Jumps, next_at
from training.plan import ZONE

START = datetime(2022, 12, 9, 18, 0, tzinfo=ZONE)


async def _until(happened: Callable[[], bool]) -> None:
    for _ in range(200):
        if happened():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen within two seconds")


async def test_an_alarm_rings_at_its_moment_of_a_fast_clock_and_once() -> None:
    clock = Clock(START, speed=3600)
    clockwork, rung = Clockwork(clock), list[datetime]()

    async def ring() -> None:
        rung.append(clock.now())

    clockwork.start()
    clockwork.wake_at(START + timedelta(hours=9), ring)
    clockwork.wake_at(START + timedelta(minutes=5), ring)  # takes the place of the first
    await _until(lambda: bool(rung))
    await asyncio.sleep(0.05)
    clockwork.stop()
    assert len(rung) == 1
    assert rung[0] >= START + timedelta(minutes=5)


async def test_an_alarm_follows_a_clock_that_is_set() -> None:
    clock = Clock(START, speed=0)
    clockwork, rung = Clockwork(clock), list[datetime]()

    async def ring() -> None:
        rung.append(clock.now())

    clockwork.start()
    clockwork.wake_at(START + timedelta(hours=1), ring)
    await asyncio.sleep(0.03)
    assert rung == []
    clock.set(START + timedelta(hours=1))
    await _until(lambda: bool(rung))
    clockwork.stop()


async def test_a_nightly_job_rings_every_day() -> None:
    clock = Clock(START, speed=24 * 3600 * 10)  # ten days a second
    clockwork, days = Clockwork(clock), set[int]()

    async def ring() -> None:
        days.add(clock.now().astimezone(ZONE).day)

    clockwork.start()
    clockwork.nightly(time(20, 30), ring)
    await _until(lambda: len(days) >= 3)
    clockwork.stop()
    assert min(days) == 9


async def test_an_alarm_may_set_the_next_one_and_one_that_fails_does_not_stop_the_others() -> None:
    clock = Clock(START, speed=3600)
    clockwork, rung = Clockwork(clock), list[int]()

    async def ring() -> None:
        rung.append(1)
        clockwork.wake_at(clock.now() + timedelta(minutes=1), ring)
        await asyncio.sleep(0.02)
        raise RuntimeError("a bug")

    clockwork.start()
    clockwork.wake_at(START, ring)
    await _until(lambda: len(rung) >= 3)
    clockwork.stop()


async def test_the_poll_rings_what_got_lost() -> None:
    clock = Clock(START, speed=0)
    clockwork, rung = Clockwork(clock, poll=0.03), list[int]()

    async def ring() -> None:
        rung.append(1)

    clockwork.start()
    clockwork.wake_at(START + timedelta(hours=1), ring)
    clock._base = START + timedelta(hours=2)  # nobody hears of it
    await _until(lambda: bool(rung))
    clockwork.stop()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("20:29", "09 20:30"),
        ("20:30", "10 20:30"),
        ("20:31", "10 20:30"),
        ("00:00", "09 20:30"),
    ],
)
def test_the_next_night_is_after_now(now: str, expected: str) -> None:
    moment = datetime.combine(START.date(), time.fromisoformat(now), ZONE)
    assert f"{next_at(time(20, 30), moment):%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("wall", "steady", "told", "hours"),
    [
        (10, 10, False, False),
        (70, 10, False, False),  # exactly a minute more
        (71, 10, True, False),
        (10, 71, True, False),  # put back
        (10 + 3599, 10, True, False),
        (10 + 3600, 10, True, True),
    ],
)
def test_a_jump_of_the_wall_clock_is_noticed(wall: float, steady: float, told: bool, hours: bool) -> None:
    walls, steadies = [START.timestamp()], [0.0]
    jumps = Jumps(Clock(wall=lambda: walls[0]), steady=lambda: steadies[0])
    walls[0] += wall
    steadies[0] += steady
    jump = jumps.look()
    assert (jump is not None) is told
    assert bool(jump and jump.skipped_hours) is hours
    assert jumps.look() is None


def test_a_rehearsal_that_sets_its_clock_does_not_jump() -> None:
    clock = Clock(START, speed=0)
    jumps = Jumps(clock, steady=lambda: 0.0)
    clock.set(START + timedelta(days=3))
    assert jumps.look() is None
