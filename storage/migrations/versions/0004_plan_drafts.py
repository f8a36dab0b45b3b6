"""plans read from documents, on their way to publication"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _id():
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _to(name, target):
    return sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_plan_draft_{name}"), ondelete="SET NULL")


def upgrade() -> None:
    op.create_table(
        "plan_draft",
        sa.Column("id", _id(), nullable=False),
        sa.Column("unit_id", _id(), nullable=True),
        sa.Column("created_by", _id(), nullable=True),
        sa.Column("batch_id", _id(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("history", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _to("unit_id", "unit"),
        _to("created_by", "person"),
        _to("batch_id", "import_batch"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_draft")),
    )
    op.create_index(op.f("ix_plan_draft_unit_id"), "plan_draft", ["unit_id"], unique=False)


def downgrade() -> None:
    op.drop_table("plan_draft")
