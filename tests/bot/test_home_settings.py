"""What is set in App Home: kept, said by field where it is wrong, and shown there at once."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.block_rules import complaints_about_view
from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import action_body
from ml.errors import Unavailable
from ml.messages import Preferences
from tests.bot.blocks.test_settings_dialog import PARTS
from tests.bot.reminded_team import calls_to_slack, submit
from tests.bot.slack_team import Team, make_team
from tests.bot.test_home import home_of, press, words

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store
    from tests.bot.slack_team import Json, Talk


@pytest.fixture
def team(store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """The team, on both databases."""
    return make_team(store, standin, access)


def opened(talk: Talk) -> Json:
    press(talk, home_of(talk), "Change")
    view: Json = talk.standin.views[talk.slack_id][-1]
    own = ("type", "callback_id", "title", "submit", "close", "blocks")
    assert complaints_about_view({name: view[name] for name in own}) == []
    return view


def withhold(talk: Talk, share: str) -> None:
    action = {
        "type": "static_select",
        "action_id": "settings:control",
        "block_id": "b1",
        "action_ts": "1.2",
        "selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": share},
    }
    body = action_body([action], user_id=talk.slack_id, view=home_of(talk))
    assert talk.send(body).status == 200


def test_settings_are_kept_and_shown_at_once(team: Team) -> None:
    view = opened(team.ada)
    before = len(calls_to_slack(team))
    for _ in range(2):
        assert submit(team.ada, view, **PARTS) == {}
    assert calls_to_slack(team)[before:] == ["views.publish"] * 2
    kept = team.store.preferences.of(1)
    assert (kept.reminders, kept.at, kept.days, kept.budget) == (True, time(7, 45), frozenset({1, 6}), 5)
    assert (kept.wants("hot"), kept.wants("weekly")) == (True, False)
    assert team.store.preferences.of(2) == Preferences()
    home = team.standin.home("U0ADA")
    assert home is not None
    assert "Daily message at 07:45" in words_of(home["blocks"])
    assert "Mon, Sat; it names at most 5." in words_of(home["blocks"])
    assert opened(team.ada)["blocks"][1]["element"]["initial_time"] == "07:45"


def test_what_is_wrong_is_said_by_field_and_nothing_is_kept(team: Team) -> None:
    view = opened(team.ada)
    said = submit(team.ada, view, **PARTS | {"at": {"selected_time": None}, "days": {"selected_options": []}})
    assert said["response_action"] == "errors"
    assert set(said["errors"]) == {"at", "days"}
    assert team.store.preferences.all() == {}


def test_the_database_away_keeps_what_was_filled_in(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    view = opened(team.ada)

    def gone(*_: Any) -> Any:
        raise Unavailable("The database did not answer; try again in a moment.")

    monkeypatch.setattr(team.store.preferences, "put", gone)
    assert submit(team.ada, view, **PARTS)["errors"] == {
        "wanted": "The database did not answer; try again in a moment."
    }


def test_a_stranger_sets_nothing(team: Team) -> None:
    view = opened(team.ada)
    said = submit(team.talk("U0STR"), view, **PARTS)
    assert "don't know you" in words_of(said["view"]["blocks"])
    assert team.store.preferences.all() == {}


def test_a_manager_switches_the_control_group(team: Team) -> None:
    withhold(team.mia, "0.05")
    assert team.store.facts.get("control_group") == {"share": 0.05}
    home = team.standin.home("U0MIA")
    assert home is not None
    assert "Control group: 5 % withheld" in words_of(home["blocks"])
    withhold(team.mia, "0")
    assert team.store.facts.get("control_group") == {"share": 0.0}
    assert "Control group: off" in words(team.mia)


@pytest.mark.parametrize(
    ("who", "share", "said"), [("ada", "0.1", "Only a manager"), ("mia", "0.9", "Choose off")]
)
def test_nobody_else_and_nothing_else(team: Team, who: str, share: str, said: str) -> None:
    talk = getattr(team, who)
    withhold(talk, share)
    assert said in talk.last(talk.dm).text
    assert team.store.facts.get("control_group", None) is None
