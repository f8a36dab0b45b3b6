"""A course's reminders as organizers see and change them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from html import unescape
from typing import Protocol

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates, mailings, starting
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import Page, cut, page, turning
from handlers.wording.mailing_desk import title
from handlers.wording.teacher import KINDS
from storage.mailings import MailingRow
from storage.sessions import CourseRow
from training.calendar import SessionView
from training.plan import ZONE
from training.reminders import Anchor, Occurrence, Rule
from training.rule_words import FARTHEST, OWN

LINES = 8
MINUTES = (15, 30, 60, 90, 120, 180)  # before a start, to choose from
STEP = 30  # minutes by which an hour is moved
LAST = 23 * 60 + 30  # minutes of the latest hour of a day
AHEAD = (Anchor.FIRST_DAY, Anchor.LAST_DAY)  # days before these mean something


class Told(Protocol):
    """A reminder of a session."""

    @property
    def session(self) -> SessionView: ...

    @property
    def occurrence(self) -> Occurrence: ...

    @property
    def chosen(self) -> date | None: ...


class Message(Protocol):
    """Reminders that so many people get in one message."""

    @property
    def due(self) -> datetime: ...

    @property
    def lines(self) -> Sequence[Told]: ...

    @property
    def people(self) -> int: ...


def timeline(request: Request, course: CourseRow, shown: Page[Message], by_hand: Sequence[MailingRow]) -> Answer:
    """Each message still to come, with how many people it is for; by_hand: what organizers have planned beside it."""
    t = request.t
    lines = [f"<b>{t('Reminders')} – {safe(course.title)}</b>"]
    if not shown.items:
        lines.append(t("Nothing is to be said any more."))
    for one in shown.items:
        titles = "; ".join(safe(cut(line.session.title, 50)) + _only(t, line) for line in one.lines)
        text = t("{when}: {n} people – {title}").format(when=_moment(t, one.due), n=one.people, title=titles)
        lines.append(f"• {text}{_unless(t, all(line.occurrence.unless_done for line in one.lines))}")
    if by_hand and not shown.number:
        lines.append(f"<b>{t('Planned by organizers')}</b>")
        lines += [f"• {_moment(t, one.due_at or one.created_at)}: {safe(title(t, one))}" for one in by_hand[:LINES]]
    rows = [
        [choice(t("Rules"), "rule_list", course.id, 0), choice(t("Rehearsal (.xlsx)"), "rehearse", course.id)],
        [*turning(shown, "rules", course.id), choice(t("Back"), "course", course.id, 0)],
    ]
    return says("\n".join(lines), *rows, edit=request.edits)


def _moment(t: Speaker, moment: datetime) -> str:
    """ "Thứ Sáu 09/12 19h00"."""
    day = moment.astimezone(ZONE).date()
    weekday = dates.weekday(t, day)
    return f"{weekday[0].upper()}{weekday[1:]} {dates.short_day(day)} {dates.clock(t, moment)}"


def _only(t: Speaker, line: Told) -> str:
    return f" ({t('who chose {day}').format(day=dates.short_day(line.chosen))})" if line.chosen else ""


def _unless(t: Speaker, unless_done: bool) -> str:
    return f" ({t('unless done')})" if unless_done else ""


def describe(t: Speaker, rule: Rule) -> str:
    """ "60 phút trước giờ bắt đầu", "19h00 hôm trước", "7h30 ngày cuối"."""
    if rule.minutes is not None:
        return t("{n} minutes before the start").format(n=rule.minutes)
    at = _hour(t, rule.at or time(7, 30))
    if rule.days == -1:
        return (
            t("{at} the day before").format(at=at)
            if rule.anchor is Anchor.FIRST_DAY
            else t("{at} one day ahead").format(at=at)
        )
    if rule.days:
        return t("{at}, {n} days ahead").format(at=at, n=-rule.days)
    days = {
        Anchor.MIDDLE_DAY: t("{at} in the middle of it"),
        Anchor.LAST_DAY: t("{at} on the last day"),
        Anchor.WORKING_DAY: t("{at} on the first working day"),
        Anchor.CHOSEN_DAY: t("{at} on the day chosen"),
    }
    return days.get(rule.anchor, t("{at} on the day")).format(at=at)


def _hour(t: Speaker, at: time) -> str:
    return f"{at.hour}h{at.minute:02d}" if t.language == "vi" else f"{at.hour}:{at.minute:02d}"


def _kinds(t: Speaker, rule: Rule) -> str:
    return ", ".join(t(KINDS[kind]) for kind in rule.kinds)


def rule_list(request: Request, course: CourseRow, found: Sequence[Rule], number: int | None, changes: bool) -> Answer:
    t = request.t
    shown = page(found, number)
    rows = [[choice(_label(t, rule), "rule", course.id, rule.key)] for rule in shown.items]
    more = [choice(t("Add a reminder"), "rule_add", course.id)] if changes else []
    turn = [*turning(shown, "rule_list", course.id), choice(t("Back"), "rules", course.id, 0)]
    text = f"<b>{t('Rules')} – {safe(course.title)}</b>\n{t('✓ is on, ✗ is off. Tap one to see or change it.')}"
    return says(text, *rows, more, turn, edit=request.edits)


def _label(t: Speaker, rule: Rule) -> str:
    return cut(f"{'✓' if rule.enabled else '✗'} {describe(t, rule)}: {_kinds(t, rule)}")


def one_rule(
    request: Request, course: CourseRow, rule: Rule, own: bool, changes: bool, ahead: Sequence[Told]
) -> Answer:
    """own: the course has it otherwise than the house. ahead: what it will still say, the next first."""
    t = request.t
    state = t("On") if rule.enabled else t("Off")
    lines = [
        f"<b>{describe(t, rule)}</b>{_unless(t, rule.unless_done)}",
        t("For: {kinds}").format(kinds=_kinds(t, rule)),
        f"{state}{' · ' + t('changed for this course') if own else ''}",
        *_next(t, rule, ahead),
        t("What falls into the quiet hours comes earlier."),
    ]
    if changes:
        lines.append(t("You can also write, for example: 20h; 2 days ahead at 8h; switch off."))
    rows = _switches(t, course, rule, own) if changes else []
    return says("\n".join(lines), *rows, [choice(t("Back"), "rule_list", course.id, 0)], edit=request.edits)


def _next(t: Speaker, rule: Rule, ahead: Sequence[Told]) -> list[str]:
    if not rule.enabled:
        return []
    if not ahead:
        return [t("⚠ With the schedule as it is, this rule has nothing more to say.")]
    text = t("Next: {when} – {title}").format(
        when=_moment(t, ahead[0].occurrence.due), title=safe(cut(ahead[0].session.title, 50))
    )
    more = len({one.occurrence.due for one in ahead}) - 1
    return [text + (t(", and {n} times more").format(n=more) if more else "")]


def _switches(t: Speaker, course: CourseRow, rule: Rule, own: bool) -> list[list[Choice]]:
    def to(label: str, what: str, style: Style = Style.PLAIN) -> Choice:
        return choice(label, "rule_set", course.id, rule.key, what, style=style)

    if rule.minutes is not None:
        offsets = [to(_ticked(f"{n}′", n == rule.minutes), f"m{n}") for n in MINUTES]
        rows = [offsets[:3], offsets[3:]]
    else:
        at = rule.at or time(7, 30)
        rows = [[to("–30′", _at(at, -STEP)), to(_hour(t, at), _at(at, 0)), to("+30′", _at(at, STEP))]]
        may = -rule.days < FARTHEST and rule.anchor in AHEAD
        earlier = [to(t("One day earlier"), f"d{rule.days - 1}")] if may else []
        later = [to(t("One day later"), f"d{rule.days + 1}")] if rule.days else []
        rows.append([*earlier, *later])
    last = [to(t("Switch off"), "off", Style.DANGER)] if rule.enabled else [to(t("Switch on"), "on", Style.GOOD)]
    if own:
        last.insert(0, to(t("Take away") if rule.key.startswith(OWN) else t("As everywhere"), "reset"))
    return [*rows, last]


def _ticked(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def _at(at: time, by: int) -> str:
    minutes = min(max(at.hour * 60 + at.minute + by, 0), LAST)
    return f"t{minutes // 60:02d}{minutes % 60:02d}"


def to_add(request: Request, course: CourseRow, found: Sequence[Rule]) -> Answer:
    t = request.t
    rows = [[choice(_label(t, rule)[2:], "rule_add", course.id, rule.key)] for rule in found]
    text = t("Which reminder is to be added?") if found else t("Everything that can be added is there already.")
    text += "\n" + t("Or write it, for example: add a reminder 45 minutes before; add a reminder 2 days ahead at 8h.")
    return says(text, *rows, [choice(t("Back"), "rule_list", course.id, 0)], edit=request.edits)


def which_rule(request: Request, course: CourseRow, found: Sequence[Rule]) -> Answer:
    """None, or several, are meant by what was written."""
    t = request.t
    rows = [[choice(_label(t, rule), "rule", course.id, rule.key)] for rule in found[:LINES]]
    text = t("Which of these reminders is meant?") if found else t("This course has no such reminder.")
    return says(text, *rows, [choice(t("Rules"), "rule_list", course.id, 0)])


def impossible(request: Request) -> Answer:
    t = request.t
    return says(t("That cannot be set for this reminder: up to 24 hours before the start, or up to 14 days ahead."))


def preparing(request: Request) -> str:
    return request.t("Preparing the file…")


def rehearsal_title(t: Speaker, plan: str) -> str:
    return t("Rehearsal: {plan}").format(plan=plan)


def rehearsal_columns(t: Speaker) -> list[str]:
    return [t("No."), t("Sent at"), t("To whom"), t("Course"), t("Session"), t("Time of the session"), t("Rule"),
            t("People"), t("Not after"), t("Text")]  # fmt: skip


Row = list[str | int | datetime | None]


def rehearsal_row(t: Speaker, one: Message, courses: Sequence[str], known: Mapping[str, Rule]) -> Row:
    """A reminder as it would go out, less its number. courses: code of each line's course."""
    said = mailings.reminder(t, [line.session for line in one.lines], one.due, late=False)
    told = [describe(t, known[key]) if key in known else key for key in _once(one.lines)]
    whom = t("Trainees and trainers")
    if day := one.lines[0].chosen:
        whom = t("who chose {day}").format(day=dates.short_day(day))
    return [
        one.due,
        whom,
        "\n".join(dict.fromkeys(courses)),
        "\n".join(line.session.title for line in one.lines),
        "\n".join(dates.period(t, line.session.period) for line in one.lines),
        "\n".join(told),
        one.people,
        max(line.occurrence.expires for line in one.lines),
        plain(said.text),
    ]


def _once(lines: Sequence[Told]) -> list[str]:
    return list(dict.fromkeys(line.occurrence.rule_key for line in lines))


def aside_row(t: Speaker, due: datetime, course: str, session: SessionView, many: int, nobody: bool) -> Row:
    """What trainers (nobody: no mark yet) or organizers (who is missing) hear around a start, if it is so then."""
    whom = t("Trainers of the session") if nobody else t("Organizers")
    when = t("if nobody has checked in by then") if nobody else t("if anybody is missing then")
    said = plain(starting.nobody_yet(t, session).text) if nobody else t("Who is missing, by school.")
    return [due, whom, course, session.title, dates.period(t, session.period), when, many, None, said]


def plain(text: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", text))
