"""What recorded stages mean: events and their paths, cycles, closings, undated standings, the current round."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from integrations.store.pursuit_history import Pursuit, Recorded, Round, Touch, read_pursuit
from ml.funnel import CLOSED, Entry, MoveKind, read_history
from ml.funnel import FunnelState as S

DAY0 = datetime(2024, 1, 1, 10, 30, tzinfo=UTC)


def day(number: float) -> datetime:
    return DAY0 + timedelta(days=number)


def recorded(
    round_id: int, number: float, state: S, label: str = "", touch_id: int | None = None
) -> Recorded:
    return Recorded(round_id, day(number), label or state.value, state, touch_id)


def rounds(*ids: int, state: S | None = None) -> list[Round]:
    return [Round(id_, state, None, f"Rep {id_}") for id_ in ids]


def moves(pursuit: Pursuit) -> list[tuple[S, S, MoveKind]]:
    return [(row.before, row.after, row.kind) for row in read_pursuit(pursuit)]


def test_a_call_that_books_a_demo_makes_every_step_of_the_path() -> None:
    pursuit = Pursuit(rounds(1), [recorded(1, 0, S.PROSPECT)], [Touch(5, day(0) - timedelta(minutes=40), 8)])
    history = read_pursuit(pursuit)
    assert [row.after for row in history] == [S.LEAD, S.HOT_LEAD, S.QUALIFIED_OPPORTUNITY, S.PROSPECT]
    assert [row.step for row in history] == [0, 1, 2, 3]
    assert {row.columns()["touch_id"] for row in history} == {5}
    assert {row.columns()["contact_id"] for row in history} == {8}
    assert {row.columns()["category"] for row in history} == {"discovering", "converting"}


def test_without_a_touch_near_it_is_one_direct_move() -> None:
    far = Touch(5, day(0) - timedelta(hours=2), None)
    assert moves(Pursuit(rounds(1), [recorded(1, 0, S.PROSPECT)], [far])) == [
        (S.SALES_TARGET, S.PROSPECT, MoveKind.ATYPICAL)
    ]


def test_an_entry_without_time_of_day_goes_with_a_touch_of_its_day() -> None:
    midnight = day(0).replace(hour=0, minute=0)
    entry = Recorded(1, midnight, "Demo", S.PROSPECT)
    assert (
        len(read_pursuit(Pursuit(rounds(1), [entry], [Touch(5, midnight + timedelta(hours=15), None)]))) == 4
    )
    assert (
        len(read_pursuit(Pursuit(rounds(1), [entry], [Touch(5, midnight + timedelta(hours=25), None)]))) == 1
    )


def test_a_named_touch_is_the_cause_even_when_it_is_far() -> None:
    pursuit = Pursuit(rounds(1), [recorded(1, 0, S.HOT_LEAD, touch_id=9)], [Touch(9, day(-3), 4)])
    assert [(row.after, row.by_event, row.columns()["contact_id"]) for row in read_pursuit(pursuit)] == [
        (S.LEAD, True, 4),
        (S.HOT_LEAD, True, 4),
    ]


def test_the_same_state_again_is_kept_and_moves_nothing() -> None:
    entries = [recorded(1, 0, S.SALES_TARGET), recorded(1, 1, S.LEAD, "New"), recorded(1, 2, S.LEAD, "Open")]
    assert moves(Pursuit(rounds(1), entries)) == [
        (S.SALES_TARGET, S.SALES_TARGET, MoveKind.TYPICAL),
        (S.SALES_TARGET, S.LEAD, MoveKind.TYPICAL),
        (S.LEAD, S.LEAD, MoveKind.TYPICAL),
    ]


def test_irregular_moves_are_kept_and_counted() -> None:
    pursuit = Pursuit(rounds(1), [recorded(1, 0, S.PROSPECT), recorded(1, 1, S.LEAD)])
    assert moves(pursuit)[1] == (S.PROSPECT, S.LEAD, MoveKind.IRREGULAR)
    assert pursuit.irregular_moves == 1


def test_entries_of_one_moment_go_along_the_funnel_and_close_last() -> None:
    entries = [recorded(1, 0, S.UNQUALIFIED), recorded(1, 0, S.PROSPECT), recorded(1, 0, S.LEAD)]
    assert [after for _, after, _ in moves(Pursuit(rounds(1), entries))] == [
        S.LEAD,
        S.PROSPECT,
        S.UNQUALIFIED,
    ]


def test_rounds_close_reopen_and_count_cycles() -> None:
    entries = [
        recorded(1, 0, S.LEAD),
        recorded(1, 5, S.UNQUALIFIED),
        recorded(2, 9, S.HOT_LEAD),
        recorded(2, 20, S.QUALIFIED_OPPORTUNITY),
    ]
    pursuit = Pursuit(rounds(1, 2), entries)
    history = read_pursuit(pursuit)
    assert history[2].before is S.UNQUALIFIED
    first, second = pursuit.rounds
    assert (first.cycle, first.outcome, first.closed_at, first.entered_at) == (1, "lost", day(5), day(0))
    assert (second.cycle, second.outcome, second.closed_at) == (2, None, None)
    assert (pursuit.state, pursuit.cycle, pursuit.owner.name) == (S.QUALIFIED_OPPORTUNITY, 2, "Rep 2")


def test_a_corrected_close_date_counts_and_a_later_label_does_not() -> None:
    entries = [recorded(1, 0, S.PROSPECT), recorded(1, 5, S.CLIENT, "Won"), recorded(1, 6, S.CLIENT, "Won")]
    pursuit = Pursuit(rounds(1), [*entries, recorded(1, 30, S.CLIENT, "Onboarded")])
    read_pursuit(pursuit)
    assert pursuit.rounds[0].closed_at == day(6)
    assert pursuit.won_at == day(6)


def test_where_the_crm_says_it_stands_counts_beyond_its_dates() -> None:
    undated = Pursuit(rounds(1, state=S.COLD_LEAD), [])
    assert read_pursuit(undated) == []
    assert (undated.state, undated.cycle, undated.rounds[0].entered_at) == (S.COLD_LEAD, 1, None)
    moved_on = Pursuit(rounds(1, state=S.PROSPECT), [recorded(1, 0, S.LEAD)])
    read_pursuit(moved_on)
    assert (moved_on.state, moved_on.rounds[0].outcome) == (S.PROSPECT, None)
    lost = Pursuit(rounds(1, state=S.UNQUALIFIED), [recorded(1, 0, S.LEAD)])
    read_pursuit(lost)
    assert (lost.state, lost.rounds[0].outcome, lost.rounds[0].closed_at) == (S.UNQUALIFIED, "lost", None)


def test_the_open_round_is_the_current_one() -> None:
    entries = [recorded(1, 0, S.HOT_LEAD), recorded(2, 3, S.LEAD), recorded(2, 9, S.CLIENT)]
    pursuit = Pursuit(rounds(1, 2), entries)
    read_pursuit(pursuit)
    assert (pursuit.state, pursuit.owner.name) == (S.HOT_LEAD, "Rep 1")


def test_touches_belong_to_the_round_that_was_open() -> None:
    pursuit = Pursuit(rounds(1), [recorded(1, 0, S.LEAD), recorded(1, 5, S.CLIENT)])
    assert [pursuit.open_at(day(number)) for number in (-1, 0, 3, 5, 6)] == [False, True, True, True, False]


ENTRIES = st.lists(
    st.builds(
        recorded,
        st.integers(1, 3),
        st.integers(0, 6),
        st.sampled_from(list(S)),
        st.sampled_from(["", "a", "b"]),
    ),
    max_size=10,
    unique_by=lambda one: (one.round_id, one.at, one.label),
)


@given(entries=ENTRIES, touched=st.lists(st.integers(0, 6), max_size=3))
def test_every_entry_is_kept_and_the_moves_are_those_of_the_funnel(
    entries: list[Recorded], touched: list[int]
) -> None:
    touches = [Touch(i, day(number), None) for i, number in enumerate(touched)]
    pursuit = Pursuit(rounds(1, 2, 3), entries, touches)
    history = read_pursuit(pursuit)
    assert {row.recorded for row in history} == set(entries)
    last = {entry: [row for row in history if row.recorded == entry][-1].after for entry in entries}
    assert all(last[entry] is entry.state for entry in entries)
    real = sorted(
        (str(row.round_id), row.at, row.before, row.after, row.kind, row.cycle, row.by_event)
        for row in history
        if row.before is not row.after
    )
    told = [
        Entry(entry.state, entry.at, entry.at in {day(number) for number in touched}, str(entry.round_id))
        for entry in sorted({row.recorded: None for row in history}, key=lambda e: e.at)
    ]
    expected = sorted(
        (one.round_key, one.at, one.move.before, one.move.after, one.move.kind, one.cycle, one.by_event)
        for one in read_history(told)
    )
    assert real == expected
    for one in pursuit.rounds:
        assert (one.standing in CLOSED) == (one.outcome is not None)
