from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ml.funnel import FunnelState
from ml.retargeting_policy import BIN_STARTS, Candidate, Due, Reminded, draw, due_today, part
from ml.retargeting_words import due_touch
from ml.timing_periods import EDGES

ON = date(2026, 11, 23)
FALLING = (0.45, 0.44, 0.42, 0.36, 0.28, 0.18, 0.1)


def one(pursuit_id: int = 1, **more: Any) -> Candidate:
    kept = {"chances": FALLING, "level": "hazard", "silent_days": 6, **more}
    return Candidate(pursuit_id, "Acme Pte Ltd", "Rostering", kept.pop("state", FunnelState.HOT_LEAD), **kept)


def reasons(*candidates: Candidate, **more: Any) -> list[tuple[int, str]]:
    return [(due.candidate.pursuit_id, due.reason) for due in due_today(candidates, ON, **more)]


def only(candidate: Candidate, **more: Any) -> Due | None:
    return next(iter(due_today([candidate], ON, **more)), None)


def ago(days: int) -> date:
    return ON - timedelta(days=days)


def test_the_bins_are_those_of_the_model() -> None:
    assert list(BIN_STARTS) == EDGES[:-1].tolist()


def test_promises_come_first_then_those_that_come_back_then_the_gain_then_clients() -> None:
    client = one(4, state=FunnelState.CLIENT, silent_days=90, other_service="Payroll")
    back = one(3, state=FunnelState.UNQUALIFIED, look_again_on=ago(2))
    promise = one(2, next_step="quotation", next_step_due=ago(9))
    assert reasons(client, one(1), back, promise) == [
        (2, "promise"),
        (3, "look_again"),
        (1, "gain"),
        (4, "other_service"),
    ]


def test_the_longer_a_promise_is_overdue_the_earlier_it_comes() -> None:
    promises = [one(n, next_step="quotation", next_step_due=ago(n)) for n in range(1, 40)]
    assert [id_ for id_, _ in reasons(*promises)] == list(range(39, 0, -1))
    assert only(one(next_step="quotation", next_step_due=ago(200))).reason == "gain"  # type: ignore[union-attr]  # it is due


def test_a_promise_that_lies_ahead_is_waited_for() -> None:
    assert only(one(next_step="demo", next_step_due=ON + timedelta(days=1))) is None
    assert only(one(next_step="demo", next_step_due=ON)).reason == "promise"  # type: ignore[union-attr]  # it is due


@pytest.mark.parametrize("why", ["opted_out", "holiday", "irrelevant", "snoozed"])
def test_who_is_to_be_left_in_peace_is(why: str) -> None:
    pressing: dict[str, Any] = {"next_step": "quotation", "next_step_due": ago(9)}
    assert only(one(**pressing))
    assert only(one(**pressing, **{why: True})) is None


def test_who_left_for_good_never_comes_back_and_others_not_before_their_day() -> None:
    gone = one(state=FunnelState.UNQUALIFIED, next_step="quotation", next_step_due=ago(3))
    assert only(gone) is None
    assert only(replace(gone, look_again_on=ON + timedelta(days=1))) is None
    assert only(replace(gone, next_step_due=None, look_again_on=ON)).reason == "look_again"  # type: ignore[union-attr]  # it is due


def test_long_forgotten_leavers_come_after_open_pursuits() -> None:
    old = one(2, state=FunnelState.UNQUALIFIED, look_again_on=ago(300))
    assert [id_ for id_, _ in reasons(old, one(1))] == [1, 2]


def test_enough_tries_are_enough_and_touches_lie_apart() -> None:
    assert only(one(unanswered=5))
    assert only(one(unanswered=6)) is None
    assert only(one(silent_days=1)) is None
    assert only(one(silent_days=1, next_step="quotation", next_step_due=ago(1)))
    assert only(one(silent_days=0, touched=False, level="cadence")) is None
    assert only(one(silent_days=1, touched=False, level="cadence"))


def test_by_the_table_the_day_decides_and_the_gain_grows_with_the_days_past_it() -> None:
    by_table = one(level="cadence", chances=(0.3,) * 7, unanswered=2)
    assert only(replace(by_table, silent_days=6)) is None
    due = [only(replace(by_table, silent_days=days)) for days in (7, 9, 11)]
    assert [each.reason for each in due if each] == ["overdue"] * 3
    gains = [each.gain for each in due if each]
    assert gains == sorted(gains)
    assert gains[0] < gains[-1]


def test_waiting_is_better_where_later_is_likelier() -> None:
    assert only(one(chances=(0.1, 0.1, 0.1, 0.4, 0.4, 0.3, 0.2), silent_days=7)) is None


def test_flat_chances_are_told_by_the_table() -> None:
    flat = one(chances=(0.3,) * 7)
    assert only(replace(flat, silent_days=3)) is None
    assert only(replace(flat, silent_days=20)).reason == "overdue"  # type: ignore[union-attr]  # it is due
    assert only(replace(flat, silent_days=20, state=FunnelState.COLD_LEAD)) is None


