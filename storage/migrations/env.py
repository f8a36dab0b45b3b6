"""Run by Alembic. The connection comes from storage.migrate: there is no alembic.ini and no URL in a file."""

from typing import Any, Literal

from alembic import context

from storage.schema import Moment, metadata


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations name plain types: ours may change, what was once migrated may not."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=_render,
    transactional_ddl=True,  # our BEGIN covers DDL on SQLite as well, so a broken migration leaves nothing behind
)
with context.begin_transaction():
    context.run_migrations()
