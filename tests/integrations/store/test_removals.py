"""What goes with a pursuit that the CRM has no longer."""

from __future__ import annotations

from datetime import UTC

from sqlalchemy import insert, select

from integrations.store import Store
from integrations.store.insight_schema import cross_sell, overdue_promises, stays, worth_hearing
from integrations.store.loop_schema import crm_doubts, rated, reminders, score_history
from integrations.store.schema import people, pursuits, suggestions
from jobs.tally_funnel import tally_funnel
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


def _tell_two_rounds(store: Store) -> None:
    """Two deals of a company for one service, and a call, of which everything is known that is made for managers."""
    deals = [
        record(
            "deals",
            id_,
            {"companies": ["1"]},
            history=[("new", 0), ("won", 5)],
            dealstage="won",
            pipeline="default",
        )
        for id_ in ("21", "22")
    ]
    call = record("calls", "31", {"companies": ["1"]}, hs_call_direction="OUTBOUND")
    tell(store, record("companies", "1", name="Acme"), record("companies", "2", name="Bistro"), *deals, call)
    tally_funnel(store, UTC, now=NOW)
    with store.engine.writing() as connection:
        for table in (worth_hearing, overdue_promises, cross_sell):
            connection.execute(insert(table).values({c.name: value_of(c) for c in table.columns}))


def _kept(store: Store) -> list[int]:
    return [len(rows(store, select(table))) for table in (stays, worth_hearing, overdue_promises, cross_sell)]


def test_a_round_goes_with_its_stays(store: Store) -> None:
    _tell_two_rounds(store)
    assert _kept(store) == [6, 1, 1, 1]
    store.landing.mark_gone("deals", ["21"], now=NOW)
    tell_all(store)
    assert _kept(store) == [3, 1, 1, 1]
    tally_funnel(store, UTC, now=NOW)
    assert len(store.stays.listed("entered", "CLIENT")) == store.stays.count_listed("entered", "CLIENT") == 1
    store.landing.mark_gone("deals", ["22"], now=NOW)
    store.landing.mark_gone("calls", ["31"], now=NOW)
    tell_all(store)
    assert _kept(store) == [0, 0, 0, 0]
    tally_funnel(store, UTC, now=NOW)
    assert store.stays.count_listed("entered", "CLIENT") == 0


def test_a_company_goes_with_what_was_made_of_it(store: Store) -> None:
    _tell_two_rounds(store)
    store.landing.mark_gone("companies", ["1"], now=NOW)
    tell_all(store)
    assert _kept(store) == [0, 1, 0, 0]


def test_a_company_that_was_merged_hands_its_rounds_over(store: Store) -> None:
    _tell_two_rounds(store)
    heir = record("companies", "2", name="Bistro", hs_merged_object_ids="1")
    store.landing.mark_gone("companies", ["1"], now=NOW)
    tell(store, heir)
    assert _kept(store) == [0, 1, 0, 0]
    tally_funnel(store, UTC, now=NOW)
    assert {row.company for row in store.stays.listed("entered", "CLIENT")} == {"Bistro"}
    assert _kept(store)[0] == 6
