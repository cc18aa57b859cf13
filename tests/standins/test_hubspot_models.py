"""What the stand-in answers, read with the vendor's own models: hubspot-sdk's, and hubspot-api-client's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hubspot import HubSpot
from hubspot_sdk.types import crm
from hubspot_sdk.types.account import PortalInformationResponse
from hubspot_sdk.types.shared import CollectionResponsePropertyGroupNoPaging
from pydantic import BaseModel

from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_asking import OBJECTS, Asking
from tests.standins.hubspot_records import KINDS
from tests.standins.hubspot_small import small_portal


@pytest.fixture(scope="module")
def small() -> Iterator[HubSpotStandIn]:
    with HubSpotStandIn(small_portal(seed=1)) as standin:
        yield standin


@pytest.fixture
def ask(small: HubSpotStandIn) -> Iterator[Asking]:
    asking = Asking(small)
    yield asking
    asking.client.close()
    assert not small.complaints


def check(model: type[BaseModel], body: Any) -> None:
    model.model_validate(without_nulls(body))


def without_nulls(value: Any) -> Any:
    """HubSpot answers null for a property without a value, which its own models do not know."""
    if isinstance(value, dict):
        return {name: without_nulls(one) for name, one in value.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", KINDS)
def test_lists(ask: Asking, kind: str) -> None:
    to = ",".join(other for other in ("companies", "contacts", "deals") if other != kind)
    page = ask.get(f"{OBJECTS}/{kind}", limit=10, associations=to, propertiesWithHistory="dealstage")
    assert len(page["results"]) == 10
    check(crm.CollectionResponseSimplePublicObjectWithAssociationsForwardPaging, page)


def test_one_batches_searches_and_writes(ask: Asking) -> None:
    check(
        crm.SimplePublicObjectWithAssociations,
        ask.get(f"{OBJECTS}/deals/101", propertiesWithHistory="dealstage"),
    )
    batch = {"inputs": [{"id": "101"}], "properties": ["dealname", "closed_lost_reason"]}
    check(crm.BatchResponseSimplePublicObject, ask.post(f"{OBJECTS}/deals/batch/read", batch))
    check(crm.CollectionResponseWithTotalSimplePublicObject, ask.search("deals", limit=5))
    check(crm.SimplePublicObject, ask.patch(f"{OBJECTS}/deals/101", {"properties": {"amount": "5"}}))
    update = {"inputs": [{"id": "101", "properties": {"amount": "6"}}]}
    check(crm.BatchResponseSimplePublicObject, ask.post(f"{OBJECTS}/deals/batch/update", update))


def test_associations(ask: Asking) -> None:
    body = {"inputs": [{"id": "101"}, {"id": "102"}]}
    found = ask.post("/crm/associations/2026-03/deals/contacts/batch/read", body)
    check(crm.BatchResponsePublicAssociationMultiWithLabel, found)
    page = ask.get(f"{OBJECTS}/deals/101/associations/contacts")
    check(crm.CollectionResponseMultiAssociatedObjectWithLabelForwardPaging, page)


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("/account-info/2026-03/details", PortalInformationResponse),
        ("/crm/owners/2026-03", crm.CollectionResponsePublicOwnerForwardPaging),
        ("/crm/pipelines/2026-03/deals", crm.CollectionResponsePipelineNoPaging),
        ("/crm/properties/2026-03/calls", crm.CollectionResponsePropertyNoPaging),
        ("/crm/properties/2026-03/deals/groups", CollectionResponsePropertyGroupNoPaging),
    ],
)
def test_the_account(ask: Asking, path: str, model: type[BaseModel]) -> None:
    body = ask.get(path)
    assert body.get("results") or body["portalId"] == 4242
    check(model, body)


def test_the_models_would_find_a_defect(ask: Asking) -> None:
    record = ask.get(f"{OBJECTS}/deals/101") | {"updatedAt": None, "properties": ["none"]}
    with pytest.raises(ValueError, match="2 validation errors"):
        check(crm.SimplePublicObjectWithAssociations, record)


def test_the_vendors_client_understands_it(small: HubSpotStandIn) -> None:
    client = HubSpot(access_token=small.token, host=small.url)
    page = client.crm.objects.basic_api.get_page("deals", limit=50, properties_with_history=["dealstage"])
    assert len(page.results) == 50
    assert page.results[0].properties_with_history["dealstage"][0].value
    assert client.crm.owners.owners_api.get_page(limit=500).results[0].email == "ada@kerjahub.example"
    assert client.crm.pipelines.pipelines_api.get_all("deals").results[0].stages[-1].id == "closedlost"
    linked = client.crm.associations.v4.batch_api.get_page("deals", "companies", {"inputs": [{"id": "101"}]})
    assert linked.results[0].to[0].association_types[0].label == "Primary"
    found = client.crm.objects.search_api.do_search("notes", {"limit": 200})
    assert found.total == 100
