"""Stays read from what was recorded: where a round stood, since when, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from integrations.store.pursuit_history import HistoryRow, Pursuit, Recorded, Round, Touch, read_pursuit
from ml.funnel import FunnelState as S
from ml.funnel_stays import Course, Reasons, Stay, Target, ToldMove, stays_of

SINGAPORE = ZoneInfo("Asia/Singapore")
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def moves(*steps: tuple[datetime, S, S], kind: str = "typical") -> tuple[ToldMove, ...]:
    return tuple(
        ToldMove(when, after.value, 0, before.value, after.value, kind) for when, before, after in steps
    )


def read(*courses: Course, state: S) -> list[Stay]:
    return list(stays_of(Target(1, "Rostering", state.value, courses), NOW, SINGAPORE))


def told(stays: Sequence[Stay]) -> list[Any]:
    return [(one.state, one.entered_on, one.fate, one.days, one.current) for one in stays]


def test_from_target_to_client() -> None:
    course = Course(
        7,
        owner_id=3,
        entered_at=at(1, 1),
        closed_at=at(3, 1, 20),
        sold=("10–49", 40.5),
        moves=moves(
            (at(1, 11), S.SALES_TARGET, S.LEAD),
            (at(1, 21, 21), S.LEAD, S.PROSPECT),
            (at(3, 1, 20), S.PROSPECT, S.CLIENT),
        ),
    )
    stays = read(course, state=S.CLIENT)
    assert told(stays) == [
        ("SALES_TARGET", date(2026, 1, 1), "on", 10.0, False),
        ("LEAD", date(2026, 1, 11), "on", 10.5, False),
        ("PROSPECT", date(2026, 1, 22), "on", 39 - 1 / 24, False),  # 21:00 UTC: the next day in Singapore
        ("CLIENT", date(2026, 3, 2), "", 40.5, True),
    ]
    assert [(one.place, one.from_state, one.kind, one.counted_as) for one in stays] == [
        (0, "", "", None),
        (1, "SALES_TARGET", "typical", None),
        (2, "LEAD", "typical", None),
        (3, "PROSPECT", "typical", "10–49"),
    ]
    assert {(one.round_id, one.pursuit_id, one.owner_id, one.service) for one in stays} == {
        (7, 1, 3, "Rostering")
    }
    assert [one.left_on for one in stays] == [*(one.entered_on for one in stays[1:]), None]


def test_steps_of_one_event_pass_in_no_time() -> None:
    event = [
        ToldMove(at(2, 1), "Demo", step, before.value, after.value, "typical")
        for step, (before, after) in enumerate(
            pairwise((S.SALES_TARGET, S.LEAD, S.HOT_LEAD, S.QUALIFIED_OPPORTUNITY))
        )
    ]
    stays = read(Course(1, entered_at=at(1, 31), moves=event[::-1]), state=S.QUALIFIED_OPPORTUNITY)
    assert [(one.state, one.days, one.fate) for one in stays] == [
        ("SALES_TARGET", 1.0, "on"),
        ("LEAD", 0.0, "on"),
        ("HOT_LEAD", 0.0, "on"),
        ("QUALIFIED_OPPORTUNITY", None, ""),
    ]


def test_back_away_and_in_again() -> None:
    path = (S.HOT_LEAD, S.COLD_LEAD, S.UNQUALIFIED, S.LEAD, S.UNQUALIFIED, S.SALES_TARGET, S.LEAD)
    steps = [(at(2, number), before, after) for number, (before, after) in enumerate(pairwise(path), 1)]
    course = Course(1, left_because="No budget", moves=moves(*steps))
    stays = read(course, state=S.LEAD)
    assert [(one.state, one.fate) for one in stays] == [
        ("COLD_LEAD", "left"), ("UNQUALIFIED", "on"), ("LEAD", "left"), ("UNQUALIFIED", "on"), ("SALES_TARGET", "on"),
        ("LEAD", ""),
    ]  # fmt: skip
    # why it left the first time nobody knows any longer
    assert [one.counted_as for one in stays] == [None, "", None, "No budget", None, None]
    assert stays[0].from_state == "HOT_LEAD"


def test_the_same_state_again_is_one_stay_and_corrects_the_date_of_a_close() -> None:
    path = ((at(2, 1), S.SALES_TARGET, S.LEAD), (at(2, 3), S.LEAD, S.LEAD), (at(2, 5), S.LEAD, S.UNQUALIFIED))
    again = (at(2, 9), S.UNQUALIFIED, S.UNQUALIFIED)
    stays = read(Course(1, closed_at=at(2, 9), moves=moves(*path, again)), state=S.UNQUALIFIED)
    assert [(one.state, one.entered_at, one.days) for one in stays] == [
        ("SALES_TARGET", at(2, 1), 0.0),
        ("LEAD", at(2, 1), 8.0),
        ("UNQUALIFIED", at(2, 9), None),
    ]


def test_a_round_without_a_history() -> None:
    assert told(read(Course(1, state="LEAD", entered_at=at(2, 1)), state=S.LEAD)) == [
        ("LEAD", date(2026, 2, 1), "", None, True)
    ]
    assert told(read(Course(1), state=S.SALES_TARGET)) == [("SALES_TARGET", None, "", None, True)]
    lost = Course(1, state="UNQUALIFIED", entered_at=at(2, 1), closed_at=at(3, 1), left_because="Price")
    [stay] = read(lost, state=S.UNQUALIFIED)
    assert (stay.entered_on, stay.counted_as) == (date(2026, 3, 1), "Price")
    # won, but nobody knows when: no sale
    [stay] = read(Course(1, state="CLIENT", entered_at=at(2, 1)), state=S.CLIENT)
    assert (stay.entered_on, stay.counted_as) == (date(2026, 2, 1), None)


def test_where_the_crm_says_it_stands_though_the_history_lags_behind() -> None:
    course = Course(1, state="PROSPECT", entered_at=at(2, 1), moves=moves((at(2, 2), S.SALES_TARGET, S.LEAD)))
    stays = read(course, state=S.PROSPECT)
    assert told(stays)[1:] == [
        ("LEAD", date(2026, 2, 2), "on", None, False),
        ("PROSPECT", None, "", None, True),
    ]
    assert (stays[-1].from_state, stays[-1].kind) == ("LEAD", "")


def test_what_lies_in_the_future_has_no_date_yet() -> None:
    ahead = moves((at(11, 1), S.SALES_TARGET, S.LEAD), (at(12, 1), S.LEAD, S.HOT_LEAD))
    stays = read(Course(1, entered_at=at(11, 1), moves=ahead), state=S.HOT_LEAD)
    assert [(one.state, one.entered_on, one.days) for one in stays[1:]] == [
        ("LEAD", date(2026, 11, 1), None),
        ("HOT_LEAD", None, None),
    ]


def test_a_deal_that_was_entered_after_its_history_began() -> None:
    stays = read(
        Course(1, entered_at=at(5, 1), moves=moves((at(2, 1), S.SALES_TARGET, S.LEAD))), state=S.LEAD
    )
    assert [one.entered_at for one in stays] == [at(2, 1), at(2, 1)]


def test_a_pursuit_stands_in_one_of_its_rounds() -> None:
    lost = Course(1, entered_at=at(1, 1), moves=moves((at(1, 2), S.SALES_TARGET, S.UNQUALIFIED)))
    back = Course(2, cycle=2, moves=moves((at(5, 2), S.UNQUALIFIED, S.LEAD), kind="atypical"))
    stays = read(lost, back, state=S.LEAD)
    assert [(one.round_id, one.place, one.state, one.current) for one in stays] == [
        (1, 0, "SALES_TARGET", False),
        (1, 1, "UNQUALIFIED", False),
        (2, 0, "LEAD", True),
    ]
    assert (stays[-1].from_state, stays[-1].kind) == ("UNQUALIFIED", "atypical")
    assert read(state=S.LEAD) == []
    # where no round says so, the latest one stands there without a date
    assert [(one.state, one.entered_on) for one in read(lost, back, state=S.PROSPECT) if one.current] == [
        ("PROSPECT", None)
    ]
    same = [replace(lost, round_id=3), replace(lost, round_id=4)]
    assert [one.round_id for one in read(*same, state=S.UNQUALIFIED) if one.current] == [4]


def test_reasons_are_shown_as_they_were_written_first() -> None:
    reasons = Reasons()
    assert reasons.shown("  Straße\n zu   teuer ") == "Straße zu teuer"
    assert reasons.shown("STRASSE ZU TEUER") == "Straße zu teuer"
    assert len(reasons.shown("word " * 99)) <= 80
    assert reasons.shown("") == reasons.shown("   ") == reasons.shown(None) == ""


# --- whatever was recorded ----------------------------------------------------------------------------------

_days = st.integers(0, 40)
_entries = st.lists(
    st.tuples(st.integers(1, 3), _days, st.sampled_from(S), st.sampled_from("ab")),
    max_size=12,
    unique=True,
)
_stands = st.lists(st.sampled_from([None, *S]), min_size=3, max_size=3)


def moment(number: int) -> datetime:
    return NOW - timedelta(days=30 - number)


@given(_entries, _stands, st.lists(_days, max_size=4))
def test_stays_are_a_round_from_beginning_to_end(
    entries: list[tuple[int, int, S, str]], stands: list[S | None], events: list[int]
) -> None:
    pursuit = Pursuit(
        [Round(number, state, None) for number, state in enumerate(stands, 1)],
        [Recorded(number, moment(day), f"{state}{label}", state) for number, day, state, label in entries],
        [Touch(number, moment(day), None) for number, day in enumerate(events)],
    )
    history = read_pursuit(pursuit)
    courses = [_course(one, [row for row in history if row.round_id == one.id]) for one in pursuit.rounds]
    stays = list(stays_of(Target(1, "Rostering", pursuit.state.value, courses), NOW, SINGAPORE))
    [current] = [one for one in stays if one.current]
    assert current.state == pursuit.state
    made = [row for row in history if row.before != row.after]
    assert len([one for one in stays if one.kind]) == len(made)
    rounds = {number: list(mine) for number, mine in groupby(stays, key=lambda one: one.round_id)}
    assert sorted(rounds) == [1, 2, 3]
    for mine, course in zip(rounds.values(), courses, strict=True):
        assert [one.place for one in mine] == list(range(len(mine)))
        assert mine[-1].state == course.state
        assert [bool(one.fate) for one in mine] == [True] * (len(mine) - 1) + [False]
        for before, after in pairwise(mine):
            assert (after.from_state, before.left_on) == (before.state, after.entered_on)
            assert before.state != after.state
            if before.entered_at and after.entered_at:
                assert before.days == (after.entered_at - before.entered_at) / timedelta(days=1)
            else:
                assert before.days is None
            assert (before.days or 0.0) >= 0
    assert all(one.entered_at is None or one.entered_at <= NOW for one in stays)


def _course(one: Round, rows: Sequence[HistoryRow]) -> Course:
    told = [
        ToldMove(row.at, row.label, row.step, row.before.value, row.after.value, row.kind.value)
        for row in rows
    ]
    return Course(one.id, 0, one.standing.value, one.cycle, one.entered_at, one.closed_at, moves=told[::-1])
