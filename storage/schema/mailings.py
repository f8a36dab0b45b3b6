"""What is to be said, when, to whom, and what came of it."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, text, true

from storage.schema.base import Moment, key, metadata, to

rule = Table(  # reminder rules; course null: the house's defaults
    "rule",
    metadata,
    key(),
    to("course_id", "course.id", null=True, index=True),
    Column("kinds", JSON, nullable=False),
    Column("key", String(40), nullable=False),
    Column("spec", JSON, nullable=False),
    Column("enabled", Boolean, nullable=False, server_default=true()),
    UniqueConstraint("course_id", "key"),
)

mailing = Table(
    "mailing",
    metadata,
    key(),
    Column("kind", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    Column("due_at", Moment),
    Column("expires_at", Moment),
    to("course_id", "course.id", null=True, index=True),
    to("session_id", "session.id", null=True, index=True),
    Column("rule_key", String(40)),
    Column("occurrence", String(40)),  # (session, rule, occurrence) is planned once
    Column("audience", JSON),
    Column("body", JSON, nullable=False),
    to("created_by", "person.id", null=True, cascade=False),
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
    key(),
    to("mailing_id", "mailing.id"),
    to("person_id", "person.id", index=True),
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
