"""Lists of people as schools send them. Names and numbers are invented."""

from datetime import date, datetime, timedelta
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.headers import Field, field_of
from files.refusals import FileProblem, FileRefused
from files.rosters import HintCode, KnownUnits, PeopleFile, PersonRole, PersonRow, RowProblem, read_people
from files.tables import Sheet
from files.unit_names import Closing

TODAY = date(2022, 12, 1)
HEADER = ("TT", "Họ và tên", "Ngày sinh", "Đơn vị", "SĐT")


def sheet(*rows: tuple[Any, ...], name: str = "DS", **about: Any) -> Sheet:
    cells = tuple(tuple(None if cell == "" else cell for cell in row) for row in rows)
    return Sheet(name, cells, **about)


def read(*rows: tuple[Any, ...], **about: Any) -> PeopleFile:
    units = about.pop("units", None)
    return read_people([sheet(*rows, **about)], today=TODAY, units=units)


def one(header: str, cell: Any, **about: Any) -> PeopleFile:
    return read(("TT", "Họ và tên", header), (1, "Lê Thị Mận", cell), **about)


def names(people: PeopleFile) -> list[str]:
    return [person.name for person in people.rows]


def hints(people: PeopleFile) -> list[HintCode]:
    return [hint.code for hint in people.hints]


def test_a_row_with_everything_is_a_person_with_everything() -> None:
    header = ("TT", "Mã", "Họ và tên", "Ngày sinh", "Đơn vị công tác", "Môn", "Chức vụ", "Điện thoại", "Email")
    people = read(
        (*header, "Nhóm", "Vai trò", "Ghi chú"),
        (
            1.0,
            "GV01",
            "Lê Thị Mận",
            "05/08/1980",
            "THCS Mẫu",
            "Toán",
            "TTCM",
            900000123.0,
            "Man@Vd.vn",
            "A, B",
            "Giảng viên",
            "x1",
        ),
    )
    assert people.rows == [
        PersonRow(
            sheet="DS",
            row=2,
            code="GV01",
            name="Lê Thị Mận",
            birthday=date(1980, 8, 5),
            unit="THCS Mẫu",
            subject="Toán",
            position="TTCM",
            phone="+84900000123",
            email="man@vd.vn",
            groups=("A", "B"),
            role=PersonRole.TRAINER,
            note="x1",
        )
    ]
    assert not people.bad
    assert not people.hints
    assert people.columns["DS"][Field.PHONE] == "H: Điện thoại"


@pytest.mark.parametrize(
    ("spellings", "field"),
    [
        ("TT | STT | Số TT | tt | S.TT | Số thứ tự", Field.NUMBER),
        ("Họ và tên | HỌ VÀ TÊN | ho va ten | Họ tên | H. và tên | Họ & tên | HoVaTen", Field.NAME),
        ("Họ và tên giáo viên | Họ tên GV | Tên học viên | Giáo viên", Field.NAME),
        ("Họ | Họ đệm | Họ và tên đệm | Họ và đệm", Field.FAMILY_NAME),
        ("Tên", Field.GIVEN_NAME),
        ("Ngày sinh | Ngày, tháng, năm sinh | N.sinh | Ng. sinh | NS | Năm sinh", Field.BIRTHDAY),
        ("Đơn vị | Đơn vị công tác | Trường | Đ/vị | ĐVCT | don vi | Tên trường", Field.UNIT),
        ("Môn | Môn dạy | Bộ môn | Chuyên môn | mon", Field.SUBJECT),
        ("Chức vụ | C.vụ | Chức danh | chuc vu", Field.POSITION),
        ("SĐT | Điện thoại | Số ĐT | Số điện thoại | S.ĐT | Số điện thoại (Zalo)", Field.PHONE),
        ("dien thoai | Đ.thoại | ĐTDĐ | Điện thoại\nliên hệ | SDT", Field.PHONE),
        ("Email | E-mail | Thư điện tử | Địa chỉ email | Gmail", Field.EMAIL),
        ("Mã | Mã GV | Mã số | ma", Field.CODE),
        ("Nhóm | Tổ | Tổ chuyên môn | Nhóm/Tổ", Field.GROUPS),
        ("Vai trò | vai tro | Tư cách", Field.ROLE),
        ("Ghi chú | G.chú | ghi chu | GC", Field.NOTE),
        (" | Lương | Số CCCD | Trường THCS Mẫu | Toán | Danh sách giáo viên dự tập huấn", None),
    ],
)
def test_a_header_is_known_by_its_words_in_any_spelling(spellings: str, field: Field | None) -> None:
    assert {field_of(words) for words in spellings.split(" | ")} == {field}


