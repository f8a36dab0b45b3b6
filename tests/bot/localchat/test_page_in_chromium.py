"""The page in a real browser, with a real bot behind it."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from bot.localchat.page import PersonCard, chat_application
from bot.localchat.standalone import serving
from bot.localchat.world import World
from tests.bot.localchat import small_bot
from tests.bot.localchat.conftest import NO_CHROMIUM, NOON

CHROMIUM = Path("/usr/bin/chromium")
SHOTS = os.environ.get("CHAT_SHOTS")  # a folder; when set, what the page looks like is kept there
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PEOPLE = [
    PersonCard("GV01", "Nguyễn Thị Mẫu Lan", "teacher", 1001, "+84900000001"),
    PersonCard("GV02", "Trần Văn Thử Nghiệm Minh", "teacher", 1002, "+84900000002"),
    PersonCard("BC01", "Lê Thị Ví Dụ Hoa", "trainer", 2001, "+84900000003"),
    PersonCard("TC01", "Phạm Văn Mẫu Bình", "organizer", 3001, "+84900000004"),
]

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_CHROMIUM),
]


@pytest_asyncio.fixture(loop_scope="module")
async def address() -> AsyncIterator[str]:
    world = World(clock=lambda: NOON)
    async with (
        serving(world, app=chat_application(world, PEOPLE)) as url,
        small_bot.running(world, url),
    ):
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """The one browser of all tests here; every test must leave it without complaints and windows."""
    complaints.clear()
    yield chromium
    for context in chromium.contexts:
        await context.close()
    assert complaints == []


complaints: list[str] = []  # of all pages of a test: errors in the console, requests that leave this machine


async def opened(browser: Browser, address: str, width: int = 1280, height: int = 800, dark: bool = False) -> Page:
    size: ViewportSize = {"width": width, "height": height}
    context = await browser.new_context(viewport=size, color_scheme="dark" if dark else "light")
    page = await context.new_page()
    page.on("console", lambda line: complain(line.type == "error", line.text))
    page.on("pageerror", lambda error: complain(True, str(error)))
    page.on("request", lambda request: complain(not request.url.startswith(address), request.url))
    page.set_default_timeout(10_000)
    await page.goto(address)
    return page


def complain(is_wrong: bool, what: str) -> None:
    if is_wrong:
        complaints.append(what)


def column(page: Page, role: str) -> Locator:
    return page.locator(f"#column-{role}")


async def shoot(page: Page, name: str) -> None:
    if SHOTS:
        await page.wait_for_timeout(300)
        await page.screenshot(path=f"{SHOTS}/{name}.png")


async def test_a_teacher_talks_to_the_bot(browser: Browser, address: str, tmp_path: Path) -> None:
    page = await opened(browser, address)
    teacher = column(page, "teacher")
    await expect(page.locator("#clock")).to_have_text("Thứ Sáu, 09/12/2022, 12:00:00")
    await shoot(page, "1-empty")
    await teacher.get_by_role("button", name="Bắt đầu").click()
    await expect(teacher.locator(".theirs").last).to_contain_text("Em chào cô Nguyễn Thị Mẫu Lan")
    await expect(teacher.locator(".theirs b")).to_have_text("Nguyễn Thị Mẫu Lan")

    await teacher.get_by_label("Nhắn tin…").fill("khi nào tôi học <b>x</b>?")
    await page.keyboard.press("Enter")
    await expect(teacher.locator(".mine").last).to_contain_text("khi nào tôi học <b>x</b>?")
    answer = teacher.locator(".theirs").last
    await expect(answer).to_contain_text("Thứ Bảy, 10/12/2022")
    await answer.get_by_role("button", name="Hôm sau ›").click()
    await expect(answer).to_contain_text("Chủ nhật, 11/12/2022")
    await expect(answer).to_contain_text("đã sửa")
    await answer.get_by_role("button", name="Nhắc em").click()
    await expect(teacher.locator(".toasts")).to_contain_text("Đã lưu lời nhắc")
    await shoot(page, "2-answered")
    await answer.get_by_role("button", name="Xin nghỉ buổi này").click()
    await expect(page.get_by_role("dialog")).to_contain_text("chưa nhận đơn xin nghỉ")
    await page.get_by_role("dialog").get_by_role("button", name="Đóng").click()


async def test_places_papers_and_contacts_are_shown(browser: Browser, address: str) -> None:
    page = await opened(browser, address)
    teacher = column(page, "teacher")
    await teacher.get_by_role("button", name="Bắt đầu").click()
    await teacher.get_by_role("button", name="Địa điểm").click()
    directions = teacher.get_by_role("link", name="Chỉ đường")
    await expect(directions).to_have_attribute("href", re.compile("20.8449,106.6881"))
    await teacher.get_by_role("button", name="Tài liệu").click()
    await expect(teacher.get_by_role("img", name="Ảnh")).to_be_in_viewport(ratio=1)
    await shoot(page, "3-things")
    async with page.expect_download() as download:
        await teacher.get_by_role("link", name=re.compile("lịch tập huấn.ics")).click()
    assert (await (await download.value).path()).read_bytes().startswith(b"BEGIN:VCALENDAR")
    await teacher.get_by_role("button", name="Chia sẻ số").click()
    await expect(teacher.locator(".mine").last).to_contain_text("84900000001")
    await expect(teacher.locator(".theirs").last).to_contain_text("Đã nhận số điện thoại")
    await teacher.locator("[data-file]").set_input_files(
        {"name": "danh sách.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK"}
    )
    await expect(teacher.locator(".theirs").last).to_contain_text("Đã nhận tệp danh sách.xlsx")


async def test_commands_are_listed_and_sent(browser: Browser, address: str) -> None:
    page = await opened(browser, address)
    organizer = column(page, "organizer")
    await organizer.get_by_role("button", name="Các lệnh").click()
    await organizer.get_by_role("button", name="/lich Lịch của tôi").click()
    await expect(organizer.locator(".mine")).to_contain_text("/lich")
    await expect(organizer.locator(".theirs")).to_contain_text("Thứ Bảy")


async def test_one_can_be_somebody_else_and_both_chats_stay_apart(browser: Browser, address: str) -> None:
    page = await opened(browser, address)
    teacher = column(page, "teacher")
    await teacher.get_by_role("button", name="Bắt đầu").click()
    await expect(teacher.locator(".theirs")).to_contain_text("Lan")
    await teacher.get_by_label("Đóng vai: Giáo viên").select_option("GV02")
    await expect(teacher.locator(".message")).to_have_count(0)
    await teacher.get_by_role("button", name="Bắt đầu").click()
    await expect(teacher.locator(".theirs")).to_contain_text("Minh")
    assert "teacher=GV02" in page.url
    await page.reload()
    await expect(teacher.locator(".theirs")).to_contain_text("Minh")


async def test_two_windows_see_the_same_chat_live(browser: Browser, address: str) -> None:
    first, second = await opened(browser, address), await opened(browser, address)
    await column(first, "trainer").get_by_role("button", name="Bắt đầu").click()
    await expect(column(second, "trainer").locator(".theirs")).to_contain_text("Em chào")


async def test_who_blocks_the_bot_can_take_it_back(browser: Browser, address: str) -> None:
    page = await opened(browser, address)
    teacher = column(page, "teacher")
    await teacher.locator("summary").click()
    await teacher.get_by_role("button", name="Chặn trợ lý").click()
    await expect(teacher.get_by_text("Người này đã chặn trợ lý.")).to_be_visible()
    await expect(teacher.get_by_label("Nhắn tin…")).to_be_hidden()
    await teacher.locator(".stopped button").click()
    await expect(teacher.get_by_label("Nhắn tin…")).to_be_visible()


async def test_the_page_speaks_english_when_asked(browser: Browser, address: str) -> None:
    page = await opened(browser, address)
    await page.get_by_role("link", name="EN").click()
    await expect(page.locator("#clock")).to_have_text(re.compile("Friday, 09/12/2022"))
    await expect(column(page, "teacher").get_by_role("heading")).to_have_text("Teacher")
    await page.reload()
    await expect(column(page, "organizer").get_by_role("button", name="Start")).to_be_visible()


async def test_on_a_phone_columns_are_tabs_and_nothing_sticks_out(browser: Browser, address: str) -> None:
    page = await opened(browser, address, 360, 740)
    teacher = column(page, "teacher")
    await teacher.get_by_role("button", name="Bắt đầu").click()
    await teacher.get_by_role("button", name="Lịch").click()
    await expect(teacher.locator(".theirs").last).to_contain_text("Thứ Bảy")
    await shoot(page, "4-phone")
    await page.get_by_role("tab", name="Ban tổ chức").click()
    await expect(teacher).to_be_hidden()
    await expect(column(page, "organizer")).to_be_visible()
    await page.keyboard.press("ArrowLeft")
    await expect(column(page, "trainer")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360


SMALL_TARGETS = """() => [...document.querySelectorAll("button, a, select, summary, label.round, textarea")]
  .filter(e => e.checkVisibility() && !e.matches(".skip, .command, .spoiler, .text a"))
  .map(e => [e, e.getBoundingClientRect()])
  .map(([e, box]) => [e.outerHTML.slice(0, 90), Math.round(box.width), Math.round(box.height)])
  .filter(([, width, height]) => width < 44 || height < 44)"""

LOW_CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((v, i) => i < 3 ? v : v / 255); };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const ground = (e) => { const layers = [];
    for (; e && layers.at(-1)?.[3] !== 1; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]); };
  const light = (c) => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || e.closest(".hidden, .skip, option")) continue;
    const under = ground(e), [a, b] = [light(over(rgba(getComputedStyle(e).color), under)), light(under)];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) found.push([e.outerHTML.slice(0, 90), Math.round(ratio * 100) / 100]);
  }
  return found;
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_it_can_be_read_and_hit(browser: Browser, address: str, dark: bool) -> None:
    page = await opened(browser, address, dark=dark)
    for role in ("teacher", "trainer", "organizer"):
        await column(page, role).get_by_role("button", name="Bắt đầu").click()
        await expect(column(page, role).locator(".theirs")).to_have_count(1)
    for wish in ("Lịch", "Địa điểm", "Điểm danh", "Tài liệu"):
        await column(page, "trainer").get_by_role("button", name=wish).click()
    await expect(column(page, "trainer").locator(".photo img")).to_be_visible()
    await column(page, "teacher").get_by_role("button", name="Lịch").click()
    await expect(column(page, "teacher").locator(".danger")).to_be_visible()
    await shoot(page, "5-dark" if dark else "5-light")
    await page.wait_for_timeout(300)  # arrivals fade in
    assert await page.evaluate(LOW_CONTRAST) == []
    assert await page.evaluate(SMALL_TARGETS) == []


async def test_it_works_from_the_keyboard(browser: Browser, address: str) -> None:
    page = await opened(browser, address)
    teacher = column(page, "teacher")
    await teacher.get_by_role("button", name="Bắt đầu").focus()
    await page.keyboard.press("Enter")
    await teacher.get_by_role("button", name="Lịch").focus()
    await page.keyboard.press("Space")
    await teacher.get_by_role("button", name="Hôm sau ›").focus()
    await page.keyboard.press("Enter")
    await expect(teacher.locator(".theirs").last).to_contain_text("Chủ nhật")
    await expect(teacher.get_by_role("button", name="‹ Hôm trước")).to_be_focused()
