"""How much each idea in a question weighs for each intent.

An idea is present when one of its phrases (ideas.py, smalltalk.py) is, or when the question has it by its shape:
DATE, PART, AHEAD and PAST (a day to come, gone), CLOCK, CODE, MODULE, BUSY (bận, with its marks), SCHOOL_CLASS
(lớp 7C), SHORT (up to four words), LONG (over eight). A rule gives its weight when all its ideas are present and none
of those after a minus sign. Weights are sums of evidence, no probabilities: from ENOUGH on an intent counts as read,
and two within CLOSE of each other are worth asking about.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from training.reading.elsewhere import OUT_OF_SCOPE
from training.reading.ideas import ASKED
from training.reading.smalltalk import SAID

ENOUGH = 2.0
CLOSE = 0.5

_RULES = """
next_session        2.5  NEXT
next_session        1.2  NEXT WHEN
next_session        0.8  NEXT STUDY
next_session        2.6  WHEN STUDY -DATE -SUBMIT -DEADLINE
next_session       -1.2  NEXT DATE
next_session       -2.0  NEXT TRAINER
next_session       -1.5  NEXT DEADLINE
schedule_range      2.6  TIMETABLE
schedule_range      1.6  SCHEDULE
schedule_range      2.2  DATE
schedule_range      1.2  PART
schedule_range      0.9  DATE STUDY
schedule_range      1.0  DATE WHETHER
schedule_range      1.0  DATE SCHEDULE
schedule_range      0.8  DATE TIME_OF_DAY
schedule_range      1.0  DATE MANY -DONE
schedule_range      0.5  DATE WHEN
schedule_range      0.8  WHETHER STUDY
schedule_range     -2.5  CALENDAR
schedule_range     -1.5  TIMETABLE NEXT -DATE
schedule_range     -2.0  TIMETABLE LEAVE
schedule_range     -2.0  TIMETABLE REMIND
where               3.6  WHERE
where               3.4  LINK
where               4.0  HERE_OR_ONLINE
where               0.5  WHERE STUDY
where               0.6  WHERE DATE
where               0.6  LINK DATE
where              -3.0  WHERE MATERIAL
where              -3.0  WHERE CERT
where              -2.0  WHERE CONTACT
where              -1.0  WHERE SUBMIT
where              -2.0  WHERE CHECKIN
where              -3.0  CALENDAR
where              -1.5  LOGIN -LINK
lms_status          2.8  LMS
lms_status          1.0  LMS PROGRESS
lms_status          0.8  LMS MODULE
lms_status          1.6  PROGRESS
lms_status          1.2  PROGRESS MODULE
lms_status          2.8  LOGIN
lms_status          1.0  LMS COMPLETION
deadline            3.8  DEADLINE
deadline            1.2  SUBMIT
deadline            2.0  SUBMIT WHEN
deadline            1.5  SUBMIT DATE
deadline            1.0  DEADLINE SUBMIT
deadline            1.0  DEADLINE DATE
deadline            0.8  DEADLINE WHEN
checkin             3.4  CHECKIN
checkin             2.0  CHECKIN CODE
checkin             3.2  CODE
checkin             0.6  CHECKIN SHORT
checkin            -1.0  CHECKIN RECORD
attendance_record   3.8  RECORD
attendance_record   1.4  RECORD CHECKIN
attendance_record   1.8  MANY
attendance_record   1.8  MANY DONE
attendance_record  -1.5  MANY DATE TIMETABLE
attendance_record   1.0  RECORD DATE
leave_request       3.8  LEAVE
leave_request       1.2  EXCUSE
leave_request       1.5  EXCUSE DATE
leave_request       1.0  EXCUSE LEAVE
leave_request       1.0  LEAVE DATE
leave_request      -1.5  LEAVE RECORD
completion          3.2  COMPLETION
completion         -1.0  COMPLETION CERT
completion         -0.8  COMPLETION LMS
completion         -0.8  COMPLETION DEADLINE
completion          1.6  RECORD COMPLETION
certificate         4.0  CERT
contact_organizer   3.2  CONTACT
contact_organizer   1.2  OFFICE
contact_organizer   2.2  OFFICE WHO
contact_organizer   1.0  CONTACT OFFICE
contact_organizer   0.6  CONTACT WHO
materials           3.4  MATERIAL
materials           0.8  MATERIAL GET
materials           0.8  MATERIAL DATE
materials          -1.0  MATERIAL CALENDAR
materials          -1.5  MATERIAL DEADLINE
calendar_export     4.4  CALENDAR
calendar_export     0.6  CALENDAR TIMETABLE
who_trainer         3.0  TRAINER
who_trainer         3.6  WHO TEACH
who_trainer         1.4  WHO TRAINER
who_trainer         0.8  TRAINER DATE
who_trainer         0.8  WHO TEACH DATE
who_trainer        -1.5  TRAINER MATERIAL
who_trainer        -1.5  TRAINER CONTACT
reminder_settings   4.0  REMIND
reminder_settings   1.2  REMIND DATE
reminder_settings   1.2  REMIND CLOCK
reminder_settings   1.0  REMIND PART
reminder_settings   1.5  REMIND NEXT
reminder_settings   1.5  REMIND STUDY
change_language     1.6  LANGUAGE
change_language     2.6  LANGUAGE SWITCH
change_language     1.2  LANGUAGE SHORT
change_language    -4.0  ENGLISH_SUBJECT
help                3.6  HELP
greeting            2.2  GREETING
greeting            0.8  GREETING SHORT
greeting            0.8  GREETING INTRO
thanks              2.4  THANKS
thanks              0.8  THANKS SHORT
human               4.4  HUMAN
human               0.4  HUMAN OFFICE
cancel              2.6  CANCEL
cancel              1.2  CANCEL SHORT
cancel              2.0  CANCEL OPERATION
cancel             -1.6  CANCEL LONG
cancel             -1.0  CANCEL DATE
cancel             -2.0  CANCEL LEAVE
where              -3.5  HOWFAR
lms_status          3.0  HOWFAR
lms_status          1.4  PROGRESS MODULEWORD
lms_status         -3.0  LOGIN LINK
lms_status         -1.6  PROGRESS RECORD
completion          3.2  TIETS -DATE
schedule_range      1.2  TIETS DATE
schedule_range     -4.0  HISTORY TIMETABLE
leave_request       3.0  MAKEUP
leave_request       2.4  NGHI PERMIT -MANY
leave_request       1.0  NGHI DATE
leave_request       1.5  NGHI EXCUSE
attendance_record  -1.2  MAKEUP
schedule_range     -1.6  DATE CHECKIN
schedule_range     -1.6  DATE RECORD
schedule_range     -1.6  DATE LEAVE
schedule_range     -1.6  DATE MATERIAL
schedule_range     -1.6  DATE REMIND
schedule_range     -1.6  DATE TRAINER
schedule_range     -1.6  DATE DEADLINE
schedule_range     -1.6  DATE CERT
schedule_range     -1.2  PART CHECKIN
schedule_range     -1.0  DATE LINK
schedule_range     -1.0  DATE WHERE
help               -1.2  HELP LONG
next_session       -2.5  NEXT MANY
reminder_settings  -2.5  REPEAT
attendance_record  -1.5  RECORD NGHI PERMIT
leave_request       1.0  NGHI PERMIT EXCUSE
help                2.2  HELPME SHORT
help                1.0  HELPME SHORT
materials          -1.6  MATERIAL CERT
leave_request      -3.0  NGHI COMPLETION MANY
attendance_record  -2.0  RECORD COMPLETION
attendance_record  -2.5  MANY COMPLETION
attendance_record   0.6  RECORD CHECKIN SHORT
checkin            -0.6  CHECKIN RECORD SHORT
help               -1.2  HELPME CHECKIN
help               -1.2  HELPME NEXT
schedule_range      0.8  DATE ACTIVITY
schedule_range      1.0  PART ACTIVITY
schedule_range      1.0  DATE TEACH -WHO -TRAINER
schedule_range      1.0  PART TEACH -WHO -TRAINER
reminder_settings   2.6  NOTIFY TOGGLE -REMIND -CONTACT
calendar_export     3.4  DEVICE TIMETABLE -CALENDAR
human               2.8  PERSON TALK -HUMAN -CONTACT -TRAINER
deadline            2.1  NOP -DEADLINE
contact_organizer  -2.0  CONTACT REMIND
contact_organizer  -1.6  CONTACT LEAVE
contact_organizer  -1.2  CONTACT CERT
completion         -1.2  COMPLETION RECORD -MANY
completion         -1.2  COMPLETION LEAVE
thanks             -1.0  THANKS LONG
leave_request       2.6  SELF DATE -MANY -RECORD
leave_request       2.0  SELF -DATE -MANY -RECORD
leave_request      -2.0  LEAVE COMPLETION -DATE
attendance_record  -3.0  MANY AHEAD
schedule_range      1.0  MANY AHEAD
leave_request       0.8  BUSY
leave_request       1.2  BUSY DATE -WHETHER
attendance_record  -3.5  RECORD AHEAD MANY
leave_request      -2.4  NGHI COMPLETION -DATE
attendance_record   3.0  CHECKIN PAST
checkin            -1.5  CHECKIN PAST
where              -1.5  LINK CHECKIN
attendance_record   0.8  RECORD PAST
leave_request      -2.0  LEAVE PAST
leave_request       1.5  XIN NGHI
attendance_record  -2.5  XIN NGHI
cancel              2.5  CANCEL LEAVE SHORT
checkin             1.2  CHECKIN LINK
leave_request      -2.5  LEAVE MANY DONE -DATE -XIN
out_of_scope        3.6  ALIEN
out_of_scope        1.6  ALIEN2
out_of_scope        2.5  ALIEN TIMETABLE -STUDY
out_of_scope        1.5  PUPILS -LEAVE -EXCUSE
out_of_scope        5.0  SCHOOL_CLASS -LEAVE -EXCUSE
"""


def _parse(rules: str) -> tuple[tuple[str, float, frozenset[str], frozenset[str]], ...]:
    parsed = []
    for line in rules.strip().splitlines():
        intent, weight, *ideas = line.split()
        wanted = frozenset(idea for idea in ideas if not idea.startswith("-"))
        unwanted = frozenset(idea[1:] for idea in ideas if idea.startswith("-"))
        parsed.append((intent, float(weight), wanted, unwanted))
    return tuple(parsed)


_PARSED = _parse(_RULES)
_IDEAS = ASKED | SAID
_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


def _phrases_of(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.replace("\n", " ").split(";") if each.strip()]


@cache
def phrases() -> _Phrases:
    """First word → the phrases that begin with it, each with its idea."""
    found: _Phrases = {}
    for idea, text in (*_IDEAS.items(), ("ALIEN", OUT_OF_SCOPE)):
        for each in _phrases_of(text):
            words = tuple(each.split())
            found.setdefault(words[0], []).append((words[1:], idea))
    return found


@cache
def vocabulary(*, alien: bool = True) -> frozenset[str]:
    """Every word of a phrase; without those of out-of-scope phrases alone when asked so."""
    texts = (*_IDEAS.values(), OUT_OF_SCOPE) if alien else tuple(_IDEAS.values())
    return frozenset(word for text in texts for each in _phrases_of(text) for word in each.split() if word != "~")


def ideas_in(words: Sequence[str]) -> set[str]:
    """The ideas whose phrases stand in these words."""
    return set(_ideas_in(tuple(words)))


@lru_cache(maxsize=2048)
def _ideas_in(words: tuple[str, ...]) -> frozenset[str]:
    table, found, alien = phrases(), set(), set()
    for place, word in enumerate(words):
        for rest, idea in table.get(word, ()):
            if _follows(words, place + 1, rest):
                found.add(idea)
                if idea == "ALIEN":
                    alien.add((place, rest))
    if len(alien) > 1:
        found.add("ALIEN2")
    return frozenset(found)


def _follows(words: Sequence[str], place: int, rest: tuple[str, ...]) -> bool:
    if not rest:
        return True
    if rest[0] == "~":
        return any(_follows(words, place + skip, rest[1:]) for skip in range(4))
    return tuple(words[place : place + len(rest)]) == rest if "~" not in rest else _stepwise(words, place, rest)


def _stepwise(words: Sequence[str], place: int, rest: tuple[str, ...]) -> bool:
    return place < len(words) and words[place] == rest[0] and _follows(words, place + 1, rest[1:])


def weigh(ideas: set[str]) -> dict[str, float]:
    """Intent → its weight, for those that anything speaks for."""
    return dict(_weighed(frozenset(ideas)))


@lru_cache(maxsize=2048)
def _weighed(ideas: frozenset[str]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for intent, weight, wanted, unwanted in _PARSED:
        if wanted <= ideas and not (unwanted & ideas):
            weights[intent] = weights.get(intent, 0.0) + weight
    return weights