PERSON = (1, "Lê Thị Mận", "05/08/1980", "THCS Mẫu", "0900000123")


@pytest.mark.parametrize(
    "rows",
    [
        [HEADER, PERSON],
        [("UBND QUẬN MẪU",), ("DANH SÁCH GIÁO VIÊN DỰ TẬP HUẤN",), ("(Kèm theo Kế hoạch số 1)",), HEADER, PERSON],
        [(), (), (), (), (), (), HEADER, (), PERSON],
        [("tt", "ho va ten", "ngay sinh", "don vi", "sdt"), PERSON],
        [("TT", "Họ tên", "N.sinh", "Đ.vị", "Đ.thoại"), PERSON],
        [HEADER[::-1], PERSON[::-1]],
        [HEADER, ("(1)", "(2)", "(3)", "(4)", "(5)"), PERSON],
        [HEADER, (1.0, 2.0, 3.0, 4.0, 5.0), PERSON],
        [("TT", "Họ và tên", "Ngày sinh", "Đơn vị", "Liên hệ", ""), ("", "", "", "", "SĐT", "Email"), PERSON],
        [
            ("TT", "Họ và tên", "", "Ngày sinh", "Đơn vị", "SĐT"),
            ("", "Họ đệm", "Tên"),
            (1, "Lê Thị", "Mận", *PERSON[2:]),
        ],
        [("TT", "Họ", "Tên", "Ngày sinh", "Trường", "SĐT"), (1, "Lê Thị", "Mận", *PERSON[2:])],
        [("TT", "Họ và tên", "", "Ngày sinh", "Đơn vị", "SĐT"), (1, "Lê Thị", "Mận", *PERSON[2:])],
        [HEADER, PERSON, HEADER],  # repeated on the next printed page
        [("Họ và tên", "Ngày sinh", "Đơn vị", "SĐT", "Ngạch"), (*PERSON[1:], "Giáo viên")],
        [
            ("Họ và tên", "Đơn vị", "Ngày sinh", "SĐT", "Ngạch", "Hạng"),
            ("Lê Thị Mận", "THCS Mẫu", *PERSON[2:5:2], "Giáo viên"),
        ],
        [
            ("TT", "Họ và tên", "Ngày, tháng, năm sinh", "", "Đơn vị", "SĐT"),
            ("", "", "Nam", "Nữ"),
            (1, "Lê Thị Mận", "", "05/08/1980", *PERSON[3:]),
        ],
        [
            ("TT", "Họ và tên", "Ngày sinh", "Đơn vị", "Trường", "SĐT"),
            (1, "Lê Thị Mận", "05/08/1980", "PGD Quận Mẫu", "THCS Mẫu", "0900000123"),
        ],
    ],
)
def test_the_header_is_found_under_titles_in_two_rows_abbreviated_and_in_any_order(rows: list[tuple[Any, ...]]) -> None:
    people = read(*rows)
    assert not people.bad
    [person] = people.rows
    assert (person.name, person.birthday) == ("Lê Thị Mận", date(1980, 8, 5))
    assert (person.unit, person.phone) == ("THCS Mẫu", "+84900000123")


