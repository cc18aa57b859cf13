"""What is offered of HubSpot, and the dialogs: whatever stands in the CRM, Slack takes them and nothing is live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.hubspot_dialog import (
    TASK_TYPES,
    About,
    TaskDraft,
    chosen,
    crm_buttons,
    note_view,
    on_its_way,
    stage_view,
    task_view,
)
from bot.blocks.lead_card import lead_card
from bot.blocks.text_safety import clean_lines
from bot.sandbox.plain_words import words_of
from integrations.systems import Stage
from jobs.rules import WRITE_KINDS
from ml.errors import BadInput
from ml.records import LeadCard
from tests.bot.blocks.any_values import cards, text
from tests.bot.blocks.slack_takes import slack_takes, slack_takes_view
from tests.bot.blocks.test_lead_card import CARD, READER

ABOUT = About(1, "501", "lead", "abc")
FROM_HUBSPOT = replace(CARD, crm_company="901")
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ids = st.text("abcdefghij0123456789_", min_size=1, max_size=20)
stages = st.lists(st.builds(Stage, ids, text), min_size=1, max_size=120, unique_by=lambda stage: stage.id)
days = st.dates(date(2026, 1, 1), date(2028, 1, 1))


@many
@given(cards, st.sets(st.sampled_from(WRITE_KINDS)), st.sampled_from(["", "7654321"]))
def test_cards_with_everything_offered(card: LeadCard, writes: set[str], portal: str) -> None:
    blocks = lead_card(replace(card, crm_company="901"), READER, "abc", writes=writes, portal=portal)
    assert slack_takes(blocks)


@many
@given(text, text)
def test_notes(title: str, note: str) -> None:
    assert slack_takes_view(note_view(ABOUT, title, note))


@many
@given(text, st.builds(TaskDraft, text, days, text, st.sampled_from(sorted(TASK_TYPES))), text)
def test_tasks(title: str, draft: TaskDraft, owner: str) -> None:
    assert slack_takes_view(task_view(ABOUT, title, draft, owner))


@many
@given(text, text, stages)
def test_stages(title: str, pipeline: str, given_stages: Sequence[Stage]) -> None:
    about = replace(ABOUT, stage=given_stages[0].id)
    view = stage_view(about, title, pipeline, given_stages)
    assert slack_takes_view(view)
    labels = [option["text"]["text"] for option in view["blocks"][1]["element"]["options"]]
    assert labels[0].endswith(" (now)")
    assert slack_takes_view(stage_view(replace(ABOUT, stage="gone"), title, pipeline, given_stages))


def test_the_confirmation() -> None:
    assert slack_takes_view(on_its_way())


@pytest.mark.parametrize(
    "switched_on", [{"tasks"}, {"stages"}, {"notes"}, {"scores"}, set(WRITE_KINDS), set()]
)
def test_only_what_is_switched_on_is_offered(switched_on: set[str]) -> None:
    labels = {"Remind me": "tasks", "Move stage": "stages", "Note in HubSpot": "notes"}
    expected = [label for label, switch in labels.items() if switch in switched_on]
    offered = crm_buttons(FROM_HUBSPOT, switched_on, "7654321")
    assert [one["text"]["text"] for one in offered] == [*expected, "Open in HubSpot"]
    assert len(crm_buttons(FROM_HUBSPOT, switched_on, "")) == len(expected)
    assert crm_buttons(CARD, switched_on, "7654321") == []


def test_what_a_dialog_is_about_travels_with_it() -> None:
    for number, deal in product((1, 2**53), ("", "501")):
        about = About(number, deal, "a|b:c", "00ff")
        assert About.read(about.metadata()) == about


@pytest.mark.parametrize("metadata", ["", "null", "[1]", "{}", '{"pursuit_id": null}', "{" * 9])
def test_foreign_metadata_is_refused(metadata: str) -> None:
    with pytest.raises(BadInput, match="older version"):
        About.read(metadata)


def test_without_a_deal_only_the_company_is_named() -> None:
    told = words_of(note_view(replace(ABOUT, deal_id=""), "Acme", "x")["blocks"])
    assert "This note goes on the company as it stands below." in told


def test_what_is_not_filled_in_is_empty() -> None:
    assert chosen({}, "text") == ""
    parts: tuple[object, ...] = (
        None,
        [],
        "x",
        {"text": None},
        {"text": []},
        {"text": {"selected_option": "x"}},
    )
    for part in parts:
        assert chosen({"text": part}, "text") == ""
    picked = {"stage": {"stage": {"selected_option": {"value": "demo"}}}}
    assert chosen(picked, "stage") == "demo"


@given(text, st.integers(1, 300))
def test_lines_stay_lines_and_short(said: str, limit: int) -> None:
    told = clean_lines(said, limit)
    assert len(told) <= limit
    assert told == told.strip()
    assert "\x00" not in told
    assert clean_lines("a\r\nb", 10) == "a\nb"
