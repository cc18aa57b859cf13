from __future__ import annotations

from datetime import datetime

from integrations.store import Store
from integrations.store.loop_schema import deliveries, reminders
from integrations.store.schema import companies, pursuits
from integrations.store.status import counts, deliveries_by_state, scored_pursuits
from ml.records import Person


def test_an_empty_store_counts_nothing(store: Store) -> None:
    assert set(counts(store.engine).values()) == {0}
    assert (scored_pursuits(store.engine), deliveries_by_state(store.engine)) == (0, {})


def test_reminders_that_were_withheld_are_none(store: Store, fixed_now: datetime) -> None:
    person = store.people.add(Person("ada@example.com", "Ada")).id
    with store.engine.writing() as connection:
        connection.execute(
            companies.insert(), [{"id": 1, "key": "a", "name": "A", "norm": "a", "properties": {}}]
        )
        open_pursuit = {"company_id": 1, "owner_name": "", "owner_email": "", "state": "LEAD", "cycle": 1}
        rows = [{**open_pursuit, "id": id_, "service": str(id_), "irregular_moves": 0} for id_ in (1, 2, 3)]
        connection.execute(pursuits.insert(), rows)
        told = {"person_id": person, "on": fixed_now.date(), "at": fixed_now, "place": 1, "gain": 1.0}
        told |= {"level": "cadence", "why": "", "details": {}}
        named = [{**told, "pursuit_id": id_, "withheld": id_ == 3} for id_ in (1, 2, 3)]
        connection.execute(reminders.insert(), named)
    assert counts(store.engine)["reminders"] == 2


def test_messages_are_counted_by_state(store: Store, fixed_now: datetime) -> None:
    person = store.people.add(Person("ada@example.com", "Ada")).id
    told = {"kind": "hot", "person_id": person, "payload": {}, "made_at": fixed_now, "not_before": fixed_now}
    states = ("sent", "sent", "unknown")
    rows = [{**told, "key": str(n), "slot": str(n), "state": state} for n, state in enumerate(states)]
    with store.engine.writing() as connection:
        connection.execute(deliveries.insert(), rows)
    assert deliveries_by_state(store.engine) == {"sent": 2, "unknown": 1}
