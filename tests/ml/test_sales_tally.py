"""One target's history, counted by hand: what counts, once, on which day and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ml.sales_metrics import TOUCH_CHANNELS, Definitions
from ml.sales_tally import Counting, ToldRound, ToldTouch, tally_target

SINGAPORE = ZoneInfo("Asia/Singapore")
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
ADA, BEN = 1, 2


def at(*when: int) -> datetime:
    return datetime(2026, *when, tzinfo=UTC)  # type: ignore[arg-type,misc]  # month, day, hour


def touch(moment: datetime, channel: str = "call", **more: Any) -> ToldTouch:
    told = {"outbound": True, "answered": None, "person_id": 0, "contact_id": None}
    return ToldTouch(at=moment, channel=channel, **{**told, "booked_at": None, "cancelled": None, **more})


def count(
    rounds: Iterable[ToldRound], touches: Iterable[ToldTouch], definitions: Definitions | None = None
) -> dict[str, list[tuple[str, int, int, float]]]:
    """By kind: day, owner, number and days, in order."""
    counting = Counting(SINGAPORE, NOW, definitions or Definitions())
    tally_target(rounds, touches, counting)
    found = dict[str, list[tuple[str, int, int, float]]]()
    for (on, owner, kind), (number, days) in sorted(counting.tallies.items()):
        found.setdefault(kind, []).append((on.isoformat()[5:], owner, number, days))
    return found


WON = ToldRound(ADA, at(3, 1), at(5, 10, 8), "won")


def test_a_round_that_was_won_by_hand() -> None:
    """First called on 25 Feb, answered on 2 Mar, a demo on 20 Mar agreed on 12 Mar, won on 10 May: 74 days later."""
    told = count(
        [WON],
        [
            touch(at(2, 25, 8), contact_id=7, answered=False),
            touch(at(3, 2, 8), contact_id=8, answered=True),
            touch(at(3, 2, 9), "note"),
            touch(at(3, 3, 9), "email", contact_id=8),
            touch(at(3, 4, 9), "email", outbound=False),
            touch(at(3, 20, 3), "meeting", booked_at=at(3, 12, 3), answered=True),
        ],
    )
    assert told == {
        "activity:call": [("02-25", ADA, 1, 0.0), ("03-02", ADA, 1, 0.0)],
        "activity:email": [("03-03", ADA, 1, 0.0)],
        "activity:meeting": [("03-20", ADA, 1, 0.0)],
        "appointment": [("03-12", ADA, 1, 0.0)],
        "appointment_met": [("03-20", ADA, 1, 0.0)],
        "cold_contact": [("02-25", ADA, 1, 0.0)],
        "cohort_appointment": [("02-25", ADA, 1, 0.0)],
        "cohort_sale": [("02-25", ADA, 1, 74.0)],
        "sale": [("05-10", ADA, 1, 74.0)],
        "sale_met": [("05-10", ADA, 1, 0.0)],
        "sale_touches": [("05-10", ADA, 4, 0.0)],
        "sale_contacts": [("05-10", ADA, 2, 0.0)],
    }


def test_late_in_the_evening_utc_is_the_next_day_in_singapore() -> None:
    told = count([ToldRound(ADA)], [touch(at(3, 31, 23))])
    assert told["activity:call"] == told["cold_contact"] == [("04-01", ADA, 1, 0.0)]


# --- appointments ---------------------------------------------------------------------------------------------------


def appointments(*touches: ToldTouch, rounds: Iterable[ToldRound] = (ToldRound(ADA),), by: Any = None) -> Any:
    definitions = Definitions(appointment=by) if by else Definitions()
    told = count(rounds, touches, definitions)
    return [[(day, number) for day, _, number, _ in told.get(kind, [])] for kind in (
        "appointment", "appointment_cancelled", "appointment_met",
    )]  # fmt: skip


def meeting(moment: datetime, booked: datetime | None = None, **more: Any) -> ToldTouch:
    return touch(moment, "meeting", booked_at=booked, **more)


def test_moved_however_often_it_is_one_dated_at_its_first_booking() -> None:
    moved = (
        meeting(at(4, 10), at(4, 1), answered=False),
        meeting(at(4, 20), at(4, 9), answered=False),
        meeting(at(4, 30), at(4, 19), answered=True),
    )
    assert appointments(*moved) == [[("04-01", 1)], [], [("04-30", 1)]]


def test_called_off_it_counts_as_set_and_is_shown_apart() -> None:
    assert appointments(meeting(at(4, 10), at(4, 1), cancelled=True)) == [[("04-01", 1)], [("04-01", 1)], []]
    again = (meeting(at(4, 10), at(4, 1), cancelled=True), meeting(at(4, 20), at(4, 12)))
    assert appointments(*again) == [[("04-01", 1)], [], [("04-20", 1)]]


def test_nobody_came() -> None:
    assert appointments(meeting(at(4, 10), at(4, 1), answered=False)) == [[("04-01", 1)], [], []]


def test_without_a_booking_it_is_dated_at_the_meeting() -> None:
    assert appointments(meeting(at(4, 10))) == [[("04-10", 1)], [], [("04-10", 1)]]


def test_agreed_for_next_week_it_is_set_but_not_met() -> None:
    assert appointments(meeting(at(12, 3), at(11, 25))) == [[("11-25", 1)], [], []]
    assert appointments(meeting(at(12, 3))) == [[], [], []]


PROSPECT = ToldRound(ADA, at(3, 1), prospect_at=at(4, 5))


def test_where_no_meeting_is_recorded_the_entry_into_prospect_counts() -> None:
    assert appointments(rounds=[PROSPECT]) == [[("04-05", 1)], [], []]
    booked = meeting(at(4, 10), at(4, 1))
    assert appointments(booked, rounds=[PROSPECT])[0] == [("04-01", 1)]
    assert appointments(rounds=[PROSPECT], by="meeting")[0] == []
    assert appointments(booked, rounds=[PROSPECT], by="prospect")[0] == [("04-05", 1)]


def test_each_round_has_an_appointment_of_its_own() -> None:
    rounds = [ToldRound(ADA, at(1, 5), at(2, 10), "lost"), ToldRound(BEN, at(5, 1))]
    told = count(rounds, [meeting(at(2, 1), at(1, 20)), meeting(at(5, 20), at(5, 10)), meeting(at(6, 1))])
    assert told["appointment"] == [("01-20", ADA, 1, 0.0), ("05-10", BEN, 1, 0.0)]


def test_a_meeting_after_the_sale_is_no_appointment() -> None:
    told = count([replace(WON, prospect_at=at(4, 1))], [meeting(at(6, 1))])
    assert told["appointment"] == [("04-01", ADA, 1, 0.0)]
    assert told["activity:meeting"] == [("06-01", ADA, 1, 0.0)]


# --- cold contacts --------------------------------------------------------------------------------------------------


def cold(rounds: Iterable[ToldRound], *touches: ToldTouch, by: Any = "unanswered") -> list[tuple[str, int]]:
    told = count(rounds, touches, Definitions(cold_contact=by))
    return [(day, owner) for day, owner, *_ in told.get("cold_contact", [])]


def test_only_the_first_touch_of_a_cycle_is_cold() -> None:
    assert cold([ToldRound(ADA)], touch(at(3, 5)), touch(at(3, 1)), touch(at(3, 9), "email")) == [
        ("03-01", ADA)
    ]


def test_who_wrote_first_is_not_cold() -> None:
    came = touch(at(2, 28), "email", outbound=False)
    assert cold([ToldRound(ADA)], came, touch(at(3, 1))) == []
    assert cold([ToldRound(ADA)], came, touch(at(3, 1)), by="every_cycle") == [("03-01", ADA)]


def test_a_note_is_neither_a_contact_nor_an_answer() -> None:
    noted = touch(at(2, 1), "note", outbound=False, answered=True)
    assert cold([ToldRound(ADA)], noted, touch(at(3, 1))) == [("03-01", ADA)]


LOST_AND_BACK = [ToldRound(ADA, at(1, 5), at(2, 10), "lost"), ToldRound(BEN, at(6, 1))]


def test_the_next_cycle_is_cold_again_only_if_nobody_ever_answered() -> None:
    first, between = touch(at(1, 6), answered=False), touch(at(5, 20))
    assert cold(LOST_AND_BACK, first, between) == [("01-06", ADA), ("05-20", BEN)]
    assert cold(LOST_AND_BACK, first._replace(answered=True), between) == [("01-06", ADA)]
    assert cold(LOST_AND_BACK, first._replace(answered=True), between, by="every_cycle") == [
        ("01-06", ADA),
        ("05-20", BEN),
    ]


def test_it_belongs_to_who_made_it_else_to_the_rounds_owner() -> None:
    assert cold([ToldRound(ADA)], touch(at(3, 1), person_id=BEN)) == [("03-01", BEN)]
    assert cold([], touch(at(3, 1))) == [("03-01", 0)]


# --- activities -----------------------------------------------------------------------------------------------------


def test_what_is_an_activity() -> None:
    told = count(
        [ToldRound(ADA)],
        [
            touch(at(3, 1)),
            touch(at(3, 1), "note"),
            touch(at(3, 1), outbound=False),
            touch(at(3, 1), "visit"),
            meeting(at(3, 1), cancelled=True),
            meeting(at(3, 1), answered=False),
            meeting(at(3, 1)),
            touch(NOW + timedelta(hours=1)),
        ],
    )
    done = {kind: rows for kind, rows in told.items() if kind.startswith("activity:")}
    assert done == {
        f"activity:{channel}": [("03-01", ADA, 1, 0.0)] for channel in ("call", "meeting", "visit")
    }


def test_which_channels_count_is_a_setting() -> None:
    told = count([], [touch(at(3, 1)), touch(at(3, 1), "note")], Definitions(activities=("note",)))
    assert [kind for kind in told if kind.startswith("activity:")] == ["activity:note"]


# --- sales ----------------------------------------------------------------------------------------------------------


def sales(rounds: Iterable[ToldRound], *touches: ToldTouch) -> list[tuple[str, float]]:
    return [(day, days) for day, _, _, days in count(rounds, touches).get("sale", [])]


def test_without_a_touch_the_cycle_begins_with_the_rounds_entry() -> None:
    [(day, days)] = sales([WON])
    assert (day, round(days, 6)) == ("05-10", round(70 + 8 / 24, 6))


def test_neither_lost_nor_open_nor_undated_is_a_sale() -> None:
    others = (replace(WON, outcome="lost"), replace(WON, outcome=None), replace(WON, closed_at=None))
    assert [sales([one]) for one in others] == [[], [], []]
    assert sales([replace(WON, closed_at=NOW + timedelta(days=1))]) == []


def test_after_a_loss_the_next_cycle_begins_where_the_first_ended() -> None:
    rounds = [LOST_AND_BACK[0], ToldRound(BEN, at(6, 1), at(7, 1, 8), "won")]
    assert sales(rounds, touch(at(1, 6)), touch(at(5, 22, 8))) == [("07-01", 40.0)]


def test_after_a_win_the_calls_to_a_client_belong_to_no_cycle() -> None:
    again = ToldRound(ADA, at(8, 1), at(9, 1, 8), "won")
    told = sales([WON, again], touch(at(3, 1, 8)), touch(at(6, 1)), touch(at(8, 12, 8)))
    assert told == [("05-10", 70.0), ("09-01", 20.0)]


def test_a_round_that_was_opened_again_counts_from_its_second_cycle() -> None:
    reopened = ToldRound(ADA, at(1, 5), at(9, 1, 8), "won", reopened=[(at(2, 10), True, at(6, 1))])
    assert sales([reopened], touch(at(1, 6)), touch(at(8, 2, 8))) == [("09-01", 30.0)]


def test_rounds_that_overlap() -> None:
    """What is said once the second round has begun belongs to it."""
    rounds = [ToldRound(ADA, at(1, 1), at(6, 1, 8), "won"), ToldRound(BEN, at(3, 1), at(5, 1, 8), "won")]
    told = count(rounds, [touch(at(2, 1, 8)), touch(at(4, 1, 8))])
    assert told["sale"] == [("05-01", BEN, 1, 30.0), ("06-01", ADA, 1, 120.0)]


def test_a_close_with_a_day_only_is_not_before_the_call_of_that_day() -> None:
    assert sales([replace(WON, closed_at=at(5, 10, 0))], touch(at(5, 10, 9))) == [("05-10", 0.0)]


# --- whatever comes -------------------------------------------------------------------------------------------------

moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
some = st.builds(
    ToldTouch, moments, st.sampled_from([*TOUCH_CHANNELS, "note"]), st.booleans(), st.none() | st.booleans(),
    st.integers(0, 3), st.none() | st.integers(1, 3), st.none() | moments, st.none() | st.booleans(),
)  # fmt: skip
rounds_ = st.builds(
    ToldRound, st.integers(0, 3), st.none() | moments, st.none() | moments, st.sampled_from([None, "won", "lost"]),
    st.none() | moments,
)  # fmt: skip


@given(st.lists(rounds_, max_size=3), st.lists(some, max_size=8), st.sampled_from([SINGAPORE, UTC]))
def test_whatever_comes(rounds: list[ToldRound], touches: list[ToldTouch], zone: Any) -> None:
    counting = Counting(zone, NOW)
    tally_target(rounds, touches, counting)
    sums = dict[str, int]()
    for (_, _, kind), (number, days) in counting.tallies.items():
        sums[kind] = sums.get(kind, 0) + number
        assert number > 0
        assert days >= 0
    assert all(on <= NOW.astimezone(zone).date() for on, _, _ in counting.tallies)
    assert sums.get("appointment", 0) <= max(1, len(rounds))
    assert sums.get("sale", 0) <= len(rounds)
    assert sums.get("cold_contact", 0) <= max(1, len(rounds))
    assert sums.get("appointment_cancelled", 0) <= sums.get("appointment", 0)
    assert sums.get("cohort_appointment", 0) <= sums.get("appointment", 0)
    assert sums.get("cohort_sale", 0) <= sums.get("sale", 0)
    backwards = Counting(zone, NOW)
    tally_target(rounds, sorted(touches, key=lambda one: one.at), backwards)
    assert sum(n for n, _ in backwards.tallies.values()) == sum(n for n, _ in counting.tallies.values())


def test_a_target_of_which_nothing_is_known() -> None:
    assert count([], []) == {}
    assert count([ToldRound()], []) == {}
