"""The one place where things are built. The demo, the tests and production all run what `running` gives."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.exc import DBAPIError
from starlette.routing import BaseRoute
from telegram.error import InvalidToken, TelegramError

from bot import logs, menus
from bot.clock import Clock
from bot.clockwork import Clockwork
from bot.dispatcher import Dispatcher
from bot.holding import hold
from bot.intake import Intake
from bot.jobs import Jobs
from bot.pacing import Pacing
from bot.platforms.platform import Platform, SendFailed
from bot.platforms.telegram import Telegram
from bot.polling import KINDS, poll
from bot.settings import Settings
from bot.web.board import Boards
from bot.web.pages import pages, telegram_hook
from bot.web.rendering import static_files
from bot.web.scan import Scans
from bot.web.serving import listening
from handlers import errands
from handlers.errands import Bench
from handlers.request import House
from handlers.talk import Answer, Errand, Incoming, Reply
from handlers.wording import alarms
from storage import inbox, migrate
from storage.database import Database
from storage.instance import AdvisoryLock, only_instance
from training.people import Role

if TYPE_CHECKING:
    from bot.local import Local

log = structlog.get_logger()
URGENT = frozenset({alarms.STUCK, alarms.TOKEN})  # whoever watches /health should be woken for these


class StartFailed(Exception):
    """A step of the start did not succeed. `step` names it for whoever reads the log."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(f"{step}: {reason}")
        self.step, self.reason = step, reason


@dataclass
class App:
    """The running program, open to whoever assembled it."""

    settings: Settings
    clock: Clock
    database: Database
    dispatcher: Dispatcher
    clockwork: Clockwork
    telegram: Telegram
    intake: Intake
    jobs: Jobs
    url: str
    local: Local | None = None
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)

    async def idle(self) -> None:
        """Until nothing is under way: every update answered, every due delivery sent."""
        await self.intake.idle()
        await self.dispatcher.idle()


@contextlib.asynccontextmanager
async def running(settings: Settings, *, clock: Clock | None = None, example_data: bool = True) -> AsyncIterator[App]:
    """Open everything in order, give it, close it in reverse. Raises StartFailed, DatabaseInUse, PortTaken."""
    async with contextlib.AsyncExitStack() as stack:
        logs.set_up()
        if settings.zalo_token:
            log.warning("TAPHUAN_ZALO_TOKEN is set, but this version does not speak to Zalo yet")
        lock = _alone(settings.database_url, stack)
        clock = clock or Clock(settings.now, settings.speed)
        database = await _database(settings, stack)
        local = None
        if settings.telegram_token is None:  # imported only then: production starts without it
            from bot.local import Local

            local = await Local.open(database, settings, clock, example_data)
            clock = local.clock
        opened = _Opening(settings, clock, database, local)
        url = await opened.listen(stack)
        app = await opened.connect(url, stack)
        if lock:
            app.tasks.insert(0, asyncio.create_task(hold(lock), name="lock"))
        yield app


def _alone(url: str, stack: contextlib.AsyncExitStack) -> AdvisoryLock | None:
    """What has to be watched to stay alone, where there is such a thing."""
    try:
        return stack.enter_context(only_instance(url))
    except DBAPIError as error:
        raise StartFailed("database", str(error.orig).splitlines()[0]) from error


async def _database(settings: Settings, stack: contextlib.AsyncExitStack) -> Database:
    try:
        await asyncio.to_thread(migrate.upgrade, settings.database_url)
        database = Database(settings.database_url)
    except Exception as error:
        raise StartFailed("database", str(error).splitlines()[0]) from error
    stack.callback(database.close)
    return database


