"""Which recorded calls teach something: each reason by hand, at most five, one of each kind first, and none from too few."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from ml.coaching_counts import CoachingCounts
from tests.told_conversations import Row, counted, days_ago

ALL_FOUR = {"connecting": 0.1, "understanding": 0.4, "sharing": 0.4, "setting": 0.1}


def chosen(counts: CoachingCounts, objections: Collection[int] = ()) -> list[tuple[int, str]]:
    return [told for (owner, _), told in counts.calls.choose(objections).items() if owner == 7]


def heard(days: float, **more: object) -> Row:
    return {"at": days_ago(days), "heard": 1, **more}


def test_nothing_was_recorded() -> None:
    assert chosen(counted([{"at": days_ago(3), "rep_share": 0.9}])) == []
    assert counted([]).calls.agreed() == []
    assert chosen(counted([heard(61, rep_share=0.9)])) == []


def test_all_four_moves_and_it_went_on() -> None:
    moves: list[Row] = [
        {"at": days_ago(6), "to_state": "HOT_LEAD"},
        {"at": days_ago(2), "to_state": "PROSPECT"},
    ]
    assert chosen(counted([heard(9, **ALL_FOUR)], moves)) == [
        (1, "all four moves, and it became a Prospect 7 days later")
    ]
    assert chosen(counted([heard(9)], moves)) == []  # no next step was set
    assert chosen(counted([heard(1, **ALL_FOUR)], moves)) == []  # it went on before


def test_who_talked_too_much() -> None:
    assert chosen(counted([heard(3, rep_share=0.76)])) == [(1, "the seller had 76 % of the talk")]
    assert chosen(counted([heard(3, rep_share=0.75, monologue_s=600)])) == []  # too few to tell what is usual
    usual: list[Row] = [{"touch_id": n, "at": days_ago(20), "monologue_s": 60.0} for n in range(2, 40)]
    long = counted([heard(3, monologue_s=600), heard(3, monologue_s=110, touch_id=50), *usual])
    assert chosen(long) == [(1, "the seller spoke 10 minutes without a pause")]


def test_a_big_deal_lost_right_after() -> None:
    lost: list[Row] = [{"at": days_ago(6), "to_state": "UNQUALIFIED"}]
    others: list[Row] = [
        {"round_id": 100 + n, "pursuit_id": 100 + n, "value": 100.0 * n} for n in range(1, 25)
    ]
    deal: Row = {"value": 50_000.0}
    assert chosen(counted([heard(9)], lost, [deal, *others])) == [
        (1, "one of the biggest deals (50,000), lost 3 days later")
    ]
    assert chosen(counted([heard(9)], lost, [deal, *others[:5]])) == []  # too few values
    assert chosen(counted([heard(9)], lost, [{"value": 100.0}, *others])) == []
    assert chosen(counted([heard(25)], lost, [deal, *others])) == []  # weeks later


def test_an_objection_that_was_answered() -> None:
    counts = counted([heard(n, touch_id=n, result="agreed") for n in range(1, 9)])
    assert counts.calls.agreed() == [1, 2, 3, 4, 5]  # only the latest are looked into
    assert chosen(counts) == []
    assert chosen(counts, {4}) == [(4, "they objected, got an answer, and agreed")]


def test_at_most_five_and_one_of_each_kind_first() -> None:
    talked = [heard(n, touch_id=n, rep_share=0.8 + n / 100) for n in range(1, 9)]
    counts = counted([*talked, heard(30, touch_id=30, result="agreed", rep_share=0.9)])
    told = chosen(counts, {30})
    assert [touch_id for touch_id, _ in told] == [30, 1, 2, 3, 4]
    assert told[0][1] == "they objected, got an answer, and agreed; the seller had 90 % of the talk"


@pytest.mark.parametrize("owner", [0, 7])
def test_calls_of_nobody_are_nobodys_to_hear(owner: int) -> None:
    counts = counted([heard(3, rep_share=0.9)], rounds=[{"owner_id": owner}])
    assert len(counts.calls.choose(())) == (owner == 7)
