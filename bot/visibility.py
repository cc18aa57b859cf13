"""Who may open what: a rep their own and unowned pursuits, a manager and an admin all of the team's.

A pursuit whose owner is nobody of the team (never added, or removed) is unowned, so that it does not get lost.
Of others' pursuits a rep sees company, state and owner only. The setting `VISIBILITY=team` opens the team's to
everybody. Asked again on every click, since a button may be older than a change of owner.
"""

from __future__ import annotations

from typing import Literal, Protocol

from ml.records import Person, Role

Visibility = Literal["own", "team"]


class Owned(Protocol):
    """Anything that may have an owner among the people of the team."""

    @property
    def owner_id(self) -> int | None:
        """The owner among the people of the team; None where nobody of the team owns it."""
        ...


def sees_all(asker: Person, visibility: Visibility) -> bool:
    """Whether this person may open every pursuit.

    >>> sees_all(Person("a@example.com", "Ada", Role.MANAGER), "own")
    True
    """
    return visibility == "team" or asker.role in {Role.MANAGER, Role.ADMIN}


def may_open(asker: Person, owned: Owned, visibility: Visibility) -> bool:
    """Whether this person may open this pursuit."""
    return owned.owner_id is None or owned.owner_id == asker.id or sees_all(asker, visibility)
