"""Whatever comes in, at any moment: written down once, answered in order, and nothing ends the program."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import intake as intake_module
from bot.localchat.faults import Fault
from storage import accounts, inbox, schema
from tests.bot.small_house import ADMIN, SmallHouse

QUESTION = "khi nào tôi học"
ANSWER = "Buổi tiếp theo của thầy/cô"
numbers = itertools.count(1000)


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same steps, in less real time."""
    monkeypatch.setattr(intake_module, "PATIENCE", (0.0, 0.0, 0.0))
    monkeypatch.setattr(intake_module, "PERSISTENCE", (0.0, 0.01, 0.01))


USER = {"id": 1001, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
CHAT = {"id": 1001, "type": "private", "first_name": "Lan"}
GROUP = {"id": -500, "type": "supergroup", "title": "Tổ Anh"}
BOT_USER = {"id": 7000000001, "is_bot": True, "first_name": "Tập huấn", "username": "taphuan_bot"}
FILE = {"file_id": "a", "file_unique_id": "b"}
PICTURE = {**FILE, "width": 10, "height": 10}


def message(**content: Any) -> dict[str, Any]:
    number = next(numbers)
    fields = {"message_id": number, "from": USER, "chat": CHAT, "date": 1670000000, **content}
    return {"update_id": number, "message": fields}


def other(kind: str, **content: Any) -> dict[str, Any]:
    return {"update_id": next(numbers), kind: content}


def press(data: str | None, **content: Any) -> dict[str, Any]:
    shown = {"message_id": 3, "from": BOT_USER, "chat": CHAT, "date": 1670000000, "text": "cũ"}
    query = {"id": "77", "from": USER, "chat_instance": "1", "message": shown, **content}
    return other("callback_query", **(query if data is None else {**query, "data": data}))


ORIGIN = {"type": "user", "sender_user": {**USER, "id": 5}, "date": 1670000000}
MEMBER = {"user": BOT_USER, "status": "member"}
STRANGE = {
    "sticker": message(sticker={**PICTURE, "type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}),
    "voice": message(voice={**FILE, "duration": 3}),
    "video": message(video={**PICTURE, "duration": 3}),
    "video note": message(video_note={**FILE, "length": 5, "duration": 3}),
    "photo": message(photo=[PICTURE]),
    "photo with words": message(photo=[PICTURE], caption="đây là minh chứng"),
    "document": message(document={**FILE, "file_name": "a.xlsx", "file_size": 10}),
    "location": message(location={"latitude": 20.1, "longitude": 106.2}),
    "venue": message(
        location={"latitude": 20.1, "longitude": 106.2},
        venue={"location": {"latitude": 20.1, "longitude": 106.2}, "title": "A", "address": "B"},
    ),
    "dice": message(dice={"emoji": "🎲", "value": 3}),
    "poll in a chat": message(
        poll={
            "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
            "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
            "members_only": False,
        }
    ),
    "own contact without a number's owner": message(contact={"phone_number": "1", "first_name": "x"}),
    "empty text": message(text=""),
    "spaces": message(text=" \n\t "),
    "emoji only": message(text="😀👍🏽❤️‍🔥"),
    "right to left": message(text="\u202e\u200f\u061cyađ ciòh iôt oàn ihk\u202c"),
    "zero width": message(text="\u200b\u200d\ufeff"),
    "nul and controls": message(text="khi\x00 nào\x07 tôi học"),
    "a lone surrogate": message(text="\ud83d khi nào"),
    "4,096 letters": message(text="ă" * 4096),
    "10,000 letters": message(text="khi nào tôi học " * 700),
    "many lines": message(text="\n?" * 2000),
    "numbers": message(text="9" * 300),
    "dates beyond the calendar": message(text="99/99/9999 lịch ngày 31/2/0000 30/13"),
    "markup": message(text="<b>khi</b> &amp; <script>"),
    "braces": message(text="{name} %s {0} {{}}"),
    "only a slash": message(text="/"),
    "a command nobody knows": message(text="/khong_co@taphuan_bot abc"),
    "a start link of nobody": message(text="/start i-ZZZZZ-ZZZZZ"),
    "a start link of junk": message(text="/start " + "x" * 64),
    "forwarded": message(text=QUESTION, forward_origin=ORIGIN),
    "a reply": message(text=QUESTION, reply_to_message=message(text="gì")["message"]),
    "pinned": message(pinned_message=message(text="gì")["message"]),
    "a timer": message(message_auto_delete_timer_changed={"message_auto_delete_time": 86400}),
    "no sender": {"update_id": next(numbers), "message": {"message_id": 1, "chat": CHAT, "date": 1, "text": "a"}},
    "from a bot": message(text="hi", **{"from": BOT_USER}),
    "in a group": message(chat=GROUP, text=QUESTION),
    "a command in a group": message(chat=GROUP, text="/lich"),
    "new members": message(chat=GROUP, new_chat_members=[USER]),
    "a group that moved": message(chat=GROUP, migrate_to_chat_id=-100500),
    "an anonymous admin": message(chat=GROUP, sender_chat=GROUP, text="/lich"),
    "edited": other("edited_message", **message(text=QUESTION)["message"], edit_date=1670000001),
    "channel post": other("channel_post", message_id=1, chat={"id": -9, "type": "channel", "title": "K"}, date=1),
    "edited channel post": other(
        "edited_channel_post", message_id=1, chat={"id": -9, "type": "channel", "title": "K"}, date=1, edit_date=2
    ),
    "poll": other(
        "poll", id="1", question="?", options=[], total_voter_count=0, is_closed=True, is_anonymous=True,
        type="regular", allows_multiple_answers=False, allows_revoting=False, members_only=False,
    ),
    "inline query": other("inline_query", id="1", query="a", offset="", **{"from": USER}),
    "reaction": other(
        "message_reaction", chat=CHAT, message_id=1, user=USER, date=1, old_reaction=[], new_reaction=[]
    ),
    "added to a group": other(
        "my_chat_member", chat=GROUP, date=1, old_chat_member=MEMBER, new_chat_member=MEMBER, **{"from": USER}
    ),
    "an unknown kind": other("something_of_tomorrow", a=1),
    "no kind at all": {"update_id": next(numbers)},
    "a press on something forgotten": press("old_button|1|2"),
    "a press without data": press(None),
    "an empty press": press(""),
    "a press full of separators": press("|||||"),
    "a press with numbers beyond all ids": press("session|99999999999999999999999999|-1"),
    "a press with letters for numbers": press("mark|a|b|c"),
    "a press with unicode digits": press("checkin|²|١"),
    "a press without its message": press("next_session", message=None),
    "a press under an inline message": other(
        "callback_query", id="5", chat_instance="1", inline_message_id="x", data="next_session", **{"from": USER}
    ),
    "a press on a message too old": press("next_session", message={"chat": CHAT, "message_id": 1, "date": 0}),
    "a press that means nothing": press("meant|where|20229999|x|y|z"),
    "nobody's number": {"update_id": next(numbers), "message": {"text": 5}},
    "a number for text": message(text=5),
    "a list for a message": {"update_id": next(numbers), "message": [1, 2]},
    "nothing for a message": {"update_id": next(numbers), "message": None},
}  # fmt: skip


async def test_any_update_leaves_the_bot_answering(house: SmallHouse) -> None:
    lan = house.teacher()
    house.never_too_fast()
    house.world.group(-500, "Tổ Anh")
    with capture_logs() as logged:
        for name, update in STRANGE.items():
            await house.intake.take([update])
            await house.intake.idle()
            assert house.states()[-1] in ("done", "aside"), name
    assert [line["event"] for line in logged] == ["an update could not be read"] * 2
    aside = [number for number, state in enumerate(house.states()) if state == "aside"]
    assert [list(STRANGE)[number] for number in aside] == ["a number for text", "a list for a message"]
    async with house.runs():
        assert ANSWER in (await lan.asks(QUESTION)).text


async def test_a_guest_may_send_the_same_without_harm(house: SmallHouse) -> None:
    lan = house.world.person(1001, name="Lan", phone="+84900000077")
    house.never_too_fast()
    for update in STRANGE.values():
        await house.intake.take([update])
    await house.intake.idle()
    assert set(house.states()) == {"done", "aside"}
    async with house.runs():
        assert "Sở Ví Dụ" in (await lan.asks("/start")).text


async def test_during_a_dialogue_anything_may_come(house: SmallHouse) -> None:
    lan = house.teacher()
    house.never_too_fast()
    async with house.runs():
        for update in list(STRANGE.values()):
            await lan.asks("Hỏi")
            await house.intake.take([update])
            await house.intake.idle()
        assert await lan.asks("/huy")
        assert ANSWER in (await lan.asks(QUESTION)).text


async def test_the_same_update_twice_is_answered_once(house: SmallHouse) -> None:
    lan = house.teacher()
    one = message(text=QUESTION)
    await house.intake.take([one, one])
    await house.intake.take([one])
    await house.intake.idle()
    await house.new_intake().take([one])
    assert len(house.states()) == 1
    assert len(lan.heard) == 1


async def test_answers_come_in_the_order_of_the_questions(house: SmallHouse) -> None:
    lan = house.teacher()
    house.world.faults.delay = (0.0, 0.02)
    asked = ["lịch 10/12", "lịch 11/12", "lịch 12/12", "lịch 13/12", "lịch 14/12"]
    await house.intake.take([message(text=text) for text in asked])
    await house.intake.idle()
    assert [f"{10 + n}/12/2022" in said.text for n, said in enumerate(lan.heard)] == [True] * 5


async def test_a_slow_chat_does_not_hold_up_another(house: SmallHouse) -> None:
    lan, minh = house.teacher(1001), house.teacher(1002, "Đỗ Văn Minh")
    gate = asyncio.Event()
    deliver = house.intake._deliver

    async def slowly(reply: Any, incoming: Any) -> None:
        if incoming.address == "1001":
            await gate.wait()
        await deliver(reply, incoming)

    house.intake._deliver = slowly
    async with house.runs():
        lan.says(QUESTION)
        assert ANSWER in (await minh.asks(QUESTION)).text
        assert lan.heard == []
        gate.set()
        assert ANSWER in (await lan.hears()).text


async def test_what_was_written_down_before_a_crash_is_answered_after_it(house: SmallHouse) -> None:
    lan = house.teacher()
    await house.keep(message(text="lịch 10/12"), message(text=QUESTION))
    await house.intake.recover()
    await house.intake.idle()
    assert ["10/12/2022" in lan.heard[0].text, ANSWER in lan.heard[1].text] == [True, True]
    assert house.states() == ["done", "done"]


async def test_an_answer_that_a_crash_cut_off_is_given_without_deciding_again(house: SmallHouse) -> None:
    lan = house.teacher()

    def dies(_reply: Any) -> None:
        raise asyncio.CancelledError

    house.before_delivery = dies
    await house.intake.take([message(text="Hỏi")])
    await house.intake.idle()
    assert house.states() == ["answering"]
    house.before_delivery = None
    house.clock.set(house.clock.now().replace(hour=20))
    house.intake = house.new_intake()
    await house.intake.recover()
    await house.intake.idle()
    assert "viết câu hỏi" in lan.last.text
    assert house.states() == ["done"]
    assert house.inbox()[0].payload == ""


async def test_many_left_by_a_crash_are_no_flood(house: SmallHouse) -> None:
    lan = house.teacher()
    house.before_delivery = lambda _reply: (_ for _ in ()).throw(asyncio.CancelledError)
    await house.intake.take([message(text=f"lịch {1 + n}/12") for n in range(18)])
    await house.intake.idle()
    house.before_delivery = None
    house.intake = house.new_intake()
    house.intake._flood._burst = 5
    await house.intake.recover()
    await house.intake.idle()
    assert len(lan.heard) == 18


async def test_a_handler_that_fails_three_times_is_set_aside_and_the_admin_hears(
    house: SmallHouse, capsys: pytest.CaptureFixture[str]
) -> None:
    lan, minh = house.teacher(1001), house.teacher(1002, "Đỗ Văn Minh")
    admin = house.world.person(ADMIN, name="Quản trị")
    house.spoil(lan)
    async with house.runs():
        told = (await lan.asks(QUESTION)).text
        [row] = [row for row in house.inbox() if row.state == "aside"]
        assert row.tries == 3
        assert row.reference in told
        assert row.reference in (await admin.hears()).text
        assert ANSWER in (await minh.asks(QUESTION)).text
    assert house.states() == ["aside", "done"]


async def test_a_handler_that_fails_once_is_simply_tried_again(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = house.teacher()
    house.spoil(lan)
    failed = inbox.failed

    def failed_and_mended(db: Any, inbox_id: int, reference: str) -> bool:
        db.execute(schema.topic.delete())
        return failed(db, inbox_id, reference)

    monkeypatch.setattr(inbox, "failed", failed_and_mended)
    async with house.runs():
        assert ANSWER in (await lan.asks(QUESTION)).text
    assert [(row.state, row.tries) for row in house.inbox()] == [("done", 1)]


PASSING = [Fault.SERVER_ERROR, Fault.CUT_BEFORE, Fault.UNREADABLE, Fault.CUT_AFTER, Fault.SERVER_ERROR_AFTER]


@pytest.mark.parametrize("fault", PASSING)
async def test_an_answer_gets_through_passing_faults(house: SmallHouse, fault: Fault) -> None:
    lan = house.teacher()
    house.world.faults.once(fault, "sendMessage")
    async with house.runs():
        lan.says(QUESTION)
        await lan.hears()
    assert ANSWER in lan.last.text
    assert house.states() == ["done"]
    assert len(lan.heard) == (1 if fault in (Fault.SERVER_ERROR, Fault.CUT_BEFORE) else 2)  # done, and not known


async def test_an_answer_waits_when_the_platform_says_so(house: SmallHouse) -> None:
    lan = house.teacher()
    house.world.faults.retry_after = 1
    house.world.faults.once(Fault.FLOOD, "sendMessage")
    async with house.runs():
        lan.says(QUESTION)
        await lan.hears()
    assert len(lan.heard) == 1


async def test_nobody_is_pressed_who_blocked_the_bot(house: SmallHouse) -> None:
    lan = house.teacher()
    async with house.runs():
        await lan.asks(QUESTION)
        lan.says(QUESTION)
        lan.blocks_bot()
    assert house.world.refused[403] == 1
    assert set(house.states()) == {"done"}


async def test_blocking_and_coming_back_is_noticed(house: SmallHouse) -> None:
    lan = house.teacher()
    async with house.runs():
        lan.blocks_bot()
        await house.settled()
        assert not reachable(house)
        lan.unblocks_bot()
        await lan.asks(QUESTION)
        assert reachable(house)


def reachable(house: SmallHouse) -> bool:
    found = house.database.read_now(lambda db: accounts.account_at(db, "telegram", "1001"))
    assert found
    return found.reachable


async def test_a_message_that_cannot_be_sent_leaves_the_others(house: SmallHouse) -> None:
    lan = house.teacher()

    def first_one_fails(reply: Any) -> None:
        house.before_delivery = None
        raise ValueError("no such button")

    house.before_delivery = first_one_fails
    async with house.runs():
        lan.says("địa điểm")
        await lan.hears()
    assert [said.text for said in lan.heard if ANSWER in said.text] == []
    assert lan.last.fields.get("venue")
    assert house.states() == ["done"]


async def test_too_many_at_once_are_told_so_once_and_heard_again_later(house: SmallHouse) -> None:
    lan = house.teacher()
    seconds = [0.0]
    house.intake._flood._now = lambda: seconds[0]
    await house.intake.take([message(text="lịch 10/12") for _ in range(30)])
    await house.intake.idle()
    assert len(lan.heard) == 21
    assert "chờ vài giây" in lan.last.text
    seconds[0] = 3.0
    await house.intake.take([message(text=QUESTION)])
    await house.intake.idle()
    assert ANSWER in lan.last.text


async def test_a_press_too_many_stops_waiting_with_a_word(house: SmallHouse) -> None:
    lan = house.teacher()
    async with house.runs():
        shown = await lan.asks(QUESTION)
        house.intake._flood._burst = 0
        house.intake._flood._buckets.clear()
        lan.ignores_what_was_said()
        lan.presses("Tuần này", shown)
        assert "chờ vài giây" in (await lan.sees_toast()).text


async def test_every_press_stops_waiting(house: SmallHouse) -> None:
    lan = house.teacher()
    async with house.runs():
        shown = await lan.asks(QUESTION)
        lan.ignores_what_was_said()
        lan.presses("Tuần này", shown)
        assert (await lan.sees_toast()).text == ""
        assert "5–11/12/2022" in (await lan.hears()).text
        assert len(lan.heard) == 1  # edited in place


async def test_fetching_waits_while_too_much_is_under_way(house: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    lan = house.teacher()
    monkeypatch.setattr(intake_module, "MAX_OPEN", 3)
    gate = asyncio.Event()
    deliver = house.intake._deliver

    async def slowly(reply: Any, incoming: Any) -> None:
        await gate.wait()
        await deliver(reply, incoming)

    house.intake._deliver = slowly
    four = [message(text="lịch 10/12") for _ in range(4)]
    taking = asyncio.ensure_future(house.intake.take(four))
    await asyncio.sleep(0.05)
    assert not taking.done()
    gate.set()
    await taking
    await house.intake.idle()
    assert len(lan.heard) == 4


async def test_what_people_wrote_is_not_kept_once_answered(house: SmallHouse) -> None:
    lan = house.teacher()
    async with house.runs():
        await lan.asks(QUESTION)
    [row] = house.inbox()
    assert (row.payload, row.answer, row.state) == ("", None, "done")
