"""Who may open what."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot.visibility import Visibility, may_open
from ml.records import Person, Role


@dataclass(frozen=True)
class Owned:
    owner_id: int | None


ADA = Person("ada@example.com", "Ada", Role.REP, id=1)


@pytest.mark.parametrize(
    ("role", "owner", "visibility", "allowed"),
    [
        (Role.REP, 1, "own", True),
        (Role.REP, None, "own", True),
        (Role.REP, 2, "own", False),
        (Role.REP, 0, "own", False),
        (Role.REP, 2, "team", True),
        (Role.MANAGER, 2, "own", True),
        (Role.ADMIN, 2, "own", True),
    ],
)
def test_the_table(role: Role, owner: int | None, visibility: Visibility, *, allowed: bool) -> None:
    assert may_open(replace(ADA, role=role), Owned(owner), visibility) is allowed
