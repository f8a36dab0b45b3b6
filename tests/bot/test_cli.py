"""The commands of the interface: what they print, what they store, and with which code they end."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest

from storage import migrate
from tests.bot.shell import Shell

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "examples" / "plans" / "a-hai-phong-ngoai-khoa-2022.yaml"
UNITS = ROOT / "examples" / "units.yaml"
ROSTER = ROOT / "examples" / "people" / "plan-a.csv"
LIST = """Mã,Họ và tên,Ngày sinh,Đơn vị,SĐT
GV1,Trần Thị Mơ,05/08/1980,THCS Hoa Mai,0900000001
GV2,Lê Văn Mận,31/02/1980,THCS Hoa Mai,0900000002
GV3,,,THCS Hoa Mai,0900000003
"""


def pdf_text(path: Path) -> str:
    with pdfplumber.open(path) as pdf:
        return " ".join(pdf.pages[0].extract_text().split())


@pytest.fixture
def people_file(tmp_path: Path) -> Path:
    path = tmp_path / "ds.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


class TestPeople:
    def test_nothing_comes_in_where_the_corrections_could_not_be_written(
        self, shell: Shell, people_file: Path, tmp_path: Path
    ) -> None:
        nowhere = tmp_path / "khong-co" / "sua.xlsx"
        assert str(nowhere.parent) in shell.refused("people", "import", people_file, "--corrections", nowhere)
        assert shell.json("people", "list") == []

    def test_a_list_comes_in_and_is_listed(self, shell: Shell, people_file: Path) -> None:
        report = shell.json("people", "import", people_file)
        assert (report["added"], report["changed"], report["unchanged"], report["id"]) == (1, 0, 0, 1)
        assert [(bad["row"], bad["problem"], bad["column"]) for bad in report["bad"]] == [
            (3, "date_impossible", "C"),
            (4, "name_missing", "B"),
        ]
        assert shell.json("people", "list") == [
            {
                "code": "GV1",
                "name": "Trần Thị Mơ",
                "unit": "THCS Hoa Mai",
                "role": "trainee",
                "phone": "+84900000001",
                "groups": [],
            }
        ]

    def test_the_report_for_people_says_sheet_row_and_column(self, shell: Shell, people_file: Path) -> None:
        assert shell("people", "import", people_file) == 0
        assert "Trang “ds”, dòng 3, cột C (Ngày sinh): “31/02/1980” không có trong lịch." in shell.out

    def test_bad_rows_come_back_in_a_file_that_can_be_mended_and_sent_again(
        self, shell: Shell, people_file: Path, tmp_path: Path
    ) -> None:
        import openpyxl

        shell("people", "import", people_file, "--corrections", tmp_path / "sua.xlsx")
        book = openpyxl.load_workbook(tmp_path / "sua.xlsx")
        sheet = book.active
        assert sheet is not None
        assert [cell.value for cell in sheet[2]][:2] == ["GV2", "Lê Văn Mận"]
        sheet["C2"], sheet["B3"] = "01/02/1980", "Võ Na"
        book.save(tmp_path / "sua.xlsx")
        book.close()
        assert shell.json("people", "import", tmp_path / "sua.xlsx")["added"] == 2

    def test_a_trial_run_stores_nothing(self, shell: Shell, people_file: Path) -> None:
        assert shell.json("people", "import", people_file, "--dry-run")["added"] == 1
        assert shell.json("people", "list") == []

    def test_only_a_unit_and_what_is_below_it(self, shell: Shell) -> None:
        shell("units", "import", UNITS)
        shell("people", "import", ROSTER)
        school = shell.json("people", "list", "--unit", "TH-SAOBIEN")
        assert {row["unit"] for row in school} == {"Trường Tiểu học Sao Biển"}
        assert shell.json("people", "list", "--unit", "trường tiểu học sao biển") == school
        assert "TH-KHONGCO" in shell.refused("people", "list", "--unit", "TH-KHONGCO")

    def test_every_look_at_the_list_is_in_the_log(self, shell: Shell, sqlite_url: str) -> None:
        shell("people", "list")
        with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
            assert connection.execute("SELECT who, action FROM audit").fetchall() == [("cli", "list_people")]
        connection.close()

    def test_an_import_is_taken_back_by_its_number(self, shell: Shell, people_file: Path) -> None:
        shell("people", "import", people_file)
        assert shell.json("import", "undo", 1)["undone"] == 1
        assert shell.json("people", "list") == []
        assert "1" in shell.refused("import", "undo", 1)
        assert "7" in shell.refused("import", "undo", 7)

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("trong.csv", b""),
            ("web.xlsx", b"<html><body><table><tr><td>x</td></tr></table></body></html>"),
            ("anh.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 50),
            ("cut.xlsx", b"PK\x03\x04" + b"\x00" * 30),
            ("la.csv", b"a,b\n1,2\n"),
            ("lich.csv", "Thời gian,Nội dung,Địa điểm,Hình thức\n10/12/2022,Học,Hội trường,trực tiếp\n".encode()),
            ("khong-ai.csv", "Họ và tên,Đơn vị,SĐT\n".encode()),
        ],
    )
    def test_a_file_that_is_no_list_gets_one_sentence(
        self, shell: Shell, tmp_path: Path, name: str, content: bytes
    ) -> None:
        (tmp_path / name).write_bytes(content)
        assert len(shell.refused("people", "import", tmp_path / name).splitlines()) == 1
        assert shell.json("people", "list") == []

    def test_a_list_without_one_good_row_is_the_input_s_fault(self, shell: Shell, tmp_path: Path) -> None:
        path = tmp_path / "ds.csv"
        path.write_text("Họ và tên,SĐT\nTrần Thị Mơ,12\n", encoding="utf-8")
        assert shell("people", "import", path) == 1
        assert "dòng 2" in shell.out
        assert len(shell.err.splitlines()) == 1

    def test_a_missing_file_and_a_folder_get_one_sentence(self, shell: Shell, tmp_path: Path) -> None:
        for place in (tmp_path / "ở đâu.csv", tmp_path):
            assert str(place) in shell.refused("people", "import", place)


class TestPlans:
    def test_a_plan_comes_in_is_listed_and_shown(self, shell: Shell) -> None:
        shell("units", "import", UNITS)
        assert shell.json("plan", "import", PLAN)["added"] == 7
        assert shell.json("plan", "import", PLAN)["unchanged"] == 7
        [row] = shell.json("plan", "list")
        assert set(row) == {"code", "number", "title", "courses"}
        shown = shell.json("plan", "show", row["code"])
        assert set(shown) == {"number", "title", "issuer", "issued", "activities", "anomalies", "code", "courses"}
        assert {"code": "HP-NK-2022", "title": "Tổ chức hoạt động ngoại khóa tiếng Anh"} in shown["courses"]
        keys = {"title_key", "kind", "start", "end", "precision", "place", "audience", "lead", "quota", "evidence"}
        assert all(set(one) == keys for one in shown["activities"])
        assert shell("plan", "show", row["code"]) == 0
        assert "Thứ Bảy, 10/12/2022, 7h30–11h00" in shell.out

    def test_a_roster_comes_into_its_course_and_no_other(self, shell: Shell) -> None:
        shell("units", "import", UNITS)
        shell("plan", "import", PLAN)
        report = shell.json("roster", "import", ROSTER, "--course", "HP-NK-2022")
        assert (report["added"], report["bad"]) == (126, [])
        assert "HP-NK-2022" in shell.refused("roster", "import", ROSTER, "--course", "KHONG-CO")
        assert shell("roster", "import", ROSTER) == 2

    def test_a_document_is_read_into_a_draft_and_nothing_stored(self, shell: Shell, tmp_path: Path) -> None:
        path = tmp_path / "kh.txt"
        path.write_text("KẾ HOẠCH\nTập huấn giáo viên\n1. Học trực tiếp ngày 10/12/2022.\n", encoding="utf-8")
        draft = shell.json("plan", "read", path)
        assert set(draft) == {"number", "title", "issuer", "issued", "activities", "anomalies"}
        assert [one["start"] for one in draft["activities"]] == ["2022-12-10"]
        assert shell("plan", "read", path) == 0
        assert shell.json("plan", "list") == []
        assert shell.refused("plan", "import", path).startswith("Văn bản còn chỗ chưa rõ")

    def test_a_broken_plan_file_is_told_by_its_lines(self, shell: Shell, tmp_path: Path) -> None:
        path = tmp_path / "kh.yaml"
        path.write_text("code: K\ntitle: [\n", encoding="utf-8")
        assert "dòng" in shell.refused("plan", "import", path).lower()
        assert "KH9" in shell.refused("plan", "show", "KH9")


class TestFilesOut:
    @pytest.mark.parametrize("kind", ["people", "roster", "plan"])
    def test_a_template_that_nobody_filled_in_is_told_as_empty(self, shell: Shell, tmp_path: Path, kind: str) -> None:
        path = tmp_path / "mau.xlsx"
        assert shell("template", kind, "--out", path) == 0
        shell.refused(*(("plan", "import") if kind == "plan" else ("people", "import")), path)
        assert shell("template", "cake", "--out", path) == 2

    @pytest.mark.parametrize("kind", [("people",), ("attendance", "--course", "HP-NK-2022"), ("unreached",)])
    def test_a_report_has_a_row_for_each_person(self, shell: Shell, tmp_path: Path, kind: tuple[str, ...]) -> None:
        shell("units", "import", UNITS)
        shell("plan", "import", PLAN)
        shell("roster", "import", ROSTER, "--course", "HP-NK-2022")
        for name in ("bc.csv", "bc.xlsx"):
            assert shell("report", *kind, "--out", tmp_path / name) == 0
        lines = (tmp_path / "bc.csv").read_text("utf-8-sig").splitlines()
        assert len(lines) - 1 == (120 if kind[0] == "attendance" else 126)
        assert (tmp_path / "bc.xlsx").read_bytes().startswith(b"PK")

    def test_attendance_comes_as_papers_to_sign(self, shell: Shell, tmp_path: Path) -> None:
        shell("units", "import", UNITS)
        shell("plan", "import", PLAN)
        shell("roster", "import", ROSTER, "--course", "HP-NK-2022")
        course = ("--course", "HP-NK-2022")
        begins = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK"}
        for kind, suffix in (("day", "pdf"), ("course", "docx"), ("units", "xlsx")):
            path = tmp_path / f"giay.{suffix}"
            assert shell("report", f"attendance-{kind}", *course, "--out", path) == 0
            assert path.read_bytes().startswith(begins[suffix])
        path = tmp_path / "danh-sach"
        assert shell("report", "attendance", *course, "--out", path, "--format", "pdf") == 0
        assert path.read_bytes().startswith(b"%PDF")
        assert shell("report", "attendance-day", *course, "--out", path, "--format", "csv") == 2
        shell.refused("report", "attendance-day", *course, "--day", "2022-12-25", "--out", path, "--format", "pdf")

    def test_reports_of_nothing_known_are_wrong_usage_or_input(self, shell: Shell, tmp_path: Path) -> None:
        assert shell("report", "cake", "--out", tmp_path / "x.csv") == 2
        assert shell("report", "attendance", "--out", tmp_path / "x.csv") == 2
        shell.refused("report", "attendance", "--course", "L9", "--out", tmp_path / "x.csv")

    def test_cards_carry_codes_that_bind(self, shell: Shell, people_file: Path, tmp_path: Path) -> None:
        shell("people", "import", people_file)
        words = ("cards", "--unit", "THCS Hoa Mai", "--bot", "taphuan_bot", "--out", tmp_path / "the.pdf")
        assert shell(*words) == 0
        assert "Quét mã QR" in pdf_text(tmp_path / "the.pdf")
        assert shell(*words[:3], "--out", tmp_path / "the.pdf") == 0  # the code alone opens no chat
        assert "Thầy/cô gửi mã này cho bot." in (said := pdf_text(tmp_path / "the.pdf"))
        assert "Quét mã QR" not in said
        shell.refused("cards", "--unit", "THCS Hoa Sen", "--out", tmp_path / "the.pdf")


class TestTheHouse:
    def test_a_new_database_is_made_by_the_first_command(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("TAPHUAN_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/moi/taphuan.db")
        assert shell("doctor") == 0
        assert not (tmp_path / "moi").exists()
        assert shell.json("plan", "list") == []
        assert migrate.is_current(f"sqlite:///{tmp_path}/moi/taphuan.db")

    def test_a_database_of_another_version_is_told_and_can_be_backed_up(
        self, shell: Shell, sqlite_url: str, tmp_path: Path
    ) -> None:
        with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '0000'")
        connection.close()
        assert "migrate" in shell.refused("plan", "list")
        assert shell("doctor") == 1
        assert shell("backup", tmp_path / "b.db") == 0
        assert "0000" in shell.refused("migrate")  # of a version that this program does not know

    def test_what_is_backed_up_is_restored(self, shell: Shell, people_file: Path, tmp_path: Path) -> None:
        shell("people", "import", people_file)
        assert shell("backup", tmp_path / "b.db") == 0
        assert str(tmp_path / "b.db") in shell.refused("backup", tmp_path / "b.db")
        shell("import", "undo", 1)
        assert shell("restore", tmp_path / "b.db") == 0
        assert len(shell.json("people", "list")) == 1
        shell.refused("restore", people_file)
        shell.refused("restore", tmp_path / "khong-co.db")

    @pytest.mark.parametrize(
        ("name", "value"),
        [("TAPHUAN_SEND_RATE", "nhanh"), ("TAPHUAN_QUIET_HOURS", "đêm"), ("TAPHUAN_WEB_LISTEN", "8080")],
    )
    def test_a_wrong_setting_is_named(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        monkeypatch.setenv(name, value)
        assert name in shell.refused("plan", "list")
        assert shell("doctor") == 1

    def test_an_empty_setting_is_an_unset_one(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("TAPHUAN_QUIET_HOURS", "TAPHUAN_ADMINS", "TAPHUAN_SEND_RATE", "TAPHUAN_NOW"):
            monkeypatch.setenv(name, "")
        assert shell("doctor") == 0

    @pytest.mark.parametrize("words", [["backup"], ["report", "people", "--out"], ["template", "plan", "--out"]])
    def test_what_cannot_be_written_is_told_by_its_name(self, shell: Shell, tmp_path: Path, words: list[str]) -> None:
        said = shell.refused(*words, tmp_path / "khong-co" / "x.xlsx")
        assert str(tmp_path / "khong-co") in said
        assert ".part" not in said
        assert str(tmp_path) in shell.refused(*words, tmp_path)

    @pytest.mark.parametrize(("kind", "ending"), [("people", "pdf"), ("unreached", "docx"), ("attendance-day", "csv")])
    def test_a_report_is_never_something_else_than_its_ending_says(
        self, shell: Shell, tmp_path: Path, kind: str, ending: str
    ) -> None:
        assert shell("report", kind, "--course", "X", "--out", tmp_path / f"r.{ending}") == 2
        assert ending in shell.err
        assert not list(tmp_path.glob("r.*"))

    def test_the_token_is_nowhere_in_what_is_printed(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TAPHUAN_TELEGRAM_TOKEN", "123456:" + "S" * 35)
        monkeypatch.setenv("TAPHUAN_TELEGRAM_API_URL", "http://127.0.0.1:9")
        assert shell("doctor") == 1
        assert "SSSS" not in shell.out + shell.err

    def test_a_database_that_cannot_be_reached_gets_one_sentence(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "rac.db").write_bytes(b"not a database at all, but long enough to be one" * 30)
        monkeypatch.setenv("TAPHUAN_DATABASE_URL", f"sqlite:///{tmp_path}/rac.db")
        assert len(shell.refused("plan", "list").splitlines()) == 1
        assert shell("doctor") == 1

    def test_a_mistake_of_ours_gets_a_number_and_no_traceback(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("storage.plans.plan_list", lambda db: 1 / 0)
        assert shell("plan", "list") == 3
        log, sentence = shell.err.strip().splitlines()
        reference = log.split("reference=")[1].split()[0]
        assert "ZeroDivisionError" in log
        assert reference in sentence

    @pytest.mark.parametrize(
        "words",
        [["cake"], ["plan"], ["plan", "show"], ["import", "undo", "x"], ["people", "list", "--cake"], ["ask", "x"]],
    )
    def test_wrong_usage_ends_with_2(self, shell: Shell, words: list[str]) -> None:
        assert shell(*words) == 2
        assert shell.out == "" or words == ["plan"]

    def test_english_is_spoken_when_asked(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch, people_file: Path
    ) -> None:
        monkeypatch.setenv("TAPHUAN_LANGUAGE", "en")
        assert shell.refused("plan", "show", "X") == "There is no plan with the code “X”."


def test_asking_as_nobody_is_the_input_s_fault(shell: Shell) -> None:
    assert "GV9" in shell.refused("ask", "khi nào tôi học", "--as", "GV9")


def test_what_the_bot_would_answer_is_printed_and_not_stored(shell: Shell) -> None:
    shell("units", "import", UNITS)
    shell("plan", "import", PLAN)
    shell("roster", "import", ROSTER, "--course", "HP-NK-2022")
    words = ("ask", "khi nào tôi học", "--as", "GV001", "--now", "2022-12-09T18:00")
    answer = shell.json(*words)
    assert "7h30" in answer["replies"][0]["text"]
    assert shell(*words) == 0
    assert "7h30" in shell.out


def test_the_program_runs_as_a_module(sqlite_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "plan", "list", "--json"],
        cwd=ROOT,
        env={"TAPHUAN_DATABASE_URL": sqlite_url, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=50,
        check=True,
    )
    assert json.loads(done.stdout) == []
