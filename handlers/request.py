"""What a handler gets in hand for one message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection

from handlers.talk import Answer, Incoming
from handlers.wording.language import Speaker
from storage.accounts import AccountRow
from training.intents import Intent
from training.people import Action, Actor, Thing, may
from training.plan import ZONE
from training.reminders import QuietHours


@dataclass(frozen=True, slots=True)
class House:
    """What the running program is: who runs it, and where it can be reached."""

    operator: str
    quiet: QuietHours = field(default_factory=QuietHours)
    public_url: str | None = None  # root of our own pages, for links
    bot_names: tuple[tuple[str, str], ...] = ()  # (platform, user name)
    admins: tuple[tuple[str, str], ...] = ()  # (platform, address) of accounts that may do everything
    approval_above: int = 500  # a notice to more people than this needs a second organizer

    def bot_name(self, platform: str) -> str | None:
        return dict(self.bot_names).get(platform)


@dataclass(frozen=True, slots=True)
class Request:
    """One thing a known or unknown person did, inside its unit of work."""

    db: Connection
    now: datetime
    incoming: Incoming
    account: AccountRow
    actor: Actor
    t: Speaker
    house: House
    intent: Intent

    @property
    def person(self) -> int:
        """The person's id. Only for handlers behind the front desk's check that there is one."""
        assert self.actor.person_id is not None
        return self.actor.person_id

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    @property
    def edits(self) -> str | None:
        """The message to edit in place: the one whose button was pressed."""
        return self.incoming.message if self.incoming.payload is not None else None

    def number(self, place: int = 0) -> int | None:
        """The id at a place among what the button carries; None when there is none."""
        try:
            value = int(self.intent.args[place])
        except (IndexError, ValueError):
            return None
        return value if 0 <= value < 2**62 else None

    def may(self, action: Action, thing: Thing | None = None) -> bool:
        return may(self.actor, action, thing)

    def with_intent(self, intent: Intent) -> Request:
        return replace(self, intent=intent)

    def speaking(self, t: Speaker) -> Request:
        return replace(self, t=t)

    def known_as(self, account: AccountRow, actor: Actor) -> Request:
        """The same request once its account is bound."""
        return replace(self, account=account, actor=actor)


Handler = Callable[[Request], Answer]


@dataclass(frozen=True, slots=True)
class Way:
    """From an intent's name to its handler. `action` is asked for the person's own things at the front desk;
    what a button's ids name, the handler asks again. Without an action it is open before consent."""

    handler: Handler
    action: Action | None = Action.READ_OWN
    for_guests: bool = False
