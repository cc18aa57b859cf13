from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.standins.clock import Clock
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_asking import OBJECTS, Asking
from tests.standins.hubspot_portal import HubSpotPortal

AT = "2026-11-23T12:00:00.000Z"


@pytest.fixture
def deal(portal: HubSpotPortal) -> str:
    return portal.create("deals", {"dealname": "Acme", "dealstage": "contractsent"})


def codes(error: Any) -> list[tuple[str, str]]:
    return [(one["code"], one["context"]["propertyName"][0]) for one in error["errors"]]


def test_a_note_with_its_associations(portal: HubSpotPortal, ask: Asking, deal: str) -> None:
    contact = portal.create("contacts", {})
    types = {"deals": 214, "contacts": 202}
    body = {
        "properties": {"hs_note_body": "<p>spoke</p>", "hs_timestamp": AT},
        "associations": [
            {
                "to": {"id": id_},
                "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": types[to]}],
            }
            for to, id_ in (("deals", deal), ("contacts", contact))
        ],
    }
    made = ask.post(f"{OBJECTS}/notes", body, 201)
    assert portal.snapshot("notes")[made["id"]].links == {"deals": (deal,), "contacts": (contact,)}
    assert portal.snapshot("deals")[deal].links == {"notes": (made["id"],)}


def test_a_change_moves_the_moment_of_change(
    portal: HubSpotPortal, ask: Asking, clock: Clock, deal: str
) -> None:
    clock.advance(timedelta(minutes=1))
    told = ask.patch(f"{OBJECTS}/0-3/{deal}", {"properties": {"dealstage": "closedlost", "dealname": ""}})
    assert told["updatedAt"] == "2026-11-23T12:01:00.000Z"
    seen = portal.snapshot("deals")[deal]
    assert "dealname" not in seen.properties
    assert seen.properties["hs_is_closed"] == "true"
    assert [stage for stage, _ in seen.stages] == ["contractsent", "closedlost"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"sa_score": "1"}, ("PROPERTY_DOESNT_EXIST", "sa_score")),
        ({"dealstage": "nowhere"}, ("INVALID_OPTION", "dealstage")),
        ({"hubspot_owner_id": "1"}, ("INVALID_OPTION", "hubspot_owner_id")),
        ({"amount": "much"}, ("INVALID_NUMBER", "amount")),
        ({"closedate": "soon"}, ("INVALID_DATETIME", "closedate")),
        ({"hs_object_id": "7"}, ("READ_ONLY_VALUE", "hs_object_id")),
    ],
)
def test_values_are_refused(
    portal: HubSpotPortal, ask: Asking, deal: str, *, values: dict[str, str], expected: tuple[str, str]
) -> None:
    before = portal.snapshot("deals")
    assert codes(ask.patch(f"{OBJECTS}/deals/{deal}", {"properties": values}, 400)) == [expected]
    assert portal.snapshot("deals") == before


def test_an_admin_may_demand_properties_in_a_stage(portal: HubSpotPortal, ask: Asking, deal: str) -> None:
    portal.required["closedwon"] = ("closedate",)
    path, won = f"{OBJECTS}/deals/{deal}", {"dealstage": "closedwon"}
    error = ask.patch(path, {"properties": won}, 400)
    assert (error["category"], codes(error)) == ("VALIDATION_ERROR", [("REQUIRED_PROPERTY", "closedate")])
    ask.patch(path, {"properties": {**won, "closedate": AT}})
    assert portal.snapshot("deals")[deal].properties["hs_is_closed_won"] == "true"


def test_a_batch_is_written_whole_or_not(portal: HubSpotPortal, ask: Asking, deal: str) -> None:
    other = portal.create("deals", {})
    inputs = [
        {"id": deal, "properties": {"amount": "1"}},
        {"id": other, "properties": {"amount": "x"}},
    ]
    ask.post(f"{OBJECTS}/deals/batch/update", {"inputs": inputs}, 400)
    assert "amount" not in portal.snapshot("deals")[deal].properties
    ask.post(f"{OBJECTS}/deals/batch/update", {"inputs": inputs[:1]})
    assert portal.snapshot("deals")[deal].properties["amount"] == "1"


