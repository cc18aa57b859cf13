"""The dialog of a person's settings: it shows what is wanted, and what was filled in comes back."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.settings_dialog import read_settings, settings_view
from ml.messages import SWITCHES, Preferences
from tests.bot.blocks.any_values import text
from tests.bot.blocks.slack_takes import slack_takes_view

many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
wishes = st.builds(
    Preferences,
    reminders=st.booleans(),
    at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    days=st.frozensets(st.integers(1, 7), min_size=1),
    budget=st.integers(1, 10),
    switches=st.fixed_dictionaries(dict.fromkeys(SWITCHES, st.booleans())),
)
PARTS = {
    "wanted": {"selected_options": [{"value": "reminder"}, {"value": "hot"}]},
    "at": {"selected_time": "07:45"},
    "days": {"selected_options": [{"value": "1"}, {"value": "6"}]},
    "budget": {"selected_option": {"value": "5"}},
}


def values(**changed: Any) -> dict[str, Any]:
    return {name: {name: part} for name, part in (PARTS | changed).items()}


def left_alone(view: dict[str, Any]) -> dict[str, Any]:
    told = {}
    for block in view["blocks"][:4]:
        element, name = block["element"], block["block_id"]
        told[name] = {
            name: {
                "selected_options": element.get("initial_options", []),
                "selected_time": element.get("initial_time"),
                "selected_option": element.get("initial_option"),
            }
        }
    return told


@many
@given(wishes, text)
def test_left_alone_it_says_what_is_wanted_now(now: Preferences, zone: str) -> None:
    view = settings_view(now, zone)
    assert slack_takes_view(view)
    assert read_settings(left_alone(view)) == (now, {})


def test_what_was_filled_in() -> None:
    told, errors = read_settings(values())
    assert errors == {}
    assert (told.reminders, told.at, told.days, told.budget) == (True, time(7, 45), frozenset({1, 6}), 5)
    assert told.switches == {"recap": False, "hot": True, "promise": False, "weekly": False}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"at": {"selected_time": None}}, {"at"}),
        ({"at": {"selected_time": "25:00"}}, {"at"}),
        ({"at": None}, {"at"}),
        ({"days": {"selected_options": []}}, {"days"}),
        ({"days": {"selected_options": [{"value": "8"}, "x"]}}, {"days"}),
        ({"budget": {"selected_option": {"value": "11"}}}, {"budget"}),
        ({"budget": {}}, {"budget"}),
        ({"at": {}, "days": {}, "budget": {"selected_option": None}}, {"at", "days", "budget"}),
    ],
)
def test_what_is_wrong_by_field(changed: dict[str, Any], wrong: set[str]) -> None:
    assert set(read_settings(values(**changed))[1]) == wrong


def test_without_the_daily_message_no_day_is_needed() -> None:
    told, errors = read_settings(values(wanted={"selected_options": []}, days={"selected_options": []}))
    assert errors == {}
    assert not told.reminders


def test_a_time_with_a_zone_or_seconds_is_a_time() -> None:
    assert read_settings(values(at={"selected_time": "07:45:30+08:00"}))[0].at == time(7, 45)
