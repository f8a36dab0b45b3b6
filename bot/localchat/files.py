"""Files that people and bots have sent, kept in memory under Telegram-like identifiers."""

from __future__ import annotations

import io
import mimetypes
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from bot.localchat.errors import ENTITY_TOO_LARGE, bad_request
from bot.localchat.parameters import Upload

MAX_UPLOAD = 50_000_000
MAX_PHOTO = 10_000_000
MAX_DOWNLOAD = 20_000_000
MAX_PHOTO_SIDES = 10_000  # width and height together


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file once sent. path: under which it is downloaded. width and height in pixels, for photos."""

    id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes
    width: int = 0
    height: int = 0

    def as_document(self) -> dict[str, Any]:
        return {
            "file_id": self.id, "file_unique_id": self.unique_id, "file_name": self.name,
            "mime_type": self.mime, "file_size": len(self.data),
        }  # fmt: skip

    def as_photo(self) -> list[dict[str, Any]]:
        return [{
            "file_id": self.id, "file_unique_id": self.unique_id, "width": self.width,
            "height": self.height, "file_size": len(self.data),
        }]  # fmt: skip


class FileStore:
    """All files of a world."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def document(self, upload: Upload) -> StoredFile:
        if len(upload.data) > MAX_UPLOAD:
            raise ENTITY_TOO_LARGE
        if not upload.data:
            raise bad_request("file must be non-empty")
        name = PurePosixPath(upload.name.replace("\\", "/")).name or "file"
        guessed = mimetypes.guess_type(name)[0] or upload.mime or "application/octet-stream"
        return self._keep("BQACAgUAAxk", "documents", name, guessed, upload.data)

    def photo(self, upload: Upload) -> StoredFile:
        if len(upload.data) > MAX_PHOTO:
            raise bad_request("PHOTO_SAVE_FILE_INVALID")
        width, height = _pixels(upload.data)
        if width + height > MAX_PHOTO_SIDES or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return self._keep("AgACAgUAAxk", "photos", "photo.jpg", "image/jpeg", upload.data, width, height)

    def by_id(self, file_id: str) -> StoredFile:
        """Raises the 400 of an unknown identifier."""
        try:
            return self._by_id[file_id]
        except KeyError:
            raise bad_request("wrong file identifier/HTTP URL specified") from None

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def _keep(
        self, prefix: str, folder: str, name: str, mime: str, data: bytes, width: int = 0, height: int = 0
    ) -> StoredFile:
        number = len(self._by_id)
        suffix = PurePosixPath(name).suffix
        path = f"{folder}/file_{number}{suffix}"
        file = StoredFile(f"{prefix}{number:06d}", f"AgAD{number:06d}", path, name, mime, data, width, height)
        self._by_id[file.id] = self._by_path[path] = file
        return file


def _pixels(data: bytes) -> tuple[int, int]:
    """Width and height of an image. Raises the 400 that Telegram gives for what is none."""
    from PIL import Image  # only photos need it

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            return image.size
    except (OSError, ValueError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
