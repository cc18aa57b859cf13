"""Trigger ids and response URLs hold as long as Slack's, and no longer."""

from __future__ import annotations

import time

import pytest

from bot.sandbox.triggers import RESPONSE_URL_SECONDS, ResponseUrl, Triggers, new_trigger_id


def test_a_trigger_names_its_user_once() -> None:
    triggers, trigger_id = Triggers(), new_trigger_id("U0ADA")
    assert triggers.exchange(trigger_id) == ("", "U0ADA")
    assert triggers.exchange(trigger_id) == ("exchanged_trigger_id", "")


@pytest.mark.parametrize("trigger_id", ["", "x", "1.2.3", "..", "12.T0SANDBOXbot.aa"])
def test_what_is_none_is_refused(trigger_id: str) -> None:
    assert Triggers().exchange(trigger_id) == ("invalid_trigger_id", "")


def test_a_response_url_expires() -> None:
    fresh = ResponseUrl("C1", "U1", None, time.monotonic())
    assert [fresh.take() for _ in range(6)] == [""] * 5 + ["used_url"]
    old = ResponseUrl("C1", "U1", None, time.monotonic() - RESPONSE_URL_SECONDS - 1)
    assert old.take() == "expired_url"
