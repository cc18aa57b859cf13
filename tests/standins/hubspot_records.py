"""The records of the portal that the HubSpot stand-in serves, and the kinds that there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

KINDS = ("companies", "contacts", "deals", "calls", "meetings", "notes", "emails", "tasks")
ACTIVITIES = KINDS[3:]

# HubSpot's own ids of the object types; its newer clients write these in paths.
TYPE_IDS = {
    "contacts": "0-1",
    "companies": "0-2",
    "deals": "0-3",
    "tasks": "0-27",
    "notes": "0-46",
    "meetings": "0-47",
    "calls": "0-48",
    "emails": "0-49",
}
SINGULAR = {kind: "company" if kind == "companies" else kind[:-1] for kind in KINDS}
KIND_OF = {
    name: kind for kind in KINDS for name in (kind, TYPE_IDS[kind], SINGULAR[kind], SINGULAR[kind].upper())
}

ENTERED = "hs_v2_date_entered_current_stage"
CREATED = {kind: "hs_createdate" if kind in ACTIVITIES else "createdate" for kind in KINDS}
CHANGED = {kind: "lastmodifieddate" if kind == "contacts" else "hs_lastmodifieddate" for kind in KINDS}

# What an answer holds beside what was asked for.
ALWAYS_TOLD = {kind: (CREATED[kind], CHANGED[kind], "hs_object_id") for kind in KINDS}
TOLD_UNASKED = {
    **dict.fromkeys(ACTIVITIES, ()),
    "contacts": ("firstname", "lastname", "email"),
    "companies": ("name", "domain"),
    "deals": ("dealname", "dealstage", "pipeline", "amount", "closedate"),
}

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Record:
    """One version of a record; a change makes another.

    Parameters
    ----------
    changed_ms
        When it was changed, in milliseconds since 1970.
    stages
        A deal's stages with the moments they were set, oldest first.
    archived_at
        When it was deleted.
    """

    kind: str
    id: str
    properties: Mapping[str, str]
    changed_ms: int
    stages: tuple[tuple[str, datetime], ...] = ()
    archived_at: datetime | None = None

    @property
    def number(self) -> int:
        """The id, to sort by."""
        return int(self.id)

    @property
    def created_at(self) -> str:
        """As HubSpot writes it."""
        return self.properties[CREATED[self.kind]]

    @property
    def changed_at(self) -> str:
        """As HubSpot writes it."""
        return self.properties[CHANGED[self.kind]]

    def changed(self, values: Mapping[str, str], at: datetime) -> Record:
        """The next version, with these values set ('' removes one)."""
        properties = {**self.properties, **values, CHANGED[self.kind]: iso(at)}
        stages = self.stages
        if self.kind == "deals" and values.get("dealstage", "") not in {"", self.properties.get("dealstage")}:
            stages = (*stages, (values["dealstage"], to_the_millisecond(at)))
            properties[ENTERED] = iso(at)
        kept = {name: value for name, value in properties.items() if value != ""}
        return replace(self, properties=kept, changed_ms=milliseconds(at), stages=stages)


def new_record(kind: str, number: int, values: Mapping[str, str], at: datetime) -> Record:
    """The first version of a record; a creation date among the values is kept, as HubSpot does."""
    own = {CREATED[kind]: iso(at), "hs_object_id": str(number)}
    return Record(kind, str(number), own, milliseconds(at)).changed(values, at)


def iso(at: datetime) -> str:
    """As HubSpot writes a moment.

    >>> iso(datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC))
    '2026-11-23T12:00:00.123Z'
    """
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def milliseconds(at: datetime) -> int:
    """Since 1970."""
    return (at - _EPOCH) // _MILLISECOND


def to_the_millisecond(at: datetime) -> datetime:
    """HubSpot keeps no more of a moment."""
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)
