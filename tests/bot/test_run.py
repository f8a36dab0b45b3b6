"""A start that cannot succeed ends with one sentence and exit code 1, never with a traceback."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot import run
from storage.instance import only_instance


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAPHUAN_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'run.db'}")
    monkeypatch.setenv("TAPHUAN_WEB_LISTEN", "127.0.0.1:0")
    monkeypatch.delenv("TAPHUAN_TELEGRAM_TOKEN", raising=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TAPHUAN_WEB_LISTEN", "nowhere"),
        ("TAPHUAN_ADMINS", "1001"),
        ("TAPHUAN_ADMINS", "telegramm:1001"),
        ("TAPHUAN_QUIET_HOURS", "late"),
        ("TAPHUAN_QUIET_HOURS", "21:30"),
        ("TAPHUAN_DATABASE_URL", "mysql://h/n"),
        ("TAPHUAN_PUBLIC_URL", "ftp://h"),
        ("TAPHUAN_SEND_RATE", "0"),
        ("TAPHUAN_NOW", "tomorrow"),
        ("TAPHUAN_TIMEZONE", "Asia/Atlantis"),
        ("TAPHUAN_WEBHOOK_SECRET", "secret without an address"),
    ],
)
def test_a_wrong_setting_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert run.main() == 1
    told = capsys.readouterr().err
    assert name in told
    assert "Traceback" not in told


def test_a_taken_port_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("TAPHUAN_WEB_LISTEN", f"127.0.0.1:{taken.getsockname()[1]}")
        monkeypatch.setenv("TAPHUAN_TELEGRAM_TOKEN", "1:not-asked-for")
        assert run.main() == 1
    assert "TAPHUAN_WEB_LISTEN" in capsys.readouterr().err


def test_a_second_program_on_one_database_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with only_instance(f"sqlite+aiosqlite:///{tmp_path / 'run.db'}"):
        assert run.main() == 1
    assert "cơ sở dữ liệu" in capsys.readouterr().err


def test_a_token_that_the_server_does_not_know_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAPHUAN_TELEGRAM_TOKEN", "1:unknown")
    monkeypatch.setenv("TAPHUAN_TELEGRAM_API_URL", "http://127.0.0.1:9")
    assert run.main() == 1
    told = capsys.readouterr().err
    assert "telegram" in told
    assert "1:unknown" not in told
