"""Contradictions of a document and questions to its organizer, as values; `told` is the one place with their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Finding(StrEnum):
    """What does not fit. Each comes with the two places of the document that disagree, where there are two."""

    END_BEFORE_START = "end_before_start"
    WEEKDAY = "weekday"
    IMPOSSIBLE_DATE = "impossible_date"
    YEAR_OUTSIDE = "year_outside"
    BEFORE_ISSUED = "before_issued"
    REVIEW_TOO_EARLY = "review_too_early"
    TWO_DEADLINES = "two_deadlines"
    TWO_DATES = "two_dates"
    SUM = "sum"
    COUNT = "count"
    OTHER_PROGRAMME = "other_programme"
    APPENDIX_GAP = "appendix_gap"
    ATTACHMENT_MISSING = "attachment_missing"
    NUMBER_MISSING = "number_missing"
    ISSUED_MISSING = "issued_missing"
    LEAD_MISSING = "lead_missing"
    LEAD_IS_PARTNER = "lead_is_partner"
    NO_TIME = "no_time"
    CHOOSE_DAY = "choose_day"
    SAME_NUMBER = "same_number"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A contradiction: what it is, and the words of the first and of the second place."""

    code: Finding
    first: str
    second: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the organizer can answer.

    activity: its number in the plan, None for the document itself. other: the number of the activity that
    contradicts it. second: the words of the second place. day: the day on which it would be if the weekday were right.
    """

    code: Finding
    about: str
    activity: int | None = None
    other: int | None = None
    second: str | None = None
    day: date | None = None


_WORDS: dict[Finding, str] = {
    Finding.END_BEFORE_START: "kết thúc trước khi bắt đầu: “{first}”",
    Finding.WEEKDAY: "thứ không khớp với ngày: “{first}”, theo lịch là {second}",
    Finding.IMPOSSIBLE_DATE: "ngày không tồn tại: “{first}” ({second})",
    Finding.YEAR_OUTSIDE: "mốc “{first}” nằm ngoài thời gian của kế hoạch ({second})",
    Finding.BEFORE_ISSUED: "“{first}” diễn ra trước ngày ban hành {second}",
    Finding.REVIEW_TOO_EARLY: "tổng kết trước khi hết thời gian thực hiện: “{first}” và “{second}”",
    Finding.TWO_DEADLINES: "hai thời hạn khác nhau cho cùng một việc: “{first}” và “{second}”",
    Finding.TWO_DATES: "hai ngày khác nhau cho cùng một nội dung: “{first}” và “{second}”",
    Finding.SUM: "tổng số {first} không bằng các số thành phần cộng lại: {second}",
    Finding.COUNT: "nêu {first} nhưng chỉ liệt kê {second}",
    Finding.OTHER_PROGRAMME: "bảng dưới tiêu đề “{first}” lại nói về “{second}”",
    Finding.APPENDIX_GAP: "không có phụ lục {first} (được nhắc đến: “{second}”)",
    Finding.ATTACHMENT_MISSING: "{first} được nhắc đến nhưng không có trong văn bản: “{second}”",
    Finding.NUMBER_MISSING: "số văn bản để trống",
    Finding.ISSUED_MISSING: "ngày ban hành để trống hoặc không đọc được",
    Finding.LEAD_MISSING: "ô đơn vị chủ trì để trống: “{first}”",
    Finding.LEAD_IS_PARTNER: "đơn vị chủ trì cũng là đơn vị phối hợp: “{first}” ({second})",
    Finding.NO_TIME: "hoạt động không ghi thời gian: “{first}”",
    Finding.CHOOSE_DAY: "phải chốt ngày cụ thể trong khoảng: “{first}”",
    Finding.SAME_NUMBER: "số văn bản trùng với số văn bản được viện dẫn: “{first}” và “{second}”",
}


def told(anomaly: Anomaly) -> str:
    """An anomaly as the string of the plan's JSON."""
    words = _WORDS[anomaly.code].format(first=_short(anomaly.first), second=_short(anomaly.second or "?"))
    return words[:1].upper() + words[1:]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 140 else f"{text[:137]}…"
