"""Secrets of links: 256 bits, shown once, stored hashed. A slow hash is for words that can be guessed."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """43 characters of [A-Za-z0-9_-]."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
