from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.standins.clock import MONDAY_NOON, Clock
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_asking import OBJECTS, Asking, at_least
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_records import iso, milliseconds

UP = [{"propertyName": "hs_lastmodifieddate", "direction": "ASCENDING"}]
DOWN = ["-hs_lastmodifieddate"]


def ids(found: Any) -> list[str]:
    return [one["id"] for one in found["results"]]


@pytest.fixture
def hourly(portal: HubSpotPortal, clock: Clock) -> list[str]:
    """Ten deals, made at one hour after the other, and the clock at the last."""
    made = list[str]()
    for number in range(10):
        clock.advance(timedelta(hours=1))
        made.append(portal.create("deals", {"dealname": f"Deal {number}", "amount": str(number * 100)}))
    return made


def test_by_the_moment_of_change(ask: Asking, hourly: list[str]) -> None:
    since = at_least(str(milliseconds(MONDAY_NOON + timedelta(hours=7))))
    found = ask.search("deals", since, sorts=UP)
    assert (ids(found), found["total"]) == (hourly[6:], 4)
    assert ids(ask.search("deals", since, sorts=DOWN)) == hourly[:5:-1]
    assert ids(ask.search("deals", at_least("2026-11-23T19:00:00.001Z"), sorts=UP)) == hourly[7:]


@pytest.mark.parametrize(
    ("name", "operator", "values", "expected"),
    [
        ("amount", "EQ", {"value": "300.0"}, [3]),
        ("amount", "GT", {"value": "800"}, [9]),
        ("amount", "LTE", {"value": "100"}, [0, 1]),
        ("amount", "BETWEEN", {"value": "350", "highValue": "500"}, [4, 5]),
        ("dealname", "IN", {"values": ["deal 2", "deal 3"]}, [2, 3]),
        ("dealname", "CONTAINS_TOKEN", {"value": "*7*"}, [7]),
        ("closedate", "HAS_PROPERTY", {}, []),
        ("closedate", "NOT_HAS_PROPERTY", {}, range(10)),
        ("hs_object_id", "GT", {"value": "108"}, [8, 9]),
        ("hs_lastmodifieddate", "LT", {"value": "2026-11-23T15:00:00Z"}, [0, 1]),
        ("createdate", "GTE", {"value": "2026-11-23T21:30:00Z"}, [9]),
    ],
)
def test_operators(  # one each
    ask: Asking, hourly: list[str], *, name: str, operator: str, values: Any, expected: list[int]
) -> None:
    found = ask.search("deals", {"propertyName": name, "operator": operator, **values})
    assert ids(found) == [hourly[number] for number in expected]


def test_groups_are_alternatives(ask: Asking, hourly: list[str]) -> None:
    groups = [
        {"filters": [{"propertyName": "dealname", "operator": "EQ", "value": f"Deal {number}"}]}
        for number in (1, 4)
    ]
    found = ask.post(f"{OBJECTS}/deals/search", {"filterGroups": groups})
    assert ids(found) == [hourly[1], hourly[4]]


def test_notes_of_a_contact(portal: HubSpotPortal, ask: Asking) -> None:
    contact, [note, _] = portal.create("contacts", {}), portal.create_many("notes", [{}, {}])
    portal.associate("contacts", contact, "notes", note)
    asked = {"propertyName": "associations.contact", "operator": "EQ", "value": contact}
    assert ids(ask.search("notes", asked)) == [note]


def test_ties_fall_by_chance_and_by_seed(portal: HubSpotPortal) -> None:
    portal.create_many("deals", [{}] * 30)
    orders = []
    for seed in (1, 1, 2):
        with HubSpotStandIn(portal, seed=seed) as standin:
            ask = Asking(standin)
            orders.append([ids(ask.search("deals", sorts=UP, limit=20)) for _ in range(2)])
            ask.client.close()
    (first, second), again, other = orders
    assert first != second
    assert [first, second] == again != other
    assert first != sorted(first)


def test_a_tie_is_cut_by_pages_without_loss_when_sorted_by_id(portal: HubSpotPortal, ask: Asking) -> None:
    made = portal.create_many("deals", [{}] * 25)
    at = {"propertyName": "hs_lastmodifieddate", "operator": "EQ", "value": iso(MONDAY_NOON)}
    got, last = list[str](), "0"
    while page := ids(
        ask.search(
            "deals",
            at,
            {"propertyName": "hs_object_id", "operator": "GT", "value": last},
            sorts=["hs_object_id"],
        )
    ):
        got, last = got + page, page[-1]
    assert got == made


def test_offsets_over_what_is_edited_lose_records(
    portal: HubSpotPortal, ask: Asking, hourly: list[str]
) -> None:
    first = ask.search("deals", sorts=UP, limit=5)
    portal.update("deals", hourly[0], {"dealname": "edited"})
    second = ask.search("deals", sorts=UP, limit=5, after=first["paging"]["next"]["after"])
    assert hourly[5] not in ids(first) + ids(second)


def test_search_lags_behind(portal: HubSpotPortal, ask: Asking, clock: Clock) -> None:
    kept, gone = portal.create_many("notes", [{"hs_note_body": "old"}, {}])
    portal.index_lag = timedelta(seconds=30)
    clock.advance(timedelta(minutes=1))
    portal.update("notes", kept, {"hs_note_body": "new"})
    portal.delete("notes", gone)
    new = portal.create("notes", {})
    asked: dict[str, Any] = {"sorts": UP, "properties": ["hs_note_body"]}
    before = ask.search("notes", **asked)
    assert {one["id"]: one["properties"]["hs_note_body"] for one in before["results"]} == {
        kept: "old",
        gone: None,
    }
    clock.advance(timedelta(seconds=30))
    after = ask.search("notes", **asked)
    assert {one["id"]: one["properties"]["hs_note_body"] for one in after["results"]} == {
        kept: "new",
        new: None,
    }


def test_the_10000th_row_is_the_last(portal: HubSpotPortal, ask: Asking) -> None:
    portal.create_many("tasks", [{}] * 10_100)
    found = ask.search("tasks", limit=200, after="9800")
    assert (len(found["results"]), found["total"]) == (200, 10_100)
    ask.search("tasks", limit=200, after=found["paging"]["next"]["after"], status=400)


@pytest.mark.parametrize(
    "body",
    [
        {"limit": 201},
        {"filterGroups": [{"filters": []}] * 6},
        {"filterGroups": [{"filters": [at_least("0")] * 7}]},
        {"filterGroups": [{"filters": [at_least("0")] * 5}] * 4},
        {"sorts": ["createdate", "hs_object_id"]},
        {"properties": ["x" * 3_000]},
        {"filterGroups": [{"filters": [{"propertyName": "nonsense", "operator": "HAS_PROPERTY"}]}]},
        {"filterGroups": [{"filters": [{"propertyName": "amount", "operator": "LIKE", "value": "1"}]}]},
        {"filterGroup": []},
    ],
    ids=str,
)
def test_limits_of_a_search(ask: Asking, body: Any) -> None:
    assert ask.post(f"{OBJECTS}/deals/search", body, 400)["category"] == "VALIDATION_ERROR"


def test_no_rate_limit_headers(ask: Asking) -> None:
    lists, searches = ask.client.get(f"{OBJECTS}/deals"), ask.client.post(f"{OBJECTS}/deals/search", json={})
    assert "x-hubspot-ratelimit-remaining" in lists.headers
    assert "x-hubspot-ratelimit-remaining" not in searches.headers
