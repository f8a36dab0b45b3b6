"""Our own page behind a scanned code, for whoever is not in Telegram; and the link from the chat that lets one in.

Looking changes nothing: attendance is marked, and a link used up, by a POST from our own page alone.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.web.rendering import FORM_HEADERS, body_of, from_own_page, page
from handlers import scan
from handlers.request import House
from handlers.scan import Landing, Said
from handlers.wording import scan as words
from handlers.wording.language import Speaker, speaker
from storage import logins
from storage.database import Database
from storage.logins import LOGIN_LIFE, WebPerson
from training.tokens import Verdict

COOKIE = "taphuan_login"
LONGEST_FORM = 4_000  # bytes


class Scans:
    """The routes `/c/TOKEN`, `/login/SECRET` and `/logout`."""

    def __init__(self, database: Database, clock: Clock, house: Callable[[], House]) -> None:
        self._database, self._clock, self._house = database, clock, house

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/c/{token:str}", self.land),
            Route("/c/{token:str}", self.check_in, methods=["POST"]),
            Route("/login/{secret:str}", self.ask_login),
            Route("/login/{secret:str}", self.log_in, methods=["POST"]),
            Route("/login", self.logged_in),
            Route("/logout", self.log_out, methods=["POST"]),
        ]

    async def land(self, request: Request) -> Response:
        """What a camera opens."""
        token, now, house = request.path_params["token"], self._clock.now(), self._house()
        who = await self._who(request)
        t = _speaker(request, who)
        found = await self._database.read(lambda db: scan.landing(db, token, now, house))
        if found.verdict is not Verdict.VALID:
            text = words.scan_again(t) if found.verdict is Verdict.EXPIRED else words.forged(t)
            status = 410 if found.verdict is Verdict.EXPIRED else 404
            return _page(t, "scan_said.html", status, said=Said(text, False, found.session), token=token)
        return _page(t, "scan.html", found=found, token=token, who=who, csrf=_csrf(request), **self._times(t, found))

    def _times(self, t: Speaker, found: Landing) -> dict[str, Any]:
        assert found.session and found.number_until
        seconds = self._clock.real_seconds_until(found.number_until)
        return {"seconds": int(seconds) if seconds < 600 else 600, "when": words.when(t, found.session)}

    async def check_in(self, request: Request) -> Response:
        who, form = await self._who(request), await _form(request)
        t = _speaker(request, who)
        if who is None or form is None or not _is_meant(request, form):
            return _page(t, "scan_said.html", 403, said=Said(words.page(t)["sign_in"], False), token="")
        token, now = request.path_params["token"], self._clock.now()
        chosen = form.get("number", "")
        number = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else None
        said = await self._database.write(lambda db: scan.check_in_on_page(db, token, number, who, now, t))
        return _page(t, "scan_said.html", 200, said=said, token=token, csrf=_csrf(request))

    async def ask_login(self, request: Request) -> Response:
        """Programs open links to show previews: a link is used up by the button only."""
        secret, now = request.path_params["secret"], self._clock.now()
        who = await self._database.read(lambda db: logins.whose_link(db, secret, now))
        t = _speaker(request, who)
        return _page(t, "scan_login.html", 200 if who else 410, who=who, secret=secret)

    async def log_in(self, request: Request) -> Response:
        secret, now = request.path_params["secret"], self._clock.now()
        kept = None
        if from_own_page(request):
            kept = await self._database.write(lambda db: logins.log_in(db, secret, now))
        if kept is None:
            return _page(_speaker(request, None), "scan_login.html", 410, who=None, secret="")
        response = RedirectResponse("/login", 303, headers=FORM_HEADERS)
        secure = self._is_https(request)
        # lax: a camera or a chat opens the page from outside, and nothing is ever changed by looking
        response.set_cookie(COOKIE, kept, int(LOGIN_LIFE.total_seconds()), httponly=True, samesite="lax", secure=secure)
        return response

    async def logged_in(self, request: Request) -> Response:
        who = await self._who(request)
        t = _speaker(request, who)
        text = words.page(t)["logged_in"].format(name=who.name) if who else words.page(t)["sign_in"]
        return _page(t, "scan_said.html", said=Said(text, bool(who)), token="", csrf=_csrf(request))

    async def log_out(self, request: Request) -> Response:
        who, form = await self._who(request), await _form(request)
        t = _speaker(request, who)
        if who is None or form is None or not _is_meant(request, form):
            return _page(t, "scan_said.html", 403, said=Said(words.page(t)["sign_in"], False), token="")
        kept, now = request.cookies[COOKIE], self._clock.now()
        await self._database.write(lambda db: logins.log_out(db, kept, now))
        response = _page(t, "scan_said.html", said=Said(words.page(t)["logged_out"], True), token="")
        response.delete_cookie(COOKIE)
        return response

    async def _who(self, request: Request) -> WebPerson | None:
        kept, now = request.cookies.get(COOKIE), self._clock.now()
        if not kept:
            return None
        return await self._database.read(lambda db: logins.who_is(db, kept, now))

    def _is_https(self, request: Request) -> bool:
        root = self._house().public_url or ""
        return root.startswith("https:") or request.url.scheme == "https"


def _page(t: Speaker, name: str, status: int = 200, **values: Any) -> Response:
    return page(name, status, FORM_HEADERS, language=t.language, texts=words.page(t), **values)


def _speaker(request: Request, who: WebPerson | None) -> Speaker:
    """The person's language, else the browser's first one, else Vietnamese."""
    browser = request.headers.get("accept-language", "")[:2].lower()
    return speaker((who.language if who else None) or browser)


def _csrf(request: Request) -> str:
    """What a form of ours carries: nobody else can make it out of a cookie that no script can read."""
    kept = request.cookies.get(COOKIE, "")
    return hmac.new(kept.encode(), b"form", hashlib.sha256).hexdigest() if kept else ""


def _is_meant(request: Request, form: Mapping[str, str]) -> bool:
    given, right = form.get("csrf", ""), _csrf(request)
    return bool(right) and hmac.compare_digest(given.encode(), right.encode()) and from_own_page(request)


async def _form(request: Request) -> dict[str, str] | None:
    """Small forms only."""
    body = await body_of(request, LONGEST_FORM)
    if body is None:
        return None
    try:
        return dict(parse_qsl(body.decode("ascii"), max_num_fields=5))
    except ValueError:
        return None
