from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.due_days import PersonDay, country_of_zone, due_days, is_workday, next_slot, slot_start
from ml.messages import Preferences
from ml.records import Person
from tests.benchmarks.year_of_days import ZONES, expected_days, lived_days, reps

EVERY_DAY = frozenset(range(1, 8))
HALF_HOUR = timedelta(minutes=30)


def rep(zone: str = "Asia/Singapore", at: time = time(9), days: Iterable[int] = EVERY_DAY) -> PersonDay:
    return PersonDay(
        Person("ada@example.com", "Ada", time_zone=zone, id=1), Preferences(at=at, days=frozenset(days))
    )


def local(zone: str, *when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[arg-type,misc] # a date and a time


def due(one: PersonDay, now: datetime, served: Iterable[date] = ()) -> list[date]:
    return [day for _, day in due_days([one], {(1, day) for day in served}, now)]


TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("minutes", "is_due"),
    [(-1, False), (0, True), (5, True), (360, True), (361, False), (24 * 60 - 1, False)],
)
def test_it_is_due_from_the_wanted_time_for_six_hours(minutes: int, is_due: bool) -> None:
    now = local("Asia/Singapore", 2026, 11, 24, 9) + timedelta(minutes=minutes)
    assert due(rep(), now) == ([TUESDAY] if is_due else [])


def test_what_was_served_is_not_due_again() -> None:
    now = local("Asia/Singapore", 2026, 11, 24, 10)
    assert due(rep(), now, [TUESDAY]) == []
    assert due(rep(), now, [TUESDAY - timedelta(days=1)]) == [TUESDAY]
    assert due_days([rep()], {(2, TUESDAY)}, now) == [(rep().person, TUESDAY)]


def test_nobody_is_told_who_switched_it_off() -> None:
    off = PersonDay(rep().person, Preferences(reminders=False))
    assert due(off, local("Asia/Singapore", 2026, 11, 24, 10)) == []


def test_only_on_the_chosen_days() -> None:
    noon = local("Asia/Singapore", 2026, 11, 24, 12)
    assert due(rep(days={2}), noon) == [TUESDAY]
    assert due(rep(days={1, 3, 4, 5, 6, 7}), noon) == []
    assert due(rep(days=()), noon) == []


def test_each_person_has_a_day_of_their_own() -> None:
    """At one moment it is Tuesday in Auckland and Monday in Honolulu."""
    now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert due(rep("Pacific/Auckland"), now) == [TUESDAY]
    assert due(rep("Pacific/Honolulu", time(10)), now) == [date(2026, 11, 23)]
    assert due(rep("Pacific/Honolulu", time(11)), now) == []


def test_a_late_message_is_still_sent_after_midnight_and_counts_for_its_day() -> None:
    one = rep(at=time(22, 30))
    assert due(one, local("Asia/Singapore", 2026, 11, 25, 1)) == [TUESDAY]
    assert due(one, local("Asia/Singapore", 2026, 11, 25, 1), [TUESDAY]) == []


def test_a_clock_that_was_put_back_sends_nothing_twice() -> None:
    nine = local("Asia/Singapore", 2026, 11, 24, 9)
    assert due(rep(), nine - timedelta(hours=1), [TUESDAY]) == []
    assert due(rep(), nine, [TUESDAY]) == []


def test_after_a_long_sleep_only_today_is_served() -> None:
    thursday = local("Asia/Singapore", 2026, 11, 26, 10)
    assert due(rep(), thursday, [TUESDAY]) == [date(2026, 11, 26)]


def test_who_moves_has_no_day_twice() -> None:
    """Served in Singapore, then in New York, where that Tuesday only begins."""
    now = local("America/New_York", 2026, 11, 24, 9)
    assert due(rep("America/New_York"), now, [TUESDAY]) == []
    assert due(rep("America/New_York"), now + timedelta(days=1), [TUESDAY]) == [date(2026, 11, 25)]


# --- clock changes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "wanted", "comes"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), time(3, 30)),
        ("America/New_York", date(2026, 3, 8), time(2), time(3)),
        ("America/Santiago", date(2026, 9, 6), time(0), time(1)),
        ("America/Santiago", date(2026, 9, 6), time(0, 30), time(1, 30)),
        ("Africa/Cairo", date(2026, 4, 24), time(0), time(1)),
    ],
)
def test_a_time_that_does_not_exist_comes_as_much_later(
    zone: str, day: date, wanted: time, comes: time
) -> None:
    start = slot_start(day, wanted, zone)
    assert start is not None
    assert start.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, comes)
    assert due(rep(zone, wanted), start) == [day]


