"""Organizers send files, take imports back, print invitations and find who is on no channel."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from handlers import errands
from handlers.errands import Bench
from handlers.imports import Importer, Source, import_units, load_units
from handlers.talk import Errand, Incoming
from storage import imports, people, retention, schema, sessions, units
from storage.database import Database
from tests.handlers.desk import Desk, Somebody, morning
from training.plan import ZONE

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
HEADER = "TT,Họ và tên,Ngày sinh,Đơn vị công tác,Môn,SĐT,Email,Nhóm,Vai trò"
ROWS = (
    "1,Trần Thị Bưởi,05/08/1980,Trường TH-A,Tiếng Anh,0900000201,,Tổ TN,Học viên",
    "2,Lê Văn Cam,06/09/1981,Trường TH-B,Tiếng Anh,0900000202,,,Học viên",
    "3,Đỗ Thị Mít,31/02/1982,Trường TH-B,Tiếng Anh,0900000203,,,Học viên",
    "4,Ngô Văn Xa,01/03/1983,Trường KHAC,Tiếng Anh,0900000204,,,Học viên",
)
PEOPLE = "\n".join((HEADER, *ROWS)).encode("utf-8-sig")


class Office(Desk):
    def __init__(self, database: Database) -> None:
        super().__init__(database, datetime(2022, 12, 1, 8, 0, tzinfo=ZONE))
        self.units({"SO": None, "PHONG": "SO", "TH-A": "PHONG", "TH-B": "PHONG", "KHAC": None})
        self.mai = self.somebody("Vũ Thị Mai", "PHONG", role="organizer")

    def named(self, name: str) -> bool:
        return bool(self.run(lambda db: people.people_named_in(db, name, None)))

    def kept(self) -> int:
        return len(self.run(lambda db: db.execute(schema.upload.select()).all()))


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    return Office(sqlite_database)


def sheet(content: bytes) -> list[list[object]]:
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_a_list_of_people_is_read_previewed_imported_and_taken_back(database: Database) -> None:
    office = Office(database)
    mai = office.mai
    said = mai.sends("danh-sach.csv", PEOPLE)
    assert "danh sách" in said
    said = mai.presses("Chỉ danh sách người")
    assert "dòng 4" in said
    assert "31/02/1982" in said
    assert "dòng 5" in said
    assert not office.named("Trần Thị Bưởi")
    wrong = sheet(mai.files[-1].content)
    assert [row[1] for row in wrong[1:]] == ["Đỗ Thị Mít", "Ngô Văn Xa"]
    assert "✅" in mai.presses("Nhập")
    assert office.named("Trần Thị Bưởi")
    assert not office.named("Ngô Văn Xa")
    assert office.kept() == 0
    assert "Lấy lại lần nhập danh-sach.csv" in mai.presses("Lấy lại lần nhập này")
    assert office.named("Trần Thị Bưởi")
    assert "Đã lấy lại" in mai.presses("Lấy lại")
    assert not office.named("Trần Thị Bưởi")


def test_a_list_becomes_that_of_a_course(office: Office) -> None:
    course, _ = office.course("PHONG", morning("2022-12-10"))
    office.mai.sends("lop.csv", PEOPLE)
    office.mai.presses("Danh sách lớp LOP-1")
    office.mai.presses("Nhập")
    office.mai.taps(f"course|{course}")
    assert "2 người ghi danh" in office.mai.last.plain


def again(office: Office, payload: str) -> str:
    """The errand behind a button once more: so the next start does it whose answer a crash swallowed."""
    name, *args = payload.split("|")
    errand = Errand(name.replace("import_do", "do_import"), (args[0], args[1], args[2], int(args[3])))
    incoming = Incoming("telegram", office.mai.address, office.mai.address)
    bench = Bench(office.database, office.house, office.now, incoming, office._fetch, office._list_commands)
    return asyncio.run(errands.run(bench, errand)).replies[0].text


@pytest.mark.parametrize("sort", ["people", "roster", "plan"])
def test_an_import_whose_answer_was_lost_is_told_as_done_with_its_figures(office: Office, sort: str) -> None:
    course, _ = office.course("PHONG", morning("2022-12-10"))
    if sort == "plan":
        office.mai.sends("ke-hoach.yaml", (EXAMPLES / "clash" / "plan.yaml").read_bytes())
    else:
        office.mai.sends("danh-sach.csv", PEOPLE)
        office.mai.presses("Chỉ danh sách" if sort == "people" else "Danh sách lớp LOP-1")
    payload = office.mai.payload("Nhập")
    first = again(office, payload)
    figures = first.splitlines()[-1]
    assert first.startswith("✅")
    office.later(hours=3)
    for said in (again(office, payload), office.mai.taps(payload)):
        assert said.splitlines()[-1] == figures
        assert "đã được nhập rồi: Thứ Năm, 01/12/2022, 8h00" in said
    assert len(office.run(imports.batches)) == 1
    _, number, key, letter, at = payload.split("|")
    xa = office.somebody("Ngô Thị Xa", "KHAC", role="organizer")
    other = "k" if letter == "p" else "p"
    assert "đã được nhập" not in xa.taps(payload), "another's"
    for wrong in (f"{number}||{letter}|{at}", f"{number}|%|{letter}|{at}", f"{number}|{key}|{other}|{at}"):
        assert "đã được nhập" not in office.mai.taps(f"import_do|{wrong}")
    if sort == "roster":
        assert "đã được nhập" not in office.mai.taps(f"import_do|{number}|{key}|r|{course + 9}")
    office.mai.presses("Lấy lại lần nhập này")
    office.mai.presses("Lấy lại")
    assert "Em không còn giữ tệp này" in office.mai.taps(payload)
    assert "Em không còn giữ tệp này" in again(office, payload)


def test_the_course_may_be_named_beside_the_file(office: Office) -> None:
    office.course("PHONG", morning("2022-12-10"))
    said = office.mai.sends("lop.csv", PEOPLE, caption="danh sách lớp LOP-1 ạ")
    assert "LOP-1" in said
    assert "Nhập" in office.mai.buttons


def test_plan_a_and_its_people_come_in_by_the_chat(office: Office) -> None:
    quan = office.somebody("Quản Trị Viên", role="admin")
    tree, source = load_units(EXAMPLES / "units.yaml"), Source("units.yaml", "0")
    office.run(lambda db: import_units(db, tree, source, Importer(), office.now))
    plan = (EXAMPLES / "plans" / "a-hai-phong-ngoai-khoa-2022.yaml").read_bytes()
    assert "A-HP-2022" in quan.sends("a.yaml", plan)
    assert not office.run(lambda db: sessions.courses(db, None))
    quan.presses("Nhập")
    assert "HP-NK-2022" in [one.code for one in office.run(lambda db: sessions.courses(db, None))]
    quan.sends("a.csv", (EXAMPLES / "people" / "plan-a.csv").read_bytes())
    quan.presses("Danh sách lớp HP-NK-2022")
    quan.presses("Nhập")
    (course,) = [one for one in office.run(lambda db: sessions.courses(db, None)) if one.code == "HP-NK-2022"]
    quan.taps(f"course|{course.id}")
    assert "120 người ghi danh" in quan.last.plain


def test_a_plan_that_comes_again_with_another_time_is_told_as_a_change(office: Office) -> None:
    plan = (EXAMPLES / "clash" / "plan.yaml").read_text("utf-8")
    office.mai.sends("ke-hoach.yaml", plan.encode())
    office.mai.presses("Nhập")
    first = office.run(lambda db: sessions.sessions_of_course(db, sessions.courses(db, None)[0].id))[0].view
    lan = office.somebody("Trần Thị Lan", "TH-A")
    office.enrol(first.course_id, lan)
    start = first.period.start
    assert start
    old = start.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    office.mai.sends("ke-hoach.yaml", plan.replace(old, old[:-5] + "05:30").encode())
    office.mai.presses("Nhập")
    office.later(minutes=4)
    office.deliver()
    assert "→" in lan.last.plain
    assert "5h30" in lan.last.plain


@pytest.mark.parametrize(
    ("name", "content", "answer"),
    [
        ("a.xlsx", b"", "trống"),
        ("a.xlsx", b"PK\x03\x04 cut off", "gửi lại"),
        ("a.yaml", b"title: [", "dòng"),
        ("a.pdf", b"%PDF-1.4 nothing", ""),
        ("a.exe", b"MZ\x00\x00", ""),
        ("khong-ten", b"\x00\x01\x02", ""),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_leaves_nothing(
    office: Office, name: str, content: bytes, answer: str
) -> None:
    said = office.mai.sends(name, content)
    assert answer in said.lower()
    assert len(said.splitlines()) > 1
    assert office.kept() == 0
    assert "Nhập" not in office.mai.buttons


def test_a_file_too_large_is_not_even_fetched(office: Office) -> None:
    said = office.mai.sends("to.csv", b"x" * ((20 << 20) + 1))
    assert "20 MB" in said


def test_heavy_work_is_done_a_few_times_in_ten_minutes(office: Office) -> None:
    for _ in range(8):
        assert "danh sách" in office.mai.sends("danh-sach.csv", PEOPLE)
    assert "chờ mười phút" in office.mai.sends("danh-sach.csv", PEOPLE)
    office.later(minutes=11)
    assert "danh sách" in office.mai.sends("danh-sach.csv", PEOPLE)


def test_a_picture_is_no_list(office: Office) -> None:
    assert "ảnh" in office.mai.sends("photo.jpg", b"\xff\xd8\xff", kind="photo")


def test_giving_up_forgets_the_file(office: Office) -> None:
    office.mai.sends("danh-sach.csv", PEOPLE)
    assert office.kept() == 1
    people_only = office.mai.last.choices[0].payload
    office.mai.presses("Huỷ")
    assert office.kept() == 0
    assert "không còn giữ tệp" in office.mai.taps(people_only)


def test_files_nobody_confirms_are_forgotten_after_a_week(office: Office) -> None:
    office.mai.sends("danh-sach.csv", PEOPLE)
    assert office.run(lambda db: retention.forget(db, office.now))["uploads"] == 0
    office.later(days=7, seconds=1)
    assert office.run(lambda db: retention.forget(db, office.now))["uploads"] == 1


def test_importing_twice_changes_nothing(office: Office) -> None:
    office.mai.sends("danh-sach.csv", PEOPLE)
    office.mai.presses("Chỉ danh sách người")
    office.mai.presses("Nhập")
    office.mai.sends("danh-sach.csv", PEOPLE)
    assert "không có gì mới" in office.mai.presses("Chỉ danh sách người")


@pytest.mark.parametrize("kind", ["people", "roster", "plan"])
def test_templates_come_as_workbooks(office: Office, kind: str) -> None:
    office.mai.says("/danhsach")
    office.mai.taps(f"template|{kind}")
    assert office.mai.files[-1].name.endswith(".xlsx")
    assert openpyxl.load_workbook(io.BytesIO(office.mai.files[-1].content)).sheetnames


def test_invitation_cards_bind_whom_they_are_for(office: Office) -> None:
    office.listed("Trần Thị Bưởi", "TH-A", phone="+84900000201")
    office.mai.taps("invite")
    office.mai.presses("Trường TH-A")
    assert "1 người ở đó chưa có tài khoản" in office.mai.last.plain
    office.mai.presses("Làm 1 thẻ")
    file = office.mai.files[-1]
    assert file.content.startswith(b"%PDF")
    assert file.name.endswith(".pdf")
    audit = office.run(lambda db: db.execute(schema.audit.select()).all())
    assert "invite" in [row.action for row in audit]


def test_who_is_on_no_channel_is_counted_by_school_and_listed(office: Office) -> None:
    office.listed("Trần Thị Bưởi", "TH-A", phone="+84900000201")
    office.listed("Người Khác", "KHAC", phone="+84900000209")
    said = office.mai.taps("no_channel")
    assert "1 người chưa có kênh nào" in said
    assert "Trường TH-A: 1" in said
    assert "KHAC" not in said
    office.mai.presses("Danh sách")
    assert [row[2] for row in sheet(office.mai.files[-1].content)[3:]] == ["Trần Thị Bưởi"]


def test_whoever_asks_to_be_bound_is_confirmed_here(office: Office) -> None:
    office.listed("Trần Thị Bưởi", "TH-A")
    stranger = office.stranger("Buoi T.")
    stranger.says("Em là Trần Thị Bưởi")
    office.mai.taps("office")
    assert "Chờ xác nhận (1)" in office.mai.buttons
    said = office.mai.presses("Chờ xác nhận")
    assert "Trần Thị Bưởi" in said
    office.mai.presses(office.mai.last.labels[0])
    assert "Trần Thị Bưởi" in stranger.chat[-1].plain


def test_who_is_known_since_by_another_way_no_longer_waits(office: Office) -> None:
    office.listed("Trần Thị Bưởi", "TH-A", phone="+84900000777")
    stranger = office.stranger("Buoi T.")
    stranger.says("Em là Trần Thị Bưởi")
    stranger.shares_contact("0900000777")
    office.mai.taps("office")
    assert "Chờ xác nhận (0)" in office.mai.buttons


def test_one_takes_back_only_ones_own_imports(office: Office) -> None:
    office.mai.sends("danh-sach.csv", PEOPLE)
    office.mai.presses("Chỉ danh sách người")
    office.mai.presses("Nhập")
    (batch,) = office.run(imports.batches)
    hoa = office.somebody("Phan Thị Hoa", "PHONG", role="organizer")
    for payload in (f"undo|{batch.id}", f"undo|{batch.id}|yes"):
        assert "không thấy lần nhập" in hoa.taps(payload)
    assert office.named("Trần Thị Bưởi")
    office.mai.taps("imports|0")
    assert "danh-sach.csv" in "".join(office.mai.last.labels)
    elsewhere = schema.grant.update().values(unit_id=office.run(lambda db: units.unit_by_code(db, "KHAC").id))
    office.run(lambda db: db.execute(elsewhere))
    office.mai.taps(f"undo|{batch.id}|yes")
    assert office.named("Trần Thị Bưởi"), "what one brought is no longer one's own where one has no rights any more"


def test_an_organizer_cannot_take_up_anothers_upload_by_its_number(office: Office) -> None:
    office.mai.sends("danh-sach.csv", PEOPLE)
    xa = office.somebody("Ngô Thị Xa", "KHAC", role="organizer")
    for payload in ("import_as|1|000000000000|p", "import_do|1||p", "import_no|1|x", "import_which|1|x|0"):
        assert "Bưởi" not in xa.taps(payload)
    assert office.kept() == 1


OUTSIDERS: list[Callable[[Office], Somebody]] = [
    lambda office: office.somebody("Trần Thị Lan", "TH-A"),
    lambda office: office.somebody("Bùi Văn Tra", "SO", role="inspector"),
    lambda office: office.stranger(),
]


@pytest.mark.parametrize("outsider", OUTSIDERS, ids=["teacher", "inspector", "guest"])
def test_others_bring_nothing_in_and_print_nothing(office: Office, outsider: Callable[[Office], Somebody]) -> None:
    office.listed("Trần Thị Bưởi", "TH-A")
    who = outsider(office)
    who.sends("danh-sach.csv", PEOPLE)
    assert office.kept() == 0
    for payload in ("template|people", "invite", "invite_make|3", "imports|0", "bindings", "undo|1|yes"):
        assert "Bưởi" not in who.taps(payload)
        assert not who.files, payload


def test_a_teacher_is_told_politely_that_no_file_is_needed(office: Office) -> None:
    lan = office.somebody("Trần Thị Lan", "TH-A")
    assert "không cần tệp" in lan.sends("bai-tap.docx", b"x")


INVENTED = (
    *("template", "template|x", "import_as", "import_as|1", "import_as|x|y|z", "import_do|1|2|3|4|5", "import_no"),
    *("undo", "undo|x", "undo|999", "imports|-1", "invite|999", "invite|x", "invite_make", "invite_make|1"),
    "import_which",
)


@pytest.mark.parametrize("payload", INVENTED)
def test_invented_payloads_get_an_answer(office: Office, payload: str) -> None:
    office.mai.taps(payload)
    assert office.mai.chat or office.mai.toast
