"""Plans and lists come in, the same way from the command line and from the chat.

Reading a file takes seconds and no database: `load_people`, `load_plan`. Storing is one unit of work: `import_people`,
`import_roster`, `import_plan`, `import_units`; with dry_run it says what would be done. `undo` takes a batch back.
"""

from handlers.imports.people import import_people
from handlers.imports.plans import import_plan, load_plan, plan_or_draft, read_draft
from handlers.imports.reading import LoadedList, load_people, unit_book
from handlers.imports.roster import import_roster
from handlers.imports.undo import undo
from handlers.imports.units import import_units, load_units
from handlers.imports.values import (
    Change,
    Importer,
    ImportHint,
    ImportProblem,
    ImportRefused,
    ImportReport,
    Note,
    RefusalCode,
    Source,
)

__all__ = [
    "Change", "ImportHint", "ImportProblem", "ImportRefused", "ImportReport", "Importer", "LoadedList", "Note",
    "RefusalCode", "Source", "import_people", "import_plan", "import_roster", "import_units", "load_people",
    "load_plan", "load_units", "plan_or_draft", "read_draft", "undo", "unit_book",
]  # fmt: skip
