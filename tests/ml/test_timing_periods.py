from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.timing_events import ANSWERED, CAME_IN, ENTERED, NO_ANSWER
from ml.timing_periods import BINS, Periods, periods
from tests.planted_timing import call, planted, tables

DAY0 = datetime(2026, 6, 1, 2, tzinfo=UTC)


def day(number: float) -> datetime:
    return DAY0 + timedelta(days=number)


def told(rows: Periods) -> list[tuple[int, bool, float]]:
    """Bin, whether somebody reached out, and what came of it."""
    return list(zip(rows.bin.tolist(), rows.touched.tolist(), rows.outcome.tolist(), strict=True))


def test_a_silence_is_a_row_for_each_bin_lived_through_and_one_for_the_touch() -> None:
    one = tables([(1, day(0), None)], [call(1, day(9), answered=True)])
    rows = periods(one, as_of=day(15))
    before_the_call = [(0, False, 0.0), (1, False, 0.0), (2, False, 0.0), (3, True, 1.0)]
    after_it = [(0, False, 0.0), (1, False, 0.0)]  # days 4 to 7 are not over
    assert told(rows) == before_the_call + after_it
    assert rows.weekday.tolist()[3] == 3  # Wednesday, 10 June
    assert rows.block.tolist()[3] == 2  # 10 o'clock in Singapore
    assert rows.before.last.tolist() == [ENTERED] * 4 + [ANSWERED] * 2


def test_nothing_is_known_of_what_lies_after_the_moment() -> None:
    one = tables([(1, day(0), None)], [call(1, day(3), answered=False), call(1, day(5), answered=True)])
    early = periods(tables([(1, day(0), None)], [call(1, day(3), answered=False)]), as_of=day(4))
    assert told(periods(one, as_of=day(4))) == told(early)


def test_the_close_ends_the_rows_and_the_touch_that_closed_still_counts() -> None:
    rows = periods(tables([(1, day(0), day(3))], [call(1, day(3)), call(1, day(30))]), as_of=day(90))
    assert told(rows) == [(0, False, 0.0), (1, True, 1.0)]


def test_a_touch_after_a_very_long_silence_counts_in_the_last_bin() -> None:
    rows = periods(tables([(1, day(0), None)], [call(1, day(150))]), as_of=day(150.5))
    assert told(rows) == [*((number, False, 0.0) for number in range(6)), (6, True, 1.0)]


def test_an_opt_out_ends_the_rows() -> None:
    one = tables([(1, day(0), None)], [call(1, day(3), answered=False)])
    assert len(periods(one, as_of=day(60), opted_out={1: day(5)})) < len(periods(one, as_of=day(60)))
    assert told(periods(one, as_of=day(60), opted_out={1: day(1)})) == []


def test_a_mail_is_answered_by_what_comes_in_within_a_week_and_that_counts_once() -> None:
    mail = call(1, day(3), answered=None, channel="email")
    reply = call(1, day(5), answered=None, channel="email", direction="in")
    rows = periods(tables([(1, day(0), None)], [mail, reply]), as_of=day(10.5))
    assert told(rows)[:3] == [(0, False, 0.0), (1, True, 1.0), (0, False, 0.0)]
    assert rows.outcome.sum() == 1
    late = periods(
        tables([(1, day(0), None)], [mail, {**reply, "at": day(13).replace(tzinfo=None)}]), as_of=day(13.5)
    )
    assert told(late)[1] == (1, True, 0.0)
    assert told(late)[-1] == (3, False, 1.0)  # it came by itself


def test_a_mail_whose_week_is_not_over_says_nothing_yet_though_an_answer_came() -> None:
    mail = call(1, day(3), answered=None, channel="email")
    reply = call(1, day(4), answered=None, channel="email", direction="in")
    for rows in ([mail], [mail, reply]):
        one = tables([(1, day(0), None)], rows)
        assert not periods(one, as_of=day(9.5)).touched.any()
        assert told(periods(one, as_of=day(11)))[1] == (1, True, float(len(rows) - 1))


def test_tries_count_since_the_last_answer() -> None:
    calls = [call(1, day(n), answered=n == 4) for n in (2, 3, 4, 5, 6)]
    before = periods(tables([(1, day(0), None)], calls), as_of=day(6.5)).before
    attempts = dict(zip(before.last.tolist(), before.attempt.tolist(), strict=True))
    assert attempts == {ENTERED: 1, NO_ANSWER: 2, ANSWERED: 1}
    assert before.answers.max() == 1


def test_what_came_in_is_told_apart() -> None:
    came = call(1, day(2), answered=None, direction="in")
    assert CAME_IN in periods(tables([(1, day(0), None)], [came]), as_of=day(9)).before.last


def test_notes_are_no_touches_and_nobody_has_no_rows() -> None:
    one = tables([(1, day(0), None)], [call(1, day(1), channel="note")])
    assert not periods(one, as_of=day(1.5)).touched.any()
    assert len(periods(tables([(1, day(0), None)], []), as_of=day(-1))) == 0


moments = st.floats(0, 200, allow_nan=False)
wild_calls = st.lists(
    st.tuples(st.integers(1, 4), moments, st.sampled_from([True, False, None]), st.sampled_from(["in", "out"])), max_size=25
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(calls=wild_calls, until=moments, closes=st.one_of(st.none(), moments))
def test_rows_are_sound_whatever_happened(
    calls: list[tuple[int, float, bool | None, str]], until: float, closes: float | None
) -> None:
    rows_of = [call(n, day(at), answered=said, direction=way) for n, at, said, way in calls]
    lives = [(n, day(0), None if closes is None else day(closes)) for n in (1, 2, 3, 4)]
    rows = periods(tables(lives, rows_of), as_of=day(until))
    assert set(rows.bin.tolist()) <= set(range(BINS))
    assert set(rows.outcome.tolist()) <= {0.0, 1.0}
    assert (rows.at <= day(until).timestamp() + 1).all()
    assert (rows.before.attempt >= 1).all()
    assert ((rows.weekday > 0) == rows.touched).all()
    assert rows.touched.sum() <= sum(way == "out" and at < until for _, at, _, way in calls)
    assert np.isfinite(rows.lasted).all()


def test_the_order_of_the_rows_does_not_matter() -> None:
    one = planted(30)
    mixed = type(one)(
        one.rounds.sample(frac=1, random_state=1),
        one.stage_changes,
        one.touches.sample(frac=1, random_state=2),
    )
    end = datetime(2026, 11, 20, tzinfo=UTC)
    assert told(periods(one, as_of=end)) == told(periods(mixed, as_of=end))
