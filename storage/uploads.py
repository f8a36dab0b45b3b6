"""Files sent to the bot, kept until their import is confirmed or given up, and a week at most."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from storage.schema import upload

KEY = 12  # letters of a key


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came. key: only who has the file, or the buttons made of it, can know it."""

    id: int
    file_name: str
    content: bytes

    @property
    def key(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:KEY]


def keep(db: Connection, file_name: str, content: bytes, now: datetime) -> Upload:
    values = {"file_name": file_name, "content": content, "created_at": now}
    number: int = db.execute(insert(upload).values(values).returning(upload.c.id)).scalar_one()
    return Upload(number, file_name, content)


def upload_of(db: Connection, upload_id: int, key: str) -> Upload | None:
    """The file, for whoever knows its key."""
    columns = (upload.c.id, upload.c.file_name, upload.c.content)
    row = db.execute(select(*columns).where(upload.c.id == upload_id)).first()
    found = Upload(row.id, row.file_name, row.content) if row else None
    return found if found and found.key == key else None


def drop(db: Connection, upload_id: int) -> None:
    db.execute(delete(upload).where(upload.c.id == upload_id))
