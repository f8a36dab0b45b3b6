"""The organizers' office: templates, imports, invitations, who is on no channel, who asks to be bound."""

from __future__ import annotations

from handlers import heavy, scopes
from handlers.request import Request, Way
from handlers.talk import Answer, Errand
from handlers.things import course_for
from handlers.uploads import Sort, done_before
from handlers.wording import binding as binding_words
from handlers.wording import front as front_words
from handlers.wording import office as words
from handlers.wording import office_files as file_words
from storage import audiences, audit, imports, invitations, overviews, unanswered, units, uploads
from storage.imports import Batch
from storage.uploads import Upload
from training.people import Action

TEMPLATES = ("people", "roster", "plan")
MOST_CARDS = 800  # at once: a hundred pages
REQUESTS = 5  # to be bound, shown at once


def office(request: Request) -> Answer:
    if not scopes.anywhere(request, Action.LIST_PEOPLE):
        return front_words.not_yours(request.t)
    asked = len(_requests(request))
    open_questions = overviews.open_questions(request.db, scopes.units_of(request, Action.SEE_QUESTIONS))
    in_vain = unanswered.count(request.db, scopes.units_of(request, Action.SEE_QUESTIONS))
    return words.office(request, asked, open_questions, in_vain, scopes.anywhere(request, Action.IMPORT_PEOPLE))


# --- files ---


def template(request: Request) -> Answer:
    """`template|people`, roster or plan."""
    kind = (request.intent.args or ("",))[0]
    if kind not in TEMPLATES or not scopes.anywhere(request, Action.IMPORT_PEOPLE):
        return front_words.not_yours(request.t)
    return Answer(toast=words.preparing(request), errands=(Errand("template_file", (kind,)),))


def which(request: Request) -> Answer:
    """Other courses for a list: `import_which|upload|key|page`."""
    upload = _upload(request)
    if upload is None:
        return file_words.gone(request.t)
    courses = scopes.courses(request, Action.IMPORT_ROSTER)
    return file_words.courses(request, upload, courses, request.number(2))


def _upload(request: Request) -> Upload | None:
    """The upload of a button, for whoever has its key and may import at all."""
    number, key = request.number(), (*request.intent.args, "", "")[1]
    if number is None or not scopes.anywhere(request, Action.IMPORT_PEOPLE):
        return None
    return uploads.upload_of(request.db, number, key)


def preview(request: Request) -> Answer:
    """`import_as|upload|key|sort|course`."""
    return _errand(request, "preview_import")


def do(request: Request) -> Answer:
    """`import_do|upload|key|sort|course`."""
    return _done_before(request) or _errand(request, "do_import")


def _done_before(request: Request) -> Answer | None:
    """Pressed once more after it was done: what came of it, and not that the file is gone."""
    if request.person is None or not scopes.anywhere(request, Action.IMPORT_PEOPLE) or _upload(request):
        return None
    _, key, sort = (*request.intent.args, "", "", "")[:3]
    course = course_for(request, Action.IMPORT_ROSTER, request.number(3)) if sort == Sort.ROSTER else None
    if sort == Sort.ROSTER and course is None:
        return None
    batch = done_before(request.db, key, sort, request.person, course.code if course else None)
    return file_words.imported_before(request.t, batch) if batch else None


def _errand(request: Request, name: str) -> Answer:
    upload = _upload(request)
    sort = (*request.intent.args, "", "", "")[2]
    course = request.number(3) or 0
    if upload is None or sort not in list(Sort):
        return file_words.gone(request.t)
    if sort == Sort.ROSTER and course_for(request, Action.IMPORT_ROSTER, course) is None:
        return file_words.gone(request.t)
    errand = Errand(name, (upload.id, upload.key, sort, course))
    return Answer(toast=file_words.working(request), errands=(errand,))


def give_up(request: Request) -> Answer:
    """`import_no|upload|key`: forget the file at once."""
    upload = _upload(request)
    if upload:
        uploads.drop(request.db, upload.id)
    return words.forgotten(request)


def history(request: Request) -> Answer:
    """Imports that can be taken back: `imports|page`."""
    if not scopes.anywhere(request, Action.UNDO_IMPORT):
        return front_words.not_yours(request.t)
    found = [one for one in imports.batches(request.db) if _is_mine(request, one)]
    return words.history(request, found, request.number())


def _is_mine(request: Request, one: Batch) -> bool:
    return one.by_person_id == request.person or request.may(Action.UNDO_IMPORT)


