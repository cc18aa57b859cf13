"""The coaching section as Slack would take it: of nothing, of few, of many, and with hostile names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks.coaching_section import coaching_section
from bot.blocks.dates import Reader
from bot.sandbox.block_rules import complaints_about_view
from bot.sandbox.plain_words import words_of
from ml.coaching import (
    KEYS,
    TEAM,
    CallWorthHearing,
    Change,
    CoachingPage,
    Followed,
    OverduePromise,
    RepCoaching,
    Share,
)
from tests.bot.slack_team import NOW

READER = Reader(NOW)
HOSTILE = "<!channel> *R&D* `x` \u202e Very Long Name Indeed"


def rep(owner_id: int, name: str = "Ada Tan", talks: int = 42, **more: Any) -> RepCoaching:
    made = {key: Share(talks // 2, talks) for key in KEYS}
    counted: dict[str, Any] = {
        "made": made,
        "led_on": Share(talks // 3, talks),
        "rep_share": 0.46,
        "rep_share_of": talks,
    }
    return RepCoaching(owner_id, name, talks=talks, **(counted | more))


TEAM_OF_ALL = replace(rep(TEAM, "The team", 420, overdue=9), made={key: Share(380, 420) for key in KEYS})
CALL = CallWorthHearing(
    77, 5, 1, HOSTILE, NOW - timedelta(days=11), "all four moves, and it became a Prospect 3 days later"
)
PROMISE = OverduePromise(5, 1, HOSTILE, "send <@U1> the *quote*", NOW.date() - timedelta(days=12))
SETTING = Followed("setting", Share(66, 160), Share(53, 240))


def page(count: int, **more: Any) -> CoachingPage:
    people = [rep(number, f"{HOSTILE} {number}", overdue=3) for number in range(1, count + 1)]
    told: dict[str, Any] = {
        "reps": people,
        "team": TEAM_OF_ALL,
        "followed": [SETTING],
        "calls": [replace(CALL, touch_id=n, owner_id=1 + n // 5) for n in range(5 * count)],
        "promises": [replace(PROMISE, pursuit_id=n, owner_id=1 + n // 3) for n in range(3 * count)],
        "on": NOW.date(),
        "counted_at": NOW - timedelta(hours=1),
    }
    return CoachingPage(**(told | more))


def shown(page: CoachingPage, *, own: bool = False) -> str:
    """All that the section says, within all limits and with nothing live in it."""
    blocks = coaching_section(page, READER, own=own)
    assert complaints_about_view({"type": "home", "blocks": blocks}) == []
    assert len(blocks) <= 13
    assert "<!" not in str([block for block in blocks if block["type"] == "section"])
    return words_of(blocks)


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("reps", [0, 1, 20, 200])
def test_it_fits(reps: int, own: bool) -> None:
    shown(page(reps), own=own)


def test_a_manager_sees_a_row_for_each_rep() -> None:
    told = shown(
        page(20, reps=[rep(1, "Ada Tan"), rep(2, "Ben Ng", 7, overdue=4), rep(3, "Cat Goh", former=True)])
    )
    rows = {" ".join(line.split()) for line in told.splitlines()}
    assert "Ada Tan 42 50 % ▼ 50 % ▼ 50 % ▼ 50 % ▼ 50 % ▼ 46 % 33 % (21–48) 42 0" in rows
    assert "Ben Ng 7 – – – – – – too few to say 7 4" in rows
    assert any(row.startswith("Cat Goh (left) 42") for row in rows)
    assert any(row.startswith("The team 420 90 % 90 %") for row in rows)
    assert "(left): left the team." in told
    assert (
        "In the team, pursuits went on after 41 % (34–49 %, 66 of 160) of the conversations with a next step set, "
        "and after 22 % (17–28 %, 53 of 240) of the others." in told
    )
    assert "What goes together need not cause each other." in told


def test_a_rep_sees_their_own_beside_the_team() -> None:
    told = shown(page(1, reps=[rep(1, overdue=3), rep(2, "Ben Ng")]), own=True)
    assert "Setting: 50 % (36–64 %, 21 of 42) · team 90 % (87–93 %, 380 of 420)" in told
    assert "Went on: 33 % (21–48 %, 14 of 42) · team" in told
    assert "Promises overdue: 3" in told
    assert "Ben" not in told
    few = shown(page(1, reps=[rep(1, talks=7)]), own=True)
    assert "Connecting: too few to say (7) · team 90 %" in few


def test_what_opens() -> None:
    blocks = coaching_section(page(20), READER, own=False)
    opened = [block["accessory"] for block in blocks if block["type"] == "section"]
    assert [(one["action_id"], one["value"]) for one in opened] == [
        ("open_recap:1", "5:0"), ("open_recap:2", "5:1"), ("open_lead:1", "0"), ("open_lead:2", "1"),
    ]  # fmt: skip
    selects = [block["elements"][0] for block in blocks if block["type"] == "actions"]
    assert [(one["action_id"], len(one["options"])) for one in selects] == [
        ("open_coaching", 20), ("open_recap", 100), ("open_lead", 60),
    ]  # fmt: skip
    assert selects[1]["options"][99]["value"] == "5:99"


def test_what_changed() -> None:
    change = Change("setting", Share(16, 42), Share(40, 54))
    ada = rep(1, changes=[change], comparable=True)
    told = shown(page(1, reps=[ada, rep(2, "Ben Ng")]))
    assert "What changed: October 2026 against September 2026" in told
    assert "Ada Tan: Setting 38 % → 74 % (16 of 42 → 40 of 54)" in told
    assert "No clear change." not in told
    assert "No clear change." in shown(page(1, reps=[rep(1, comparable=True)]), own=True)
    assert "Too few to say: 20 conversations in each of the two months are needed." in shown(page(1))
    assert "and 4 more." in shown(page(10, reps=[replace(ada, owner_id=n) for n in range(10)]))


def test_what_goes_with_progress_is_told_only_where_it_is_clear() -> None:
    unclear = replace(SETTING, without=Share(98, 240))
    assert "No move goes clearly with progress: pursuits went on after 33 %" in shown(
        page(1, followed=[unclear])
    )
    few = Followed("setting", Share(9, 10), Share(1, 9))
    assert "Which move goes with progress: too few to say (420)." in shown(page(1, followed=[few]))


def test_nothing() -> None:
    assert "Nothing is counted yet" in shown(CoachingPage())
    for own in (False, True):
        told = shown(
            page(1, reps=[RepCoaching(1, "Ada")], team=RepCoaching(TEAM, "The team"), calls=[], promises=[]),
            own=own,
        )
        assert "There was no conversation" in told
        assert "None stands out in 60 days." in told
        assert "Promises overdue: none" in told
        assert "nan" not in told.casefold()
        assert "(0)" not in told
