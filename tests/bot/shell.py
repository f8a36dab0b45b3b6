"""A command line for tests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.cli import main


class Shell:
    """Runs commands on one database and keeps what they printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        """The exit code; out and err hold what was printed."""
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        self.out, self.err = self._capsys.readouterr()
        assert "Traceback" not in self.err
        return code

    def json(self, *words: object) -> Any:
        """What the command prints with --json, and nothing besides."""
        assert self(*words, "--json") == 0, self.err
        return json.loads(self.out)

    def refused(self, *words: object) -> str:
        """The sentence on stderr of a command that ends with 1 and prints nothing."""
        assert self(*words) == 1
        assert self.out == ""
        return self.err.strip()
