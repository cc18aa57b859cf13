"""Days in the words of the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.blocks.dates import Reader
from ml.records import Person

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def test_the_readers_day_is_not_everybodys() -> None:
    ada = Reader.of(Person("a@example.com", "Ada", time_zone="Asia/Singapore"), NOW)
    assert ada.today == date(2026, 11, 24)
    assert ada.moment(NOW) == "04:00 today"
    assert Reader(NOW).today == date(2026, 11, 23)


def test_an_unknown_zone_is_utc() -> None:
    for zone in ("Mars/Olympus", "", "../etc"):
        assert Reader.of(Person("a@example.com", "Ada", time_zone=zone), NOW).moment(NOW) == "20:00 today"


@pytest.mark.parametrize(
    ("ago", "told"),
    [(0, "today"), (1, "yesterday"), (2, "Saturday"), (6, "Tuesday"), (7, "16 Nov"), (400, "19 Oct 2025")],
)
def test_since(ago: int, told: str) -> None:
    assert Reader(NOW).since(NOW - timedelta(days=ago)) == told


@pytest.mark.parametrize(
    ("ahead", "told"), [(-9, "OVERDUE 9 days"), (-1, "OVERDUE 1 day"), (0, "due today"), (3, "due in 3 days")]
)
def test_due(ahead: int, told: str) -> None:
    assert Reader(NOW).due(date(2026, 11, 23) + timedelta(days=ahead)) == told
