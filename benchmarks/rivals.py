"""A Python with the rivals that are no part of this project (aiogram), made once from a lock with hashes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.harness import ROOT

LOCK = ROOT / "benchmarks" / "requirements-rivals.txt"
VENV = ROOT / ".boot" / "rivals"  # not kept in version control


def python() -> str | None:
    """Its interpreter; None, said loudly, when it cannot be made here."""
    found = VENV / "bin" / "python"
    stamp = VENV / "locked"
    if stamp.exists() and stamp.read_text() == LOCK.read_text():
        return str(found)
    uv = shutil.which("uv") or str(ROOT / ".boot" / "bin" / "uv")
    commands = (
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)],
        [uv, "pip", "install", "--quiet", "--require-hashes", "--python", str(found), "-r", str(LOCK)],
    )
    try:
        for command in commands:
            subprocess.run(command, check=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        print(
            f"!! NO RIVAL: aiogram cannot be installed here ({type(error).__name__}); its rows are left out", flush=True
        )
        return None
    stamp.write_text(LOCK.read_text())
    return str(found)


def script(name: str) -> str:
    """The path of a rival's script: its interpreter knows none of our packages."""
    return str(Path(__file__).resolve().parent / f"rival_{name}.py")
