from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.check import Check
from bot.doctor import checks
from bot.sandbox.slack_standin import SlackStandIn
from bot.settings import Settings
from bot.wiring import build_new
from ml.messages import Message, NotSent
from ml.records import Person
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_small import small_portal


def found(folder: Path, **environ: str) -> dict[str, Check]:
    return {check.check: check for check in checks(lambda: Settings.read(environ, folder))}


def test_a_fresh_machine(tmp_path: Path) -> None:
    said = found(tmp_path)
    assert [check.ok for check in said.values()] == [True, True, False, False]
    assert "sales-assistant demo" in said["store (SQLite)"].what_to_do
    assert list(tmp_path.iterdir()) == []


def test_every_failed_check_says_what_to_do_and_no_other_does(tmp_path: Path) -> None:
    build_new(Settings.read({}, tmp_path)).store.close()
    said = found(tmp_path)
    assert {"people", "data", "models", "scores"} <= said.keys()
    assert all(check.ok == (not check.what_to_do) for check in said.values())


def test_settings_that_cannot_be_read_are_the_first_thing(tmp_path: Path) -> None:
    assert found(tmp_path, PORT="http") == {
        "settings": Check(
            "settings", ok=False, what_to_do="The setting PORT should be a whole number from 0 to 65535."
        )
    }


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    said = found(tmp_path, DATABASE_URL="postgresql://nobody@127.0.0.1:9/nothing")
    assert not said["store (PostgreSQL)"].ok
    assert "nobody" not in said["store (PostgreSQL)"].what_to_do


def test_a_system_outside_is_asked_before_there_is_a_store(tmp_path: Path) -> None:
    with HubSpotStandIn(small_portal()) as hubspot:
        said = found(tmp_path, HUBSPOT_API_URL=hubspot.url, HUBSPOT_TOKEN="pat-revoked")
    assert not said["store (SQLite)"].ok
    assert "Service Keys" in said["HubSpot answers"].what_to_do


def test_it_is_put_right_in_this_order(tmp_path: Path) -> None:
    build_new(Settings.read({}, tmp_path)).store.close()
    with HubSpotStandIn(small_portal()) as hubspot:
        said = found(tmp_path, HUBSPOT_API_URL=hubspot.url, HUBSPOT_TOKEN=hubspot.token)
    assert [name for name, check in said.items() if not check.ok] == [
        "HubSpot's stages",
        "HubSpot was read",
        "people",
        "data",
        "models",
        "scores",
        "Slack settings",
    ]
    assert said["data"].what_to_do == "Read HubSpot: `sales-assistant sync`."


def test_slack_takes_the_token(tmp_path: Path) -> None:
    with SlackStandIn().serve() as api:
        said = found(tmp_path, SLACK_BOT_TOKEN="xoxb-sandbox", SLACK_SIGNING_SECRET="s", SLACK_API_URL=api)
    assert said["Slack answers"].ok


def test_a_channel_that_does_not_take_what_was_said(tmp_path: Path) -> None:
    named = {"FEEDBACK_CHANNEL": "C0SALES"}
    with build_new(Settings.read({}, tmp_path)) as office:
        store, at = office.store, office.clock()
        store.people.add(Person("ada@example.com", "Ada"))
        store.said_feedback.keep(1, "hm", at)
        store.deliveries.claim(Message("k", "feedback", 1, "1", {"feedback_id": 1}, at, at))
        assert "feedback channel" not in found(tmp_path)
        assert found(tmp_path, **named)["feedback channel"].ok
        taken = store.deliveries.take(at)
        assert taken is not None
        store.deliveries.not_sent(taken, NotSent("Slack refused it: not_in_channel", 600), at)
    said = found(tmp_path, **named)["feedback channel"]
    assert (said.ok, said.what_to_do[:32]) == (False, "Slack refused it: not_in_channel")


def test_slack_refuses_the_token(tmp_path: Path) -> None:
    with SlackStandIn().serve() as api:
        said = found(tmp_path, SLACK_BOT_TOKEN="xoxb-old", SLACK_APP_TOKEN="xapp-1", SLACK_API_URL=api)
    assert said["Slack settings"].ok
    assert said["Slack answers"].what_to_do.startswith("Slack refuses SLACK_BOT_TOKEN (invalid_auth)")


def test_slack_is_out_of_reach(tmp_path: Path) -> None:
    said = found(
        tmp_path, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s", SLACK_API_URL="http://127.0.0.1:9/api/"
    )
    assert said["Slack answers"].what_to_do == (
        "http://127.0.0.1:9/api/ did not answer: check the network and SLACK_API_URL."
    )


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.os.access", lambda *_: False)
    assert "set DATA_DIR to another" in found(tmp_path)["data folder"].what_to_do


def test_a_hubspot_that_is_out_of_reach_is_told_of_soon(tmp_path: Path) -> None:
    begun = time.monotonic()
    said = found(tmp_path, HUBSPOT_API_URL="http://127.0.0.1:9", HUBSPOT_TOKEN="pat-1")
    assert time.monotonic() - begun < 5
    assert said["HubSpot answers"].what_to_do == (
        "HubSpot cannot be reached; check the network and HUBSPOT_API_URL; nothing was lost, try again later."
    )
    assert "HubSpot: companies" not in said
