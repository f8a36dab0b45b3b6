"""`python -m bot demo`: 9–12 December 2022 with a teacher, a trainer and an organizer, over the real program.

The same assembly as `run`, on a database of its own in an empty folder, with the clock going from one thing due to
the next. Prints what is said; exit 1 when something that should have happened did not.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import structlog
from rich.console import Console
from rich.markup import escape
from rich.text import Text
from sqlalchemy import Connection

from bot import localdata
from bot.app import App, running
from bot.clock import Clock
from bot.clockwork import next_at
from bot.jobs import EVENING_LINE
from bot.localchat.chats import Message
from bot.localchat.people import Person
from bot.settings import Settings
from handlers import imports
from handlers.imports import ImportReport, Source
from handlers.wording import imports as import_words
from handlers.wording.language import speaker
from storage import due, people
from training.plan import ZONE

COLOURS = {"teacher": "cyan", "trainer": "magenta", "organizer": "yellow"}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2022, 12, day, hour, minute, tzinfo=ZONE)


@dataclass
class Actor:
    """Somebody of the demo: prints what they do and hear."""

    tour: Tour
    role: str
    person: Person
    seen: dict[int, str] = field(default_factory=dict)

    async def says(self, text: str) -> str:
        self.tour.line(self, f"→ {text}")
        await self.person.asks(text)
        return await self.listen()

    async def taps(self, label: str) -> str:
        """By the beginning of a button's label, in the newest message that has one."""
        message, button = next(
            (message, button)
            for message in reversed(self.person.heard)
            for button in message.buttons
            if button.text.startswith(label)
        )
        self.tour.line(self, f"→ [{button.text}]")
        await self.person.taps(button.text, message)
        return await self.listen()

    def presses(self, label: str) -> None:
        """A button that answers with a toast alone."""
        self.tour.line(self, f"→ [{label}]")
        self.person.ignores_what_was_said()
        self.person.presses(label)

    async def shares_contact(self) -> str:
        self.tour.line(self, "→ (chia sẻ số điện thoại của mình)")
        self.person.ignores_what_was_said()
        self.person.shares_contact()
        await self.person.hears()
        return await self.listen()

    async def listen(self) -> str:
        """Everything new since the last look, printed and given as one text."""
        await self.tour.app.idle()
        return self.look()

    async def waits_for(self, words: str) -> str:
        """Until a message says so: progress is edited every two real seconds."""
        while not any(words in message.text for message in self.person.heard[-3:]):
            await self.person.hears()
        return await self.listen()

    def look(self) -> str:
        new = [one for one in self.person.heard if self.seen.get(one.id) != _shown(one)]
        for one in new:
            self.seen[one.id] = _shown(one)
            self.tour.line(self, f"← {_shown(one)}")
        return "\n".join(_shown(one) for one in new)


def _shown(message: Message) -> str:
    """What stands in the bubble, with its buttons."""
    text = message.text
    if message.document:
        text = f"{text} [tệp {message.document}]".strip()
    if message.venue:
        text = f"[bản đồ] {message.venue.title}, {message.venue.address}"
    labels = " ".join(f"[{button.text}]" for button in message.buttons)
    return f"{text}\n{labels}" if labels else text


