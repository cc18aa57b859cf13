"""Associations between the records of the portal: both ways, with HubSpot's type ids and the primary label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.standins.hubspot_records import ACTIVITIES, KINDS, SINGULAR

_TO_CONTACT = {"calls": 194, "emails": 198, "meetings": 200, "notes": 202, "tasks": 204}

# HubSpot's ids of the association types that carry no label.
TYPE_ID: dict[tuple[str, str], int] = {
    ("contacts", "companies"): 279,
    ("companies", "contacts"): 280,
    ("deals", "companies"): 341,
    ("companies", "deals"): 342,
    ("deals", "contacts"): 3,
    ("contacts", "deals"): 4,
}
for _kind in ACTIVITIES:  # every other pair is numbered in the same order
    for _other, _shift in (("contacts", 0), ("companies", -12), ("deals", 12)):
        TYPE_ID[_kind, _other] = _TO_CONTACT[_kind] + _shift
        TYPE_ID[_other, _kind] = _TO_CONTACT[_kind] + _shift - 1
PRIMARY_ID = {
    ("contacts", "companies"): 1,
    ("companies", "contacts"): 2,
    ("deals", "companies"): 5,
    ("companies", "deals"): 6,
}

Pair = tuple[str, str]


@dataclass(frozen=True)
class Link:
    """One record as another one sees it."""

    id: str
    pair: Pair
    primary: bool

    @property
    def names(self) -> list[str]:
        """The names of its types: a primary one is told twice, once under each."""
        name = f"{SINGULAR[self.pair[0]]}_to_{SINGULAR[self.pair[1]]}"
        if self.pair not in PRIMARY_ID:
            return [name]
        return [name, f"{name}_unlabeled"] if self.primary else [f"{name}_unlabeled"]

    @property
    def types(self) -> list[dict[str, object]]:
        """Its types with their labels."""
        plain = {"category": "HUBSPOT_DEFINED", "typeId": TYPE_ID[self.pair], "label": None}
        if not self.primary:
            return [plain]
        return [{"category": "HUBSPOT_DEFINED", "typeId": PRIMARY_ID[self.pair], "label": "Primary"}, plain]


class Links:
    """Who is associated with whom; the first company of a contact or a deal is its primary one."""

    def __init__(self) -> None:
        self._linked: dict[Pair, dict[str, list[str]]] = defaultdict(dict)
        self._primary: dict[Pair, dict[str, str]] = defaultdict(dict)

    def add(self, source: tuple[str, str], target: tuple[str, str], *, primary: bool = False) -> None:
        """Associate two records, given as (kind, id)."""
        for (kind, one), (other_kind, other) in ((source, target), (target, source)):
            linked = self._linked[kind, other_kind].setdefault(one, [])
            if other not in linked:
                linked.append(other)
            if (kind, other_kind) in PRIMARY_ID and other_kind == "companies":
                known = self._primary[kind, other_kind]
                known[one] = other if primary else known.get(one, other)

    def remove(self, source: tuple[str, str], target: tuple[str, str]) -> None:
        """Associate two records no more; another company becomes the primary one."""
        for (kind, one), (other_kind, other) in ((source, target), (target, source)):
            linked = self._linked[kind, other_kind].get(one, [])
            if other in linked:
                linked.remove(other)
            primary = self._primary[kind, other_kind]
            if primary.get(one) == other:
                del primary[one]
                if linked:
                    primary[one] = linked[0]

    def ids(self, kind: str, one: str, to: str) -> Sequence[str]:
        """The ids of a record's associated records of another kind, the primary one first."""
        linked = self._linked[kind, to].get(one, [])
        first = self._primary[kind, to].get(one)
        return sorted(linked, key=lambda other: (other != first, int(other)))

    def of(self, kind: str, one: str, to: str) -> list[Link]:
        """A record's associations, as HubSpot lists them: by id, the primary one wherever it stands."""
        linked = self._linked[kind, to].get(one, [])
        pair = (kind, to)
        return [Link(other, pair, self._is_primary(pair, one, other)) for other in sorted(linked, key=int)]

    def everything(self, kind: str, one: str) -> Iterator[tuple[str, str]]:
        """All that a record is associated with, as (kind, id)."""
        for to in KINDS:
            yield from ((to, other) for other in list(self._linked[kind, to].get(one, [])))

    def _is_primary(self, pair: Pair, one: str, other: str) -> bool:
        if pair not in PRIMARY_ID:
            return False
        if pair[0] == "companies":
            return self._primary[pair[::-1]].get(other) == one
        return self._primary[pair].get(one) == other


def kind_of_type(kind: str, type_id: int) -> str | None:
    """To which kind an association type of a kind leads.

    >>> kind_of_type("notes", 214)
    'deals'
    """
    pairs = [*TYPE_ID.items(), *PRIMARY_ID.items()]
    return next((to for (one, to), known in pairs if one == kind and known == type_id), None)
