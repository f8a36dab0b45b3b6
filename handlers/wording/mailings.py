"""What is said unasked: reminders, changes, notices, the nightly line, the progress of a mailing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from handlers.talk import Choice, Reply, Style, choice
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe
from handlers.wording.lists import cut
from handlers.wording.teacher import KINDS, clash_lines, place, plan_name
from training.calendar import SessionView, clashes, sort_key
from training.links import web_address
from training.mailing import Counts, Lane, MailingState
from training.plan import ZONE, Kind
from training.reminders import STUDY, Shape, shape_of

SOON = timedelta(hours=3)  # closer than that one reckons in minutes and no more in days
MANY = 6  # sessions told in one message: a phone's screen
ROWS, NAME = 3, 24  # buttons of a sort under a reminder, letters of a name on them
A_MINUTE = 60  # seconds
BAR = 12  # signs of a full progress bar


def reminder(t: Speaker, sessions: Sequence[SessionView], now: datetime, late: bool) -> Reply:
    """One message for everything of which a person is to be reminded now; at least one session."""
    ordered = sorted(sessions, key=lambda one: (one.begins or now, one.id))
    if len(ordered) == 1:
        text = f"⏰ <b>{_upper(when(t, ordered[0], now))}</b>\n{_about(t, ordered[0])}"
    else:
        head = t("You have {n} things ahead:").format(n=len(ordered))
        shared = _shared_place(t, ordered)
        text = f"⏰ <b>{head}</b>\n" + "\n".join(f"• {_item(t, one, now, shared)}" for one in ordered[:MANY])
        text += f"\n{t('Place: {place}').format(place=shared)}" if shared else ""
        text += clash_lines(t, clashes(ordered))
    if len(ordered) > MANY:
        text += "\n" + t("… and {n} more in your schedule.").format(n=len(ordered) - MANY)
    text += f"\n<i>{t('According to: {plan}').format(plan='; '.join(_plans(t, ordered)))}</i>"
    if late:
        text += "\n" + t("This comes late: the service was interrupted.")
    return Reply(text, _reminder_rows(t, ordered), lane=Lane.REMINDER)


def _item(t: Speaker, session: SessionView, now: datetime, shared: str) -> str:
    """shared: the place that is told once for all."""
    about = [safe(session.title)]
    if not shared or session.kind not in PLACED:
        about.append(_where(t, session))
    if session.role == "trainer":
        about.append(t("you are a trainer"))
    return f"<b>{_upper(when(t, session, now))}</b>\n   {' – '.join(about)}"


def _shared_place(t: Speaker, sessions: Sequence[SessionView]) -> str:
    """The one place of all that are held at one, when there are several; else empty."""
    places = [_where(t, one) for one in sessions if one.kind in PLACED]
    return places[0] if len(places) > 1 and len(set(places)) == 1 else ""


def _plans(t: Speaker, sessions: Sequence[SessionView]) -> list[str]:
    return list(dict.fromkeys(plan_name(t, one) for one in sessions))


def _about(t: Speaker, session: SessionView) -> str:
    lines = [f"{safe(session.title)} – {t(KINDS[session.kind])}"]
    where = _where(t, session)
    if session.link and where == place(t, session):  # a room that is nowhere but at its link
        lines.append(where)
    elif session.kind in PLACED or session.place:
        lines.append(t("Place: {place}").format(place=where))
    elif session.link:
        lines.append(safe(session.link))
    if session.role == "trainer":
        lines.append(t("You are a trainer of this session."))
    if session.chosen_day:
        lines.append(t("Your chosen day: {day}").format(day=dates.day(t, session.chosen_day)))
    elif session.choose_days:
        lines.append(t("To do: choose {n} day within this span.").format(n=session.choose_days))
    if session.kind in STUDY and not session.done:
        lines.append(t("When it is finished, please report it with the button below."))
    return "\n".join(lines)


PLACED = frozenset({Kind.IN_PERSON, Kind.VIRTUAL, Kind.MEETING})
ENTERED = PLACED | {Kind.LMS}  # behind their links is where they take place


def _where(t: Speaker, session: SessionView) -> str:
    """Place and link; the kind where there is no place to go to."""
    shown = place(t, session) if session.kind in PLACED or session.place else t(KINDS[session.kind])
    if session.link and safe(session.link) not in shown:
        shown += f" – {safe(session.link)}"
    return shown


def _reminder_rows(t: Speaker, sessions: Sequence[SessionView]) -> tuple[tuple[Choice, ...], ...]:
    rows = list(_to_do(t, sessions))
    days = [day for one in sessions for day in (one.counts_on.first_day, one.counts_on.last_day) if day]
    if days:
        rows.append((choice(t("See schedule"), "days", min(days), max(days), 0),))
    return tuple(row for row in rows if row)


def _to_do(t: Speaker, sessions: Sequence[SessionView]) -> Iterator[tuple[Choice, ...]]:
    """A row for each thing to be done, a way once to each place and room; by name where there are several of a sort."""
    for own in (_rooms(t, sessions), _ways(t, sessions), _reports(t, sessions)):
        for name, row in own[:ROWS]:
            named = cut(name, NAME) if len(own) > 1 else ""
            yield tuple(replace(one, label=f"{one.label}: {named}" if named else one.label) for one in row)


def _rooms(t: Speaker, sessions: Sequence[SessionView]) -> list[tuple[str, tuple[Choice, ...]]]:
    """(title, the way into the virtual room or the LMS), each once."""
    linked = [one for one in sessions if one.kind in ENTERED and one.link and web_address(one.link) == one.link]
    first = {one.link: one for one in reversed(linked)}
    names = {one.id: t("Open the LMS") if one.kind is Kind.LMS else t("Join the room") for one in linked}
    return [(one.title, (Choice(names[one.id], url=link),)) for link, one in reversed(first.items())]


def _ways(t: Speaker, sessions: Sequence[SessionView]) -> list[tuple[str, tuple[Choice, ...]]]:
    """(place, how to get there), each place once; a virtual room is none."""
    led = [one for one in sessions if one.kind not in NO_WAY and (one.venue or one.place)]
    first = {_place_name(one): one for one in reversed(led)}
    return [(name, (choice(t("Directions"), "where", one.id),)) for name, one in reversed(first.items())]


NO_WAY = frozenset({*STUDY, Kind.VIRTUAL, Kind.DEADLINE})


def _place_name(session: SessionView) -> str:
    return session.venue.name if session.venue else session.place or ""


def _reports(t: Speaker, sessions: Sequence[SessionView]) -> list[tuple[str, tuple[Choice, ...]]]:
    """(title, what is to be reported of it or chosen)."""
    return [(one.title, _report(t, one)) for one in sessions if one.kind in STUDY and not one.done]


def _report(t: Speaker, session: SessionView) -> tuple[Choice, ...]:
    if session.kind is Kind.LMS:
        return (choice(t("Finished studying"), "lms_done", session.id),)
    done = choice(t("Practice is done"), "practice_done", session.id)
    if not session.choose_days:
        return (done,)
    label = t("Choose another day") if session.chosen_day else t("Choose a day")
    return (choice(label, "practice_day", session.id), done)


def when(t: Speaker, session: SessionView, now: datetime) -> str:
    """The time as it is now: "30 phút nữa: thứ Bảy, 10/12/2022, 7h30–11h00", "sáng mai, thứ Bảy, 10/12/2022, …"."""
    period, today = session.counts_on, now.astimezone(ZONE).date()
    shape = shape_of(period)
    if shape in (Shape.NEVER, Shape.SPAN):
        return dates.period(t, period)
    if session.kind is Kind.DEADLINE:
        return _deadline(t, session, today)
    if shape is Shape.CLOCK:
        return _clock(t, session, now)
    return _days(t, session, today)


def _clock(t: Speaker, session: SessionView, now: datetime) -> str:
    period, today = session.counts_on, now.astimezone(ZONE).date()
    start, first = period.start, period.first_day
    assert start and first
    shown = f"{dates.day(t, first)}, {dates.hours(t, period)}"
    if start <= now:
        return t("in progress, {when}").format(when=shown)
    if start - now <= SOON:
        gap = start - now + timedelta(seconds=30)  # to the nearest minute: a second after 6h30 it is still an hour
        return t("in {left}: {when}").format(left=dates.left(t, gap), when=shown)
    near = t(NEAR_PARTS.get(((first - today).days, _part(start)), "")) or _in_days(t, first, today)
    return f"{near}, {shown}" if near else shown


def _in_days(t: Speaker, day: date, today: date) -> str:
    """ "3 ngày nữa"; empty for what is nearer than the day after tomorrow, or past."""
    gap = (day - today).days
    return t("in {n} days").format(n=gap) if gap > 1 else ""


NEAR_PARTS = {
    (0, "morning"): lazy("this morning"),
    (0, "afternoon"): lazy("this afternoon"),
    (0, "evening"): lazy("this evening"),
    (1, "morning"): lazy("tomorrow morning"),
    (1, "afternoon"): lazy("tomorrow afternoon"),
    (1, "evening"): lazy("tomorrow evening"),
}


def _part(moment: datetime) -> str:
    hour = moment.astimezone(ZONE).hour
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


def _days(t: Speaker, session: SessionView, today: date) -> str:
    first, last = session.counts_on.first_day, session.counts_on.last_day
    assert first and last
    if first == last:
        return ", ".join(part for part in (_in_days(t, first, today), dates.near_day(t, first, today)) if part)
    if today >= last:
        return t("today is the last day, {day}").format(day=dates.day(t, last))
    if today > first:
        left = dates.left(t, last - today)
        return t("{left} left, until the end of {day}").format(left=left, day=dates.day(t, last))
    return t("from {first} to the end of {last}").format(first=dates.near_day(t, first, today), last=dates.day(t, last))


def _deadline(t: Speaker, session: SessionView, today: date) -> str:
    period = session.counts_on
    last = period.last_day
    assert last
    day = dates.day(t, last)
    if period.is_exact and (by := period.end or period.start):
        day = f"{day}, {dates.clock(t, by)}"
    left = (last - today).days
    if left <= 0:
        return t("due today, {day}").format(day=day)
    if left == 1:
        return t("due tomorrow, {day}").format(day=day)
    return t("due in {left}, on {day}").format(left=dates.left(t, last - today), day=day)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Changed:
    """A session before and after. `was` has the old period, place, link, kind and whether it was cancelled."""

    was: SessionView
    now: SessionView


def change(t: Speaker, changed: Sequence[Changed], mailing_id: int, late: bool) -> Reply:
    """One message for all that changed for a person; at least one session."""
    ordered = sorted(changed, key=lambda one: sort_key(one.now))
    head = t.many("1 session has changed:", "{n} sessions have changed:", len(ordered)).format(n=len(ordered))
    text = f"⚠ <b>{head}</b>\n" + changes(t, ordered[: 2 * MANY])
    if len(ordered) > 2 * MANY:
        text += "\n" + t("… and {n} more in your schedule.").format(n=len(ordered) - 2 * MANY)
    if late:
        text += "\n" + t("This comes late: the service was interrupted.")
    days = [day for one in ordered for day in (one.now.period.first_day, one.now.period.last_day) if day]
    received = choice(t("Received"), "ack", mailing_id)
    row = (received, choice(t("See schedule"), "days", min(days), max(days), 0)) if days else (received,)
    return Reply(text, (row,), lane=Lane.CHANGE)


def changes(t: Speaker, changed: Sequence[Changed]) -> str:
    """Each session with what differs; what is the same for several that follow each other is said once."""
    told = []
    for lines, group in groupby(changed, key=lambda one: change_lines(t, one)):
        told += [_changed_title(t, one) for one in group] + [f"  {line}" for line in lines]
    return "\n".join(told)


def _changed_title(t: Speaker, one: Changed) -> str:
    """With its time, where that is not what changed."""
    same = one.was.period == one.now.period and one.was.cancelled == one.now.cancelled
    return f"• <b>{safe(one.now.title)}</b>" + (f" – {dates.period(t, one.now.period)}" if same else "")


def change_lines(t: Speaker, one: Changed) -> list[str]:
    """What differs, old → new, a line each."""
    if one.now.cancelled:
        return [t("CANCELLED: {when}").format(when=dates.period(t, one.was.period))]
    lines = []
    if one.was.cancelled:
        lines.append(t("Will take place after all: {when}").format(when=dates.period(t, one.now.period)))
    elif one.was.period != one.now.period:
        lines.append(_arrow(t("Time"), dates.period(t, one.was.period), dates.period(t, one.now.period)))
    if one.was.kind != one.now.kind:
        lines.append(_arrow(t("Form"), t(KINDS[one.was.kind]), t(KINDS[one.now.kind])))
    before, after = _where(t, one.was), _where(t, one.now)
    if before != after:
        lines.append(_arrow(t("Place"), before, after))
    if one.was.title != one.now.title:
        lines.append(_arrow(t("Title"), safe(one.was.title), safe(one.now.title)))
    return lines


def _arrow(name: str, before: str, after: str) -> str:
    return f"{name}: {before} → <b>{after}</b>"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A course's day: what was due and what came of it, and tomorrow's sessions. The numbers are messages to people
    and add up to `due`; unbegun: mailings that were due and have not begun at all."""

    course: str
    due: int
    sent: int
    missed: int
    unreachable: int
    unknown: int
    failed: int
    needless: int
    waiting: int
    unbegun: int
    tomorrow: int


