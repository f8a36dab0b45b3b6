"""People at their phones: they say, press and send, and see what the bot answers, as text. The database is real.

desk = Desk(database, NOW)
lan = desk.somebody("Trần Thị Lan", "TH-A")
lan.says("khi nào tôi học")        # what came back, markup taken away
lan.presses("Tuần này")            # the newest button with that label, in whatever message it stands
lan.chat[-1].choices, lan.toast, lan.files
"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any, TypeVar

from sqlalchemy import Connection

from handlers import errands, front, scheduled
from handlers.errands import Bench
from handlers.request import House
from handlers.talk import Answer, Choice, File, Incoming, Reply, SentFile, SharedContact
from storage import accounts, deliveries, outcomes, people, plans, units
from storage.database import Database
from storage.outcomes import Result
from training.mailing import MailingKind, Outcome
from training.people import Role
from training.plan import ZONE, Activity, Course, Kind, Period, Plan, Venue

NOW = datetime(2022, 12, 8, 8, 0, tzinfo=ZONE)
T = TypeVar("T")


@dataclass
class Message:
    """A message in a chat. own: the person wrote it."""

    id: str
    text: str
    choices: list[Choice] = field(default_factory=list)
    file: File | None = None
    own: bool = False

    @property
    def plain(self) -> str:
        return unescape(re.sub(r"<[^>]+>", "", self.text))

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.choices]


class Somebody:
    """A person with a phone. person: the id in the lists, None while the account is nobody's."""

    def __init__(self, desk: Desk, address: str, name: str, person: int | None) -> None:
        self.desk, self.address, self.name, self.person = desk, address, name, person
        self.chat: list[Message] = []
        self.toast: str | None = None

    def says(self, text: str, **more: Any) -> str:
        """Type something; the text of what comes back."""
        name, _, rest = text.partition(" ")
        command = {"command": name[1:], "argument": rest} if text.startswith("/") else {}
        message = self.desk.next_id()
        self.chat.append(Message(message, text, own=True))
        return self._does(text=text, message=message, **command, **more)

    def sends(self, file_name: str, content: bytes, caption: str = "", kind: str = "document") -> str:
        """Send a file."""
        number = f"file-{next(self.desk.numbers)}"
        self.desk.uploads[number] = content
        sent = SentFile(number, file_name, len(content), kind)
        message = self.desk.next_id()
        self.chat.append(Message(message, caption or f"[{file_name}]", own=True))
        return self._does(text=caption, file=sent, message=message)

    def shares_contact(self, phone: str, own: bool = True) -> str:
        return self._does(text="", contact=SharedContact(phone, own), message=self.desk.next_id())

    def presses(self, label: str) -> str:
        """Press the newest button whose label begins so."""
        message, payload = self._button(label)
        return self.taps(payload, message.id)

    def payload(self, label: str) -> str:
        """What the newest button whose label begins so carries."""
        return self._button(label)[1]

    def _button(self, label: str) -> tuple[Message, str]:
        for message in reversed(self.chat):
            for one in message.choices:
                if one.label.startswith(label) and one.payload:
                    return message, one.payload
        raise AssertionError(f"no button {label!r}; there are {self.buttons}")

    def taps(self, payload: str, message: str | None = None) -> str:
        """Send any payload, as anybody can."""
        return self._does(payload=payload, message=message or self.desk.next_id())

    def _does(self, **what: Any) -> str:
        before = len(self.chat)
        self.toast = None
        incoming = Incoming("telegram", self.address, self.address, shown_name=self.name, **what)
        changed = self.desk.handle(self, incoming)
        new = [one for one in self.chat[before:] if not one.own]
        return "\n".join(one.plain for one in [*changed, *new])

    @property
    def buttons(self) -> list[str]:
        """Labels of everything that can be pressed in the chat, the newest message first."""
        return [label for message in reversed(self.chat) for label in message.labels]

    @property
    def files(self) -> list[File]:
        return [message.file for message in self.chat if message.file]

    @property
    def last(self) -> Message:
        return [message for message in self.chat if not message.own][-1]


