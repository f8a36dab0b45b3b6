"""From a file to rows whose units are known: everything that needs no database while it runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from sqlalchemy import Connection

from files.headers import Field
from files.people_values import BadRow, PeopleFile, PersonRow
from files.rosters import read_people
from files.tables import Cell, Sheet, read_table
from files.unit_names import Closing, KnownUnits, UnitMatch, UnitNote, unit_key
from handlers.imports.values import Importer, ImportProblem, Source
from storage import units
from training.reading.vietnamese import clean, lowered

_LEVELS = frozenset(
    ["th", "thcs", "thpt", "mn", "mg", "q", "h", "p", "x", "tp", "tx", "tt"]
)  # what may be left out of a name in speech
_SLIP = 1  # letters: so near a name is more likely a known school misspelt than another one


class GrowingUnits(KnownUnits):
    """Known units to which an admin's list may add: a name like none stored is a new unit, a near one a slip.

    Names of the list itself are no measure for each other: "Sen Tím" and "Bến Tím" are two schools.
    """

    def __init__(
        self,
        names: Iterable[str],
        aliases: Mapping[str, str],
        closed: Mapping[str, Closing],
        *,
        shared: Iterable[str],
        take_all: bool,
    ) -> None:
        """shared: names that several units have, by which none is meant. take_all: slips are taken as units too."""
        super().__init__(names, aliases, closed)
        self.new: list[str] = []
        self._bare = {_without_levels(unit_key(name)): name for name in self.names}
        self._shared = {unit_key(name) for name in shared}
        self._take_all = take_all

    def _match(self, written: str) -> UnitMatch:
        match = KnownUnits._match(self, written)
        if match.note is UnitNote.UNKNOWN:
            if whole := self._shortened(written):
                return UnitMatch(UnitNote.UNKNOWN, suggestion=whole)
            is_new = not self._is_slip(written, match.suggestion)
        else:
            is_new = match.note is UnitNote.RESPELT and match.name in self.new and _spelt_apart(written, match.name)
        return self._grow(written) if is_new else match

    def _grow(self, written: str) -> UnitMatch:
        name = clean(written)
        self._by_key.setdefault(unit_key(written), []).append(name)
        self.new.append(name)
        return UnitMatch(UnitNote.EXACT, name)

    def _shortened(self, written: str) -> str | None:
        """The stored unit whose name this is but for its level: "Sao Biển" for "Trường Tiểu học Sao Biển"."""
        key = unit_key(written)
        whole = None if self._take_all else self._bare.get(_without_levels(key))
        return whole if whole and set(key.split()) < set(unit_key(whole).split()) else None

    def _is_slip(self, written: str, suggestion: str | None) -> bool:
        key = unit_key(written)
        if key in self._shared:
            return True
        if alike := self._by_key.get(key):  # the same but for marks: only marks of its own make it another one
            return not all(name in self.new and _spelt_apart(written, name) for name in alike)
        if suggestion is None or suggestion in self.new or self._take_all:
            return False
        other = unit_key(suggestion)
        return _level_and_numbers(key) == _level_and_numbers(other) and Levenshtein.distance(key, other) <= _SLIP


def _without_levels(key: str) -> str:
    return " ".join(word for word in key.split() if word not in _LEVELS)


def _level_and_numbers(key: str) -> tuple[str, list[str]]:
    """What tells two schools apart however near their names are: the level (th, thcs, thpt), numbers and letters."""
    return key.partition(" ")[0], re.findall(r"\d+|\b[a-z]\b", key)


def _spelt_apart(written: str, name: str) -> bool:
    """Whether two names that are the same without marks are written with different ones: Lúa Bạc, Lúa Bắc."""
    ends = lowered(written).split()[-2:], lowered(name).split()[-2:]
    return ends[0] != ends[1] and not any("".join(end).isascii() for end in ends)


@dataclass(frozen=True, slots=True)
class UnitBook:
    """Units by the name that rows carry once they are read. Names that two units share are told apart by code."""

    known: KnownUnits
    ids: Mapping[str, int]

    @property
    def new(self) -> tuple[str, ...]:
        """Names met that no unit had."""
        return tuple(self.known.new) if isinstance(self.known, GrowingUnits) else ()


def unit_book(db: Connection, importer: Importer, *, take_all_new: bool = False) -> UnitBook:
    """The units that the importer's rows may name. take_all_new: even names that look like slips become units."""
    stored = units.all_units(db)
    shared = {name for name, count in Counter(lowered(unit.name) for unit in stored).items() if count > 1}
    ids: dict[str, int] = {}
    aliases: dict[str, str] = {}
    for unit in stored:
        name = f"{unit.name} ({unit.code})" if lowered(unit.name) in shared else unit.name
        ids[name], aliases[unit.code] = unit.id, name
    closed = _closings(db, stored, {number: name for name, number in ids.items()})
    if importer.unit_ids is None and importer.adds_units:
        return UnitBook(GrowingUnits(ids, aliases, closed, shared=shared, take_all=take_all_new), ids)
    reach = importer.unit_ids
    allowed = frozenset(name for name, number in ids.items() if reach is None or number in reach)
    return UnitBook(KnownUnits(ids, aliases, closed, allowed), ids)


