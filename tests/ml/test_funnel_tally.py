"""What is counted of stays, by day and month; and how long pursuits stand where, by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ml.funnel_figures import TEAM
from ml.funnel_stays import Stay
from ml.funnel_tally import DAY, MONTH, AlikeStays, Standing, Times, spans, tally

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
A_DAY = timedelta(days=1)


def alike(state: str, fate: str = "", **more: Any) -> AlikeStays:
    told: dict[str, Any] = {
        "entered_on": date(2026, 2, 3), "owner_id": 1, "service": "Rostering", "from_state": "", "kind": "",
        "counted_as": None, "number": 2, "days": None, **more,
    }  # fmt: skip
    return AlikeStays(state=state, fate=fate, **told)


def of_day(*groups: AlikeStays) -> dict[tuple[str, str], tuple[int, float]]:
    return {key[4:]: told for key, told in tally(groups).items() if key[0] == DAY}


def test_nothing_there() -> None:
    assert tally([]) == {}
    assert Standing().times(NOW) == {}


def test_what_a_stay_counts_as() -> None:
    lead = alike("LEAD", "on", from_state="SALES_TARGET", kind="typical", days=31.0)
    assert of_day(lead) == {
        ("entered", "LEAD"): (2, 0.0),
        ("on", "LEAD"): (2, 0.0),
        ("move", "SALES_TARGET>LEAD>typical"): (2, 0.0),
    }
    assert of_day(alike("UNQUALIFIED", counted_as="Price"), alike("CLIENT", counted_as="", days=20.5)) == {
        ("entered", "UNQUALIFIED"): (2, 0.0),
        ("reason", "Price"): (2, 0.0),
        ("entered", "CLIENT"): (2, 0.0),
        ("won", ""): (2, 20.5),
    }


def test_days_make_months() -> None:
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28)]
    told = tally(alike("LEAD", entered_on=day, owner_id=owner) for day in days for owner in (0, 1))
    assert {key[1:3]: number for key, (number, _) in told.items() if key[0] == MONTH} == {
        (date(2026, 1, 1), 0): 2, (date(2026, 1, 1), 1): 2, (date(2026, 2, 1), 0): 4, (date(2026, 2, 1), 1): 4,
    }  # fmt: skip
    assert sum(number for key, (number, _) in told.items() if key[0] == DAY) == 12


_any_day = st.dates(date(2023, 12, 1), date(2026, 3, 1))


@given(_any_day, _any_day)
def test_the_spans_of_a_period_are_its_days_once(one: date, other: date) -> None:
    first, last = sorted((one, other))
    read = list[date]()
    for grain, begins, ends in spans(first, last):
        assert grain == DAY or begins.day == ends.day == 1
        after = ends if grain == DAY else (ends + 31 * A_DAY).replace(day=1) - A_DAY
        read += [begins + number * A_DAY for number in range((after - begins).days + 1)]
    assert read == [first + number * A_DAY for number in range((last - first).days + 1)]


def test_all_days_there_are() -> None:
    assert [grain for grain, *_ in spans(date.min, date.max)] == [MONTH, DAY]


def stay(state: str, *, owner: int = 1, service: str = "A", **more: Any) -> Stay:
    told: dict[str, Any] = {
        "round_id": 1, "place": 0, "pursuit_id": 1, "owner_id": owner, "service": service, "state": state,
        "from_state": "", "kind": "", "entered_at": NOW, "entered_on": NOW.date(), "left_on": None, "fate": "",
        "days": None, "current": False, "counted_as": None, **more,
    }  # fmt: skip
    return Stay(**told)


def current(state: str, age: float | None, **more: Any) -> Stay:
    at = None if age is None else NOW - age * A_DAY
    return stay(state, current=True, entered_at=at, **more)


def test_how_long_pursuits_stand_there_and_how_long_is_usual() -> None:
    standing = Standing()
    standing.add(
        stay("LEAD", owner=owner, fate="on", days=days) for owner, days in ((1, 10.0), (2, 20.0), (9, 30.0))
    )
    standing.add([stay("LEAD", service="B", fate="back", days=100.0), stay("LEAD", fate="on", days=0.0)])
    standing.add(
        [current("LEAD", 25), current("LEAD", 20.0), current("LEAD", 60, owner=2), current("LEAD", None)]
    )
    times = standing.times(NOW)
    assert times[1, "A", "LEAD"] == Times(3, 22.5, 1, 20.0, 3)  # exactly the usual time is not longer
    assert times[2, "A", "LEAD"] == Times(1, 60.0, 1, 20.0, 3)
    assert times[TEAM, "A", "LEAD"] == Times(4, 25.0, 2, 20.0, 3)
    assert times[TEAM, "", "LEAD"] == Times(4, 25.0, 1, 25.0, 4)
    assert times[TEAM, "B", "LEAD"] == Times(0, None, 0, 100.0, 1)
    assert (9, "A", "LEAD") not in times


def test_nobody_waits_in_a_closed_state() -> None:
    standing = Standing()
    standing.add([stay("UNQUALIFIED", fate="on", days=30.0), stay("CLIENT", fate="left", days=5.0)])
    standing.add([current("UNQUALIFIED", 100), current("CLIENT", 2, days=40.0)])
    assert {key: told for key, told in standing.times(NOW).items() if key[:2] == (TEAM, "")} == {
        (TEAM, "", "UNQUALIFIED"): Times(1, 100.0, 0, None, 0),
        (TEAM, "", "CLIENT"): Times(1, 2.0, 0, None, 0),
    }


def test_a_service_without_a_name_is_counted_once() -> None:
    standing = Standing()
    standing.add([current("LEAD", 2, service=""), stay("LEAD", service="", fate="on", days=4.0)])
    assert standing.times(NOW)[TEAM, "", "LEAD"] == Times(1, 2.0, 0, 4.0, 1)
