from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.place import person
from bot.settings import Settings
from bot.wiring import build_new
from ml.errors import BadInput
from ml.records import Person


def test_a_person_is_found_by_email_first(tmp_path: Path) -> None:
    with build_new(Settings.read({}, tmp_path)) as office:
        for email, name in (("ada@example.com", "Ada"), ("ben@example.com", "ada@example.com")):
            office.store.people.add(Person(email, name))
        assert person(office, " ADA@example.com ").name == "Ada"
        assert person(office, "ada").email == "ada@example.com"
        with pytest.raises(BadInput, match="people list"):
            person(office, "zoe")
