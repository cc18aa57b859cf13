"""Strategies for values with hostile text in every place where somebody else's words can stand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from ml.funnel import FunnelState
from ml.records import CompanyHit, LeadCard, LeadScore, QueueRow, Reason, ScoreLevel, TouchLine

HOSTILE = (
    "<!channel>",
    "<@U1> <http://evil.example|bank>",
    "&lt;!here&gt;",
    "\u202egnp.exe",
    "a\u200b\u200bb",
    "*_~`" * 50,
    "x" * 5000,
    "<&>" * 2000,
    "\x00\n\t",
    "   ",
    "",
    "\ud800",
    "👩\u200d👩\u200d👧",
    ">quote",
)
text = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=60))
share = st.floats(0, 1)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
moments = st.builds(datetime.combine, days, st.times(), st.just(UTC))
states = st.sampled_from(FunnelState)
ids = st.integers(1, 2**53)
owners = st.one_of(st.none(), ids)


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), strategy)


reasons = st.builds(Reason, st.floats(-60, 60), text)
scores = st.builds(
    LeadScore,
    pursuit_id=ids,
    as_of=moments,
    model_version=st.one_of(st.sampled_from(["", "2026-11-22", "v1"]), text),
    level=st.sampled_from(ScoreLevel),
    win=share,
    win_low=share,
    win_high=share,
    like=st.integers(0, 9999),
    like_won=st.integers(0, 9999),
    base_rate=share,
    won=st.integers(0, 9999),
    lost=st.integers(0, 9999),
    next_state=maybe(states),
    next_chance=maybe(share),
    days=maybe(st.floats(0, 2000)),
    days_low=maybe(st.floats(0, 2000)),
    days_high=maybe(st.floats(0, 2000)),
    days_from_median=st.booleans(),
    reasons=st.lists(reasons, max_size=10).map(tuple),
    raise_most=maybe(reasons),
)
touches = st.builds(
    TouchLine, text, moments, st.sampled_from(["in", "out"]), maybe(st.integers(0, 99999)), text, text
)
cards = st.builds(
    LeadCard,
    pursuit_id=ids,
    company=text,
    service=text,
    state=states,
    cycle=st.integers(1, 9),
    owner_id=owners,
    owner=text,
    score=maybe(scores),
    previous_win=maybe(share),
    previous_at=maybe(moments),
    last_touch=maybe(touches),
    next_step=text,
    next_step_due=maybe(days),
    left_because=text,
    look_again_on=maybe(days),
    data_as_of=maybe(moments),
    other_services=st.lists(st.tuples(ids, text, states), max_size=8).map(tuple),
)
hits = st.builds(
    CompanyHit,
    company_id=ids,
    company=text,
    matched=text,
    pursuit_id=ids,
    service=text,
    state=states,
    owner_id=owners,
    owner=text,
    win=maybe(share),
)
queue_rows = st.builds(
    QueueRow,
    pursuit_id=ids,
    company=text,
    service=text,
    state=states,
    owner_id=owners,
    owner=text,
    win=maybe(share),
    level=maybe(st.sampled_from(ScoreLevel)),
    change=maybe(st.floats(-1, 1)),
    last_touch_at=maybe(moments),
    next_step_due=maybe(days),
    why=text,
)
