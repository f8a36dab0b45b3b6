"""`understand`: utterances in, JSON out, a line each."""

from __future__ import annotations

import io
import json

import pytest

from tests.bot.shell import Shell


class TestUnderstand:
    def test_a_line_in_a_line_out(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        given = "Khi nào tôi học?\n\nxin chào\n".encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        assert shell("understand", "--now", "2022-12-08T09:00") == 0
        answers = [json.loads(line) for line in shell.out.splitlines()]
        assert [(one["id"], one["intent"]) for one in answers] == [
            ("1", "next_session"),
            ("2", "out_of_scope"),
            ("3", "greeting"),
        ]
        assert set(answers[0]) == {"id", "intent", "when", "part", "topic"}

    @pytest.mark.parametrize("bad", ["{bad", "[1]", '{"id": 1}', '{"id": 1, "text": null}'])
    def test_json_lines_may_be_empty_but_not_wrong(
        self, shell: Shell, monkeypatch: pytest.MonkeyPatch, bad: str
    ) -> None:
        given = f'{{"id": "a", "text": "chiều mai"}}\n\n{bad}\n'.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        assert shell("understand", "--jsonl") == 1
        assert json.loads(shell.out)["intent"] == "schedule_range"
        assert shell.err.startswith("Dòng 3 ")

    def test_lines_of_json_keep_their_ids(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        given = '{"id": "q1", "text": "mai có học không"}\n{"id": 7, "text": "help"}\n'.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        assert shell("understand", "--jsonl", "--now", "2022-12-08T09:00") == 0
        first, second = (json.loads(line) for line in shell.out.splitlines())
        assert (first["id"], first["when"]["from"], second["id"]) == ("q1", "2022-12-09", 7)

    @pytest.mark.parametrize("line", [b"{}", b"[]", b"x", b'{"id": 1}', b"\xff\xfe"])
    def test_a_line_that_is_no_json_is_named(self, shell: Shell, monkeypatch: pytest.MonkeyPatch, line: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line + b"\n")))
        assert "1" in shell.refused("understand", "--jsonl")

    def test_a_moment_that_is_none_is_wrong_usage(self, shell: Shell) -> None:
        assert shell("understand", "--now", "hôm qua") == 2
