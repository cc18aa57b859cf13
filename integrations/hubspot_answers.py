"""HubSpot's records as values of the product; what cannot be used keeps its reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from integrations.errors import Garbled
from integrations.systems import LINKED_KINDS, CrmRecord, Links, StageVisit

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ID = re.compile(r"[0-9]{1,20}")
_SAVED_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Milliseconds since 1970 have so many digits from 1973 to 2286; a shorter number is no moment.
_EPOCH_MS = re.compile(r"[0-9]{12,13}")
_SINGULAR = {"companies": "company", "contacts": "contact", "deals": "deal"}
# HubSpot's type ids of a record's primary company (its list of default association types).
_PRIMARY = {("contacts", "companies"): 1, ("deals", "companies"): 5}


class _Unusable(Exception):
    """A part of a record is not as it must be; the text is the reason."""


def changed_property(kind: str) -> str:
    """The property that says when a record was last changed."""
    return "lastmodifieddate" if kind == "contacts" else "hs_lastmodifieddate"


def moment(value: Any) -> datetime | None:
    """A moment as HubSpot writes it, in ISO 8601 or in milliseconds since 1970; None where it is neither.

    >>> moment("2026-11-23T12:00:00.5Z") == moment("1795435200500")
    True
    >>> moment("yesterday")
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    if _EPOCH_MS.fullmatch(value):
        return _EPOCH + timedelta(milliseconds=int(value))
    try:
        read = datetime.fromisoformat(value)
        return read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        return None


