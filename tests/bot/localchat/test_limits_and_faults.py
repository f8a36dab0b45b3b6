"""What goes wrong on purpose, as a bot meets it."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut

from bot.localchat.faults import Bucket, Fault, Faults, Limits, Window
from bot.localchat.people import Person
from bot.localchat.world import World
from tests.bot.localchat.conftest import Time

pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*")

MET = [
    (Fault.CUT_BEFORE, NetworkError, 0),
    (Fault.CUT_AFTER, NetworkError, 1),
    (Fault.UNREADABLE, TelegramError, 1),
    (Fault.SERVER_ERROR, NetworkError, 0),
    (Fault.SERVER_ERROR_AFTER, NetworkError, 1),
    (Fault.FLOOD, RetryAfter, 0),
]


@pytest.mark.parametrize(("fault", "error", "arrived"), MET, ids=[row[0] for row in MET])
async def test_a_fault_is_met_once_and_the_message_arrived_or_not(
    ptb: Bot, world: World, lan: Person, fault: Fault, error: type[TelegramError], arrived: int
) -> None:
    world.faults.once(fault, "sendMessage")
    with pytest.raises(error):
        await ptb.send_message(1001, "một")
    assert len(lan.heard) == arrived
    assert len(world.accepted) == arrived
    await ptb.send_message(1001, "hai")
    assert lan.last.text == "hai"
    assert world.faults.happened == {fault: 1}


async def test_a_connection_cut_before_it_answers_says_nothing_at_all(ptb: Bot, world: World, lan: Person) -> None:
    world.faults.once(Fault.CUT_AFTER)
    with pytest.raises(NetworkError, match=r"RemoteProtocolError|ReadError"):
        await ptb.send_message(1001, "một")


async def test_no_answer_in_time_is_a_timeout_although_it_arrived(ptb: Bot, world: World, lan: Person) -> None:
    world.faults.hang_seconds = 0.3
    world.faults.once(Fault.HANG)
    with pytest.raises(TimedOut):
        await ptb.send_message(1001, "một", read_timeout=0.05)
    assert lan.last.text == "một"


async def test_faults_concern_what_is_sent_and_nothing_else(ptb: Bot, world: World, lan: Person) -> None:
    world.faults.shares[Fault.SERVER_ERROR] = 1.0
    assert (await ptb.get_me()).id == world.bot.id
    with pytest.raises(NetworkError):
        await ptb.send_message(1001, "một")
    world.faults.clear()
    assert await ptb.send_message(1001, "hai")


async def test_delays_hold_an_answer_back(ptb: Bot, world: World, lan: Person) -> None:
    world.faults.delay = (0.03, 0.05)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await ptb.send_message(1001, "một")
    assert loop.time() - begun >= 0.03


@given(st.integers(0, 1000))
def test_the_same_seed_gives_the_same_faults(seed: int) -> None:
    first, second = (Faults({Fault.CUT_AFTER: 0.2, Fault.FLOOD: 0.1}, seed=seed) for _ in range(2))
    assert [first.next("sendmessage") for _ in range(50)] == [second.next("sendmessage") for _ in range(50)]


def test_shares_are_met_on_the_long_run() -> None:
    faults = Faults({Fault.CUT_AFTER: 0.02, Fault.FLOOD: 0.1}, seed=7)
    for _ in range(10_000):
        faults.next("sendmessage")
    assert faults.happened[Fault.CUT_AFTER] == pytest.approx(200, abs=45)
    assert faults.happened[Fault.FLOOD] == pytest.approx(1000, abs=100)


async def test_over_the_limit_comes_a_refusal_and_the_chat_stays_closed_that_long(
    ptb: Bot, world: World, lan: Person, time: Time
) -> None:
    world.limits = Limits(overall=None, chat=(1, 1.0), group=None, retry_after=5)
    await ptb.send_message(1001, "một")
    with pytest.raises(RetryAfter) as refusal:
        await ptb.send_message(1001, "hai")
    assert refusal.value.retry_after == 5
    time.seconds += 4.5
    with pytest.raises(RetryAfter) as refusal:
        await ptb.send_message(1001, "hai")
    assert refusal.value.retry_after == 1
    time.seconds += 0.6
    await ptb.send_message(1001, "hai")
    assert [message.text for message in lan.heard] == ["một", "hai"]
    assert (world.limits.refused, world.refused[429]) == (2, 2)


def accepted(limits: Limits, moments: list[float], chat: int = 1) -> int:
    return sum(limits.refusal(9, chat, is_group=chat < 0, now=moment) is None for moment in moments)


SCOPES = [
    ("thirty a second over all", Limits(meter=Window), [(chat, 0.0) for chat in range(1, 41)], 30),
    ("one a second in a chat", Limits(meter=Window), [(1, 0.0), (1, 0.5), (2, 0.5)], 2),
    ("twenty a minute in a group", Limits(meter=Window), [(-1, float(second)) for second in range(30)], 20),
    ("a bucket fills up again", Limits(None, (2, 2.0), None), [(1, 0.0), (1, 0.0), (1, 0.1), (1, 1.2)], 3),
    ("no limits at all", Limits(None, None, None), [(1, 0.0)] * 100, 100),
]


@pytest.mark.parametrize(("case", "limits", "tries", "taken"), SCOPES, ids=[row[0] for row in SCOPES])
def test_limits_count_per_scope(case: str, limits: Limits, tries: list[tuple[int, float]], taken: int) -> None:
    assert sum(accepted(limits, [moment], chat) for chat, moment in tries) == taken


@given(st.lists(st.floats(0, 10), min_size=1, max_size=60).map(sorted))
def test_a_strict_window_never_holds_more_than_its_count(moments: list[float]) -> None:
    window, taken = Window(5, 1.0), list[float]()
    for moment in moments:
        if window.wait(moment) <= 0:
            window.count(moment)
            taken.append(moment)
    assert all(sum(start < other <= start + 1.0 for other in taken) <= 5 for start in [-1.0, *taken])


@given(st.lists(st.floats(0, 10), min_size=1, max_size=60).map(sorted))
def test_a_bucket_never_gives_more_than_it_holds_and_gets(moments: list[float]) -> None:
    bucket, taken = Bucket(5, 1.0, burst=3), 0
    for moment in moments:
        if bucket.wait(moment) <= 0:
            bucket.count(moment)
            taken += 1
    assert taken <= 3 + 5 * (moments[-1] - moments[0]) + 1e-6