class Desk:
    """The bot, a clock that stands still until it is set, and everybody's chats."""

    def __init__(self, database: Database, now: datetime = NOW, **house: Any) -> None:
        self.database, self.now = database, now
        self.house = House("Sở Ví Dụ", **{"bot_names": (("telegram", "TapHuanBot"),), **house})
        self.numbers = itertools.count(1)
        self.uploads: dict[str, bytes] = {}
        self.everybody: dict[str, Somebody] = {}
        self.listed_commands: dict[str, tuple[str, frozenset[Role]]] = {}  # address → (language, roles)
        self.meanwhile: Callable[[], object] = lambda: None  # happens between an answer and its errands
        self.outcomes: dict[str, Outcome] = {}  # address → what becomes of what is sent there, if not SENT

    def next_id(self) -> str:
        return str(next(self.numbers))

    def run(self, work: Callable[[Connection], T]) -> T:
        """One unit of work."""
        return self.database.write_now(work)

    def later(self, **gap: float) -> None:
        self.now += timedelta(**gap)

    def handle(self, who: Somebody, incoming: Incoming) -> list[Message]:
        """Answer, then run the errands, as the intake does; messages that were edited."""
        answer = self.run(lambda db: front.handle(db, incoming, self.now, self.house))
        who.toast = answer.toast
        changed = self._show(who, answer)
        self.meanwhile()
        for errand in answer.errands:
            bench = Bench(self.database, self.house, self.now, incoming, self._fetch, self._list_commands)
            changed += self._show(who, asyncio.run(errands.run(bench, errand)))
        return changed

    async def _fetch(self, number: str, limit: int) -> bytes:
        assert len(self.uploads[number]) <= limit
        return self.uploads[number]

    async def _list_commands(self, address: str, language: str, roles: frozenset[Role]) -> None:
        self.listed_commands[address] = (language, roles)

    def _show(self, who: Somebody, answer: Answer) -> list[Message]:
        changed = []
        for reply in answer.replies:
            reader = self.everybody[reply.to[1]] if reply.to else who
            if message := self.show(reader, reply):
                changed.append(message)
        return changed

    def show(self, reader: Somebody, reply: Reply) -> Message | None:
        """Put a reply into a chat; the message that was edited, if one was."""
        choices = [one for row in reply.choices for one in row]
        known = next((one for one in reader.chat if one.id == reply.edit), None)
        text = self._original(reply) if reply.copy else reply.text
        if reply.place:
            text = f"{reply.place.name}, {reply.place.address}"
        if known and not reply.file:
            known.text, known.choices = text, choices
            return known
        reader.chat.append(Message(self.next_id(), text, choices, reply.file))
        return None

    def _original(self, reply: Reply) -> str:
        assert reply.copy
        source = self.everybody[reply.copy.address]
        return next(one.text for one in source.chat if one.id == reply.copy.message)

    # --- people ---

    def units(self, tree: dict[str, str | None]) -> dict[str, int]:
        """code → the code of the unit above; names are "Trường CODE". code → id."""

        def work(db: Connection) -> dict[str, int]:
            ids = units.add_units(db, [(code, f"Trường {code}", None) for code in tree])
            for code, parent in tree.items():
                units.set_parents(db, ids[code], [(ids[parent], None)] if parent else [])
            return ids

        return self.run(work)

    def somebody(self, name: str, unit: str | None = None, *, role: str | None = None, **columns: Any) -> Somebody:
        """A person of the lists whose account is bound and consented. role: granted for the unit (admin: for all)."""
        person = self.listed(name, unit, role=role, **columns)
        who = self.stranger(name)
        who.person = person

        def work(db: Connection) -> None:
            account = accounts.open_account(db, "telegram", who.address, self.now, shown_name=name)
            accounts.bind(db, account.id, person, "approval", self.now)
            accounts.give_consent(db, account.id, self.now)

        self.run(work)
        return who

    def listed(self, name: str, unit: str | None = None, *, role: str | None = None, **columns: Any) -> int:
        """A person of the lists without an account; the id."""

        def work(db: Connection) -> int:
            found = units.unit_by_code(db, unit) if unit else None
            row = {"code": None, "name": name, "role": "trainee", "unit_id": found.id if found else None, **columns}
            person = people.add_people(db, [row], self.now)[0]
            if role:
                people.give_grants(db, [(person, role, None if role == "admin" or not found else found.id)])
            return person

        return self.run(work)

    def stranger(self, name: str = "Người lạ") -> Somebody:
        """Somebody nobody knows."""
        who = Somebody(self, str(1000 + next(self.numbers)), name, None)
        self.everybody[who.address] = who
        return who

    # --- plans ---

    def course(
        self, unit: str | None, *activities: Activity, code: str = "LOP-1", title: str = "Tập huấn ví dụ"
    ) -> tuple[int, list[int]]:
        """A plan of a unit with one course; (course id, session ids in the order given)."""

        def work(db: Connection) -> tuple[int, list[int]]:
            found = units.unit_by_code(db, unit) if unit else None
            plan = Plan(f"KH-{code}", f"01/KH-{code}", f"Kế hoạch {title}", None, None, activities)
            plan_id = plans.add_plan(
                db, plans.plan_columns(plan, plan.code or "", found.id if found else None), self.now
            )
            course_id = plans.add_course(db, plan_id, plans.course_columns(Course(code, title)))
            ids = [
                plans.add_session(db, course_id, str(number), number, plans.session_columns(one))
                for number, one in enumerate(activities)
            ]
            scheduled.plan_reminders(db, ids, self.now)
            return course_id, ids

        return self.run(work)

    def enrol(self, course_id: int, *who: Somebody | int) -> None:
        ids = [one.person if isinstance(one, Somebody) else one for one in who]
        self.run(lambda db: plans.enrol(db, course_id, [one for one in ids if one], self.now))

    def staff(self, who: Somebody, *session_ids: int) -> None:
        assert who.person
        person = who.person
        self.run(lambda db: plans.put_on_staff(db, [(number, person) for number in session_ids]))

    def groups(self, name: str, *who: Somebody | int) -> None:
        ids = [one.person if isinstance(one, Somebody) else one for one in who]
        self.run(lambda db: people.join_groups(db, [(one, name) for one in ids if one]))

    # --- what the clock sends ---

    def deliver(self) -> int:
        """Send everything that is due now; how many messages arrived."""
        self.run(lambda db: scheduled.start_due(db, self.now))
        sent = 0
        while claimed := self.run(lambda db: deliveries.claim(db, self.now, 50, list(MailingKind))):
            for one in claimed:
                sent += self._send(one)
        self.run(lambda db: outcomes.sweep(db, self.now))
        return sent

    def _send(self, one: deliveries.Claimed) -> int:
        worded = self.run(lambda db: scheduled.word(db, one, self.now))
        self.run(lambda db: outcomes.drop(db, worded.dropped))
        if worded.reply is None or one.address is None:
            return 0
        if outcome := self.outcomes.get(one.address):
            self.run(lambda db: outcomes.record(db, worded.claimed, Result(outcome), self.now))
            return 0
        self.show(self.everybody[one.address], worded.reply)
        message = self.everybody[one.address].last.id
        self.run(lambda db: outcomes.record(db, worded.claimed, Result(Outcome.SENT, message), self.now))
        return 1


def morning(day: date | str, title: str = "Học trực tiếp (sáng)", **more: Any) -> Activity:
    """7h30–11h00 in a hall, on a day ("2022-12-10")."""
    return Activity(title, Kind.IN_PERSON, Period.parse(f"{day}T07:30", f"{day}T11:00", "minute"), **{**HALL, **more})


def afternoon(day: date | str, title: str = "Học trực tiếp (chiều)", **more: Any) -> Activity:
    """13h30–17h00 in a hall."""
    return Activity(title, Kind.IN_PERSON, Period.parse(f"{day}T13:30", f"{day}T17:00", "minute"), **{**HALL, **more})


def lms_day(day: date | str, title: str = "Tự học trên LMS", **more: Any) -> Activity:
    return Activity(title, Kind.LMS, Period.parse(str(day), str(day), "day"), **more)


HALL: dict[str, Any] = {"place": "Hội trường A", "venue": Venue("Hội trường A", "số 1 đường Hoa Phượng")}