def heartbeat(t: Speaker, lines: Sequence[Heartbeat], day: date) -> Reply:
    """The organizers' line of an evening, one for each of their courses."""
    head = t("Messages on {day}").format(day=dates.day(t, day))
    row = (choice(t("What was sent"), "mailings", 0), choice(t("Overview"), "overview"))
    return Reply(f"<b>{head}</b>\n" + "\n".join(_beat(t, one) for one in lines), (row,), lane=Lane.REMINDER)


def _beat(t: Speaker, one: Heartbeat) -> str:
    numbers = t("{due} due, {sent} sent, {missed} missed, {unreachable} unreachable").format(
        due=one.due, sent=one.sent, missed=one.missed, unreachable=one.unreachable
    )
    rest = (
        (one.failed, t("{n} failed")),
        (one.unknown, t("{n} uncertain")),
        (one.needless, t("{n} not needed any more")),
        (one.waiting, t("{n} still waiting")),
    )
    numbers += "".join(f", {text.format(n=many)}" for many, text in rest if many)
    told = numbers if one.due else t("nothing was due")
    late = " " + t("⚠ {n} mailings were due and have not begun.").format(n=one.unbegun) if one.unbegun else ""
    ahead = t.many("tomorrow: 1 session", "tomorrow: {n} sessions", one.tomorrow).format(n=one.tomorrow)
    return f"• {safe(one.course)}: {told}; {ahead}.{late}"


