"""A draft is settled: questions answered by buttons or in words, activities changed, added, deleted, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers import plan_publishing
from handlers.plan_drafts import DIALOGUE, draft_for, go_on, item_for, store
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.wording import plan_draft_edits as words
from handlers.wording import plan_drafts as list_words
from storage import plan_drafts, talks
from storage.plan_drafts import DraftRow
from storage.talks import Draft
from training.draft_answers import answered, options_of, settle
from training.draft_changes import edited, meant
from training.drafting import Change, Doubt, Edited, Option, all_in, by_audience, code_of, recoded, title_code
from training.plan import Kind
from training.reading.draft_deeds import Deed, Edit
from training.reading.draft_edits import read_edits
from training.reading.draft_whole import meant_of
from training.reading.impossible import impossible_day
from training.reading.vietnamese import clean

TIMED = (Deed.TIME, Deed.ADD, Deed.END, Deed.ISSUED)
TYPED = (Deed.TIME, Deed.PLACE, Deed.TITLE, Deed.AUDIENCE)  # what is asked for in words of one activity


# --- questions ---


def question(request: Request) -> Answer:
    """`plan_q|draft|question`; without one, or with one that is settled, the first open one."""
    row = draft_for(request, request.number())
    if row is None:
        return list_words.no_such_draft(request.t)
    return _ask(request, row, row.draft.doubt((*request.intent.args, "")[1]))


def _ask(request: Request, row: DraftRow, doubt: Doubt | None = None) -> Answer:
    """A question, which may be answered in words at once; the list when none is open."""
    if doubt is None or doubt.settled:
        doubt = next(iter(row.draft.open), None)
    if doubt is None:
        go_on(request.db, request.account.id, row, request.now)
        return list_words.listed(request.t, row, 0, edit=request.edits)
    go_on(request.db, request.account.id, row, request.now, q=doubt.key)
    return words.question(request.t, row, doubt, options_of(row.draft, doubt), edit=request.edits)


def answer(request: Request) -> Answer:
    """`plan_a|draft|question|option`."""
    row = draft_for(request, request.number())
    _, key, option = (*request.intent.args, "", "", "")[:3]
    doubt = row.draft.doubt(key) if row else None
    if row is None or doubt is None:
        return list_words.no_such_draft(request.t)
    if option == Option.TYPE and not doubt.settled:
        go_on(request.db, request.account.id, row, request.now, q=doubt.key)
        return words.type_answer(request, row, doubt)
    done = settle(row.draft, key, option)
    if not isinstance(done, Edited):
        return words.settled_before(request.t, row)
    return _next(request, store(request, row, done.draft), done.changes)


def _next(request: Request, row: DraftRow, changes: Sequence[Change]) -> Answer:
    """What an answer changed, and the next question."""
    told = words.changed(request.t, row, changes) if changes else Answer()
    following = _ask(request, row)
    if told.replies and following.replies:
        following = replace(following, replies=tuple(replace(one, edit=None) for one in following.replies))
    return told + following


# --- words ---


def written(request: Request, draft: Draft) -> Answer | None:
    """What is typed while a draft is open: edits, an answer; None when it is neither and means something else."""
    text = clean(request.incoming.text or "")
    row = draft_for(request, draft.data.get("draft"))
    if row is None or not text or request.incoming.file:
        return None
    edits = read_edits(text)
    if (day := impossible_day(text)) and _is_a_time(draft, edits, text):
        return words.no_such_day(request.t, row, day)
    if edits:
        return _edit(request, row, edits)
    return _answer_or_words(request, row, draft, text) or _misread(request, row, text)


def _is_a_time(draft: Draft, edits: Sequence[Edit], text: str) -> bool:
    """Whether a day in these words is one of the draft's: an edit of a time, an answer, words meant as one."""
    if edits:
        return any(one.deed in TIMED for one in edits)
    return "q" in draft.data or draft.data.get("what") == Deed.TIME or meant_of(text) is not None


def _misread(request: Request, row: DraftRow, text: str) -> Answer | None:
    """What speaks of an activity of the list and is no edit shows that one, and how to say it."""
    number = meant_of(text)
    if number is None or row.batch_id is not None:
        return None
    if number > len(row.draft.items):
        return words.no_such_item(request.t, row)
    shown = row.draft.items[number - 1] if number else None
    if shown and text.endswith("?"):
        return list_words.item(request.t, row, shown)
    return words.not_understood(request.t, row, shown)


def _answer_or_words(request: Request, row: DraftRow, draft: Draft, text: str) -> Answer | None:
    if key := draft.data.get("q"):
        return _answer_in_words(request, row, key, text)
    if key := draft.data.get("item"):
        return _typed_of_item(request, row, key, draft.data.get("what", ""), text)
    return _code(request, row, text) if draft.data.get("what") == Deed.CODE else None


def _answer_in_words(request: Request, row: DraftRow, key: str, text: str) -> Answer | None:
    done = answered(row.draft, key, text, request.now)
    if isinstance(done, Edited):
        return _next(request, store(request, row, done.draft), done.changes)
    doubt = row.draft.doubt(key)
    if doubt is None or doubt.settled or Option.TYPE not in options_of(row.draft, doubt):
        return None
    return words.trouble(request.t, row, done) if words.looks_like_an_answer(text) else None


def _typed_of_item(request: Request, row: DraftRow, key: str, what: str, text: str) -> Answer | None:
    place = row.draft.number_of(key)
    if not place or what not in TYPED:
        return None
    deed = Deed.LINK if what == Deed.PLACE and "://" in text else Deed(what)
    return _edit(request, row, [Edit(deed, (place,), words=text)])


