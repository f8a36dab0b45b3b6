"""Days and hours as teachers write them: "Thứ Bảy, 10/12/2022, 7h30–11h00". Babel's own Vietnamese is not that."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers.wording.language import Speaker, lazy
from training.intents import Part, When
from training.plan import ZONE, Period, Precision

# msgids; the weekday inside a sentence and, capitalised, at its beginning
WEEKDAYS = (
    lazy("Monday"),
    lazy("Tuesday"),
    lazy("Wednesday"),
    lazy("Thursday"),
    lazy("Friday"),
    lazy("Saturday"),
    lazy("Sunday"),
)


def weekday(t: Speaker, day: date) -> str:
    """ "thứ Bảy", "Chủ nhật"; "Saturday"."""
    return t(WEEKDAYS[day.weekday()])


def day(t: Speaker, value: date) -> str:
    """ "thứ Bảy, 10/12/2022"."""
    return f"{weekday(t, value)}, {value:%d/%m/%Y}"


def Day(t: Speaker, value: date) -> str:  # noqa: N802  the capital is the difference
    """ "Thứ Bảy, 10/12/2022", at the beginning of a sentence."""
    text = day(t, value)
    return text[0].upper() + text[1:]


def short_day(value: date) -> str:
    """ "10/12"."""
    return f"{value:%d/%m}"


def clock(t: Speaker, moment: datetime) -> str:
    """ "7h30"; "7:30" in English."""
    local = moment.astimezone(ZONE)
    return f"{local.hour}h{local.minute:02d}" if t.language == "vi" else f"{local.hour}:{local.minute:02d}"


def moment(t: Speaker, value: datetime) -> str:
    """ "Thứ Bảy, 10/12/2022, 7h30"."""
    return f"{Day(t, value.astimezone(ZONE).date())}, {clock(t, value)}"


def hours(t: Speaker, period: Period) -> str:
    """ "7h30–11h00"; "7h30" without an end or with the same one, as deadlines have; empty when no hour is known."""
    if not period.is_exact or not period.start:
        return ""
    start = clock(t, period.start)
    return f"{start}–{clock(t, period.end)}" if _ends_same_day(period) and period.end else start


def _ends_same_day(period: Period) -> bool:
    if not period.end or period.end == period.start:
        return False
    return period.first_day == period.last_day and not period.contradicts_itself


def period(t: Speaker, value: Period) -> str:
    """A period as exactly as the plan gives it, capitalised."""
    first, last = value.first_day, value.last_day
    if first is None or last is None:
        return t("Date to be announced")
    if value.is_exact and value.end and first < last:
        return f"{Day(t, first)}, {hours(t, value)} – {last:%d/%m/%Y}, {clock(t, value.end)}"
    if value.is_exact:
        return f"{Day(t, first)}, {hours(t, value)}"
    if value.precision is Precision.MONTH:
        return _months(t, first, last)
    if value.precision is Precision.WEEK:
        return t("From {first} to {last} (by week)").format(first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    return Day(t, first) if first == last else span(t, first, last)


def _months(t: Speaker, first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return t("Month {month} (day to be announced)").format(month=f"{first.month}/{first.year}")
    return t("From month {first} to month {last}").format(
        first=f"{first.month}/{first.year}", last=f"{last.month}/{last.year}"
    )


def span(t: Speaker, first: date, last: date) -> str:
    """ "10–12/12/2022"; both dates whole when the month differs or the plan has them the wrong way round."""
    if first == last:
        return Day(t, first)
    if (first.year, first.month) == (last.year, last.month) and first < last:
        return f"{first.day}–{last:%d/%m/%Y}"
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def left(t: Speaker, gap: timedelta) -> str:
    """Time still to go: "1 giờ 29 phút", "1 ngày 23 giờ", "5 ngày"; never less than a minute."""
    minutes = max(int(gap.total_seconds()) // 60, 1)
    days, rest = divmod(minutes, 24 * 60)
    whole, odd = divmod(rest, 60)
    parts = [t.many("{n} day", "{n} days", days).format(n=days)] if days else []
    if whole and days < 3:
        parts.append(t.many("{n} hour", "{n} hours", whole).format(n=whole))
    if odd and not days:
        parts.append(t.many("{n} minute", "{n} minutes", odd).format(n=odd))
    return " ".join(parts)


def near_day(t: Speaker, value: date, today: date) -> str:
    """ "hôm nay, thứ Bảy, 10/12/2022", "ngày mai, …"; else the day alone."""
    near = {0: t("today"), 1: t("tomorrow")}.get((value - today).days)
    return f"{near}, {day(t, value)}" if near else day(t, value)


PARTS = {Part.MORNING: lazy("morning"), Part.AFTERNOON: lazy("afternoon"), Part.EVENING: lazy("evening")}


def asked(t: Speaker, when: When, part: Part | None, today: date) -> str:
    """The days a question was about: "chiều Chủ nhật, 11/12/2022", "5–11/12/2022"."""
    days = near_day(t, when.first, today) if when.first == when.last else span(t, when.first, when.last)
    return f"{t(PARTS[part])} {days}" if part else days