@pytest.mark.parametrize(
    "foot",
    [
        [("Tổng số: 46 người",)],
        [("", "Tổng cộng", 46.0)],
        [("Tổng số", "46 người")],
        [("Cộng:", "", "", 46)],
        [("", "Danh sách ấn định 46 người.")],
        [("(Danh sách này gồm 46 giáo viên)",)],
        [
            ("", "", "", "Mẫu, ngày 05 tháng 12 năm 2022"),
            ("", "NGƯỜI LẬP", "", "HIỆU TRƯỞNG"),
            (),
            ("", "Vũ Văn Ký", "", "Hồ Thị Duyệt"),
        ],
        [("", "Người lập biểu", "", "THỦ TRƯỞNG ĐƠN VỊ"), ("", "(Ký, ghi rõ họ tên)"), ("", "Vũ Văn Ký")],
        [("", "", "", "TM. ỦY BAN NHÂN DÂN"), ("", "", "", "KT. CHỦ TỊCH"), ("", "", "", "Hồ Thị Duyệt")],
        [
            ("", "NGƯỜI LẬP BIỂU", "", "", "HIỆU TRƯỞNG"),
            ("", "(Ký, ghi rõ họ tên)", "", "", "(Ký tên, đóng dấu)"),
            ("", "Vũ Văn Ký", "", "", "Hồ Thị Duyệt"),  # under the heading of the phone numbers
        ],
        [("Nơi nhận:",), ("- Như trên;",), ("- Lưu: VT.",)],
        [(2,), (3,), (4,)],  # numbered lines left empty
        [("", "   ", "\u00a0")],
    ],
)
def test_totals_signatures_and_empty_rows_are_nobody(foot: list[tuple[Any, ...]]) -> None:
    people = read(HEADER, PERSON, (), *foot)
    assert names(people) == ["Lê Thị Mận"]
    assert not people.bad


@pytest.mark.parametrize(
    "name", ["Tống Thị Lan", "Công Tằng Tôn Nữ Mai", "Trương Phong", "Kỳ Duyên", "Ký Hòa", "Tổ Trường An"]
)
def test_names_that_look_like_totals_or_signatures_are_people(name: str) -> None:
    people = read(("Họ và tên", "Đơn vị"), (name, "THCS Mẫu"))
    assert len(people.rows) == 1
    assert not people.bad


def test_people_after_a_total_between_two_schools_are_still_read() -> None:
    people = read(HEADER, PERSON, ("", "Cộng", 1), ("", "Người lập"), (2, "Vũ Văn Ổi", "", "THCS Mẫu", ""))
    assert names(people) == ["Lê Thị Mận", "Vũ Văn Ổi"]


def test_a_heading_between_gives_its_unit_when_there_is_no_column_for_it_and_is_told() -> None:
    people = read(
        ("TT", "Họ và tên", "SĐT"),
        ("I. Trường THCS Mẫu",),
        (1, "Lê Thị Mận", "0900000123"),
        ("", "II. Trường THCS Thử"),
        (1, "Vũ Văn Ổi", "0900000456"),
    )
    assert [(person.name, person.unit) for person in people.rows] == [
        ("Lê Thị Mận", "Trường THCS Mẫu"),
        ("Vũ Văn Ổi", "Trường THCS Thử"),
    ]
    assert hints(people) == [HintCode.ROW_IGNORED] * 2


def test_a_school_merged_over_several_rows_belongs_to_each_of_them() -> None:
    people = read(
        ("TT", "Họ và tên", "Đơn vị"),
        (1, "Lê Thị Mận", "THCS Mẫu"),
        (2, "Vũ Văn Ổi"),
        (3, "Hồ Thị Na"),
        merged={(3, 2): 2},
    )
    assert [person.unit for person in people.rows] == ["THCS Mẫu", "THCS Mẫu", None]


