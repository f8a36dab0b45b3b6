"""Every code that an import can come to has a sentence, in both languages, with all its values in it."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from files.headers import Field
from files.people_values import BadRow, Hint, HintCode, RowProblem
from files.plan_problems import Problem, ProblemCode
from files.refusals import FileProblem, FileRefused
from handlers.imports import ImportHint, ImportProblem, ImportRefused, ImportReport, Note, RefusalCode
from handlers.wording import import_refusals as refusals
from handlers.wording import imports as words
from handlers.wording.language import speaker
from training.nomination import RejectionCode

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
VALUES = {"sheet": "T1", "row": 5, "limit": 9, "size": 30 << 20, "cell": "XFD9", "value": "x", "column": Field.PHONE}


def is_whole(sentence: str) -> bool:
    return bool(sentence.strip()) and "{" not in sentence and "…" not in sentence.replace("x…", "")


@LANGUAGES
@pytest.mark.parametrize("code", FileProblem)
def test_a_file_as_a_whole(code: FileProblem, language: str) -> None:
    said = words.file_refused(speaker(language), FileRefused(code, **VALUES, columns=99, rows=99, kind="doc"))
    assert is_whole(said)
    assert words.file_refused(speaker(language), FileRefused(code, column=Field.NAME))


@LANGUAGES
@pytest.mark.parametrize("code", [*RowProblem, *ImportProblem])
def test_a_row(code: StrEnum, language: str) -> None:
    bad = BadRow("Danh sách", 5, "C", "SĐT", code, "x", "y", 7)  # type: ignore[arg-type]
    said = words.bad_row(speaker(language), bad)
    assert is_whole(said)
    assert all(part in said for part in ("Danh sách", "5", "C (SĐT)"))
    assert said.endswith(".")


@LANGUAGES
@pytest.mark.parametrize("code", HintCode)
def test_a_remark(code: HintCode, language: str) -> None:
    assert is_whole(words.hint(speaker(language), Hint("Danh sách", 5, code, "C", "SĐT", "x", "y", 7)))


@LANGUAGES
@pytest.mark.parametrize("code", Note)
def test_a_note(code: Note, language: str) -> None:
    assert is_whole(words.note(speaker(language), ImportHint(code, "x")))


@LANGUAGES
@pytest.mark.parametrize("code", ProblemCode)
def test_a_mistake_in_a_plan_file(code: ProblemCode, language: str) -> None:
    assert is_whole(words.file_problem(speaker(language), Problem(code, "Kế hoạch", 3, "B", "start", "31/02")))


@LANGUAGES
@pytest.mark.parametrize("code", RefusalCode)
def test_a_refusal(code: RefusalCode, language: str) -> None:
    refused = ImportRefused(code, value="x", what={"marks": 3}, questions=("khi nào?",), known=("L1",))
    assert is_whole(refusals.refused(speaker(language), refused))


@LANGUAGES
@pytest.mark.parametrize("kind", ["people", "roster", "plan", "units"])
def test_the_figures_of_every_kind(kind: str, language: str) -> None:
    said = words.report(speaker(language), ImportReport(kind, 4, 11, 22, 33, code="L1", dry_run=True))
    assert all(number in said for number in ("11", "22", "33", "4"))


def test_what_stands_in_the_way_of_an_undo_is_named_and_counted() -> None:
    refused = ImportRefused(RefusalCode.UNDO_TOO_LATE, what={"marks": 3, "imports": 2}, later=[8, 11])
    assert re.search(r"điểm danh \(3\).*lần nhập về sau \(số 8; số 11\)", refusals.refused(speaker("vi"), refused))


def test_long_lists_of_problems_are_cut_and_say_how_many_are_left() -> None:
    bad = tuple(BadRow("T", row, "A", "Mã", RowProblem.NAME_MISSING) for row in range(1, 60))
    said = words.report(speaker("vi"), ImportReport("people", bad=bad))
    assert said.count("dòng") < 30
    assert "39" in said


def test_a_rejected_nomination_is_a_problem_of_the_same_name() -> None:
    assert {code.value for code in RejectionCode} <= {problem.value for problem in ImportProblem}
