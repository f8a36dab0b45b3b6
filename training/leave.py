"""Leave: for which sessions it can be asked, and what accepting it does to the mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from training.attendance import MarkValue, Method, Status
from training.calendar import TO_ATTEND, SessionView, sort_key

AFTERWARDS = timedelta(days=14)  # how long after a session one may still ask
_CAME = frozenset({Status.PRESENT, Status.LATE})


# "do cô Lan dạy" names a session and no reason
_BECAUSE = re.compile(
    r"(?<!\w)(?:(?:bởi )?vì|vi|tại vì|tại|l[ýíy] do(?: là| la)?|do(?! (?:cô|thầy|co|thay)(?!\w)))(?!\w)[ :]*"
    r"(?P<reason>\w.{2,})",
    re.IGNORECASE | re.DOTALL,
)
_PLACES = re.compile(r"tại (?:hội trường|trường|trung tâm|phòng|lớp)", re.IGNORECASE)


def reason_in(text: str) -> str | None:
    """The reason that stands in a request itself: "xin nghỉ chiều mai vì con ốm"; None when it has none."""
    found = _BECAUSE.search(_PLACES.sub("", text))
    return found["reason"].strip(" .") if found else None


def excusable(
    sessions: Iterable[SessionView], marks: Mapping[int, MarkValue], now: datetime
) -> tuple[list[SessionView], list[SessionView]]:
    """Own sessions (ahead, the next first; past, the last first) that one can ask leave for. marks: by session id.

    Sessions without a day are not there yet; whoever was there needs none.
    """
    mine = [one for one in sessions if _can_be_excused(one, marks.get(one.id), now)]
    ahead = [one for one in mine if one.ends is None or one.ends > now]
    past = [one for one in mine if one not in ahead]
    return sorted(ahead, key=sort_key), sorted(past, key=sort_key, reverse=True)


def _can_be_excused(session: SessionView, mark: MarkValue | None, now: datetime) -> bool:
    if session.kind not in TO_ATTEND or session.role != "trainee" or session.cancelled:
        return False
    if mark and mark.status in (*_CAME, Status.EXCUSED):
        return False
    return session.ends is None or now - session.ends <= AFTERWARDS


def excused(already: MarkValue | None, by: int | None, now: datetime, reason: str) -> MarkValue | None:
    """The mark that an accepted leave adds; None for who came after all: that mark stands."""
    if already and already.status in (*_CAME, Status.EXCUSED):
        return None
    return MarkValue(Status.EXCUSED, Method.LEAVE, by, now, reason or None)
