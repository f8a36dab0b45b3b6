"""Organizers' slow work: lists as .xlsx. Rights were asked by the handler that gave the errand."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from files.reports import ReportCell
from handlers.talk import Answer, Errand, File, Reply
from handlers.wording import mailing_desk as mailing_words
from handlers.wording import office as office_words
from handlers.wording.language import Speaker
from storage import audiences, mailings, outcomes, overviews
from storage.accounts import AccountRow

if TYPE_CHECKING:  # it registers the runners of this module
    from handlers.errands import Bench, Runner


async def unreached_file(bench: Bench, errand: Errand, _account: AccountRow, t: Speaker) -> Answer:
    """Who of an audience is on no channel: names, units, phones."""
    audience = errand.args[0]
    rows = await bench.database.read(lambda db: audiences.unreached(db, audience, bench.now))
    units = await bench.database.read(lambda db: overviews.unit_names(db, [row.unit_id for row in rows]))
    table = [office_words.unreached_row(number, row, units) for number, row in enumerate(rows, 1)]
    title = office_words.unreached_title(t)
    return await _sheet(title, office_words.unreached_columns(t), table)


async def mailing_file(bench: Bench, errand: Errand, _account: AccountRow, t: Speaker) -> Answer:
    """Everybody a mailing is for, with what became of it."""
    number = int(errand.args[0])
    one = await bench.database.read(lambda db: mailings.mailing_by_id(db, number))
    rows = await bench.database.read(lambda db: outcomes.recipients(db, number))
    assert one
    table = [mailing_words.row(t, place, row) for place, row in enumerate(rows, 1)]
    return await _sheet(mailing_words.file_title(t, one), mailing_words.columns(t), table)


async def _sheet(title: str, columns: list[str], table: Sequence[Sequence[ReportCell]]) -> Answer:
    from files.reports import table_to_xlsx

    content = await asyncio.to_thread(table_to_xlsx, title, columns, table)
    return Answer((Reply(title, file=File(office_words.file_name(title), content), protect=True),))


RUNNERS: Mapping[str, Runner] = {"unreached_file": unreached_file, "mailing_file": mailing_file}
