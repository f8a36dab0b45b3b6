"""Nothing that belongs to people or opens a door stands in a log, not even at DEBUG."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot import logs
from tests.bot.small_house import SmallHouse

TOKEN = "7000000001:AAExampleExampleExampleExample-_1"
NAME = "Đặng Thị Minh Thoa"


@pytest.fixture
def err(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    logs.set_up(logging.DEBUG)
    yield capsys
    logs.set_up()


HIDDEN = [TOKEN, "+84912345678", "0912345678", "84912345678", "0912 345 678", "0912.345.678", "7K4M2-Q9X3B"]


FORMS = [(secret, form) for secret in HIDDEN for form in ("{}", "a {}.", "({})", "số:{}")]


@pytest.mark.parametrize(("secret", "form"), [*FORMS, (TOKEN, "https://x.example/bot{}/getMe")])
def test_secrets_are_taken_out_of_every_line(err: pytest.CaptureFixture[str], secret: str, form: str) -> None:
    text = form.format(secret)
    logging.getLogger("somewhere").debug("calling %s", text)
    structlog.get_logger().debug("event", text=text, many=[{"a": text}])
    said = err.readouterr().err
    assert len(said.splitlines()) == 2
    assert secret not in said


KEPT = ["2022-12-10T07:30:00.123456+07:00", "update 1234567890", "took 0.123456789 s", "127.0.0.1:8080", "16 of 17,616"]


@pytest.mark.parametrize("harmless", KEPT)
def test_what_is_no_secret_stays(harmless: str) -> None:
    assert logs.redacted(harmless) == harmless


@given(st.text(max_size=200))
def test_redacting_takes_any_text(text: str) -> None:
    once = logs.redacted(text)
    assert isinstance(logs.harmless(text), str)
    assert TOKEN not in logs.redacted(text + TOKEN)
    assert len(once) <= len(text) + 10 * 40


def raise_with_a_name() -> None:
    int(NAME)


def test_tracebacks_show_the_way_but_no_values(err: pytest.CaptureFixture[str]) -> None:
    try:
        raise_with_a_name()
    except ValueError:
        logging.getLogger("somewhere").exception("failed")
        structlog.get_logger().exception("failed")
    said = err.readouterr().err
    assert said.count("raise_with_a_name") >= 2
    assert said.count("ValueError") >= 2
    assert "Thoa" not in said
    assert "Đặng" not in said


@pytest.mark.parametrize(
    "line",
    ["  | ValueError: '{}'", "DETAIL:  Failing row contains (7, {}).", "    + KeyError: “{}”", "ValueError: '{}'"],
)
def test_no_line_of_an_exception_shows_a_name(line: str) -> None:
    said = logs.harmless(f"Traceback (most recent call last):\n{line.format(NAME)}")
    assert not [word for word in NAME.split() if word in said]


def test_a_refused_row_shows_none_of_its_values(house: SmallHouse, err: pytest.CaptureFixture[str]) -> None:
    house.teacher(1001, NAME)
    try:
        house.teacher(1001, NAME)
    except Exception:
        structlog.get_logger().exception("failed")
    said = err.readouterr().err
    assert "IntegrityError" in said
    assert "Thoa" not in said
    assert "900001001" not in said


async def test_a_conversation_leaves_no_trace_of_who_it_was(house: SmallHouse, err: pytest.CaptureFixture[str]) -> None:
    lan = house.teacher(1001, NAME)
    minh = house.world.person(1002, name="Đỗ Văn Minh", phone="+84900555666")
    house.spoil(lan)
    async with house.runs():
        lan.says("khi nào tôi học")
        minh.shares_contact()
        minh.says("LK 7K4M2-Q9X3B")
        await minh.hears()
        lan.blocks_bot()
    said = err.readouterr().err
    assert "a handler failed" in said
    for secret in (NAME, "Thoa", "Minh", "900555666", "900001001", house.world.bot.token, "7K4M2"):
        assert secret not in said


def test_setting_up_again_changes_nothing(err: pytest.CaptureFixture[str]) -> None:
    logs.set_up(logging.DEBUG)
    logs.set_up(logging.DEBUG)
    logging.getLogger("somewhere").info("once")
    assert err.readouterr().err.count("once") == 1
