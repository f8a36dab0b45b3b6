"""What is said at the organizers' office: lists in and out, invitations, people to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handlers.request import Request
from handlers.talk import Answer, choice, says
from handlers.wording.language import Speaker
from handlers.wording.mailing_desk import phone
from training.reading.vietnamese import fold


def file_name(title: str, suffix: str = "xlsx") -> str:
    """ "Danh sách: lớp 1" → "danh-sach-lop-1.xlsx"."""
    return f"{re.sub(r'[^a-z0-9]+', '-', fold(title)).strip('-')[:60] or 'danh-sach'}.{suffix}"


def unreached_title(t: Speaker) -> str:
    return t("People on no channel yet")


def unreached_columns(t: Speaker) -> list[str]:
    return [t("No."), t("Code"), t("Name"), t("Unit"), t("Phone")]


def unreached_row(number: int, row: Any, units: Mapping[int, str]) -> list[str | int | None]:
    """`row` as of audiences.unreached."""
    return [number, row.code, row.name, units.get(row.unit_id), phone(row.phone)]


def no_files_needed(request: Request) -> Answer:
    """To whoever may not bring anything in."""
    t = request.t
    text = t("Thank you, but I need no files from you. Please type your question.")
    return says(text, [choice(t("Next session"), "next_session"), choice(t("Ask the organizers"), "human")])
