"""A funnel for cards: one written by hand, and any with hostile text and any numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from ml.funnel import FunnelState, MoveKind
from ml.funnel_figures import SIZES, FunnelFigures, MoveFigures, SizeFigures, StateFigures
from ml.sales_periods import Period, month_of, read_period
from tests.bot.blocks.any_values import maybe, moments, text

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
S = FunnelState
WEEK = Period(date(2026, 11, 23), NOW.date())
NOVEMBER = month_of(NOW.date()).until(NOW.date())
OF_HAND = {
    S.LEAD: StateFigures(S.LEAD, 40, 12, 1, 9, 20, 30.0, 9, 27.4, 80),
    S.HOT_LEAD: StateFigures(S.HOT_LEAD, 9, 3, 0, 8, 31, 14.04, 14, 12.0, 31),
    S.PROSPECT: StateFigures(S.PROSPECT, now=1, age_days=2.25),
    S.CLIENT: StateFigures(S.CLIENT, 5, now=70, age_days=300.0),
    S.UNQUALIFIED: StateFigures(S.UNQUALIFIED, 17, now=200),
}
FIGURES = FunnelFigures(
    whose="",
    service="Rostering",
    period=NOVEMBER,
    states=[OF_HAND.get(state, StateFigures(state)) for state in S],
    week=WEEK,
    moved_this_week=[
        MoveFigures(S.HOT_LEAD, S.QUALIFIED_OPPORTUNITY, MoveKind.TYPICAL, 5),
        MoveFigures(S.LEAD, S.PROSPECT, MoveKind.IRREGULAR, 1),
    ],
    irregular=[MoveFigures(S.LEAD, S.PROSPECT, MoveKind.IRREGULAR, 3)],
    reasons=[("", 7), ("Price", 4)],
    sizes=[SizeFigures("10–49", 1, 20.0), SizeFigures("50–199", 4, 61.2)],
    counted_at=NOW,
    zone="Asia/Singapore",
)

few = st.integers(0, 10**7)
lengths = maybe(st.floats(0, 1e5))
periods = st.sampled_from([NOVEMBER, NOVEMBER.before, read_period("2020", NOW.date())])
states = st.fixed_dictionaries(
    {
        state: st.builds(StateFigures, st.just(state), few, few, few, few, few, lengths, few, lengths, few)
        for state in S
    }
).map(lambda by_state: list(by_state.values()))
unmoved = st.just([StateFigures(state) for state in S])
moves = st.lists(
    st.builds(MoveFigures, st.sampled_from(S), st.sampled_from(S), st.sampled_from(MoveKind), few),
    max_size=80,
)
sizes = st.lists(
    st.builds(
        SizeFigures, st.sampled_from([*(name for _, name in SIZES), ""]), st.integers(1, 10**6), lengths
    ),
    max_size=6,
    unique_by=lambda one: one.size,
)
figures = st.builds(
    FunnelFigures, text, text, periods, states | unmoved, st.just(WEEK), moves, moves, st.lists(st.tuples(text, few), max_size=9), sizes,
    maybe(moments), text,
)  # fmt: skip
