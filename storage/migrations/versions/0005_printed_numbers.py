"""courses that ask for check-out; the numbers that people have on printed lists"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _id():
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _to(name, target):
    return sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_list_place_{name}"), ondelete="CASCADE")


def upgrade() -> None:
    op.add_column("course", sa.Column("checkout", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "list_place",
        sa.Column("session_id", _id(), nullable=False),
        sa.Column("person_id", _id(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        _to("session_id", "session"),
        _to("person_id", "person"),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_list_place_session_id_person_id")),
        sa.UniqueConstraint("session_id", "place", name=op.f("uq_list_place_session_id_place")),
    )
    op.create_index(op.f("ix_list_place_person_id"), "list_place", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("list_place")
    op.drop_column("course", "checkout")
