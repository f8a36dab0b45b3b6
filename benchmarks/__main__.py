"""`python -m benchmarks [NAME …]`: run them all, or those named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOT_RUN = {"__init__", "__main__", "harness", "killing", "province", "rivals", "timed_bot"}


def main() -> int:
    names = sys.argv[1:] or sorted(
        path.stem for path in HERE.glob("*.py") if path.stem not in NOT_RUN and not path.stem.startswith("rival_")
    )
    failed = 0
    for name in names:
        print(f"== {name}", flush=True)
        failed += subprocess.call([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
