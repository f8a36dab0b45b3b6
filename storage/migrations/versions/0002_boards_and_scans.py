"""links of boards and logins, scans, and marks that follow one another"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FOLLOWS = """
    UPDATE mark SET follows = COALESCE((
        SELECT MAX(earlier.id) FROM mark AS earlier
        WHERE earlier.session_id = mark.session_id AND earlier.person_id = mark.person_id AND earlier.id < mark.id
    ), 0)
"""


def _id():
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("mark", sa.Column("follows", sa.BigInteger(), nullable=True))
    op.execute(_FOLLOWS)
    op.create_index("uq_mark_follows", "mark", ["session_id", "person_id", "follows"], unique=True)
    op.create_table(
        "board_link",
        sa.Column("id", _id(), nullable=False),
        sa.Column("session_id", _id(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_by", _id(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_board_link_session_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_board_link_created_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_link")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_board_link_secret_hash")),
    )
    op.create_index(op.f("ix_board_link_session_id"), "board_link", ["session_id"], unique=False)
    for name, ended in (("login_link", "used_at"), ("web_login", "revoked_at")):
        op.create_table(
            name,
            sa.Column("id", _id(), nullable=False),
            sa.Column("person_id", _id(), nullable=False),
            sa.Column("secret_hash", sa.String(length=64), nullable=False),
            sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column(ended, sa.DateTime(timezone=True), nullable=True),
            sa.ForeignKeyConstraint(
                ["person_id"], ["person.id"], name=op.f(f"fk_{name}_person_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sa.UniqueConstraint("secret_hash", name=op.f(f"uq_{name}_secret_hash")),
        )
        op.create_index(op.f(f"ix_{name}_person_id"), name, ["person_id"], unique=False)
    op.create_table(
        "scan",
        sa.Column("id", _id(), nullable=False),
        sa.Column("session_id", _id(), nullable=False),
        sa.Column("person_id", _id(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_scan_session_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_scan_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
    )
    op.create_index(op.f("ix_scan_person_id"), "scan", ["person_id"], unique=False)
    op.create_index("ix_scan_session_person", "scan", ["session_id", "person_id", "id"], unique=False)


def downgrade() -> None:
    for table in ("scan", "web_login", "login_link", "board_link"):
        op.drop_table(table)
    op.drop_index("uq_mark_follows", "mark")
    op.drop_column("mark", "follows")
