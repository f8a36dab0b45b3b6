"""A course's reminders as organizers see and change them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from html import unescape
from typing import Protocol

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates, mailings
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from handlers.wording.teacher import KINDS
from storage.sessions import CourseRow
from training.calendar import SessionView
from training.plan import ZONE
from training.reminders import Anchor, Occurrence, Rule

LINES = 8
MINUTES = (15, 30, 60, 90, 120, 180)  # before a start, to choose from
STEP = 30  # minutes by which an hour is moved
LAST = 23 * 60 + 30  # minutes of the latest hour of a day


class Told(Protocol):
    """A reminder of a session."""

    @property
    def session(self) -> SessionView: ...

    @property
    def occurrence(self) -> Occurrence: ...


def timeline(request: Request, course: CourseRow, ahead: Sequence[tuple[Told, int]], number: int | None) -> Answer:
    """Each reminder still to come, with how many people it is for."""
    t = request.t
    shown = page(ahead, number, LINES)
    lines = [f"<b>{t('Reminders')} – {safe(course.title)}</b>"]
    if not ahead:
        lines.append(t("Nothing is to be said any more."))
    for one, many in shown.items:
        day = dates.short_day(one.occurrence.due.astimezone(ZONE).date())
        when = f"{day} {dates.clock(t, one.occurrence.due)}"
        text = t("{when}: {n} people – {title}").format(when=when, n=many, title=safe(cut(one.session.title, 50)))
        lines.append(f"• {text}{_unless(t, one.occurrence.unless_done)}")
    rows = [
        [choice(t("Rules"), "rule_list", course.id, 0), choice(t("Rehearsal (.xlsx)"), "rehearse", course.id)],
        [*turning(shown, "rules", course.id), choice(t("Back"), "course", course.id, 0)],
    ]
    return says("\n".join(lines), *rows, edit=request.edits)


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


def one_rule(request: Request, course: CourseRow, rule: Rule, own: bool, changes: bool) -> Answer:
    """own: the course has it otherwise than the house."""
    t = request.t
    state = t("On") if rule.enabled else t("Off")
    lines = [
        f"<b>{describe(t, rule)}</b>{_unless(t, rule.unless_done)}",
        t("For: {kinds}").format(kinds=_kinds(t, rule)),
        f"{state}{' · ' + t('changed for this course') if own else ''}",
        t("What falls into the quiet hours comes earlier."),
    ]
    rows = _switches(t, course, rule, own) if changes else []
    return says("\n".join(lines), *rows, [choice(t("Back"), "rule_list", course.id, 0)], edit=request.edits)


def _switches(t: Speaker, course: CourseRow, rule: Rule, own: bool) -> list[list[Choice]]:
    def to(label: str, what: str, style: Style = Style.PLAIN) -> Choice:
        return choice(label, "rule_set", course.id, rule.key, what, style=style)

    if rule.minutes is not None:
        offsets = [to(_ticked(f"{n}′", n == rule.minutes), f"m{n}") for n in MINUTES]
        rows = [offsets[:3], offsets[3:]]
    else:
        at = rule.at or time(7, 30)
        rows = [[to("–30′", _at(at, -STEP)), to(_hour(t, at), _at(at, 0)), to("+30′", _at(at, STEP))]]
        if rule.days:
            rows.append([to(t("One day earlier"), f"d{rule.days - 1}"), to(t("One day later"), f"d{rule.days + 1}")])
    last = [to(t("Switch off"), "off", Style.DANGER)] if rule.enabled else [to(t("Switch on"), "on", Style.GOOD)]
    if own:
        last.insert(0, to(t("As everywhere"), "reset"))
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
    return says(text, *rows, [choice(t("Back"), "rule_list", course.id, 0)], edit=request.edits)


def preparing(request: Request) -> str:
    return request.t("Preparing the file…")


def rehearsal_title(t: Speaker, plan: str) -> str:
    return t("Rehearsal: {plan}").format(plan=plan)


def rehearsal_columns(t: Speaker) -> list[str]:
    return [t("No."), t("Sent at"), t("Course"), t("Session"), t("Time of the session"), t("Rule"), t("People"),
            t("Not after"), t("Text")]  # fmt: skip


def rehearsal_row(
    t: Speaker, number: int, one: Told, course: str, rule: Rule | None, many: int
) -> list[str | int | datetime]:
    """One message as it would go out."""
    said = mailings.reminder(t, [one.session], one.occurrence.due, late=False)
    return [
        number,
        one.occurrence.due,
        course,
        one.session.title,
        dates.period(t, one.session.period),
        describe(t, rule) if rule else one.occurrence.rule_key,
        many,
        one.occurrence.expires,
        unescape(re.sub(r"<[^>]+>", "", said.text)),
    ]
