"""The tables. Times are UTC; texts that are searched have a folded copy beside them (no ICU, no unaccent).

One definition for SQLite and PostgreSQL; the migrations are checked against it by a test.
"""

from __future__ import annotations

from storage.schema.attendance import (
    board_link,
    leave,
    list_place,
    login_link,
    mark,
    panel,
    roll_batch,
    scan,
    session_note,
    web_login,
    whereabouts,
)
from storage.schema.base import Moment, metadata
from storage.schema.house import audit, draft, import_batch, inbox, question, setting, topic, unanswered, upload
from storage.schema.mailings import delivery, mailing, rule
from storage.schema.people import (
    account,
    attempt,
    binding_request,
    grant,
    invitation,
    person,
    person_group,
    unit,
    unit_parent,
)
from storage.schema.plans import (
    course,
    enrolment,
    exclusion,
    nomination,
    plan,
    plan_draft,
    progress,
    quota,
    session,
    session_group,
    staff,
)

__all__ = [
    "Moment",
    "account",
    "attempt",
    "audit",
    "binding_request",
    "board_link",
    "course",
    "delivery",
    "draft",
    "enrolment",
    "exclusion",
    "grant",
    "import_batch",
    "inbox",
    "invitation",
    "leave",
    "list_place",
    "login_link",
    "mailing",
    "mark",
    "metadata",
    "nomination",
    "panel",
    "person",
    "person_group",
    "plan",
    "plan_draft",
    "progress",
    "question",
    "quota",
    "roll_batch",
    "rule",
    "scan",
    "session",
    "session_group",
    "session_note",
    "setting",
    "staff",
    "topic",
    "unanswered",
    "unit",
    "unit_parent",
    "upload",
    "web_login",
    "whereabouts",
]
