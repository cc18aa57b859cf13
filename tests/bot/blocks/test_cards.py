"""Every card, whatever stands in the CRM: Slack takes it, and nothing in it is live."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.dates import Reader
from bot.blocks.help_card import help_card, help_line, name_wanted
from bot.blocks.home_view import HomePage, home_view
from bot.blocks.kit import OPEN_LEAD
from bot.blocks.lead_card import closed_line, closed_to_reader, lead_card, lead_line
from bot.blocks.leads_table import QueuePage, QueueQuery, leads_line, leads_table
from bot.blocks.picker import Choosing, not_found, not_found_line, picker, picker_line
from bot.blocks.problem_card import notice_home, notice_modal, problem_card
from bot.commands import COMMANDS
from bot.failures import in_words
from ml.funnel import FunnelState
from ml.records import CompanyHit, LeadCard, QueueRow
from tests.bot.blocks.any_values import cards, hits, queue_rows, states, text
from tests.bot.blocks.slack_takes import slack_takes, slack_takes_view

READER = Reader(datetime(2026, 11, 23, 17, 0, tzinfo=ZoneInfo("Asia/Singapore")))
ID = "0123456789abcdef01234567"
many = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
queries = st.builds(
    QueueQuery, st.one_of(st.none(), states), st.sampled_from([0, 20, 55]), st.integers(0, 2000)
)
pages = st.builds(
    QueuePage, queries, st.lists(queue_rows, max_size=12), st.integers(0, 10**6), show_owner=st.booleans()
)


@many
@given(cards)
def test_lead_cards(card: LeadCard) -> None:
    assert slack_takes(lead_card(card, READER, ID), lead_line(card, READER))


@many
@given(text, states, text)
def test_short_cards(company: str, state: FunnelState, owner: str) -> None:
    assert slack_takes(closed_to_reader(company, state, owner, ID), closed_line(company, state, owner))


@many
@given(text, st.lists(hits, max_size=6), st.booleans())
def test_pickers(typed: str, found: list[CompanyHit], open_to_all: bool) -> None:
    assert slack_takes(
        picker(typed, found, Choosing(OPEN_LEAD, str, lambda _hit: open_to_all), ID),
        picker_line(typed, found),
    )
    for synced in (False, True):
        blocks = not_found(
            typed,
            found,
            Choosing(OPEN_LEAD, str, lambda _hit: open_to_all),
            freshness="Data of today.",
            suggestion_id=ID,
            synced=synced,
        )
        assert slack_takes(blocks, not_found_line(typed, found))


@many
@given(pages)
def test_queues(page: QueuePage) -> None:
    assert slack_takes(leads_table(page, READER, ID), leads_line(page))


@many
@given(st.lists(queue_rows, max_size=5))
def test_help_and_home(rows: list[QueueRow]) -> None:
    assert slack_takes(help_card(COMMANDS), help_line(COMMANDS))
    assert slack_takes(name_wanted(rows[:3], READER, ID))
    assert slack_takes_view(
        home_view(HomePage("Ada <!here>", "UTC", (), rows, rows, up=3, down=1), COMMANDS, READER)
    )


@many
@given(text)
def test_problems(sentence: str) -> None:
    assert slack_takes(problem_card(sentence), in_words(sentence).text)
    assert slack_takes_view(notice_modal(sentence))
    assert slack_takes_view(notice_home(sentence))


def test_a_card_fits_a_phone() -> None:
    """The richest card: a screen shows about thirty short lines."""
    from bot.sandbox.plain_words import words_of
    from tests.bot.slack_team import SCORE

    card = LeadCard(
        1,
        "Acme Pte Ltd",
        "Rostering",
        FunnelState.HOT_LEAD,
        2,
        1,
        "Ada",
        SCORE,
        0.5,
        datetime(2026, 11, 20, tzinfo=UTC),
    )
    assert len(words_of(list(lead_card(card, READER, ID))).splitlines()) <= 24
