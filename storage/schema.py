"""The tables. Times are UTC; texts that are searched have a folded copy beside them (no ICU, no unaccent).

One definition for SQLite and PostgreSQL; the migrations are checked against it by a test.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC. SQLite gives naive ones back, so the zone is put on again here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[int]:
    return Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)


def _to(name: str, target: str, *, null: bool = False, index: bool = False, cascade: bool = True) -> Column[Any]:
    rule = "CASCADE" if cascade else "SET NULL"
    return Column(name, ForeignKey(target, ondelete=rule), nullable=null, index=index)


unit = Table(
    "unit",
    metadata,
    _id(),
    Column("code", String(60), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("closed", Date),  # the first day on which the unit is no more
)

unit_parent = Table(
    "unit_parent",
    metadata,
    _id(),
    _to("unit_id", "unit.id", index=True),
    _to("parent_id", "unit.id", index=True),
    Column("valid_from", Date, nullable=True),  # null: from the beginning
    UniqueConstraint("unit_id", "valid_from"),
)

person = Table(
    "person",
    metadata,
    _id(),
    Column("code", String(60), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("birthday", Date),
    _to("unit_id", "unit.id", null=True, index=True, cascade=False),
    Column("subject", Text),
    Column("position", Text),
    Column("phone", String(20), unique=True),
    Column("email", Text),
    Column("role", String(20), nullable=False, server_default="trainee"),  # as in the list: Vai trò
    Column("note", Text),
    Column("language", String(8)),
    Column("reminders", Boolean, nullable=False, server_default=true()),
    Column("lead_minutes", Integer),  # a person's own last reminder before a session; null: the rule's
    Column("calendar_token", String(64), unique=True),
    Column("created_at", Moment, nullable=False),
    Column("erased_at", Moment),
    Column("location_consent_at", Moment),
)

person_group = Table(
    "person_group",
    metadata,
    _to("person_id", "person.id"),
    Column("name", Text, nullable=False),
    UniqueConstraint("person_id", "name"),
    Index("ix_person_group_name", "name"),
)

grant = Table(
    "role_grant",
    metadata,
    _id(),
    _to("person_id", "person.id", index=True),
    Column("role", String(20), nullable=False),
    _to("unit_id", "unit.id", null=True),
    UniqueConstraint("person_id", "role", "unit_id"),
)

account = Table(
    "account",
    metadata,
    _id(),
    Column("platform", String(20), nullable=False),
    Column("address", String(64), nullable=False),  # the chat id there
    _to("person_id", "person.id", null=True, index=True),
    Column("shown_name", Text),
    Column("language", String(8)),
    Column("bound_at", Moment),
    Column("bound_by", String(20)),  # contact, invitation, approval, setting
    Column("consent_at", Moment),
    Column("reachable", Boolean, nullable=False, server_default=true()),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment),
    UniqueConstraint("platform", "address"),
)

invitation = Table(
    "invitation",
    metadata,
    _id(),
    _to("person_id", "person.id", index=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

binding_request = Table(
    "binding_request",
    metadata,
    _id(),
    _to("account_id", "account.id"),
    Column("said", Text, nullable=False),
    Column("state", String(12), nullable=False, server_default="open"),
    _to("decided_by", "person.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
)

attempt = Table(  # tries to bind and other things that are limited by the hour
    "attempt",
    metadata,
    _id(),
    Column("who", String(90), nullable=False),
    Column("what", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_attempt_who_what_at", "who", "what", "at"),
)

plan = Table(
    "plan",
    metadata,
    _id(),
    Column("code", String(60), nullable=False, unique=True),
    Column("number", Text),
    Column("title", Text, nullable=False),
    Column("issuer", Text),
    Column("issued", Date),
    Column("contact", Text),
    Column("anomalies", JSON, nullable=False),
    _to("unit_id", "unit.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
)

course = Table(
    "course",
    metadata,
    _id(),
    _to("plan_id", "plan.id", index=True),
    Column("code", String(60), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("audience", Text),
    Column("quota", Integer),
    Column("completion", JSON, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("group_size", Integer),
    Column("checkout", Boolean, nullable=False, server_default=false()),  # what its sessions ask for unless set there
    Column("facts", JSON, nullable=False),
)

quota = Table(
    "quota",
    metadata,
    _to("course_id", "course.id"),
    Column("unit_code", String(60), nullable=False),
    Column("seats", Integer, nullable=False),
    UniqueConstraint("course_id", "unit_code"),
)

exclusion = Table(
    "exclusion",
    metadata,
    _to("course_id", "course.id"),
    Column("other_course", Text, nullable=False),
    UniqueConstraint("course_id", "other_course"),
)

session = Table(
    "session",
    metadata,
    _id(),
    _to("course_id", "course.id", index=True),
    Column("key", String(80), nullable=False),  # stable within the course: importing again updates it
    Column("position", Integer, nullable=False, server_default="0"),
    Column("title", Text, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("starts_at", Moment),
    Column("ends_at", Moment),
    Column("precision", String(8), nullable=False),
    Column("closes_at", Moment),  # derived from the period, so that "what is still ahead" is one comparison
    Column("place", Text),
    Column("venue", JSON),
    Column("link", Text),
    Column("audience", Text),
    Column("lead", Text),
    Column("quota", Integer),
    Column("evidence", Text),
    Column("groups", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("alt_kinds", JSON, nullable=False),
    Column("choose_days", Integer),
    Column("state", String(12), nullable=False, server_default="planned"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("checkin", JSON, nullable=False),  # {"opens_before", "late_after", "closes_after"} in minutes
    Column("opened_at", Moment),
    Column("closed_at", Moment),
    Column("secret", LargeBinary, nullable=False),
    UniqueConstraint("course_id", "key"),
    CheckConstraint("state in ('planned', 'cancelled')", name="state"),
    Index("ix_session_starts_at", "starts_at"),
)

session_group = Table(  # which groups of the course take part; none: everybody
    "session_group",
    metadata,
    _to("session_id", "session.id"),
    Column("name", Text, nullable=False),
    UniqueConstraint("session_id", "name"),
)

staff = Table(
    "staff",
    metadata,
    _to("session_id", "session.id"),
    _to("person_id", "person.id", index=True),
    UniqueConstraint("session_id", "person_id"),
)

enrolment = Table(
    "enrolment",
    metadata,
    _to("course_id", "course.id"),
    _to("person_id", "person.id", index=True),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("course_id", "person_id"),
)

nomination = Table(  # a unit's proposal, as it came in, with what was decided
    "nomination",
    metadata,
    _id(),
    _to("course_id", "course.id", index=True),
    _to("person_id", "person.id", index=True),
    Column("outcome", String(20), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("course_id", "person_id"),
)

progress = Table(  # what a person reports on an LMS or practice session
    "progress",
    metadata,
    _to("session_id", "session.id"),
    _to("person_id", "person.id", index=True),
    Column("done_at", Moment),
    Column("chosen_day", Date),
    UniqueConstraint("session_id", "person_id"),
)

mark = Table(
    "mark",
    metadata,
    _id(),
    _to("session_id", "session.id"),
    _to("person_id", "person.id", index=True),
    Column("status", String(12), nullable=False),  # 'none' takes the marks before it back
    Column("method", String(12), nullable=False),
    _to("by_person_id", "person.id", null=True, cascade=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text),
    Column("follows", BigInteger),  # the mark before it, 0 for the first: of two that follow the same one, one fails
    Index("ix_mark_session_person", "session_id", "person_id", "id"),
    Index("uq_mark_follows", "session_id", "person_id", "follows", unique=True),
)

leave = Table(
    "leave",
    metadata,
    _id(),
    _to("person_id", "person.id", index=True),
    _to("session_id", "session.id", null=True, index=True),
    Column("reason", Text),
    Column("state", String(12), nullable=False, server_default="asked"),  # accepted, refused, withdrawn
    _to("decided_by", "person.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
    Column("photo", JSON),  # the chat message it stands in; the picture itself is not stored
    Column("decided_at", Moment),
)

roll_batch = Table(  # marks that came together (a list, a sentence, a press), to be taken back together
    "roll_batch",
    metadata,
    _id(),
    _to("session_id", "session.id", index=True),
    _to("by_person_id", "person.id", null=True, cascade=False),
    Column("method", String(12), nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("marks", JSON, nullable=False),  # {person id: mark id}
    Column("undone_at", Moment),
)

session_note = Table(  # what its staff write down about a session
    "session_note",
    metadata,
    _id(),
    _to("session_id", "session.id", index=True),
    _to("by_person_id", "person.id", null=True, cascade=False),
    Column("text", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
)

panel = Table(  # the session whose screen a chat showed last: what a list typed then is about
    "panel",
    metadata,
    _to("account_id", "account.id"),
    _to("session_id", "session.id", index=True),
    Column("at", Moment, nullable=False),
    UniqueConstraint("account_id"),
)

list_place = Table(  # the number (TT) that somebody has on the printed lists of a session
    "list_place",
    metadata,
    _to("session_id", "session.id"),
    _to("person_id", "person.id", index=True),
    Column("place", Integer, nullable=False),
    UniqueConstraint("session_id", "person_id"),
    UniqueConstraint("session_id", "place"),
)

whereabouts = Table(  # of those who consented to it: near the place or not, and nothing else
    "whereabouts",
    metadata,
    _to("session_id", "session.id"),
    _to("person_id", "person.id", index=True),
    Column("inside", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("session_id", "person_id"),
)

question = Table(  # asked of the organizers because nobody else could answer
    "question",
    metadata,
    _id(),
    _to("account_id", "account.id", index=True),
    _to("person_id", "person.id", null=True),
    Column("text", Text, nullable=False),
    Column("reply", Text),
    _to("replied_by", "person.id", null=True, cascade=False),
    Column("replied_at", Moment),
    Column("forwarded", Boolean, nullable=False, server_default=false()),
    Column("created_at", Moment, nullable=False),
)

rule = Table(  # reminder rules; course null: the house's defaults
    "rule",
    metadata,
    _id(),
    _to("course_id", "course.id", null=True, index=True),
    Column("kinds", JSON, nullable=False),
    Column("key", String(40), nullable=False),
    Column("spec", JSON, nullable=False),
    Column("enabled", Boolean, nullable=False, server_default=true()),
    UniqueConstraint("course_id", "key"),
)

mailing = Table(
    "mailing",
    metadata,
    _id(),
    Column("kind", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    Column("due_at", Moment),
    Column("expires_at", Moment),
    _to("course_id", "course.id", null=True, index=True),
    _to("session_id", "session.id", null=True, index=True),
    Column("rule_key", String(40)),
    Column("occurrence", String(40)),  # (session, rule, occurrence) is planned once
    Column("audience", JSON),
    Column("body", JSON, nullable=False),
    _to("created_by", "person.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("watcher", JSON),  # the chat message that shows the progress
    UniqueConstraint("session_id", "rule_key", "occurrence"),
    Index("ix_mailing_state_due_at", "state", "due_at"),
)

_STILL_OPEN = text("state IN ('waiting', 'sending')")

delivery = Table(
    "delivery",
    metadata,
    _id(),
    _to("mailing_id", "mailing.id"),
    _to("person_id", "person.id", index=True),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("uncertain", Integer, nullable=False, server_default="0"),
    Column("next_at", Moment),  # not before; also the lease while sending
    Column("sent_at", Moment),
    Column("acknowledged_at", Moment),
    Column("message", String(40)),
    Column("platform", String(20)),
    Column("address", String(64)),
    Column("error", Text),
    UniqueConstraint("mailing_id", "person_id"),
    Index("ix_delivery_open", "state", "next_at", sqlite_where=_STILL_OPEN, postgresql_where=_STILL_OPEN),
    Index("ix_delivery_mailing_open", "mailing_id", "next_at", sqlite_where=_STILL_OPEN, postgresql_where=_STILL_OPEN),
)

draft = Table(  # a dialogue of several steps, so that it survives a restart
    "draft",
    metadata,
    _to("account_id", "account.id"),
    Column("kind", String(30), nullable=False),
    Column("data", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
    UniqueConstraint("account_id"),
)

topic = Table(  # what the last question of a chat was about, for a follow-up
    "topic",
    metadata,
    _to("account_id", "account.id"),
    Column("intent", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
    UniqueConstraint("account_id"),
)

inbox = Table(  # updates, written down before they are confirmed to the platform
    "inbox",
    metadata,
    _id(),
    Column("bot", String(40), nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("chat", String(64)),
    Column("payload", Text, nullable=False),
    Column("state", String(10), nullable=False),  # new, answering, done, aside
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("answer", JSON),
    Column("reference", String(12)),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("bot", "update_id"),
    Index("ix_inbox_state", "state"),
)

import_batch = Table(
    "import_batch",
    metadata,
    _id(),
    Column("kind", String(12), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("summary", JSON, nullable=False),
    Column("undo", JSON, nullable=False),
    _to("by_person_id", "person.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
    Column("undone_at", Moment),
)

upload = Table(  # a file sent to the bot, until its import is confirmed; kept 7 days
    "upload",
    metadata,
    _id(),
    Column("file_name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)

plan_draft = Table(  # a plan read from a document, on its way to publication
    "plan_draft",
    metadata,
    _id(),
    _to("unit_id", "unit.id", null=True, index=True, cascade=False),  # whose plan it will be; null: admins' alone
    _to("created_by", "person.id", null=True, cascade=False),
    _to("batch_id", "import_batch.id", null=True, cascade=False),  # the import that published it, until taken back
    Column("file_name", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("history", JSON, nullable=False),  # what each of the last edits replaced, the newest last
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", Moment, nullable=False, index=True),
    Column("who", String(90), nullable=False),  # person:12, cli, clock
    Column("action", String(40), nullable=False),
    Column("thing", String(90), nullable=False),
    Column("before", JSON),
    Column("after", JSON),
)

setting = Table(
    "setting",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", JSON, nullable=False),
)

board_link = Table(  # whoever has it may look at one session's board
    "board_link",
    metadata,
    _id(),
    _to("session_id", "session.id", index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("language", String(8), nullable=False),
    _to("created_by", "person.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

login_link = Table(  # from the chat to our pages, once
    "login_link",
    metadata,
    _id(),
    _to("person_id", "person.id", index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

web_login = Table(  # a browser that is somebody's
    "web_login",
    metadata,
    _id(),
    _to("person_id", "person.id", index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

scan = Table(  # claims to be there as they came, the wrong ones too; only for who looks for signals
    "scan",
    metadata,
    _id(),
    _to("session_id", "session.id"),
    _to("person_id", "person.id", index=True),
    Column("at", Moment, nullable=False),
    Column("platform", String(20), nullable=False),
    Column("method", String(12), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("age", Integer),  # seconds since what was scanned or typed had first been shown
    Index("ix_scan_session_person", "session_id", "person_id", "id"),
)

__all__ = [
    "account", "attempt", "audit", "binding_request", "board_link", "course", "delivery", "draft", "enrolment",
    "exclusion", "grant", "import_batch", "inbox", "invitation", "leave", "list_place", "login_link", "mailing", "mark",
    "metadata",
    "nomination", "panel", "person", "person_group", "plan", "plan_draft", "progress", "question", "quota",
    "roll_batch", "rule", "scan", "session", "session_group", "session_note", "setting", "staff", "topic", "unit",
    "unit_parent", "upload", "web_login", "whereabouts",
]  # fmt: skip
