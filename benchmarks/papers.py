"""Seconds and megabytes to draw the attendance of 1,500 people in 4 sessions, as each kind of file."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date, datetime, timedelta

from benchmarks.harness import ROOT, line
from handlers import papers
from handlers.wording.papers import Rolls
from storage.attendance import RollRow
from training.attendance import MarkValue, Method, Status
from training.calendar import SessionView
from training.plan import ZONE, Kind, Period

PEOPLE, SESSIONS = 1500, 4
SECONDS, MEGABYTES = 3.0, 100.0  # to stay under; the memory is what drawing adds to a process at rest
FAMILY, MIDDLE, GIVEN = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ"), ("Thị", "Văn", "Thị Bích"), ("An", "Bình", "Ước", "Đạt")
STATUSES = (Status.PRESENT, Status.PRESENT, Status.PRESENT, Status.LATE, Status.ABSENT, Status.EXCUSED, None)
START = datetime(2022, 12, 10, 7, 30, tzinfo=ZONE)


def rolls() -> Rolls:
    sessions = [_session(number) for number in range(SESSIONS)]
    return [(session, [_row(person, session.id) for person in range(PEOPLE)]) for session in sessions]


def _session(number: int) -> SessionView:
    begin = START + timedelta(days=number // 2, hours=6 * (number % 2))
    period = Period.parse(begin.isoformat(), (begin + timedelta(hours=3)).isoformat(), "minute")
    title = "Học trực tiếp"
    return SessionView(number, None, title, Kind.IN_PERSON, period, 1, "Lớp tập huấn mẫu", "01/KH", "Kế hoạch mẫu")


def _row(person: int, session: int) -> RollRow:
    name = f"{FAMILY[person % 5]} {MIDDLE[person % 3]} {GIVEN[person % 4]}"
    status = STATUSES[(person * 3 + session) % len(STATUSES)]
    mark = MarkValue(status, Method.ROLL, 1, START + timedelta(seconds=person)) if status else None
    unit = f"Trường Tiểu học và Trung học cơ sở Mẫu số {person % 60}"
    return RollRow(person, f"GV{person}", name, unit, "Tiếng Anh", date(1980, 1 + person % 12, 1 + person % 28), mark)


def draw(scope: str, suffix: str) -> tuple[float, float]:
    """(seconds, megabytes) in this very process."""
    made_of, before = rolls(), _peak()
    begun = time.perf_counter()
    made = papers.written(scope, made_of, "SỞ MẪU", START, blank=False)
    papers.drawn(made, suffix)
    return time.perf_counter() - begun, _peak() - before


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    if len(sys.argv) == 3:
        print(*draw(*sys.argv[1:]))
        return 0
    over = 0
    for scope in ("course", "day"):
        for suffix in ("xlsx", "docx", "pdf"):
            command = [sys.executable, "-m", "benchmarks.papers", scope, suffix]
            said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
            seconds, megabytes = map(float, said.split())
            line(
                f"{PEOPLE} people × {SESSIONS} sessions, {scope}, .{suffix}", f"{seconds:.2f} s", f"+{megabytes:.0f} MB"
            )
            over += seconds > SECONDS or megabytes > MEGABYTES
    line("to reach", f"under {SECONDS:.0f} s", f"under {MEGABYTES:.0f} MB")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
