"""The card of what is due and its dialogs, whatever stands in the CRM: Slack takes them, and nothing in them is live."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.dates import Reader
from bot.blocks.kit import button
from bot.blocks.reminder_card import (
    DueItem,
    DueList,
    DueMark,
    done_words,
    reminder_card,
    reminder_line,
    why_these,
)
from bot.blocks.reminder_dialog import (
    Asked,
    done_view,
    irrelevant_view,
    read_done,
    read_irrelevant,
    read_snooze,
    snooze_view,
)
from bot.sandbox.plain_words import words_of
from ml.errors import BadInput
from ml.reminding import BestTouch, DueTouch, Reminder
from tests.bot.blocks.any_values import days, ids, maybe, moments, share, states, text
from tests.bot.blocks.slack_takes import slack_takes, slack_takes_view
from tests.bot.reminded_team import ACME

READER = Reader(datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Singapore")))
TODAY = READER.today
KEY = "0123456789abcdef0123456789abcdef"
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
best = st.builds(
    BestTouch, maybe(st.integers(1, 7)), maybe(st.integers(0, 22)), maybe(st.integers(1, 24)),
    st.integers(0, 999), st.integers(0, 9999), maybe(share),
)  # fmt: skip
touches = st.builds(
    DueTouch,
    pursuit_id=ids,
    company=text,
    service=text,
    state=states,
    reason=st.sampled_from(["promise", "look_again", "overdue", "gain", "other_service"]),
    why=text,
    gain=st.floats(-10, 100),
    chance=share,
    level=st.sampled_from(["cadence", "rates", "hazard"]),
    silent_days=maybe(st.integers(-3, 9999)),
    next_step=text,
    next_step_due=maybe(days),
    opener=text,
    contact=text,
    best=best,
)
answers = st.builds(
    Reminder,
    id=ids,
    person_id=ids,
    on=days,
    at=moments,
    touch=touches,
    place=st.integers(0, 20),
    answer=st.sampled_from(["done", "snoozed", "irrelevant"]),
    outcome=maybe(st.sampled_from(["agreed", "disagreed", "open", "no_answer"])),
    reason=text,
    until=maybe(days),
)
link = button("Open in HubSpot", "open_hubspot", "1")
items = st.builds(DueItem, touches, st.sampled_from([(), (link,)]), maybe(answers))
lists = st.builds(
    DueList, st.just(KEY), ids, days, text, st.lists(items, max_size=12),
    st.builds(why_these, st.sampled_from(["cadence", "rates", "hazard"]), maybe(st.integers(0, 10**6))),
)  # fmt: skip


@many
@given(lists)
def test_cards(due: DueList) -> None:
    blocks = reminder_card(due, READER)
    assert slack_takes(blocks, reminder_line(due))
    assert len(blocks) <= 24


@many
@given(text, ids, ids, days)
def test_dialogs(title: str, person_id: int, pursuit_id: int, on: date) -> None:
    asked = Asked(
        DueMark(KEY, person_id, pursuit_id, on).value(), "D" * 12, "1.2", "https://hooks.slack.com/x"
    )
    for view in (done_view(asked, title), snooze_view(asked, title, TODAY), irrelevant_view(asked, title)):
        assert slack_takes_view(view)
        assert Asked.read(view["private_metadata"]) == asked
        assert Asked.read(view["private_metadata"]).due.on == on


@many
@given(
    st.recursive(st.one_of(st.none(), st.integers(), text), lambda c: st.dictionaries(text, c, max_size=3))
)
def test_state_values_of_any_shape_are_wrong_in_words(part: object) -> None:
    names = ("outcome", "next", "until", "why", "words")
    values = (
        {name: {name: part} for name in names} if not isinstance(part, dict) else dict.fromkeys(names, part)
    )
    assert "outcome" in read_done(values, TODAY)[2]
    assert "until" in read_snooze(values, TODAY)[1]
    assert "why" in read_irrelevant(values)[2]


@pytest.mark.parametrize("metadata", ["", "{}", "[]", "null", '{"mark":"x"}', "7"])
def test_metadata_that_is_not_ours(metadata: str) -> None:
    with pytest.raises(BadInput, match="older version"):
        Asked.read(metadata)


def test_three_fit_a_phone() -> None:
    """A screen shows about thirty short lines; a row of five buttons takes two of them."""
    due = DueList(
        KEY, 1, TODAY, "Good morning Ada. Three worth a touch today.", [DueItem(ACME)] * 3, "Why these"
    )
    lines = words_of(reminder_card(due, READER)).split("\n")
    on_a_phone = sum(2 if line.startswith("[ Draft pitch ]") else -(-len(line) // 60) for line in lines)
    assert on_a_phone <= 30


def test_what_was_done_in_words() -> None:
    row = Reminder(1, 1, TODAY, READER.now, ACME, 1)

    def told(**answer: object) -> str:
        return done_words(Reminder(**{**vars(row), **answer}), READER)

    assert told(answer="snoozed", until=TODAY + timedelta(days=1)) == "snoozed until 24 Nov"
    assert told(answer="irrelevant", reason="It is not mine") == "not relevant: It is not mine"
    assert told(answer="done", outcome="no_answer") == "done: no answer"
    assert told(answer="done", outcome="agreed", until=TODAY) == "done: they agreed, next step 23 Nov"
