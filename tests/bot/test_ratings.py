"""What counts as a thumb: the values of clicks and the names of emoji."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ratings import Reaction, Thumb, moment_of
from ml.errors import BadInput

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_click_has_slacks_moment_and_a_key_of_its_own() -> None:
    thumb = Thumb.read({"value": "a:b:up", "action_ts": "1700000000.5"}, "U1", NOW)
    assert (thumb.suggestion_id, thumb.vote) == ("a:b", "up")
    assert thumb.at == datetime(2023, 11, 14, 22, 13, 20, 500000, tzinfo=UTC)
    other = Thumb.read({"value": "a:b:up", "action_ts": "1700000000.5"}, "U2", NOW)
    assert thumb.key != other.key


def test_a_click_without_a_moment_happened_now() -> None:
    assert Thumb.read({"value": "a:down"}, "U1", NOW).at == NOW


@given(st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text())))
def test_any_other_value_is_refused_in_words(value: object) -> None:
    if str(value).endswith((":up", ":down")):
        return
    with pytest.raises(BadInput, match="cannot be counted"):
        Thumb.read({"value": value}, "U1", NOW)


def reaction(**event: Any) -> Reaction | None:
    item = {"type": "message", "channel": "D1", "ts": "1.0"}
    body = {"event_id": "Ev1", "event": {"type": "reaction_added", "user": "U1", "item": item, **event}}
    return Reaction.read(body, NOW)


@pytest.mark.parametrize(
    ("name", "vote"),
    [("+1", "up"), ("thumbsup::skin-tone-2", "up"), ("-1", "down"), ("thumbsdown", "down"), ("heart", None)],
)
def test_thumb_emoji_of_every_skin_are_votes(name: str, vote: str | None) -> None:
    read = reaction(reaction=name)
    assert (read.vote if read else None) == vote


def test_an_emoji_on_a_file_is_none() -> None:
    assert reaction(reaction="+1", item={"type": "file", "file": "F1"}) is None


@given(st.text())
def test_no_stamp_breaks_the_clock(stamp: str) -> None:
    read = moment_of(stamp)
    assert read is None or read.tzinfo is UTC