def test_the_gain_is_what_is_lost_by_waiting_less_the_nuisance() -> None:
    due = only(one(silent_days=6), nuisance=2.0)
    assert due is not None
    assert due.gain == pytest.approx(100 * (0.42 - 0.36 * 0.995**7) - 2)
    patient, bothered = only(one(), nuisance=0.5), only(one(), nuisance=9.0)
    assert patient is not None
    assert bothered is None or bothered.gain < patient.gain


def test_a_client_is_asked_about_what_was_not_offered_and_not_at_once() -> None:
    client = one(state=FunnelState.CLIENT, silent_days=90, other_service="Payroll")
    assert only(client)
    assert only(replace(client, other_service="")) is None
    assert only(replace(client, silent_days=20)) is None


# --- earlier reminders ----------------------------------------------------------------------------------------------


def test_who_is_named_again_and_again_in_vain_is_named_ever_more_seldom() -> None:
    def named(times: int, days_ago: int) -> bool:
        return only(one(reminded=Reminded(times, ago(days_ago)))) is not None

    assert [next(days for days in range(1, 40) if named(times, days)) for times in (1,)] == [2]
    promise = one(next_step="quotation", next_step_due=ago(9))
    rests = [
        next(days for days in range(1, 40) if only(replace(promise, reminded=Reminded(times, ago(days)))))
        for times in (1, 2, 3, 9)
    ]
    assert rests == [1, 2, 4, 16]


def test_what_was_done_today_is_not_named_tomorrow() -> None:
    assert only(one(reminded=Reminded(done_on=ago(1)))) is None
    assert only(one(reminded=Reminded(done_on=ago(2))))


def test_what_was_withheld_rests_until_its_outcome_is_known() -> None:
    promise = one(next_step="quotation", next_step_due=ago(9))
    assert only(replace(promise, reminded=Reminded(withheld_on=ago(6)))) is None
    assert only(replace(promise, reminded=Reminded(withheld_on=ago(7))))


# --- the day's list -------------------------------------------------------------------------------------------------


def touches(number: int) -> list[Any]:
    return [due_touch(due, ON) for due in due_today([one(n) for n in range(1, number + 1)], ON)]


def test_a_list_has_the_best_and_no_more_than_wanted() -> None:
    listed = part(touches(10), 3, 0.0, lambda _: 0.0)
    assert [touch.pursuit_id for touch in listed.due] == [1, 2, 3]
    assert (listed.withheld, listed.propensity) == ((), 1.0)


def test_what_is_withheld_makes_room_for_the_next() -> None:
    listed = part(touches(10), 3, 0.1, lambda id_: 0.05 if id_ in {2, 9} else 0.5)
    assert [touch.pursuit_id for touch in listed.due] == [1, 3, 4]
    assert [touch.pursuit_id for touch in listed.withheld] == [2]
    assert listed.propensity == pytest.approx(0.9)


def test_draws_are_even_and_always_the_same() -> None:
    drawn = [draw(person, pursuit, ON) for person in range(20) for pursuit in range(500)]
    assert drawn == [draw(person, pursuit, ON) for person in range(20) for pursuit in range(500)]
    tenths = Counter(int(10 * number) for number in drawn)
    assert all(900 <= tenths[k] <= 1100 for k in range(10))
    assert sum(number < 0.1 for number in drawn) / len(drawn) == pytest.approx(0.1, abs=0.01)


def test_the_companys_name_changes_nothing() -> None:
    mixed = [one(n, silent_days=n) for n in range(2, 30)]
    renamed = [replace(candidate, company=f"{40 - candidate.pursuit_id} <!channel>") for candidate in mixed]
    assert reasons(*mixed) == reasons(*renamed)


days = st.one_of(st.none(), st.integers(-400, 400).map(ago))
wild = st.builds(
    Candidate,
    pursuit_id=st.integers(1, 10**9),
    company=st.text(max_size=40),
    service=st.text(max_size=20),
    state=st.sampled_from(FunnelState),
    chances=st.lists(st.floats(0, 1), min_size=7, max_size=7),
    level=st.sampled_from(["cadence", "rates", "hazard"]),
    silent_days=st.one_of(st.none(), st.integers(0, 4000)),
    touched=st.booleans(),
    unanswered=st.integers(0, 50),
    next_step=st.text(max_size=300),
    next_step_due=days,
    look_again_on=days,
    left_because=st.text(max_size=300),
    other_service=st.text(max_size=20),
    quote=st.text(max_size=300),
    contact=st.text(max_size=60),
    contact_role=st.text(max_size=60),
    opted_out=st.booleans(),
    reminded=st.builds(Reminded, times=st.integers(0, 40), last_on=days, done_on=days, withheld_on=days),
)


@settings(max_examples=60, deadline=None)
@given(candidates=st.lists(wild, max_size=8), nuisance=st.floats(0, 50))
def test_whatever_comes_the_list_is_sound(candidates: list[Candidate], nuisance: float) -> None:
    due = due_today(candidates, ON, nuisance=nuisance)
    assert [each.place for each in due] == sorted(each.place for each in due)
    assert due == due_today(candidates, ON, nuisance=nuisance)
    for each in due:
        assert not each.candidate.opted_out
        touch = due_touch(each, ON)
        assert touch.why
        assert "\n" not in touch.why + touch.opener
        assert len(touch.opener) < 500
        assert -100 - 16 * nuisance <= touch.gain <= 100
