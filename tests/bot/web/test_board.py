"""Our pages for checking in: the board's events, the page behind a code, and the link that lets one in."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from starlette.applications import Starlette

from bot.clock import Clock
from bot.web.board import Boards, qr
from bot.web.scan import COOKIE, Scans
from bot.web.serving import listening
from handlers.request import House
from storage import boards, logins
from storage.database import Database
from tests.handlers.scans import Morning

HOUSE = House("Sở Ví Dụ", public_url="https://tap-huan.example", bot_names=(("telegram", "TapHuanBot"),))


class Site:
    """The pages of a hall, served; the clock stands still until it is set."""

    def __init__(self, hall: Morning, clock: Clock, url: str, served: Boards, browser: httpx.AsyncClient) -> None:
        self.hall, self.clock, self.url, self.boards, self.browser = hall, clock, url, served, browser
        self.kept = ""

    async def get(self, path: str) -> httpx.Response:
        return await self.browser.get(path)

    async def post(self, path: str, origin: str | None = "own", **fields: Any) -> httpx.Response:
        headers = {} if origin is None else {"Origin": self.url if origin == "own" else origin}
        return await self.browser.post(path, data=fields, headers=headers)

    def board(self) -> str:
        hall = self.hall
        assert hall.hoa.person
        person, later = hall.hoa.person, hall.now.replace(hour=23)
        return hall.run(lambda db: boards.open_board(db, hall.session, person, "vi", hall.now, later))

    def at(self, hour: int, minute: int, second: int = 0) -> None:
        self.hall.now = self.hall.now.replace(hour=hour, minute=minute, second=second)
        self.clock.set(self.hall.now)

    async def signs_in(self) -> None:
        person = self.hall.lan.person
        assert person
        secret = self.hall.run(lambda db: logins.new_link(db, person, self.hall.now))
        answer = await self.post(f"/login/{secret}")
        assert answer.status_code == 303
        self.has_cookie(answer.cookies[COOKIE])

    def has_cookie(self, kept: str) -> None:
        """Without "secure", since this site is served by http."""
        self.kept = kept
        self.browser.cookies.clear()
        self.browser.cookies.set(COOKIE, kept)

    async def csrf(self) -> str:
        return _csrf((await self.get(f"/c/{self.hall.token()}")).text)


def _csrf(html: str) -> str:
    return re.findall(r'name="csrf" value="([0-9a-f]+)"', html)[0]


@pytest.fixture
async def site(sqlite_database: Database) -> AsyncIterator[Site]:
    hall = Morning(sqlite_database)
    clock = Clock(hall.now, speed=0)
    served = Boards(sqlite_database, clock, lambda: HOUSE)
    loop = asyncio.get_running_loop()

    def stir() -> None:
        with contextlib.suppress(RuntimeError):  # the writer's thread may speak when the loop is closed already
            loop.call_soon_threadsafe(served.stir)

    for table in ("mark", "session", "board_link"):
        sqlite_database.watch(table, stir)
    routes = [*served.routes(), *Scans(sqlite_database, clock, lambda: HOUSE).routes()]
    async with listening(Starlette(routes=routes), "127.0.0.1", 0) as url, httpx.AsyncClient(base_url=url) as browser:
        yield Site(hall, clock, url, served, browser)
        await served.close()


class Listener:
    """What the events of a board say, one after the other."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self.lines = lines

    async def next(self, name: str) -> dict[str, Any]:
        """The next event of this name; others are passed over."""
        async with asyncio.timeout(5):
            async for line in self.lines:
                if line == f"event: {name}":
                    found: dict[str, Any] = json.loads((await anext(self.lines)).removeprefix("data: "))
                    return found
        raise AssertionError(f"the events ended without {name}")


