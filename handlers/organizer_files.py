"""What happens when somebody sends a file: organizers' files are read and previewed, nothing is stored unasked."""

from __future__ import annotations

from files.refusals import FileProblem, FileRefused
from handlers import heavy, roll_files, scopes
from handlers.request import Request
from handlers.talk import Answer, Errand
from handlers.upload_errands import LIMIT
from handlers.wording import office_files as words
from training.people import Action

LONGEST_NAME = 120


def received(request: Request) -> Answer:
    file = request.incoming.file
    assert file
    if file.size <= LIMIT and (errand := roll_files.errand_for(request)):
        if heavy.too_often(request, "file", heavy.FILES):
            return words.too_often(request)
        return words.reading(request, file.name) + Answer(errands=(errand,))
    if not scopes.anywhere(request, Action.IMPORT_PEOPLE):
        return words.no_files_needed(request)
    if file.kind == "photo":
        return words.no_pictures(request)
    if file.size > LIMIT:
        return words.file_refused(request.t, FileRefused(FileProblem.TOO_BIG, size=file.size, limit=LIMIT))
    if heavy.too_often(request, "file", heavy.FILES):
        return words.too_often(request)
    caption = (request.incoming.text or "")[:200]
    errand = Errand("read_upload", (file.id, file.name[-LONGEST_NAME:], caption))
    return words.reading(request, file.name) + Answer(errands=(errand,))
