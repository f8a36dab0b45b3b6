"""What is said about a draft, as edits: usual sentences, none for questions, and any text gives an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.plan import Kind
from training.reading.draft_edits import LONGEST, MOST_EDITS, Deed, Edit, read_edits

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
