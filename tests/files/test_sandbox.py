"""The child process that parses uploads: what it gives back, and what it does not survive."""

from __future__ import annotations

import time

import pytest

from files import sandbox
from files.refusals import FileProblem, FileRefused


def test_a_result_comes_home() -> None:
    assert sandbox.run_limited("statistics:mean", [1, 2, 6]) == 3


def test_printing_in_the_child_does_not_spoil_the_result() -> None:
    assert sandbox.run_limited("builtins:print", "noise") is None


def test_too_much_memory_is_told() -> None:
    with pytest.raises(sandbox.TooBig):
        sandbox.run_limited("operator:mul", b"x", 2_000_000_000, megabytes=200)


def test_a_result_too_large_to_carry_is_told() -> None:
    with pytest.raises(sandbox.TooBig):
        sandbox.run_limited("operator:mul", b"x", 80_000_000, megabytes=800)


def test_sleeping_ends_at_the_limit_of_wall_time() -> None:
    begun = time.monotonic()
    with pytest.raises(sandbox.TookTooLong):
        sandbox.run_limited("time:sleep", 30, seconds=0.5)
    assert time.monotonic() - begun < 5


def test_an_error_of_a_library_is_told_by_its_name() -> None:
    with pytest.raises(sandbox.Broken, match="InvalidOperation"):
        sandbox.run_limited("decimal:Decimal", "no number")


def test_a_refusal_of_our_own_travels_with_its_values() -> None:
    with pytest.raises(FileRefused) as caught:
        sandbox.run_limited("files.documents:check_size", 0)
    assert caught.value.code is FileProblem.EMPTY


def test_a_child_that_dies_is_told() -> None:
    with pytest.raises(sandbox.Broken):
        sandbox.run_limited("os:_exit", 3)


def test_the_child_has_no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAPHUAN_TELEGRAM_TOKEN", "111:secret")
    assert sandbox.run_limited("os:getenv", "TAPHUAN_TELEGRAM_TOKEN") is None


def test_the_child_cannot_write_files(tmp_path: object) -> None:
    with pytest.raises(sandbox.Broken, match="OSError"):
        sandbox.run_limited("shutil:copyfile", __file__, f"{tmp_path}/copy")
