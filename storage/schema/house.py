"""Conversations, what comes in, files under way, the audit log, settings."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.schema.base import Moment, key, metadata, to

question = Table(  # asked of the organizers because nobody else could answer
    "question",
    metadata,
    key(),
    to("account_id", "account.id", index=True),
    to("person_id", "person.id", null=True),
    Column("text", Text, nullable=False),
    Column("reply", Text),
    to("replied_by", "person.id", null=True, cascade=False),
    Column("replied_at", Moment),
    Column("forwarded", Boolean, nullable=False, server_default=false()),
    Column("created_at", Moment, nullable=False),
)

unanswered = Table(  # asked, and not understood or not known
    "unanswered",
    metadata,
    key(),
    to("person_id", "person.id", index=True),
    Column("text", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("asked_at", Moment, nullable=False, index=True),
)

draft = Table(  # a dialogue of several steps, so that it survives a restart
    "draft",
    metadata,
    to("account_id", "account.id"),
    Column("kind", String(30), nullable=False),
    Column("data", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
    UniqueConstraint("account_id"),
)

topic = Table(  # what the last question of a chat was about, for a follow-up
    "topic",
    metadata,
    to("account_id", "account.id"),
    Column("intent", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
    UniqueConstraint("account_id"),
)

inbox = Table(  # updates, written down before they are confirmed to the platform
    "inbox",
    metadata,
    key(),
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
    key(),
    Column("kind", String(12), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("summary", JSON, nullable=False),
    Column("undo", JSON, nullable=False),
    to("by_person_id", "person.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
    Column("undone_at", Moment),
)

upload = Table(  # a file sent to the bot, until its import is confirmed; kept 7 days
    "upload",
    metadata,
    key(),
    Column("file_name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    key(),
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
