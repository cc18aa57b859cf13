"""How HubSpot tells records: the JSON of lists, batches and searches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_records import ALWAYS_TOLD, TOLD_UNASKED, Record, iso

Json = dict[str, Any]
MOST_LINKS = 100  # embedded in a record; the others are asked for apart


@dataclass(frozen=True)
class Wanted:
    """What of each record is asked for: properties, those with their history, and associated kinds."""

    properties: Sequence[str] = ()
    history: Sequence[str] = ()
    kinds: Sequence[str] = ()


def record_json(portal: HubSpotPortal, record: Record, wanted: Wanted) -> Json:
    """One record; a property without a value is null when it was asked for."""
    always, have = ALWAYS_TOLD[record.kind], record.properties
    told: Json = {name: have.get(name) for name in wanted.properties or TOLD_UNASKED[record.kind]}
    told.update({name: have[name] for name in always})
    value: Json = {
        "id": record.id,
        "properties": told,
        "createdAt": record.created_at,
        "updatedAt": record.changed_at,
        "archived": record.archived_at is not None,
    }
    if record.archived_at is not None:
        value["archivedAt"] = iso(record.archived_at)
    if wanted.history:
        value["propertiesWithHistory"] = {name: history_json(record, name) for name in wanted.history}
    if links := {kind: some for kind in wanted.kinds if (some := links_json(portal, record, kind))}:
        value["associations"] = links
    return value


def history_json(record: Record, name: str) -> list[Json]:
    """The values of a property, the newest first; only stages have more than the present one."""
    if name == "dealstage":
        return [version_json(stage, iso(at)) for stage, at in reversed(record.stages)]
    return [version_json(record.properties[name], record.created_at)] if name in record.properties else []


def version_json(value: str, at: str) -> Json:
    """One value that a property had."""
    return {
        "value": value,
        "timestamp": at,
        "sourceType": "CRM_UI",
        "sourceId": "userId:9000701",
        "updatedByUserId": 9_000_701,
    }


def links_json(portal: HubSpotPortal, record: Record, kind: str) -> Json | None:
    """The associations of a record, as a list embeds them: each under every name that it has."""
    links = portal.links.of(record.kind, record.id, kind)
    if not links:
        return None
    shown = [{"id": link.id, "type": name} for link in links[:MOST_LINKS] for name in link.names]
    value: Json = {"results": shown}
    if len(links) > MOST_LINKS:
        value["paging"] = {"next": {"after": links[MOST_LINKS - 1].id, "link": ""}}
    return value


def page_json(results: Sequence[Json], after: str | None, total: int | None = None) -> Json:
    """A page; where there is a next one, its cursor."""
    value: Json = {} if total is None else {"total": total}
    value["results"] = results
    if after is not None:
        value["paging"] = {"next": {"after": after, "link": f"?after={after}"}}
    return value


def batch_json(results: Iterable[Json], at: datetime, errors: Sequence[Mapping[str, Any]] = ()) -> Json:
    """A batch; with errors it is answered with status 207."""
    value: Json = {
        "status": "COMPLETE",
        "results": list(results),
        "startedAt": iso(at),
        "completedAt": iso(at),
    }
    if errors:
        value |= {"numErrors": len(errors), "errors": list(errors)}
    return value
