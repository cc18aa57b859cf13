from __future__ import annotations

from datetime import timedelta

import pytest

from tests.standins.clock import Clock
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_asking import OBJECTS, Asking
from tests.standins.hubspot_portal import HubSpotPortal

LISTS = ("/crm/v3/objects/deals", "/crm/v3/objects/0-3", f"{OBJECTS}/deals", f"{OBJECTS}/0-3")


@pytest.mark.parametrize("path", LISTS)
def test_pages_by_id_under_every_name(portal: HubSpotPortal, ask: Asking, path: str) -> None:
    ids = portal.create_many("deals", [{"dealname": f"deal {number}"} for number in range(25)])
    portal.delete("deals", ids.pop(12))
    assert [deal["id"] for deal in ask.everything(path, limit=10)] == ids


def test_what_is_deleted_while_pages_are_read_moves_nothing(portal: HubSpotPortal, ask: Asking) -> None:
    ids = portal.create_many("notes", [{}] * 30)
    first = ask.get(f"{OBJECTS}/notes", limit=10)
    for id_ in ids[5:12]:
        portal.delete("notes", id_)
    second = ask.get(f"{OBJECTS}/notes", limit=10, after=first["paging"]["next"]["after"])
    assert [note["id"] for note in second["results"]] == ids[12:22]


@pytest.mark.parametrize(
    ("limit", "history"), [(101, {}), (0, {}), (51, {"propertiesWithHistory": "dealstage"})]
)
def test_page_sizes_are_refused(ask: Asking, limit: int, history: dict[str, str]) -> None:
    assert ask.get(f"{OBJECTS}/deals", 400, limit=limit, **history)["category"] == "VALIDATION_ERROR"


def test_a_record_has_what_was_asked_for(portal: HubSpotPortal, ask: Asking, clock: Clock) -> None:
    id_ = portal.create("contacts", {"email": "mei@acme.example", "firstname": "Mei"})
    clock.advance(timedelta(hours=1, microseconds=1234))
    portal.update("contacts", id_, {"jobtitle": "Owner"})
    record = ask.get(f"{OBJECTS}/contacts/{id_}", properties="jobtitle,phone")
    assert record == {
        "id": id_,
        "properties": {
            "jobtitle": "Owner",
            "phone": None,
            "createdate": "2026-11-23T12:00:00.000Z",
            "lastmodifieddate": "2026-11-23T13:00:00.001Z",
            "hs_object_id": id_,
        },
        "createdAt": "2026-11-23T12:00:00.000Z",
        "updatedAt": "2026-11-23T13:00:00.001Z",
        "archived": False,
    }
    assert ask.get(f"{OBJECTS}/contacts/{id_}")["properties"]["email"] == "mei@acme.example"


def test_stage_history_newest_first(portal: HubSpotPortal, ask: Asking, clock: Clock) -> None:
    id_ = portal.create("deals", {"dealstage": "appointmentscheduled"})
    for stage in ("closedlost", "appointmentscheduled", "appointmentscheduled"):
        clock.advance(timedelta(days=1))
        portal.update("deals", id_, {"dealstage": stage})
    record = ask.get(f"{OBJECTS}/deals/{id_}", propertiesWithHistory="dealstage")
    history = [(one["value"], one["timestamp"][:10]) for one in record["propertiesWithHistory"]["dealstage"]]
    assert history == [
        ("appointmentscheduled", "2026-11-25"),
        ("closedlost", "2026-11-24"),
        ("appointmentscheduled", "2026-11-23"),
    ]


def test_deleted_records_have_a_list_of_their_own(portal: HubSpotPortal, ask: Asking) -> None:
    kept, gone = portal.create_many("companies", [{"name": "a"}, {"name": "b"}])
    portal.delete("companies", gone)
    [record] = ask.everything(f"{OBJECTS}/companies", archived="true")
    assert (record["id"], record["archived"], record["archivedAt"]) == (
        gone,
        True,
        "2026-11-23T12:00:00.000Z",
    )
    assert [one["id"] for one in ask.everything(f"{OBJECTS}/companies")] == [kept]
    ask.get(f"{OBJECTS}/companies/{gone}", 404)


