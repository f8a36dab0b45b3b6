"""Whole documents against their labels: what is found, to the minute, of which kind, where; and what is left alone.

documents/seen were looked at while the reading was built; documents/unseen were written and labelled without it,
and only their counts were looked at. The project's own source of truth, ../shared/seeds, is read when it is there.
"""

from __future__ import annotations

import json
import random
import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from training.reading.documents import read_text, to_json

HERE = Path(__file__).parent / "documents"
SEEDS = Path(__file__).resolve().parents[5] / "shared" / "seeds"
SEEN = sorted((HERE / "seen").glob("*.txt"))
UNSEEN = sorted((HERE / "unseen").glob("*.txt"))
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not beside the repository")

Activity = dict[str, Any]


@dataclass
class Score:
    """Counts over documents."""

    truth: int = 0
    read: int = 0
    matched: int = 0
    kinds: int = 0
    places: list[bool] = field(default_factory=list)
    quotas: list[bool] = field(default_factory=list)
    people: list[bool] = field(default_factory=list)  # audience and lead
    wrongly_taken: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.matched / max(1, self.truth + self.read)

    def add(self, truth: dict[str, Any], read: dict[str, Any]) -> None:
        pairs = matches(truth["activities"], read["activities"])
        self.truth += len(truth["activities"])
        self.read += len(read["activities"])
        self.matched += len(pairs)
        for wanted, found in pairs:
            self.kinds += found["kind"] in (wanted["kind"], *wanted.get("alt_kinds", ()))
            if "place" in wanted:
                self.places.append(same_place(wanted["place"], found["place"]))
            self.people += [same_place(wanted[key], found[key]) for key in ("audience", "lead") if key in wanted]
            if "quota" in wanted:
                self.quotas.append(wanted["quota"] == found["quota"])
        taken = {(one["start"] or "")[:10] for one in read["activities"]}
        self.wrongly_taken += sorted(taken & set(truth.get("forbidden", ())))


def matches(truth: list[Activity], read: list[Activity]) -> list[tuple[Activity, Activity]]:
    """Pairs of one period and precision, the most alike titles first; each activity at most once."""
    scored = [
        (likeness(wanted, found), at, other)
        for at, wanted in enumerate(truth)
        for other, found in enumerate(read)
        if all(wanted[key] == found[key] for key in ("start", "end", "precision"))
    ]
    pairs, used_truth, used_read = [], set(), set()
    for score, at, other in sorted(scored, reverse=True):
        undated_and_unlike = truth[at]["precision"] == "tbd" and score < 40
        if at not in used_truth and other not in used_read and not undated_and_unlike:
            used_truth.add(at)
            used_read.add(other)
            pairs.append((truth[at], read[other]))
    return pairs


def likeness(wanted: Activity, found: Activity) -> float:
    titles = fuzz.token_set_ratio(wanted["title_key"].lower(), found["title_key"].lower())
    evidence = fuzz.ratio(wanted.get("evidence") or "", found["evidence"] or "")
    return titles + evidence / 5 + 20 * (wanted["kind"] == found["kind"])


def same_place(wanted: str | None, found: str | None) -> bool:
    if wanted is None or found is None:
        return wanted is found
    return fuzz.token_set_ratio(wanted.lower(), found.lower()) >= 70


def labels_of(text: Path) -> dict[str, Any]:
    own = text.with_suffix(".json")
    return json.loads((own if own.exists() else text.with_suffix(".truth.json")).read_text("utf-8"))


def score(texts: list[Path], noise: Callable[[str], str] = str) -> Score:
    total = Score()
    for text in texts:
        total.add(labels_of(text), to_json(read_text(noise(text.read_text("utf-8")))))
    return total


