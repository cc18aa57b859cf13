"""The list behind a number: within Slack's limits whatever is in it, and no more of others' pursuits than may be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.dates import Reader
from bot.blocks.funnel_list import (
    PAGE,
    NumberPage,
    NumberQuery,
    digest,
    funnel_list,
    funnel_list_line,
    move_key,
    period_words,
    size_words,
)
from bot.sandbox.plain_words import words_of
from ml.funnel import FunnelState as S
from ml.funnel import MoveKind
from ml.funnel_figures import IRREGULAR, LONGER, MOVED, NOW, REASON, SIZES, WENT_BACK, WON, FunnelRow
from tests.bot.blocks.any_values import days, ids, maybe, moments, owners, text
from tests.bot.blocks.funnel_values import NOW as MOMENT
from tests.bot.blocks.slack_takes import slack_takes

READER = Reader(MOMENT)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 23)
HOT = NumberQuery("entered", "HOT_LEAD", 0, FIRST, LAST)
ROW = FunnelRow(
    7, "Acme", "Payroll", 1, "Ada Tan", S.PROSPECT, date(2026, 11, 12), 9.4, "Lead → Hot Lead, typical"
)

states = st.sampled_from(S).map(str)
moves = st.builds(move_key, st.sampled_from(S), st.sampled_from(S), st.sampled_from(MoveKind))
kinds = st.one_of(
    st.tuples(st.sampled_from([NOW, LONGER, "entered", "on", WENT_BACK, "left"]), states),
    st.tuples(st.just(MOVED), moves),
    st.tuples(st.just(REASON), text),
    st.tuples(st.just(WON), st.sampled_from(["", *(name for _, name in SIZES)])),
    st.just((IRREGULAR, "")),
)
queries = st.builds(
    lambda kind, *rest: NumberQuery(*kind, *rest),
    kinds,
    st.integers(0, 2**63 - 1),
    days,
    days,
    text,
    st.integers(0, 10**6),
)
rows = st.builds(
    FunnelRow, ids, text, text, owners, text, st.sampled_from(S), maybe(days), maybe(st.floats(0, 1e4)), text
)
pages = st.builds(
    NumberPage,
    queries,
    text,
    st.lists(st.tuples(rows, st.booleans()), max_size=12),
    st.integers(0, 10**7),
    maybe(moments),
)


@given(pages, moments)
def test_slack_takes_any_list(page: NumberPage, now: datetime) -> None:
    blocks = funnel_list(page, Reader(now), "s" * 24)
    assert slack_takes(blocks, funnel_list_line(page))
    assert len(blocks) <= 15
    opened = [may_open for _, may_open in page.rows[:PAGE]]
    assert [block["type"] for block in blocks[2 : 2 + len(opened)]] == [
        "section" if may_open else "rich_text" for may_open in opened
    ]


def test_the_value_of_an_option_fits_for_any_number() -> None:
    longest = move_key(S.QUALIFIED_OPPORTUNITY, S.SALES_TARGET, MoveKind.IRREGULAR)
    query = NumberQuery(MOVED, longest, 2**63 - 1, FIRST, LAST, "a service of many words " * 9)
    assert len(query.value()) <= 150
    assert dict(parse_qsl(query.value())) == {
        "w": "move",
        "of": str(2**63 - 1),
        "from": "2026-11-01",
        "to": "2026-11-23",
        "k": longest,
        "in": digest("a service of many words " * 9),
    }
    assert len({digest("Price"), digest("price"), digest("")}) == 3


def said(page: NumberPage) -> list[str]:
    return words_of(funnel_list(page, READER, "s")).splitlines()


def test_a_page_with_what_may_not_be_opened() -> None:
    other = replace(ROW, company="Ben's Gym", owner="Ben Ng", owner_id=2)
    page = NumberPage(replace(HOT, offset=10), "The team’s funnel", [(ROW, True), (other, False)], 32, MOMENT)
    assert said(page)[:-1] == [
        "Hot Lead: entered · 32",
        "The team’s funnel",
        "11. Acme · Payroll",
        "now Prospect · Ada Tan · 12 Nov · 9 days · Lead → Hot Lead, typical  [ Open ]",
        "12. Ben's Gym · now Prospect · Ben Ng",
        "[ Back ]  [ More (12 left) ]",
        "11–12 of 32 · newest first · the day, and how long it stood there · counted 09:00 today",
    ]


@pytest.mark.parametrize(
    "query", [replace(HOT, service="Payroll"), NumberQuery(REASON, "Price", 0, FIRST, LAST)]
)
def test_a_list_that_tells_more_names_no_company_that_may_not_be_opened(query: NumberQuery) -> None:
    told = said(NumberPage(query, "x", [(replace(ROW, owner=""), False)], 1))
    assert told[2] == "1. A pursuit that you may not open · now Prospect · nobody’s"
    assert "Acme" not in " ".join(told)


def test_who_stands_there_now() -> None:
    query = replace(HOT, what=NOW)
    told = said(
        NumberPage(query, "x", [(replace(ROW, service=" ", entered_on=None, days=None, words=""), True)], 1)
    )
    assert told[2:5] == [
        "1. Acme",
        "Prospect · Ada Tan  [ Open ]",
        "1–1 of 1 · longest there first · since when, and how long · counted never",
    ]
    assert period_words(query) == "as it stands now"


def test_an_empty_list_says_so() -> None:
    assert said(NumberPage(HOT, "x", [], 0))[2].startswith("Nothing is behind this number any more")
    assert said(NumberPage(HOT, "x", [], 3))[2].startswith("The list was counted anew")


def test_words_of_numbers() -> None:
    def words(what: str, key: str) -> str:
        return NumberQuery(what, key, 0, FIRST, LAST).words

    assert words(REASON, " ") == "Left: said nothing"
    assert words(WON, "") == f"Sales: {size_words('')}" == "Sales: head count not known"
    assert words(IRREGULAR, "") == "All irregular moves"
    assert words(WENT_BACK, "LEAD") == "Lead: went back"
    for what, key in (
        ("lost", "LEAD"),
        ("now", "NOWHERE"),
        (MOVED, "LEAD"),
        (MOVED, "LEAD>LEAD>odd"),
        (WON, "x"),
    ):
        with pytest.raises(ValueError, match=r".*"):
            words(what, key)
