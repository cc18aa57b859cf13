from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ml.timeline import DAY, Timeline, seconds

EVENTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 40), st.booleans(), st.floats(-5, 5)), max_size=30
)
QUESTIONS = st.lists(st.tuples(st.integers(-1, 4), st.integers(-2, 43)), min_size=1, max_size=10)


@given(EVENTS, QUESTIONS, st.sampled_from([None, 1, 7]))
def test_it_counts_sums_and_finds_what_a_plain_loop_does(
    events: list[tuple[int, int, bool, float]], questions: list[tuple[int, int]], days: int | None
) -> None:
    empty: list[tuple[int, int, bool, float]] = [(9, 0, False, 0.0)]
    columns = zip(*(events or empty), strict=True)
    keys, at, wanted, values = (np.array(list(column)) for column in columns)
    line = Timeline(keys, (at * DAY).astype("datetime64[s]"))
    asked, moments = (np.array(list(column)) for column in zip(*questions, strict=True))
    span = line.before(asked, moments * DAY, days)
    total = line.total(values[line.order], span)
    last = line.last(wanted[line.order], span)
    for k, (key, moment) in enumerate(questions):
        known = [
            e for e in events if e[0] == key and e[1] < moment and (days is None or e[1] >= moment - days)
        ]
        assert span.count[k] == len(known)
        assert np.isclose(total[k], sum(e[3] for e in known))
        hits = [e[1] for e in known if e[2]]
        assert (last[k] >= 0) == bool(hits)
        if hits:
            assert line.days_since(last, moments * DAY)[k] == moment - max(hits)


def test_an_event_of_the_very_moment_is_not_known_yet() -> None:
    line = Timeline(np.array([1]), np.array(["2026-01-01T10:00:00.4"], "datetime64[ms]"))
    moments = seconds(np.array(["2026-01-01T10:00:00.9", "2026-01-01T10:00:01"], "datetime64[ms]"))
    assert line.before(np.array([1, 1]), moments).count.tolist() == [0, 1]


def test_events_of_one_moment_are_in_order_of_rank() -> None:
    at = np.array(["2026-01-01"] * 3, "datetime64[s]")
    line = Timeline(np.array([1, 1, 1]), at, np.array([2, 0, 1]))
    assert line.order.tolist() == [1, 2, 0]
