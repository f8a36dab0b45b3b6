"""The board in a real browser over the whole program: shown, counted live over the Bot API server, rotated, stale."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.app import App, running
from bot.clock import Clock
from bot.localchat.people import Person
from bot.settings import Settings
from storage import boards
from storage.database import Database
from tests.bot.localchat.conftest import NO_CHROMIUM
from tests.handlers.scans import Morning, at

CHROMIUM = Path("/usr/bin/chromium")
SHOTS = os.environ.get("BOARD_SHOTS")  # a folder; when set, what the board looks like is kept there
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_CHROMIUM),
]


class House:
    """The program with a hall of people; `stop` ends it as a failing machine would, for the page."""

    def __init__(self, hall: Morning, app: App, stack: contextlib.AsyncExitStack) -> None:
        self.hall, self.app, self._stack = hall, app, stack
        self.stopped = False

    def board(self) -> str:
        hall, person = self.hall, self.hall.hoa.person
        assert person
        secret = hall.run(lambda db: boards.open_board(db, hall.session, person, "vi", at(7), at(23)))
        return f"{self.app.url}/board/{secret}"

    def person(self, account: str) -> Person:
        assert self.app.local
        return self.app.local.world.person(int(account), name="Trần Thị Lan", language="vi", opened=True)

    async def stop(self) -> None:
        if not self.stopped:
            self.stopped = True
            await self._stack.aclose()


@pytest_asyncio.fixture(loop_scope="module")
async def house(sqlite_url: str) -> AsyncIterator[House]:
    database = Database(sqlite_url)
    hall = Morning(database)
    settings: dict[str, Any] = {"database_url": sqlite_url, "web_listen": "127.0.0.1:0", "telegram_token": None}
    async with contextlib.AsyncExitStack() as stack:
        clock = Clock(at(7, 20), speed=6)  # ten seconds of a code in less than two
        app = await stack.enter_async_context(
            running(Settings(_env_file=None, **settings), clock=clock, example_data=False)
        )
        found = House(hall, app, stack)
        yield found
        await found.stop()
    database.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """The one browser of all tests here, without the windows and cookies of the test before."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


async def opened(browser: Browser, url: str, width: int, height: int) -> tuple[Page, list[str]]:
    """The page, and what is wrong with it: script errors, requests to elsewhere."""
    context = await browser.new_context(viewport={"width": width, "height": height})
    page, wrong = await context.new_page(), list[str]()
    root = url.rpartition("/board/")[0]
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
    page.on("request", lambda request: None if request.url.startswith(root) else wrong.append(request.url))
    await page.goto(url)
    await expect(page.locator("#card")).to_be_visible()
    return page, wrong


async def shoot(page: Page, name: str) -> None:
    if SHOTS:
        await page.wait_for_timeout(300)
        await page.screenshot(path=f"{SHOTS}/{name}.png")


async def share_of_height(page: Page, selector: str) -> float:
    """How much of the window's height an element takes."""
    box = await page.locator(selector).bounding_box()
    assert box
    assert page.viewport_size
    return box["height"] / page.viewport_size["height"]


async def test_it_shows_counts_rotates_and_goes_stale_visibly(browser: Browser, house: House) -> None:
    house.hall.rules(step_seconds=10, names=True)
    page, wrong = await opened(browser, house.board(), 1024, 768)
    await expect(page.locator("h1")).to_have_text("Buổi của lớp một")
    await expect(page.locator("#clock")).to_have_text(re.compile("07:2"))
    await expect(page.locator("#expected")).to_have_text("2")
    assert await share_of_height(page, "#qr path") >= 0.6
    assert await page.locator("#card").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    await shoot(page, "board")

    digits, path = page.locator("#digits"), page.locator("#qr path")
    shown, drawn = await digits.text_content(), await path.get_attribute("d")
    await house.person(house.hall.lan.address).asks(f"điểm danh {shown}")
    await expect(page.locator("#present")).to_have_text("1")
    await expect(page.locator("#names li")).to_have_text(["Trần Thị Lan"])
    await expect(path).not_to_have_attribute("d", drawn or "", timeout=5_000)
    await shoot(page, "board-counted")

    await page.keyboard.press("d")
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert await page.locator("#card").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    await page.keyboard.press("n")
    await expect(page.locator("#lately")).to_be_hidden()

    await house.stop()
    await expect(page.locator("#lost")).to_be_visible()
    assert await page.locator("#stale").is_hidden(), "the code is still good for a moment"
    await expect(page.locator("#stale")).to_be_visible(timeout=10_000)
    await expect(page.locator("#card")).to_have_class("card old")
    await shoot(page, "board-stale")
    assert wrong == []


async def test_on_a_trainers_phone_nothing_is_cut_off(browser: Browser, house: House) -> None:
    house.hall.rules(challenge=True)
    page, wrong = await opened(browser, house.board(), 360, 740)
    await expect(page.locator("#number-digits")).to_have_text(str(house.hall.number()))
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    for button in await page.get_by_role("button").all():
        box = await button.bounding_box()
        assert box
        assert box["height"] >= 44
    await shoot(page, "board-phone")
    assert wrong == []


async def test_a_revoked_board_says_so_and_shows_no_code(browser: Browser, house: House) -> None:
    page, _ = await opened(browser, house.board(), 1024, 768)
    hall = house.hall
    await house.app.database.write(lambda db: boards.revoke(db, hall.session, at(7, 21)))
    await expect(page.locator("#instead")).to_contain_text("đã thu hồi")
    await expect(page.locator("#card")).to_be_hidden()
    await expect(page.locator("#digits")).to_be_hidden()


async def test_the_page_behind_the_code_checks_in_with_one_tap(browser: Browser, house: House) -> None:
    await house.person(house.hall.lan.address).asks("/web")
    link = next(one.url for one in house.person(house.hall.lan.address).heard[-1].buttons if one.url)
    context = await browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = await context.new_page()
    await page.goto(link)
    await page.get_by_role("button", name="Đăng nhập").click()
    await expect(page.locator("main")).to_contain_text("Trần Thị Lan")
    house.hall.now = house.app.clock.now()
    await page.goto(f"{house.app.url}/c/{house.hall.token()}")
    await shoot(page, "scan")
    await page.get_by_role("button", name="Điểm danh tại đây").click()
    await expect(page.locator(".said.good")).to_contain_text("Đã điểm danh")
    assert await asyncio.to_thread(house.hall.marks, house.hall.lan) == [("present", "qr")]
    await shoot(page, "scan-done")
