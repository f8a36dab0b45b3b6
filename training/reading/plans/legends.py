"""What short names of a timetable stand for, where the document lists them: "CĐ2: Kỹ năng tham vấn"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from training.reading.lazily import lazily
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain
from training.reading.plans.written import tokens_of

_CODE = r"(?:chuyen de|chu de|noi dung|mo ?-?dun|module|bai|hoc phan|[a-z]{1,3})\s?(?:so )?\d{1,2}"
_LISTED = lazily(
    rf"^\W*(?P<code>{_CODE})\s*(?:\((?:viet tat |goi tat )?(?:la )?(?P<short>{_CODE})\))?\s*[:.–-]\s*(?=\w)"
)
_SHORT = lazily(rf"(?P<code>{_CODE})(?P<more>\s*\([^()]{{1,20}}\))?")
_LONGEST = 160  # characters of a name


def with_names(candidates: Sequence[Candidate], lines: Iterable[str]) -> list[Candidate]:
    """Lessons of tables that tell no more than a short name, with what the document says it stands for."""
    if not any(one.from_table and _SHORT.fullmatch(_own(one)) for one in candidates):
        return list(candidates)
    names = _listed(lines)
    return [_with_name(one, names) if one.from_table else one for one in candidates]


def _listed(lines: Iterable[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for line in lines:
        found = _LISTED.match(plain(line))
        name = line[found.end() :].strip(" .;") if found else ""
        if found and 4 < len(name) <= _LONGEST and not tokens_of(plain(name)):
            for code in filter(None, (found["code"], found["short"])):
                names.setdefault(_bare(code), name)
    return names


def _own(one: Candidate) -> str:
    return plain(one.title.split(" – ")[0])


def _with_name(one: Candidate, names: dict[str, str]) -> Candidate:
    found = _SHORT.fullmatch(_own(one))
    name = names.get(_bare(found["code"])) if found else None
    if name is None:
        return one
    own, *rest = one.title.split(" – ")
    return replace(one, title=" – ".join([f"{own}: {name}", *rest]))


def _bare(code: str) -> str:
    return re.sub(r"[\s-]|so(?=\W*\d)|0(?=\d)", "", code)
