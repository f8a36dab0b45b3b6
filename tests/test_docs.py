"""The documents are true of the program, and the check that says so can tell when they are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from files.plan_files import read_plan_file
from files.units import read_units
from tools import docs_true

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {"plan read": frozenset({"--json"}), "run": frozenset[str]()}
LISTED = "```sh\npython -m bot run\npython -m bot plan read FILE [--json]\n```\n"
TEXTS = (
    "Tất cả có mặt",
    "Mã hiện tại: <code>{code}</code> (đổi sau {n} giây)",
    "Đã hết giờ điểm danh lúc {at}.",
    "Ghi {n} có mặt",
)


def test_everything_the_documents_say_is_true() -> None:
    assert docs_true.faults(ROOT) == []


@pytest.mark.parametrize(
    ("documented", "elsewhere", "faults"),
    [
        ("| `TAPHUAN_NOW` | – |", "", []),
        ("TAPHUAN_NOW outside the table", "", ["docs/settings.md: TAPHUAN_NOW has no row"]),
        ("| `TAPHUAN_NOW` | – |", "set TAPHUAN_NAW", ["README.md: there is no setting TAPHUAN_NAW"]),
        ("| `TAPHUAN_NOW` and `TAPHUAN_XY` |", "", ["docs/settings.md: there is no setting TAPHUAN_XY"]),
    ],
)
def test_settings_are_listed_and_no_others_are_spoken_of(documented: str, elsewhere: str, faults: list[str]) -> None:
    assert docs_true.setting_faults(documented, {"TAPHUAN_NOW"}, {"README.md": elsewhere}) == faults


@pytest.mark.parametrize(
    ("documented", "elsewhere", "faults"),
    [
        (LISTED, "`python -m bot plan read x.docx`", []),
        (LISTED, "python -m bot: the command line", []),
        (LISTED, "`python -m bot plan raed FILE`", ["README.md: there is no command python -m bot plan raed"]),
        (LISTED, "`python -m bot run --fast`", ["README.md: run has no option --fast"]),
        (LISTED.replace("python -m bot run\n", ""), "", ["docs/commands.md: python -m bot run is missing"]),
        (LISTED.replace(" [--json]", ""), "", ["docs/commands.md: plan read --json is missing"]),
    ],
)
def test_commands_are_listed_with_their_options(documented: str, elsewhere: str, faults: list[str]) -> None:
    assert docs_true.command_faults(documented, COMMANDS, {"README.md": elsewhere}) == faults


def test_every_command_of_the_program_is_found() -> None:
    found = docs_true.cli_commands()
    assert "--json" in found["plan read"]
    assert "--as" in found["ask"]
    assert "plan" not in found, "a group is no command"


def test_make_targets_are_those_of_the_makefile() -> None:
    makefile = "run: setup\n\t$(PY) -m bot run\n"
    said = {"README.md": "make run\n`make tset`, and to make something else"}
    assert docs_true.target_faults(said, makefile) == ["README.md: there is no make tset"]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[there](docs/there.md)", []),
        ("[there](docs/there.md#a-heading-123)", []),
        ("[here](#top) \n# Top", []),
        ("[elsewhere](https://example.vn/x)", []),
        ("```\n[code](nowhere.md)\n```", []),
        ("[gone](docs/gone.md)", ["README.md: docs/gone.md leads nowhere"]),
        ("[gone](docs/there.md#gone)", ["README.md: docs/there.md#gone: no such heading"]),
    ],
)
def test_links_lead_somewhere(tmp_path: Path, text: str, faults: list[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "there.md").write_text("## A heading (1,2.3)\n", encoding="utf-8")
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    assert docs_true.link_faults({"README.md": text}, tmp_path) == faults


def test_names_of_the_glossary_are_in_the_code() -> None:
    names = docs_true.defined_names(ROOT)
    assert {"Kind.LMS", "may", "HOUSE_RULES", "enrolment", "training.reminders"} <= names
    assert "Kind.LSM" not in names
    glossary = "| tự học | LMS | `Kind.LMS`, `Kind.LSM` |\nOutside a table `Nothing` is asked for."
    assert docs_true.glossary_faults(glossary, names) == ["GLOSSARY.md: Kind.LSM is not in the code"]


@pytest.mark.parametrize(
    ("said", "is_there"),
    [
        ("training/plan", True),
        ("training/plan.py", True),
        ("training/mailing.after", True),
        ("training.people.may", True),
        ("training/reminders.HOUSE_RULES", True),
        ("handlers/wording/", True),
        ("training/plam.py", False),
        ("training/mailing.aftermath", False),
        ("training.people.mayor", False),
    ],
)
def test_places_in_the_tree_are_there(said: str, is_there: bool) -> None:
    faults = docs_true.path_faults({"docs/x.md": f"see `{said}`"}, ROOT, docs_true.defined_names(ROOT))
    assert faults == ([] if is_there else [f"docs/x.md: {said} is not in the tree"])


def test_the_examples_of_the_formats_are_taken_as_they_stand(tmp_path: Path) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs" / "formats.md").read_text(encoding="utf-8"), re.M | re.S)
    plan, units = tmp_path / "plan.yaml", tmp_path / "units.yaml"
    plan.write_text(blocks[0], encoding="utf-8")
    units.write_text(blocks[1], encoding="utf-8")
    assert [one.key for one in read_plan_file(plan).activities] == ["sang-1"]
    assert [one.code for one in read_units(units)] == ["SGD-VD", "PGD-1", "P-BENMOI", "TH-SEN"]


def test_every_dependency_has_its_reason() -> None:
    wanted = ["aiohttp>=3", "python-telegram-bot[job-queue]>=22", "uvloop>=0.2; sys_platform != 'win32'"]
    decisions = "aiohttp for its speed; python-telegram-bot was given; aiouvloop is something else"
    assert docs_true.dependency_faults(decisions, wanted) == ["DECISIONS.md: no word about uvloop"]


def test_commands_of_the_chat_are_those_the_bot_knows() -> None:
    faults = docs_true.slash_faults({"docs/guide.md": "gõ `/lich` hoặc `/lcih`"}, {"lich", "nhac"}, "| `/lich` |")
    assert faults == ["docs/guide.md: the bot does not know /lcih", "docs/commands.md: /nhac is missing"]


@pytest.mark.parametrize(
    ("guide", "faults"),
    [
        ("chạm `[Tất cả có mặt]` hay `[Ghi 12 có mặt]`", []),
        ("chạm `[Tất cả vắng]`", ["docs/guide.md: there is no button [Tất cả vắng]"]),
        ("> ✅ Mã hiện tại: 4821 (đổi sau 17 giây) `[Tất cả có mặt]`\n>\n> **Thầy/cô:** ừ", []),
        ("> Mã bây giờ: 4821", ["docs/guide.md: the bot does not say: mã bây giờ: 4821"]),
        ('| "Đã hết giờ điểm danh…" | gặp giảng viên |', []),
        ('| "Hết giờ điểm danh…" | |', ["docs/guide.md: the bot does not say: hết giờ điểm danh…"]),
    ],
)
def test_guides_quote_what_the_bot_says(guide: str, faults: list[str]) -> None:
    assert docs_true.saying_faults({"docs/guide.md": guide}, TEXTS) == faults
