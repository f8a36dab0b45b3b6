"""A teacher asks when and where, in the words people type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage import sessions
from storage.database import Database
from tests.handlers.desk import Desk, Somebody, afternoon, lms_day, morning
from tests.handlers.dialogue import CLASHING, TEACHER, Town, at
from training.plan import Activity, Kind, Period, Venue

FIRST = "Thứ Bảy, 10/12/2022, 7h30–11h00"


@pytest.fixture
def lan(town: Town) -> Somebody:
    return town.member(TEACHER)


@pytest.mark.parametrize("words", ["khi nào tôi học", "khi nao toi hoc", "KHI NÀO TÔI HỌC???", "buổi tới là bao giờ ạ"])
def test_the_next_session_is_told_with_day_hours_place_trainers_and_plan(lan: Somebody, words: str) -> None:
    said = lan.says(words)
    for part in (FIRST, "còn 1 ngày 23 giờ", "15 Khúc Thừa Dụ", "Lý Thị Phương Châu", "Theo: Tập huấn tổ chức"):
        assert part in said
    assert lan.last.labels == ["Địa điểm", "Hôm nay", "Ngày mai", "Tuần này", "Tuần sau"]


SPANS = [
    ("hôm nay tôi có buổi nào không", [], ["10/12"]),
    ("ngày mai có lịch gì", ["ngày mai, thứ Sáu, 09/12/2022"], ["Học trực tiếp"]),
    ("lịch tuần này", ["5–11/12/2022", "Thứ Bảy, 10/12/2022", "Chủ nhật, 11/12/2022", "13h30–17h00"], ["LMS"]),
    ("lich tuan sau", ["12–18/12/2022", "LMS", "13–17/12/2022", "chọn 1 ngày"], ["7h30"]),
    ("10/12 tôi học gì", ["7h30–11h00", "13h30–17h00"], ["Chủ nhật"]),
    ("sáng chủ nhật có buổi gì", ["sáng Chủ nhật, 11/12/2022", "7h30–11h00"], ["13h30"]),
    ("chiều thứ bảy có học không", ["13h30–17h00"], ["7h30"]),
    ("từ 11/12 đến 13/12 có những buổi nào", ["11–13/12/2022", "Chủ nhật", "LMS", "13–17/12/2022"], ["Thứ Bảy"]),
    ("lịch tháng 12", ["1–31/12/2022", "Thứ Bảy", "13–17/12/2022"], []),
    ("Tuần này", ["5–11/12/2022", "Thứ Bảy"], []),  # nothing but days
    ("10/12", ["7h30–11h00", "13h30–17h00"], ["Chủ nhật"]),
]


@pytest.mark.parametrize(("words", "said", "unsaid"), SPANS, ids=[row[0] for row in SPANS])
def test_days_asked_about_are_answered_with_these_days(
    lan: Somebody, words: str, said: list[str], unsaid: list[str]
) -> None:
    answer = lan.says(words)
    assert [part for part in said if part not in answer] == []
    assert [part for part in unsaid if part in answer] == []
    assert len(answer) <= 600
    assert "Theo: " in answer or "không có buổi nào" in answer


def test_the_days_can_be_tapped_through_in_place(lan: Somebody) -> None:
    lan.says("khi nào tôi học")
    shown = len(lan.chat)
    assert "12–18/12/2022" in lan.presses("Tuần sau")
    assert "ngày mai" in lan.presses("Ngày mai")
    assert len(lan.chat) == shown


def test_the_key_shows_what_comes_next_when_the_week_is_empty(town: Town, lan: Somebody) -> None:
    town.now = at(29, 8, month=11)
    assert FIRST in lan.says("Lịch")


def test_a_long_list_is_turned_page_by_page(sqlite_database: Database) -> None:
    desk = Desk(sqlite_database)
    desk.units({"TH-A": None})
    lan = desk.somebody("Trần Thị Lan", "TH-A")
    course, _ = desk.course("TH-A", *[morning(f"2022-12-{day:02}", f"Chuyên đề {day}") for day in range(9, 24)])
    desk.enrol(course, lan)
    assert "Chuyên đề 14" in lan.says("lịch tháng 12")
    assert "Chuyên đề 15" in lan.presses("Còn 9 buổi")
    assert "Chuyên đề 23" in lan.presses("Còn 3 buổi")
    assert "Chuyên đề 15" in lan.presses("‹ Trước")


def test_the_place_comes_with_a_card_and_an_address_to_copy(lan: Somebody) -> None:
    said = lan.says("thứ bảy học ở đâu")
    assert FIRST in said
    assert "15 Khúc Thừa Dụ" in said
    assert "Sao chép địa chỉ" in lan.buttons
    assert "Trung tâm GDKTTH" in lan.last.text  # the card, a message of its own


def test_a_virtual_room_is_given_as_a_link(sqlite_database: Database) -> None:
    lan, _ = a_class(
        sqlite_database,
        Activity(
            "Tập huấn trực tuyến",
            Kind.VIRTUAL,
            Period.parse("2022-12-09T19:30", "2022-12-09T21:00", "minute"),
            link="https://hop.example.vn/a1",
        ),
        Activity("Họp", Kind.VIRTUAL, Period.parse("2022-12-12T19:30", None, "minute"), link="mã phòng 12 34"),
    )
    assert "https://hop.example.vn/a1" in lan.says("link phòng học ở đâu")
    assert lan.last.choices[0].url == "https://hop.example.vn/a1"
    assert "mã phòng 12 34" in lan.says("12/12 học ở đâu")
    assert lan.last.choices == []  # what is no address is no link either


def test_a_place_without_coordinates_is_told_without_a_card(sqlite_database: Database) -> None:
    lan, _ = a_class(sqlite_database, morning("2022-12-09"))
    assert lan.says("mai học ở đâu").count("Hội trường A") == 1
    assert len([message for message in lan.chat if not message.own]) == 1


def test_nothing_to_go_to_offers_a_way_on(lan: Somebody) -> None:
    assert "chưa có địa điểm để báo" in lan.says("20/12 học ở đâu")
    assert lan.last.labels == ["Buổi tiếp theo", "Hỏi ban tổ chức"]


def test_who_trains_is_told_or_said_to_be_unknown(town: Town, lan: Somebody) -> None:
    said = lan.says("ai dạy buổi thứ bảy")
    assert "Giảng viên: Lý Thị Phương Châu, Hồ Thu Chi, Vũ Khánh Duyên" in said
    assert "Phụ trách: Phòng Giáo dục thường xuyên" in said
    assert "không nêu giảng viên" in lan.says("ai dạy ngày 12/12")


def test_a_hall_full_of_trainers_is_cut_short(sqlite_database: Database) -> None:
    lan, desk = a_class(sqlite_database, morning("2022-12-09"))
    for number in range(7):
        desk.staff(desk.somebody(f"Đỗ Văn {number}", "TH-A"), 1)
    assert "và 3 người nữa" in lan.says("khi nào tôi học")


def test_what_is_due_is_told_with_the_time_left_and_can_be_reported(town: Town, lan: Somebody) -> None:
    said = lan.says("sắp tới có hạn gì")
    assert "Thứ Hai, 12/12/2022 – còn 4 ngày" in said
    assert "13–17/12/2022 – còn 9 ngày" in said
    town.now = at(18, 9)
    assert "Quá hạn" in lan.says("toi con no gi khong, han nao qua roi")


def test_what_is_due_in_days_that_were_named_is_told_alone(town: Town, lan: Somebody) -> None:
    town.now = at(12, 9)
    said = lan.says("tuần này có hạn gì không")
    assert "12/12/2022" in said and "13–17/12/2022" in said
    assert "Việc đến hạn – 12–18/12/2022" in said
    said = lan.says("hôm nay có hạn nào không")
    assert "hôm nay" in said and "13–17" not in said


def test_nothing_due_in_the_days_named_is_said_with_what_comes_then(town: Town, lan: Somebody) -> None:
    town.now = at(13, 9)
    said = lan.says("ngày mai có hạn gì")
    assert said.startswith("Không có việc nào đến hạn: ngày mai, thứ Tư, 14/12/2022.")
    assert "13–17/12/2022 – còn 4 ngày" in said


def test_two_enrolments_at_the_same_hour_are_pointed_out(town: Town) -> None:
    quyen = town.member(CLASHING)
    assert "Trùng lịch" in quyen.says("lịch tuần này")
    assert "Trùng lịch" not in town.member(TEACHER).says("lịch tuần này")


def test_a_follow_up_leans_on_what_was_asked(lan: Somebody) -> None:
    lan.says("thứ bảy tôi có buổi gì")
    assert "13h30–17h00" in (answer := lan.says("còn buổi chiều?"))
    assert "7h30" not in answer
    assert FIRST[:8] in lan.says("ở đâu vậy?")


def test_days_only_spoken_of_before_that_hold_nothing_give_way_to_what_comes_next(lan: Somebody) -> None:
    assert "không có buổi nào" in lan.says("tháng 5")
    assert "Khúc Thừa Dụ" in lan.says("học ở đâu")


@pytest.mark.parametrize("words", ["ngày 30/2 có lịch không", "31/02", "tôi học gì ngày 32 tháng 13"])
def test_a_day_that_is_in_no_calendar_is_told_so(lan: Somebody, words: str) -> None:
    assert "Lịch không có ngày 3" in lan.says(words)
    assert "Hôm nay" in lan.last.labels


def test_a_follow_up_after_a_while_is_a_question_of_its_own(town: Town, lan: Somebody) -> None:
    lan.says("chủ nhật tôi có buổi gì")
    town.later(minutes=11)
    assert "Thứ Bảy" in lan.says("ở đâu vậy?")


def test_two_questions_in_one_message_get_two_answers(lan: Somebody) -> None:
    said = lan.says("Khi nào tôi học? Sắp tới có hạn gì không?")
    assert FIRST in said
    assert "Việc đến hạn" in said


def test_a_cancelled_session_is_shown_as_cancelled_and_is_not_the_next(town: Town, lan: Somebody) -> None:
    town.change_session(town.session("Khai giảng", 10), state="cancelled")
    assert "13h30–17h00" in lan.says("khi nào tôi học")
    assert "⚠ ĐÃ HUỶ" in lan.says("lịch thứ bảy")


def test_a_moved_session_is_told_with_its_new_hour(town: Town, lan: Somebody) -> None:
    number = town.session("Khai giảng", 10)
    moved = Period.parse("2022-12-09T14:00", "2022-12-09T17:00", "minute")
    town.run(lambda db: sessions.reschedule(db, number, moved))
    town.run(lambda db: sessions.relocate(db, number, None, Venue("Nhà B", "số 2 phố Hoa")))
    said = lan.says("khi nào tôi học")
    assert "Thứ Sáu, 09/12/2022, 14h00–17h00" in said
    assert "Nhà B, số 2 phố Hoa" in said


def test_a_session_that_runs_is_said_to_run(town: Town, lan: Somebody) -> None:
    town.now = at(10, 8)
    assert "(đang diễn ra)" in lan.says("khi nào tôi học")


def test_a_plan_that_contradicts_itself_is_told_as_it_is(sqlite_database: Database) -> None:
    lan, _ = a_class(
        sqlite_database,
        Activity("Hội thảo", Kind.MEETING, Period.parse("2022-12-25", "2022-12-20", "day")),
        Activity("Tổng kết", Kind.MEETING, Period.parse("2022-12-29T09:00", "2022-12-29T07:00", "minute")),
    )
    assert "mâu thuẫn" in (said := lan.says("22/12 có gì"))
    assert "25/12/2022 – 20/12/2022" in said
    assert "9h00" in (said := lan.says("29/12 có gì"))
    assert "mâu thuẫn" in said


VAGUE = [
    ("2022-12-01", "2022-12-31", "month", "Tháng 12/2022 (ngày cụ thể sẽ báo sau)"),
    ("2022-12-01", "2023-02-28", "month", "Từ tháng 12/2022 đến tháng 2/2023"),
    ("2022-12-08", "2022-12-14", "week", "Từ 08/12/2022 đến 14/12/2022 (theo tuần)"),
    (None, None, "tbd", "Thời gian sẽ thông báo sau"),
]


@pytest.mark.parametrize(("first", "last", "precision", "said"), VAGUE)
def test_what_a_plan_leaves_open_stays_open(
    sqlite_database: Database, first: str | None, last: str | None, precision: str, said: str
) -> None:
    lan, _ = a_class(sqlite_database, Activity("Bồi dưỡng", Kind.IN_PERSON, Period.parse(first, last, precision)))
    assert said in (answer := lan.says("khi nào tôi học"))
    assert "còn" not in answer


def test_groups_of_a_school_see_their_own_sessions(town: Town) -> None:
    """Plan E: 8h30–9h30 for one group of subjects and 15h30–16h30 for the other, on the same day."""
    town.now = at(20, 8, month=9)
    members = {"Tổ TN": "8h30–9h30", "Tổ XH": "15h30–16h30"}
    codes = town.group_members(members)
    for group, hours in members.items():
        said = town.member(codes[group]).says("22/9 tôi họp lúc mấy giờ")
        other = next(each for name, each in members.items() if name != group)
        assert hours in said
        assert other not in said


def test_months_of_the_year_plan_are_told_as_months(town: Town) -> None:
    """Plan B gives months alone."""
    town.now = at(5, 8, month=3)
    lan = town.somebody("Đào Thị Tơ")
    town.enrol(town.course_id("HP-MD-TH-2022"), lan)
    said = lan.says("khi nào tôi học")
    assert "tháng" in said.lower()
    assert "Theo: Kế hoạch số 03/KH-SGDĐT" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("bao giờ có giấy chứng nhận", "không nêu thời điểm và cách cấp chứng nhận"),
        ("cho tôi xin tài liệu tập huấn", "chưa nhận được tài liệu"),
    ],
)
def test_what_no_plan_answers_is_admitted_and_offered_to_the_organizers(lan: Somebody, words: str, said: str) -> None:
    assert said in lan.says(words)
    assert "Hỏi ban tổ chức" in lan.last.labels


def test_whom_to_turn_to_is_the_contact_of_the_plan(lan: Somebody) -> None:
    assert "boiduong@haiphong.example.vn" in lan.says("cần liên hệ với ai")


def test_the_calendar_is_a_file_and_a_feed(town: Town, lan: Somebody) -> None:
    town.house = replace(town.house, public_url="https://tap.example.vn/")
    said = lan.says("gửi tôi lịch để thêm vào điện thoại")
    [file] = lan.files
    assert file.name == "lich-tap-huan.ics"
    assert file.content.count(b"BEGIN:VEVENT") == 6
    assert "https://tap.example.vn/calendar/" in said


def test_somebody_without_courses_is_told_so_and_led_on(town: Town) -> None:
    nobody = town.somebody("Đào Thị Tơ")
    assert "không có buổi nào sắp tới" in nobody.says("khi nào tôi học")
    assert "Hỏi ban tổ chức" in nobody.last.labels
    assert nobody.says("lịch tháng 12")
    assert nobody.says("ở đâu")
    assert "không còn việc nào" in nobody.says("có hạn gì không")
    assert "chưa được ghi danh" in nobody.says("tôi còn thiếu gì")


def test_an_english_reader_is_answered_in_english(lan: Somebody) -> None:
    assert "I speak English now" in lan.says("english please")
    said = lan.says("when is my next session")
    assert "Your next session" in said
    assert "Saturday, 10/12/2022, 7:30–11:00" in said
    assert "Schedule" in lan.says("what do I have this week")
    assert "tiếng Việt" in lan.says("nói tiếng việt đi")


def test_names_and_titles_cannot_smuggle_markup_in(sqlite_database: Database) -> None:
    lan, _ = a_class(sqlite_database, morning("2022-12-09", "Dạy <b>đọc</b> & viết", place="<i>A</i>", venue=None))
    lan.says("khi nào tôi học")
    assert "Dạy &lt;b&gt;đọc&lt;/b&gt; &amp; viết" in lan.last.text
    assert "&lt;i&gt;A&lt;/i&gt;" in lan.last.text


def a_class(database: Database, *activities: Activity) -> tuple[Somebody, Desk]:
    """Lan in a course of these sessions."""
    desk = Desk(database)
    desk.units({"TH-A": None})
    lan = desk.somebody("Trần Thị Lan", "TH-A")
    course, _ = desk.course("TH-A", *activities)
    desk.enrol(course, lan)
    return lan, desk


def test_afternoon_and_lms_alone_are_answered_for_the_afternoon(sqlite_database: Database) -> None:
    lan, _ = a_class(sqlite_database, afternoon("2022-12-09"), lms_day("2022-12-09"))
    said = lan.says("chiều mai tôi có gì")
    assert "13h30–17h00" in said
    assert "tự học LMS" in said  # known by the day alone, it may be in the afternoon
