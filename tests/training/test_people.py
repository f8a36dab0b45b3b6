"""Who may do what: every role × every action × every place, against a table written out by hand.

Tree of the tests: province 1 → communes 11 and 12 → schools 111 and 112 (in 11), 121 (in 12); another province 2 → 211.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.people import (
    GUEST,
    NOT_ONESELF,
    RIGHTS,
    WITHOUT_CONSENT,
    Action,
    Actor,
    Grant,
    Relation,
    Role,
    Scope,
    Thing,
    chief_role,
    may,
    relations,
    scope,
)

LAN, MINH = 7, 8
HALL, OTHER_HALL = 500, 501

EVERY_GRANT = frozenset(
    {
        Grant(Role.ADMIN),
        Grant(Role.ORGANIZER, unit_id=1),
        Grant(Role.INSPECTOR, unit_id=1),
        Grant(Role.TRAINER, session_id=HALL),
    }
)


def holding(*grants: Grant) -> Actor:
    return Actor(LAN, frozenset(grants))


ACTORS = {
    "guest": GUEST,
    "teacher": holding(),
    "trainer": holding(Grant(Role.TRAINER, session_id=HALL)),
    "school": holding(Grant(Role.ORGANIZER, unit_id=111)),
    "commune": holding(Grant(Role.ORGANIZER, unit_id=11)),
    "province": holding(Grant(Role.ORGANIZER, unit_id=1)),
    "inspector": holding(Grant(Role.INSPECTOR, unit_id=11)),
    "admin": holding(Grant(Role.ADMIN)),
    "revoked": Actor(None, EVERY_GRANT),
}

# columns of the tables below; "my school" is 111, whoever asks
THINGS = {
    "school": Thing((111, 11, 1), OTHER_HALL, MINH),
    "sibling": Thing((112, 11, 1), OTHER_HALL, MINH),
    "parent": Thing((11, 1), OTHER_HALL, MINH),
    "root": Thing((1,), OTHER_HALL, MINH),
    "cousin": Thing((121, 12, 1), OTHER_HALL, MINH),
    "abroad": Thing((211, 2), OTHER_HALL, MINH),
    "my session": Thing((211, 2), HALL, MINH),
    "mine": Thing((211, 2), OTHER_HALL, LAN),
    "mine in school": Thing((111, 11, 1), HALL, LAN),
    "of nobody": Thing(),
}

# y: may, -: may not; rows in the order of THINGS
ANYBODY = dict.fromkeys(ACTORS, "yyyyyyyyyy")
OWN = {
    "guest":     "----------",
    "teacher":   "-------yy-",
    "trainer":   "-------yy-",
    "school":    "-------yy-",
    "commune":   "-------yy-",
    "province":  "-------yy-",
    "inspector": "-------yy-",
    "admin":     "-------yy-",
    "revoked":   "----------",
}  # fmt: skip
ORGANIZERS = {
    "guest":     "----------",
    "teacher":   "----------",
    "trainer":   "----------",
    "school":    "y-------y-",
    "commune":   "yyy-----y-",
    "province":  "yyyyy---y-",
    "inspector": "----------",
    "admin":     "yyyyyyyyyy",
    "revoked":   "----------",
}  # fmt: skip
READERS = ORGANIZERS | {"inspector": "yyy-----y-"}
STAFF = ORGANIZERS | {"trainer": "------y-y-"}
STAFF_AND_INSPECTORS = READERS | {"trainer": "------y-y-"}
ADMINS = dict.fromkeys(ACTORS, "----------") | {"admin": "yyyyyyyyyy"}


def on_others(table: dict[str, str]) -> dict[str, str]:
    """The same table without the columns of what is one's own."""
    return {who: row[:7] + "--" + row[9:] for who, row in table.items()}


