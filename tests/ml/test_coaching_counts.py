"""Conversations counted for the coaching view: a planted effect is found, a dealt-out one is not, and each rule by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from ml.coaching import DATED, LATELY, NOBODY, TEAM, by_window, followed
from ml.coaching_counts import CoachingCounts, Conversations
from ml.data_preparation import Tables
from tests.planted_company import END, planted_company
from tests.told_conversations import NOW, ON, SINGAPORE, Row, counted, days_ago

# --- what is planted --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def planted() -> Tables:
    """A company in which a conversation that sets a dated next step makes the next stage likelier."""
    return planted_company(1500, touches_a_week=1.2, entered_within=160)


def of_company(tables: Tables) -> Conversations:
    touches = tables.touches
    talks = touches[touches["connecting"].notna() & (touches["substantial"] != 0)]
    talks = talks.assign(person_id=np.nan, rep_share=np.nan, monologue_s=np.nan, heard=0)
    owner = tables.rounds["owner"].str.removeprefix("Rep ").astype(int) + 1
    return Conversations(talks, tables.rounds.assign(owner_id=owner, value=np.nan), tables.stage_changes)


def signs(part: Conversations) -> dict[str, int]:
    counts = CoachingCounts(ZoneInfo("UTC"), END, END)
    counts.add(part)
    told = followed(by_window(counts.tallies()), END.date())
    assert all(one.is_enough for one in told)
    return {one.key: one.sign for one in told if one.sign}


def test_the_move_that_leads_on_is_found_and_no_other(planted: Tables) -> None:
    assert signs(of_company(planted)) == {DATED: 1}


def test_a_move_dealt_out_at_random_goes_with_nothing(planted: Tables) -> None:
    part = of_company(planted)
    dealt = np.random.default_rng(5).permutation(part.talks["dated_next_step"])
    assert (
        signs(Conversations(part.talks.assign(dated_next_step=dealt), part.rounds, part.stage_changes)) == {}
    )


def test_parts_add_up_to_the_whole(planted: Tables) -> None:
    whole = of_company(planted)
    together, apart = (CoachingCounts(SINGAPORE, END, END) for _ in range(2))
    together.add(whole)
    for odd in (0, 1):
        frames = (whole.talks, whole.rounds, whole.stage_changes)
        apart.add(Conversations(*(one[one["pursuit_id"] % 2 == odd] for one in frames)))
    assert together.tallies() == apart.tallies()
    reps = [told for (_, owner, what, _), told in together.tallies().items() if owner > 0 and what == "talks"]
    team = [
        told for (_, owner, what, _), told in together.tallies().items() if owner == TEAM and what == "talks"
    ]
    assert sum(number for number, _ in reps) == sum(number for number, _ in team) > 0


# --- by hand ----------------------------------------------------------------------------------------------------------


def test_nothing_and_one_conversation() -> None:
    assert CoachingCounts(SINGAPORE, NOW, NOW).tallies() == {}
    assert counted([], rounds=[]).tallies() == {}
    told = by_window(counted([{"at": days_ago(1), "rep_share": 0.25}]).tallies())
    assert told.keys() == {
        (owner, datetime(2026, 11, 1, tzinfo=UTC).date(), before)
        for owner in (7, TEAM)
        for before in ("", LATELY)
    }
    mine = told[7, ON.replace(day=1), LATELY]
    assert mine["talks", ""] == (1, 1)
    assert (mine["made", "connecting"], mine["made", "setting"], mine["made", DATED]) == (
        (1, 1),
        (0, 1),
        (0, 1),
    )
    assert mine["rep_share", ""] == (250, 1)
    assert ("led_on", "") not in mine


@pytest.mark.parametrize(
    ("moved", "at", "led_on"),
    [
        ("LEAD", 40, (1, 1)),  # at the same moment: what it led to
        ("LEAD", 10.5, (1, 1)),
        ("HOT_LEAD", 20, (1, 1)),  # further than the next step
        ("LEAD", 10, (0, 1)),  # 30 days later, and no sooner
        ("LEAD", 41, (0, 1)),  # before it: the next step is HOT_LEAD then
        ("UNQUALIFIED", 30, (0, 1)),
    ],
)
def test_what_led_on(moved: str, at: float, led_on: tuple[int, int]) -> None:
    talks: list[Row] = [{"at": days_ago(40)}]
    counts = counted(talks, [{"at": days_ago(at), "to_state": moved}])
    assert by_window(counts.tallies())[7, ON.replace(day=1), LATELY]["led_on", ""] == led_on


def test_what_cannot_be_told_yet_or_not_at_all() -> None:
    def led_on(counts: CoachingCounts) -> tuple[int, int] | None:
        return by_window(counts.tallies())[7, ON.replace(day=1), LATELY].get(("led_on", ""))

    moved: list[Row] = [{"at": days_ago(20), "to_state": "LEAD"}]
    assert led_on(counted([{"at": days_ago(29)}], moved)) is None
    assert led_on(counted([{"at": days_ago(40)}], moved, data_end=days_ago(11))) is None
    assert led_on(counted([{"at": days_ago(40)}], moved, data_end=days_ago(10))) == (1, 1)
    assert led_on(counted([{"at": days_ago(40)}], [{"at": days_ago(50), "to_state": "CLIENT"}])) is None
    over = [{"closed_at": days_ago(45), "outcome": "lost"}]
    assert led_on(counted([{"at": days_ago(40)}], moved, over)) is None


def test_whose_it_is() -> None:
    rounds: list[Row] = [
        {"round_id": 10, "entered_at": days_ago(80), "owner_id": 7},
        {"round_id": 11, "entered_at": days_ago(30), "owner_id": 8},
        {"round_id": 12, "pursuit_id": 2, "owner_id": NOBODY},
    ]
    talks: list[Row] = [
        {"touch_id": 1, "at": days_ago(85)},  # before the first round: the first's
        {"touch_id": 2, "at": days_ago(60)},
        {"touch_id": 3, "at": days_ago(2)},
        {"touch_id": 4, "at": days_ago(2), "person_id": 3.0},
        {"touch_id": 5, "at": days_ago(2), "pursuit_id": 2},
    ]
    told = by_window(counted(talks, rounds=rounds).tallies())
    lately = {
        owner: counts["talks", ""][0] for (owner, _, before), counts in told.items() if before == LATELY
    }
    assert lately == {7: 2, 8: 1, 3: 1, NOBODY: 1, TEAM: 5}


def test_months_are_those_of_the_zone() -> None:
    late = datetime(2026, 9, 30, 17, tzinfo=UTC)  # the 1st in Singapore
    months = {month for (_, month, before) in by_window(counted([{"at": late}]).tallies()) if not before}
    assert [month.isoformat() for month in months] == ["2026-10-01"]
    assert counted([]).since < datetime(2026, 8, 31, 16, tzinfo=UTC)
