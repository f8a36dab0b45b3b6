"""An organizer writes to people, in the organizer's and the teachers' words."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest
from sqlalchemy import Connection

from handlers import scheduled
from storage import accounts, people, schema
from storage.database import Database
from tests.handlers.desk import morning
from tests.handlers.hall import TEXT, Hall, heard
from training.mailing import Outcome
from training.plan import ZONE


@pytest.fixture
def hall(sqlite_database: Database) -> Hall:
    return Hall(sqlite_database)


def table(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_notice_is_chosen_written_seen_confirmed_delivered_and_acknowledged(database: Database) -> None:
    hall = Hall(database)
    mai, lan = hall.mai, hall.lan
    assert "Ai nhận" in mai.says("/thongbao")
    mai.presses("Một lớp")
    assert "LOP-1 – Tập huấn ví dụ" in mai.buttons
    mai.presses("LOP-1")
    mai.presses("Cả lớp LOP-1 (3)")
    said = mai.says(TEXT)
    assert said.startswith(TEXT)
    assert "3 người nhận: 2 qua Telegram, 1 chưa có kênh nào" in said
    assert mai.last.labels[-1] == "Gửi tới 3 thầy cô?"
    assert "sau 30 giây" in mai.presses("Gửi tới 3 thầy cô?")
    assert hall.deliver() == 0
    hall.later(seconds=31)
    assert hall.deliver() == 2
    assert heard(lan) == [TEXT]
    lan.presses("Đã nhận")
    assert lan.toast == "Đã ghi nhận. Em cảm ơn thầy/cô!"
    lan.presses("Đã nhận")
    said = mai.presses("Xem tình hình")
    assert "3 người: đã gửi 2 · đã nhận 1 · lỗi 0 · không liên lạc được 1" in said


def test_the_preview_shows_the_button_of_the_readers_and_pressing_it_records_nothing(hall: Hall) -> None:
    hall.write()
    hall.mai.presses("Đã nhận")
    assert hall.mai.toast == "Đây chỉ là bản xem trước."


def test_within_thirty_seconds_it_can_be_taken_back(hall: Hall) -> None:
    hall.write()
    hall.mai.presses("Gửi tới")
    hall.later(seconds=29)
    assert "đã dừng" in hall.mai.presses("Thu lại")
    assert "chưa ai nhận được" in hall.mai.last.plain
    assert TEXT in hall.mai.last.plain
    hall.later(minutes=5)
    assert hall.deliver() == 0
    assert heard(hall.lan) == []
    hall.mai.presses("Đã gửi")
    assert "Gửi thông báo" in hall.mai.last.labels


def test_pressing_send_twice_sends_once(hall: Hall) -> None:
    hall.write()
    mai = hall.mai
    payload = next(one.payload for one in mai.last.choices if one.label.startswith("Gửi tới"))
    mai.taps(payload)
    assert "không còn dùng nữa" in mai.taps(payload)
    hall.later(minutes=1)
    hall.deliver()
    assert heard(hall.lan) == [TEXT]


def test_an_older_previews_button_does_not_send_the_newer_notice(hall: Hall) -> None:
    hall.write()
    old = next(one.payload for one in hall.mai.last.choices if one.label.startswith("Gửi tới"))
    hall.write("u", hall.unit("TH-A"), text="Chỉ gửi TH-A")
    assert "không còn dùng nữa" in hall.mai.taps(old)


def test_a_document_and_a_forwarded_message_go_as_they_are(hall: Hall) -> None:
    hall.mai.taps(f"notice_to|c|{hall.course_id}")
    said = hall.mai.sends("thu-moi.pdf", b"%PDF", caption="Thư mời")
    assert "Thư mời" in said
    hall.mai.presses("Gửi tới")
    hall.later(minutes=1)
    hall.deliver()
    assert heard(hall.tu) == ["Thư mời"]


def test_what_cannot_be_sent_on_is_asked_for_again(hall: Hall) -> None:
    hall.mai.taps(f"notice_to|c|{hall.course_id}")
    assert "Em gửi được chữ, ảnh hoặc tệp" in hall.mai.says("")


def test_the_same_text_to_the_same_people_within_ten_minutes_is_questioned(hall: Hall) -> None:
    hall.send()
    hall.write(text=TEXT.upper())
    assert "vừa gửi cho chính những người này lúc 9h00" in hall.mai.presses("Gửi tới")
    assert "sau 30 giây" in hall.mai.presses("Vâng, gửi lại")


def test_the_same_text_later_or_to_others_is_not_questioned(hall: Hall) -> None:
    hall.send()
    hall.write("u", hall.unit("TH-A"))
    assert "sau 30 giây" in hall.mai.presses("Gửi tới")
    hall.later(minutes=11)
    hall.write()
    assert "sau 30 giây" in hall.mai.presses("Gửi tới")


def test_it_can_wait_for_a_given_time(hall: Hall) -> None:
    hall.write()
    hall.mai.presses("Gửi lúc")
    assert "Em cần biết giờ" in hall.mai.says("mai nhé")
    assert "là giờ yên lặng (21h30–6h00)" in hall.mai.says("22h tối nay")
    assert hall.mai.last.labels == ["Thứ Sáu, 09/12/2022, 21h00", "Thứ Bảy, 10/12/2022, 6h00", "Huỷ"]
    assert "Em sẽ gửi lúc Thứ Sáu, 09/12/2022, 21h00" in hall.mai.presses("Thứ Sáu, 09/12/2022, 21h00")
    for invented in ("notice_at|x|202212100600", f"{hall.mai.last.choices[0].payload}|9", "notice_at"):
        assert "không còn dùng nữa" in hall.mai.taps(invented.replace("notice_rewrite", "notice_at"))
    hall.mai.presses("Gửi lúc")
    assert "không nằm trong vòng một năm tới" in hall.mai.says("7h ngày 1/12/2022")
    said = hall.mai.says("7h sáng mai")
    assert "Em sẽ gửi lúc Thứ Bảy, 10/12/2022, 7h00" in said
    hall.mai.presses("Gửi tới")
    hall.later(hours=12)
    hall.deliver()
    assert TEXT not in heard(hall.lan)
    hall.now = datetime(2022, 12, 10, 7, 0, 5, tzinfo=ZONE)
    hall.deliver()
    assert TEXT in heard(hall.lan)


def test_in_quiet_hours_it_waits_for_the_morning_and_says_so(hall: Hall) -> None:
    hall.now = datetime(2022, 12, 9, 22, 0, tzinfo=ZONE)
    assert "giờ yên lặng: em sẽ gửi lúc Thứ Bảy, 10/12/2022, 6h00" in hall.write()
    hall.mai.presses("Gửi tới")
    hall.later(minutes=5)
    assert hall.deliver() == 0
    hall.now = datetime(2022, 12, 10, 6, 0, 5, tzinfo=ZONE)
    hall.deliver()
    assert TEXT in heard(hall.lan)


def test_people_can_be_left_out_by_name(hall: Hall) -> None:
    hall.write()
    hall.mai.presses("Trừ bớt")
    assert "Không có người nhận nào tên như vậy" in hall.mai.says("Hồ Văn Lạ")
    said = hall.mai.says("tran thi lan, nhé")
    assert "Đã trừ: Trần Thị Lan" in said
    assert "2 người nhận" in said
    hall.mai.presses("Gửi tới 2")
    hall.later(minutes=1)
    hall.deliver()
    assert heard(hall.lan) == []
    assert heard(hall.tu) == [TEXT]


def test_units_groups_and_courses_can_be_left_out_and_taken_back_in(hall: Hall) -> None:
    hall.groups("Tổ TN", hall.lan)
    other, _ = hall.course("SO", morning("2022-12-20"), code="LOP-2")
    hall.enrol(other, hall.lan)
    for words, left, many in (
        ("Tổ TN", "nhóm Tổ TN", 2),
        ("truong th-b", "Trường TH-B", 1),
        ("lớp LOP-2", "LOP-2", 2),
        ("Tổ TN\nTrường TH-B", "nhóm Tổ TN, Trường TH-B", 0),
    ):
        hall.write()
        hall.mai.presses("Trừ bớt")
        said = hall.mai.says(words)
        assert f"Đã trừ: {left}" in said
        assert f"{many} người nhận" in said
        hall.mai.presses("Trừ bớt")
        assert "Không có người nhận nào tên như vậy" in hall.mai.says("Trường KHAC")
    assert "3 người nhận" in hall.mai.presses("Không trừ ai")


def test_each_language_is_previewed_and_may_have_words_of_its_own(hall: Hall) -> None:
    assert hall.tu.person
    person = hall.tu.person
    hall.run(lambda db: people.change_people(db, {person: {"language": "en"}}))
    said = hall.write()
    assert said.count(TEXT) == 2
    assert "1 người dùng tiếng Anh: họ thấy nguyên văn" in said
    assert [message.labels for message in hall.mai.chat[-3:-1]] == [["Đã nhận"], ["Received"]]
    hall.mai.presses("Viết bản tiếng Anh")
    said = hall.mai.says("Please bring your laptop.")
    assert said.startswith(f"{TEXT}\nPlease bring your laptop.")
    assert "1 người đọc bản tiếng Anh" in said
    hall.mai.presses("Gửi tới")
    hall.later(seconds=31)
    hall.deliver()
    assert (heard(hall.lan), heard(hall.tu)) == ([TEXT], ["Please bring your laptop."])


def test_who_has_a_mark_of_a_sort_can_be_written_to(hall: Hall) -> None:
    mai, marks = hall.mai, schema.mark
    assert (
        "chưa có buổi nào bắt đầu"
        in mai.taps(f"notice_sessions|{hall.course('SO', morning('2022-12-20'), code='X')[0]}").lower()
    )
    assert "Quay lại" in mai.last.labels
    row = {
        "session_id": hall.sessions[0],
        "person_id": hall.tu.person,
        "status": "absent",
        "method": "roll",
        "at": hall.now,
    }
    hall.run(lambda db: db.execute(marks.insert().values(**row)))
    mai.taps(f"notice_sessions|{hall.course_id}")
    assert any(label.startswith("Chưa điểm danh") and label.endswith("…") for label in mai.last.labels)
    mai.presses("Vắng")
    assert "1 người nhận" in mai.says(TEXT)
    assert "Em không thấy" in mai.taps(f"notice_to|c|{hall.course_id}|a|{hall.sessions[0]}|none")


def test_typing_before_deciding_asks_to_decide(hall: Hall) -> None:
    hall.write()
    assert "đang chờ thầy/cô quyết định" in hall.mai.says("hôm nay tôi học gì")
    assert "Huỷ" in hall.mai.last.labels
    hall.mai.presses("Huỷ")
    assert "đang chờ" not in hall.mai.says("hôm nay tôi học gì")


def test_above_the_set_number_a_second_organizer_has_to_agree(sqlite_database: Database) -> None:
    hall = Hall(sqlite_database, approval_above=2)
    hoa = hall.somebody("Phan Thị Hoa", "SO", role="organizer")
    assert "người tổ chức thứ hai" in hall.write()
    assert "Em đã hỏi 1 người tổ chức" in hall.mai.presses("Gửi tới")
    hall.later(hours=1)
    assert hall.deliver() == 0
    assert heard(hoa)[0] == TEXT
    number = hoa.last.choices[-1].payload.split("|")[1]
    assert "Em không thấy" in hall.mai.taps(f"notice_approve|{number}")
    assert "Đã duyệt" in hoa.presses("Gửi tới 3 thầy cô?")
    assert "đã được quyết định" in hoa.taps(f"notice_refuse|{number}")
    assert "Phan Thị Hoa đã duyệt" in heard(hall.mai)[-1]
    hall.later(minutes=1)
    assert hall.deliver() == 2


def test_a_second_organizer_may_refuse(sqlite_database: Database) -> None:
    hall = Hall(sqlite_database, approval_above=2)
    hoa = hall.somebody("Phan Thị Hoa", "SO", role="organizer")
    hall.write()
    hall.mai.presses("Gửi tới")
    hoa.taps(hoa.last.choices[0].payload)
    assert "không duyệt" in heard(hall.mai)[-1]
    hall.later(hours=1)
    assert hall.deliver() == 0


def test_without_a_second_organizer_it_says_so_and_stays(sqlite_database: Database) -> None:
    hall = Hall(sqlite_database, approval_above=2)
    hall.write()
    assert "chưa có người tổ chức thứ hai" in hall.mai.presses("Gửi tới")
    assert "chờ người tổ chức thứ hai duyệt" in hall.mai.presses("Xem tình hình")


def test_audiences_by_unit_group_role_and_attendance(hall: Hall) -> None:
    hall.groups("Tổ TN", hall.lan, hall.no_phone)
    mai = hall.mai
    mai.says("/thongbao")
    mai.presses("Đơn vị và cấp dưới")
    assert "Toàn bộ đơn vị (4)" in mai.buttons
    mai.presses("Trường PHONG")
    assert "Toàn bộ đơn vị (3)" in mai.buttons
    mai.presses("Trường TH-B")
    assert "Toàn bộ đơn vị (2)" in mai.buttons
    mai.taps("notice_groups|0")
    assert "Tổ TN (2)" in mai.buttons
    mai.taps(f"notice_course|{hall.course_id}")
    assert "Nhóm Tổ TN – LOP-1 (2)" in mai.buttons
    mai.taps("notice_roles")
    assert "Mọi học viên (4)" in mai.buttons
    mai.taps(f"notice_sessions|{hall.course_id}")
    assert "Chưa xong: 09/12 Tự học trên LMS (3)" in mai.buttons
    assert "Chưa điểm danh: 7h30–11h00 08/12 Học trực tiếp (sáng) (3)"[:40] in "".join(mai.buttons)


def test_a_group_reaches_no_further_than_ones_own_units(hall: Hall) -> None:
    hall.groups("Tổ TN", hall.lan, hall.listed("Người Khác", "KHAC"))
    hall.mai.taps("notice_groups|0")
    assert "Tổ TN (1)" in hall.mai.buttons
    hall.mai.presses("Tổ TN")
    assert "1 người nhận" in hall.mai.says(TEXT)


def test_the_list_of_receivers_comes_as_a_file_and_is_logged(hall: Hall) -> None:
    hall.send()
    hall.lan.presses("Đã nhận")
    hall.mai.presses("Xem tình hình")
    hall.mai.presses("Danh sách")
    rows = table(hall.mai.files[-1].content)
    people_told = {row[2]: row for row in rows[3:]}
    assert people_told["Trần Thị Lan"][5] == "đã nhận tin"
    assert people_told["Trần Thị Lan"][8] is not None
    assert people_told["Lê Văn Tư"][8] is None
    assert people_told["Đỗ Thị Vắng"][4:6] == ["0900000103", "không liên lạc được"]
    assert "export_deliveries" in _logged(hall)
    assert "đã gửi 2" in hall.mai.presses("Kết quả")


def _logged(hall: Hall) -> list[str]:
    return [row.action for row in hall.run(lambda db: db.execute(schema.audit.select()).all())]


def test_who_is_on_no_channel_comes_as_a_file_before_sending(hall: Hall) -> None:
    hall.write()
    hall.mai.presses("Chưa có kênh")
    rows = table(hall.mai.files[-1].content)
    assert [row[2:] for row in rows[3:]] == [["Đỗ Thị Vắng", "Trường TH-B", "0900000103"]]
    assert "export_unreached" in _logged(hall)


def test_whoever_did_not_acknowledge_is_listed_by_school_and_reminded(hall: Hall) -> None:
    hall.send()
    hall.lan.presses("Đã nhận")
    hall.mai.presses("Xem tình hình")
    said = hall.mai.presses("Chưa bấm đã nhận")
    assert "Trường TH-B" in said
    assert "Lê Văn Tư – 0900000102" in said
    assert "Trần Thị Lan" not in said
    assert "1 người nhận" in hall.mai.presses("Nhắc những người này")
    hall.mai.presses("Gửi tới 1")
    hall.later(minutes=1)
    hall.deliver()
    assert heard(hall.tu) == [TEXT, TEXT]
    assert heard(hall.lan) == [TEXT]


def test_what_failed_is_sent_again(hall: Hall) -> None:
    hall.outcomes[hall.tu.address] = Outcome.REFUSED
    hall.send()
    assert "lỗi 1" in hall.mai.presses("Xem tình hình")
    del hall.outcomes[hall.tu.address]
    hall.mai.presses("Gửi lại")
    assert hall.mai.toast == "Đang gửi lại cho 1 người"
    hall.deliver()
    assert heard(hall.tu) == [TEXT]
    assert heard(hall.lan) == [TEXT]


def test_the_organizer_decides_what_becomes_of_doubts_and_of_those_who_come_later(hall: Hall) -> None:
    hall.outcomes[hall.tu.address] = Outcome.UNKNOWN
    hall.send()
    hall.later(seconds=20)
    hall.deliver()  # a second doubt, and it is not tried again by itself
    assert "chưa rõ 1" in hall.mai.presses("Xem tình hình")
    assert not any("có kênh" in label for label in hall.mai.last.labels)
    del hall.outcomes[hall.tu.address]
    hall.mai.presses("Gửi lại 1 người chưa rõ?")
    hall.deliver()
    assert heard(hall.tu) == [TEXT]
    vang = hall.stranger("Đỗ Thị Vắng")

    def bind(db: Connection) -> None:
        account = accounts.open_account(db, "telegram", vang.address, hall.now, shown_name="Vắng")
        accounts.bind(db, account.id, hall.no_phone, "approval", hall.now)
        accounts.give_consent(db, account.id, hall.now)

    hall.run(bind)
    number = hall.mai.last.choices[0].payload.split("|")[1]
    hall.mai.taps(f"mailing|{number}")
    hall.mai.presses("Gửi 1 người mới có kênh")
    hall.deliver()
    assert heard(vang) == [TEXT]
    assert heard(hall.lan) == [TEXT]
    assert "Em không thấy" in hall.mai.taps(f"mailing_retry|{number}|sent")


def test_a_notice_under_way_is_paused_goes_on_and_is_stopped(hall: Hall) -> None:
    hall.write()
    hall.mai.presses("Gửi tới")
    hall.later(minutes=1)
    hall.run(lambda db: scheduled.start_due(db, hall.now))
    hall.mai.presses("Xem tình hình")
    number = hall.mai.last.choices[0].payload.split("|")[1]
    assert "⏸" in hall.mai.taps(f"mailing_pause|{number}")
    assert hall.deliver() == 0
    assert "⏳" in hall.mai.taps(f"mailing_resume|{number}")
    assert "đã dừng" in hall.mai.taps(f"mailing_stop|{number}")
    assert hall.deliver() == 0
    assert "không thu lại được" in hall.mai.taps(f"mailing_stop|{number}")


def test_english_readers_get_english_buttons(hall: Hall) -> None:
    assert hall.lan.person
    person = hall.lan.person
    hall.run(lambda db: people.change_people(db, {person: {"language": "en"}}))
    hall.send()
    assert hall.lan.last.labels == ["Received"]