class _Opening:
    """The steps of the start, one after the other."""

    def __init__(self, settings: Settings, clock: Clock, database: Database, local: Local | None) -> None:
        self.settings, self.clock, self.database, self.local = settings, clock, database, local
        self.app: App | None = None
        self.boards = Boards(database, clock, self._house)
        self.scans = Scans(database, clock, self._house)

    async def listen(self, stack: contextlib.AsyncExitStack) -> str:
        """Our pages first, since the local chat's server is one of them."""
        more: list[BaseRoute] = [*self.boards.routes(), *self.scans.routes()]
        if self.settings.uses_webhooks:
            secret = self.settings.webhook_secret
            assert secret
            more.append(telegram_hook(self._intake, secret.get_secret_value()))
        if self.local:
            more += self.local.routes()
        else:
            more.append(static_files())
        site: Any = pages(self.database, self.clock, more, self._health)
        protocol = None
        if self.local:
            site, protocol = self.local.around(site), self.local.protocol
        url = await stack.enter_async_context(listening(site, self.settings.host, self.settings.port, protocol))
        stack.push_async_callback(self.boards.close)
        if self.local:  # before the listening ends: long polls are cut, not torn
            stack.push_async_callback(self.local.close)
        return url

    async def list_commands(self, address: str, language: str, roles: frozenset[Role]) -> None:
        assert self.app
        await menus.announce_to(self.app.telegram, address, language, roles)

    def _local_token(self) -> str:
        assert self.local
        return self.local.token

    def _intake(self) -> Intake:
        assert self.app, "not connected yet"
        return self.app.intake

    def _house(self) -> House:
        return self._intake().house

    def _health(self) -> dict[str, Any]:
        if self.app is None:
            return {"ok": False, "starting": True}
        alive = all(not task.done() for task in self.app.tasks)
        found = self.app.jobs.found
        ok = alive and not URGENT & found.keys()
        return {"ok": ok, "now": self.clock.now().isoformat(), **({"troubles": found} if found else {})}

    async def connect(self, url: str, stack: contextlib.AsyncExitStack) -> App:
        """Sign in, then begin to fetch and to send."""
        settings, clock, database = self.settings, self.clock, self.database
        pacing = Pacing(settings.send_rate, self.local.chats if self.local else None)
        token = settings.telegram_token.get_secret_value() if settings.telegram_token else self._local_token()
        telegram = Telegram(token, url if self.local else settings.telegram_api_url, pacing)
        try:
            await telegram.start()
        except SendFailed as failed:
            raise StartFailed("telegram", failed.reason) from failed
        stack.push_async_callback(telegram.stop)
        platforms: dict[str, Platform] = {telegram.name: telegram}
        house = House(
            operator=settings.operator,
            quiet=settings.quiet_hours,
            public_url=settings.public_url or (url if self.local else None),
            bot_names=((telegram.name, telegram.bot.username),),
            admins=settings.admins,
        )
        clockwork = Clockwork(clock)
        dispatcher = Dispatcher(database, platforms, clock, settings, {telegram.name: pacing}, clockwork=clockwork)
        runner = _errand_runner(self, house, platforms)
        intake = Intake(database, telegram, clock, house, _deliverer(platforms), runner)
        self._listen_to_writes(dispatcher)
        tell, works = _teller(platforms), functools.partial(_token_works, telegram)
        jobs = Jobs(database, clock, clockwork, settings.admins, tell, settings.quiet_hours, works)
        self.app = App(settings, clock, database, dispatcher, clockwork, telegram, intake, jobs, url, self.local)
        await self._begin(self.app, stack)
        return self.app

    def _listen_to_writes(self, dispatcher: Dispatcher) -> None:
        """Who wrote a mailing need not think of the dispatcher, nor who marked of the boards."""
        loop = asyncio.get_running_loop()
        shown = dict.fromkeys(("mark", "session", "enrolment", "board_link"), self.boards.stir)
        for table, heard in {"mailing": dispatcher.wake, **shown}.items():
            self.database.watch(table, functools.partial(loop.call_soon_threadsafe, heard))

    async def _begin(self, app: App, stack: contextlib.AsyncExitStack) -> None:
        await menus.announce(app.telegram)
        app.clockwork.start()
        stack.callback(app.clockwork.stop)
        await app.intake.recover()
        try:
            fetching = await self._fetching(app)
        except TelegramError as error:
            raise StartFailed("telegram", str(error)) from error
        app.tasks.append(asyncio.create_task(app.dispatcher.run(), name="dispatcher"))
        app.jobs.arrange()
        app.tasks.append(asyncio.create_task(app.jobs.watch(), name="watch"))
        app.tasks.append(fetching)
        stack.push_async_callback(_end, app)

    async def _fetching(self, app: App) -> asyncio.Task[Any]:
        if self.settings.uses_webhooks:
            await self._ask_for_hooks(app)
            return asyncio.create_task(asyncio.Event().wait(), name="hooks")
        await app.telegram.bot.delete_webhook()
        last = await app.database.read(lambda db: inbox.last_update_id(db, app.intake.name))
        offset = None if last is None or self.local else last + 1
        return asyncio.create_task(poll(app.telegram, app.intake, offset), name="polling")

    async def _ask_for_hooks(self, app: App) -> None:
        secret, root = self.settings.webhook_secret, self.settings.public_url
        assert secret and root
        await app.telegram.bot.set_webhook(
            f"{root.rstrip('/')}/hooks/telegram", secret_token=secret.get_secret_value(), allowed_updates=KINDS
        )


async def _token_works(telegram: Telegram) -> bool:
    """Only a plain no counts: a network that is away says nothing of the token."""
    try:
        await telegram.bot.get_me()
    except InvalidToken:
        return False
    except TelegramError:
        return True
    return True


def _deliverer(platforms: dict[str, Platform]) -> Callable[[Reply, Incoming], Any]:
    async def deliver(reply: Reply, incoming: Incoming) -> None:
        platform, address = reply.to or (incoming.platform, incoming.address)
        if platform in platforms:
            await platforms[platform].send(address, reply)

    return deliver


def _teller(platforms: dict[str, Platform]) -> Callable[[Reply], Any]:
    """Sends what is not an answer to anybody; a failure is logged, since nobody waits for it."""

    async def tell(reply: Reply) -> None:
        assert reply.to
        platform, address = reply.to
        try:
            if platform in platforms:
                await platforms[platform].send(address, reply)
        except SendFailed as failed:
            log.warning("an alarm could not be sent", reason=failed.reason)

    return tell


def _errand_runner(opening: _Opening, house: House, platforms: dict[str, Platform]) -> Any:
    async def run(errand: Errand, incoming: Incoming) -> Answer:
        fetch = platforms[incoming.platform].fetch
        bench = Bench(opening.database, house, opening.clock.now(), incoming, fetch, opening.list_commands)
        return await errands.run(bench, errand)

    return run


async def _end(app: App) -> None:
    """Stop fetching, answer what was taken, finish what is being sent."""
    *others, fetching = app.tasks
    fetching.cancel()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(app.intake.idle(), 10)
    await app.dispatcher.stop()
    for task in others:
        task.cancel()
    await asyncio.gather(*app.tasks, return_exceptions=True)
