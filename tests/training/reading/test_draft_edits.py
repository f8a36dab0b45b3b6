"""What is said about a draft, as edits: usual sentences, none for questions, and any text gives an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.intents import Part
from training.plan import Kind
from training.reading.draft_deeds import Deed, Edit
from training.reading.draft_edits import LONGEST, MOST_EDITS, read_edits
from training.reading.draft_whole import meant_of

ROWS: list[tuple[str, Deed, tuple[int, ...], dict[str, Any]]] = [
    ("buổi 3 lùi sang 14h", Deed.TIME, (3,), {"words": "lùi sang 14h"}),
    ("buoi 3 lui sang 14h", Deed.TIME, (3,), {"words": "lui sang 14h"}),
    ("dời buổi 2 sang 13/12", Deed.TIME, (2,), {"words": "sang 13/12"}),
    ("buổi thứ 2 chuyển sang sáng thứ Bảy 8h", Deed.TIME, (2,), {}),
    ("mục 4: 7h30-11h ngày 12/12", Deed.TIME, (4,), {}),
    ("buổi đầu tiên sang 8h", Deed.TIME, (1,), {}),
    ("buổi cuối sang 8h", Deed.TIME, (-1,), {}),
    ("buổi ba sang 8h", Deed.TIME, (3,), {}),
    ("buổi 3 lùi 1 tuần", Deed.SHIFT, (3,), {"shift": timedelta(weeks=1)}),
    ("buổi 3 lùi lại 2 ngày", Deed.SHIFT, (3,), {"shift": timedelta(days=2)}),
    ("buổi 3 sớm hơn 30 phút", Deed.SHIFT, (3,), {"shift": timedelta(minutes=-30)}),
    ("buổi 3 muộn hơn 1 tiếng rưỡi", Deed.SHIFT, (3,), {"shift": timedelta(minutes=90)}),
    ("buổi 3 đẩy lên nửa tiếng", Deed.SHIFT, (3,), {"shift": timedelta(minutes=-30)}),
    ("buổi 2 chuyển sang phòng ảo https://meet.example.vn/abc", Deed.LINK, (2,), {}),
    ("buổi 2 tại Hội trường B", Deed.PLACE, (2,), {"words": "Hội trường B"}),
    ("đổi địa điểm buổi 2 thành Trường A", Deed.PLACE, (2,), {"words": "Trường A"}),
    ("buổi 2 chuyển về Hội trường A", Deed.PLACE, (2,), {"words": "Hội trường A"}),
    ("xoá buổi 4", Deed.DELETE, (4,), {}),
    ("xóa giúp em buổi 4", Deed.DELETE, (4,), {}),
    ("bỏ buổi 4, 5 và 7", Deed.DELETE, (4, 5, 7), {}),
    ("huỷ buổi 4-6", Deed.DELETE, (4, 5, 6), {}),
    ("buổi 3 bỏ đi", Deed.DELETE, (3,), {}),
    ("buổi 5 là hạn nộp", Deed.KIND, (5,), {"kind": Kind.DEADLINE}),
    ("buổi 5 học trực tuyến", Deed.KIND, (5,), {"kind": Kind.VIRTUAL}),
    ("buổi 5 là tự học LMS", Deed.KIND, (5,), {"kind": Kind.LMS}),
    ("buổi 5 đổi thành hội nghị", Deed.KIND, (5,), {"kind": Kind.MEETING}),
    ("buổi 2 đổi tên thành Khai mạc", Deed.TITLE, (2,), {"words": "Khai mạc"}),
    ("đổi tên buổi 2 thành Khai mạc", Deed.TITLE, (2,), {"words": "Khai mạc"}),
    ("buổi 3 dành cho giáo viên tiểu học", Deed.AUDIENCE, (3,), {"words": "giáo viên tiểu học"}),
    ("buổi 3-5 vào lớp Toán 9", Deed.COURSE, (3, 4, 5), {"words": "Toán 9"}),
    ("xem buổi 2", Deed.SHOW, (2,), {}),
    ("buổi 2", Deed.SHOW, (2,), {}),
    ("thêm buổi sáng 12/12 7h30-11h tại Hội trường B", Deed.ADD, (), {"place": "Hội trường B", "title": None}),
    ("bổ sung hạn nộp báo cáo 20/12", Deed.ADD, (), {"kind": Kind.DEADLINE, "title": "hạn nộp báo cáo"}),
    ("thêm buổi đọc sách 14h ngày 12/12 https://meet.example.vn/x", Deed.ADD, (), {"kind": Kind.VIRTUAL}),
    ("hoàn tác", Deed.UNDO, (), {}),
    ("công bố nhé", Deed.PUBLISH, (), {}),
    ("số kế hoạch là 12/KH-SGDĐT", Deed.NUMBER, (), {"words": "12/KH-SGDĐT"}),
    ("ngày ban hành 5/9/2022", Deed.ISSUED, (), {"words": "5/9/2022"}),
    ("mã lớp là TOAN-9", Deed.CODE, (), {"words": "TOAN-9"}),
    ("lớp là NN-2022", Deed.CODE, (), {"words": "NN-2022"}),
    ("đổi tên lớp thành Tiếng Anh đợt 1", Deed.NAME, (), {"words": "Tiếng Anh đợt 1"}),
    ("tên kế hoạch là Tập huấn hè", Deed.HEADING, (), {"words": "Tập huấn hè"}),
    ("gộp buổi 2 và 3", Deed.MERGE, (2, 3), {}),
    ("gop buoi 2 voi buoi 3 thanh mot buoi nhe", Deed.MERGE, (2, 3), {}),
    ("nhập các buổi 2-4 lại", Deed.MERGE, (2, 3, 4), {}),
    (
        "tách buổi 3 thành sáng 7h30-11h và chiều 13h30-17h",
        Deed.SPLIT,
        (3,),
        {"words": "sáng 7h30-11h và chiều 13h30-17h"},
    ),
    ("chia buoi 3 lam hai buoi: 7h30-9h, 9h15-11h", Deed.SPLIT, (3,), {"words": "7h30-9h, 9h15-11h"}),
    ("nhờ em tách buổi 3 ra", Deed.SPLIT, (3,), {"words": ""}),
    ("đổi chỗ buổi 2 với buổi 3", Deed.SWAP, (2, 3), {}),
    ("đổi buổi 2 và buổi 3 cho nhau", Deed.SWAP, (2, 3), {}),
    ("đổi buổi 2 và 3 sang 14h", Deed.TIME, (2, 3), {}),
    ("buổi 2 kết thúc lúc 11h30", Deed.END, (2,), {"words": "11h30"}),
    ("buổi 6 kéo dài đến 14/12", Deed.END, (6,), {"words": "14/12"}),
    ("buổi 6 kéo dài thêm 30 phút", Deed.END, (6,), {"shift": timedelta(minutes=30)}),
    ("buổi 2 chuyển đến 14h", Deed.TIME, (2,), {}),
    ("hoãn buổi 4", Deed.OPEN, (4,), {}),
    ("buổi 4 hoãn đến khi có thông báo", Deed.OPEN, (4,), {}),
    ("buổi 4 chưa có lịch", Deed.OPEN, (4,), {}),
    ("đối tượng buổi 2 là GV tiếng Anh", Deed.AUDIENCE, (2,), {"words": "GV tiếng Anh"}),
    ("chỉ tiêu buổi 2: 40 người", Deed.QUOTA, (2,), {}),
    ("buổi 2 số lượng 40", Deed.QUOTA, (2,), {"words": "40"}),
    ("hình thức buổi 2 là trực tuyến", Deed.KIND, (2,), {"kind": Kind.VIRTUAL}),
    ("tất cả các buổi sáng bắt đầu lúc 8h", Deed.TIME, (), {"all": True, "part": Part.MORNING}),
    ("tất cả các buổi sang 8h", Deed.TIME, (), {"all": True, "part": None}),
    ("buổi sáng 10/12 chuyển sang 8h", Deed.TIME, (), {"day": "10/12", "part": Part.MORNING}),
    ("buổi chiều 11/12 bỏ", Deed.DELETE, (), {"day": "11/12", "part": Part.AFTERNOON}),
    ("các buổi ngày 10/12 tại Hội trường B", Deed.PLACE, (), {"day": "10/12"}),
    ("buổi 2 - 3 sang 8h", Deed.TIME, (2, 3), {}),
    ("câu gốc của buổi 2", Deed.SHOW, (2,), {}),
    ("buổi 2 đọc từ đâu?", Deed.SHOW, (2,), {}),
    ("danh sách", Deed.LIST, (), {}),
    ("xem lại bản nháp nhé", Deed.LIST, (), {}),
    ("còn gì chưa rõ?", Deed.ASK, (), {}),
    ("xoá hết", Deed.DISCARD, (), {}),
    ("huỷ", Deed.ASIDE, (), {}),
    ("để sau nhé", Deed.ASIDE, (), {}),
    ("lưu lại", Deed.LIST, (), {}),
    ("buổi 2 tại phòng họp tầng 2 nhé", Deed.PLACE, (2,), {"words": "phòng họp tầng 2"}),
    ("bỏ bản nháp này", Deed.DISCARD, (), {}),
]


@pytest.mark.parametrize(("text", "deed", "numbers", "values"), ROWS, ids=[row[0] for row in ROWS])
def test_a_sentence_is_one_edit(text: str, deed: Deed, numbers: tuple[int, ...], values: dict[str, Any]) -> None:
    [edit] = read_edits(text)
    assert (edit.deed, edit.numbers) == (deed, numbers)
    assert {name: getattr(edit, name) for name in values} == values


SEVERAL: list[tuple[str, list[tuple[Deed, tuple[int, ...]]]]] = [
    ("buổi 3 sang 14h; buổi 4 sang 15h30", [(Deed.TIME, (3,)), (Deed.TIME, (4,))]),
    ("buổi 3 sang 14h, buổi 4 sang 15h30", [(Deed.TIME, (3,)), (Deed.TIME, (4,))]),
    ("buổi 3 lùi sang 14h và buổi 4 xoá", [(Deed.TIME, (3,)), (Deed.DELETE, (4,))]),
    ("xoá buổi 2\nbuổi 5 là hạn nộp", [(Deed.DELETE, (2,)), (Deed.KIND, (5,))]),
    ("buổi 3 lùi sang 14h tại Hội trường B", [(Deed.TIME, (3,)), (Deed.PLACE, (3,))]),
    ("buổi 3 tại Hội trường B lúc 14h ngày 13/12", [(Deed.TIME, (3,)), (Deed.PLACE, (3,))]),
]


@pytest.mark.parametrize(("text", "deeds"), SEVERAL, ids=[row[0] for row in SEVERAL])
def test_several_edits_stand_in_one_message(text: str, deeds: list[tuple[Deed, tuple[int, ...]]]) -> None:
    assert [(edit.deed, edit.numbers) for edit in read_edits(text)] == deeds


def test_all_sessions_may_be_meant() -> None:
    [edit] = read_edits("tất cả các buổi chuyển sang phòng ảo https://meet.example.vn/abc")
    assert edit == Edit(Deed.LINK, all=True, words="https://meet.example.vn/abc")


NOTHING = [
    *("", "buổi 3 ở đâu?", "buổi 3 mấy giờ", "khi nào tôi học", "em bị ốm xin nghỉ buổi 3", "cảm ơn", "tuần này có gì"),
    *("xoá", "thêm buổi", "thêm buổi ở Hội trường B", "bỏ buổi 3 sang tuần sau được không ạ", "tất cả các buổi"),
    *("buổi sáng", "3", "xoá buổi 4 và hỏi giúp em việc khác", "lùi sang 14h", "điểm danh 4821", "buổi 3 hay quá"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_edit_is_left_to_others(text: str) -> None:
    assert read_edits(text) == ()


MISREAD: list[tuple[str, int | None]] = [
    ("buổi 2 sang 25h", 2),
    ("buổi 3 sang ngày 31/11", 3),
    ("buổi 2 do cô Lan dạy", 2),
    ("tách đôi buổi 6", 6),
    ("thêm buổi họp tại Trường X", 0),
    ("ngày ban hành là 32/12/2022", 0),
    ("buổi 4 tại đâu?", 4),
    ("em bị ốm xin nghỉ buổi 3", None),
    ("điểm danh buổi 2", None),
    ("buổi 3 của tôi ở đâu?", None),
    ("tuần này có lịch gì không", None),
    ("buổi 7h30 chuyển sang 8h", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "number"), MISREAD, ids=[text or "nothing" for text, _ in MISREAD])
def test_what_was_meant_as_an_edit_is_known_as_such(text: str, number: int | None) -> None:
    assert (read_edits(text), meant_of(text)) == ((), number)


PIECES = st.sampled_from(
    [
        *(
            "buổi",
            "buoi",
            "3",
            "4-900",
            "99",
            "0",
            "lùi",
            "sang",
            "14h",
            "25h",
            "31/2",
            "12/12",
            "xoá",
            "thêm",
            "tại",
            ";",
        ),
        *(
            "và",
            ",",
            "https://x",
            "là",
            "hạn",
            "lớp",
            "cuối",
            "tất cả các buổi",
            "\n",
            "phút",
            "nửa",
            "tiếng",
            "²",
            "½",
        ),
        *("số", "12/KH", "mã lớp", "hoàn tác", "dành cho", "ngày ban hành", "Đ", "\u0301", "\x00", "?"),
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=14).map(" ".join)))
def test_any_text_gives_an_answer(text: str) -> None:
    edits = read_edits(text)
    assert len(edits) <= MOST_EDITS
    assert all(isinstance(edit.deed, Deed) for edit in edits)
    assert all(number for edit in edits for number in edit.numbers) or "0" in text


def test_a_very_long_text_is_read_only_at_its_beginning() -> None:
    assert read_edits("buổi 3 lùi sang 14h" + " " * LONGEST + "; xoá buổi 4") == read_edits("buổi 3 lùi sang 14h")
