from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from tests.standins.clock import Clock
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_asking import OBJECTS, Asking
from tests.standins.hubspot_limits import Limits
from tests.standins.hubspot_portal import HubSpotPortal


@pytest.fixture
def limited(portal: HubSpotPortal) -> Iterator[Callable[[Limits], httpx2.Client]]:
    opened: list[tuple[HubSpotStandIn, Asking]] = []

    def make(limits: Limits) -> httpx2.Client:
        standin = HubSpotStandIn(portal, limits=limits).start()
        opened.append((standin, Asking(standin)))
        return opened[-1][1].client

    yield make
    for standin, asking in opened:
        asking.client.close()
        standin.stop()


def test_ten_rolling_seconds(limited: Callable[[Limits], httpx2.Client], clock: Clock) -> None:
    client = limited(Limits(burst=3))
    left = []
    for _ in range(3):
        left.append(client.get(f"{OBJECTS}/deals").headers["X-HubSpot-RateLimit-Remaining"])
        clock.sleep(2)
    assert left == ["2", "1", "0"]
    refused = client.get(f"{OBJECTS}/deals")
    assert (refused.status_code, refused.json()["policyName"]) == (429, "TEN_SECONDLY_ROLLING")
    assert refused.headers["Retry-After"] == "4"
    clock.sleep(4)
    assert client.get(f"{OBJECTS}/deals").status_code == 200
    assert client.get(f"{OBJECTS}/deals").status_code == 429


def test_searches_in_a_second(limited: Callable[[Limits], httpx2.Client], clock: Clock) -> None:
    client = limited(Limits(searches=5, burst=1))
    statuses = [client.post(f"{OBJECTS}/deals/search", json={}).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert client.post(f"{OBJECTS}/deals/search", json={}).json()["policyName"] == "SECONDLY"
    clock.sleep(1)
    assert client.post(f"{OBJECTS}/deals/search", json={}).status_code == 200


def test_a_day_ends_at_midnight_of_the_account(
    limited: Callable[[Limits], httpx2.Client], clock: Clock
) -> None:
    client = limited(Limits(daily=2))
    told = [client.get(f"{OBJECTS}/deals").headers["X-HubSpot-RateLimit-Daily-Remaining"] for _ in range(2)]
    assert told == ["1", "0"]
    refused = client.get(f"{OBJECTS}/deals")
    assert (refused.status_code, refused.json()["policyName"]) == (429, "DAILY")
    assert refused.headers["Retry-After"] == str(4 * 3600)  # noon in UTC is eight in the evening in Singapore
    clock.at = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert client.get(f"{OBJECTS}/deals").status_code == 200


def test_a_wrong_token(hubspot: HubSpotStandIn) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        refused = httpx2.get(f"{hubspot.url}{OBJECTS}/deals", headers=headers)
        assert (refused.status_code, refused.json()["category"]) == (401, "INVALID_AUTHENTICATION")


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", f"{OBJECTS}/deals", "crm.objects.deals.read"),
        ("GET", f"{OBJECTS}/0-46", "crm.objects.contacts.read"),
        ("GET", f"{OBJECTS}/emails", "sales-email-read"),
        ("POST", f"{OBJECTS}/companies/batch/read", "crm.objects.companies.read"),
        ("POST", f"{OBJECTS}/tasks", "crm.objects.contacts.write"),
        ("GET", "/crm/v3/owners/", "crm.objects.owners.read"),
        ("GET", "/crm/pipelines/2026-03/deals", "crm.schemas.deals.read"),
        ("POST", "/crm/v3/properties/deals/groups", "crm.schemas.deals.write"),
    ],
)
def test_a_missing_scope_is_named(
    hubspot: HubSpotStandIn, ask: Asking, *, method: str, path: str, scope: str
) -> None:
    hubspot.scopes.discard(scope)
    refused = ask.client.request(method, path)
    assert (refused.status_code, refused.json()["category"]) == (403, "MISSING_SCOPES")
    assert refused.json()["errors"][0]["context"]["requiredGranularScopes"] == [scope]


def test_the_portal_is_edited_between_requests(portal: HubSpotPortal) -> None:
    portal.create("deals", {})
    with HubSpotStandIn(portal, before_request=lambda _: portal.delete("deals", "101")) as standin:
        ask = Asking(standin)
        assert ask.get(f"{OBJECTS}/deals")["results"] == []
        ask.client.close()


def test_a_lag_and_a_tick(clock: Clock) -> None:
    ticking = Clock(clock.at, tick=timedelta(milliseconds=1))
    assert ticking.now() < ticking.now()
    ticking.sleep(5)
    assert ticking.slept == 5
