"""What organizers say of reminder rules, read and carried out on them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.plan import Kind
from training.reminders import EVENTS, HOUSE_RULES, Rule
from training.rule_words import Offset, Verb, Wish, added, changed, meant, rule_wish

RULES = {rule.key: rule for rule in HOUSE_RULES}
LMS, DEADLINE = (Kind.LMS,), (Kind.DEADLINE,)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Thêm nhắc trước 45 phút", Wish(Verb.ADD, new=Offset(45))),
        ("them loi nhac truoc 2 tieng", Wish(Verb.ADD, new=Offset(120))),
        ("thêm nhắc trước 1 tiếng rưỡi", Wish(Verb.ADD, new=Offset(90))),
        ("thêm nhắc nửa tiếng trước", Wish(Verb.ADD, new=Offset(30))),
        ("cho thêm nhắc 1 giờ 15 phút trước", Wish(Verb.ADD, new=Offset(75))),
        ("thêm nhắc 20h tối hôm trước", Wish(Verb.ADD, new=Offset(days=1, at=time(20)))),
        ("thêm nhắc 8h tối hôm trước", Wish(Verb.ADD, new=Offset(days=1, at=time(20)))),
        ("thêm nhắc trước 3 ngày lúc 7h30", Wish(Verb.ADD, new=Offset(days=3, at=time(7, 30)))),
        ("thêm nhắc trước một tuần", Wish(Verb.ADD, new=Offset(days=7))),
        ("thêm nhắc LMS lúc 12h trong ngày", Wish(Verb.ADD, new=Offset(days=0, at=time(12)), kinds=LMS)),
        ("thêm nhắc hạn nộp trước 5 ngày", Wish(Verb.ADD, new=Offset(days=5), kinds=DEADLINE)),
        ("Tắt nhắc tối hôm trước", Wish(Verb.OFF, Offset(days=1, at=time(19)))),
        ("bỏ nhắc 60 phút", Wish(Verb.OFF, Offset(60))),
        ("bật lại nhắc trước 60 phút", Wish(Verb.ON, Offset(60))),
        ("đổi nhắc 19h hôm trước thành 20h", Wish(Verb.SET, Offset(days=1, at=time(19)), Offset(at=time(20)))),
        ("đổi nhắc 60 phút thành 90 phút", Wish(Verb.SET, Offset(60), Offset(90))),
        ("đổi nhắc 7h sáng thành 8h", Wish(Verb.SET, Offset(at=time(7)), Offset(at=time(8)))),
        ("chuyển nhắc 19h hôm trước sang 20h30", Wish(Verb.SET, Offset(days=1, at=time(19)), Offset(at=time(20, 30)))),
        ("thêm nhắc 7h sáng hôm đó", Wish(Verb.ADD, new=Offset(days=0, at=time(7)))),
        ("thêm nhắc", None),
        ("tắt nhắc", None),  # which one?
        ("bao giờ nhắc tôi trước 2 ngày?", None),
        ("mai tôi học gì", None),
        ("60 phút", None),
        ("nhắc " + "x" * 300, None),
        ("", None),
    ],
)
def test_a_wish_is_read(text: str, wish: Wish | None) -> None:
    assert rule_wish(text) == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("20h", Wish(Verb.SET, new=Offset(at=time(20)))),
        ("90 phút", Wish(Verb.SET, new=Offset(90))),
        ("trước 2 ngày lúc 8h", Wish(Verb.SET, new=Offset(days=2, at=time(8)))),
        ("tắt", Wish(Verb.OFF)),
        ("về mặc định", Wish(Verb.RESET)),
        ("mai tôi học gì", None),
    ],
)
def test_beside_one_rule_an_offset_is_enough(text: str, wish: Wish | None) -> None:
    assert rule_wish(text, alone=True) == wish


@pytest.mark.parametrize(
    ("which", "kinds", "keys"),
    [
        (Offset(60), EVENTS, ["soon"]),
        (Offset(45), EVENTS, []),
        (Offset(days=1, at=time(19)), EVENTS, ["eve", "eve_of_day", "eve_of_window"]),
        (Offset(at=time(20)), LMS, ["study_evening", "study_evening_clock"]),
        (Offset(days=3), DEADLINE, ["three_days", "three_days_window", "three_days_clock"]),
    ],
)
def test_the_rules_that_may_be_meant(which: Offset, kinds: tuple[Kind, ...], keys: list[str]) -> None:
    assert [rule.key for rule in meant(HOUSE_RULES, Wish(Verb.OFF, which, kinds=kinds))] == keys


@pytest.mark.parametrize(
    ("key", "new", "after"),
    [
        ("soon", Offset(90), (0, None, 90)),
        ("soon", Offset(0), None),
        ("soon", Offset(1441), None),
        ("soon", Offset(at=time(20)), None),
        ("eve", Offset(at=time(20)), (-1, time(20), None)),
        ("eve", Offset(days=2), (-2, time(19), None)),
        ("eve", Offset(days=15), None),
        ("eve", Offset(30), None),
    ],
)
def test_a_rule_gets_another_offset_or_stays(
    key: str, new: Offset, after: tuple[int, time | None, int | None] | None
) -> None:
    found = changed(RULES[key], new)
    assert (found and (found.days, found.at, found.minutes)) == after


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        (Wish(Verb.ADD, new=Offset(45)), "own_m45"),
        (Wish(Verb.ADD, new=Offset(days=2)), "own_d2_1900"),
        (Wish(Verb.ADD, new=Offset(days=0, at=time(12)), kinds=LMS), "own_lms0_1200"),
        (Wish(Verb.ADD, new=Offset(days=5), kinds=DEADLINE), "own_deadline5_0730"),
        (Wish(Verb.ADD, new=Offset(45), kinds=LMS), None),
        (Wish(Verb.ADD, new=Offset(days=30)), None),
    ],
)
def test_a_line_of_ones_own(wish: Wish, key: str | None) -> None:
    rule = added(wish)
    assert (rule and rule.key) == key
    if rule:
        assert Rule.of(rule.spec()) == rule


@given(st.text(max_size=250), st.booleans())
def test_no_words_break_it(text: str, alone: bool) -> None:
    wish = rule_wish(text, alone)
    if wish:
        meant(HOUSE_RULES, wish)
        added(wish)