def milliseconds(at: datetime) -> str:
    """A moment in milliseconds since 1970, as a search wants it.

    >>> milliseconds(datetime(2026, 11, 23, 12, tzinfo=UTC))
    '1795435200000'
    """
    return str((at - _EPOCH) // timedelta(milliseconds=1))


def id_of(value: Any) -> str | None:
    """An id as HubSpot writes it, in some answers as a number; None where it is none.

    >>> id_of("101"), id_of(101), id_of("x"), id_of(True)
    ('101', '101', None, None)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def storable(text: str) -> str:
    """JSON may escape NUL and halves of characters, which no database takes."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode()


# --- one record ---------------------------------------------------------------------------------------------


def record(kind: str, raw: Any, asked: Sequence[str], *, linked: bool = False) -> CrmRecord:
    """One record of an answer; with its problem where a part of it cannot be used.

    Parameters
    ----------
    kind
        Which kind it must be of.
    raw
        What the answer holds in its place.
    asked
        The properties that were asked for; others are left out.
    linked
        Whether links were asked for, so that a record without any has none.
    """
    found = raw if isinstance(raw, dict) else {}
    parts: dict[str, Any] = {"id": id_of(found.get("id")) or _saved_id(raw)}
    try:
        _check_id(found)
        parts["properties"] = _properties(found, asked)
        parts["changed_at"] = _changed_at(kind, found)
        parts["links"] = _links(kind, found) if linked or not LINKED_KINDS[kind] else None
        parts["history"] = _history(found) if kind == "deals" else None
    except _Unusable as reason:
        parts["problem"] = str(reason)
    return CrmRecord(kind, **parts)


def archived_record(kind: str, raw: Any) -> CrmRecord:
    """A deleted record of an answer: its id only."""
    return record(kind, {"id": raw.get("id"), "properties": {}} if isinstance(raw, dict) else raw, ())


def _saved_id(raw: Any) -> str:
    """An id for a record without a usable one, the same whenever it is read."""
    found = raw if isinstance(raw, dict) else {}
    properties = found.get("properties")
    again = properties.get("hs_object_id") if isinstance(properties, dict) else None
    for given in (found.get("id"), again):
        if isinstance(given, str | int) and not isinstance(given, bool) and _SAVED_ID.fullmatch(str(given)):
            return str(given)
    return "?" + sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()[:16]


def _check_id(found: Mapping[str, Any]) -> None:
    if id_of(found.get("id")) is None:
        raise _Unusable("the record has no id of digits")


def _properties(found: Mapping[str, Any], asked: Sequence[str]) -> dict[str, str]:
    raw = found.get("properties")
    if not isinstance(raw, dict):
        raise _Unusable("its properties are missing or no list of names and values")
    return {name: _text(name, raw[name]) for name in asked if raw.get(name) is not None}


def _text(name: str, value: Any) -> str:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    raise _Unusable(f"its property {name} is no text")


def _changed_at(kind: str, found: Mapping[str, Any]) -> datetime | None:
    name = changed_property(kind)
    value = found["properties"].get(name)
    if value is None or value == "":
        value = found.get("updatedAt")
    if value is not None and moment(value) is None:
        raise _Unusable(f"its {name} is no moment")
    return moment(value)


def _links(kind: str, found: Mapping[str, Any]) -> Links:
    raw = found.get("associations")
    if raw is None:
        return {}
    linked = {to: _linked_entries(raw, to) for to in LINKED_KINDS[kind]}
    return {to: _in_order((_rank(kind, to, one), id_of(one.get("id"))) for one in part) for to, part in linked.items() if part}  # fmt: skip


def _linked_entries(raw: Any, to: str) -> list[dict[str, Any]]:
    part = raw.get(to) if isinstance(raw, dict) else raw
    if part is None:
        return []
    entries = part.get("results") if isinstance(part, dict) else None
    if not isinstance(entries, list) or not all(isinstance(one, dict) and id_of(one.get("id")) for one in entries):  # fmt: skip
        raise _Unusable("its links to other records are no list of ids")
    return entries


def _rank(kind: str, to: str, entry: Mapping[str, Any]) -> int:
    """0 for a primary link: HubSpot calls that 'deal_to_company', and every other one '…_unlabeled' or by a label."""
    name = str(entry.get("type") or "").lower()
    plain = f"{_SINGULAR.get(kind, kind.removesuffix('s'))}_to_{_SINGULAR[to]}"
    return 0 if name == plain or "primary" in name else 1


def _in_order(ranked: Iterable[tuple[int, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for _, id_ in sorted(ranked, key=lambda pair: pair[0])))


def unfinished(kind: str, raw: Any) -> list[str]:
    """The kinds to which a record of a list has more links than the list shows."""
    associations = raw.get("associations") if isinstance(raw, dict) else None
    if not isinstance(associations, dict):
        return []
    parts = {to: associations.get(to) for to in LINKED_KINDS[kind]}
    return [to for to, part in parts.items() if isinstance(part, dict) and part.get("paging")]


def _history(found: Mapping[str, Any]) -> tuple[StageVisit, ...] | None:
    """A deal's stages, oldest first; HubSpot writes the newest first."""
    raw = found.get("propertiesWithHistory")
    entries = raw.get("dealstage") if isinstance(raw, dict) else raw
    if entries is None:
        return None
    if not isinstance(raw, dict) or not isinstance(entries, list):
        raise _Unusable("its stage history is no list")
    return tuple(sorted(map(_visit, reversed(entries)), key=lambda visit: visit.at))


def _visit(entry: Any) -> StageVisit:
    stage, at = (
        (entry.get("value"), moment(entry.get("timestamp"))) if isinstance(entry, dict) else (None, None)
    )
    if isinstance(stage, int) and not isinstance(stage, bool):
        stage = str(stage)
    if not isinstance(stage, str) or not stage or at is None:
        raise _Unusable("its stage history has an entry without a stage or a moment")
    return StageVisit(storable(stage), at)


# --- whole answers ------------------------------------------------------------------------------------------


def next_cursor(body: Mapping[str, Any], asked: str | None) -> str | None:
    """Where an answer says that the next page begins; None after the last.

    Raises
    ------
    Garbled
        When that is where this page began, or nowhere.
    """
    paging = body.get("paging")
    if paging is None or paging == {}:
        return None
    following = paging.get("next") if isinstance(paging, dict) else {}
    if following is None:
        return None
    after = following.get("after") if isinstance(following, dict) else None
    if not isinstance(after, str | int) or str(after) in {"", asked}:
        raise Garbled("HubSpot's list repeats a cursor or has one that leads nowhere; try again later.")
    return str(after)


class LinkPages:
    """The links of some records to another kind, gathered from answers that may each tell only a part.

    Parameters
    ----------
    kind, to, ids
        Which links of which records.
    """

    def __init__(self, kind: str, to: str, ids: Iterable[str]) -> None:
        self._primary = _PRIMARY.get((kind, to))
        self._ranked: dict[str, list[tuple[int, str]]] = {id_: [] for id_ in ids}

    @property
    def complete(self) -> dict[str, tuple[str, ...]]:
        """What was gathered: for each record the others, the primary one first."""
        return {id_: _in_order(ranked) for id_, ranked in self._ranked.items()}

    def add(self, results: Iterable[Any], asked: Mapping[str, str | None]) -> dict[str, str]:
        """Take the results of one answer; for the records that have more, where that begins.

        Raises
        ------
        Garbled
            When the answer is no list of records with links, or repeats a cursor.
        """
        following = dict[str, str]()
        for result in results:
            try:
                id_, entries = str(result["from"]["id"]), [self._entry(one) for one in result["to"]]
            except (TypeError, KeyError, AttributeError) as error:
                raise Garbled("HubSpot's answer about links is no list of them; try again later.") from error
            if id_ in asked:
                self._ranked[id_] += entries
                if after := next_cursor(result, asked[id_]):
                    following[id_] = after
        return following

    def _entry(self, raw: Mapping[str, Any]) -> tuple[int, str]:
        types = raw.get("associationTypes") or ()
        primary = any(self._is_primary(one) for one in types)
        id_ = id_of(str(raw["toObjectId"]))
        if id_ is None:
            raise KeyError("toObjectId")
        return (0 if primary else 1), id_

    def _is_primary(self, type_: Mapping[str, Any]) -> bool:
        own = type_.get("category") == "HUBSPOT_DEFINED" and type_.get("typeId") == self._primary
        return own or str(type_.get("label") or "").lower() == "primary"
