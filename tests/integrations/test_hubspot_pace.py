"""HubSpot is never asked faster than it allows, and never held back without need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from integrations.hubspot_pace import Pace
from tests.integrations.hubspot_script import FakeTime


def ask(pace: Pace, time: FakeTime, *, search: bool = False, **limits: int) -> float:
    """One request that takes no time; when it was sent."""
    pace.begin(search=search)
    sent = time.now.timestamp()
    pace.end(search=search, headers=said(**limits))
    return sent


def said(most: int = 0, remaining: int = 0, interval: int = 10_000) -> Mapping[str, str]:
    name = "X-HubSpot-RateLimit-"
    values = {"Max": most, "Remaining": remaining, "Interval-Milliseconds": interval}
    return {name + what: str(value) for what, value in values.items()} if most else {}


def test_the_first_hundred_requests_do_not_wait_and_the_next_waits_for_the_window() -> None:
    time = FakeTime()
    pace = Pace(time.clock, time.sleep)
    for _ in range(100):
        ask(pace, time)
    assert time.slept == []
    ask(pace, time)
    assert time.slept == [10.0]
    assert pace.requests == 101


def test_an_account_that_allows_more_is_asked_faster() -> None:
    time = FakeTime()
    pace = Pace(time.clock, time.sleep)
    for number in range(190):
        ask(pace, time, most=190, remaining=189 - number)
    assert time.slept == []
    ask(pace, time, most=190, remaining=0)
    assert sum(time.slept) == 10.0


def test_what_others_with_the_same_key_used_is_left_to_them() -> None:
    time = FakeTime()
    pace = Pace(time.clock, time.sleep)
    ask(pace, time, most=100, remaining=1)  # 98 were not ours
    ask(pace, time)
    assert time.slept == []
    ask(pace, time)
    assert time.slept == [10.0]


def test_searches_go_five_at_once_and_five_a_second() -> None:
    time = FakeTime()
    pace = Pace(time.clock, time.sleep)
    sent = [ask(pace, time, search=True) for _ in range(11)]
    assert [round(moment - sent[0]) for moment in sent] == [0] * 5 + [1] * 5 + [2]


def test_a_limit_that_cannot_be_is_not_believed() -> None:
    time = FakeTime()
    pace = Pace(time.clock, time.sleep)
    for headers in (
        said(most=1, interval=86_400_000),
        {"X-HubSpot-RateLimit-Max": "none", "X-HubSpot-RateLimit-Remaining": "-5"},
        {"X-HubSpot-RateLimit-Max": "10", "X-HubSpot-RateLimit-Remaining": "5000"},
    ):
        pace.begin(search=False)
        pace.end(search=False, headers=headers)
    for _ in range(90):
        ask(pace, time)
    assert time.slept == []


def test_a_clock_that_is_set_back_holds_nobody_up() -> None:
    time = FakeTime()
    pace = Pace(time.clock, time.sleep)
    for _ in range(100):
        ask(pace, time)
    time.now -= timedelta(hours=1)
    ask(pace, time)
    assert sum(time.slept) <= 10.0


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 3)), min_size=1, max_size=250),
    st.integers(3, 120),
)
def test_no_window_ever_holds_more_than_is_allowed(asked: list[tuple[bool, float]], most: int) -> None:
    time = FakeTime()
    pace = Pace(time.clock, time.sleep)
    searches, sent = list[float](), list[float]()
    for search, idle in asked:
        time.now += timedelta(seconds=idle / 10)
        moment = ask(pace, time, search=search, most=most, remaining=most - 1)
        sent.append(moment)
        searches += [moment] if search else []
    first_known = next((place for place, (search, _) in enumerate(asked) if not search), len(asked))
    for moments, limit, seconds in ((searches, 5, 1.0), (sent[first_known:], most, 10.0)):
        for place, moment in enumerate(moments[limit:], limit):
            assert moment - moments[place - limit] >= seconds - 0.001