def test_a_batch_names_what_is_gone(portal: HubSpotPortal, ask: Asking) -> None:
    here, gone = portal.create_many("deals", [{"dealname": "a"}, {"dealname": "b"}])
    portal.delete("deals", gone)
    body = ask.post(f"{OBJECTS}/deals/batch/read", {"inputs": [{"id": gone}, {"id": here}]}, 207)
    assert [one["id"] for one in body["results"]] == [here]
    assert body["errors"][0]["context"] == {"ids": [gone]}


def test_a_batch_is_100_records_and_50_with_history(ask: Asking) -> None:
    inputs = [{"id": str(number)} for number in range(101)]
    ask.post(f"{OBJECTS}/deals/batch/read", {"inputs": inputs}, 400)
    body = {"inputs": inputs[:51], "propertiesWithHistory": ["dealstage"]}
    error = ask.post(f"{OBJECTS}/deals/batch/read", body, 400)
    assert (
        "maximum number of inputs supported in a batch request for property histories is 50"
        in error["message"]
    )


def test_primary_links_in_a_list(portal: HubSpotPortal, ask: Asking) -> None:
    [old, new], deal = portal.create_many("companies", [{}, {}]), portal.create("deals", {})
    portal.associate("deals", deal, "companies", old)
    portal.associate("deals", deal, "companies", new, primary=True)
    [record] = ask.get(f"{OBJECTS}/deals", associations="companies,contacts")["results"]
    assert record["associations"] == {
        "companies": {
            "results": [
                {"id": old, "type": "deal_to_company_unlabeled"},
                {"id": new, "type": "deal_to_company"},
                {"id": new, "type": "deal_to_company_unlabeled"},
            ]
        }
    }


def test_very_many_links_are_cut_and_read_apart(portal: HubSpotPortal, ask: Asking) -> None:
    company = portal.create("companies", {})
    notes = portal.create_many("notes", [{}] * 700)
    for note in notes:
        portal.associate("notes", note, "companies", company)
    [record] = ask.get(f"{OBJECTS}/companies", associations="notes")["results"]
    shown = record["associations"]["notes"]
    assert [one["id"] for one in shown["results"]] == notes[:100]
    path = f"{OBJECTS}/companies/{company}/associations/notes"
    rest = ask.everything(path, after=shown["paging"]["next"]["after"], limit=600)
    assert [one["toObjectId"] for one in rest] == notes[100:]


def test_associations_in_batches(portal: HubSpotPortal, ask: Asking, clock: Clock) -> None:
    company, [linked, alone] = portal.create("companies", {}), portal.create_many("contacts", [{}, {}])
    before = portal.snapshot("contacts")[linked].properties["lastmodifieddate"]
    clock.advance(timedelta(days=1))
    portal.associate("contacts", linked, "companies", company)
    inputs = {"inputs": [{"id": linked}, {"id": alone}]}
    old = ask.post("/crm/v4/associations/contacts/companies/batch/read", inputs, 207)
    new = ask.post("/crm/associations/2026-03/0-1/0-2/batch/read", inputs, 207)
    assert new["errors"][0]["context"]["fromObjectId"] == [alone]
    [told], [told_before] = new["results"], old["results"]
    assert told["from"] == {"id": linked}
    assert [type_["label"] for type_ in told["to"][0]["associationTypes"]] == ["Primary", None]
    assert (told["to"][0]["toObjectId"], told_before["to"][0]["toObjectId"]) == (company, int(company))
    assert portal.snapshot("contacts")[linked].properties["lastmodifieddate"] == before
    many = {"inputs": [{"id": str(number)} for number in range(1_001)]}
    ask.post("/crm/associations/2026-03/0-1/0-2/batch/read", many, 400)


def test_no_complaints_about_right_bodies(
    hubspot: HubSpotStandIn, portal: HubSpotPortal, ask: Asking
) -> None:
    portal.create("deals", {})
    ask.post(f"{OBJECTS}/deals/batch/read", {"inputs": [{"id": "101"}], "properties": ["dealname"]})
    ask.search("deals", {"propertyName": "dealname", "operator": "HAS_PROPERTY"}, sorts=["-createdate"])
    assert not hubspot.complaints
