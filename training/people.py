"""Who may do what: roles, grants, and the one question `may(actor, action, thing)`.

Rights come from grants and the unit tree. A grant to a unit reaches everything below it and nothing beside or
above it.
Outside one's scope a thing does not exist: callers answer a refusal as they answer an unknown id.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Vai trò. Every bound person is a TEACHER for their own things, without a grant."""

    ADMIN = "admin"
    ORGANIZER = "organizer"
    INSPECTOR = "inspector"
    TRAINER = "trainer"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given: for a unit and all below (organizer, inspector), a session (trainer), everything (admin)."""

    role: Role
    unit_id: int | None = None
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. person_id None: a guest, that is an account unbound or revoked, whatever its grants say.

    consented: without it only what consent itself is about remains, see WITHOUT_CONSENT.
    """

    person_id: int | None
    grants: frozenset[Grant] = frozenset()
    consented: bool = True


GUEST = Actor(None, consented=False)


@dataclass(frozen=True, slots=True)
class Thing:
    """What it is about.

    unit_path: ids from the thing's unit up to the root. For courses, sessions and mailings it is the plan's
    issuing unit, for people, nominations and bindings the person's unit. owner_id: whose it is: the person of an
    enrolment, a mark, a leave, a question; the author of a notice.
    """

    unit_path: tuple[int, ...] = ()
    session_id: int | None = None
    owner_id: int | None = None


class Relation(StrEnum):
    """How an actor stands to a thing."""

    ANYBODY = "anybody"
    OWN = "own"
    SESSION_TRAINER = "session_trainer"
    UNIT_ORGANIZER = "unit_organizer"
    UNIT_INSPECTOR = "unit_inspector"
    ADMIN = "admin"


class Action(StrEnum):
    """Everything that can be asked for. Each has its row in RIGHTS."""

    # before anybody is known
    GREET = "greet"
    BIND = "bind"
    CHANGE_LANGUAGE = "change_language"
    # one's own
    GIVE_CONSENT = "give_consent"
    SEE_OWN_DATA = "see_own_data"
    CORRECT_OWN_DATA = "correct_own_data"
    ERASE_OWN = "erase_own"
    READ_OWN = "read_own"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    REPORT_PROGRESS = "report_progress"
    CHOOSE_DAY = "choose_day"
    ASK_LEAVE = "ask_leave"
    ASK_ORGANIZER = "ask_organizer"
    ACKNOWLEDGE = "acknowledge"
    CHANGE_OWN_SETTINGS = "change_own_settings"
    EXPORT_OWN_CALENDAR = "export_own_calendar"
    # a session's attendance
    OPEN_CHECKIN = "open_checkin"
    CLOSE_CHECKIN = "close_checkin"
    SHOW_BOARD = "show_board"
    CALL_ROLL = "call_roll"
    CORRECT_MARK = "correct_mark"
    SEE_ROLL = "see_roll"
    EXPORT_ROLL = "export_roll"
    SEE_SIGNALS = "see_signals"
    NOTE_SESSION = "note_session"
    HAND_OVER = "hand_over"
    SEE_LEAVE = "see_leave"
    DECIDE_LEAVE = "decide_leave"
    CHANGE_CHECKIN = "change_checkin"
    # courses, sessions, plans
    SEE_PLAN = "see_plan"
    IMPORT_PLAN = "import_plan"
    CHANGE_SESSION = "change_session"
    SEE_RULES = "see_rules"
    CHANGE_RULES = "change_rules"
    # people and lists
    LIST_PEOPLE = "list_people"
    EXPORT_PEOPLE = "export_people"
    IMPORT_PEOPLE = "import_people"
    IMPORT_ROSTER = "import_roster"
    UNDO_IMPORT = "undo_import"
    INVITE = "invite"
    APPROVE_BINDING = "approve_binding"
    REVOKE_ACCOUNT = "revoke_account"
    CORRECT_PERSON = "correct_person"
    # notices and deliveries
    SEND_NOTICE = "send_notice"
    APPROVE_NOTICE = "approve_notice"
    STOP_NOTICE = "stop_notice"
    SEE_DELIVERIES = "see_deliveries"
    EXPORT_DELIVERIES = "export_deliveries"
    REHEARSE_PLAN = "rehearse_plan"
    # questions, overviews, the house
    SEE_QUESTIONS = "see_questions"
    ANSWER_QUESTION = "answer_question"
    SEE_OVERVIEW = "see_overview"
    SEE_AUDIT = "see_audit"
    MANAGE_ROLES = "manage_roles"
    MANAGE_UNITS = "manage_units"


