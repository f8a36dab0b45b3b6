"""What is said to a teacher about time and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from handlers.request import Request
from handlers.talk import Answer, Choice, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe
from storage.sessions import CourseRow
from training.calendar import TO_ATTEND, Due, Dues, SessionView
from training.intents import When
from training.plan import Kind
from training.reading.vietnamese import fold

PAGE = 6  # sessions in one message: a phone's screen
NAMES = 4  # trainers named in one line
Pairs = Sequence[tuple[SessionView, SessionView]]

KINDS = {
    Kind.IN_PERSON: lazy("face to face"),
    Kind.VIRTUAL: lazy("virtual room"),
    Kind.LMS: lazy("self-study on the LMS"),
    Kind.PRACTICE: lazy("practice at your school"),
    Kind.MEETING: lazy("conference"),
    Kind.DEADLINE: lazy("deadline"),
    Kind.MILESTONE: lazy("milestone"),
}


def about(sessions: Iterable[SessionView], topic: str) -> list[SessionView]:
    """Those whose title or course speaks of the topic."""
    wanted = fold(topic)
    return [one for one in sessions if wanted in fold(f"{one.title} {one.course_title}")]


def kind(t: Speaker, session: SessionView) -> str:
    return t(KINDS[session.kind])


def plan_name(t: Speaker, session: SessionView | CourseRow) -> str:
    """The plan an answer comes from: its number when it has one, else its title."""
    if session.plan_number:
        return t("Plan No. {number}").format(number=safe(session.plan_number))
    return safe(_short(session.plan_title, 70))


def _short(text: str, limit: int) -> str:
    """Cut after a whole word."""
    return text if len(text) <= limit else text[:limit].rpartition(" ")[0].rstrip(" ,;–-") + "…"


def place(t: Speaker, session: SessionView) -> str:
    """Where it is, in one line."""
    nowhere_else = session.kind is Kind.VIRTUAL or not (session.venue or session.place)
    if session.link and nowhere_else:
        return t("Virtual room: {link}").format(link=safe(session.link))
    if session.venue:
        return ", ".join(safe(part) for part in (session.venue.name, session.venue.address) if part)
    if session.place:
        return safe(session.place)
    return t("place to be announced")


def until(t: Speaker, session: SessionView, now: datetime) -> str:
    """ "còn 1 ngày", "đang diễn ra"; empty when no hour is known."""
    begins = session.begins
    if begins is None or not session.counts_on.is_exact:
        return ""
    if begins <= now:
        return t("in progress now")
    return t("{left} to go").format(left=dates.left(t, begins - now))


def card(t: Speaker, session: SessionView, now: datetime) -> str:
    """Everything one needs to know about one session."""
    gone = until(t, session, now)
    lines = [
        f"{dates.period(t, session.counts_on)}" + (f" ({gone})" if gone else ""),
        f"{safe(session.title)} – {kind(t, session)}",
        t("Place: {place}").format(place=place(t, session)),
    ]
    if session.choose_days and session.chosen_day is None:
        lines.append(t("To do: choose {n} day within this span.").format(n=session.choose_days))
    if session.trainers:
        lines.append(trainers(t, session))
    if session.cancelled:
        lines.insert(0, t("⚠ CANCELLED"))
    if session.period.contradicts_itself:
        lines.append(t("⚠ The plan's dates contradict each other; please ask the organizers."))
    return "\n".join(lines)


def trainers(t: Speaker, session: SessionView) -> str:
    """Up to four names."""
    names = ", ".join(map(safe, session.trainers[:NAMES]))
    more = len(session.trainers) - NAMES
    text = t("Trainer: {names}").format(names=names)
    return text + " " + t("and {n} more").format(n=more) if more > 0 else text


def source(t: Speaker, session: SessionView | CourseRow) -> str:
    return "<i>" + t("According to: {plan}").format(plan=plan_name(t, session)) + "</i>"


def next_session(request: Request, session: SessionView, pairs: Pairs) -> Answer:
    t = request.t
    title = t("Your next session to teach") if session.role == "trainer" else t("Your next session")
    text = f"<b>{title}</b>\n{card(t, session, request.now)}\n{source(t, session)}"
    text += clash_lines(t, [pair for pair in pairs if session.id in (pair[0].id, pair[1].id)])
    return says(text, _session_row(t, session), day_row(request), edit=request.edits)


def _session_row(t: Speaker, session: SessionView) -> list[Choice]:
    row = [choice(t("Place"), "where", session.id)]
    if session.kind is Kind.LMS and not session.done:
        row.append(choice(t("I have finished"), "lms_done", session.id))
    if session.kind is Kind.PRACTICE and not session.done:
        row.append(choice(t("Choose a day"), "practice_day", session.id))
    if session.role == "trainer":
        row.append(choice(t("Manage session"), "session", session.id))
    return row


def day_row(request: Request) -> list[Choice]:
    """Today, tomorrow, this week, next week."""
    today, t = request.today, request.t
    monday = today - timedelta(days=today.weekday())
    spans = (
        (t("Today"), today, today),
        (t("Tomorrow"), today + timedelta(days=1), today + timedelta(days=1)),
        (t("This week"), monday, monday + timedelta(days=6)),
        (t("Next week"), monday + timedelta(days=7), monday + timedelta(days=13)),
    )
    return [choice(label, "days", first, last, 0) for label, first, last in spans]


def no_such_day(request: Request, day: str) -> Answer:
    text = request.t("The day {day} is in no calendar. Which day is meant?").format(day=safe(day))
    return says(text, day_row(request))


def clash_lines(t: Speaker, pairs: Pairs) -> str:
    """Two enrolments that need one person in two places."""
    lines = [
        t("⚠ Clash: “{one}” and “{other}” overlap on {when}. Please tell the organizers.").format(
            one=safe(one.title), other=safe(other.title), when=dates.period(t, other.period)
        )
        for one, other in pairs
    ]
    return "\n" + "\n".join(lines) if lines else ""


def nothing_ahead(request: Request) -> Answer:
    t = request.t
    text = t("You have no session ahead in the plans I hold.")
    return says(text, [choice(t("Ask the organizers"), "human")], day_row(request), edit=request.edits)


def schedule(request: Request, when: When, found: Sequence[SessionView], skip: int, pairs: Pairs) -> Answer:
    """A page of sessions in time order; months and weeks as the plan gives them."""
    t = request.t
    asked = dates.asked(t, when, request.intent.part, request.today)
    if not found:
        text = t("You have no session on {days}.").format(days=asked)
        return says(text, [choice(t("Next session"), "next_session")], day_row(request), edit=request.edits)
    page = found[skip : skip + PAGE]
    lines = [f"<b>{t('Schedule: {days}').format(days=asked)}</b>", *_listed(t, page, when)]
    lines += [source(t, one) for one in _one_per_plan(page)]
    rows = [_paging(t, when, skip, len(found)), day_row(request)]
    return says("\n".join(lines) + clash_lines(t, pairs), *rows, edit=request.edits)


def _listed(t: Speaker, page: Sequence[SessionView], when: When) -> list[str]:
    """A heading for each day or span, a line for each session; a place that all share stands once, at the end."""
    places = {place(t, one) for one in page if _to_go_to(one)}
    heading = dates.Day(t, when.first) if when.first == when.last else ""
    lines: list[str] = []
    for one in page:
        if _heading(t, one) != heading:
            heading = _heading(t, one)
            lines.append(f"<b>{heading}</b>")
        lines.append(_line(t, one))
        if len(places) > 1 and _to_go_to(one):
            lines.append(f"   {place(t, one)}")
    return lines + ([t("Place: {place}").format(place=places.pop())] if len(places) == 1 else [])


def _to_go_to(session: SessionView) -> bool:
    """Whether there is a place or a room worth naming."""
    return session.kind in TO_ATTEND and bool(session.place or session.venue or session.link)


def _heading(t: Speaker, session: SessionView) -> str:
    period = session.counts_on
    one_day = period.is_exact and period.first_day == period.last_day and period.first_day
    return dates.Day(t, one_day) if one_day else dates.period(t, period)


def _line(t: Speaker, session: SessionView) -> str:
    period = session.counts_on
    hours = dates.hours(t, period) if period.first_day == period.last_day else ""
    text = safe(_short(session.title, 80))
    if session.kind is not Kind.IN_PERSON:  # face to face is what everybody expects
        text += f" ({kind(t, session)})"
    if session.cancelled:
        text = f"{t('⚠ CANCELLED')} – {text}"
    if session.choose_days and session.chosen_day is None:
        text += " – " + t("choose {n} day").format(n=session.choose_days)
    if period.contradicts_itself:
        text += " " + t("⚠ The plan's dates contradict each other; please ask the organizers.")
    return f"• {hours}: {text}" if hours else f"• {text}"


def _one_per_plan(found: Iterable[SessionView]) -> list[SessionView]:
    return list({(one.plan_number, one.plan_title): one for one in found}.values())


def _paging(t: Speaker, when: When, skip: int, total: int) -> list[Choice]:
    row = []
    if skip:
        row.append(choice(t("‹ Earlier"), "days", when.first, when.last, max(skip - PAGE, 0)))
    if skip + PAGE < total:
        left = total - skip - PAGE
        label = t("{n} more ›").format(n=left)
        row.append(choice(label, "days", when.first, when.last, skip + PAGE))
    return row


def where(request: Request, session: SessionView) -> Answer:
    t = request.t
    lines = [
        f"<b>{dates.period(t, session.counts_on)}</b>",
        safe(session.title),
        t("Place: {place}").format(place=place(t, session)),
        source(t, session),
    ]
    row = []
    if session.link and session.link.startswith(("https://", "http://")):  # anything else no platform takes
        row.append(Choice(t("Open the room"), url=session.link))
    if session.venue and session.venue.address:
        row.append(Choice(t("Copy the address"), copy=session.venue.address))
    return says("\n".join(lines), row)


def nowhere(request: Request) -> Answer:
    t = request.t
    text = t("I find no session of yours then, so there is no place to name.")
    return says(text, [choice(t("Next session"), "next_session"), choice(t("Ask the organizers"), "human")])


def dues(request: Request, owed: Dues) -> Answer:
    t = request.t
    if not (owed.open or owed.overdue):
        return says(t("You owe nothing: no deadline, LMS day or practice day is open."), day_row(request))
    lines = [f"<b>{t('What is due')}</b>"]
    lines += [_due_line(t, due, request.now) for due in owed.open[:PAGE]]
    if owed.overdue:
        lines.append(f"<b>{t('Overdue')}</b>")
        lines += [_due_line(t, due, request.now) for due in owed.overdue[-PAGE:]]
    lines += [source(t, one) for one in _one_per_plan([due.session for due in (*owed.open, *owed.overdue)][:PAGE])]
    rows = [[_report(t, due.session)] for due in (*owed.open, *owed.overdue)[:3]]
    return says("\n".join(lines), *rows, edit=request.edits)


def dues_within(request: Request, asked: When, found: Sequence[Due], owed: Dues) -> Answer:
    """What is due on the days asked about; when nothing is, whatever is owed besides."""
    t = request.t
    days = dates.asked(t, asked, None, request.today)
    if not found:
        return says(t("Nothing is due then: {days}.").format(days=days)) + dues(request, owed)
    lines = [f"<b>{t('What is due')} – {days}</b>", *(_due_line(t, due, request.now) for due in found[:PAGE])]
    lines += [source(t, one) for one in _one_per_plan([due.session for due in found][:PAGE])]
    return says("\n".join(lines), *([_report(t, due.session)] for due in found[:3]), edit=request.edits)


def _due_line(t: Speaker, due: Due, now: datetime) -> str:
    text = f"• {safe(_short(due.session.title, 80))}: {dates.period(t, due.session.counts_on)}"
    if due.by is not None and due.by > now:
        text += " – " + t("{left} to go").format(left=dates.left(t, due.by - now))
    return text


def _report(t: Speaker, session: SessionView) -> Choice:
    label = t("Done: {title}").format(title=_short(session.title, 12))
    names = {Kind.LMS: "lms_done", Kind.PRACTICE: "practice_done"}
    return choice(label, names.get(session.kind, "deadline_done"), session.id)


def who_trains(request: Request, session: SessionView) -> Answer:
    t = request.t
    lines = [f"<b>{safe(session.title)}</b>", dates.period(t, session.counts_on)]
    if session.trainers:
        lines.append(trainers(t, session))
    else:
        lines.append(t("The plan names no trainer for this session."))
    if session.lead:
        lines.append(t("In charge: {lead}").format(lead=safe(session.lead)))
    lines.append(source(t, session))
    return says("\n".join(lines), [choice(t("Ask the organizers"), "human")])


def calendar_offer(request: Request) -> Answer:
    return says(request.t("I am sending your schedule as a calendar file (.ics). Open it to add it to your phone."))


def contacts(request: Request, courses: Sequence[CourseRow]) -> Answer:
    t = request.t
    lines = [f"<b>{t('Whom to turn to')}</b>"]
    for course in courses:
        contact = safe(course.plan_contact) if course.plan_contact else t("the plan names no contact")
        lines.append(f"• {safe(_short(course.title, 60))}: {contact} ({plan_name(t, course)})")
    lines.append(t("You can also write your question here and I will pass it on to the organizers."))
    return says("\n".join(lines), [choice(t("Ask the organizers"), "human")])


CERTIFICATE = "certificate"
MATERIALS = "materials"


def no_answer(request: Request, what: str) -> Answer:
    """A question that the plans do not answer: say so, offer the organizers."""
    t = request.t
    said = {
        CERTIFICATE: t("The plans I hold do not say when and how certificates are issued."),
        MATERIALS: t("No materials have been handed to me for your courses."),
    }[what]
    offer = t("Shall I pass your question on to the organizers?")
    rows = [choice(t("Ask the organizers"), "human"), choice(t("What I still owe"), "completion")]
    return says(f"{said} {offer}", rows)
