"""Every rule of the funnel has its test."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml.funnel import (
    ATYPICAL_MOVES,
    CLOSED,
    CYCLE_STAGES,
    EVENT_CATEGORIES,
    NEXT_STEP,
    TYPICAL_MOVES,
    CycleStage,
    Entry,
    EventCategory,
    FunnelState,
    Leaving,
    Move,
    MoveKind,
    kind_of,
    moves_between,
    opens_linked_pursuit,
    outcome_of,
    read_history,
)

S = FunnelState
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def entry(state: FunnelState, day: int, *, by_event: bool = False, round_key: str = "r1") -> Entry:
    return Entry(state, DAY + timedelta(days=day), by_event, round_key)


TABLE = {
    S.SALES_TARGET: ({S.LEAD}, {S.QUALIFIED_OPPORTUNITY, S.PROSPECT, S.CLIENT}),
    S.LEAD: ({S.HOT_LEAD, S.COLD_LEAD, S.UNQUALIFIED}, set()),
    S.COLD_LEAD: ({S.UNQUALIFIED}, {S.HOT_LEAD, S.QUALIFIED_OPPORTUNITY}),
    S.HOT_LEAD: ({S.QUALIFIED_OPPORTUNITY, S.UNQUALIFIED}, {S.COLD_LEAD}),
    S.QUALIFIED_OPPORTUNITY: ({S.PROSPECT, S.UNQUALIFIED}, {S.COLD_LEAD}),
    S.PROSPECT: ({S.CLIENT, S.UNQUALIFIED}, set()),
    S.CLIENT: (set(), set()),
    S.UNQUALIFIED: (set(), {S.LEAD, S.COLD_LEAD, S.HOT_LEAD, S.QUALIFIED_OPPORTUNITY, S.PROSPECT}),
}


@pytest.mark.parametrize("state", list(S))
def test_the_table_of_moves_is_the_teams_own(state: FunnelState) -> None:
    typical, atypical = TABLE[state]
    assert set(TYPICAL_MOVES[state]) == typical
    assert set(ATYPICAL_MOVES[state]) == atypical


def test_a_first_call_that_books_a_demo_is_four_typical_moves_at_the_events_time() -> None:
    history = read_history([entry(S.PROSPECT, 0, by_event=True)])
    assert [step.move.after for step in history] == [
        S.LEAD,
        S.HOT_LEAD,
        S.QUALIFIED_OPPORTUNITY,
        S.PROSPECT,
    ]
    assert {step.at for step in history} == {DAY}
    assert {step.move.kind for step in history} == {MoveKind.TYPICAL}


def test_an_event_without_a_typical_path_is_one_atypical_move() -> None:
    assert moves_between(S.COLD_LEAD, S.HOT_LEAD, by_event=True) == (
        Move(S.COLD_LEAD, S.HOT_LEAD, MoveKind.ATYPICAL),
    )


@pytest.mark.parametrize("state", [state for state in S if state is not S.SALES_TARGET])
def test_without_an_event_a_sales_target_lands_anywhere_in_one_direct_move(state: FunnelState) -> None:
    (move,) = moves_between(S.SALES_TARGET, state, by_event=False)
    assert (move.before, move.after) == (S.SALES_TARGET, state)
    assert move.kind is (MoveKind.TYPICAL if state is S.LEAD else MoveKind.ATYPICAL)


@pytest.mark.parametrize("state", [S.HOT_LEAD, S.COLD_LEAD])
def test_a_sales_target_reaches_inner_states_by_event_over_the_typical_path(state: FunnelState) -> None:
    assert [m.after for m in moves_between(S.SALES_TARGET, state, by_event=True)] == [S.LEAD, state]


@pytest.mark.parametrize("after", [S.LEAD, S.COLD_LEAD, S.HOT_LEAD, S.QUALIFIED_OPPORTUNITY, S.PROSPECT])
def test_the_unqualified_come_back_to_any_working_state(after: FunnelState) -> None:
    assert kind_of(S.UNQUALIFIED, after, by_event=True) is MoveKind.ATYPICAL


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (S.PROSPECT, S.LEAD),
        (S.CLIENT, S.LEAD),
        (S.QUALIFIED_OPPORTUNITY, S.HOT_LEAD),
        (S.UNQUALIFIED, S.CLIENT),
    ],
)
def test_forbidden_moves_are_kept_as_they_were_and_marked(before: FunnelState, after: FunnelState) -> None:
    for by_event in (True, False):
        assert moves_between(before, after, by_event=by_event) == (Move(before, after, MoveKind.IRREGULAR),)


def test_a_move_without_an_event_never_takes_steps_between() -> None:
    assert moves_between(S.LEAD, S.PROSPECT, by_event=False) == (
        Move(S.LEAD, S.PROSPECT, MoveKind.IRREGULAR),
    )


def test_staying_where_it_is_is_no_move() -> None:
    assert moves_between(S.LEAD, S.LEAD, by_event=True) == ()


@given(st.sampled_from(list(S)), st.sampled_from(list(S)), st.booleans())
def test_every_change_of_state_begins_and_ends_where_the_crm_says(
    before: FunnelState, after: FunnelState, by_event: bool
) -> None:
    moves = moves_between(before, after, by_event=by_event)
    if before is not after:
        assert moves[0].before is before
        assert moves[-1].after is after
        assert all(a.after is b.before for a, b in itertools.pairwise(moves))


def test_coming_back_within_a_round_is_the_next_cycle() -> None:
    history = read_history([entry(S.LEAD, 0), entry(S.UNQUALIFIED, 5), entry(S.HOT_LEAD, 40)])
    assert [step.cycle for step in history] == [1, 1, 2]


def test_a_later_round_is_the_next_cycle_and_begins_where_the_pursuit_was_left() -> None:
    history = read_history(
        [
            entry(S.LEAD, 0),
            entry(S.UNQUALIFIED, 5),
            entry(S.HOT_LEAD, 40, round_key="r2"),
            entry(S.QUALIFIED_OPPORTUNITY, 45, round_key="r2"),
        ]
    )
    assert [(step.cycle, step.move.before) for step in history] == [
        (1, S.SALES_TARGET),
        (1, S.LEAD),
        (2, S.UNQUALIFIED),
        (2, S.HOT_LEAD),
    ]
    assert history[2].move.kind is MoveKind.ATYPICAL


def test_a_round_that_the_crm_begins_as_a_sales_target_begins_there() -> None:
    lost = [entry(S.LEAD, 0), entry(S.UNQUALIFIED, 5)]
    again = [entry(S.SALES_TARGET, 40, round_key="r2"), entry(S.LEAD, 41, round_key="r2")]
    history = read_history([*lost, *again])
    assert [step.move.kind for step in history] == [MoveKind.TYPICAL] * 3
    assert history[-1].cycle == 2


def test_a_round_after_a_sale_begins_as_a_sales_target() -> None:
    history = read_history([entry(S.CLIENT, 0, by_event=True), entry(S.LEAD, 100, round_key="r2")])
    assert history[-1].move == Move(S.SALES_TARGET, S.LEAD, MoveKind.TYPICAL)
    assert history[-1].cycle == 2


def test_entries_out_of_order_are_read_in_the_order_of_time() -> None:
    entries = [entry(S.HOT_LEAD, 3), entry(S.LEAD, 0)]
    assert read_history(entries) == read_history(reversed(entries))
    assert read_history(entries)[0].move.after is S.LEAD


def test_only_temporary_reasons_with_a_date_come_back() -> None:
    today = date(2026, 11, 23)
    assert Leaving("budget frozen", temporary=True, look_again_on=today).due(today)
    assert not Leaving("budget frozen", temporary=True, look_again_on=today + timedelta(days=1)).due(today)
    assert not Leaving("budget frozen", temporary=True).due(today)
    assert not Leaving("went bankrupt").due(today)


def test_only_a_client_of_another_service_opens_a_linked_pursuit() -> None:
    assert opens_linked_pursuit(S.CLIENT, "Rostering", "Payroll")
    assert not opens_linked_pursuit(S.PROSPECT, "Rostering", "Payroll")


def test_cycle_stages_and_categories() -> None:
    assert CYCLE_STAGES[S.SALES_TARGET] is CycleStage.BEFORE
    assert {CYCLE_STAGES[s] for s in (S.LEAD, S.COLD_LEAD, S.HOT_LEAD)} == {CycleStage.PROSPECTING}
    assert CYCLE_STAGES[S.QUALIFIED_OPPORTUNITY] is CycleStage.QUALIFYING
    assert {CYCLE_STAGES[s] for s in (S.PROSPECT, S.CLIENT)} == {CycleStage.CLOSING}
    discovering = {s for s, category in EVENT_CATEGORIES.items() if category is EventCategory.DISCOVERING}
    assert discovering == {S.LEAD, S.HOT_LEAD, S.COLD_LEAD, S.QUALIFIED_OPPORTUNITY}


def test_the_next_step_is_never_out_of_the_funnel() -> None:
    assert S.UNQUALIFIED not in NEXT_STEP.values()
    assert {state for state, step in NEXT_STEP.items() if step is None} == CLOSED
    assert [outcome_of(state) for state in (S.CLIENT, S.UNQUALIFIED, S.LEAD)] == ["won", "lost", None]
