"""Templates and headers of our own pages: nothing from outside, no inline script, nothing told to other sites."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

HERE = Path(__file__).resolve().parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
# with no-referrer a browser would send "Origin: null" with a form, and forms are checked by their origin
FORM_HEADERS = {**HEADERS, "Referrer-Policy": "same-origin"}

templates = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
)


def page(name: str, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> HTMLResponse:
    html = templates.get_template(name).render(**values)
    return HTMLResponse(html, status, headers=headers or HEADERS)


def static_files() -> Mount:
    return Mount("/static", StaticFiles(directory=HERE / "static"))


async def body_of(request: Request, most: int) -> bytes | None:
    """What was sent, whatever length it claims; None for more than so many bytes, of which no more are read."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            return None
        parts.append(part)
    return b"".join(parts)


def from_own_page(request: Request) -> bool:
    """Whether a POST comes from a page of ours: browsers always say where one comes from, and scripts cannot lie."""
    origin = request.headers.get("origin", "")
    return urlsplit(origin).netloc == request.headers.get("host")