@pytest.mark.parametrize(
    ("header", "cell", "problem", "suggestion"),
    [
        ("SĐT", "090000012", RowProblem.PHONE_UNREADABLE, None),
        ("SĐT", "0900000123/0900000456", RowProblem.PHONE_SEVERAL, "+84900000123 / +84900000456"),
        ("Ngày sinh", "31/02/1980", RowProblem.DATE_IMPOSSIBLE, None),
        ("Ngày sinh", "05/25/1980", RowProblem.DATE_IMPOSSIBLE, None),  # the month first
        ("Ngày sinh", "30.2.80", RowProblem.DATE_IMPOSSIBLE, None),
        ("Ngày sinh", "tháng tám", RowProblem.DATE_UNREADABLE, None),
        ("Ngày sinh", "25/9–20/9/2022", RowProblem.DATE_UNREADABLE, None),
        ("Ngày sinh", 3.5, RowProblem.DATE_UNREADABLE, None),
        ("Ngày sinh", True, RowProblem.DATE_UNREADABLE, None),
        ("Ngày sinh", "05/08/2022", RowProblem.DATE_IMPLAUSIBLE, None),
        ("Ngày sinh", date(2022, 8, 5), RowProblem.DATE_IMPLAUSIBLE, None),
        ("Ngày sinh", "05/08/1080", RowProblem.DATE_IMPLAUSIBLE, None),
        ("Email", "man@vd", RowProblem.EMAIL_MALFORMED, None),
        ("Email", "man@gmail,com", RowProblem.EMAIL_MALFORMED, None),
        ("Email", "man.vd.vn", RowProblem.EMAIL_MALFORMED, None),
        ("Email", "a@vd.vn; b@vd.vn", RowProblem.EMAIL_MALFORMED, None),
        ("Vai trò", "Phụ huynh", RowProblem.ROLE_UNKNOWN, None),
        ("Ghi chú", "a" * 2000, RowProblem.TOO_LONG, None),
        ("Đơn vị", "a" * 300, RowProblem.TOO_LONG, None),
    ],
)
def test_a_bad_cell_is_told_with_its_place(header: str, cell: Any, problem: RowProblem, suggestion: str | None) -> None:
    people = one(header, cell)
    [bad] = people.bad
    assert (bad.sheet, bad.row, bad.column, bad.header) == ("DS", 2, "C", header)
    assert (bad.problem, bad.suggestion) == (problem, suggestion)
    assert bad.value
    assert bad.cells == (1, "Lê Thị Mận", cell)
    assert not people.rows


@pytest.mark.parametrize(
    ("cell", "day", "hint"),
    [
        ("05/08/1980", date(1980, 8, 5), None),  # always day first
        ("5-8-1980", date(1980, 8, 5), None),
        ("5.8.1980", date(1980, 8, 5), None),
        (" 05 / 08 / 1980 ", date(1980, 8, 5), None),
        ("ngày 5 tháng 8 năm 1980", date(1980, 8, 5), None),
        ("05081980", date(1980, 8, 5), None),
        (5081980.0, date(1980, 8, 5), None),  # Excel ate the 0
        ("1980-08-05", date(1980, 8, 5), None),
        ("1980-08-05 00:00:00", date(1980, 8, 5), None),
        (date(1980, 8, 5), date(1980, 8, 5), None),
        (datetime(1980, 8, 5, 0, 0), date(1980, 8, 5), None),  # noqa: DTZ001 - as a sheet gives it
        ("５/８/１９８０", date(1980, 8, 5), None),
        (29438.0, date(1980, 8, 5), HintCode.DATE_SERIAL),
        ("29438", date(1980, 8, 5), HintCode.DATE_SERIAL),
        ("5/8/80", date(1980, 8, 5), HintCode.YEAR_GUESSED),
        ("5/8/07", date(2007, 8, 5), HintCode.YEAR_GUESSED),  # 15 years old, at most
        ("5/8/08", date(1908, 8, 5), None),
        ("1980", None, HintCode.DATE_INCOMPLETE),
        (1980.0, None, HintCode.DATE_INCOMPLETE),
        ("8/1980", None, HintCode.DATE_INCOMPLETE),
        ("", None, None),
        ("-", None, None),
    ],
)
def test_birthdays_are_read_as_written_and_never_made_up(cell: Any, day: date | None, hint: HintCode | None) -> None:
    people = one("Ngày sinh", cell)
    if day == date(1908, 8, 5):
        assert [bad.problem for bad in people.bad] == [RowProblem.DATE_IMPLAUSIBLE]
        return
    assert [person.birthday for person in people.rows] == [day]
    assert hints(people) == ([hint] if hint else [])


def test_day_numbers_of_a_1904_workbook_count_from_1904() -> None:
    assert one("Ngày sinh", 27976.0, uses_1904=True).rows[0].birthday == date(1980, 8, 5)


