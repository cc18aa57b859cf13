from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from ml.funnel import CLOSED
from ml.sample_days import SampleDays, sample_days

MADE = date(2026, 6, 1)
MADE_AT = datetime.combine(MADE, time(), UTC)


@pytest.fixture(scope="module")
def days() -> SampleDays:
    return sample_days(until=MADE, ends=MADE + timedelta(days=30), pursuits=200)


def test_what_goes_on_was_there_before_or_begins_later(days: SampleDays) -> None:
    known = {deal.id: deal for deal in days.company.deals}
    assert len(days.later) > 30
    for deal in days.later:
        if deal.id in known:
            before = known[deal.id]
            assert (deal.target.id, deal.service, deal.rep) == (before.target.id, before.service, before.rep)
            assert [one.id for one in deal.touches][: len(before.touches)] == [
                one.id for one in before.touches
            ]
            assert [one for one in deal.stages if one.at < MADE_AT] == before.stages
        else:
            assert deal.entered_at >= MADE_AT


def test_days_together_are_the_whole_and_no_day_knows_the_next(days: SampleDays) -> None:
    days_of_it = [MADE_AT + timedelta(days=number) for number in range(31)]
    touches = list[str]()
    for after, upto in pairwise(days_of_it):
        part = days.between(after, upto)
        for deal in part.deals:
            touches += [touch.id for touch in deal.touches]
            moments = [one.at for one in deal.touches] + [one.at for one in deal.stages]
            assert all(after < at <= upto for at in moments)
            assert (deal.closed_at is not None) == (deal.state in CLOSED)
            assert deal.closed_at is None or deal.closed_at <= upto
    whole = {touch.id for deal in days.later for touch in deal.touches if touch.at > MADE_AT}
    assert len(touches) == len(set(touches)) > 50
    assert set(touches) == whole


def test_a_moment_in_which_nothing_happened_is_empty(days: SampleDays) -> None:
    assert days.between(MADE_AT, MADE_AT).deals == ()