class Tour:
    """The script, and what was expected of it."""

    def __init__(self, app: App, console: Console) -> None:
        self.app, self.console = app, console
        self.missing: list[str] = []
        self.actors: list[Actor] = []

    def line(self, actor: Actor, text: str) -> None:
        now = self.app.clock.now()
        head = Text(f"{now:%d/%m %H:%M} {actor.person.name:<22}", style=COLOURS[actor.role])
        first, *more = text.splitlines() or [""]
        self.console.print(head + Text(" " + first), soft_wrap=True)
        for rest in more:
            self.console.print(Text(" " * 35 + rest), soft_wrap=True)

    def title(self, text: str) -> None:
        self.console.rule(escape(text))

    def expect(self, said: str, *words: str) -> None:
        """Note what is missing instead of stopping, so that the whole story is told."""
        self.missing += [f"{self.app.clock.now():%d/%m %H:%M}: «{word}»" for word in words if word not in said]

    async def meet(self, code: str, role: str) -> Actor:
        person = await self.app.database.read(lambda db: people.person_by_code(db, code))
        assert person and self.app.local
        account = localdata.FIRST_ACCOUNT + person.id
        figure = self.app.local.world.person(account, name=person.name, phone=person.phone, language="vi", opened=False)
        self.actors.append(Actor(self, role, figure))
        return self.actors[-1]

    async def travel(self, to: datetime) -> str:
        """Let time go by, from one thing due to the next; what everybody hears on the way."""
        heard = []
        while (stop := await self._next_stop()) <= to:
            self.app.clock.set(stop)
            if stop.astimezone(ZONE).time() == EVENING_LINE:
                await asyncio.sleep(0.2)  # counting the day is nothing that the program waits for
            heard.append(await self._everybody())
        self.app.clock.set(to)
        return "\n".join([*heard, await self._everybody()])

    async def _next_stop(self) -> datetime:
        """When something is due next, and the evening at the latest: then the day is counted."""
        now = self.app.clock.now()
        next_due = await self.app.database.read(due.next_due)
        evening = next_at(EVENING_LINE, now)
        return min(next_due, evening) if next_due and next_due > now else evening

    async def _everybody(self) -> str:
        await self.app.idle()
        return "\n".join(actor.look() for actor in self.actors)


def main() -> int:
    """Exit code."""
    console = Console(highlight=False)
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory(prefix="taphuan-demo-") as folder:
        missing = asyncio.run(_demo(Path(folder), console))
    if missing:
        console.print("[red]Không thấy / missing:[/red] " + "; ".join(map(escape, missing)))
        return 1
    console.print("[green]✓ Buổi diễn tập trọn vẹn / everything happened as it should.[/green]")
    return 0


async def _demo(folder: Path, console: Console) -> list[str]:
    url = f"sqlite+aiosqlite:///{folder / 'demo.db'}"
    settings = Settings(_env_file=None, database_url=url, web_listen="127.0.0.1:0", telegram_token=None)  # type: ignore[call-arg]
    clock = Clock(at(9, 18), speed=0)
    async with running(settings, clock=clock, example_data=False) as app:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))  # the story alone
        tour = Tour(app, console)
        await _bring_in(tour)
        await _evening(tour)
        await _first_day(tour)
        await _rest_of_weekend(tour)
        await _alone(tour)
        return tour.missing


async def _bring_in(tour: Tour) -> None:
    """As `python -m bot units import`, `plan import` and `roster import` do it."""
    tour.title("Nhập kế hoạch và danh sách")
    app, t = tour.app, speaker("vi")
    folder = localdata.EXAMPLES

    def store(db: Connection) -> Iterator[ImportReport]:
        now, admin = app.clock.now(), localdata.ADMIN
        units = folder / "units.yaml"
        yield imports.import_units(db, imports.load_units(units), Source.of(units), admin, now)
        plan = folder / "plans" / "a-hai-phong-ngoai-khoa-2022.yaml"
        quiet = app.settings.quiet_hours
        yield imports.import_plan(db, imports.load_plan(plan), Source.of(plan), admin, now, quiet=quiet)
        book = imports.unit_book(db, admin)
        roster = imports.load_people(folder / "people" / "plan-a.csv", book, now.date())
        yield imports.import_roster(db, roster, "HP-NK-2022", admin, now)

    reports = await app.database.write(lambda db: list(store(db)))
    for report in reports:
        tour.console.print(Text(import_words.report(t, report)))
    tour.expect(str([report.added for report in reports]), "7", "126")


async def _sign_in(actor: Actor) -> None:
    await actor.says("/start")
    welcome = await actor.shares_contact()
    actor.tour.expect(welcome, actor.person.name)
    await actor.taps("Tôi đồng ý")


async def _evening(tour: Tour) -> None:
    tour.title("Thứ Sáu 9/12, buổi tối: đăng nhập, hỏi, được nhắc, thông báo")
    teacher = await tour.meet("GV002", "teacher")
    trainer = await tour.meet("BC01", "trainer")
    organizer = await tour.meet("TC01", "organizer")
    for actor in (teacher, trainer, organizer):
        await _sign_in(actor)
    tour.expect(await teacher.says("khi nao toi hoc"), "Thứ Bảy, 10/12/2022", "7h30–11h00", "Theo:")
    tour.expect(await teacher.says("học ở đâu"), "15 Khúc Thừa Dụ", "[bản đồ]")
    tour.expect(await tour.travel(at(9, 19)), "7h30", "10/12")
    await _notice(tour, teacher, organizer)