def test_an_old_phone_number_is_taken_as_its_new_one_and_shown() -> None:
    people = one("SĐT", "01234.000.123")
    assert people.rows[0].phone == "+84834000123"
    [hint] = people.hints
    assert (hint.code, hint.value, hint.suggestion) == (HintCode.PHONE_RENUMBERED, "01234.000.123", "+84834000123")
    assert (hint.row, hint.column) == (2, "C")


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("", PersonRole.TRAINEE),
        ("Học viên", PersonRole.TRAINEE),
        ("hoc vien", PersonRole.TRAINEE),
        ("Giảng viên", PersonRole.TRAINER),
        ("BÁO CÁO VIÊN", PersonRole.TRAINER),
        ("Cốt cán", PersonRole.TRAINER),
        ("Ban tổ chức", PersonRole.ORGANIZER),
        ("BTC", PersonRole.ORGANIZER),
        ("Thanh tra", PersonRole.INSPECTOR),
    ],
)
def test_roles_are_known_by_their_words(written: str, role: PersonRole) -> None:
    assert one("Vai trò", written).rows[0].role is role


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NGUYỄN THỊ LAN", "Nguyễn Thị Lan"),
        ("nguyễn thị lan", "Nguyễn Thị Lan"),
        ("  Nguyễn   Thị\u00a0Lan\u200b ", "Nguyễn Thị Lan"),
        ("Nguye\u0302\u0303n Thi\u0323 Lan", "Nguyễn Thị Lan"),  # NFD
        ("Ðỗ Ɖình Đức", "Đỗ Đình Đức"),
        ("Lê Hoà", "Lê Hòa"),
        ("Ngô Thuý", "Ngô Thúy"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Y-Bhiu Êban", "Y-Bhiu Êban"),
        ("Ｌê Lan", "Lê Lan"),
        ("McDonald Lê", "McDonald Lê"),
    ],
)
def test_names_are_cleaned_and_keep_their_marks(written: str, name: str) -> None:
    assert names(read(("Họ và tên", "Đơn vị"), (written, "THCS Mẫu"))) == [name]


@pytest.mark.parametrize("name", ["12345", "???", 46.0, "Lê Lan,0900000123,THCS Mẫu\nVũ Na,0900000456,"])
def test_a_name_without_a_letter_or_with_a_whole_row_in_it_is_told(name: Any) -> None:
    assert [bad.problem for bad in read(HEADER, (1, name, "", "THCS Mẫu")).bad] == [RowProblem.NAME_UNREADABLE]


def test_a_missing_name_is_told_once_with_the_column_it_is_missing_in() -> None:
    [bad] = read(HEADER, PERSON, (2, "", "", "THCS Mẫu", "0900000456")).bad
    assert (bad.row, bad.column, bad.header, bad.problem) == (3, "B", "Họ và tên", RowProblem.NAME_MISSING)


def test_two_problems_of_a_row_are_both_told_and_the_good_rows_taken() -> None:
    people = read(HEADER, PERSON, (2, "Vũ Văn Ổi", "31/02/1980", "THCS Mẫu", "12"), (3, "Hồ Na"))
    assert [(bad.row, bad.problem) for bad in people.bad] == [
        (3, RowProblem.DATE_IMPOSSIBLE),
        (3, RowProblem.PHONE_UNREADABLE),
    ]
    assert names(people) == ["Lê Thị Mận", "Hồ Na"]


def test_a_formula_saved_without_its_value_is_told_even_when_nothing_else_is_in_the_row() -> None:
    people = read(HEADER, PERSON, (2, "Vũ Văn Ổi"), uncomputed=frozenset({(2, 0), (3, 4), (5, 1)}))
    assert [(bad.row, bad.column, bad.problem) for bad in people.bad] == [
        (3, "E", RowProblem.VALUE_UNCOMPUTED),
        (5, "B", RowProblem.VALUE_UNCOMPUTED),
    ]
    assert names(people) == ["Lê Thị Mận"]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+cmd", "@SUM(A1)", "-2+3"])
def test_text_like_a_formula_is_kept_as_text_and_shown(text: str) -> None:
    people = one("Ghi chú", text)
    assert people.rows[0].note == text
    assert hints(people) == [HintCode.FORMULA_LIKE]


