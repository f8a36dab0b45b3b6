"""Labelled utterances as they are kept in tests/training/reading/utterances: text files and older .jsonl ones.

A text file has a heading `# intent` and one utterance a line; `~ help,human` behind it names other intents that are
right as well, `@ 12-09 morning` or `@ 12-09..12-11` the days and the part of the day (of 2022; `@ ?`: not labelled).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "tests" / "training" / "reading" / "utterances"


@dataclass(frozen=True, slots=True)
class Labelled:
    """An utterance said on Thursday, 8 December 2022. days: "2022-12-09..2022-12-11"; "" none, None not labelled."""

    text: str
    intent: str
    also: tuple[str, ...] = ()
    days: str | None = ""
    part: str = ""

    def allows(self, name: str) -> bool:
        return name == self.intent or name in self.also


def read_folder(name: str) -> list[Labelled]:
    """All utterances of a folder, in the order of its files."""
    return [row for path in sorted((ROOT / name).glob("*.txt")) for row in read_text(path)]


def read_around() -> dict[str, list[str]]:
    """What is said before and after questions whatever they ask: {"before": [...], "after": [...]}."""
    around: dict[str, list[str]] = {}
    for row in read_text(ROOT / "around.txt"):
        around.setdefault(row.intent, []).append(row.text)
    return around


def read_text(path: Path) -> Iterator[Labelled]:
    intent = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            intent = line[2:].strip()
        elif line.strip():
            yield _labelled(line, intent)


def _labelled(line: str, intent: str) -> Labelled:
    line, _, time = line.partition(" @ ")
    text, _, also = line.partition(" ~ ")
    names = tuple(each.strip() for each in also.split(",") if each.strip())
    days, _, part = time.strip().partition(" ")
    if days == "?":
        return Labelled(text.strip(), intent, names, None)
    if days in ("", "-"):
        return Labelled(text.strip(), intent, names, "", part)
    return Labelled(text.strip(), intent, names, "..".join(_date(day) for day in days.split("..")), part)


def _date(day: str) -> str:
    return day if len(day) > 5 else f"2022-{day}"


def read_jsonl(path: Path) -> Iterator[Labelled]:
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        when = row["when"]
        days = "" if not when else when["from"] if when["from"] == when["to"] else f"{when['from']}..{when['to']}"
        yield Labelled(row["text"], row["intent"], tuple(row.get("accept", ())), days, row["part"] or "")
