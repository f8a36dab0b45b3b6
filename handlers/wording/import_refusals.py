"""Why nothing of an import, or of taking one back, is done. Plain text, as in handlers.wording.imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.imports.values import ImportRefused, RefusalCode
from handlers.wording.imports import SHOWN, Forgiving, lazy
from handlers.wording.language import Speaker

_REFUSED: dict[RefusalCode, str] = {
    RefusalCode.COURSE_UNKNOWN: lazy("There is no course “{value}”."),
    RefusalCode.UNIT_UNKNOWN: lazy("There is no unit “{value}”."),
    RefusalCode.PLAN_TAKEN: lazy("There is another plan with the code “{value}”."),
    RefusalCode.COURSE_TAKEN: lazy("The course code “{value}” belongs to another plan."),
    RefusalCode.PLAN_WITHOUT_CODE: lazy("The plan has neither a code nor a number nor a title."),
    RefusalCode.OPEN_QUESTIONS: lazy(
        "The document leaves questions open; send it to the bot and answer them there, or settle them in the .xlsx "
        "template:"
    ),
    RefusalCode.NOT_A_PLAN: lazy("Plans come as .yaml, .xlsx, .docx, .pdf or .txt, not as “{value}”."),
    RefusalCode.BATCH_UNKNOWN: lazy("There is no import {value}."),
    RefusalCode.UNDONE_BEFORE: lazy("Import {value} was taken back before."),
    RefusalCode.UNDO_TOO_LATE: lazy("This import can no longer be taken back; built on it are: {what}."),
}
_BUILT: dict[str, str] = {
    "marks": lazy("attendance marks"),
    "accounts": lazy("bound chat accounts"),
    "progress": lazy("reported LMS and practice days"),
    "leaves": lazy("requests for leave"),
    "deliveries": lazy("messages sent"),
    "questions": lazy("questions asked"),
    "trainers": lazy("trainers"),
    "enrolments": lazy("enrolments"),
    "sessions": lazy("sessions of another origin"),
    "people": lazy("people of another origin"),
    "changes": lazy("later changes"),
    "imports": lazy("later imports"),
}


def refused(t: Speaker, why: ImportRefused) -> str:
    """Why nothing of an import, or of an undo, was done."""
    values = Forgiving(why.values)
    if why.code is RefusalCode.UNDO_TOO_LATE:
        values["what"] = _counts(t, why.values["what"], why.values.get("later", ()))
    said = t(_REFUSED[why.code]).format_map(values)
    if why.code is RefusalCode.COURSE_UNKNOWN and why.values.get("known"):
        known = ", ".join(why.values["known"][:SHOWN])
        said = f"{said} {t('There are: {known}.').format(known=known)}"
    return "\n".join([said, *(f"– {question}" for question in why.values.get("questions", ()))])


def _counts(t: Speaker, what: Mapping[str, int], later: Sequence[int]) -> str:
    """Later imports by their numbers, since they have to be taken back first; the rest counted."""
    counted = {**what, "imports": "; ".join(t("no. {number}").format(number=one) for one in later)} if later else what
    return ", ".join(f"{t(_BUILT[name])} ({number})" for name, number in counted.items())
