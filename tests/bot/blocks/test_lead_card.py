"""The words of the lead card."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.blocks.dates import Reader
from bot.blocks.lead_card import closed_to_reader, lead_card, lead_line
from bot.sandbox.plain_words import words_of
from ml.funnel import FunnelState
from ml.records import LeadCard, LeadScore, Reason, ScoreLevel, SimilarWin, TouchLine
from ml.reminding import BestTouch
from tests.bot.blocks.any_values import scores
from tests.bot.slack_team import NOW, SCORE

READER = Reader(NOW.astimezone(ZoneInfo("Asia/Singapore")))
CARD = LeadCard(
    pursuit_id=1,
    company="Acme Pte Ltd",
    service="Rostering",
    state=FunnelState.HOT_LEAD,
    cycle=1,
    owner_id=1,
    owner="Ada Tan",
    score=SCORE,
    previous_win=0.53,
    previous_at=NOW - timedelta(days=5),
    last_touch=TouchLine("call", NOW - timedelta(days=12), "out", 725, "Mei Lin", "send me the quote"),
    next_step="quotation",
    next_step_due=date(2026, 11, 14),
    data_as_of=datetime(2026, 11, 23, 0, 10, tzinfo=UTC),
    other_services=((7, "Payroll", FunnelState.CLIENT),),
)


def words(card: LeadCard, reader: Reader = READER) -> str:
    return words_of(list(lead_card(card, reader, "abc")))


def scored(**changes: object) -> LeadCard:
    return replace(CARD, score=replace(SCORE, **changes))  # type: ignore[arg-type] # named parts of a score


def test_the_whole_card() -> None:
    assert words(CARD) == (
        "Acme Pte Ltd · Rostering\n"
        "Hot Lead · Prospecting · owner Ada Tan\n"
        "Win chance 62 % (48–74 %, from 57 pursuits like this one) · above your usual 24 %\n"
        "▲ 9 points since Wednesday\n"
        "Next step: agrees to a demo · 71 % within 30 days\n"
        "Expected close: 41 days (25–80)\n"
        "What speaks for it\n"
        "  • +14 next step with a date was set (3 Nov)\n"
        "  • +11 they named payroll errors as a pain\n"
        "  • +10 200 employees\n"
        "What speaks against it\n"
        "  • −8 no reply for 12 days\n"
        "  • −5 decision maker not yet heard\n"
        "+16 everything else · adds up from the usual 24 % to 62 %\n"
        "Would raise it most: a call with the HR director (+7)\n"
        "Last touch: call with Mei Lin, 11 Nov, 12 min – “send me the quote”\n"
        "Agreed next: quotation · 14 Nov · OVERDUE 9 days\n"
        "[ Draft pitch ]  [ Last call ]  [ Brief ]  [ Remind me ▾ ]\n"
        "[ Payroll · Client ]  [ My next conversations ]\n"
        "Model of 22 Nov · data of 08:10 today · right 7 of 10 times at this score\n"
        "[ 👍 Helpful ]  [ 👎 Not helpful ]"
    )


def test_the_line_says_the_same_as_the_card() -> None:
    assert lead_line(CARD, READER) == (
        "Acme Pte Ltd · Rostering · Hot Lead. "
        "Win chance 62 % (48–74 %, from 57 pursuits like this one) · above your usual 24 %"
    )


@given(scores)
def test_the_points_shown_add_up_to_the_chance_shown(score: LeadScore) -> None:
    shown = words(replace(CARD, score=score))
    if "everything else" not in shown:
        return
    start, end = map(int, re.findall(r"from the usual (\d+) % to (\d+) %", shown)[0])
    told = re.findall(r"^  • ([+−]\d+)", shown, re.MULTILINE) + re.findall(
        r"^([+−±]\d+) everything", shown, re.MULTILINE
    )
    points = sum(int(point.replace("−", "-").replace("±", "")) for point in told)
    assert start + points == end


def test_what_else_would_raise_it_and_whom_it_is_like() -> None:
    shown = words(
        scored(
            raise_too=(Reason(4.2, "a meeting now"), Reason(2.0, "a next step with a date")),
            won_alike=(
                SimilarWin(7, "Bistro Group", "Rostering", 1, 41),
                SimilarWin(8, "Metro <Foods>", "", None, None),
            ),
        )
    )
    also = "; also a meeting now (about +4), a next step with a date (about +2)"
    assert f"Would raise it most: a call with the HR director (+7){also}\n" in shown
    assert "Won alike: Bistro Group (Rostering, 41 days), Metro <Foods>\n" in shown


def test_the_trend_of_a_month() -> None:
    today = READER.today
    moves = [(0, 0.62), (3, 0.52), (8, 0.521), (12, 0.47), (20, 0.45), (29, 0.41), (31, 0.9)]
    trend = tuple((today - timedelta(days=ago), win) for ago, win in moves)
    assert "Chance over 30 days: 41 → 45 → 52 → 62 %\n" in words(replace(CARD, trend=trend))
    assert "Chance over" not in words(replace(CARD, trend=trend[:1]))
    assert "Chance over" not in words(
        replace(CARD, trend=((today, 0.621), (today - timedelta(days=2), 0.62)))
    )


def test_the_best_next_touch() -> None:
    known, unknown = BestTouch(4, 10, 12, 7, 9, 0.31), BestTouch(tried=4, answered=1, team_rate=0.31)

    def told(best: BestTouch | None, card: LeadCard = CARD) -> str:
        return words_of(list(lead_card(card, READER, "abc", best=best)))

    assert "Best next touch: Thu 26 Nov, 10–12 h (7 of 9 answered; team 31 %)\n" in told(known)
    assert "Best next touch: too few answers to say (1 of 4 so far)\n" in told(unknown)
    assert "Best next touch" not in told(None)
    assert "Best next touch" not in told(known, replace(CARD, state=FunnelState.CLIENT))


def test_days_are_the_readers() -> None:
    late = replace(CARD, last_touch=TouchLine("call", datetime(2026, 11, 11, 17, 30, tzinfo=UTC)))
    assert "Last touch: call, 12 Nov" in words(late)
    assert "Last touch: call, 11 Nov" in words(late, Reader(NOW))
    assert "data of 00:10 today" in words(late, Reader(NOW))


def test_a_fall_is_told_with_its_sign() -> None:
    assert "▼ 1 point since Wednesday" in words(replace(CARD, previous_win=0.63))
    assert "point" not in words(replace(CARD, previous_win=0.62)).split("Next step")[0].split("usual")[1]


def test_too_little_data() -> None:
    shown = words(scored(level=ScoreLevel.BASE_RATE, won=6, lost=4, reasons=(), next_chance=None, days=None))
    assert (
        "Too early to score: 6 won and 4 lost so far. Teams like yours start at 10 + 10. Until then: base rate 24 %."
    ) in shown
    assert "Win chance" not in shown
    assert "right" not in shown


def test_nothing_closed_yet() -> None:
    shown = words(scored(level=ScoreLevel.BASE_RATE, won=0, lost=0, reasons=()))
    assert "nothing has been won or lost yet" in shown


def test_no_signal() -> None:
    shown = words(scored(level=ScoreLevel.NO_SIGNAL, win=0.24, next_chance=None, days_from_median=True))
    assert (
        "Your data does not yet tell winners from losers, so every pursuit gets the base rate: 24 %" in shown
    )
    assert "What would help: " in shown
    assert "What speaks for it" not in shown
    assert "Win chance" not in shown
    assert "Expected close: no better guess than the usual 41 days" in shown
    assert "winners from losers" in lead_line(scored(level=ScoreLevel.NO_SIGNAL), READER)


def test_a_shrunk_score_says_so() -> None:
    assert "only 12 won and 30 lost to learn from" in words(scored(level=ScoreLevel.SHRUNK, won=12, lost=30))


def test_not_scored_yet() -> None:
    assert "Not scored yet" in words(replace(CARD, score=None))


def test_a_client_is_won_and_has_no_chance() -> None:
    shown = words(replace(CARD, state=FunnelState.CLIENT))
    assert "Won: they are a client of this service." in shown
    assert "Win chance" not in shown


def test_a_lost_one_says_why_and_when_to_look_again() -> None:
    lost = replace(
        CARD, state=FunnelState.UNQUALIFIED, left_because="budget frozen", look_again_on=date(2027, 7, 1)
    )
    assert "Lost · left because: budget frozen\nLook again on 1 Jul 2027 (not before)" in words(lost)
    due = replace(lost, look_again_on=date(2026, 11, 23))
    assert "Look again on 23 Nov (worth another look now)" in words(due)
    assert "no reason was recorded" in words(replace(lost, left_because=""))
    assert "OVERDUE" in words(lost)


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (date(2026, 11, 23), "quotation · 23 Nov · due today"),
        (date(2026, 11, 24), "quotation · 24 Nov · due in 1 day"),
        (None, "quotation, without a date"),
    ],
)
def test_a_promise(due: date | None, told: str) -> None:
    assert f"Agreed next: {told}" in words(replace(CARD, next_step_due=due))


def test_nothing_known_but_the_name() -> None:
    bare = LeadCard(1, "Acme", "", FunnelState.SALES_TARGET, 3, None, "")
    assert words(bare).startswith(
        "Acme\nSales Target · Before the cycle · cycle 3 · no owner yet\nNot scored yet"
    )
    assert "Last touch: none recorded yet" in words(bare)
    assert "Agreed next" not in words(bare)
    assert "No events in the data yet" in words(bare)


def test_of_a_colleagues_only_company_state_and_owner() -> None:
    shown = words_of(list(closed_to_reader("Metro Gas", FunnelState.CLIENT, "Ben Ng", "abc")))
    assert shown.startswith("Metro Gas\nClient · owned by Ben Ng\nThis one is not yours")
    assert not re.search(r"\d", shown)


def test_the_track_record_of_a_low_score_counts_losses() -> None:
    assert "right 9 of 10 times" in words(scored(win=0.1, like=50, like_won=5))
