"""Units, people, their chat accounts, and how the two come together."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint, true

from storage.schema.base import Moment, key, metadata, to

unit = Table(
    "unit",
    metadata,
    key(),
    Column("code", String(60), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("closed", Date),  # the first day on which the unit is no more
)

unit_parent = Table(
    "unit_parent",
    metadata,
    key(),
    to("unit_id", "unit.id", index=True),
    to("parent_id", "unit.id", index=True),
    Column("valid_from", Date, nullable=True),  # null: from the beginning
    UniqueConstraint("unit_id", "valid_from"),
)

person = Table(
    "person",
    metadata,
    key(),
    Column("code", String(60), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("birthday", Date),
    to("unit_id", "unit.id", null=True, index=True, cascade=False),
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
    to("person_id", "person.id"),
    Column("name", Text, nullable=False),
    UniqueConstraint("person_id", "name"),
    Index("ix_person_group_name", "name"),
)

grant = Table(
    "role_grant",
    metadata,
    key(),
    to("person_id", "person.id", index=True),
    Column("role", String(20), nullable=False),
    to("unit_id", "unit.id", null=True),
    UniqueConstraint("person_id", "role", "unit_id"),
)

account = Table(
    "account",
    metadata,
    key(),
    Column("platform", String(20), nullable=False),
    Column("address", String(64), nullable=False),  # the chat id there
    to("person_id", "person.id", null=True, index=True),
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
    key(),
    to("person_id", "person.id", index=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

binding_request = Table(
    "binding_request",
    metadata,
    key(),
    to("account_id", "account.id"),
    Column("said", Text, nullable=False),
    Column("state", String(12), nullable=False, server_default="open"),
    to("decided_by", "person.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
)

attempt = Table(  # tries to bind and other things that are limited by the hour
    "attempt",
    metadata,
    key(),
    Column("who", String(90), nullable=False),
    Column("what", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_attempt_who_what_at", "who", "what", "at"),
)
