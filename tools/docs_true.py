"""Holds the documents against the program. `python tools/docs_true.py` prints a line per fault and exits 1.

Each check is a function from texts and names to faults, so that tests can show it a document that is wrong.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "handlers", "storage", "files", "training", "examples")
GUIDES = ("docs/giao-vien.md", "docs/giang-vien.md", "docs/ban-to-chuc.md")

_SETTING = re.compile(r"\bTAPHUAN_[A-Z][A-Z_]*[A-Z]\b")
_PATH = re.compile(
    r"`((?:bot|handlers|storage|files|training|examples|locales|tools|tests|benchmarks|docs)/[\w./-]+|"
    r"(?:bot|handlers|storage|files|training)\.[a-z]\w*(?:\.\w+)*)`"
)
_READ = re.compile(r"environ(?:\.get\(|\[)\"(TAPHUAN_[A-Z_]+)\"")
_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
_MAKE = re.compile(r"(?:^|`)make ([a-z][a-z-]*)", re.MULTILINE)
_INVOKED = re.compile(r"python -m bot((?: +[a-z][a-z-]*)+)?([^`\n#]*)")
_OPTION = re.compile(r"--[a-z][a-z-]*")
_SLASH = re.compile(r"`/([a-z]+)`")
_BUTTON = re.compile(r"`\[([^\]`]+)\]`")
_QUOTED = re.compile(r"^ *> (?!\*\*Thầy/cô:)(.+)$", re.MULTILINE)
_CELL = re.compile(r"^\| \"([^\"]+)\"", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_SHORTEST = 4  # letters that a text must have outside its placeholders to be recognised by


def setting_faults(documented: str, known: Collection[str], elsewhere: Mapping[str, str]) -> list[str]:
    """Every setting has a row in docs/settings.md, and no document speaks of one that is not there."""
    listed = {name for line in documented.splitlines() if line.startswith("|") for name in _SETTING.findall(line)}
    faults = [f"docs/settings.md: {name} has no row" for name in sorted(set(known) - listed)]
    for name, text in {"docs/settings.md": documented, **elsewhere}.items():
        faults += [f"{name}: there is no setting {one}" for one in sorted(set(_SETTING.findall(text)) - set(known))]
    return faults


Commands = Mapping[str, frozenset[str]]  # "plan read" → its options


def command_faults(documented: str, commands: Commands, elsewhere: Mapping[str, str]) -> list[str]:
    """docs/commands.md has each command with all its options; nothing written anywhere names others."""
    listed: dict[str, set[str]] = {}
    faults = []
    for name, text in {"docs/commands.md": documented, **elsewhere}.items():
        for words, options in _invocations(text):
            path = _longest(words, commands)
            if path is None:
                faults.append(f"{name}: there is no command python -m bot {' '.join(words)}")
                continue
            unknown = options - commands[path]
            faults += [f"{name}: {path} has no option {option}" for option in sorted(unknown)]
            if name == "docs/commands.md":
                listed.setdefault(path, set()).update(options)
    for path, options_there in commands.items():
        if path not in listed:
            faults.append(f"docs/commands.md: python -m bot {path} is missing")
        else:
            missing = sorted(options_there - listed[path])
            faults += [f"docs/commands.md: {path} {option} is missing" for option in missing]
    return faults


def _invocations(text: str) -> Iterator[tuple[list[str], set[str]]]:
    """The commands written in a text; `a | b` after a common beginning are two."""
    for found in _INVOKED.finditer(text):
        words, rest = (found[1] or "").split(), found[2]
        if words:
            yield words, set(_OPTION.findall(rest))


def _longest(words: list[str], commands: Collection[str]) -> str | None:
    """The command that the words begin with; what follows are arguments."""
    paths = [" ".join(words[:length]) for length in range(len(words), 0, -1)]
    return next((path for path in paths if path in commands), None)


def target_faults(documents: Mapping[str, str], makefile: str) -> list[str]:
    """`make x` is only written where the Makefile has x."""
    targets = set(_TARGET.findall(makefile))
    return [
        f"{name}: there is no make {one}"
        for name, text in documents.items()
        for one in sorted(set(_MAKE.findall(text)) - targets)
    ]


def link_faults(documents: Mapping[str, str], root: Path) -> list[str]:
    """Relative links lead to files, and to headings that are there."""
    faults = []
    for name, text in documents.items():
        for target in _LINK.findall(_FENCE.sub("", text)):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (root / name).parent / path if path else root / name
            if not file.exists():
                faults.append(f"{name}: {target} leads nowhere")
            elif anchor and file.suffix == ".md" and anchor not in anchors(file.read_text(encoding="utf-8")):
                faults.append(f"{name}: {target}: no such heading")
    return faults


def anchors(text: str) -> set[str]:
    """The anchors that a forge makes of a document's headings."""
    headings = _HEADING.findall(_FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def path_faults(documents: Mapping[str, str], root: Path, names: Collection[str]) -> list[str]:
    """`room/module`, `room/module.py`, `room/module.name` and `room.module.name` are there."""
    return [
        f"{name}: {one} is not in the tree"
        for name, text in documents.items()
        for one in sorted(set(_PATH.findall(text)))
        if not _is_there(one, root, names)
    ]


def _is_there(path: str, root: Path, names: Collection[str]) -> bool:
    if "/" not in path:
        module, _, name = path.rpartition(".")
        return path in names or (module in names and name in names)
    if (root / path).exists() or (root / f"{path}.py").exists():
        return True
    module, _, name = path.rpartition(".")
    return (root / f"{module}.py").exists() and name in names


def glossary_faults(glossary: str, names: Collection[str]) -> list[str]:
    """What stands as code in a table of the glossary is defined in the code."""
    rows = [line for line in glossary.splitlines() if line.startswith("|")]
    said = {one for row in rows for one in _CODE.findall(row)}
    return [f"GLOSSARY.md: {one} is not in the code" for one in sorted(said) if one not in names]


@lru_cache
def defined_names(root: Path) -> set[str]:
    """Classes, functions, constants, attributes as Class.NAME, values of enums, modules as room.module, tables."""
    names: set[str] = set()
    for room in ROOMS:
        for path in (root / room).rglob("*.py"):
            module = path.relative_to(root).with_suffix("")
            names |= {".".join(module.parts), str(module) + ".py"}
            names |= set(_defined(ast.parse(path.read_text(encoding="utf-8"))))
    return names


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
            for one in _assigned(node.body):
                yield f"{node.name}.{one}"
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _assigned([node])
            if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                yield node.value.value


def _assigned(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def dependency_faults(decisions: str, dependencies: Iterable[str]) -> list[str]:
    """Every runtime dependency has its reason in DECISIONS.md."""
    names = [re.split(r"[\[<>=!~; ]", one, maxsplit=1)[0] for one in dependencies]
    return [
        f"DECISIONS.md: no word about {name}"
        for name in names
        if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", decisions, re.IGNORECASE)
    ]


def slash_faults(documents: Mapping[str, str], commands: Collection[str], list_of_all: str) -> list[str]:
    """The /commands that people are told of are taken, and docs/commands.md has all that are."""
    faults = [
        f"{name}: the bot does not know /{one}"
        for name, text in documents.items()
        for one in sorted(set(_SLASH.findall(text)) - set(commands))
    ]
    listed = set(_SLASH.findall(list_of_all))
    return faults + [f"docs/commands.md: /{one} is missing" for one in sorted(set(commands) - listed)]


def saying_faults(guides: Mapping[str, str], texts: Collection[str]) -> list[str]:
    """Buttons and messages that the guides quote are the bot's own words; an ellipsis stands for what is left out.

    A quoted line (`> …`) begins as one of the texts does, a quotation at the beginning of a table's row likewise.
    """
    lines = {_bare(line) for text in texts for line in (text, *text.splitlines())}
    templates = [re.compile(_pattern(line)) for line in lines if len(_PLACEHOLDER.sub("", line)) >= _SHORTEST]
    faults = []
    for name, guide in guides.items():
        labels = sorted(set(_BUTTON.findall(guide)))
        faults += [f"{name}: there is no button [{one}]" for one in labels if not _is_label(one, texts)]
        quoted = [line for line in map(_bare, _QUOTED.findall(guide)) if line]
        faults += [
            f"{name}: the bot does not say: {line}" for line in quoted if not any(one.match(line) for one in templates)
        ]
        cited = map(_bare, _CELL.findall(guide))
        faults += [f"{name}: the bot does not say: {cell}" for cell in cited if not _is_said(cell, lines)]
    return faults


def _bare(text: str) -> str:
    """Without markup, buttons, and the signs before the first word; capitals aside."""
    plain = re.sub(r"`\[[^\]`]+\]`|</?\w+>|\*\*|`", "", text)
    return re.sub(r"^[^\w“{]+", "", plain).strip().casefold()


def _is_said(cited: str, lines: Collection[str]) -> bool:
    wanted = re.compile(".*".join(re.escape(part) for part in cited.split("…")))
    return any(wanted.match(line) for line in lines)


def _is_label(label: str, texts: Collection[str]) -> bool:
    return label in texts or any(re.fullmatch(_pattern(text), label) for text in texts if "{" in text)


def _pattern(text: str) -> str:
    return ".+?".join(re.escape(part) for part in _PLACEHOLDER.split(text))


def bot_texts(root: Path) -> set[str]:
    """Everything the bot says in Vietnamese."""
    found: set[str] = set()
    for path in (root / "locales" / "vi").glob("*.po"):
        with path.open(encoding="utf-8") as handle:
            found |= {str(message.string) for message in read_po(handle) if message.id}
    return found - {""}


def settings_read(root: Path, fields: Iterable[str]) -> set[str]:
    """The variables of bot/settings.py, and those that other modules read by themselves."""
    sources = (path.read_text(encoding="utf-8") for room in ROOMS for path in (root / room).rglob("*.py"))
    return {f"TAPHUAN_{name.upper()}" for name in fields} | {one for text in sources for one in _READ.findall(text)}


def documents(root: Path) -> dict[str, str]:
    """Every .md of the project by its path, the development tools' folders aside."""
    paths = [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("examples/*.md"), *root.glob("benchmarks/*.md")]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(paths)}


def cli_commands() -> dict[str, frozenset[str]]:
    """Every command of the command line with its options."""
    import typer
    from typer.main import get_command

    from bot.cli import app

    assert isinstance(app, typer.Typer)
    return dict(_leaves(get_command(app), ()))


def _leaves(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, frozenset[str]]]:
    below: Mapping[str, object] | None = getattr(command, "commands", None)
    if below is None:
        options = (name for one in getattr(command, "params", ()) for name in (*one.opts, *one.secondary_opts))
        yield " ".join(path), frozenset(name for name in options if name.startswith("--") and name != "--help")
        return
    for name, one in below.items():
        yield from _leaves(one, (*path, name))


def faults(root: Path = ROOT) -> list[str]:
    """Everything that is not true."""
    from bot.settings import Settings
    from handlers.ways import COMMANDS

    written = documents(root)
    settings, commands = written.pop("docs/settings.md", ""), written.pop("docs/commands.md", "")
    everything = {**written, "docs/settings.md": settings, "docs/commands.md": commands}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = defined_names(root)
    guides = {name: written.get(name, "") for name in GUIDES}
    return [
        *setting_faults(
            settings, settings_read(root, Settings.model_fields), {**written, "docs/commands.md": commands}
        ),
        *command_faults(commands, cli_commands(), {**written, "docs/settings.md": settings}),
        *target_faults(everything, (root / "Makefile").read_text(encoding="utf-8")),
        *link_faults(everything, root),
        *path_faults(everything, root, names),
        *glossary_faults(written.get("GLOSSARY.md", ""), names),
        *dependency_faults(written.get("DECISIONS.md", ""), project["dependencies"]),
        *slash_faults(guides, COMMANDS, commands),
        *saying_faults(guides, bot_texts(root)),
    ]


def main() -> int:
    found = faults()
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