def test_batches_of_new_and_deleted_records(portal: HubSpotPortal, ask: Asking) -> None:
    inputs = [{"properties": {"hs_timestamp": AT, "hs_task_subject": str(number)}} for number in range(3)]
    made = ask.post(f"{OBJECTS}/tasks/batch/create", {"inputs": inputs}, 201)["results"]
    ask.post(f"{OBJECTS}/tasks/batch/archive", {"inputs": [{"id": made[0]["id"]}]}, 204)
    ask.client.delete(f"{OBJECTS}/tasks/{made[1]['id']}")
    assert portal.ids("tasks") == [made[2]["id"]]


def test_an_activity_needs_its_moment(ask: Asking) -> None:
    assert codes(ask.post(f"{OBJECTS}/tasks", {"properties": {}}, 400)) == [
        ("REQUIRED_PROPERTY", "hs_timestamp")
    ]


def test_merged_records(portal: HubSpotPortal, ask: Asking) -> None:
    winner, loser = portal.create_many("companies", [{"name": "A"}, {"name": "B", "city": "Ipoh"}])
    contact = portal.create("contacts", {}, {"companies": [loser]})
    ask.post(f"{OBJECTS}/companies/merge", {"primaryObjectId": winner, "objectIdToMerge": loser})
    seen = portal.snapshot("companies")
    assert list(seen) == [winner]
    assert seen[winner].properties["hs_merged_object_ids"] == loser
    assert (seen[winner].properties["name"], seen[winner].properties["city"]) == ("A", "Ipoh")
    assert portal.snapshot("contacts")[contact].links == {"companies": (winner,)}


def test_associations_made_and_removed(portal: HubSpotPortal, ask: Asking, deal: str) -> None:
    contact = portal.create("contacts", {})
    ask.client.put(f"{OBJECTS}/deals/{deal}/associations/default/contacts/{contact}")
    assert portal.snapshot("contacts")[contact].links == {"deals": (deal,)}
    ask.client.delete(f"/crm/v4/objects/contacts/{contact}/associations/deals/{deal}")
    assert portal.snapshot("deals")[deal].links == {}


def test_properties_are_made_once(ask: Asking) -> None:
    path, group = "/crm/properties/2026-03/deals", {"name": "sales_assistant", "label": "Sales assistant"}
    score = {"name": "sa_lead_score", "label": "Score", "type": "number", "fieldType": "number"}
    score["groupName"] = group["name"]
    ask.post(path, score, 400)  # no such group
    ask.post(f"{path}/groups", group, 201)
    ask.post(f"{path}/groups", group, 409)
    ask.post(path, score, 201)
    ask.post(path, score, 409)
    assert ask.get(f"{path}/sa_lead_score")["groupName"] == "sales_assistant"
    assert "sales_assistant" in [one["name"] for one in ask.get(f"{path}/groups")["results"]]
    batch = {"inputs": [score, {**score, "name": "sa_next_step"}]}
    assert ask.post(f"{path}/batch/create", batch, 207)["numErrors"] == 1
    assert {"sa_lead_score", "sa_next_step"} <= {one["name"] for one in ask.get(path)["results"]}


@pytest.mark.parametrize(
    ("path", "body", "complaint"),
    [
        (f"{OBJECTS}/deals", {"propertys": {}}, "has no 'propertys'"),
        (f"{OBJECTS}/deals", {"properties": {"amount": 3}}, "not of type str"),
        (f"{OBJECTS}/deals", {}, "`properties`"),
        (f"{OBJECTS}/deals/batch/read", {"inputs": [7]}, "SimplePublicObjectId is an object"),
        (f"{OBJECTS}/deals/batch/update", {"inputs": [{"id": "7"}]}, "`properties`"),
        ("/crm/v4/associations/deals/contacts/batch/read", {"inputs": {}}, "not a list"),
        ("/crm/v3/properties/deals", {"name": "x", "label": "x", "type": "text", "fieldType": "text", "groupName": "x"}, "`type`"),
    ],
)  # fmt: skip
def test_bodies_are_checked_with_the_vendors_models(
    hubspot: HubSpotStandIn, ask: Asking, *, path: str, body: Any, complaint: str
) -> None:
    ask.post(path, body, 400)
    assert complaint in hubspot.complaints[0]


def test_what_is_no_call_is_a_complaint(hubspot: HubSpotStandIn, ask: Asking) -> None:
    ask.get("/crm/v3/objects/unicorns", 404)
    ask.get("/crm/v2/deals", 404)
    assert hubspot.complaints == ["no such call: GET /crm/v2/deals"]
