"""leave with photos, lists taken back together, notes on sessions, near a place or not"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _id():
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _to(table, name, target, rule="CASCADE"):
    return sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}"), ondelete=rule)


def _moment(name, *, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.add_column("leave", sa.Column("photo", sa.JSON(), nullable=True))
    op.add_column("leave", _moment("decided_at", nullable=True))
    op.add_column("person", _moment("location_consent_at", nullable=True))
    op.create_table(
        "roll_batch",
        sa.Column("id", _id(), nullable=False),
        sa.Column("session_id", _id(), nullable=False),
        sa.Column("by_person_id", _id(), nullable=True),
        sa.Column("method", sa.String(length=12), nullable=False),
        _moment("entered_at"),
        sa.Column("marks", sa.JSON(), nullable=False),
        _moment("undone_at", nullable=True),
        _to("roll_batch", "session_id", "session"),
        _to("roll_batch", "by_person_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roll_batch")),
    )
    op.create_index(op.f("ix_roll_batch_session_id"), "roll_batch", ["session_id"], unique=False)
    op.create_table(
        "session_note",
        sa.Column("id", _id(), nullable=False),
        sa.Column("session_id", _id(), nullable=False),
        sa.Column("by_person_id", _id(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        _moment("created_at"),
        _to("session_note", "session_id", "session"),
        _to("session_note", "by_person_id", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_note")),
    )
    op.create_index(op.f("ix_session_note_session_id"), "session_note", ["session_id"], unique=False)
    op.create_table(
        "panel",
        sa.Column("account_id", _id(), nullable=False),
        sa.Column("session_id", _id(), nullable=False),
        _moment("at"),
        _to("panel", "account_id", "account"),
        _to("panel", "session_id", "session"),
        sa.UniqueConstraint("account_id", name=op.f("uq_panel_account_id")),
    )
    op.create_index(op.f("ix_panel_session_id"), "panel", ["session_id"], unique=False)
    op.create_table(
        "whereabouts",
        sa.Column("session_id", _id(), nullable=False),
        sa.Column("person_id", _id(), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        _moment("at"),
        _to("whereabouts", "session_id", "session"),
        _to("whereabouts", "person_id", "person"),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_whereabouts_session_id_person_id")),
    )
    op.create_index(op.f("ix_whereabouts_person_id"), "whereabouts", ["person_id"], unique=False)


def downgrade() -> None:
    for table in ("whereabouts", "panel", "session_note", "roll_batch"):
        op.drop_table(table)
    op.drop_column("person", "location_consent_at")
    op.drop_column("leave", "decided_at")
    op.drop_column("leave", "photo")
