"""The card and the part of App Home, of whatever companies and services are called."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.cross_sell_card import (
    CROSS_SELL,
    CrossSellPage,
    CrossSellQuery,
    cross_sell_card,
    cross_sell_line,
)
from bot.blocks.cross_sell_section import cross_sell_section
from bot.blocks.dates import Reader
from bot.sandbox.block_rules import complaints_about_blocks
from bot.sandbox.plain_words import words_of
from ml.cross_selling import CrossSellRow, CrossSellState, PastOffers
from ml.errors import BadInput
from ml.records import ScoreLevel
from tests.bot.slack_team import NOW

WILD = st.text(max_size=300) | st.sampled_from(["<!channel>", "*a*", "\u202eevil", "&" * 200, " "])
READER = Reader(NOW)


def row_of(level: ScoreLevel = ScoreLevel.FULL, **told: object) -> CrossSellRow:
    usual = {"company": "Acme", "service": "Payroll", "has": ("Rostering",), "owner": "Ada", "reasons": ("client of Rostering",)}  # fmt: skip
    return CrossSellRow(pursuit_id=7, company_id=1, win=0.34, level=level, **{**usual, **told})  # type: ignore[arg-type]  # what it is called varies


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(WILD, WILD, WILD, WILD), max_size=12), st.sampled_from(ScoreLevel))
def test_slack_takes_whatever_is_in_it(told: list[tuple[str, str, str, str]], level: ScoreLevel) -> None:
    rows = [row_of(level, company=a, service=b, has=(c,), owner=d, reasons=(a, b, c)) for a, b, c, d in told]
    state = CrossSellState(NOW, tuple({b for _, b, _, _ in told}), level, 0.2, 3, 12, PastOffers(3, 4))
    said: dict[int, tuple[datetime, str]] = {0: (NOW, told[0][0])} if told else {}
    page = CrossSellPage(CrossSellQuery(), rows, 30, state, show_owner=True, said=said)
    blocks = cross_sell_card(page, READER, "s" * 32)
    assert complaints_about_blocks(list(blocks)) == []
    assert len(blocks) <= 28
    assert "<" not in cross_sell_line(page)
    assert complaints_about_blocks(cross_sell_section(rows, 30, show_owner=True)) == []


def test_a_hundred_services_fit_a_select_with_the_one_on_display() -> None:
    services = tuple(f"Service {number:03}" for number in range(150))
    state = CrossSellState(NOW, services, ScoreLevel.FULL, 0.2, 30, 120)
    query = CrossSellQuery(services[140], 10)
    blocks = cross_sell_card(CrossSellPage(query, [row_of()], 30, state), READER, "s" * 32)
    assert complaints_about_blocks(list(blocks)) == []
    [select] = [
        e for b in blocks if b["type"] == "actions" for e in b["elements"] if e["type"] == "static_select"
    ]
    assert select["initial_option"]["text"]["text"] == services[140]
    assert CrossSellQuery.read(select["initial_option"]["value"], services) == (
        CrossSellQuery(services[140]),
        "s" * 32,
    )


@pytest.mark.parametrize("value", ["", "of=a&service=&from=x", "of=a&service=abc&from=1", "service=&from=0"])
def test_foreign_values_are_refused(value: str) -> None:
    with pytest.raises(BadInput, match="older version"):
        CrossSellQuery.read(value, ["Payroll"])


def test_the_part_of_app_home() -> None:
    assert cross_sell_section([], 0) == []
    blocks = cross_sell_section([row_of() for _ in range(5)], 41)
    shown = words_of(blocks)
    assert shown.count("has Rostering, not Payroll") == 3
    assert blocks[-1]["elements"][0]["action_id"] == CROSS_SELL
    assert "All 41" in shown
    assert "not by the model" not in shown
    assert "Ada" not in shown
    assert "not by the model" in words_of(
        cross_sell_section([row_of(ScoreLevel.NO_SIGNAL)], 1, show_owner=True)
    )