_ANYBODY = frozenset({Relation.ANYBODY})
_OWN = frozenset({Relation.OWN})
_ADMIN = frozenset({Relation.ADMIN})
_ORGANIZERS = frozenset({Relation.UNIT_ORGANIZER, Relation.ADMIN})
_READERS = _ORGANIZERS | {Relation.UNIT_INSPECTOR}
_STAFF = _ORGANIZERS | {Relation.SESSION_TRAINER}
_STAFF_READERS = _READERS | {Relation.SESSION_TRAINER}

RIGHTS: dict[Action, frozenset[Relation]] = {
    Action.GREET: _ANYBODY,
    Action.BIND: _ANYBODY,
    Action.CHANGE_LANGUAGE: _ANYBODY,
    Action.GIVE_CONSENT: _OWN,
    Action.SEE_OWN_DATA: _OWN,
    Action.CORRECT_OWN_DATA: _OWN,
    Action.ERASE_OWN: _OWN,
    Action.READ_OWN: _OWN,
    Action.CHECK_IN: _OWN,
    Action.CHECK_OUT: _OWN,
    Action.REPORT_PROGRESS: _OWN,
    Action.CHOOSE_DAY: _OWN,
    Action.ASK_LEAVE: _OWN,
    Action.ASK_ORGANIZER: _OWN,
    Action.ACKNOWLEDGE: _OWN,
    Action.CHANGE_OWN_SETTINGS: _OWN,
    Action.EXPORT_OWN_CALENDAR: _OWN,
    Action.OPEN_CHECKIN: _STAFF,
    Action.CLOSE_CHECKIN: _STAFF,
    Action.SHOW_BOARD: _STAFF,
    Action.CALL_ROLL: _STAFF,
    Action.CORRECT_MARK: _STAFF,
    Action.NOTE_SESSION: _STAFF,
    Action.HAND_OVER: _STAFF,
    Action.DECIDE_LEAVE: _STAFF,
    Action.CHANGE_CHECKIN: _STAFF,
    Action.SEE_ROLL: _STAFF_READERS,
    Action.EXPORT_ROLL: _STAFF_READERS,
    Action.SEE_SIGNALS: _STAFF_READERS,
    Action.SEE_LEAVE: _STAFF_READERS,
    Action.SEE_PLAN: _READERS,
    Action.SEE_RULES: _READERS,
    Action.LIST_PEOPLE: _READERS,
    Action.EXPORT_PEOPLE: _READERS,
    Action.SEE_DELIVERIES: _READERS,
    Action.EXPORT_DELIVERIES: _READERS,
    Action.SEE_QUESTIONS: _READERS,
    Action.SEE_OVERVIEW: _READERS,
    Action.SEE_AUDIT: _READERS,
    Action.IMPORT_PLAN: _ORGANIZERS,
    Action.CHANGE_SESSION: _ORGANIZERS,
    Action.CHANGE_RULES: _ORGANIZERS,
    Action.REHEARSE_PLAN: _ORGANIZERS,
    Action.IMPORT_PEOPLE: _ORGANIZERS,
    Action.IMPORT_ROSTER: _ORGANIZERS,
    Action.UNDO_IMPORT: _ORGANIZERS,
    Action.INVITE: _ORGANIZERS,
    Action.APPROVE_BINDING: _ORGANIZERS,
    Action.REVOKE_ACCOUNT: _ORGANIZERS,
    Action.CORRECT_PERSON: _ORGANIZERS,
    Action.SEND_NOTICE: _ORGANIZERS,
    Action.APPROVE_NOTICE: _ORGANIZERS,
    Action.STOP_NOTICE: _ORGANIZERS,
    Action.ANSWER_QUESTION: _ORGANIZERS,
    Action.MANAGE_ROLES: _ADMIN,
    Action.MANAGE_UNITS: _ADMIN,
}

