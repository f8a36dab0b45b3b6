"""Marks as they are written by hand or typed into the cells of an attendance list: x, V, P, "Muộn 07:45", a tick."""

from __future__ import annotations

import re

from training.attendance import Status
from training.reading.vietnamese import fold

LONGEST = 60
_TICKS = frozenset("✓✔☑✅√+")
_CROSSES = frozenset("✗✘❌-–—")
_CLOCK = re.compile(r"\(?\d{1,2}\s?(?:[:h.g])\s?\d{0,2}\)?")
_WORDS = (
    (Status.EXCUSED, r"(?:vang |nghi )?(?:co |xin |nghi )?(?:phep|p)|cp|vp|vcp|p|excused"),
    (
        Status.ABSENT,
        r"(?:vang|nghi)(?: mat)?(?: (?:khong|ko|k) ?(?:phep|p))?|(?:khong|ko) (?:phep|co mat)|v|kp|k|vkp|0|absent",
    ),
    (Status.LATE, r"(?:den |di |vao )?(?:muon|tre)(?: gio)?|m|t|dm|late|l"),
    (Status.LEFT_EARLY, r"(?:xin )?ve (?:som|truoc)|s|vs|left early"),
    (Status.PRESENT, r"(?:co )?(?:mat|di|du)|co|x|c|cm|d|dung gio|da ky|1|present|yes|true"),
)
_PATTERNS = tuple((status, re.compile(words)) for status, words in _WORDS)


def status_of(cell: object) -> Status | None:
    """What a cell says; None when it says nothing that we know. An empty cell: Status.NONE."""
    if cell is None or cell is False:
        return Status.NONE
    if cell is True or cell == 1:
        return Status.PRESENT
    text = str(cell).strip()
    if not text:
        return Status.NONE
    if len(text) > LONGEST:
        return None
    signs = set(text.replace("\ufe0f", ""))
    if signs <= _TICKS:
        return Status.PRESENT
    if signs <= _CROSSES and signs & {"✗", "✘", "❌"}:
        return Status.ABSENT
    said = fold(_CLOCK.sub(" ", text)).strip(" .,;:()")
    if not said and _CLOCK.search(text):
        return Status.PRESENT  # the hour at which somebody came
    return next((status for status, pattern in _PATTERNS if pattern.fullmatch(said)), None)