@pytest.mark.parametrize(
    ("zone", "day", "wanted"),
    [("Europe/Berlin", date(2026, 10, 25), time(2, 30)), ("America/New_York", date(2026, 11, 1), time(1)),
     ("America/Santiago", date(2025, 4, 5), time(23, 30))],
)  # fmt: skip
def test_a_time_that_exists_twice_counts_the_first_time(zone: str, day: date, wanted: time) -> None:
    start = slot_start(day, wanted, zone)
    assert start is not None
    hour_later = start + timedelta(hours=1)
    assert {at.astimezone(ZoneInfo(zone)).time() for at in (start, hour_later)} == {wanted}
    assert due(rep(zone, wanted), start - timedelta(minutes=1)) == []
    assert due(rep(zone, wanted), start) == [day]
    assert due(rep(zone, wanted), hour_later, [day]) == []


def test_a_day_that_a_country_left_out_has_no_slot() -> None:
    """Samoa went from the 29th to the 31st of December 2011."""
    assert slot_start(date(2011, 12, 30), time(9), "Pacific/Apia") is None
    begin = datetime(2011, 12, 28, tzinfo=UTC)
    served = set[tuple[int, date]]()
    for hour in range(24 * 5):
        served |= {
            (1, day) for _, day in due_days([rep("Pacific/Apia")], served, begin + timedelta(hours=hour))
        }
    days = sorted(day.day for _, day in served if day.month == 12)
    assert days == [27, 28, 29, 31]


@given(
    st.sampled_from(sorted(available_timezones() - {"localtime"})),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_every_day_of_every_zone_has_one_slot(zone: str, day: date, at: time) -> None:
    start = slot_start(day, at, zone)
    assert start is not None
    assert start.astimezone(ZoneInfo(zone)).date() == day


def test_one_slot_a_workday_through_the_weeks_of_both_clock_changes() -> None:
    """The short cut of the benchmark: three days around each change, half hour by half hour, at 24 wanted times."""
    for zone, (spring, autumn) in ZONES.items():
        people = reps([zone], hours=range(24))
        for change in (spring, autumn):
            days = [change + timedelta(days=number) for number in (-1, 0, 1)]
            begin = datetime.combine(days[0], time(), ZoneInfo(zone)).astimezone(UTC)
            end = datetime.combine(days[-1] + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
            found = sorted(slot for slot, _ in lived_days(people, begin, end, HALF_HOUR) if slot[1] in days)
            assert found == sorted(expected_days(people, days)), (zone, change)


# --- workdays -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Asia/Singapore", "SG"), ("Asia/Kuala_Lumpur", "MY"), ("Asia/Jakarta", "ID"), ("Asia/Makassar", "ID"),
     ("Singapore", "SG"), ("Asia/Calcutta", "IN"), ("US/Eastern", "US"), ("Europe/Berlin", "DE"),
     ("UTC", ""), ("Etc/GMT+8", ""), ("Mars/Base", "")],
)  # fmt: skip
def test_a_zone_belongs_to_a_country(zone: str, country: str) -> None:
    assert country_of_zone(zone) == country


@pytest.mark.parametrize(
    ("zone", "holiday"),
    [("Asia/Singapore", date(2026, 8, 10)), ("Asia/Jakarta", date(2026, 8, 17)), ("Asia/Kuala_Lumpur", date(2026, 8, 31)),
     ("America/New_York", date(2026, 11, 26)), ("Europe/Berlin", date(2026, 10, 3))],
)  # fmt: skip
def test_public_holidays_are_no_workdays(zone: str, holiday: date) -> None:
    assert not is_workday(holiday, zone, EVERY_DAY)
    assert is_workday(holiday + timedelta(days=1), zone, EVERY_DAY)
    assert is_workday(holiday, "UTC", EVERY_DAY)


# --- what comes next ------------------------------------------------------------------------------------------------


def test_the_next_slot_is_the_earliest_that_is_open() -> None:
    saturday = local("Asia/Singapore", 2026, 11, 21, 12)
    workdays = rep(days={1, 2, 3, 4, 5})
    monday = local("Asia/Singapore", 2026, 11, 23, 9)
    assert next_slot([workdays], set(), saturday) == monday
    assert next_slot([workdays], {(1, date(2026, 11, 23))}, saturday) == monday + timedelta(days=1)
    assert next_slot([workdays], set(), monday + timedelta(hours=1)) == monday
    assert next_slot([workdays, rep(at=time(8), days={7})], set(), saturday) == local(
        "Asia/Singapore", 2026, 11, 22, 8
    )


def test_there_is_no_next_slot_where_nobody_wants_one() -> None:
    off = PersonDay(rep().person, Preferences(reminders=False))
    assert next_slot([off, rep(days=())], set(), datetime(2026, 11, 21, tzinfo=UTC)) is None
    assert next_slot([], set(), datetime(2026, 11, 21, tzinfo=UTC)) is None
