"""What the coaching view shows is kept: only what changed is written, and what went in the meantime is left out."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from integrations.store import Store
from integrations.store.schema import pursuits
from ml.coaching import TEAM
from ml.funnel import FunnelState
from tests.bot.slack_team import fill

MONTH, DUE = date(2026, 10, 1), date(2026, 11, 14)
ADA, BEN = 1, 2


@pytest.fixture
def team(store: Store) -> Store:
    """Six companies of three owners; touch 1 is a call with Acme, Ada's."""
    fill(store)
    return store


def test_only_what_changed_is_written(team: Store) -> None:
    told = {(MONTH, ADA, "talks", ""): (3, 3), (MONTH, TEAM, "talks", ""): (5, 5)}
    assert team.coaching.keep_tallies(told) == 2
    assert team.coaching.keep_tallies(told) == 0
    changed = {(MONTH, ADA, "talks", ""): (4, 4), (MONTH, BEN, "talks", ""): (1, 1)}
    assert team.coaching.keep_tallies(changed) == 3
    assert team.coaching.tallies() == changed
    assert team.coaching.keep_tallies({}) == 2


def test_what_followed_is_read_of_the_team_alone(team: Store) -> None:
    kinds = ("talks", "led_on_with", "lately_led_on_without")
    told = {(MONTH, owner, what, "setting"): (1, 2) for owner in (ADA, BEN, TEAM) for what in kinds}
    team.coaching.keep_tallies(told)
    assert {(owner, what) for _, owner, what, _ in team.coaching.tallies(ADA)} == {
        (ADA, "talks"), *((TEAM, what) for what in kinds)
    }  # fmt: skip
    assert len(team.coaching.tallies()) == 5


def test_what_went_in_the_meantime_is_left_out(team: Store) -> None:
    team.coaching.keep_calls({(ADA, 1): (1, "why"), (ADA, 2): (999, "gone")})
    team.coaching.keep_overdue({1: (ADA, DUE, "the quote"), 999: (ADA, DUE, "gone")})
    assert [call.touch_id for call in team.coaching.calls()] == [1]
    assert [one.pursuit_id for one in team.coaching.oldest_promises([ADA])] == [1]


def test_what_is_somebody_elses_now(team: Store) -> None:
    """A pursuit that was given to Ben, or closed, since the job looked."""
    team.coaching.keep_calls({(ADA, 1): (1, "why")})
    team.coaching.keep_overdue({1: (ADA, DUE, "the quote")})
    assert [call.company for call in team.coaching.calls(ADA)] == ["Acme Pte Ltd"]
    assert [one.company for one in team.coaching.oldest_promises([ADA])] == ["Acme Pte Ltd"]
    assert team.coaching.calls(BEN) == []
    for change in ({"owner_id": BEN}, {"owner_id": ADA, "state": FunnelState.CLIENT.value}):
        with team.engine.writing() as connection:
            connection.execute(update(pursuits).where(pursuits.c.id == 1).values(change))
        assert team.coaching.oldest_promises([ADA, BEN]) == []
    assert team.coaching.calls(ADA)
    with team.engine.writing() as connection:
        connection.execute(update(pursuits).where(pursuits.c.id == 1).values(owner_id=BEN))
    assert team.coaching.calls(ADA) == []
    assert len(team.coaching.calls()) == 1


def test_who_left_is_named(team: Store) -> None:
    assert team.coaching.former() == {}
    team.people.remove("ben@example.com")
    assert team.coaching.former() == {BEN: "Ben Ng"}
