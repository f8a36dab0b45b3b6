"""Organizers' slow work: lists as .xlsx, templates, cards. Rights are asked in handlers/errand_rights.py."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from files.cards import Card
from files.reports import ReportCell
from handlers import invitations, starting, timelines, upload_errands
from handlers.talk import Answer, Errand, File, Reply
from handlers.wording import commands as command_words
from handlers.wording import mailing_desk as mailing_words
from handlers.wording import office as office_words
from handlers.wording import rules_desk as rule_words
from handlers.wording.language import Speaker
from storage import audiences, mailings, outcomes, overviews, rules, sessions, units
from storage.accounts import AccountRow
from training.plan import ZONE

if TYPE_CHECKING:  # it registers the runners of this module
    from handlers.errands import Bench, Runner


async def unreached_file(bench: Bench, errand: Errand, _account: AccountRow, t: Speaker) -> Answer:
    """Who of an audience is on no channel: names, units, phones."""
    audience = errand.args[0]
    rows = await bench.database.read(lambda db: audiences.unreached(db, audience, bench.now))
    names = await bench.database.read(lambda db: overviews.unit_names(db, [row.unit_id for row in rows]))
    table = [office_words.unreached_row(number, row, names) for number, row in enumerate(rows, 1)]
    title = office_words.unreached_title(t)
    return await _sheet(title, office_words.unreached_columns(t), table)


async def mailing_file(bench: Bench, errand: Errand, _account: AccountRow, t: Speaker) -> Answer:
    """Everybody a mailing is for, with what became of it."""
    number = int(errand.args[0])
    one = await bench.database.read(lambda db: mailings.mailing_by_id(db, number))
    rows = await bench.database.read(lambda db: outcomes.recipients(db, number))
    assert one
    table = [mailing_words.row(t, place, row) for place, row in enumerate(rows, 1)]
    sheet = await _sheet(mailing_words.file_title(t, one), mailing_words.columns(t), table)
    return sheet + mailing_words.to_results(t, number)


async def _sheet(
    title: str, columns: list[str], table: Sequence[Sequence[ReportCell]], *, protect: bool = True
) -> Answer:
    from files.reports import table_to_xlsx

    content = await asyncio.to_thread(table_to_xlsx, title, columns, table)
    return Answer((Reply(title, file=File(office_words.file_name(title), content), protect=protect),))


async def template_file(_bench: Bench, errand: Errand, _account: AccountRow, t: Speaker) -> Answer:
    """An empty .xlsx to fill in: people, roster or plan."""
    kind = str(errand.args[0])
    content = await asyncio.to_thread(_template, kind, command_words.template_intro(t, kind))
    name = office_words.template_name(t, kind)
    return Answer((Reply(office_words.template_caption(t, kind), file=File(name, content)),))


def _template(kind: str, intro: Sequence[str]) -> bytes:
    from files import plan_template, templates

    if kind != "plan":
        make = templates.people_template if kind == "people" else templates.roster_template
        return make(intro)
    with tempfile.TemporaryDirectory(prefix="taphuan-") as folder:
        path = Path(folder) / "plan.xlsx"
        plan_template.write_template(path, intro)
        return path.read_bytes()


async def invitation_cards(bench: Bench, errand: Errand, account: AccountRow, t: Speaker) -> Answer:
    """A PDF with a card for each person of a unit, and below it, who has no account."""
    unit_id, today = int(errand.args[0]), bench.now.astimezone(ZONE).date()
    bot = bench.house.bot_name("telegram")

    def work(db: Connection) -> tuple[str, list[Card]]:
        unit = units.unit_by_id(db, unit_id)
        below = units.subtree_ids(db, unit_id, today)
        return unit.name if unit else "", invitations.cards(db, below, f"person:{account.person_id}", bot, bench.now)

    name, made = await bench.database.write(work)
    return await _as_cards(bench, name, made, t)


async def invitation_card(bench: Bench, errand: Errand, account: AccountRow, t: Speaker) -> Answer:
    """A PDF with one card."""
    number, who = int(errand.args[0]), f"person:{account.person_id}"
    bot = bench.house.bot_name("telegram")
    made = await bench.database.write(lambda db: invitations.card(db, number, who, bot, bench.now))
    return await _as_cards(bench, made[0].name if made else "", made, t)


async def _as_cards(bench: Bench, name: str, made: Sequence[Card], t: Speaker) -> Answer:
    """name: whose they are, a unit's or a person's."""
    if not made:
        return office_words.nobody_to_invite(t)
    heading = command_words.cards_heading(t, bench.house.operator)
    content = await asyncio.to_thread(_pdf, made, heading, command_words.cards_instructions(t))
    file = File(office_words.cards_name(t, name), content)
    return Answer((Reply(office_words.cards_caption(t, name, len(made)), file=file),))


def _pdf(made: Sequence[Card], heading: str, instructions: Sequence[str]) -> bytes:
    from files.cards import cards_pdf

    return cards_pdf(made, heading=heading, instructions=instructions)


async def rehearsal(bench: Bench, errand: Errand, _account: AccountRow, t: Speaker) -> Answer:
    """Every message of these courses' whole timeline, sent to nobody."""
    ids = [int(number) for number in errand.args[0]]
    title, table = await bench.database.read(lambda db: _rehearsed(db, ids, bench, t))
    return await _sheet(rule_words.rehearsal_title(t, title), rule_words.rehearsal_columns(t), table, protect=False)


def _rehearsed(db: Connection, ids: Sequence[int], bench: Bench, t: Speaker) -> tuple[str, list[list[ReportCell]]]:
    courses = {one.id: one for one in (sessions.course_by_id(db, number) for number in ids) if one}
    in_force = rules.rules_of(db, courses)
    known = {rule.key: rule for found in in_force.values() for rule in found}
    held = timelines.of_courses(db, list(courses))
    crowd = timelines.Crowd(db, bench.now)
    reminders = [
        rule_words.rehearsal_row(t, one, [courses[line.session.course_id].code for line in one.lines], known)
        for one in timelines.messages(timelines.lines(held, in_force, bench.house.quiet), crowd)
    ]
    nudges = [
        rule_words.aside_row(
            t, one.due, courses[one.session.course_id].code, one.session, one.people, one.key == starting.NOBODY
        )
        for one in timelines.asides(db, held, bench.now)
    ]
    told = sorted([*reminders, *nudges], key=lambda row: str(row[0]))
    title = next(iter(courses.values())).plan_title if courses else ""
    return title, [[number, *row] for number, row in enumerate(told, 1)]


RUNNERS: Mapping[str, Runner] = {
    "rehearsal": rehearsal,
    "unreached_file": unreached_file,
    "mailing_file": mailing_file,
    "template_file": template_file,
    "invitation_cards": invitation_cards,
    "invitation_card": invitation_card,
    **upload_errands.RUNNERS,
}