@pytest.mark.parametrize("text", [*SEEN, *UNSEEN], ids=lambda text: text.stem)
def test_a_document_is_read_as_labelled(text: Path) -> None:
    truth, read = labels_of(text), to_json(read_text(text.read_text("utf-8")))
    result = Score()
    result.add(truth, read)
    assert result.f1 >= 0.9
    assert not result.wrongly_taken
    assert (read["number"], read["issued"]) == (truth["number"], truth["issued"])


def test_the_seen_half_is_read_within_the_figures() -> None:
    result = score(SEEN)
    assert sum(result.people) / len(result.people) >= 0.93
    assert sum(result.quotas) / len(result.quotas) >= 0.93
    assert result.f1 >= 0.97
    assert result.kinds / result.matched >= 0.95
    assert sum(result.places) / len(result.places) >= 0.95


def test_the_unseen_half_is_read_within_the_figures() -> None:
    result = score(UNSEEN)
    assert result.f1 >= 0.95
    assert result.kinds / result.matched >= 0.9
    assert sum(result.places) / len(result.places) >= 0.9


@needs_seeds
def test_the_five_plans_are_read_within_the_figures() -> None:
    result = score(sorted(SEEDS.glob("*.txt")))
    assert result.f1 >= 0.95
    assert result.kinds / result.matched >= 0.95
    assert sum(result.places) / len(result.places) >= 0.95
    assert sum(result.quotas) / len(result.quotas) >= 0.95


@needs_seeds
@pytest.mark.parametrize("field", ["number", "issued", "issuer"])
def test_the_heads_of_the_five_plans_are_read(field: str) -> None:
    for text in sorted(SEEDS.glob("*.txt")):
        assert to_json(read_text(text.read_text("utf-8")))[field] == labels_of(text)[field]


def figures_as_letters(text: str) -> str:
    chance = random.Random(5)
    letters = {"0": "O", "1": "l"}
    return re.sub(r"(?<=\d)[01]|[01](?=\d)", lambda m: letters[m[0]] if chance.random() < 0.4 else m[0], text)


def stray_marks(text: str) -> str:
    chance = random.Random(5)
    return re.sub(" ", lambda _: " ¬ " if chance.random() < 0.05 else " ", text)


def split_figures(text: str) -> str:
    chance = random.Random(5)
    split = re.compile(r"(?<![\d/])\d\d(?=/\d)|(?<=/)20\d\d")
    return split.sub(lambda m: f"{m[0][0]} {m[0][1:]}" if chance.random() < 0.3 else m[0], text)


def no_marks(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def page_numbers(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{line}\n\n- {at // 20} -\n" if at % 23 == 20 else line for at, line in enumerate(lines))


def wide_blanks(text: str) -> str:
    chance = random.Random(5)
    return re.sub(" ", lambda _: "  " if chance.random() < 0.2 else " ", text)


NOISES = [
    figures_as_letters,
    stray_marks,
    split_figures,
    no_marks,
    page_numbers,
    lambda text: text.replace("ư", "ƣ").replace("Ư", "Ƣ"),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: re.sub(r"(?<=\d)/(?=\d)", " / ", text),
]


@pytest.mark.parametrize("noise", NOISES)
def test_the_noise_of_scans_changes_little(noise: Callable[[str], str]) -> None:
    assert score(SEEN, noise).f1 >= 0.9


def test_blanks_of_any_width_change_little() -> None:
    """Columns held apart by blanks cannot survive this one."""
    by_blanks = ("spaced_columns", "blank_columns_scan")
    assert score([text for text in SEEN if text.stem not in by_blanks], wide_blanks).f1 >= 0.95


def test_ten_pages_are_read_in_less_than_the_promised_time() -> None:
    page = SEEN[0].read_text("utf-8") + "\n" + "Giáo viên tham gia học tập nghiêm túc, đầy đủ theo kế hoạch.\n" * 30
    text = "\n".join(page for _ in range(10))
    read_text(page)
    begun = time.process_time()
    read_text(text)
    assert time.process_time() - begun < 0.6  # 0.3 s is the promise; machines of tests are shared
