"""Marks and all that leads to them: lists, leave, boards, scans, our own pages' logins."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, key, metadata, to

mark = Table(
    "mark",
    metadata,
    key(),
    to("session_id", "session.id"),
    to("person_id", "person.id", index=True),
    Column("status", String(12), nullable=False),  # 'none' takes the marks before it back
    Column("method", String(12), nullable=False),
    to("by_person_id", "person.id", null=True, cascade=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text),
    Column("follows", BigInteger),  # the mark before it, 0 for the first: of two that follow the same one, one fails
    Index("ix_mark_session_person", "session_id", "person_id", "id"),
    Index("uq_mark_follows", "session_id", "person_id", "follows", unique=True),
)

leave = Table(
    "leave",
    metadata,
    key(),
    to("person_id", "person.id", index=True),
    to("session_id", "session.id", null=True, index=True),
    Column("reason", Text),
    Column("state", String(12), nullable=False, server_default="asked"),  # accepted, refused, withdrawn
    to("decided_by", "person.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
    Column("photo", JSON),  # the chat message it stands in; the picture itself is not stored
    Column("decided_at", Moment),
)

roll_batch = Table(  # marks that came together (a list, a sentence, a press), to be taken back together
    "roll_batch",
    metadata,
    key(),
    to("session_id", "session.id", index=True),
    to("by_person_id", "person.id", null=True, cascade=False),
    Column("method", String(12), nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("marks", JSON, nullable=False),  # {person id: mark id}
    Column("undone_at", Moment),
)

session_note = Table(  # what its staff write down about a session
    "session_note",
    metadata,
    key(),
    to("session_id", "session.id", index=True),
    to("by_person_id", "person.id", null=True, cascade=False),
    Column("text", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
)

panel = Table(  # the session whose screen a chat showed last: what a list typed then is about
    "panel",
    metadata,
    to("account_id", "account.id"),
    to("session_id", "session.id", index=True),
    Column("at", Moment, nullable=False),
    UniqueConstraint("account_id"),
)

list_place = Table(  # the number (TT) that somebody has on the printed lists of a session
    "list_place",
    metadata,
    to("session_id", "session.id"),
    to("person_id", "person.id", index=True),
    Column("place", Integer, nullable=False),
    UniqueConstraint("session_id", "person_id"),
    UniqueConstraint("session_id", "place"),
)

whereabouts = Table(  # of those who consented to it: near the place or not, and nothing else
    "whereabouts",
    metadata,
    to("session_id", "session.id"),
    to("person_id", "person.id", index=True),
    Column("inside", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("session_id", "person_id"),
)

board_link = Table(  # whoever has it may look at one session's board
    "board_link",
    metadata,
    key(),
    to("session_id", "session.id", index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("language", String(8), nullable=False),
    to("created_by", "person.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

login_link = Table(  # from the chat to our pages, once
    "login_link",
    metadata,
    key(),
    to("person_id", "person.id", index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

web_login = Table(  # a browser that is somebody's
    "web_login",
    metadata,
    key(),
    to("person_id", "person.id", index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

scan = Table(  # claims to be there as they came, the wrong ones too; only for who looks for signals
    "scan",
    metadata,
    key(),
    to("session_id", "session.id"),
    to("person_id", "person.id", index=True),
    Column("at", Moment, nullable=False),
    Column("platform", String(20), nullable=False),
    Column("method", String(12), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("age", Integer),  # seconds since what was scanned or typed had first been shown
    Index("ix_scan_session_person", "session_id", "person_id", "id"),
)