def progress(
    t: Speaker, mailing_id: int, counts: Counts, state: MailingState, rate: float, about: str | None = None
) -> Reply:
    """How a mailing stands, to be edited into one message: numbers, a bar, the rate, the time left. about: its name."""
    share = counts.ended / counts.recipients if counts.recipients else 1.0
    bar = "▓" * round(share * BAR) + "░" * (BAR - round(share * BAR))
    text = f"⏳ {counts.ended}/{counts.recipients} {bar} {_faults(t, counts)}".rstrip()
    head = f"<b>{safe(about)}</b>\n" if about else ""
    if state is MailingState.PAUSED:
        return _controls(t, f"{head}⏸ {t('Paused')}. {text}", mailing_id, (lazy("Go on"), "mailing_resume"))
    if rate > 0:
        text += "\n" + t("{rate} a second, {left} to go").format(
            rate=f"{rate:.0f}", left=_left(t, counts.waiting / rate)
        )
    return _controls(t, head + text, mailing_id, (lazy("Pause"), "mailing_pause"))


def _left(t: Speaker, seconds: float) -> str:
    """ "40 giây", "2 phút": so much is left at the least."""
    if seconds < A_MINUTE:
        return t("{n} seconds").format(n=max(round(seconds), 1))
    return dates.left(t, timedelta(seconds=seconds))