EXPECTED = {
    "greet": ANYBODY,
    "bind": ANYBODY,
    "change_language": ANYBODY,
    "give_consent": OWN,
    "see_own_data": OWN,
    "correct_own_data": OWN,
    "erase_own": OWN,
    "read_own": OWN,
    "check_in": OWN,
    "check_out": OWN,
    "report_progress": OWN,
    "choose_day": OWN,
    "ask_leave": OWN,
    "ask_organizer": OWN,
    "acknowledge": OWN,
    "change_own_settings": OWN,
    "export_own_calendar": OWN,
    "open_checkin": STAFF,
    "close_checkin": STAFF,
    "show_board": STAFF,
    "call_roll": on_others(STAFF),
    "correct_mark": on_others(STAFF),
    "note_session": STAFF,
    "hand_over": STAFF,
    "decide_leave": on_others(STAFF),
    "change_checkin": STAFF,
    "see_roll": STAFF_AND_INSPECTORS,
    "export_roll": STAFF_AND_INSPECTORS,
    "see_signals": STAFF_AND_INSPECTORS,
    "see_leave": STAFF_AND_INSPECTORS,
    "see_plan": READERS,
    "see_rules": READERS,
    "list_people": READERS,
    "export_people": READERS,
    "see_deliveries": READERS,
    "export_deliveries": READERS,
    "see_questions": READERS,
    "see_overview": READERS,
    "see_audit": READERS,
    "import_plan": ORGANIZERS,
    "change_session": ORGANIZERS,
    "change_rules": ORGANIZERS,
    "rehearse_plan": ORGANIZERS,
    "import_people": ORGANIZERS,
    "import_roster": ORGANIZERS,
    "undo_import": ORGANIZERS,
    "invite": ORGANIZERS,
    "approve_binding": on_others(ORGANIZERS),
    "revoke_account": ORGANIZERS,
    "correct_person": ORGANIZERS,
    "send_notice": ORGANIZERS,
    "approve_notice": on_others(ORGANIZERS),
    "stop_notice": ORGANIZERS,
    "answer_question": ORGANIZERS,
    "manage_roles": ADMINS,
    "manage_units": ADMINS,
}


@pytest.mark.parametrize("action", Action)
def test_every_role_may_exactly_what_its_row_says_at_every_place(action: Action) -> None:
    assert action in EXPECTED, f"{action} has no row in the table of rights: write who may do it"
    found = {
        who: "".join("y" if may(actor, action, thing) else "-" for thing in THINGS.values())
        for who, actor in ACTORS.items()
    }
    assert found == EXPECTED[action]


def test_the_table_of_rights_and_the_actions_name_each_other() -> None:
    assert set(RIGHTS) == set(Action)
    assert set(EXPECTED) == {action.value for action in Action}


@pytest.mark.parametrize("who", ["guest", "revoked"])
def test_a_guest_and_a_revoked_account_can_only_greet_and_bind_and_choose_a_language(who: str) -> None:
    allowed = {action for action in Action if any(may(ACTORS[who], action, thing) for thing in THINGS.values())}
    assert allowed == {Action.GREET, Action.BIND, Action.CHANGE_LANGUAGE}


def test_nobody_at_all_is_the_owner_of_a_thing_without_owner() -> None:
    assert relations(GUEST, Thing(owner_id=None)) == {Relation.ANYBODY}
    assert not may(GUEST, Action.READ_OWN, Thing())


@pytest.mark.parametrize("action", Action)
def test_an_inspector_changes_nothing_of_others(action: Action) -> None:
    reads = action.value.startswith(("see_", "export_", "list_"))
    allowed = may(ACTORS["inspector"], action, THINGS["school"])
    assert allowed <= (reads or action in {Action.GREET, Action.BIND, Action.CHANGE_LANGUAGE})


@pytest.mark.parametrize(
    "grant",
    [
        Grant(Role.ORGANIZER),  # an organizer of no unit
        Grant(Role.INSPECTOR),
        Grant(Role.TRAINER),  # a trainer of no session
        Grant(Role.TEACHER, unit_id=111, session_id=HALL),
        Grant(Role.TRAINER, unit_id=111),  # a trainer's grant never reaches a unit
        Grant(Role.ORGANIZER, session_id=HALL),  # nor an organizer's a session
    ],
)
def test_a_grant_that_names_nothing_gives_nothing(grant: Grant) -> None:
    others = [thing for thing in THINGS.values() if thing.owner_id != LAN]
    assert all(relations(holding(grant), thing) == {Relation.ANYBODY} for thing in others)


def test_a_notice_is_approved_by_a_second_organizer() -> None:
    notice = Thing((11, 1), owner_id=LAN)
    second = Actor(MINH, frozenset({Grant(Role.ORGANIZER, unit_id=11)}))
    assert may(ACTORS["commune"], Action.SEND_NOTICE, notice)
    assert not may(ACTORS["commune"], Action.APPROVE_NOTICE, notice)
    assert not may(ACTORS["admin"], Action.APPROVE_NOTICE, notice)
    assert may(second, Action.APPROVE_NOTICE, notice)


@pytest.mark.parametrize("who", ACTORS)
def test_without_consent_only_consent_and_ones_own_data_remain(who: str) -> None:
    actor = ACTORS[who]
    silent = Actor(actor.person_id, actor.grants, consented=False)
    for action in Action:
        for thing in THINGS.values():
            expected = action in WITHOUT_CONSENT and may(actor, action, thing)
            assert may(silent, action, thing) == expected, (action, thing)