def _code(request: Request, row: DraftRow, text: str) -> Answer:
    return _edit(request, row, [Edit(Deed.CODE, words=text)])


def _edit(request: Request, row: DraftRow, edits: Sequence[Edit]) -> Answer:
    first = edits[0]
    if first.deed is Deed.UNDO:
        return _take_back(request, row)
    if first.deed is Deed.PUBLISH:
        return plan_publishing.preview(request, row)
    if first.deed is Deed.LIST:
        return list_words.listed(request.t, row, 0)
    if first.deed is Deed.ASK:
        return _ask(request, row)
    if first.deed is Deed.ASIDE:
        talks.drop_draft(request.db, request.account.id, (DIALOGUE,))
        return words.put_aside(request.t, row)
    if first.deed is Deed.DISCARD:
        return list_words.really_discard(request, row)
    if first.deed is Deed.SHOW:
        shown = next((row.draft.item(key) for key in meant(row.draft, first, request.now)), None)
        return list_words.item(request.t, row, shown) if shown else words.no_such_item(request.t, row)
    return _carry_out(request, row, edits)


def _carry_out(request: Request, row: DraftRow, edits: Sequence[Edit]) -> Answer:
    if row.batch_id is not None:
        return plan_publishing.preview(request, row)  # which says that it is published
    done = edited(row.draft, [one for one in edits if one.deed not in _OF_THE_WHOLE], request.now)
    if not isinstance(done, Edited):
        return words.trouble(request.t, row, done)
    row = store(request, row, done.draft)
    go_on(request.db, request.account.id, row, request.now)
    return words.changed(request.t, row, done.changes)


_OF_THE_WHOLE = (Deed.UNDO, Deed.PUBLISH, Deed.SHOW, Deed.LIST, Deed.ASK, Deed.DISCARD, Deed.ASIDE)


# --- buttons of one activity ---


def ask(request: Request) -> Answer:
    """`plan_to|draft|key|what`: a time, place, title or audience is to be typed; "kind" and "delete" are pressed."""
    row = draft_for(request, request.number())
    one = item_for(request, row) if row else None
    what = (*request.intent.args, "", "", "")[2]
    if row is None or one is None:
        return list_words.no_such_draft(request.t)
    if what == Deed.KIND:
        return words.kinds(request, row, one)
    if what == Deed.DELETE:
        return _carry_out(request, row, [Edit(Deed.DELETE, (row.draft.number_of(one.key),))])
    if what not in TYPED:
        return list_words.item(request.t, row, one, edit=request.edits)
    go_on(request.db, request.account.id, row, request.now, item=one.key, what=what)
    return words.ask(request, row, one, Deed(what))


def set_kind(request: Request) -> Answer:
    """`plan_kind|draft|key|kind`."""
    row = draft_for(request, request.number())
    one = item_for(request, row) if row else None
    kind = (*request.intent.args, "", "", "")[2]
    if row is None or one is None or kind not in list(Kind):
        return list_words.no_such_draft(request.t)
    return _carry_out(request, row, [Edit(Deed.KIND, (row.draft.number_of(one.key),), kind=Kind(kind))])


def take_back(request: Request) -> Answer:
    """`plan_undo|draft`."""
    row = draft_for(request, request.number())
    return _take_back(request, row) if row else list_words.no_such_draft(request.t)


def _take_back(request: Request, row: DraftRow) -> Answer:
    before = plan_drafts.take_back(request.db, row.id, request.now)
    now = draft_for(request, row.id)
    if before is None or now is None:
        return words.nothing_to_take_back(request.t, row)
    return words.taken_back(request.t, now, _differences(row, now))


def _differences(was: DraftRow, now: DraftRow) -> list[Change]:
    old = {one.key: one.activity for one in was.draft.items}
    new = {one.key: one.activity for one in now.draft.items}
    keys = dict.fromkeys((*new, *old))
    return [Change(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]


# --- courses ---


def courses(request: Request) -> Answer:
    """`plan_course|draft|how`: all in one ("one"), one for each audience ("each"), another code ("code"), or a look."""
    row = draft_for(request, request.number())
    how = (*request.intent.args, "", "")[1]
    if row is None:
        return list_words.no_such_draft(request.t)
    if how == "code":
        go_on(request.db, request.account.id, row, request.now, what=Deed.CODE.value)
        return words.ask_code(request, row)
    if how in ("one", "each"):
        draft = all_in(row.draft, row.draft.courses[0].code) if how == "one" else by_audience(row.draft)
        if draft != row.draft:
            row = store(request, row, draft)
    return words.courses(request, row)


def proposed(request: Request) -> Answer:
    """`plan_code|draft`: the plan's own code again for its course."""
    row = draft_for(request, request.number())
    if row is None:
        return list_words.no_such_draft(request.t)
    code = (code_of(row.draft.number) if row.draft.number else title_code(row.draft.title)) or row.draft.code
    draft = recoded(row.draft, code)
    talks.drop_draft(request.db, request.account.id, (DIALOGUE,))
    row = store(request, row, draft) if draft != row.draft else row
    go_on(request.db, request.account.id, row, request.now)
    return words.courses(request, row)


WAYS: Mapping[str, Way] = {
    "plan_q": Way(question),
    "plan_a": Way(answer),
    "plan_to": Way(ask),
    "plan_kind": Way(set_kind),
    "plan_undo": Way(take_back),
    "plan_course": Way(courses),
    "plan_code": Way(proposed),
    **plan_publishing.WAYS,
}
DIALOGUES = {DIALOGUE: written}
