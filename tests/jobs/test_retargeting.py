"""The daily list end to end: from rows in the store to the claimed message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.reminders import Answered, NewReminder
from jobs.day_lists import best_touch, store_list
from jobs.job import Workplace
from jobs.list_making import is_due as lists_are_due
from jobs.list_making import run as make_lists
from jobs.retargeting import CONTROL_GROUP, day_list, is_due, next_run, run
from jobs.timing import load_timing
from ml.messages import Preferences
from ml.records import ModelRecord
from ml.reminding import DayList
from tests.due_pursuits import NOW, ON, DuePursuits, S, day


@pytest.fixture
def own(store: Store) -> DuePursuits:
    return DuePursuits(store)


@pytest.fixture
def place(own: DuePursuits, tmp_path: Path) -> Workplace:
    return Workplace(own.store, ModelFiles(tmp_path), NOW)


def listed(own: DuePursuits, place: Workplace, budget: int = 9) -> DayList:
    return day_list(own.store, place.files, own.person, now=place.now, on=ON, budget=budget)


def due(own: DuePursuits, place: Workplace) -> dict[int, str]:
    return {touch.pursuit_id: touch.reason for touch in listed(own, place).due}


def test_everything_that_makes_a_pursuit_due(own: DuePursuits, place: Workplace) -> None:
    promised, tasked, silent, never = (own.pursuit() for _ in range(4))
    back = own.pursuit(state=S.UNQUALIFIED, left_temporarily=True, look_again_on=day(-1))
    client = own.pursuit(state=S.CLIENT)
    own.promise(promised, 20, day(-9))
    own.task(tasked, day(-2))
    own.touch(tasked, 10)
    own.touch(silent, 12)
    own.touch(client, 90)
    own.pursuit(state=S.UNQUALIFIED, service="Payroll")
    made = listed(own, place)
    assert [(touch.pursuit_id, touch.reason) for touch in made.due] == [
        (promised, "promise"),
        (tasked, "promise"),
        (back, "look_again"),
        (never, "overdue"),
        (silent, "overdue"),
        (client, "other_service"),
    ]
    assert (made.level, made.open_pursuits) == ("cadence", 4)
    first = made.due[0]
    assert first.why == "“Send the quotation” is 9 days overdue"
    assert (first.silent_days, first.next_step_due) == (20, day(-9))


def test_a_kept_promise_is_none_and_one_ahead_is_waited_for(own: DuePursuits, place: Workplace) -> None:
    kept, ahead = own.pursuit(), own.pursuit()
    own.promise(kept, 20, day(-9))
    own.touch(kept, 8)
    own.promise(ahead, 20, day(2))
    assert due(own, place) == {kept: "overdue"}


def test_who_opted_out_rests_or_answered_is_not_named(own: DuePursuits, place: Workplace) -> None:
    company = own.company()
    out, asleep, wrong, done, tried = own.pursuit(company), *(own.pursuit() for _ in range(4))
    own.contact(company, hs_email_optout="true")
    for pursuit in (out, asleep, wrong, done):
        own.promise(pursuit, 20, day(-9))
    for number in range(6):
        own.touch(tried, 40 - number, answered=False)
    assert due(own, place).keys() == {asleep, wrong, done}
    answers: list[tuple[int, Any]] = [
        (asleep, Answered("snoozed", NOW, until=day(3))),
        (wrong, Answered("irrelevant", NOW, reason="went elsewhere")),
        (done, Answered("done", NOW, outcome="no_answer")),
    ]
    named = {touch.pursuit_id: touch for touch in listed(own, place).due}
    for pursuit, answer in answers:
        own.store.reminders.answer(NewReminder(own.person.id, ON, NOW, named[pursuit], 1), answer)
    assert due(own, place) == {}


def test_a_holiday_of_the_contacts_country_is_theirs_alone(own: DuePursuits, place: Workplace) -> None:
    """17 August is Indonesia's day of independence."""
    here, there = own.pursuit(), own.pursuit(own.company("Persada", country="Indonesia"))
    for pursuit in (here, there):
        own.touch(pursuit, 130)
    at = replace(place, now=NOW.replace(month=8, day=17))
    made = day_list(own.store, at.files, own.person, now=at.now, on=at.now.date(), budget=9)
    assert [touch.pursuit_id for touch in made.due] == [here]