@pytest.mark.parametrize(
    ("actor", "role"),
    [
        (GUEST, None),
        (Actor(None, EVERY_GRANT), None),
        (holding(), Role.TEACHER),
        (holding(Grant(Role.TRAINER, session_id=HALL)), Role.TRAINER),
        (holding(Grant(Role.TRAINER, session_id=HALL), Grant(Role.INSPECTOR, 11)), Role.INSPECTOR),
        (holding(Grant(Role.INSPECTOR, 11), Grant(Role.ORGANIZER, 111)), Role.ORGANIZER),
        (Actor(LAN, EVERY_GRANT), Role.ADMIN),
    ],
)
def test_the_menu_follows_the_highest_role(actor: Actor, role: Role | None) -> None:
    assert chief_role(actor) is role


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("consented", [True, False])
def test_a_query_with_the_scope_finds_exactly_what_may_be_done(action: Action, consented: bool) -> None:
    for who, one in ACTORS.items():
        actor = Actor(one.person_id, one.grants, consented)
        for place, thing in THINGS.items():
            if action not in NOT_ONESELF or thing.owner_id != LAN:
                assert scope(actor, action).covers(thing) == may(actor, action, thing), (who, place)


@pytest.mark.parametrize(
    ("who", "action", "expected"),
    [
        ("guest", Action.GREET, Scope(everything=True)),
        ("guest", Action.LIST_PEOPLE, Scope()),
        ("revoked", Action.LIST_PEOPLE, Scope()),
        ("revoked", Action.READ_OWN, Scope()),
        ("teacher", Action.LIST_PEOPLE, Scope()),
        ("teacher", Action.READ_OWN, Scope(owner=LAN)),
        ("trainer", Action.SEE_ROLL, Scope(sessions=frozenset({HALL}))),
        ("trainer", Action.LIST_PEOPLE, Scope()),
        ("commune", Action.LIST_PEOPLE, Scope(units=frozenset({11}))),
        ("inspector", Action.LIST_PEOPLE, Scope(units=frozenset({11}))),
        ("inspector", Action.SEND_NOTICE, Scope()),
        ("admin", Action.LIST_PEOPLE, Scope(everything=True)),
        ("admin", Action.READ_OWN, Scope(owner=LAN)),
    ],
)
def test_the_scope_that_queries_get(who: str, action: Action, expected: Scope) -> None:
    found = scope(ACTORS[who], action)
    assert found == expected
    assert found.is_empty == (expected == Scope())


def test_a_scope_keeps_the_units_of_one_role_out_of_what_only_another_may() -> None:
    both = holding(Grant(Role.INSPECTOR, 12), Grant(Role.ORGANIZER, 11), Grant(Role.TRAINER, session_id=HALL))
    assert scope(both, Action.LIST_PEOPLE) == Scope(units=frozenset({11, 12}))
    assert scope(both, Action.SEND_NOTICE) == Scope(units=frozenset({11}))
    assert scope(both, Action.CALL_ROLL) == Scope(units=frozenset({11}), sessions=frozenset({HALL}))


ids = st.integers(1, 4)
maybe = st.none() | ids
grants = st.frozensets(st.builds(Grant, st.sampled_from(Role), maybe, maybe), max_size=3)
actors = st.builds(Actor, maybe, grants, st.booleans())
things = st.builds(Thing, st.lists(ids, unique=True, max_size=3).map(tuple), maybe, maybe)
actions = st.sampled_from(Action)


@given(actors, actions, things)
def test_the_scope_for_queries_says_the_same_as_the_question_about_one_thing(
    actor: Actor, action: Action, thing: Thing
) -> None:
    inside = scope(actor, action).covers(thing)
    if action in NOT_ONESELF and actor.person_id == thing.owner_id:
        assert not may(actor, action, thing)
    else:
        assert may(actor, action, thing) == inside


@given(actors, actions, things)
def test_an_empty_scope_is_one_in_which_nothing_lies(actor: Actor, action: Action, thing: Thing) -> None:
    found = scope(actor, action)
    assert not (found.is_empty and found.covers(thing))


@given(actors, grants, actions, things)
def test_one_more_grant_never_takes_a_right_away(
    actor: Actor, more: frozenset[Grant], action: Action, thing: Thing
) -> None:
    richer = Actor(actor.person_id, actor.grants | more, actor.consented)
    assert may(actor, action, thing) <= may(richer, action, thing)