def test_a_phone_with_two_names_is_nobody_s_and_both_rows_are_told() -> None:
    people = read(
        HEADER, PERSON, (2, "Vũ Văn Ổi", "", "THCS Mẫu", "+84 900 000 123"), (3, "Hồ Na", "", "", "0900000456")
    )
    assert [(bad.row, bad.problem, bad.suggestion, bad.other, bad.column) for bad in people.bad] == [
        (2, RowProblem.PHONE_OTHER_NAME, "Vũ Văn Ổi", 3, "E"),
        (3, RowProblem.PHONE_OTHER_NAME, "Lê Thị Mận", 2, "E"),
    ]
    assert names(people) == ["Hồ Na"]


def test_a_code_with_two_names_is_told() -> None:
    people = read(("Mã", "Họ và tên"), ("GV1", "Lê Thị Mận"), ("GV1", "Vũ Văn Ổi"), ("GV2", "Hồ Na"))
    assert [bad.problem for bad in people.bad] == [RowProblem.CODE_OTHER_NAME] * 2
    assert names(people) == ["Hồ Na"]


def test_an_identical_row_is_taken_once_and_told() -> None:
    people = read(HEADER, PERSON, (2, "LÊ THỊ MẬN", *PERSON[2:]))
    assert names(people) == ["Lê Thị Mận"]
    [hint] = people.hints
    assert (hint.code, hint.row, hint.other) == (HintCode.SAME_ROW, 3, 2)


def test_the_same_person_in_two_groups_is_one_person_in_both() -> None:
    header = ("Họ và tên", "SĐT", "Nhóm", "Email")
    people = read(header, ("Lê Hòa", "0900000123", "A", ""), ("Lê Hoà", "0900000123", "B", "hoa@vd.vn"))
    [person] = people.rows
    assert (person.groups, person.email) == (("A", "B"), "hoa@vd.vn")
    assert hints(people) == [HintCode.SAME_PERSON]


@pytest.mark.parametrize(
    ("first", "second", "hint"),
    [
        ("Lê Thị Hoa", "Lê Thị Hoa", HintCode.SAME_NAME),
        ("Lê Thị Hoà", "Lê Thị Hòa", HintCode.SAME_NAME),  # two spellings of one name
        ("Lê Thị Hoa", "Lê Thị Hoà", HintCode.NEAR_NAME),  # two names
    ],
)
def test_namesakes_of_one_school_are_both_taken_and_told(first: str, second: str, hint: HintCode) -> None:
    rows = (1, first, "", "THCS Mẫu", "0900000123"), (2, second, "", "THCS Mẫu", "0900000456")
    people = read(HEADER, *rows)
    assert len(people.rows) == 2
    assert [(told.code, told.row, told.other) for told in people.hints] == [(hint, 3, 2)]


def test_namesakes_of_two_schools_are_no_matter() -> None:
    assert not read(HEADER, (1, "Lê Hoa", "", "THCS Mẫu"), (2, "Lê Hoa", "", "THCS Thử")).hints


UNITS = KnownUnits(
    [
        *("Trường THCS Hoa Mai", "Trường Tiểu học Hoa Đào", "Phòng GD&ĐT quận Mẫu", "Trường THCS Hoa Mái"),
        *("Trường THCS Hoa Cũ", "Phòng GD&ĐT Cũ"),
    ],
    aliases={"TH-HOADAO": "Trường Tiểu học Hoa Đào"},
    closed={
        "Trường THCS Hoa Cũ": Closing(TODAY, "Trường THCS Hoa Mai"),
        "Phòng GD&ĐT Cũ": Closing(TODAY),
        "Phòng GD&ĐT quận Mẫu": Closing(TODAY + timedelta(days=1)),
    },
)


