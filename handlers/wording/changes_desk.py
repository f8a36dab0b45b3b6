"""What organizers are shown while they change sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.request import Request
from handlers.session_edits import Edit, What
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from handlers.wording.mailings import Changed, changes
from handlers.wording.organizer import session_label
from handlers.wording.teacher import kind, place
from storage.audiences import Reach
from storage.sessions import CourseRow
from training.calendar import TO_ATTEND, SessionView
from training.moving import Unclear

LINES = 6  # sessions told one by one
DAYS = 6


def begin(request: Request, found: Sequence[CourseRow]) -> Answer:
    t = request.t
    rows = [[choice(cut(f"{one.code} – {one.title}"), "change_course", one.id)] for one in found[:LINES]]
    more = [choice(t("All courses"), "change_courses", 0)] if len(found) > LINES else []
    storm = choice(t("Everything at a place"), "storm", 0)
    return says(f"<b>{t('Change a session')}</b>\n{t('Of which course?')}", *rows, [*more, storm], edit=request.edits)


def in_course(request: Request, course: CourseRow, ahead: Sequence[SessionView], number: int | None) -> Answer:
    t = request.t
    back = choice(t("Back"), "changes")
    if not ahead:
        return says(t("Nothing is ahead in this course."), [back], edit=request.edits)
    shown = page(ahead, number)
    rows = [[choice(session_label(t, one), "change", f"s.{one.id}")] for one in shown.items]
    whole = choice(t("The whole course"), "change", f"c.{course.id}")
    turn = [*turning(shown, "change_course", course.id), back]
    return says(f"<b>{safe(course.title)}</b>\n{t('Which session?')}", *rows, [whole], turn, edit=request.edits)


def places(request: Request, found: Sequence[tuple[str, int, str]], number: int | None) -> Answer:
    t = request.t
    back = choice(t("Back"), "changes")
    if not found:
        return says(t("Nothing is ahead at any place."), [back], edit=request.edits)
    shown = page(found, number)
    rows = [[choice(cut(f"{name} ({many})"), "storm_days", key)] for name, many, key in shown.items]
    return says(f"<b>{t('At which place?')}</b>", *rows, [*turning(shown, "storm"), back], edit=request.edits)


def days(request: Request, name: str, key: str, found: Sequence[date]) -> Answer:
    t = request.t
    rows = [[choice(dates.Day(t, day), "change", _at(key, day, day))] for day in found[:DAYS]]
    if len(found) > 1:
        rows.append([choice(t("All days"), "change", _at(key, found[0], found[-1]))])
    back = [choice(t("Back"), "storm", 0)]
    return says(f"<b>{safe(name)}</b>\n{t('On which day?')}", *rows, back, edit=request.edits)


def _at(key: str, first: date, last: date) -> str:
    return f"v.{key}.{first:%Y%m%d}.{last:%Y%m%d}"


def no_such_session(request: Request) -> Answer:
    """For what is outside one's reach as for what does not exist."""
    return says(request.t("I find no such session within your reach."), [choice(request.t("Menu"), "greeting")])


def nothing_to_change(request: Request) -> Answer:
    return says(request.t("There is nothing of that kind to change in these sessions."), edit=request.edits)


def chosen(request: Request, token: str, found: Sequence[SessionView], touched: int) -> Answer:
    t = request.t
    lines = [f"<b>{safe(found[0].title)}</b>"] if len(found) == 1 else [f"<b>{_many(t, found)}</b>"]
    lines += [_line(t, one) for one in found[:LINES]]
    if len(found) > LINES:
        lines.append(t("… and {n} more.").format(n=len(found) - LINES))
    lines.append(t("It touches {n} people. What is to change?").format(n=touched))
    return says("\n".join(lines), *_deeds(t, token, found), _wider(t, token, found), edit=request.edits)


def _many(t: Speaker, found: Sequence[SessionView]) -> str:
    return t("{n} sessions").format(n=len(found))


def _line(t: Speaker, one: SessionView) -> str:
    off = t("⚠ CANCELLED") + " – " if one.cancelled else ""
    where = f"; {place(t, one)}" if one.kind in TO_ATTEND else ""
    return f"• {off}{dates.period(t, one.period)}: {safe(cut(one.title, 60))} ({kind(t, one)}){where}"


def _deeds(t: Speaker, token: str, found: Sequence[SessionView]) -> list[list[Choice]]:
    time = choice(t("Time"), "change_to", What.TIME, token)
    off = choice(t("Cancel sessions"), "change_to", What.CANCEL, token, style=Style.DANGER)
    again = [choice(t("Hold after all"), "change_to", What.RESTORE, token)] if any(o.cancelled for o in found) else []
    stands = [off] if any(not one.cancelled for one in found) else []
    rows = [[time], [*again, *stands]]
    if any(one.kind in TO_ATTEND for one in found):
        link = choice(t("Virtual room"), "change_to", What.LINK, token)
        rows[0] += [choice(t("Place"), "change_to", What.PLACE, token), link]
    return rows


