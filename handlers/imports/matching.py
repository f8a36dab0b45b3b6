"""Which stored person a row means: by code, else by phone, else by name, unit and birthday. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from files.headers import Field
from files.people_values import PersonRow
from handlers.imports.values import ImportProblem
from storage.people import Person
from training.reading.vietnamese import fold

_OWN_CODE = "TH"  # codes that we gave ourselves give way to one that a list brings
_ALIKE = 75  # rapidfuzz score of two names that one code may stand for: a slip of the pen, a married name


@dataclass(frozen=True, slots=True)
class Matched:
    """A row with the unit it names and the person it means; person None: somebody new."""

    row: PersonRow
    unit_id: int | None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A row that cannot be told whom it means, and the column to blame. other: a person it collides with."""

    row: PersonRow
    column: Field
    problem: ImportProblem
    value: str | None = None
    other: Person | None = None
    count: int | None = None


@dataclass(slots=True)
class Matcher:
    """Finds the person of each row; each person is found once."""

    people: Iterable[Person]
    _by_code: dict[str, Person] = field(init=False, default_factory=dict)
    _by_phone: dict[str, Person] = field(init=False, default_factory=dict)
    _by_name: dict[tuple[str, int | None], list[Person]] = field(init=False)
    _met: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._by_name = defaultdict(list)
        for person in self.people:
            self._by_code[person.code] = person
            if person.phone:
                self._by_phone[person.phone] = person
            self._by_name[person.folded, person.unit_id].append(person)

    def match(self, rows: Sequence[tuple[PersonRow, int | None]]) -> Iterator[Matched | Mismatch]:
        """(row, unit id) of each, in their order. Codes and phones choose first, names among whom they leave."""
        certain = [self._by_code_or_phone(row, unit_id) for row, unit_id in rows]
        for found, (row, unit_id) in zip(certain, rows, strict=True):
            yield found or self._by_name_in_unit(row, unit_id)

    def _by_code_or_phone(self, row: PersonRow, unit_id: int | None) -> Matched | Mismatch | None:
        coded = self._by_code.get(row.code) if row.code else None
        called = self._by_phone.get(row.phone) if row.phone else None
        person = coded or called
        if person is None:
            return None
        if called and (called is not person or not _may_be(row, called)):
            return Mismatch(row, Field.PHONE, ImportProblem.PHONE_OF_OTHER, row.phone, called)
        if coded and not _may_be(row, coded):
            return Mismatch(row, Field.CODE, ImportProblem.CODE_OF_OTHER, row.code, coded)
        if row.code and not coded and not _may_get_code(person):
            return Mismatch(row, Field.CODE, ImportProblem.CODE_OF_OTHER, row.code, person)
        if person.id in self._met:
            return Mismatch(row, Field.NAME, ImportProblem.AMBIGUOUS, row.name, person, 1)
        self._met.add(person.id)
        return Matched(row, unit_id, person)

    def _by_name_in_unit(self, row: PersonRow, unit_id: int | None) -> Matched | Mismatch:
        namesakes = self._by_name.get((fold(row.name), unit_id), [])
        free = [one for one in namesakes if one.id not in self._met and _compatible(row, one, unit_id)]
        same = [one for one in free if _says_the_same(row, one)]
        if len(free) > 1 and not same:
            return Mismatch(row, Field.NAME, ImportProblem.AMBIGUOUS, row.name, count=len(free))
        person = next(iter(same or free), None)
        if person:
            self._met.add(person.id)
        return Matched(row, unit_id, person)


def _may_be(row: PersonRow, person: Person) -> bool:
    """Whether a row with the person's code or phone can be theirs: the name agrees, or nearly so and something else."""
    if fold(row.name) == person.folded:
        return True
    agrees = (row.phone and row.phone == person.phone and row.code == person.code) or (
        row.birthday and row.birthday == person.birthday
    )
    near = fuzz.ratio(fold(row.name), person.folded) >= _ALIKE
    return bool(agrees or (near and row.code == person.code))


def _may_get_code(person: Person) -> bool:
    return person.code.startswith(_OWN_CODE) and person.code[2:].isdecimal()


def _compatible(row: PersonRow, person: Person, unit_id: int | None) -> bool:
    """Whether nothing says that they are two people of one name."""
    if row.code and not _may_get_code(person):
        return False
    if row.birthday and person.birthday:
        return row.birthday == person.birthday
    if unit_id is None:  # a name alone says little, but the same list taken again must add nobody
        return _says_the_same(row, person)
    return not (row.phone and person.phone)


def _says_the_same(row: PersonRow, person: Person) -> bool:
    names = ("birthday", "phone", "subject", "position", "email", "note")
    return all(getattr(row, name) == getattr(person, name) for name in names)