@pytest.mark.parametrize(
    ("written", "unit", "hint"),
    [
        ("Trường THCS Hoa Mai", "Trường THCS Hoa Mai", None),
        ("TRƯỜNG  THCS HOA MAI", "Trường THCS Hoa Mai", None),
        ("Tiểu học Hoa Đào", "Trường Tiểu học Hoa Đào", HintCode.UNIT_RESPELT),
        ("TH Hoa Dao", "Trường Tiểu học Hoa Đào", HintCode.UNIT_RESPELT),
        ("TH-HOADAO", "Trường Tiểu học Hoa Đào", HintCode.UNIT_RESPELT),
        ("PGD Q. Mẫu", "Phòng GD&ĐT quận Mẫu", HintCode.UNIT_RESPELT),
        ("Phòng Giáo dục và Đào tạo Quận Mẫu", "Phòng GD&ĐT quận Mẫu", HintCode.UNIT_RESPELT),
        ("THCS Hoa Cũ", "Trường THCS Hoa Mai", HintCode.UNIT_MERGED),
    ],
)
def test_a_unit_is_known_in_all_its_spellings(written: str, unit: str, hint: HintCode | None) -> None:
    people = one("Đơn vị", written, units=UNITS)
    assert [person.unit for person in people.rows] == [unit]
    assert hints(people) == ([hint] if hint else [])


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("Trường Tiểu học Hoa Đàoo", "Trường Tiểu học Hoa Đào"),
        ("THCS Hoa Mai", "Trường THCS Hoa Mai"),  # exact in its marks, but short for two that differ only in marks
        ("Trường Tiểu học Hoa Đáo", "Trường Tiểu học Hoa Đào"),  # other marks are another word
        ("thcs hoa mai x", "Trường THCS Hoa Mai"),
        ("Công ty Điện lực", None),
    ],
)
def test_an_unknown_unit_is_told_with_the_nearest_one(written: str, suggestion: str | None) -> None:
    [bad] = one("Đơn vị", written, units=UNITS).bad
    assert (bad.problem, bad.value, bad.suggestion) == (RowProblem.UNIT_UNKNOWN, written, suggestion)


def test_a_unit_that_is_no_more_is_told_with_the_day() -> None:
    [bad] = one("Đơn vị", "PGD Cũ", units=UNITS).bad
    assert (bad.problem, bad.value, bad.suggestion) == (RowProblem.UNIT_CLOSED, "PGD Cũ", f"{TODAY:%d/%m/%Y}")


def test_a_unit_outside_the_importer_s_own_is_refused() -> None:
    units = KnownUnits(["THCS Mẫu", "THCS Thử"], allowed=frozenset({"THCS Mẫu"}))
    people = read(HEADER, PERSON, (2, "Vũ Văn Ổi", "", "THCS Thử", ""), units=units)
    assert [bad.problem for bad in people.bad] == [RowProblem.UNIT_OUTSIDE]
    assert names(people) == ["Lê Thị Mận"]


@pytest.mark.parametrize(
    "names_", [["NguyÔn V¨n B×nh", "TrÇn ThÞ Hång", "Ph¹m Hoµng"], ["Nguyeãn Vaên Bình", "Traàn Thò Hoàng", "Leâ Vaân"]]
)
def test_a_list_typed_in_an_old_font_is_refused_as_a_whole(names_: list[str]) -> None:
    with pytest.raises(FileRefused) as refused:
        read(HEADER, *[(index, name, "", "THCS", "") for index, name in enumerate(names_, 1)])
    assert refused.value.code is FileProblem.OLD_FONT
    assert refused.value.values == {"sheet": "DS", "row": 2, "column": "B", "value": names_[0]}


def test_one_name_in_an_old_font_among_many_is_a_bad_row() -> None:
    people = read(
        HEADER, *[(index, f"Lê Văn {letter}", "", "THCS") for index, letter in enumerate("ABCDE")], (9, "Ph¹m Hoµng")
    )
    assert [(bad.row, bad.problem) for bad in people.bad] == [(7, RowProblem.OLD_FONT)]
    assert len(people.rows) == 5


def test_a_foreign_name_is_no_old_font() -> None:
    assert names(read(HEADER, (1, "François Müller"), (2, "Lê Văn A"))) == ["François Müller", "Lê Văn A"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            [("TT", "Thời gian", "Nội dung", "Địa điểm"), (1, "7h30", "Khai giảng", "Hội trường")],
            FileProblem.WRONG_TEMPLATE_PLAN,
        ),
        ([("TT", "Thời gian", "Nội dung", "Giáo viên", "Địa điểm"), (1,)], FileProblem.WRONG_TEMPLATE_PLAN),
        ([("Mã", "Đơn vị", "SĐT"), ("GV1", "THCS", "0900000123")], FileProblem.COLUMN_MISSING),
        ([("a", "b"), (1, 2)], FileProblem.NO_TABLE),
        ([], FileProblem.NO_TABLE),
        ([("TT", "Hä vµ tªn", "Ngµy sinh"), (1, "NguyÔn V¨n B×nh")], FileProblem.OLD_FONT),
        ([("TT", "Hoï vaø teân", "Ngaøy sinh"), (1, "Traàn Thò Hoàng")], FileProblem.OLD_FONT),
        ([HEADER], FileProblem.NO_ROWS),
        ([HEADER, (1,), (2,), ("", "Tổng cộng")], FileProblem.NO_ROWS),
    ],
)
def test_what_is_no_list_of_people_is_told_as_what_it_is(rows: list[tuple[Any, ...]], code: FileProblem) -> None:
    with pytest.raises(FileRefused) as refused:
        read(*rows)
    assert refused.value.code is code


