"""Regular expressions that are compiled when they are first asked: importing a reader costs none of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern and takes over its methods at the first use, so that later ones cost nothing."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazily(source: str, flags: int = 0) -> re.Pattern[str]:
    """What re.compile gives. An error in the source is raised at the first use."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
