"""The pacer against servers that count in different ways, in virtual time."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.localchat.faults import Bucket, Limits, Meter, Window
from bot.pacing import Pacing
from bot.rates import Chats, Latency, Rate, Way
from tests.virtual_time import run
from training.mailing import Lane


class Server:
    """Counts as told, some part of the latency before counting, the rest after."""

    def __init__(self, limits: Limits, least: float, most: float, before: float, seed: int = 0) -> None:
        self.limits, self._span, self._before = limits, (least, most), before
        self._random = random.Random(seed)
        self.accepted: list[tuple[float, str]] = []

    async def send(self, chat: str) -> str:
        latency = self._random.uniform(*self._span)
        await asyncio.sleep(latency * self._before)
        now = asyncio.get_running_loop().time()
        refusal = self.limits.refusal(1, hash(chat), is_group=chat.startswith("-"), now=now)
        if refusal is None:
            self.accepted.append((now, chat))
        await asyncio.sleep(latency * (1 - self._before))
        if refusal is not None:
            raise RetryAfter(refusal)
        return chat


async def says(pacing: Pacing, server: Server, lane: Lane, chat: str) -> Any:
    return await pacing.process_request(server.send, (chat,), {}, "sendMessage", {"chat_id": chat}, lane)


async def broadcast(pacing: Pacing, server: Server, many: int, in_flight: int) -> float:
    """Send to so many chats, again where refused, as the dispatcher does; how many seconds it took."""
    waiting = deque(str(number) for number in range(1, many + 1))
    begun = asyncio.get_running_loop().time()

    async def work() -> None:
        while waiting:
            chat = waiting.popleft()
            await asyncio.sleep(pacing.bulk_closed_for())
            try:
                await says(pacing, server, Lane.NOTICE, chat)
            except RetryAfter:
                waiting.append(chat)

    await asyncio.gather(*(work() for _ in range(in_flight)))
    return asyncio.get_running_loop().time() - begun


def overall(limit: int, meter: Callable[[int, float], Meter], retry_after: int | None = None) -> Limits:
    return Limits((limit, 1.0), None, None, meter=meter, retry_after=retry_after)


@pytest.mark.parametrize("before", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(
    ("meter", "share", "refusals"), [(Bucket, 0.98, 0), (Window, 0.93, 10)], ids=["bucket", "window"]
)
def test_3000_messages_reach_the_limits_rate_however_it_is_counted(
    meter: Callable[[int, float], Meter], share: float, refusals: int, before: float
) -> None:
    async def play() -> tuple[float, int, int]:
        server = Server(overall(30, meter), 0.06, 0.14, before, seed=int(before * 10))
        took = await broadcast(Pacing(30), server, 3000, in_flight=6)
        return 3000 / took / 30, server.limits.refused, len(server.accepted)

    reached, refused, accepted = run(play())
    assert accepted == 3000
    assert refused <= refusals
    assert reached >= share


def test_the_paid_limit_of_1000_a_second_is_reached_too() -> None:
    async def play() -> tuple[float, int]:
        server = Server(overall(1000, Bucket), 0.02, 0.04, 0.5)
        took = await broadcast(Pacing(1000), server, 10_000, in_flight=60)
        return 10_000 / took, server.limits.refused

    rate, refused = run(play())
    assert rate >= 980
    assert refused == 0


@pytest.mark.parametrize("meter", [Bucket, Window])
def test_answers_do_not_wait_for_a_broadcast(meter: Callable[[int, float], Meter]) -> None:
    async def play() -> list[float]:
        pacing, server = Pacing(30), Server(overall(30, meter), 0.05, 0.05, 0.5)
        loop, waits, chance = asyncio.get_running_loop(), list[float](), random.Random(1)
        sending = asyncio.create_task(broadcast(pacing, server, 1500, in_flight=6))

        async def ask(number: int) -> None:
            asked = loop.time()
            await says(pacing, server, Lane.ANSWER, f"asker {number}")
            waits.append(loop.time() - asked)

        await asyncio.sleep(5)  # a strict window is found out at once, in the first second
        asking = []
        for number in range(300):
            await asyncio.sleep(chance.expovariate(10))
            asking.append(asyncio.create_task(ask(number)))
        await asyncio.gather(*asking)
        sending.cancel()
        return sorted(waits)

    waits = run(play())
    assert waits[int(0.99 * len(waits))] < 0.3


def test_lanes_go_in_their_order_and_bulk_gives_way_within_one_message() -> None:
    async def play() -> list[str]:
        pacing, order = Pacing(1), list[str]()

        async def one(lane: Lane, number: int) -> None:
            async with pacing.turn(lane, f"{number}"):
                order.append(f"{lane} {number}")

        lanes = [Lane.NOTICE, Lane.NOTICE, Lane.REMINDER, Lane.CHANGE, Lane.RECEIPT, Lane.ANSWER, Lane.NOTICE]
        await asyncio.gather(*(one(lane, number) for number, lane in enumerate(lanes)))
        return order

    found = run(play())
    assert found == ["notice 0", "answer 5", "receipt 4", "change 3", "reminder 2", "notice 1", "notice 6"]


def test_a_refusal_closes_bulk_for_as_long_as_it_says_and_is_handed_on() -> None:
    async def play() -> tuple[float, float]:
        pacing = Pacing(30)

        async def refuse() -> None:
            raise RetryAfter(7)

        with pytest.raises(RetryAfter):
            await pacing.process_request(refuse, (), {}, "sendMessage", {"chat_id": 1}, Lane.REMINDER)
        closed = pacing.bulk_closed_for()
        async with pacing.turn(Lane.NOTICE, "2"):
            return closed, asyncio.get_running_loop().time()

    assert run(play()) == (7.0, 7.0)


def test_an_answer_is_tried_at_once_while_bulk_is_closed_and_goes_again_when_refused_itself() -> None:
    async def play() -> tuple[str, list[float]]:
        pacing, tries = Pacing(30), list[float]()

        async def refused_twice() -> str:
            tries.append(asyncio.get_running_loop().time())
            if len(tries) < 3:
                raise RetryAfter(2)
            return "arrived"

        pacing.refused(Lane.NOTICE, "1", 60)
        said = await pacing.process_request(refused_twice, (), {}, "sendMessage", {"chat_id": 5}, Lane.ANSWER)
        return said, tries

    assert run(play()) == ("arrived", [0.0, 2.0, 4.0])


def test_an_answer_is_not_tried_for_ever() -> None:
    async def play() -> int:
        pacing, tries = Pacing(30), list[int]()

        async def refuse() -> None:
            tries.append(1)
            raise RetryAfter(1)

        with pytest.raises(RetryAfter):
            await pacing.process_request(refuse, (), {}, "sendMessage", {"chat_id": 5}, Lane.ANSWER)
        return len(tries)

    assert run(play()) == 5


@pytest.mark.parametrize(
    ("chat", "lane", "many", "seconds"),
    [
        ("7", Lane.NOTICE, 4, 3.0),  # one a second
        ("7", Lane.ANSWER, 3, 0.0),  # a short burst passes
        ("7", Lane.ANSWER, 6, 3.0),
        ("-7", Lane.ANSWER, 20, 0.0),
        ("-7", Lane.NOTICE, 21, 60.0),  # twenty a minute in a group
    ],
)
def test_a_single_chat_is_not_told_too_much(chat: str, lane: Lane, many: int, seconds: float) -> None:
    async def play() -> float:
        pacing = Pacing(1000)
        for _ in range(many):
            async with pacing.turn(lane, chat):
                pass
        return asyncio.get_running_loop().time()

    assert run(play()) == pytest.approx(seconds, abs=0.2)


def test_a_chat_that_must_rest_does_not_hold_up_others() -> None:
    async def play() -> list[tuple[str, float]]:
        pacing, order = Pacing(30), list[tuple[str, float]]()

        async def one(chat: str) -> None:
            async with pacing.turn(Lane.NOTICE, chat):
                order.append((chat, round(asyncio.get_running_loop().time())))

        await asyncio.gather(*(one(chat) for chat in ("1", "1", "2", "3")))
        return order

    assert run(play()) == [("1", 0), ("2", 0), ("3", 0), ("1", 1)]


def test_a_refusal_that_is_the_chats_own_closes_the_chat_alone() -> None:
    async def play() -> tuple[float, bool]:
        pacing = Pacing(30)
        for _ in range(2):
            async with pacing.turn(Lane.ANSWER, "1") as turn:
                pass
        turn.refused(30)
        async with pacing.turn(Lane.ANSWER, "1"):
            return asyncio.get_running_loop().time(), pacing.bulk_closed_for() == 0

    assert run(play()) == (30.0, True)


def test_who_gives_up_waiting_takes_no_turn() -> None:
    async def play() -> float:
        pacing = Pacing(1)
        async with pacing.turn(Lane.NOTICE, "1"):
            pass
        waiting = [asyncio.create_task(_turn(pacing, f"{number}")) for number in range(2, 6)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await _turn(pacing, "9")
        return asyncio.get_running_loop().time()

    assert run(play()) == pytest.approx(1.0, abs=0.1)


async def _turn(pacing: Pacing, chat: str) -> None:
    async with pacing.turn(Lane.NOTICE, chat):
        pass


@pytest.mark.parametrize(
    "endpoint", ["answerCallbackQuery", "getMe", "sendChatAction", "setMyCommands", "deleteMessage"]
)
def test_what_puts_nothing_before_people_passes_by(endpoint: str) -> None:
    async def play() -> float:
        pacing = Pacing(1)

        async def call() -> bool:
            return True

        for _ in range(5):
            await pacing.process_request(call, (), {}, endpoint, {"chat_id": 1}, None)
        return asyncio.get_running_loop().time()

    assert run(play()) == 0.0


def test_another_error_is_left_to_who_called() -> None:
    async def play() -> None:
        async def fail() -> None:
            raise ValueError("other")

        await Pacing(30).process_request(fail, (), {}, "sendMessage", {"chat_id": 1}, Lane.NOTICE)

    with pytest.raises(ValueError, match="other"):
        run(play())


def test_after_ten_calm_minutes_the_even_stream_is_tried_again_and_then_after_twenty() -> None:
    rate = Rate(30, now=0.0)

    def way_at(now: float) -> Way:
        rate.wait(now, bulk=True)
        return rate.way

    rate.refused(0.0, 1.0)
    assert [way_at(now) for now in (0.0, 600.9, 601.0)] == [Way.WINDOW, Way.WINDOW, Way.EVEN]
    rate.refused(700.0, 1.0)
    assert [way_at(now) for now in (1400.0, 1900.9, 1901.0)] == [Way.WINDOW, Way.WINDOW, Way.EVEN]


def test_refusals_within_one_pause_count_once_and_a_window_refused_gets_smaller_until_it_is_calm() -> None:
    rate = Rate(30, now=0.0)
    assert [rate.refused(now, 1.0) for now in (0.0, 0.5, 1.4)] == [True, False, False]
    assert rate.places == 30
    rate.refused(10.0, 1.0)
    assert rate.places == 29
    rate.wait(75.0, bulk=True)
    assert rate.places == 30


def test_a_message_without_an_answer_does_not_hold_its_place_for_ever() -> None:
    rate = Rate(1, now=0.0)
    rate.refused(0.0, 0.0)
    rate.take(0.0, bulk=True)
    assert rate.wait(1.9, bulk=False) > 0
    assert rate.wait(4.1, bulk=False) == 0


def test_the_shortest_latency_is_that_of_lately() -> None:
    latency = Latency(block=2)
    assert latency.shortest == 0.0
    for seconds in (0.1, 0.3, 0.3, 0.4, 0.5):
        latency.add(seconds)
    assert latency.shortest == 0.3


def test_chats_of_long_ago_are_forgotten() -> None:
    chats = Chats()
    for number in range(1000):
        chats.take(str(number), float(number))
    chats.take("last", 5000.0)
    assert len(chats._sent) == 1
