"""The house itself: which way imports point, how long things are, and that nothing personal to a machine is in it."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
from pathlib import Path

import pytest

from training.people import Action

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "handlers", "storage", "files", "training")
ALLOWED = {
    "bot": {"bot", "handlers", "storage", "files", "training"},
    "handlers": {"handlers", "storage", "files", "training"},
    "storage": {"storage", "training"},
    "files": {"files", "training"},
    "training": {"training"},
}
STANDARD_IO = {"asyncio", "socket", "sqlite3", "subprocess", "threading", "urllib", "http", "os", "pathlib", "io"}


def sources(*rooms: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    return [ROOT / name for name in listed if name.split("/")[0] in rooms and (ROOT / name).exists()]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("room", ROOMS)
def test_arrows_point_down(room: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): bad
        for path in sources(room)
        if (bad := (imported(path) & set(ROOMS)) - ALLOWED[room])
    }
    assert not wrong


def test_the_rules_do_no_input_or_output_and_need_nobody_but_rapidfuzz() -> None:
    import sys

    wrong = {
        path.name: bad
        for path in sources("training")
        if (bad := imported(path) - {"training", "rapidfuzz"} - (set(sys.stdlib_module_names) - STANDARD_IO))
    }
    assert not wrong


def functions(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_functions_and_files_stay_short() -> None:
    paths = [path for path in sources(*ROOMS) if "migrations/versions" not in str(path)]
    found = [one for path in paths for one in functions(path)]
    assert [one for one in found if one[0] > 50] == []
    assert statistics.median(size for size, _ in found) <= 8
    long = [(path.name, size) for path in paths if (size := len(path.read_text("utf-8").splitlines())) > 400]
    assert long == []


def test_only_the_clock_and_named_exceptions_ask_what_time_it_is() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in sources(*ROOMS)
        if re.search(r"datetime\.(now|today|utcnow)\(|date\.today\(", path.read_text("utf-8"))
        and path.name not in ("clock.py", "world.py")
    ]
    assert wrong == []


def test_no_file_holds_a_machine_path_or_a_registry_address() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    here = re.compile("/" + "work/|/" + "root/|pypi\\." + "org|files\\.python" + "hosted|registry\\.npm" + "js")
    wrong = []
    for name in listed:
        path = ROOT / name
        if path.suffix in (".woff2", ".ttf", ".png", ".xlsx", ".pdf", ".docx") or not path.is_file():
            continue
        if here.search(path.read_text("utf-8", errors="replace")):
            wrong.append(name)
    assert wrong == []


def test_every_action_of_the_rights_is_asked_for_somewhere() -> None:
    """A right that nothing asks for protects nothing, and one reads the table of rights as if it did."""
    asked = {
        node.attr
        for path in sources("handlers", "bot")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Action"
    }
    assert set(Action.__members__) - asked == set()


def test_no_two_handlers_answer_the_same_button() -> None:
    """The tables of ways are merged: of two alike the later one would win without a word."""
    ways = [
        key.value
        for path in sources("handlers")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "WAYS" and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Constant)
    ]
    assert len(ways) > 100
    assert len(ways) == len(set(ways))
