"""What goes with a pursuit that the CRM has no longer."""

from __future__ import annotations

from sqlalchemy import insert, select

from integrations.store import Store
from integrations.store.loop_schema import crm_doubts, rated, reminders, score_history
from integrations.store.schema import people, pursuits, suggestions
from tests.integrations.store.test_personal_data import value_of
from tests.jobs.crm_edits import NOW, record, rows, tell, tell_all


def test_what_the_loop_keeps_of_a_pursuit_does_not_hold_it_back(store: Store) -> None:
    deal = record(
        "deals", "21", {"companies": ["1"]}, history=[("new", 0)], dealstage="new", pipeline="default"
    )
    tell(store, record("companies", "1", name="Acme"), deal)
    with store.engine.writing() as connection:
        connection.execute(
            insert(people).values(id=1, email="ada@team.sg", name="Ada", role="rep", time_zone="UTC")
        )
        said = {
            "id": "k",
            "kind": "lead",
            "person_id": 1,
            "pursuit_id": 1,
            "said_at": NOW,
            "model_version": "",
        }
        connection.execute(insert(suggestions).values(said))
        for table in (score_history, reminders, crm_doubts, rated):
            connection.execute(insert(table).values({c.name: value_of(c) for c in table.columns}))
    store.landing.mark_gone("deals", ["21"], now=NOW)
    tell_all(store)
    assert rows(store, select(pursuits.c.id)) == []
    assert [len(rows(store, select(table))) for table in (score_history, reminders, crm_doubts, rated)] == [
        0,
        0,
        0,
        1,
    ]