async def test_the_board_shows_the_code_counts_and_what_changes(site: Site) -> None:
    secret = site.board()
    async with site.browser.stream("GET", f"/board/{secret}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        board = Listener(answer.aiter_lines())
        code = await board.next("code")
        assert code["phase"] == "open"
        assert code["qr"] == qr(f"https://tap-huan.example/c/{site.hall.token()}")
        assert re.fullmatch(r"\d{4}", code["code"])
        assert await board.next("counts") == {"present": 0, "late": 0, "expected": 2, "names": []}
        await asyncio.to_thread(site.hall.scan, site.hall.lan)
        assert (await board.next("counts"))["present"] == 1
        site.at(7, 20, 20)
        assert (await board.next("code"))["qr"]["path"] != code["qr"]["path"]


async def test_switching_names_on_shows_them_at_once(site: Site) -> None:
    secret = site.board()
    await asyncio.to_thread(site.hall.scan, site.hall.lan)
    async with site.browser.stream("GET", f"/board/{secret}/events") as answer:
        board = Listener(answer.aiter_lines())
        assert (await board.next("counts"))["names"] == []
        said = json.dumps({"name": "names", "on": True})
        done = await site.browser.post(f"/board/{secret}/switch", content=said, headers={"Origin": site.url})
        assert done.status_code == 204
        assert (await board.next("counts"))["names"] == ["Trần Thị Lan"]


async def test_a_revoked_board_ends_while_it_is_looked_at(site: Site) -> None:
    secret = site.board()
    async with site.browser.stream("GET", f"/board/{secret}/events") as answer:
        board = Listener(answer.aiter_lines())
        await board.next("code")
        await asyncio.to_thread(site.hall.run, lambda db: boards.revoke(db, site.hall.session, site.hall.now))
        await board.next("gone")
    assert (await site.get(f"/board/{secret}")).status_code == 404
    assert (await site.get(f"/board/{secret}/events")).status_code == 204


@pytest.mark.parametrize(("hour", "minute", "phase"), [(6, 59, "before"), (8, 16, "over")])
async def test_outside_the_window_no_code_is_sent(site: Site, hour: int, minute: int, phase: str) -> None:
    site.at(hour, minute)
    async with site.browser.stream("GET", f"/board/{site.board()}/events") as answer:
        code = await Listener(answer.aiter_lines()).next("code")
    assert code["phase"] == phase
    assert "qr" not in code
    assert "code" not in code


async def test_all_pages_of_a_session_share_one_read(site: Site) -> None:
    secret, engine, reads = site.board(), site.hall.database.engine, []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        reads.extend([statement] if "FROM board_link" in statement else [])

    async with contextlib.AsyncExitStack() as stack:
        streams = [site.browser.stream("GET", f"/board/{secret}/events") for _ in range(20)]
        pages = [Listener((await stack.enter_async_context(one)).aiter_lines()) for one in streams]
        for one in pages:
            await one.next("counts")
        event.listen(engine, "before_cursor_execute", listen)
        await asyncio.to_thread(site.hall.scan, site.hall.lan)
        heard = await asyncio.gather(*(one.next("counts") for one in pages))
        event.remove(engine, "before_cursor_execute", listen)
    assert [one["present"] for one in heard] == [1] * 20
    assert len(reads) <= 2


@pytest.mark.parametrize("origin", [None, "https://elsewhere.example", "null"])
async def test_other_sites_switch_nothing(site: Site, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    said = json.dumps({"name": "names", "on": True})
    answer = await site.browser.post(f"/board/{site.board()}/switch", content=said, headers=headers)
    assert answer.status_code == 404
    assert not site.hall.facts().rules.names


@pytest.mark.parametrize("body", ["", "x", "[]", "{}", '{"name": "challenge", "on": true}', '{"name": "x"}'])
async def test_invented_switches_are_refused(site: Site, body: str) -> None:
    answer = await site.browser.post(f"/board/{site.board()}/switch", content=body, headers={"Origin": site.url})
    assert answer.status_code == 400


async def test_pages_bring_nothing_from_outside_and_tell_nothing(site: Site) -> None:
    for path in (f"/board/{site.board()}", f"/c/{site.hall.token()}", "/login/x", "/c/x"):
        answer = await site.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")
        assert answer.headers["cache-control"] == "no-store"
        assert not re.findall(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", answer.text)
        assert not [one for one in re.findall(r'(?:src|href)="([^"]+)"', answer.text) if not _is_ours(one)]


def _is_ours(link: str) -> bool:
    return link.startswith(("/", "https://t.me/TapHuanBot?start=c-"))


class TestBehindTheCode:
    async def test_looking_marks_nobody(self, site: Site) -> None:
        await site.signs_in()
        answer = await site.get(f"/c/{site.hall.token()}")
        assert answer.status_code == 200
        assert "Buổi của lớp một" in answer.text
        assert f"https://t.me/TapHuanBot?start=c-{site.hall.token()}" in answer.text
        assert "Trần Thị Lan" in answer.text
        assert site.hall.marks(site.hall.lan) == []

    async def test_the_number_on_the_page_can_be_typed_in_a_chat(self, site: Site) -> None:
        answer = await site.get(f"/c/{site.hall.token()}")
        number = re.findall(r'id="digits">(\d{4})<', answer.text)[0]
        assert "Đã điểm danh" in await asyncio.to_thread(site.hall.lan.says, number)

    async def test_a_form_of_ones_own_marks(self, site: Site) -> None:
        await site.signs_in()
        answer = await site.post(f"/c/{site.hall.token()}", csrf=await site.csrf())
        assert "7h20: đúng giờ" in answer.text
        assert site.hall.marks(site.hall.lan) == [("present", "qr")]
        assert site.hall.scans() == [(site.hall.lan.person, "qr", "taken", 0)]

    @pytest.mark.parametrize("wrong", ["nobody", "no csrf", "other csrf", "other origin", "no origin"])
    async def test_no_other_post_does(self, site: Site, wrong: str) -> None:
        if wrong != "nobody":
            await site.signs_in()
        csrf = "" if wrong in ("nobody", "no csrf") else "0" * 64 if wrong == "other csrf" else await site.csrf()
        origin = {"other origin": "https://elsewhere.example", "no origin": None}.get(wrong, "own")
        answer = await site.post(f"/c/{site.hall.token()}", origin, csrf=csrf)
        assert answer.status_code == 403
        assert site.hall.marks(site.hall.lan) == []

    async def test_an_old_code_says_to_scan_again(self, site: Site) -> None:
        await site.signs_in()
        token, csrf = site.hall.token(), await site.csrf()
        site.at(7, 20, 40)
        answer = await site.get(f"/c/{token}")
        assert (answer.status_code, "quét lại mã" in answer.text) == (410, True)
        assert "quét lại mã" in (await site.post(f"/c/{token}", csrf=csrf)).text
        assert site.hall.marks(site.hall.lan) == []

    async def test_a_forged_code_is_no_page(self, site: Site) -> None:
        assert (await site.get(f"/c/{'A' * 24}")).status_code == 404

    async def test_an_invented_code_with_a_number_names_no_session(self, site: Site) -> None:
        """The number is taken after a scan; without one, no code that only looks like a session's leads anywhere."""
        await site.signs_in()
        csrf, forged = await site.csrf(), base64.urlsafe_b64encode(site.hall.other.to_bytes(4, "big") + bytes(14))
        answer = await site.post(f"/c/{forged.decode()}", csrf=csrf, number=11)
        assert "Buổi của lớp hai" not in answer.text
        assert "không phải mã" in answer.text
        assert site.hall.scans() == []

    async def test_a_form_too_long_is_none_whatever_length_it_claims(self, site: Site) -> None:
        await site.signs_in()
        csrf = await site.csrf()

        async def unmeasured() -> AsyncIterator[bytes]:
            yield f"csrf={csrf}&more=".encode()
            yield b"x" * 100_000

        headers = {"Origin": site.url, "Content-Type": "application/x-www-form-urlencoded"}
        answer = await site.browser.post(f"/c/{site.hall.token()}", content=unmeasured(), headers=headers)
        assert answer.status_code == 403
        assert site.hall.marks(site.hall.lan) == []

    async def test_the_number_on_the_screen_is_asked_for_here_too(self, site: Site) -> None:
        site.hall.rules(challenge=True)
        await site.signs_in()
        csrf, token = await site.csrf(), site.hall.token()
        asked = await site.post(f"/c/{token}", csrf=csrf)
        assert len(re.findall(r'name="number" value="\d\d"', asked.text)) == 3
        assert site.hall.marks(site.hall.lan) == []
        assert "đúng giờ" in (await site.post(f"/c/{token}", csrf=csrf, number=site.hall.number())).text
        assert site.hall.marks(site.hall.lan) == [("present", "qr")]

    async def test_a_wrong_number_costs_the_scan_here_too(self, site: Site) -> None:
        site.hall.rules(challenge=True)
        await site.signs_in()
        csrf, token = await site.csrf(), site.hall.token()
        await site.post(f"/c/{token}", csrf=csrf)
        assert "Không phải số" in (await site.post(f"/c/{token}", csrf=csrf, number=site.hall.number() - 1)).text
        assert "quét lại" in (await site.post(f"/c/{token}", csrf=csrf, number=site.hall.number())).text
        assert site.hall.marks(site.hall.lan) == []


class TestLink:
    async def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(self, site: Site) -> None:
        person = site.hall.lan.person
        assert person
        secret = site.hall.run(lambda db: logins.new_link(db, person, site.hall.now))
        assert (await site.get(f"/login/{secret}")).status_code == 200, "a preview uses nothing up"
        answer = await site.post(f"/login/{secret}")
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "secure" in cookie, "the public address is https"
        assert (await site.post(f"/login/{secret}")).status_code == 410

    async def test_another_site_cannot_use_it_up(self, site: Site) -> None:
        person = site.hall.lan.person
        assert person
        secret = site.hall.run(lambda db: logins.new_link(db, person, site.hall.now))
        assert (await site.post(f"/login/{secret}", "https://elsewhere.example")).status_code == 410
        assert (await site.post(f"/login/{secret}")).status_code == 303

    async def test_signing_out_ends_it(self, site: Site) -> None:
        await site.signs_in()
        csrf = await site.csrf()
        assert (await site.post("/logout", csrf="")).status_code == 403
        assert (await site.post("/logout", csrf=csrf)).status_code == 200
        site.has_cookie(site.kept)
        assert (await site.post(f"/c/{site.hall.token()}", csrf=csrf)).status_code == 403


def test_a_qr_code_is_a_path_with_its_quiet_zone() -> None:
    import segno

    found = qr("https://tap-huan.example/c/x")
    rows = segno.make("https://tap-huan.example/c/x", error="m", micro=False).matrix
    drawn = {
        (int(x) + step - 4, int(y) - 4)
        for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", found["path"])
        for step in range(int(length))
    }
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    assert found["size"] == len(rows) + 8