async def _notice(tour: Tour, teacher: Actor, organizer: Actor) -> None:
    """Written, seen, confirmed, delivered after the half minute in which it can be taken back, acknowledged."""
    await organizer.says("/thongbao")
    await organizer.taps("Một lớp")
    await organizer.taps("HP-NK-2022")
    await organizer.taps("Cả lớp")
    preview = await organizer.says("Quý thầy cô nhớ mang theo máy tính xách tay ạ.")
    tour.expect(preview, "120 người nhận", "1 qua Telegram")
    await organizer.taps("Gửi tới 120")
    tour.expect(await tour.travel(at(9, 19, 1)), "máy tính xách tay")
    await organizer.waits_for("Đã gửi 1/120")
    teacher.presses("Đã nhận")
    await teacher.person.sees_toast()
    tour.expect(await organizer.taps("Ai đã nhận"), ".xlsx")


async def _move(tour: Tour, teacher: Actor, organizer: Actor) -> None:
    """Shown before it is done; edits settle for some minutes, then one message says old and new."""
    await organizer.says("/doilich")
    await organizer.taps("HP-NK-2022")
    await organizer.taps("10/12 13h30")
    await organizer.taps("Thời gian")
    tour.expect(await organizer.says("lùi sang 14h đến 17h30"), "→", "14h00–17h30")
    await organizer.taps("Đổi 1 buổi")
    tour.expect(await tour.travel(at(10, 8, 30)), "14h00–17h30", "Đã nhận")
    tour.expect(await teacher.says("chiều nay mấy giờ học"), "14h00–17h30")
    tour.expect(await tour.travel(at(10, 13)), "14h00–17h30")


async def _first_day(tour: Tour) -> None:
    tour.title("Thứ Bảy 10/12: nhắc trước giờ, điểm danh, danh sách, đổi giờ")
    teacher, trainer, organizer = tour.actors
    tour.expect(await tour.travel(at(10, 6, 30)), "7h30")
    tour.expect(await teacher.says("điểm danh"), "Chưa đến giờ", "7h00")
    await tour.travel(at(10, 7, 5))
    await trainer.says("/lopday")
    panel = await trainer.taps("10/12 7h30")
    code = panel.split("Mã hiện tại: ")[1][:4]
    tour.expect(await teacher.says(f"dd {code}"), "Đã điểm danh lúc 7h05", "đúng giờ")
    await tour.travel(at(10, 7, 20))
    tour.expect(await teacher.says("điểm danh"), "Đã điểm danh lúc 7h05")
    await trainer.taps("Gọi tên")
    await trainer.taps("Quay lại")
    await trainer.taps("Tất cả có mặt")
    tour.expect(await trainer.taps("Ghi 119 có mặt"), "Có mặt 120")
    await trainer.taps("Buổi học")
    tour.expect(await trainer.taps("Danh sách"), ".xlsx")
    await _move(tour, teacher, organizer)


async def _rest_of_weekend(tour: Tour) -> None:
    tour.title("Chiều thứ Bảy và Chủ nhật 11/12: ai vắng, nhắc tối hôm trước")
    tour.expect(await tour.travel(at(11, 21)), "còn vắng", "Tin gửi trong ngày thứ Bảy", "11/12/2022", "1 giờ nữa")


async def _alone(tour: Tour) -> None:
    tour.title("Thứ Hai 12/12: ngày tự học LMS")
    teacher = tour.actors[0]
    tour.expect(await tour.travel(at(12, 7, 30)), "LMS")
    tour.expect(await teacher.taps("Đã học xong"), "Đã ghi nhận")
    evening = await tour.travel(at(12, 20))
    if f"{teacher.person.name}" in evening and "LMS" in evening:
        tour.missing.append("đã báo học xong mà vẫn bị nhắc lúc 20h00")
    tour.expect(await teacher.says("tôi còn thiếu gì"), "Còn thiếu")