def test_silence_after_the_end_of_old_data_is_none(own: DuePursuits, place: Workplace) -> None:
    own.touch(own.pursuit(), 12)
    own.store.facts.put("data_as_of", (NOW - timedelta(days=1)).isoformat())
    assert listed(own, place).due[0].silent_days == 12
    own.store.facts.put("data_as_of", (NOW - timedelta(days=12)).isoformat())
    assert listed(own, replace(place, now=NOW + timedelta(days=60))).due == ()


def test_the_contact_and_their_words_are_named_raw(own: DuePursuits, place: Workplace) -> None:
    company = own.company("Acme <!channel>")
    pursuit = own.pursuit(company)
    own.touch(pursuit, 12, contact_id=own.contact(company), quote="<!here> send it")
    touch = listed(own, place).due[0]
    assert (touch.company, touch.contact) == ("Acme <!channel>", "Mei Lin Tan")
    assert touch.opener == "Mei Lin, last time it was about “<!here> send it”. Where does that stand?"


def test_an_empty_store_has_nothing_due(own: DuePursuits, place: Workplace) -> None:
    assert listed(own, place) == DayList(())
    assert load_timing(own.store, place.files, now=NOW).level == "cadence"


# --- the job --------------------------------------------------------------------------------------------------------


def test_each_day_is_claimed_once_with_its_reminders(own: DuePursuits, place: Workplace) -> None:
    for _ in range(5):
        own.promise(own.pursuit(), 20, day(-9))
    assert is_due(place, None)
    assert run(place) == "1 lists to send, 0 days with nothing due"
    message = own.store.deliveries.take(NOW)
    assert message is not None
    assert (message.kind, message.person_id, message.slot) == ("reminder", own.person.id, ON.isoformat())
    assert message.payload == {"open_pursuits": 5, "level": "cadence", "answers": 5}
    assert message.not_after == NOW.replace(hour=7, minute=0)
    named = own.store.reminders.of_message(message.key)
    assert [(one.place, one.propensity, one.withheld) for one in named] == [
        (n, 1.0, False) for n in (1, 2, 3)
    ]
    assert not is_due(place, NOW)
    assert run(place) == "0 lists to send, 0 days with nothing due"


def test_a_day_with_nothing_due_is_served_without_a_message(own: DuePursuits, place: Workplace) -> None:
    assert run(place) == "0 lists to send, 1 days with nothing due"
    assert own.store.deliveries.take(NOW) is None
    assert not is_due(place, NOW)


def test_each_ones_own_wishes_count(own: DuePursuits, place: Workplace) -> None:
    for _ in range(3):
        own.promise(own.pursuit(), 20, day(-9))
    own.store.preferences.put(own.person.id, Preferences(budget=1))
    run(place)
    message = own.store.deliveries.take(NOW)
    assert message is not None
    assert len(own.store.reminders.of_message(message.key)) == 1
    own.store.preferences.put(own.person.id, Preferences(reminders=False))
    assert not is_due(replace(place, now=NOW + timedelta(days=1)), NOW)
    assert next_run(place, NOW) is None


def test_what_was_named_yesterday_in_vain_makes_room(own: DuePursuits, place: Workplace) -> None:
    old, new = own.pursuit(), own.pursuit()
    for pursuit in (old, new):
        own.touch(pursuit, 30)
    own.store.preferences.put(own.person.id, Preferences(budget=1))
    run(place)
    named = own.store.reminders.since(own.person.id, day(-1))
    run(replace(place, now=NOW + timedelta(days=1)))
    both = own.store.reminders.since(own.person.id, day(-1))
    assert len(named) == 1
    assert {one.touch.pursuit_id for one in both} == {old, new}


