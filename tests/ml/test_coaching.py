"""What is said of a coaching figure: nothing from too few, a change only where it is clear, windows that never overlap wrongly."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from ml.coaching import (
    FEWEST,
    LATELY,
    TEAM,
    Followed,
    RepCoaching,
    Share,
    by_window,
    followed,
    rep_coaching,
    windows,
)

ON = date(2026, 11, 23)
NOVEMBER, OCTOBER, SEPTEMBER = (date(2026, month, 1) for month in (11, 10, 9))
counts = some.integers(0, 3_000)
shares = some.tuples(counts, counts).map(lambda pair: Share(min(pair), max(pair)))


@given(shares, shares)
def test_an_interval_holds_its_share_and_few_are_never_apart(one: Share, other: Share) -> None:
    low, high = one.interval
    assert 0 <= low <= one.value + 1e-9
    assert one.value - 1e-9 <= high <= 1
    assert one.is_apart_from(other) == other.is_apart_from(one)
    few = min(one.of, other.of) < FEWEST
    assert not (few and (one.is_apart_from(other) or Followed("setting", one, other).sign))
    assert Followed("setting", one, other).sign == -Followed("setting", other, one).sign
    assert not one.is_apart_from(one)


@given(some.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_months_follow_each_other(on: date) -> None:
    this, last, before, picture = (window.period for window in windows(on))
    assert before.last + timedelta(days=1) == last.first
    assert last.last + timedelta(days=1) == this.first
    assert (this.last, picture.last, picture.days) == (on, on, 90)


def test_a_change_is_between_the_last_two_whole_months() -> None:
    tallies = {
        (month, 1, f"{before}{what}", key): told
        for month, before, set_ in (
            (NOVEMBER, "", 40), (NOVEMBER, LATELY, 12), (OCTOBER, "", 30), (SEPTEMBER, "", 5),
        )
        for what, key, told in (
            ("talks", "", (40, 40)), ("made", "setting", (set_, 40)), ("made", "sharing", (30, 40)),
        )
    }  # fmt: skip
    told = rep_coaching(RepCoaching(1, "Ada"), by_window(tallies), ON)
    assert told.share("setting") == Share(12, 40)
    [change] = told.changes
    assert (change.key, change.before, change.now) == ("setting", Share(5, 40), Share(30, 40))
    assert told.comparable
    assert told.rep_share is None


def test_nothing_counted_is_nothing_said() -> None:
    told = rep_coaching(RepCoaching(1, "Ada"), {}, ON)
    assert (told.talks, told.changes, told.comparable, told.overdue) == (0, (), False, 0)
    assert not told.share("setting").is_enough
    assert {one.sign for one in followed({}, ON)} == {0}
    tallies = {(NOVEMBER, TEAM, f"{LATELY}led_on_with", "setting"): (1, 1)}
    assert followed(by_window(tallies), ON)[3].with_it == Share(1, 1)
