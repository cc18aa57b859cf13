"""The funnel as a card: within Slack's limits whatever was counted; what it says first, and what it does not conclude."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.dates import Reader
from bot.blocks.funnel_card import FunnelPage, finding, funnel_card, funnel_line, numbers
from bot.sandbox.plain_words import words_of
from ml.funnel import FunnelState as S
from ml.funnel_figures import FunnelFigures, StateFigures
from tests.bot.blocks.any_values import moments
from tests.bot.blocks.funnel_values import FIGURES, NOVEMBER, NOW, figures
from tests.bot.blocks.slack_takes import slack_takes

READER = Reader(NOW)
COUNTED = (
    "Counted 09:00 today · days of Asia/Singapore · Entered, went on and left: entries of this period and what became "
    "of them until now; the rest stands there still or went back. Days: the median of those there now, in brackets "
    "the team’s usual stay and of how many"
)
NEWEST = {"data_visualization", "table"}


def said(told: FunnelFigures, *, newest: bool = True, export: str = "of=0") -> list[str]:
    return words_of(funnel_card(FunnelPage(told, 0, export), READER, newest=newest)).splitlines()


def options(blocks: Any) -> list[dict[str, Any]]:
    return [
        one for block in blocks for element in block.get("elements", ()) for one in element.get("options", ())
    ]


@given(figures, st.sampled_from([0, 2**63 - 1]), moments, st.booleans())
def test_slack_takes_any_card(told: FunnelFigures, of: int, now: datetime, newest: bool) -> None:
    page = FunnelPage(told, of, "of=1")
    blocks = funnel_card(page, Reader(now), newest=newest)
    assert slack_takes(blocks, funnel_line(page))
    assert len(blocks) <= 11
    assert newest or not {block["type"] for block in blocks} & NEWEST
    assert "nan" not in words_of(blocks[2:3]).casefold()
    shown = options(blocks)
    assert len({option["value"] for option in shown}) == len(shown)
    if len(blocks) > 2:
        assert {query.value() for _, _, query in numbers(page)} == {option["value"] for option in shown}


def test_the_card() -> None:
    assert said(FIGURES) == [
        "The team’s funnel · November 2026 so far · Rostering",
        "Most stands still at Hot Lead: 14 of 31 are there longer than the usual 12 days.",
        "Nobody stands at or entered Sales Target, Cold Lead, Qualified Opportunity in this period.",
        "State           Now  Entered  Went on  Left  Conversion       Days (usual of n)",
        "Sales Target    0    0        0        0     –                –",
        "Lead            20   40       12       9     12 of 40 · 30 %  30 (27 of 80)",
        "Hot Lead        31   9        3        8     3 of 9 · 33 %    14 (12 of 31)",
        "Cold Lead       0    0        0        0     –                –",
        "Qualified Opp.  0    0        0        0     –                –",
        "Prospect        1    0        0        0     –                2.2 (–)",
        "Client          70   5        0        0     –                –",
        "Unqualified     200  17       0        0     –                –",
        "Entered, and went on",
        "Lead: Entered 40, Went on 12",
        "Hot Lead: Entered 9, Went on 3",
        "This week, since 23 Nov",
        "  • 5 × Hot Lead → Qualified Opportunity",
        "  • 1 × Lead → Prospect (irregular)",
        "Irregular moves: 3 · 3 × Lead → Prospect",
        "Reasons for leaving",
        "  • said nothing: 7",
        "  • Price: 4",
        "From first contact to sale, by company size",
        "  • 10–49 people: only 1 sale, too few for an average",
        "  • 50–199 people: 4 sales, 61 days on average",
        "  • 1–9, 200–999, 1,000 and more people: no data",
        "[ Open the list behind … ▾ ]  [ Export CSV ]",
        COUNTED,
    ]


def test_the_same_in_classic_blocks() -> None:
    told = said(FIGURES, newest=False, export="")
    assert "Lead             20       40       12     9        30 %      30 (27 of 80)" in told
    assert "Lead     ████████████████████ 40 · Went on 12" in told
    assert "[ Open the list behind … ▾ ]" in told


def with_states(*states: StateFigures, **more: Any) -> FunnelFigures:
    by_state = {one.state: one for one in states}
    return replace(FIGURES, states=[by_state.get(state, StateFigures(state)) for state in S], **more)


def test_nothing_is_concluded_from_too_few() -> None:
    few = "Too few pursuits to say where most stand still or leave: a state needs 10 of them."
    assert (
        finding(with_states(StateFigures(S.LEAD, 9, left=9, now=9, longer=9, usual_days=1.0, usual_of=99)))
        == few
    )
    assert finding(with_states(StateFigures(S.CLIENT, 90, left=9, now=90))) == few
    # how long is usual is not known from nine stays
    young = StateFigures(S.LEAD, now=30, longer=20, usual_days=5.0, usual_of=9)
    assert finding(with_states(young)) == "No state stands out among those with enough pursuits to say."


def test_a_period_that_is_over_is_judged_by_what_left() -> None:
    lost = "Most is lost at Lead: 9 of the 40 that entered it have left the funnel."
    assert finding(replace(FIGURES, period=NOVEMBER.before)) == lost
    on_time = with_states(StateFigures(S.LEAD, 40, 12, 0, 9, 20, 3.0, 0, 27.0, 80))
    assert finding(on_time) == lost


def test_where_there_is_nothing_it_is_one_sentence() -> None:
    never = said(replace(FIGURES, counted_at=None))
    assert never[1:] == [
        "Nothing was counted yet: the funnel follows within minutes of the first import or sync."
    ]
    [_, empty] = said(with_states())
    assert empty.startswith("No pursuit stands in this funnel, and none entered a state of it in this period")
    assert "No pursuit stands" in funnel_line(FunnelPage(with_states()))


def test_a_month_without_events_has_no_chart() -> None:
    quiet = with_states(StateFigures(S.LEAD, now=1), moved_this_week=[], irregular=[], reasons=[], sizes=[])
    told = said(quiet)
    assert "Entered, and went on" not in told
    assert "Nobody stands at or entered the other states in this period." in told
    assert told[-6:-2] == [
        "This week, since 23 Nov: nothing moved.",
        "Irregular moves: none in this period.",
        "Reasons for leaving: nobody left in this period.",
        "From first contact to sale, by company size: no sale closed in this period.",
    ]


def test_each_number_has_a_list() -> None:
    told = [(words, count) for words, count, _ in numbers(FunnelPage(FIGURES, 3))]
    assert told[:4] == [
        ("Lead: now", 20),
        ("Lead: there longer than usual", 9),
        ("Lead: entered", 40),
        ("Lead: went on", 12),
    ]
    assert told[-8:] == [
        ("This week: Hot Lead → Qualified Opportunity", 5),
        ("This week: Lead → Prospect (irregular)", 1),
        ("All irregular moves", 3),
        ("Lead → Prospect (irregular)", 3),
        ("Left: said nothing", 7),
        ("Left: Price", 4),
        ("Sales: 10–49 people", 1),
        ("Sales: 50–199 people", 4),
    ]
    queries = [query for *_, query in numbers(FunnelPage(FIGURES, 3))]
    assert {(query.of, query.service) for query in queries} == {(3, "Rostering")}
    assert {query.first.day for query in queries if query.what == "move"} == {1, 23}


def test_more_than_there_is_room_for() -> None:
    many = replace(FIGURES, reasons=[(f"r{n}", 1) for n in range(9)], irregular=[*FIGURES.irregular] * 7)
    told = said(many)
    assert "  • and 4 other reasons" in told
    assert any(line.endswith("and 2 other") for line in told)
