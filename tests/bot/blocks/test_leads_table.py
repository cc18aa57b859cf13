"""The queue's words, filters and pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.dates import Reader
from bot.blocks.kit import OPEN_LEAD, TURN_QUEUE
from bot.blocks.leads_table import QueuePage, QueueQuery, leads_line, leads_table
from bot.sandbox.plain_words import words_of
from ml.errors import BadInput
from ml.funnel import FunnelState
from ml.records import QueueRow, ScoreLevel
from tests.bot.blocks.any_values import states, text
from tests.bot.slack_team import NOW

READER = Reader(NOW)
ROW = QueueRow(
    pursuit_id=1,
    company="Acme *Pte*",
    service="Rostering",
    state=FunnelState.HOT_LEAD,
    owner_id=1,
    owner="Ada Tan",
    win=0.62,
    level=ScoreLevel.FULL,
    change=0.09,
    last_touch_at=NOW - timedelta(days=12),
    next_step_due=(NOW + timedelta(days=1)).date(),
    why="board meets on Wednesday",
)


def words(page: QueuePage) -> str:
    return words_of(list(leads_table(page, READER, "abc"))).replace("\u200b", "")


def page(query: QueueQuery = QueueQuery(), *, rows: int = 10, total: int = 41) -> QueuePage:  # noqa: B008 - frozen
    return QueuePage(query, [replace(ROW, pursuit_id=n) for n in range(rows)], total)


def test_a_row_says_who_how_likely_how_silent_and_why_now() -> None:
    told = words(QueuePage(QueueQuery(), [ROW], 1, show_owner=True))
    assert "1. Acme *Pte* · Rostering" in told
    assert "62 % · ▲ 9 points · Hot Lead · silent 12 days · Ada Tan" in told
    assert "next step due in 1 day · board meets on Wednesday" in told


def test_a_base_rate_is_called_one() -> None:
    told = words(QueuePage(QueueQuery(), [replace(ROW, level=ScoreLevel.NO_SIGNAL, change=None)], 1))
    assert "62 % (base rate) · Hot Lead" in told


def test_what_is_not_known_is_said() -> None:
    told = words(QueuePage(QueueQuery(), [replace(ROW, win=None, level=None, last_touch_at=None)], 1))
    assert "not scored yet · ▲ 9 points · Hot Lead · no touch yet" in told


def test_pages() -> None:
    first, second, last = page(), page(QueueQuery(offset=10)), page(QueueQuery(offset=40), rows=1)
    assert "[ More (31 left) ]" in words(first)
    assert "Back" not in words(first)
    assert "11. Acme" in words(second)
    assert "[ Back ]  [ More (21 left) ]" in words(second)
    assert "More" not in words(last)
    assert "41–41 of 41 open pursuits" in words(last)


def test_every_row_opens_its_card() -> None:
    blocks = leads_table(page(), READER, "abc")
    opens = [block["accessory"] for block in blocks if "accessory" in block]
    assert [int(button["value"]) for button in opens] == list(range(10))
    assert all(button["action_id"].startswith(OPEN_LEAD) for button in opens)


def test_filters_keep_each_other_and_begin_at_the_top() -> None:
    query = QueueQuery(FunnelState.LEAD, 40, 20)
    [filters] = [b for b in leads_table(page(query), READER, "abc") if "static_select" in str(b)]
    states_, floors = filters["elements"]
    assert states_["initial_option"]["text"]["text"] == "Lead"
    assert floors["initial_option"]["text"]["text"] == "Score 40 or more"
    leads_to = [QueueQuery.read(option["value"]) for option in floors["options"]]
    assert leads_to[0] == (QueueQuery(FunnelState.LEAD, 0, 0), "abc")
    assert {element["action_id"] for element in filters["elements"]} == {
        f"{TURN_QUEUE}:state",
        f"{TURN_QUEUE}:score",
    }


def test_a_typed_score_between_the_choices_shows_the_first_choice() -> None:
    assert "[ Any score ▾ ]" in words(page(QueueQuery(min_score=55)))


def test_nothing_to_show_says_why() -> None:
    assert "No open pursuit is yours yet" in words(page(rows=0, total=0))
    assert "passes these filters" in words(page(QueueQuery(min_score=80), rows=0, total=0))
    assert leads_line(page(rows=0, total=0)).startswith("No open pursuit is yours yet")


def test_the_line_names_the_best() -> None:
    assert leads_line(page()).replace("\u200b", "").startswith("1–10 of 41 open pursuits: Acme *Pte* 62 %")


@given(st.one_of(st.none(), states), st.integers(0, 100), st.integers(0, 10**6))
def test_a_query_survives_its_button(state: FunnelState | None, floor: int, offset: int) -> None:
    query = QueueQuery(state, floor, offset)
    value = query.value("0123456789abcdef01234567")
    assert QueueQuery.read(value) == (query, "0123456789abcdef01234567")
    assert len(value) <= 150


@given(text)
def test_any_other_value_is_refused_in_words(value: str) -> None:
    with pytest.raises(BadInput, match="older version"):
        QueueQuery.read(value)
