"""The account as HubSpot describes it: incomplete entries are left out, half a pipeline is refused."""

from __future__ import annotations

from typing import Any

import pytest

from integrations import hubspot_account
from integrations.errors import Garbled
from integrations.systems import CrmOwner, CrmProperty, Pipeline, Portal, Stage


def test_the_portal() -> None:
    said = {"portalId": 123456, "timeZone": "Asia/Jakarta", "companyCurrency": "IDR", "portalName": "Acme"}
    assert hubspot_account.portal(said) == Portal("123456", "Asia/Jakarta", "Acme")
    assert hubspot_account.portal({"portalId": "9", "timeZone": None}) == Portal("9", "UTC", "")


@pytest.mark.parametrize(
    "said", [{}, {"portalId": None}, {"portalId": "abc"}, {"portalId": [1]}, {"portalId": -1}]
)
def test_no_portal_without_a_number(said: dict[str, Any]) -> None:
    assert hubspot_account.portal(said) is None


def test_owners_have_a_name_of_two_parts() -> None:
    raw = [
        {"id": "5", "email": "wei@x.example", "firstName": "Wei", "lastName": "Tan", "archived": False},
        {"id": "6", "email": None, "firstName": "", "lastName": " Sari "},
        {"email": "lost@x.example"},
        None,
    ]
    assert hubspot_account.owners(raw) == [
        CrmOwner("5", "wei@x.example", "Wei Tan"),
        CrmOwner("6", "", "Sari"),
    ]


def test_pipelines_are_in_the_order_of_the_account() -> None:
    stages = [
        {"id": "won", "label": "Won", "displayOrder": 2, "metadata": {"isClosed": "true", "probability": "1.0"}},
        {"id": "new", "label": "New", "displayOrder": 0, "metadata": {"isClosed": "false", "probability": "0.1"}},
        {"id": "odd", "displayOrder": 1, "metadata": {"probability": "7"}},
    ]  # fmt: skip
    raw = [
        {"id": "b", "label": "B", "displayOrder": 1, "stages": []},
        {"id": "default", "label": "Sales", "displayOrder": 0, "stages": stages},
    ]
    assert hubspot_account.pipelines(raw) == [
        Pipeline(
            "default",
            "Sales",
            (Stage("new", "New", 0.1), Stage("odd", "odd"), Stage("won", "Won", 1.0, closed=True)),
        ),
        Pipeline("b", "B", ()),
    ]


@pytest.mark.parametrize(
    "raw", [None, "x", {}, {"id": "1"}, {"id": "1", "stages": [{}]}, {"id": "1", "stages": 7}]
)
def test_half_a_pipeline_is_refused(raw: Any) -> None:
    with pytest.raises(Garbled):
        hubspot_account.pipelines([raw])


def test_properties_have_a_name_and_options_by_value() -> None:
    raw = [
        {"name": "service", "label": "Service", "type": "enumeration", "options": [{"value": "pay", "label": "Payroll"}, {"value": "hr"}, None, {"label": "?"}]},
        {"name": "bare", "options": "none"},
        {"label": "nameless"},
        7,
    ]  # fmt: skip
    assert hubspot_account.properties(raw) == [
        CrmProperty("service", "Service", "enumeration", {"pay": "Payroll", "hr": "hr"}),
        CrmProperty("bare", "bare", ""),
    ]


@pytest.mark.parametrize(
    ("metadata", "closed"),
    [
        ({"probability": "1.0"}, True),
        ({"probability": "0.0"}, True),
        ({"probability": "0.9"}, False),
        ({"probability": "1.0", "isClosed": "false"}, False),
        ({}, False),
    ],
)
def test_a_stage_that_is_not_said_to_be_closed_is_so_by_its_probability(
    metadata: dict[str, str], closed: bool
) -> None:
    raw = [{"id": "p", "stages": [{"id": "s", "metadata": metadata}]}]
    (pipeline,) = hubspot_account.pipelines(raw)
    assert pipeline.stages[0].closed is closed
