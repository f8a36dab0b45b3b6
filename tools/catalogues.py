"""Keeps locales/ complete. `python tools/catalogues.py` checks, `--write` adds missing msgids (`--prune` drops unused).

Each module with sentences has a catalogue of its own name (handlers/wording/teacher.py → locales/vi/teacher.po).
English repeats the msgid, so `--write` fills it; Vietnamese is written by a person, so a gap fails the check.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
# names that a msgid is given to, and how many of the first arguments are msgids
SPEAKERS = {"t": 1, "theirs": 1, "lazy": 1, "many": 2}
PLACEHOLDER = re.compile(r"\{[^}]*\}")
LITERAL = re.compile(r"\bt\(\s*f[\"']")  # f-strings are skipped by every extractor


def sources() -> list[Path]:
    return sorted(path for path in (ROOT / "handlers").rglob("*.py"))


def found() -> dict[str, list[str]]:
    """msgids by catalogue; a msgid said in two places belongs to the first one."""
    catalogues: dict[str, list[str]] = {}
    seen: set[str] = set()
    for path in sources():
        for msgid in said_in(path):
            if msgid not in seen:
                seen.add(msgid)
                catalogues.setdefault(path.stem, []).append(msgid)
    return catalogues


def said_in(path: Path) -> list[str]:
    """Literals given to a speaker, in order. By the syntax tree: Babel's own extractor is blind inside f-strings
    before Python 3.12."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    found = [(node.lineno, node.col_offset, literal) for node in calls for literal in _literals(node)]
    return [literal for _, _, literal in sorted(found)]


def _literals(call: ast.Call) -> list[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    taken = call.args[: SPEAKERS.get(name, 0)]
    return [one.value for one in taken if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def catalogue(language: str, name: str) -> Catalog:
    path = ROOT / "locales" / language / f"{name}.po"
    if not path.exists():
        return Catalog(locale=language, domain=name, fuzzy=False)
    with path.open(encoding="utf-8") as handle:
        return read_po(handle, locale=language)


def texts(language: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for path in sorted((ROOT / "locales" / language).glob("*.po")):
        merged.update({str(m.id): str(m.string) for m in catalogue(language, path.stem) if m.id and m.string})
    return merged


def faults() -> list[str]:
    used = {msgid for msgids in found().values() for msgid in msgids}
    told = []
    for language in ("vi", "en"):
        known = texts(language)
        told += [f"{language}: missing: {msgid!r}" for msgid in sorted(used) if not known.get(msgid)]
        told += [f"{language}: no longer used: {msgid!r}" for msgid in sorted(known.keys() - used)]
        told += [
            f"{language}: placeholders differ: {msgid!r}"
            for msgid, text in known.items()
            if text and sorted(PLACEHOLDER.findall(msgid)) != sorted(PLACEHOLDER.findall(text))
        ]
    told += [f"{path}: an f-string given to gettext" for path in sources() if LITERAL.search(path.read_text("utf-8"))]
    return told


def write() -> None:
    """Add what is missing (English repeats the msgid), keep every translation, with --prune drop what is not said."""
    by_name = found()
    for language in ("vi", "en"):
        known = texts(language)
        for name in {*by_name, *(path.stem for path in (ROOT / "locales" / language).glob("*.po"))}:
            path = ROOT / "locales" / language / f"{name}.po"
            own = [] if "--prune" in sys.argv else [str(m.id) for m in catalogue(language, name) if m.id]
            msgids = list(dict.fromkeys([*by_name.get(name, []), *own]))
            if msgids:
                _write_one(path, language, msgids, known)
            else:
                path.unlink(missing_ok=True)


def _write_one(path: Path, language: str, msgids: list[str], known: dict[str, str]) -> None:
    made = Catalog(locale=language, domain=path.stem, fuzzy=False)
    for msgid in msgids:
        made.add(msgid, known.get(msgid) or (msgid if language == "en" else ""))
    with path.open("wb") as handle:
        write_po(handle, made, width=0, omit_header=False, sort_output=False)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(('"POT-Creation', '"PO-Revision', '"Generated-By'))]
    path.write_text("".join(kept), "utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    problems = faults()
    print("\n".join(problems) or "catalogues complete")
    sys.exit(bool(problems))
