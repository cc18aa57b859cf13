"""Doubts about the CRM: one for each answer and person, open until it is corrected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from integrations.store import Store
from integrations.store.doubts import CrmDoubt
from integrations.store.schema import companies, pursuits, rounds, stage_changes
from ml.records import Person, Suggestion

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def told(store: Store) -> Store:
    """Two reps; the second owns the only pursuit."""
    for name in ("ada", "bob", "cem"):
        store.people.add(Person(f"{name}@example.com", name))
    with store.engine.writing() as connection:
        connection.execute(
            insert(companies), [{"key": "c", "name": "Acme", "norm": "acme", "properties": {}}]
        )
        connection.execute(
            insert(pursuits), [{"company_id": 1, "service": "Payroll", "state": "lead", "owner_id": 2}]
        )
        connection.execute(insert(rounds), [{"pursuit_id": 1, "key": "r", "properties": {}}])
    store.suggestions.save(Suggestion("s", "lead", 1, AT, 1))
    return store


def test_said_again_it_is_the_same_with_the_newer_words(told: Store) -> None:
    first = told.doubts.open(CrmDoubt(1, 1, "signed", AT, "s"))
    assert told.doubts.open(CrmDoubt(1, 1, "signed in May", AT, "s")) == first
    other = told.doubts.open(CrmDoubt(1, 3, "lost", AT, "s"))
    assert told.doubts.open(CrmDoubt(1, 1, "no suggestion", AT)) not in {first, other}
    says = [(one.id, one.company, one.service, one.says) for one in told.doubts.all_open()]
    assert says[:2] == [(first, "Acme", "Payroll", "signed in May"), (other, "Acme", "Payroll", "lost")]


def test_they_are_shown_to_who_said_so_and_to_the_owner(told: Store) -> None:
    told.doubts.open(CrmDoubt(1, 1, "signed", AT, "s"))
    assert [len(told.doubts.all_open(person)) for person in (1, 2, 3)] == [1, 1, 0]


def test_done_is_done_and_may_be_doubted_again(told: Store) -> None:
    first = told.doubts.open(CrmDoubt(1, 1, "signed", AT, "s"))
    told.doubts.done(first)
    assert told.doubts.all_open() == []
    assert told.doubts.open(CrmDoubt(1, 1, "still", AT, "s")) != first


def test_a_move_in_the_crm_settles_the_doubts_before_it(told: Store) -> None:
    told.doubts.open(CrmDoubt(1, 1, "signed", AT, "s"))
    told.doubts.open(CrmDoubt(1, 3, "later", AT + timedelta(hours=2), "s"))
    move = {"from_state": "lead", "to_state": "client", "kind": "typical", "label": "Won"}
    rest = {"round_id": 1, "pursuit_id": 1, "cycle": 1, "by_event": True, "step": 0}
    with told.engine.writing() as connection:
        connection.execute(insert(stage_changes), [move | rest | {"at": AT + timedelta(hours=1)}])
    assert told.doubts.settle_corrected() == 1
    assert [one.says for one in told.doubts.all_open()] == ["later"]