def _closings(db: Connection, stored: Iterable[units.Unit], names: Mapping[int, str]) -> dict[str, Closing]:
    """A closed unit went into the one that it stands under from that day on; one that stands as before, into none."""
    parents = units.parents_of_all(db)
    found = {}
    for unit in stored:
        if unit.closed:
            parent, since = next(reversed(parents.get(unit.id, [])), (None, None))
            into = names[parent] if parent and since and since >= unit.closed else None
            found[names[unit.id]] = Closing(unit.closed, into)
    return found


@dataclass(frozen=True, slots=True)
class LoadedList:
    """A file of people, read. Its rows carry names of `book`."""

    source: Source
    file: PeopleFile
    book: UnitBook
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    def says(self, row: PersonRow, wanted: Field) -> bool:
        """Whether the row has anything in that column: an empty cell takes nothing away."""
        return any(_filled(self._cell(row, letters)) for letters, _ in self._columns(row.sheet, wanted))

    def refused(
        self,
        row: PersonRow,
        wanted: Field,
        problem: ImportProblem,
        value: str | None = None,
        suggestion: str | None = None,
        other: int | None = None,
    ) -> BadRow:
        """The row as not taken, pointing at one of its cells."""
        letters, words = next(iter(self._columns(row.sheet, wanted)), (None, None))
        cells = self.sheets[row.sheet].rows[row.row - 1] if row.sheet in self.sheets else ()
        return BadRow(
            row.sheet,
            row.row,
            letters,
            words,
            problem,  # type: ignore[arg-type]  # codes of ours beside those of reading; the wording knows both
            value,
            suggestion,
            other,
            cells,
        )

    def _columns(self, sheet: str, wanted: Field) -> list[tuple[str, str]]:
        told = self.file.columns.get(sheet, {}).get(wanted, "")
        return re.findall(r"(?:^|, )([A-Z]{1,3}): (.*?)(?=, [A-Z]{1,3}: |$)", told, re.DOTALL)

    def _cell(self, row: PersonRow, letters: str) -> Cell:
        cells = self.sheets[row.sheet].rows[row.row - 1] if row.sheet in self.sheets else ()
        index = _index(letters)
        return cells[index] if index < len(cells) else None


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _filled(cell: Cell) -> bool:
    return bool(clean(cell)) if isinstance(cell, str) else cell is not None


def load_people(path: Path, book: UnitBook, today: date, *, name: str | None = None) -> LoadedList:
    """The rows of an .xlsx, .xls, .ods or .csv. Blocks for up to 20 s: call it in a thread, outside a unit of work.

    Raises FileRefused, and OSError when there is no such file.
    """
    source = Source.of(path, name)
    sheets = read_table(path)
    file = read_people(sheets, today=today, units=book.known)
    return LoadedList(source, file, book, {sheet.name: sheet for sheet in sheets})
