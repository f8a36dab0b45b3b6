"""A bucket per person."""

from __future__ import annotations

from bot import flood
from bot.flood import Flood


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_twenty_at_once_then_one_a_second() -> None:
    seconds = Seconds()
    guard = Flood(monotonic=seconds)
    assert [guard.lets_in("lan") for _ in range(22)] == [True] * 20 + [False] * 2
    seconds.now += 0.9
    assert not guard.lets_in("lan")
    seconds.now += 0.2
    assert [guard.lets_in("lan") for _ in range(2)] == [True, False]
    seconds.now += 1000
    assert [guard.lets_in("lan") for _ in range(21)] == [True] * 20 + [False]


def test_one_flood_is_nobody_elses_and_is_told_once() -> None:
    guard = Flood(burst=1, monotonic=Seconds())
    assert guard.lets_in("lan")
    assert [guard.lets_in("lan"), guard.should_say("lan"), guard.should_say("lan")] == [False, True, False]
    assert guard.lets_in("minh")


def test_after_a_calm_the_next_flood_is_told_again() -> None:
    seconds = Seconds()
    guard = Flood(burst=1, monotonic=seconds)
    guard.lets_in("lan")
    guard.lets_in("lan")
    assert guard.should_say("lan")
    seconds.now += 5
    assert guard.lets_in("lan")
    guard.lets_in("lan")
    assert guard.should_say("lan")


def test_memory_is_bounded() -> None:
    guard = Flood(burst=1, monotonic=Seconds())
    for number in range(flood.KEPT + 100):
        who = str(number)
        guard.lets_in(who)
        guard.lets_in(who)
        guard.should_say(who)
    assert len(guard._buckets) <= flood.KEPT
    assert len(guard._told) <= flood.KEPT
