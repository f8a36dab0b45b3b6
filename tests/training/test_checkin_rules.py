"""A session's own way of checking people in."""

from __future__ import annotations

import pytest

from training.attendance import Method, WindowSettings
from training.checkin_rules import CheckinRules


def test_what_a_session_does_not_store_is_as_for_everybody() -> None:
    rules = CheckinRules.of({"opens_before": 60})
    assert rules.window == WindowSettings(60, 10, 45)
    assert rules.methods == {Method.BUTTON, Method.CODE, Method.QR}
    assert (rules.step_seconds, rules.challenge, rules.names, rules.direct) == (20, False, False, False)


def test_check_out_is_asked_for_by_the_course_until_the_session_says_otherwise() -> None:
    assert CheckinRules.of({"opens_before": 60}, checkout=True).checkout
    assert not CheckinRules.of(CheckinRules(checkout=False).stored(), checkout=True).checkout
    assert CheckinRules.of(CheckinRules(checkout=True).stored(), checkout=False).checkout


@pytest.mark.parametrize(
    "rules",
    [
        CheckinRules(),
        CheckinRules(methods=frozenset()),
        CheckinRules(WindowSettings(0, 0, 0), frozenset({Method.QR}), 60, challenge=True, names=True, direct=True),
    ],
)
def test_the_whole_of_it_is_stored(rules: CheckinRules) -> None:
    assert CheckinRules.of(rules.stored()) == rules


def test_a_way_is_switched_on_and_off() -> None:
    without = CheckinRules().with_method(Method.BUTTON, on=False)
    assert without.methods == {Method.CODE, Method.QR}
    assert without.with_method(Method.BUTTON, on=True) == CheckinRules()


def test_the_roll_cannot_be_switched() -> None:
    with pytest.raises(ValueError, match="roll"):
        CheckinRules().with_method(Method.ROLL, on=False)


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("step_seconds", 9, False),
        ("step_seconds", 10, True),
        ("step_seconds", 60, True),
        ("step_seconds", 61, False),
        ("late_after", -1, False),
        ("late_after", 0, True),
        ("closes_after", 1440, True),
        ("closes_after", 1441, False),
        ("challenge", 1, True),
        ("challenge", 2, False),
        ("window", 1, False),
    ],
)
def test_numbers_keep_to_their_bounds(name: str, value: int, taken: bool) -> None:
    if not taken:
        with pytest.raises(ValueError, match=name):
            CheckinRules().with_number(name, value)
        return
    assert CheckinRules().with_number(name, value).stored()[name] == value
