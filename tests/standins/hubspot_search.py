"""HubSpot's search as it is documented to be, with its limits and its habits.

At most 200 rows a page and 10,000 a query, 5 groups of 6 filters and 18 in all, 3,000 characters, one sort;
records are seen as they were a while ago, and the order inside a tie is another one at every request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from tests.standins.hubspot_index import Key, SearchIndex
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_problems import invalid
from tests.standins.hubspot_records import CHANGED, KIND_OF, Record, milliseconds
from tests.standins.hubspot_values import moment

MOST_ROWS, MOST_REACHED, MOST_CHARACTERS = 200, 10_000, 3_000
MOST_GROUPS, MOST_IN_GROUP, MOST_FILTERS = 5, 6, 18

Filter = Mapping[str, Any]
Read = Callable[[str], Any]

TESTS: Mapping[str, Callable[[Any, Filter, Read], bool]] = {
    "EQ": lambda value, one, read: value == read(one["value"]),
    "NEQ": lambda value, one, read: value != read(one["value"]),
    "LT": lambda value, one, read: value < read(one["value"]),
    "LTE": lambda value, one, read: value <= read(one["value"]),
    "GT": lambda value, one, read: value > read(one["value"]),
    "GTE": lambda value, one, read: value >= read(one["value"]),
    "BETWEEN": lambda value, one, read: read(one["value"]) <= value <= read(one["highValue"]),
    "IN": lambda value, one, read: value in [read(text) for text in one["values"]],
    "NOT_IN": lambda value, one, read: value not in [read(text) for text in one["values"]],
}
# These are true of records without the property.
ABSENT = {"NOT_HAS_PROPERTY", "NOT_CONTAINS_TOKEN", "NEQ", "NOT_IN"}


@dataclass(frozen=True)
class Found:
    """A page of what a search found; `after` is the offset of the next."""

    records: list[Record]
    total: int
    after: int | None


class Search:
    """One search in a portal; raises `Problem` where HubSpot would refuse it."""

    def __init__(self, portal: HubSpotPortal, kind: str, body: Mapping[str, Any], random: Random) -> None:
        self.portal, self.kind, self.random = portal, kind, random
        self.groups = [list(group["filters"]) for group in body.get("filterGroups") or []]
        self.limit = int(body.get("limit", 10))
        self.start = int(body.get("after") or 0)
        self.text = str(body.get("query") or "").lower()
        self.sort, self.descending = sort_of(body.get("sorts") or [])
        self._check()

    def run(self) -> Found:
        """The page that was asked for."""
        index = self.portal.index(self.kind)
        found = self._matching(index)
        page = self._page(index, found)
        end = self.start + len(page)
        return Found([index.record(key) for key in page], len(found), end if end < len(found) else None)

    def _check(self) -> None:
        count = sum(map(len, self.groups))
        if self.limit > MOST_ROWS or self.limit < 1:
            raise invalid(f"The limit must be between 1 and {MOST_ROWS}.")
        if self.start + self.limit > MOST_REACHED:
            raise invalid(f"Search only reaches the first {MOST_REACHED} results.")
        if len(self.groups) > MOST_GROUPS or count > MOST_FILTERS:
            raise invalid(f"At most {MOST_GROUPS} filter groups and {MOST_FILTERS} filters are allowed.")
        if any(len(group) > MOST_IN_GROUP for group in self.groups):
            raise invalid(f"At most {MOST_IN_GROUP} filters are allowed in a group.")
        names = [one["propertyName"] for group in self.groups for one in group] + [
            self.sort or "hs_object_id"
        ]
        for name in names:
            if name not in self.portal.definitions[self.kind] and not name.startswith("associations."):
                raise invalid(f"There was a problem with the request: property {name!r} does not exist.")

    # --- filters -----------------------------------------------------------------------------------------

    def _matching(self, index: SearchIndex) -> Sequence[Key]:
        found = [self._group(index, group) for group in self.groups or [[]]]
        keys = found[0] if len(found) == 1 else sorted(set().union(*found))
        if self.text:
            keys = [
                key for key in keys if self.text in " ".join(index.record(key).properties.values()).lower()
            ]
        return keys

    def _group(self, index: SearchIndex, filters: Sequence[Filter]) -> list[Key]:
        """Moments of change are looked up, the rest is tried record by record."""
        low, high, rest = None, None, list[Filter]()
        for one in filters:
            bounds = self._bounds(one)
            if bounds is None:
                rest.append(one)
                continue
            low = max(low or 0, bounds[0])
            high = bounds[1] if high is None or bounds[1] is None else min(high, bounds[1])
        keys = index.between(low, high)
        return [key for key in keys if self._fits(index.record(key), rest)] if rest else keys

    def _bounds(self, one: Filter) -> tuple[int, int | None] | None:
        """The moments from one and before another that a filter on the moment of change stands for."""
        operator = one["operator"]
        if one["propertyName"] != CHANGED[self.kind] or operator not in {"GTE", "GT", "EQ"}:
            return None
        at = milliseconds(moment(one["value"]))
        return (at + (operator == "GT"), at + 1 if operator == "EQ" else None)

    def _fits(self, record: Record, filters: Sequence[Filter]) -> bool:
        return all(self._fits_one(record, one) for one in filters)

    def _fits_one(self, record: Record, one: Filter) -> bool:
        name, operator = str(one["propertyName"]), str(one["operator"])
        if name.startswith("associations."):
            to = KIND_OF[name.removeprefix("associations.")]
            return one["value"] in self.portal.links.ids(self.kind, record.id, to)
        text = record.properties.get(name)
        if text is None:
            return operator in ABSENT
        if operator.endswith("HAS_PROPERTY"):
            return not operator.startswith("NOT")
        if operator.endswith("CONTAINS_TOKEN"):
            token = str(one["value"]).strip("*").lower()
            return (token in text.lower()) != operator.startswith("NOT")
        read = reader(self.portal.definitions[self.kind][name].type)
        return TESTS[operator](read(text), one, read)

    # --- order -------------------------------------------------------------------------------------------

    def _page(self, index: SearchIndex, found: Sequence[Key]) -> list[Key]:
        """The slice that was asked for, of an order in which ties fall by chance."""
        value = self._sort_value(index)
        ordered = found if self.sort == CHANGED[self.kind] else sorted(found, key=value)
        if self.descending:
            ordered = ordered[::-1]
        start, end = self.start, min(self.start + self.limit, len(ordered))
        if start >= end:
            return []
        low, high = start, end
        while low > 0 and value(ordered[low - 1]) == value(ordered[start]):
            low -= 1
        while high < len(ordered) and value(ordered[high]) == value(ordered[end - 1]):
            high += 1
        tied = list(ordered[low:high])
        self.random.shuffle(tied)
        tied.sort(key=value, reverse=self.descending)
        return tied[start - low : end - low]

    def _sort_value(self, index: SearchIndex) -> Callable[[Key], Any]:
        """What a record is sorted by; those without it come last."""
        if self.sort == CHANGED[self.kind]:
            return lambda key: key[0]
        if self.sort in {"", "hs_object_id"}:
            return lambda key: key[1]
        read = reader(self.portal.definitions[self.kind][self.sort].type)
        name = self.sort

        def value(key: Key) -> tuple[bool, Any]:
            text = index.record(key).properties.get(name)
            return (text is None, 0 if text is None else read(text))

        return value


def sort_of(sorts: Sequence[Any]) -> tuple[str, bool]:
    """The one property to sort by, and whether downwards; as '-name' or as an object."""
    if len(sorts) > 1:
        raise invalid("Only one sort is allowed.")
    if not sorts:
        return "", False
    [one] = sorts
    if isinstance(one, str):
        return one.removeprefix("-"), one.startswith("-")
    return one["propertyName"], one.get("direction") == "DESCENDING"


def reader(type_: str) -> Read:
    """How texts of a type are compared."""
    if type_ == "number":
        return float
    if type_ in {"date", "datetime"}:
        return _read_moment
    return str.lower


@lru_cache(maxsize=100_000)
def _read_moment(text: str) -> int:
    return milliseconds(moment(text))
