"""Fetching goes on whatever happens, and nothing is confirmed before it is written down."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot import polling
from bot.localchat.faults import Fault
from bot.polling import _next_pause
from storage import inbox
from tests.bot.small_house import SmallHouse

QUESTION, ANSWER = "khi nào tôi học", "Buổi tiếp theo của thầy/cô"

PAUSES = [
    (NetworkError("x"), 0.0, 0.5),
    (NetworkError("x"), 0.5, 1.0),
    (TimedOut(), 16.0, 30.0),
    (NetworkError("x"), 30.0, 30.0),
    (RetryAfter(12), 0.0, 12.0),
    (Conflict("another poller"), 0.0, 5.0),
    (InvalidToken(), 200.0, 300.0),
    (OSError("disk full"), 4.0, 8.0),
]


@pytest.mark.parametrize(("error", "before", "after"), PAUSES)
def test_a_refused_poll_is_tried_again_more_slowly_each_time(error: Exception, before: float, after: float) -> None:
    assert _next_pause(error, before) == after


@pytest.fixture
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_next_pause", lambda error, pause: 0.001)


@pytest.mark.usefixtures("_hurried")
@pytest.mark.parametrize(
    "fault", [Fault.SERVER_ERROR, Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.UNREADABLE, Fault.FLOOD]
)
async def test_a_poll_that_fails_loses_nothing(house: SmallHouse, fault: Fault) -> None:
    lan = house.teacher()
    house.world.faults.once(fault, "getUpdates", times=2)
    async with house.runs():
        assert ANSWER in (await lan.asks(QUESTION)).text
    assert len(lan.heard) == 1


@pytest.mark.usefixtures("_hurried")
async def test_what_cannot_be_written_down_is_fetched_again(house: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    lan = house.teacher()
    keep = inbox.keep
    failures = iter([True, True, False])

    def full_at_first(*arguments: Any) -> Any:
        if next(failures, False):
            raise OSError("no space left on device")
        return keep(*arguments)

    monkeypatch.setattr(inbox, "keep", full_at_first)
    async with house.runs():
        assert ANSWER in (await lan.asks(QUESTION)).text
    assert house.states() == ["done"]


@pytest.mark.usefixtures("_hurried")
async def test_a_second_poller_is_waited_out(house: SmallHouse) -> None:
    lan = house.teacher()
    async with house.runs(), house.runs():
        assert ANSWER in (await lan.asks(QUESTION)).text
    assert house.states() == ["done"]


async def test_nothing_is_confirmed_before_it_is_written_down(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill between fetching and writing leaves everything at the platform."""
    lan = house.teacher()
    fetched = asyncio.Event()

    async def killed(_updates: list[dict[str, Any]]) -> None:
        fetched.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(house.intake, "take", killed)
    lan.says(QUESTION)
    task = asyncio.ensure_future(polling.poll(house.telegram, house.intake, None))
    await asyncio.wait_for(fetched.wait(), 5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert len(house.world.bot.queue) == 1
    house.intake = house.new_intake()
    async with house.runs():
        assert ANSWER in (await lan.hears()).text
