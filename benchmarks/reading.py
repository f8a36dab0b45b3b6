"""How fast and how right questions are read, beside the nearest labelled utterance by rapidfuzz on the same run.

python -m benchmarks reading
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime

from rapidfuzz import fuzz, process

from benchmarks.harness import ROOT, line
from tools.utterances import Labelled, read_folder
from training.plan import ZONE
from training.reading.vietnamese import fold

NOW = datetime(2022, 12, 8, 9, 0, tzinfo=ZONE)
_TIMED = "import time; t = time.perf_counter(); import training.reading.{}; print(time.perf_counter() - t)"
DOCUMENTS = ROOT / "tests" / "training" / "reading" / "plans" / "documents"


def main() -> int:
    from training.reading.questions import read

    proof = read_folder("proof")
    taught = read_folder("learn")
    texts, names = [fold(row.text) for row in taught], [row.intent for row in taught]

    def nearest(text: str) -> str:
        found = process.extractOne(fold(text), texts, scorer=fuzz.ratio)
        return names[found[2]] if found else "out_of_scope"

    line(f"questions read: {len(proof)}", "right", "strangers answered", "median ms", "worst ms")
    measured("training.reading", proof, lambda text: read(text, NOW).name, taught)
    measured("nearest utterance (rapidfuzz)", proof, nearest, taught)
    ten_pages()
    for module in ("questions", "documents"):
        begun = [
            float(subprocess.check_output([sys.executable, "-c", _TIMED.format(module)], cwd=ROOT)) for _ in range(5)
        ]
        line(f"import of training.reading.{module}", f"{min(begun) * 1000:.0f} ms")
    return 0


def ten_pages() -> None:
    """Ten documents of a page or more as one text: what is read of it after its letters have been had."""
    from training.reading.documents import read_text

    pages = sorted(DOCUMENTS.glob("*/*.txt"), key=lambda path: -path.stat().st_size)[:10]
    text = "\n".join(path.read_text("utf-8") for path in pages)
    took = []
    for number in range(5):
        begun = time.perf_counter()
        read_text(text + " " * number)
        took.append((time.perf_counter() - begun) * 1000)
    line(f"a document of ten pages ({len(text):,} letters)", f"first {took[0]:.0f} ms", f"then {min(took):.0f} ms")


def measured(name: str, rows: list[Labelled], reader: Callable[[str], str], others: list[Labelled]) -> None:
    """Each row is read once, so that no cache of texts can help; others warm what is made once."""
    for row in others[:20]:
        reader(row.text)
    took, right = [], []
    for row in rows:
        begun = time.perf_counter()
        found = reader(row.text)
        took.append((time.perf_counter() - begun) * 1000)
        right.append(row.allows(found))
    strangers = [not ok for row, ok in zip(rows, right, strict=True) if row.intent == "out_of_scope"]
    figures = (f"{statistics.mean(right):.1%}", f"{statistics.mean(strangers):.1%}")
    line(name, *figures, f"{statistics.median(took):.2f}", f"{max(took):.2f}")


if __name__ == "__main__":
    sys.exit(main())
