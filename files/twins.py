"""People who stand in a file twice: made one, remarked on, or refused where one number belongs to two names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from files.people_values import Hint, HintCode, PersonRow, RowProblem
from training.reading.vietnamese import fold, lowered

Clash = tuple[PersonRow, RowProblem, PersonRow]


def settle(people: list[PersonRow]) -> tuple[list[PersonRow], list[Clash], list[Hint]]:
    """The people to take, once each; the rows whose phone or code another name has, with it; remarks."""
    clashes = [
        *_clashes(people, lambda person: person.phone, RowProblem.PHONE_OTHER_NAME),
        *_clashes(people, lambda person: person.code, RowProblem.CODE_OTHER_NAME),
    ]
    refused = {(person.sheet, person.row) for person, _, _ in clashes}
    clean_rows = [person for person in people if (person.sheet, person.row) not in refused]
    taken, hints = _made_one(clean_rows)
    return taken, clashes, [*hints, *_namesakes(taken)]


def _clashes(
    people: Iterable[PersonRow], key: Callable[[PersonRow], str | None], problem: RowProblem
) -> Iterable[Clash]:
    for same in _grouped(people, key):
        if len({lowered(person.name) for person in same}) > 1:
            for person in same:
                other = next(other for other in same if lowered(other.name) != lowered(person.name))
                yield person, problem, other


def _grouped(people: Iterable[PersonRow], key: Callable[[PersonRow], str | None]) -> Iterable[list[PersonRow]]:
    groups: dict[str, list[PersonRow]] = defaultdict(list)
    for person in people:
        if value := key(person):
            groups[value].append(person)
    return (group for group in groups.values() if len(group) > 1)


def _made_one(people: list[PersonRow]) -> tuple[list[PersonRow], list[Hint]]:
    taken: list[PersonRow] = []
    where: dict[object, int] = {}
    hints: list[Hint] = []
    for person in people:
        place = next((where[key] for key in _identities(person) if key in where), None)
        if place is None:
            place = len(taken)
            taken.append(person)
        else:
            hints.append(_about_twin(person, taken[place]))
            taken[place] = _merged(taken[place], person)
        where.update((key, place) for key in _identities(person))
    return taken, hints


def _identities(person: PersonRow) -> Iterable[object]:
    """What makes two rows one person; the whole row where neither phone nor code is given."""
    yield replace(person, sheet="", row=0, name=lowered(person.name))
    if person.code:
        yield "code", person.code
    if person.phone:
        yield "phone", person.phone


def _about_twin(person: PersonRow, first: PersonRow) -> Hint:
    same = replace(person, sheet=first.sheet, row=first.row, name=first.name) == first
    code = HintCode.SAME_ROW if same else HintCode.SAME_PERSON
    return Hint(person.sheet, person.row, code, value=person.name, other=first.row)


def _merged(first: PersonRow, second: PersonRow) -> PersonRow:
    """The first row's values, its gaps filled from the second, the groups of both."""
    names = ("code", "birthday", "unit", "subject", "position", "phone", "email", "note")
    filled = {name: getattr(first, name) or getattr(second, name) for name in names}
    return replace(first, groups=tuple(dict.fromkeys(first.groups + second.groups)), **filled)


def _namesakes(people: list[PersonRow]) -> Iterable[Hint]:
    for same in _grouped(people, lambda person: f"{fold(person.unit or '')}\n{fold(person.name)}"):
        first = same[0]
        for person in same[1:]:
            code = HintCode.SAME_NAME if lowered(person.name) == lowered(first.name) else HintCode.NEAR_NAME
            yield Hint(person.sheet, person.row, code, value=person.name, suggestion=first.name, other=first.row)
