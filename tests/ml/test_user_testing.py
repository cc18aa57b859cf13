from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ml.user_testing import WITHIN, Measures, Moment, Preparation, Shown, preparations, share, spread

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at(minutes: float, *, person: int = 1, pursuit: int = 7) -> Moment:
    return Moment(person, pursuit, NINE + timedelta(minutes=minutes))


def test_from_the_first_look_up_to_the_call() -> None:
    assert list(preparations([at(0), at(10)], [at(15)])) == [Preparation(15, 2)]


def test_a_second_call_begins_anew() -> None:
    assert list(preparations([at(0), at(20), at(30)], [at(40), at(15), at(60)])) == [
        Preparation(15, 1),
        Preparation(20, 2),
    ]


def test_only_ones_own_look_up_of_the_same_pursuit_before_the_call_and_in_time() -> None:
    foreign = [at(0, person=2), at(0, pursuit=8), at(61), at(60 - WITHIN.total_seconds() / 60 - 1)]
    assert list(preparations(foreign, [at(60)])) == []
    assert list(preparations([at(60 - 240)], [at(60)])) == [Preparation(240, 1)]


def test_nothing_is_told_of_too_few() -> None:
    assert spread([1, 2, 3, 4]) is None
    assert share(4, 4) is None
    measures = Measures()
    assert (measures.minutes, measures.look_ups, measures.all_answers) == (None, None, Shown(0))


def test_all_kinds_are_added_up() -> None:
    measures = Measures(answers={"lead": Shown(5, 2, 1), "brief": Shown(3, 3, 3)})
    assert measures.all_answers == Shown(8, 5, 4)


@given(st.lists(st.integers(0, 500)), st.lists(st.integers(0, 500), max_size=8))
def test_no_look_up_counts_twice_and_none_takes_longer_than_allowed(
    seen: list[int], calls: list[int]
) -> None:
    found = list(preparations(map(at, seen), map(at, calls)))
    assert sum(one.look_ups for one in found) <= len(seen)
    assert len(found) <= len(set(calls))
    assert all(0 <= one.minutes <= 240 for one in found)
