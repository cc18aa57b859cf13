"""What is read of a rep's pursuits to tell which are due."""

from __future__ import annotations

from typing import Any

import pytest

from integrations.store import Store
from integrations.store.due_candidates import LastWords
from ml.records import Person
from tests.due_pursuits import ON, DuePursuits, S, day


@pytest.fixture
def own(store: Store) -> DuePursuits:
    return DuePursuits(store)


def read(own: DuePursuits) -> list[int]:
    return [one.id for one in own.store.due_candidates.of(own.person.id, ON).pursuits]


def test_open_ones_clients_and_those_whose_day_has_come_are_read(own: DuePursuits) -> None:
    wanted = [own.pursuit(), own.pursuit(state=S.CLIENT)]
    left: dict[str, Any] = {"left_temporarily": True, "closed_at": None, "left_because": "budget frozen"}
    wanted.append(own.pursuit(state=S.UNQUALIFIED, look_again_on=day(0), **left))
    own.pursuit(state=S.UNQUALIFIED, look_again_on=day(1), **left)
    own.pursuit(state=S.UNQUALIFIED, left_temporarily=False, look_again_on=day(-3))
    own.pursuit(state=S.UNQUALIFIED)
    assert read(own) == wanted


def test_only_ones_own_are_read(own: DuePursuits) -> None:
    own.pursuit()
    ben = own.store.people.add(Person("ben@example.com", "Ben"))
    assert own.store.due_candidates.of(ben.id, ON).pursuits == []
    assert own.store.due_candidates.of(ben.id, ON).touches.empty


def test_a_row_has_the_step_agreed_last_and_the_newest_round(own: DuePursuits) -> None:
    pursuit = own.pursuit(own.company(country="ID"))
    own.promise(pursuit, 20, day(-9))
    told = own.store.due_candidates.of(own.person.id, ON).pursuits[0]
    assert (told.company, told.country, told.source, told.state) == ("Acme Pte Ltd", "ID", "Web", S.HOT_LEAD)
    assert (told.next_step, told.next_step_due) == ("Send the quotation", day(-9))
    own.touch(pursuit, 3, tagged_by="cuss", substance="")  # a later conversation that agreed on nothing
    assert own.store.due_candidates.of(own.person.id, ON).pursuits[0].next_step == ""


def test_touches_are_those_of_the_timing_without_notes_and_cancelled_meetings(own: DuePursuits) -> None:
    pursuit = own.pursuit()
    own.touch(pursuit, 9, answered=False)
    own.touch(pursuit, 8, channel="note")
    own.touch(pursuit, 7, channel="meeting", cancelled=True)
    own.touch(pursuit, 6, channel="email", answered=None, ended="open")
    told = own.store.due_candidates.of(own.person.id, ON).touches
    assert told["channel"].tolist() == ["call", "email"]
    assert told["answered"].tolist()[0] == 0.0
    assert told["answered"].isna().tolist() == [False, True]
    assert told["result"].tolist()[1] == "open"


def test_who_opted_out_is_left_out_with_the_last_contact_or_all_of_them(own: DuePursuits) -> None:
    company = own.company()
    no, yes = own.contact(company, hs_email_optout="true"), own.contact(company, "Budi Santoso")
    pursuit = own.pursuit(company)
    own.touch(pursuit, 9, contact_id=no)
    assert own.store.due_candidates.of(own.person.id, ON).opted_out == {pursuit}
    own.touch(pursuit, 5, contact_id=yes)
    assert own.store.due_candidates.of(own.person.id, ON).opted_out == set()
    other = own.company("Other")
    own.contact(other, unsubscribed=True)
    nobody_left = own.pursuit(other)
    assert own.store.due_candidates.of(own.person.id, ON).opted_out == {nobody_left}
    own.contact(other, "Budi Santoso", unsubscribed="no")
    assert own.store.due_candidates.of(own.person.id, ON).opted_out == set()


def test_the_oldest_task_that_is_due_and_open(own: DuePursuits) -> None:
    pursuit = own.pursuit()
    own.task(pursuit, day(-2), "the later")
    own.task(pursuit, day(-5), "the first")
    own.task(pursuit, day(1), "not yet")
    own.task(pursuit, day(-300), "forgotten")
    assert own.store.due_candidates.of(own.person.id, ON).tasks == {pursuit: ("the first", day(-5))}


def test_services_those_with_the_most_clients_first_and_what_each_client_was_offered(
    own: DuePursuits,
) -> None:
    acme = own.company()
    own.pursuit(acme, state=S.CLIENT)
    own.pursuit(acme, state=S.UNQUALIFIED, service="Payroll")
    own.pursuit(service="Time Clock", state=S.CLIENT)
    own.pursuit(service="Time Clock", state=S.CLIENT)
    told = own.store.due_candidates.of(own.person.id, ON)
    assert told.services == ["Time Clock", "Rostering", "Payroll"]
    assert told.offered[acme] == {"Rostering", "Payroll"}


def test_last_words_are_the_newest_that_name_somebody_or_quote_them(own: DuePursuits) -> None:
    company = own.company()
    mei, budi = own.contact(company), own.contact(company, "Budi Santoso")
    pursuit, untouched, empty = own.pursuit(company), own.pursuit(company, service="Payroll"), own.pursuit()
    own.touch(pursuit, 9, contact_id=budi, quote="before the board meeting")
    own.touch(pursuit, 5, contact_id=mei)
    own.touch(pursuit, 2)
    told = own.store.due_candidates.last_words([pursuit, untouched, empty])
    assert told[pursuit] == LastWords("Mei Lin Tan", "HR manager", "before the board meeting")
    assert told[untouched] == LastWords("Mei Lin Tan", "HR manager", "")
    assert told[empty] == LastWords()
    assert own.store.due_candidates.last_words([]) == {}
