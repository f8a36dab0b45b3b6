"""One program at a time on a database."""

from __future__ import annotations

import pytest

from storage.database import DatabaseInUse, only_instance


def test_a_second_program_is_refused_until_the_first_has_ended(database_url: str) -> None:
    with only_instance(database_url), pytest.raises(DatabaseInUse), only_instance(database_url):
        pass
    with only_instance(database_url):
        pass