def _wider(t: Speaker, token: str, found: Sequence[SessionView]) -> list[Choice]:
    """From one session to its day and its course."""
    back = choice(t("Back"), "change_course", found[0].course_id)
    if not token.startswith("s."):
        return [back]
    day = choice(t("Its whole day"), "change", f"d.{found[0].id}")
    return [day, choice(t("The whole course"), "change", f"c.{found[0].course_id}"), back]


def ask(request: Request, what: What, token: str, found: Sequence[SessionView]) -> Answer:
    t = request.t
    asked = {
        What.TIME: t("Write the new time, for example: 14h on 12/12; tomorrow afternoon 13h30–17h; 30 minutes later."),
        What.PLACE: t("Write the new place, with its address if it is not known here yet."),
        What.LINK: t("Write the link of the virtual room."),
    }[what]
    if what is What.TIME and len(found) > 1:
        asked = t(
            "Write the day to which the first of them goes, or by how much all move. For example: 12/12; a week later."
        )
    back = [choice(t("Cancel"), "cancel"), choice(t("Back"), "change", token)]
    return says(asked, back, edit=request.edits)


def unclear(request: Request, what: What, why: Unclear, many: int) -> Answer:
    t = request.t
    if what is What.LINK:
        text = t("I cannot read a link in that. Please send it again, for example: https://meet.example.vn/abc.")
        return says(text, [choice(t("Cancel"), "cancel")])
    if what is What.PLACE:
        return says(t("Please write the place in words."), [choice(t("Cancel"), "cancel")])
    said = {
        Unclear.NO_TIME: t("I cannot read that. Please write it again, for example: 14h on 12/12."),
        Unclear.NEEDS_HOUR: t("At what hour? For example: tomorrow 13h30–17h."),
        Unclear.NEEDS_DAY: t("On which day? For example: 12/12."),
        Unclear.BACKWARDS: t("That would end before it begins. Please write it again."),
        Unclear.SAME: t("That is when it is already. Please write another time."),
    }[why]
    if why is Unclear.NEEDS_DAY and many > 1:
        said = t("For several sessions please give one day and no hour; each keeps its hours.")
    return says(said, [choice(t("Cancel"), "cancel")])


def in_the_past(request: Request, after: SessionView) -> Answer:
    t = request.t
    text = t("{when} is over already. Please give a time ahead.").format(when=dates.period(t, after.period))
    return says(text, [choice(t("Cancel"), "cancel")])


def decide_first(request: Request, key: str) -> Answer:
    t = request.t
    text = t("A change is waiting for your decision: carry it out or cancel?")
    return says(text, [choice(t("Cancel"), "cancel"), choice(t("Carry out"), "change_do", key, style=Style.DANGER)])


def preview(
    request: Request,
    what: What,
    edits: Sequence[Edit],
    touched: Reach,
    clashes: Sequence[tuple[str | None, int]],
    key: str,
) -> Answer:
    """Old → new of each session, how many people, what collides."""
    t = request.t
    lines = [f"<b>{t('This is what would change:')}</b>"]
    lines.append(changes(t, [Changed(one.before, one.after) for one in edits[:LINES]]))
    if len(edits) > LINES:
        lines.append(t("… and {n} more.").format(n=len(edits) - LINES))
    lines.append(t("It touches {n} people, {m} of them on no channel.").format(n=touched.total, m=touched.unreachable))
    lines += [_clash(t, title, many) for title, many in clashes[:LINES]]
    label = t("Cancel {n} sessions") if what is What.CANCEL else t("Change {n} sessions")
    row = [
        choice(t("Leave it"), "cancel"),
        choice(label.format(n=len(edits)), "change_do", key, style=Style.DANGER),
    ]
    return says("\n".join(lines), row, edit=request.edits)


def _clash(t: Speaker, title: str | None, many: int) -> str:
    name = safe(title) if title else t("a session of another course")
    return t("⚠ {n} people would have to be in “{title}” at the same time.").format(n=many, title=name)


def outdated(request: Request) -> Answer:
    t = request.t
    text = t("This button is no longer in use; nothing was changed.")
    return says(text, [choice(t("Change a session"), "changes")])


def changed_meanwhile(request: Request, token: str) -> Answer:
    t = request.t
    text = t("Somebody has changed this session meanwhile, so nothing was done. Please look at it again.")
    return says(text, [choice(t("Look again"), "change", token)], edit=request.edits)


def done(request: Request, many: int, touched: int, mailing: int | None) -> Answer:
    t = request.t
    told = t("In about 3 minutes I will tell {n} people, old → new, in one message.").format(n=touched)
    if mailing is None:
        told = t("All is as people know it, so nobody needs to be told.")
    text = f"✅ {t('{n} sessions changed.').format(n=many)} {told}"
    row = [choice(t("Change more"), "changes")]
    if mailing is not None:
        row.insert(0, choice(t("How it stands"), "mailing", mailing))
    return says(text, row, edit=request.edits)