# nobody decides on what is their own: a second organizer approves, somebody else marks and excuses
NOT_ONESELF = frozenset(
    {
        Action.APPROVE_NOTICE,
        Action.CALL_ROLL,
        Action.CORRECT_MARK,
        Action.DECIDE_LEAVE,
        Action.APPROVE_BINDING,
    }
)

# Luật 91/2025/QH15: the rights over one's own data do not depend on having agreed to anything
WITHOUT_CONSENT = frozenset(
    {
        Action.GREET,
        Action.BIND,
        Action.CHANGE_LANGUAGE,
        Action.GIVE_CONSENT,
        Action.SEE_OWN_DATA,
        Action.CORRECT_OWN_DATA,
        Action.ERASE_OWN,
    }
)


def may(actor: Actor, action: Action, thing: Thing | None = None) -> bool:
    """Whether the actor may do this to the thing. None is a thing of nobody and of no unit: admins' alone."""
    thing = thing or Thing()
    allowed = RIGHTS[action]
    if Relation.ANYBODY in allowed:
        return True
    if not actor.consented and action not in WITHOUT_CONSENT:
        return False
    if action in NOT_ONESELF and actor.person_id == thing.owner_id:
        return False
    return not allowed.isdisjoint(relations(actor, thing))


def relations(actor: Actor, thing: Thing) -> frozenset[Relation]:
    """How the actor stands to the thing; nothing but ANYBODY for a guest."""
    found = {Relation.ANYBODY}
    if actor.person_id is not None:
        found.update(relation for grant in actor.grants if (relation := _by_grant(grant, thing)))
        if actor.person_id == thing.owner_id:
            found.add(Relation.OWN)
    return frozenset(found)


def _by_grant(grant: Grant, thing: Thing) -> Relation | None:
    if grant.role is Role.ADMIN:
        return Relation.ADMIN
    if grant.role is Role.TRAINER:
        return Relation.SESSION_TRAINER if _same(grant.session_id, thing.session_id) else None
    if grant.unit_id is None or grant.unit_id not in thing.unit_path:
        return None
    return _OF_UNIT.get(grant.role)


_OF_UNIT = {Role.ORGANIZER: Relation.UNIT_ORGANIZER, Role.INSPECTOR: Relation.UNIT_INSPECTOR}


def _same(one: int | None, other: int | None) -> bool:
    return one is not None and one == other


@dataclass(frozen=True, slots=True)
class Scope:
    """Over which things an actor may do an action, for a query's condition; the things of any one of them.

    units: with everything below. owner: the person's own. Nothing at all when every field is empty.
    """

    everything: bool = False
    units: frozenset[int] = frozenset()
    sessions: frozenset[int] = frozenset()
    owner: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.everything or self.units or self.sessions or self.owner is not None)

    def covers(self, thing: Thing) -> bool:
        """What the condition of a query says, for one thing in hand."""
        return (
            self.everything
            or not self.units.isdisjoint(thing.unit_path)
            or thing.session_id in self.sessions
            or _same(self.owner, thing.owner_id)
        )


def scope(actor: Actor, action: Action) -> Scope:
    """The things over which `may` says yes, but for NOT_ONESELF, which is asked of each thing."""
    allowed = RIGHTS[action]
    if Relation.ANYBODY in allowed:
        return Scope(everything=True)
    if actor.person_id is None or not (actor.consented or action in WITHOUT_CONSENT):
        return Scope()
    return Scope(
        everything=Relation.ADMIN in allowed and any(grant.role is Role.ADMIN for grant in actor.grants),
        units=frozenset(
            grant.unit_id for grant in actor.grants if grant.unit_id is not None and _OF_UNIT.get(grant.role) in allowed
        ),
        sessions=frozenset(
            grant.session_id
            for grant in actor.grants
            if grant.session_id is not None and grant.role is Role.TRAINER and Relation.SESSION_TRAINER in allowed
        ),
        owner=actor.person_id if Relation.OWN in allowed else None,
    )


def chief_role(actor: Actor) -> Role | None:
    """The role whose menu is shown: the highest granted, TEACHER with none granted, None for a guest."""
    if actor.person_id is None:
        return None
    held = {grant.role for grant in actor.grants}
    return next((role for role in Role if role in held), Role.TEACHER)