def _faults(t: Speaker, counts: Counts) -> str:
    parts = (
        (counts.failed, t("failed {n}")),
        (counts.unreachable, t("unreachable {n}")),
        (counts.unknown, t("uncertain {n}")),
        (counts.missed, t("missed {n}")),
        (counts.stopped, t("stopped {n}")),
    )
    return " · ".join(text.format(n=number) for number, text in parts if number)


def _controls(t: Speaker, text: str, mailing_id: int, first: tuple[str, str]) -> Reply:
    stop = choice(t("Stop"), "mailing_stop", mailing_id, style=Style.DANGER)
    return Reply(text, ((choice(t(first[0]), first[1], mailing_id), stop),), lane=Lane.RECEIPT)


def summary(t: Speaker, mailing_id: int, counts: Counts, state: MailingState, about: str | None = None) -> Reply:
    """The last word on a mailing in the message that showed its progress."""
    stopped = state is MailingState.STOPPED
    head = f"⏹ <b>{t('Stopped.')}</b>" if stopped else f"✅ <b>{t('Done.')}</b>"
    told = t("Sent to {sent} of {all} people.").format(sent=counts.sent, all=counts.recipients)
    lines = [f"<b>{safe(about)}</b>"] if about else []
    lines += [f"{head} {told}", *([_faults(t, counts)] if _faults(t, counts) else [])]
    first = (choice(t("Who received it"), "mailing_list", mailing_id), choice(t("Results"), "mailing", mailing_id))
    again = (choice(t("Send again to failed"), "mailing_retry", mailing_id),)
    return Reply("\n".join(lines), (first, again) if counts.failed else (first,), lane=Lane.RECEIPT)
