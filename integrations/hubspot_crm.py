"""HubSpot as the role `Crm`: pages, searches, links and stage history in, scores, notes and tasks out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from integrations import hubspot_account
from integrations.batches import in_batches
from integrations.errors import MaybeWritten
from integrations.hubspot_answers import (
    LinkPages,
    archived_record,
    changed_property,
    id_of,
    milliseconds,
    next_cursor,
    record,
    unfinished,
)
from integrations.hubspot_client import PATIENT, HubSpotClient, Patience, utc_now
from integrations.hubspot_errors import AlreadyThere, MissingScope, NotThere
from integrations.hubspot_writing import GROUP, OWN_PREFIX, SCORE_PROPERTIES, new_record
from integrations.systems import (
    LINKED_KINDS,
    CrmOwner,
    CrmPage,
    CrmProperty,
    CrmRecord,
    Links,
    Pipeline,
    Portal,
    StageVisit,
)

# What is asked for, by kind; a short list, because a long one makes an address that HubSpot refuses.
PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "companies": ("name", "domain", "industry", "country", "numberofemployees", "phone", "hubspot_owner_id", "lifecyclestage", "createdate", "hs_merged_object_ids"),
    "contacts": ("firstname", "lastname", "email", "phone", "mobilephone", "jobtitle", "associatedcompanyid", "lifecyclestage", "hs_lead_status", "hubspot_owner_id", "createdate", "hs_email_optout", "hs_merged_object_ids"),
    "deals": ("dealname", "dealstage", "hs_v2_date_entered_current_stage", "pipeline", "amount", "createdate", "closedate", "hubspot_owner_id", "closed_lost_reason", "hs_analytics_source", "hs_is_closed_won", "hs_is_closed", "hs_merged_object_ids"),
    "calls": ("hs_timestamp", "hs_call_title", "hs_call_body", "hs_call_direction", "hs_call_disposition", "hs_call_status", "hs_call_duration", "hs_call_from_number", "hs_call_to_number", "hs_call_external_id", "hs_call_recording_url", "hubspot_owner_id"),
    "meetings": ("hs_timestamp", "hs_meeting_title", "hs_meeting_body", "hs_internal_meeting_notes", "hs_meeting_start_time", "hs_meeting_end_time", "hs_meeting_outcome", "hs_createdate", "hubspot_owner_id"),
    "notes": ("hs_timestamp", "hs_note_body", "hubspot_owner_id"),
    "emails": ("hs_timestamp", "hs_email_subject", "hs_email_text", "hs_email_html", "hs_email_direction", "hs_email_status", "hubspot_owner_id"),
    "tasks": ("hs_timestamp", "hs_task_subject", "hs_task_body", "hs_task_status", "hs_task_type", "hs_task_completion_date", "hubspot_owner_id"),
}  # fmt: skip
# HubSpot's page sizes: of lists and batches, of those with history, of searches, of links, of owners.
_PAGE, _PAGE_WITH_HISTORY, _SEARCH_PAGE, _LINK_BATCH, _OWNER_PAGE = 100, 50, 200, 1000, 500


class HubSpotCrm:
    """A HubSpot account, by its Service Key; fills the role `integrations.systems.Crm`.

    Parameters
    ----------
    token
        The Service Key.
    api_url
        HubSpot's address, without a version.
    clock, sleep
        The present moment (UTC), and waiting; a test brings its own.
    wanted
        Names of properties to ask for besides `PROPERTIES`, by kind: the account's own.
    patience
        How long an answer is waited for.
    """

    def __init__(
        self,
        token: str,
        api_url: str,
        *,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
        wanted: Mapping[str, Sequence[str]] | None = None,
        patience: Patience = PATIENT,
    ) -> None:
        self._client = HubSpotClient(token, api_url, clock=clock, sleep=sleep, patience=patience)
        self._kept: Mapping[str, tuple[str, ...]] = PROPERTIES
        self._asked: Mapping[str, list[str]] = {}
        self.want(wanted or {})

    @property
    def requests(self) -> int:
        """How many HTTP requests were made so far, repeated ones included."""
        return self._client.requests

    def want(self, names: Mapping[str, Sequence[str]]) -> None:
        """From now on ask for these properties as well, by kind."""
        self._kept = {kind: _kept(kind, (*kept, *names.get(kind, ()))) for kind, kept in self._kept.items()}
        self._asked = {kind: [*kept, changed_property(kind)] for kind, kept in self._kept.items()}

    def close(self) -> None:
        """Let go of the connections; the next call opens new ones."""
        self._client.close()

    # --- the account ----------------------------------------------------------------------------------------

    def portal(self) -> Portal | None:
        """Whose key this is; None where HubSpot does not tell."""
        try:
            found = hubspot_account.portal(self._client.get("/account-info/v3/details"))
        except (MissingScope, NotThere):
            return None
        if found is not None:
            self._client.zone = _zone(found.time_zone)
        return found

    def owners(self, *, left: bool = False) -> list[CrmOwner]:
        """Everybody who may own records; with `left` those who no longer may, but once did."""
        pages = self._pages(
            self._client.owners.get_page, limit=_OWNER_PAGE, archived="true" if left else "false"
        )
        return [owner for page in pages for owner in hubspot_account.owners(page["results"])]

    def pipelines(self) -> list[Pipeline]:
        """The deal pipelines with their stages."""
        return hubspot_account.pipelines(self._client.pipelines.get_all("deals")["results"])

    def properties(self, kind: str) -> list[CrmProperty]:
        """The properties that records of a kind have."""
        return hubspot_account.properties(self._client.properties.get_all(kind)["results"])

    def _pages(self, ask: Callable[..., Any], **options: Any) -> Iterator[dict[str, Any]]:
        after: str | None = None
        while True:
            page = ask(**options, **({"after": after} if after else {}))
            yield page
            after = next_cursor(page, after)
            if after is None:
                return

    # --- lists ----------------------------------------------------------------------------------------------

    def page(self, kind: str, after: str | None) -> CrmPage:
        """The next page of all records of a kind, with links and history."""
        deals = kind == "deals"
        options: dict[str, Any] = {"limit": _PAGE_WITH_HISTORY if deals else _PAGE, "properties": self._asked[kind]}  # fmt: skip
        options |= {"properties_with_history": ["dealstage"]} if deals else {}
        options |= {"associations": list(LINKED_KINDS[kind])} if LINKED_KINDS[kind] else {}
        options |= {"after": after} if after else {}
        body = self._client.objects.get_page(kind, archived="false", **options)
        following = next_cursor(body, after)
        records = [record(kind, raw, self._kept[kind], linked=True) for raw in body["results"]]
        return CrmPage(tuple(self._with_all_links(kind, records, body["results"])), following)

    def archived_page(self, kind: str, after: str | None) -> CrmPage:
        """The next page of deleted records of a kind: ids only."""
        options = {"limit": _PAGE, "properties": ["hs_object_id"]} | ({"after": after} if after else {})
        body = self._client.objects.get_page(kind, archived="true", **options)
        following = next_cursor(body, after)
        return CrmPage(tuple(archived_record(kind, raw) for raw in body["results"]), following)

    def _with_all_links(
        self, kind: str, records: Sequence[CrmRecord], raw: Sequence[Any]
    ) -> Iterable[CrmRecord]:
        """A list shows only the first links of a record that has very many; the others are read apart."""
        cut = {to: [one.id for one, found in zip(records, raw, strict=True) if not one.problem and to in unfinished(kind, found)] for to in LINKED_KINDS[kind]}  # fmt: skip
        whole = {to: self.links(kind, to, ids) for to, ids in cut.items() if ids}
        if not whole:
            return records
        found = [{to: links[one.id] for to, links in whole.items() if one.id in links} for one in records]
        return [replace(one, links={**(one.links or {}), **more}) if more else one for one, more in zip(records, found, strict=True)]  # fmt: skip

    # --- searches -------------------------------------------------------------------------------------------

    def newest(self, kind: str, since: datetime) -> CrmPage:
        """The up to 200 records changed last, since a moment, newest first; with how many there are in all."""
        changed = changed_property(kind)
        return self._search(kind, [_filter(changed, "GTE", milliseconds(since))], changed, "DESCENDING")

    def oldest(self, kind: str, since: datetime, *, tied_after: str | None = None) -> CrmPage:
        """The up to 200 records changed first since a moment, oldest first.

        With `tied_after`: only those changed at exactly that moment, with an id beyond this one, by id.
        """
        changed, at = changed_property(kind), milliseconds(since)
        if tied_after is None:
            return self._search(kind, [_filter(changed, "GTE", at)], changed, "ASCENDING")
        tied = [_filter(changed, "EQ", at), _filter("hs_object_id", "GT", tied_after)]
        return self._search(kind, tied, "hs_object_id", "ASCENDING")

    def _search(self, kind: str, filters: list[dict[str, str]], sort: str, direction: str) -> CrmPage:
        """One page and never its cursor: a record that is edited meanwhile would move the others out of sight."""
        question = {
            "filterGroups": [{"filters": filters}],
            "sorts": [{"propertyName": sort, "direction": direction}],
            "properties": self._asked[kind],
            "limit": _SEARCH_PAGE,
        }
        body = self._client.searches.do_search(kind, question)
        total = body.get("total")
        records = tuple(record(kind, raw, self._kept[kind]) for raw in body["results"])
        return CrmPage(records, total=total if isinstance(total, int) else None)

    # --- by id ----------------------------------------------------------------------------------------------

    def read(self, kind: str, ids: Sequence[str]) -> tuple[CrmRecord, ...]:
        """These records (at most 100); those that are gone are left out."""
        return tuple(self._read(kind, ids, _PAGE, properties=self._asked[kind], propertiesWithHistory=[]))

    def history(self, ids: Sequence[str]) -> dict[str, tuple[StageVisit, ...]]:
        """The stage history of up to 50 deals, oldest first; those that are gone or unusable are left out."""
        options = {"properties": [changed_property("deals")], "propertiesWithHistory": ["dealstage"]}
        found = self._read("deals", ids, _PAGE_WITH_HISTORY, **options)
        return {deal.id: deal.history for deal in found if deal.history is not None}

    def _read(self, kind: str, ids: Sequence[str], size: int, **options: Any) -> Iterator[CrmRecord]:
        for some in in_batches(dict.fromkeys(ids), size):
            question = options | {"inputs": [{"id": id_} for id_ in some]}
            body = self._client.batches.read(kind, question, archived="false")
            yield from (record(kind, raw, self._kept[kind]) for raw in body["results"])

    def links(self, kind: str, to: str, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The associated records of another kind, of up to 1,000 records, the primary one first."""
        gathered = LinkPages(kind, to, ids)
        for some in in_batches(dict.fromkeys(ids), _LINK_BATCH):
            waiting: dict[str, str | None] = dict.fromkeys(some)
            while waiting:
                inputs = [{"id": id_} | ({"after": after} if after else {}) for id_, after in waiting.items()]
                body = self._client.associations.get_page(kind, to, {"inputs": inputs})
                waiting = dict(gathered.add(body["results"], waiting))
        return gathered.complete

    # --- writing --------------------------------------------------------------------------------------------

    def prepare_scores(self) -> None:
        """Make the properties that scores are written to, where they are missing."""
        there = {one.name for one in self.properties("deals")}
        missing = [dict(one) for one in SCORE_PROPERTIES if one["name"] not in there]
        if missing:
            with suppress(AlreadyThere):
                self._client.property_groups.create("deals", GROUP)
        for one in missing:
            with suppress(AlreadyThere):
                self._client.properties.create("deals", one | {"groupName": GROUP["name"]})

    def write_properties(self, kind: str, values: Mapping[str, Mapping[str, str]]) -> None:
        """Set properties of up to 100 records, by id; may be repeated without harm.

        Raises
        ------
        WriteRefused
            When HubSpot's own rules forbid it, for all or some of them; in words for the rep.
        """
        for some in in_batches(values, _PAGE):
            inputs = [{"id": id_, "properties": dict(values[id_])} for id_ in some]
            self._client.batches.update(kind, {"inputs": inputs})

    def create(self, kind: str, properties: Mapping[str, str], links: Links) -> str:
        """Make one note or task and give its id; one attempt.

        Raises
        ------
        WriteRefused
            As `write_properties`.
        MaybeWritten
            When no answer came, or none that has an id.
        """
        body = self._client.objects.create(kind, new_record(kind, properties, links))
        id_ = id_of(body.get("id"))
        if id_ is None:
            raise MaybeWritten("HubSpot took it but did not say under which id; look there before sending it again.")  # fmt: skip
        return id_


def _kept(kind: str, names: Iterable[str]) -> tuple[str, ...]:
    """Without what is no property of the record's own: its id, the moment of the last change, what we wrote."""
    elsewhere = {"hs_object_id", changed_property(kind)}
    return tuple(dict.fromkeys(name for name in names if name not in elsewhere and not name.startswith(OWN_PREFIX)))  # fmt: skip


def _filter(name: str, operator: str, value: str) -> dict[str, str]:
    return {"propertyName": name, "operator": operator, "value": value}


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC
