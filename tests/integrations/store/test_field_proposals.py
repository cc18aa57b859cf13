"""Proposed cells change nothing until a person accepts them, and then what stood there is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from integrations.store import Store
from integrations.store.field_proposals import FieldProposal, OpenCells
from integrations.store.schema import companies
from ml.errors import BadInput, Refused

Put = Callable[..., int]


@pytest.fixture
def boss(put: Put) -> int:
    return put("people", email="b@firm.sg", name="Bea", role="admin", time_zone="UTC", active=True)


def proposal(at: datetime, **changes: Any) -> FieldProposal:
    values: dict[str, Any] = {
        "kind": "companies", "row_id": 1, "field": "industry", "original": "", "proposed": "Bakery",
        "because": "they run a bakery", "made_by": "openai:m", "at": at,
    }  # fmt: skip
    return FieldProposal(**values | changes)


def industry(store: Store) -> str | None:
    with store.engine.reading() as connection:
        return connection.scalar(select(companies.c.industry))


def test_only_rows_with_notes_and_empty_cells_are_asked_about(
    store: Store, company: Put, touch: Put, put: Put, fixed_now: datetime
) -> None:
    pursuit = company("Acme")
    company("Bolt")  # without notes
    mei = put("contacts", company_id=1, key="m", name="Mei", norm="mei", properties={})
    put("contacts", company_id=1, key="t", name="Tan", norm="tan", role="CFO", properties={})
    touch(pursuit, fixed_now - timedelta(days=1), text="They run a bakery.", contact_id=mei)
    touch(pursuit, fixed_now, text="", channel="note")
    touch(pursuit, fixed_now, text="In Penang.", channel="note")
    assert store.field_proposals.companies_to_fill(10) == [1]
    assert store.field_proposals.open_cells(1) == [
        OpenCells("companies", 1, "Acme", ("industry", "country"), ("In Penang.", "They run a bakery.")),
        OpenCells("contacts", mei, "Mei", ("role",), ("They run a bakery.",)),
    ]
    store.field_proposals.propose([proposal(fixed_now)])
    assert store.field_proposals.companies_to_fill(10) == []


def test_nothing_changes_before_it_is_accepted(
    store: Store, company: Put, boss: int, fixed_now: datetime
) -> None:
    company("Acme")
    assert store.field_proposals.propose([proposal(fixed_now), proposal(fixed_now)]) == 1
    (listed,) = store.field_proposals.listed()
    assert listed == proposal(fixed_now, id=listed.id, name="Acme")
    assert industry(store) is None
    store.field_proposals.accept(listed.id, boss, fixed_now)
    assert industry(store) == "Bakery"
    assert store.field_proposals.listed() == []
    (accepted,) = store.field_proposals.listed("accepted")
    assert (accepted.original, accepted.state) == ("", "accepted")
    assert store.field_proposals.propose([proposal(fixed_now)]) == 0  # decided for good


def test_what_was_decided_or_is_not_there(store: Store, company: Put, boss: int, fixed_now: datetime) -> None:
    company("Acme")
    store.field_proposals.propose([proposal(fixed_now)])
    (listed,) = store.field_proposals.listed()
    store.field_proposals.refuse(listed.id, boss, fixed_now)
    assert industry(store) is None
    for id_ in (listed.id, 999):
        with pytest.raises(BadInput, match=f"no open proposal {id_}"):
            store.field_proposals.accept(id_, boss, fixed_now)


def test_a_cell_that_changed_meanwhile_is_left_alone(
    store: Store, company: Put, boss: int, fixed_now: datetime
) -> None:
    company("Acme")
    store.field_proposals.propose([proposal(fixed_now)])
    with store.engine.writing() as connection:
        connection.execute(update(companies).values(industry="Retail"))
    (listed,) = store.field_proposals.listed()
    with pytest.raises(Refused, match="changed since"):
        store.field_proposals.accept(listed.id, boss, fixed_now)
    assert industry(store) == "Retail"
    assert store.field_proposals.listed() == [listed]
