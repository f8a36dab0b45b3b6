"""What a message asks, without what is only around it: quotations, what was corrected, what is said not to be meant."""

from __future__ import annotations

import re

from training.reading.evidence import ideas_in
from training.reading.heard import WORDS
from training.reading.keyboards import with_marks
from training.reading.vietnamese import fold

_LONGEST = 600  # letters read of a message; of a longer one its beginning and end
_QUOTED = re.compile(r"[\"“«„](?:[^\"”»“]){12,}[\"”»“]")
_NOT_THIS = re.compile(
    r"(?<!\w)khong phai (?:hoi )?[^,.?]{1,30}?,? ma (?:la )?|(?<!\w)chu khong phai [^,.?]{1,30}"
    r"|(?<!\w)khong (?:hoi|noi|can biet|phai)(?: ve)? [^,.?]{1,30}? dau(?=[,. ])"
    r"|(?<!\w)(?:chu )?khong (?:he |co )?(?:muon|xin|can|dinh|y dinh)(?: xin)?(?: phep)? (?:nghi|vang|huy|doi|ve som)"
    r"(?: hoc| phep| lich| buoi nao)?(?: gi)?(?: dau)?(?: a| nhe| nha)?(?=,|\.|$| (?:ma|nhung|chi|hoi|toi|minh|em) )"
)
# "nhầm" is a slip wherever it stands, "lộn" and "quên" without marks may be other words ("lợn", "quen")
_SLIP = re.compile(
    r"(?<!\w)(?:(?:a|u|i|o|ui|oi|ua),? )?(?:nham|viet nham|go nham)(?: roi)?(?: a)?[,. ]+"
    r"|(?<!\w)(?:a|u|i|o|ui|oi|ua),? (?:lon|quen|khong|khong phai)(?: roi)?(?: a)?[,. ]+"
    r"|(?<!\w)(?:lon|quen)(?: roi)?(?: a)?[,.]+ ?"
)


def shortened(text: str) -> str:
    """The part of a message that is read, marks left as keys put on its words."""
    kept = text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"
    return with_marks(kept)


def unquoted(form: str) -> str:
    """A pattern form without quotations and what is said not to be meant; the form itself if nothing is left."""
    bare = _NOT_THIS.sub(" ", _QUOTED.sub(" ", form))
    return bare if bare.strip(" ?.,!") else form


def asked(form: str) -> str:
    """unquoted() without what was corrected, when something is asked behind the correction."""
    kept = unquoted(form)
    slips = list(_SLIP.finditer(kept))
    if slips and ideas_in(WORDS.findall(fold(kept[slips[-1].end() :]))) - {"STUDY", "GET", "DONE", "WHEN"}:
        kept = kept[slips[-1].end() :]
    return kept if kept.strip(" ?.,!") else form