# --- the control group ----------------------------------------------------------------------------------------------


def test_without_a_control_group_nothing_is_withheld(own: DuePursuits, place: Workplace) -> None:
    for _ in range(12):
        own.promise(own.pursuit(), 20, day(-9))
    made = listed(own, place, 40)
    assert (len(made.due), made.withheld, made.propensity) == (12, (), 1.0)
    own.store.facts.put(CONTROL_GROUP, {"share": 0})
    assert listed(own, place, 40).withheld == ()


def test_with_one_a_few_are_withheld_at_random_and_logged(own: DuePursuits, place: Workplace) -> None:
    for _ in range(30):
        own.promise(own.pursuit(), 20, day(-9))
    own.store.facts.put(CONTROL_GROUP, {"share": 0.9})  # more than is allowed
    own.store.preferences.put(own.person.id, Preferences(budget=20))
    made = listed(own, place, 20)
    assert made.propensity == pytest.approx(0.9)
    assert 1 <= len(made.withheld) <= 8
    run(place)
    rows = own.store.reminders.since(own.person.id, ON)
    assert {one.touch.pursuit_id for one in rows if one.withheld} == {one.pursuit_id for one in made.withheld}
    assert {round(one.propensity, 3) for one in rows if one.withheld} == {0.1}
    assert {round(one.propensity, 3) for one in rows if not one.withheld} == {0.9}
    tomorrow = replace(place, now=NOW + timedelta(days=1))
    named = day_list(own.store, tomorrow.files, own.person, now=tomorrow.now, on=day(1), budget=60)
    assert not {one.pursuit_id for one in named.due} & {one.pursuit_id for one in made.withheld}


def test_where_all_that_is_due_is_withheld_no_message_comes_but_it_is_logged(
    own: DuePursuits, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.promise(own.pursuit(), 20, day(-9))
    own.store.facts.put(CONTROL_GROUP, {"share": 0.1})
    monkeypatch.setattr("ml.retargeting_policy.draw", lambda *_: 0.0)
    assert run(place) == "0 lists to send, 1 days with nothing due"
    assert own.store.deliveries.take(NOW) is None
    assert [one.withheld for one in own.store.reminders.since(own.person.id, ON)] == [True]


# --- lists made ahead of time ---------------------------------------------------------------------------------------


def test_lists_are_made_ahead_of_time_and_read_back_as_they_were(own: DuePursuits, place: Workplace) -> None:
    assert store_list(own.store, own.person.id) is None
    assert not best_touch(own.store, 1, "Rostering").known
    assert not lists_are_due(place, None)  # there are no data yet
    pursuit = own.pursuit()
    own.promise(pursuit, 20, day(-9))
    own.store.facts.put("data_version", 1)
    assert lists_are_due(place, None)
    assert make_lists(place) == "1 lists made"
    assert store_list(own.store, own.person.id) == listed(own, place)
    assert not lists_are_due(replace(place, now=NOW + timedelta(hours=1)), NOW)
    assert lists_are_due(replace(place, now=NOW + timedelta(hours=6)), NOW)
    own.store.facts.put("data_version", 2)
    assert lists_are_due(replace(place, now=NOW + timedelta(minutes=10)), NOW)
    assert best_touch(own.store, 1, "Rostering").tried == 1


def test_a_changed_model_file_is_not_believed(own: DuePursuits, place: Workplace, tmp_path: Path) -> None:
    (tmp_path / "trained_retargeting_model.skops").write_bytes(b"odd")
    report = {"sha256": "0" * 64}
    own.store.models.add(ModelRecord("retargeting", "v1", NOW, "trained_retargeting_model.skops", report))
    assert load_timing(own.store, place.files, now=NOW).level == "cadence"
