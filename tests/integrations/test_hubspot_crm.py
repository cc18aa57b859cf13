"""HubSpot fills the role `Crm`: what it is asked, over real HTTP, and what comes of the answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations.errors import Garbled, WriteRefused
from integrations.hubspot_crm import PROPERTIES, HubSpotCrm
from integrations.hubspot_writing import SCORE_PROPERTIES
from integrations.systems import CRM_KINDS, LINKED_KINDS, Crm, CrmOwner, Portal, StageVisit
from tests.integrations.hubspot_script import BEGIN, ScriptedHubSpot, refusal

SINCE = datetime(2026, 11, 20, 10, 0, 0, 123_000, tzinfo=UTC)
SINCE_MS = "1795168800123"


@pytest.fixture
def hubspot() -> Iterator[ScriptedHubSpot]:
    with ScriptedHubSpot() as server:
        yield server
        assert not server.complaints


@pytest.fixture
def crm(hubspot: ScriptedHubSpot) -> Iterator[HubSpotCrm]:
    crm = hubspot.crm(wanted={"deals": ["service", "sa_lead_score"], "contacts": ["call_consent"]})
    yield crm
    crm.close()


def raw(id_: str, **properties: Any) -> dict[str, Any]:
    return {"id": id_, "properties": properties, "createdAt": "2026-01-01T00:00:00Z", "archived": False}


def following(after: str) -> dict[str, Any]:
    return {"next": {"after": after, "link": "https://api.hubapi.com/x"}}


def test_it_fills_the_role(crm: HubSpotCrm) -> None:
    role: Crm = crm  # mypy compares every method
    assert role.requests == 0


def test_every_kind_has_its_properties() -> None:
    assert tuple(PROPERTIES) == CRM_KINDS


# --- lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CRM_KINDS)
def test_a_page_is_asked_for_with_properties_and_links(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, kind: str
) -> None:
    crm.page(kind, None)
    asked = hubspot.seen[0].query
    deals = kind == "deals"
    assert asked["limit"] == (["50"] if deals else ["100"])
    assert asked["archived"] == ["false"]
    assert asked.get("propertiesWithHistory") == (["dealstage"] if deals else None)
    assert tuple(asked.get("associations", ())) == LINKED_KINDS[kind]
    assert "after" not in asked
    own = {"deals": ["service"], "contacts": ["call_consent"]}.get(kind, [])
    changed = "lastmodifieddate" if kind == "contacts" else "hs_lastmodifieddate"
    assert asked["properties"] == [*PROPERTIES[kind], *own, changed]


def test_pages_follow_one_another(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"results": [raw("1")], "paging": following("2")}, {"results": [raw("2")]}]
    first = crm.page("companies", None)
    second = crm.page("companies", first.after)
    assert (first.after, second.after) == ("2", None)
    assert [one.id for one in (*first.records, *second.records)] == ["1", "2"]
    assert hubspot.seen[1].first("after") == "2"


def test_a_cursor_that_repeats_is_garbled(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"results": [raw("1")], "paging": following("7")}] * 2
    with pytest.raises(Garbled, match="cursor"):
        crm.page("companies", "7")
    with pytest.raises(Garbled, match="cursor"):
        crm.archived_page("companies", "7")


def test_a_deal_comes_with_links_and_history(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    deal = raw("1", dealname="Rostering", hs_lastmodifieddate="2026-11-20T10:00:00Z", sa_lead_score="7")
    deal["associations"] = {
        "companies": {"results": [{"id": "5", "type": "deal_to_company_unlabeled"}, {"id": "6", "type": "deal_to_company"}]},
        "contacts": {"results": [{"id": "9", "type": "deal_to_contact"}]},
    }  # fmt: skip
    deal["propertiesWithHistory"] = {"dealstage": [{"value": "new", "timestamp": "2026-11-01T00:00:00Z"}]}
    hubspot.script = [{"results": [deal]}]
    found = crm.page("deals", None).records[0]
    assert found.properties == {"dealname": "Rostering"}
    assert found.links == {"companies": ("6", "5"), "contacts": ("9",)}
    assert found.history == (StageVisit("new", datetime(2026, 11, 1, tzinfo=UTC)),)


def test_links_beyond_the_list_are_read_apart(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    note, other = raw("1"), raw("2")
    note["associations"] = {"contacts": {"results": [{"id": "5", "type": "note_to_contact"}], "paging": following("5")}, "deals": {"results": [{"id": "3", "type": "note_to_deal"}]}}  # fmt: skip
    hubspot.script = [
        {"results": [note, other]},
        {"results": [{"from": {"id": "1"}, "to": [{"toObjectId": 5}], "paging": following("6")}]},
        {"results": [{"from": {"id": "1"}, "to": [{"toObjectId": 6}]}]},
    ]
    first, second = crm.page("notes", None).records
    assert first.links == {"contacts": ("5", "6"), "deals": ("3",)}
    assert second.links == {}
    assert [one.path.split("/")[4:6] for one in hubspot.seen[1:]] == [["notes", "contacts"]] * 2
    assert [one.json()["inputs"] for one in hubspot.seen[1:]] == [[{"id": "1"}], [{"id": "1", "after": "6"}]]


def test_one_bad_record_does_not_lose_the_page(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"results": [raw("1"), {"id": "2", "properties": 7}, None, raw("3")]}]
    found = crm.page("companies", None).records
    assert [bool(one.problem) for one in found] == [False, True, True, False]


def test_deleted_records_are_ids(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"results": [raw("1") | {"archived": True}], "paging": following("1")}]
    page = crm.archived_page("deals", None)
    assert [(one.id, one.problem) for one in page.records] == [("1", "")]
    assert page.after == "1"
    asked = hubspot.seen[0].query
    assert (asked["archived"], asked["limit"], asked["properties"]) == (["true"], ["100"], ["hs_object_id"])
    assert "propertiesWithHistory" not in asked


# --- searches -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "changed"), [("contacts", "lastmodifieddate"), ("notes", "hs_lastmodifieddate")]
)
def test_newest_and_oldest_search_by_the_last_change(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, kind: str, changed: str
) -> None:
    hubspot.script = [
        {"total": 4711, "results": [raw("2", **{changed: SINCE_MS})], "paging": following("200")}
    ] * 2
    newest, oldest = crm.newest(kind, SINCE), crm.oldest(kind, SINCE)
    assert newest == oldest
    assert (newest.total, newest.after, newest.records[0].changed_at) == (4711, None, SINCE)
    assert (newest.records[0].links, newest.records[0].history) == (None, None)
    for request, direction in zip(hubspot.seen, ("DESCENDING", "ASCENDING"), strict=True):
        asked = request.json()
        filters = [{"propertyName": changed, "operator": "GTE", "value": SINCE_MS}]
        assert asked["filterGroups"] == [{"filters": filters}]
        assert asked["sorts"] == [{"propertyName": changed, "direction": direction}]
        assert (asked["limit"], "after" in asked) == (200, False)
        assert asked["properties"][-1] == changed


def test_what_changed_at_one_moment_is_read_by_id(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    crm.oldest("deals", SINCE, tied_after="99")
    asked = hubspot.seen[0].json()
    assert asked["filterGroups"] == [
        {
            "filters": [
                {"propertyName": "hs_lastmodifieddate", "operator": "EQ", "value": SINCE_MS},
                {"propertyName": "hs_object_id", "operator": "GT", "value": "99"},
            ]
        }
    ]
    assert asked["sorts"] == [{"propertyName": "hs_object_id", "direction": "ASCENDING"}]
    assert "after" not in asked


def test_a_search_stays_below_its_longest_body(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    for kind in CRM_KINDS:
        crm.oldest(kind, SINCE + timedelta(days=1), tied_after="9" * 20)
    assert max(len(one.body) for one in hubspot.seen) < 3_000


# --- by id --------------------------------------------------------------------------------------------------


def test_records_are_read_by_hundreds(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"results": [raw("1")]}, {"results": [raw("101")]}]
    found = crm.read("contacts", [*map(str, range(1, 102)), "1"])
    assert [one.id for one in found] == ["1", "101"]
    assert [len(one.json()["inputs"]) for one in hubspot.seen] == [100, 1]
    assert hubspot.seen[0].json()["properties"][-1] == "lastmodifieddate"
    assert hubspot.seen[0].json()["propertiesWithHistory"] == []
    assert crm.read("contacts", []) == ()


def test_history_is_read_by_fifties(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    entry = {"value": "new", "timestamp": "1795168800123"}
    good = raw("1") | {"propertiesWithHistory": {"dealstage": [entry]}}
    bad = raw("2") | {"propertiesWithHistory": {"dealstage": [{"value": None}]}}
    hubspot.script = [{"results": [good, bad]}, {"results": []}]
    assert crm.history([*map(str, range(1, 52))]) == {"1": (StageVisit("new", SINCE),)}
    assert [len(one.json()["inputs"]) for one in hubspot.seen] == [50, 1]
    assert hubspot.seen[0].json()["propertiesWithHistory"] == ["dealstage"]


def test_links_are_read_by_thousands_and_told_for_every_record(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm
) -> None:
    ids = [*map(str, range(1, 1002))]
    hubspot.script = [{"results": [{"from": {"id": "2"}, "to": [{"toObjectId": 5}]}]}]
    found = crm.links("deals", "contacts", ids)
    assert len(found) == 1001
    assert {id_: others for id_, others in found.items() if others} == {"2": ("5",)}
    assert [len(one.json()["inputs"]) for one in hubspot.seen] == [1000, 1]


def test_links_whose_cursor_repeats_are_garbled(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    same = {"from": {"id": "1"}, "to": [{"toObjectId": 5}], "paging": following("6")}
    hubspot.script = [{"results": [same]}] * 9
    with pytest.raises(Garbled, match="cursor"):
        crm.links("deals", "contacts", ["1"])


# --- the account --------------------------------------------------------------------------------------------


def test_the_portal_is_told(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"portalId": 42, "timeZone": "Asia/Singapore"}]
    assert crm.portal() == Portal("42", "Asia/Singapore")


@pytest.mark.parametrize(("status", "requests"), [(403, 1), (404, 2)])
def test_a_portal_that_is_not_told_is_none(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, status: int, requests: int
) -> None:
    hubspot.script = [refusal(status)] * 2
    assert crm.portal() is None
    assert crm.requests == requests


def test_ids_may_come_as_numbers(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    visit = {"value": 3001, "timestamp": 1795435200500}
    deal = {
        "id": 7,
        "properties": {"dealname": "Big"},
        "updatedAt": 1795435200500,
        "associations": {"companies": {"results": [{"id": 30000000001}]}, "contacts": None},
        "propertiesWithHistory": {"dealstage": [visit]},
    }
    hubspot.script = [{"results": [deal], "paging": None}]
    (found,) = crm.page("deals", None).records
    assert (found.id, found.problem, found.links) == ("7", "", {"companies": ("30000000001",)})
    assert found.history
    assert found.history[0].stage == "3001"
    assert found.history[0].at == found.changed_at == BEGIN + timedelta(milliseconds=500)


def test_owners_come_by_five_hundreds(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"results": [{"id": "1", "email": "a@x.example"}], "paging": following("1")}, {"results": [{"id": "2"}]}]  # fmt: skip
    assert crm.owners() == [CrmOwner("1", "a@x.example", ""), CrmOwner("2", "", "")]
    asked = {"limit": ["500"], "archived": ["false"]}
    assert [one.query for one in hubspot.seen] == [asked, asked | {"after": ["1"]}]


# --- writing ------------------------------------------------------------------------------------------------


def test_score_properties_are_made_where_they_are_missing(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [
        {"results": [{"name": "sa_lead_score", "type": "number"}]},
        refusal(409, message="there"),
        {"name": "sa_lead_score_at"},
        refusal(409, message="there"),
    ]
    crm.prepare_scores()
    assert hubspot.paths[1] == "POST /crm/properties/2026-03/deals/groups"
    assert hubspot.seen[1].json() == {"name": "sales_assistant", "label": "Sales assistant"}
    made = [one.json() for one in hubspot.seen[2:]]
    assert [one["name"] for one in made] == ["sa_lead_score_at", "sa_next_step", "sa_model_version"]
    assert made[0]["groupName"] == "sales_assistant"
    assert [one["type"] for one in made] == ["datetime", "string", "string"]


def test_score_properties_that_are_there_cost_one_request(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"results": [dict(one) for one in SCORE_PROPERTIES]}]
    crm.prepare_scores()
    assert hubspot.paths == ["GET /crm/properties/2026-03/deals"]


def test_a_property_that_is_refused_is_said(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"results": []}, {}, refusal(400, message="too many properties")]
    with pytest.raises(WriteRefused, match="too many properties"):
        crm.prepare_scores()


def test_properties_are_written_by_hundreds(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    crm.write_properties("deals", {str(number): {"sa_lead_score": "80"} for number in range(101)})
    sent = [one.json()["inputs"] for one in hubspot.seen]
    assert [len(inputs) for inputs in sent] == [100, 1]
    assert sent[1] == [{"id": "100", "properties": {"sa_lead_score": "80"}}]


@pytest.mark.parametrize(
    ("kind", "types"),
    [("notes", {"deals": 214, "companies": 190, "contacts": 202}), ("tasks", {"deals": 216, "companies": 192, "contacts": 204})],
)  # fmt: skip
def test_a_note_or_task_is_tied_to_its_records(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, kind: str, types: dict[str, int]
) -> None:
    hubspot.script = [raw("77")]
    links = {"deals": ["1"], "companies": ["2"], "contacts": ["3", "4"]}
    assert crm.create(kind, {"hs_timestamp": "2026-11-23T12:00:00Z"}, links) == "77"
    sent = hubspot.seen[0].json()
    assert sent["properties"] == {"hs_timestamp": "2026-11-23T12:00:00Z"}
    tied = [(one["to"]["id"], one["types"]) for one in sent["associations"]]
    assert tied == [
        (id_, [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": types[to]}])
        for to, ids in links.items()
        for id_ in ids
    ]