def test_a_file_whose_only_list_is_hidden_is_told_so() -> None:
    with pytest.raises(FileRefused) as refused:
        read_people([sheet(("x",)), sheet(name="Ẩn", hidden=True)], today=TODAY)
    assert (refused.value.code, refused.value.values) == (FileProblem.HIDDEN, {"sheet": "Ẩn"})


def test_several_sheets_are_read_and_those_left_out_are_told() -> None:
    sheets = [
        sheet(HEADER, PERSON, name="THCS Mẫu"),
        sheet(HEADER, (1, "Vũ Văn Ổi"), name="THCS Thử"),
        sheet(("x",), name="Biểu đồ"),
        sheet(("Cách điền",), name="Hướng dẫn"),
        sheet(name="Trống"),
        sheet(name="Ẩn", hidden=True),
    ]
    people = read_people(sheets, today=TODAY)
    assert [(person.sheet, person.row) for person in people.rows] == [("THCS Mẫu", 2), ("THCS Thử", 2)]
    assert [(hint.sheet, hint.code) for hint in people.hints] == [
        ("Biểu đồ", HintCode.SHEET_IGNORED),
        ("Ẩn", HintCode.SHEET_HIDDEN),
    ]


def test_a_column_that_says_nothing_to_us_is_told_and_not_stored() -> None:
    people = one("Số CCCD", "000000000000")
    [hint] = people.hints
    assert (hint.code, hint.column, hint.header) == (HintCode.COLUMN_UNKNOWN, "C", "Số CCCD")


def test_a_single_name_cell_beside_an_empty_title_is_still_a_whole_name() -> None:
    people = read(
        ("Họ và tên", "", "SĐT"), ("Lê Thị Mận", "", "0900000123"), ("Vũ Ổi", "(tổ trưởng)", "0900000456"), ("Na", "")
    )
    assert names(people) == ["Lê Thị Mận", "Vũ Ổi", "Na"]


def test_what_our_own_csv_protects_comes_back_as_it_was() -> None:
    assert one("Ghi chú", "'=1+1").rows[0].note == "=1+1"
    assert one("SĐT", "'+84900000123").rows[0].phone == "+84900000123"


def test_the_example_row_of_a_template_is_nobody() -> None:
    assert names(read(HEADER, ("VD", "Nguyễn Văn A", "", "", ""), PERSON)) == ["Lê Thị Mận"]


@pytest.mark.parametrize("text", ["(" * 32_000, "a" * 32_000, "a." * 16_000, "1 " * 16_000, "ngày tháng " * 3_000])
def test_cells_as_long_as_excel_allows_take_no_time(text: str) -> None:
    started = process_time()
    read(("TT", "Họ và tên", "Ngày sinh", "Đơn vị", "SĐT", "Email", "Nhóm", "Vai trò"), (text,) * 8, ("", *(text,) * 7))
    assert process_time() - started < 1


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from(["Họ và tên", "SĐT", "Tổng", "Đơn vị"]),
)


@given(st.lists(st.lists(CELLS, max_size=6).map(tuple), max_size=8))
def test_no_sheet_breaks_it(rows: list[tuple[Any, ...]]) -> None:
    for body in (rows, [HEADER, *rows]):
        try:
            people = read_people([Sheet("DS", tuple(body))], today=TODAY, units=UNITS)
        except FileRefused:
            continue
        places = {(row.sheet, row.row) for row in people.rows}
        assert not places & {(bad.sheet, bad.row) for bad in people.bad}
        assert all(person.name for person in people.rows)