def undo(request: Request) -> Answer:
    """`undo|batch` asks, `undo|batch|yes` does."""
    from handlers.imports import Importer, ImportRefused
    from handlers.imports import undo as take_back

    number = request.number()
    batch = imports.batch_by_id(request.db, number) if number is not None else None
    if batch is None or not scopes.anywhere(request, Action.UNDO_IMPORT) or not _is_mine(request, batch):
        return words.no_such_import(request)
    if request.intent.args[1:] != ("yes",):
        return words.really_undo(request, batch)
    reach = scopes.units_of(request, Action.UNDO_IMPORT)
    importer = Importer(f"person:{request.person}", request.person, reach)
    try:
        take_back(request.db, batch.id, importer, request.now, quiet=request.house.quiet)
    except ImportRefused as refused:
        return file_words.import_refused(request.t, refused)
    return words.undone(request, batch)


# --- people ---


def invite(request: Request) -> Answer:
    """For whom cards are to be printed: `invite|unit|page`; without a unit the top of one's own."""
    if not scopes.anywhere(request, Action.INVITE):
        return front_words.not_yours(request.t)
    unit = scopes.unit_for(request, Action.INVITE, request.number())
    below = overviews.children(request.db, unit.id, request.today) if unit else scopes.roots(request, Action.INVITE)
    if unit is None and len(below) == 1:
        unit, below = below[0], overviews.children(request.db, below[0].id, request.today)
    many = _uninvited(request, unit.id) if unit else 0
    return words.invite(request, unit, many, below, request.number(1), MOST_CARDS)


def _uninvited(request: Request, unit_id: int) -> int:
    """How many of a unit and below no account reaches: those for whom invitations.cards makes cards."""
    return overviews.uninvited(request.db, units.subtree_ids(request.db, unit_id, request.today))


def make_cards(request: Request) -> Answer:
    """`invite_make|unit`: the PDF. Older unused codes of the same people stop working."""
    unit = scopes.unit_for(request, Action.INVITE, request.number())
    if unit is None:
        return front_words.not_yours(request.t)
    many = _uninvited(request, unit.id)
    if not 0 < many <= MOST_CARDS:
        return words.invite(request, unit, many, [], 0, MOST_CARDS)
    if heavy.too_often(request, "cards"):
        return file_words.too_often(request)
    return Answer(toast=words.preparing(request), errands=(Errand("invitation_cards", (unit.id,)),))


def no_channel(request: Request) -> Answer:
    """How many of which school cannot be written to."""
    if not scopes.anywhere(request, Action.LIST_PEOPLE):
        return front_words.not_yours(request.t)
    rows = audiences.unreached(request.db, _everybody(request), request.now)
    names = overviews.unit_names(request.db, [row.unit_id for row in rows])
    counted: dict[str, int] = {}
    for row in rows:
        name = names.get(row.unit_id, "–")
        counted[name] = counted.get(name, 0) + 1
    return words.no_channel(request, len(rows), sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _everybody(request: Request) -> dict[str, object]:
    """All people within reach."""
    if scopes.units_of(request, Action.LIST_PEOPLE) is None:
        return {"everybody": True}
    return {"units": [one.id for one in scopes.roots(request, Action.LIST_PEOPLE)]}


def no_channel_file(request: Request) -> Answer:
    if not scopes.anywhere(request, Action.EXPORT_PEOPLE):
        return front_words.not_yours(request.t)
    audit.note(request.db, request.now, f"person:{request.person}", "export_unreached", "people")
    return Answer(toast=words.preparing(request), errands=(Errand("unreached_file", (_everybody(request),)),))


def _requests(request: Request) -> list[invitations.BindingRequest]:
    if not scopes.anywhere(request, Action.APPROVE_BINDING):
        return []
    return invitations.open_requests(request.db, scopes.units_of(request, Action.APPROVE_BINDING))


def bindings(request: Request) -> Answer:
    """Those who ask an organizer to say who they are: each with whom it may be."""
    if not scopes.anywhere(request, Action.APPROVE_BINDING):
        return front_words.not_yours(request.t)
    found = _requests(request)
    answer = words.bindings(request, len(found))
    shown = sorted({candidate.id for one in found[:REQUESTS] for candidate in one.candidates[:3]})
    if shown:
        who, after = f"person:{request.person}", {"people": shown}
        audit.note(request.db, request.now, who, "see_binding_requests", "people", after=after)
    for one in found[:REQUESTS]:
        for candidate in one.candidates[:3]:
            answer += binding_words.approval_for(request.account, one.id, one.said, candidate, one.shown_name)
        if not one.candidates:
            answer += words.nobody_like(request, one)
    return answer


WAYS = {
    "office": Way(office),
    "template": Way(template),
    "import_which": Way(which),
    "import_as": Way(preview),
    "import_do": Way(do),
    "import_no": Way(give_up),
    "imports": Way(history),
    "undo": Way(undo),
    "invite": Way(invite),
    "invite_make": Way(make_cards),
    "no_channel": Way(no_channel),
    "no_channel_file": Way(no_channel_file),
    "bindings": Way(bindings),
}
