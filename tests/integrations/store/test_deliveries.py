"""The ledger: each slot once, each message one holder's, and what nobody knows is looked for before it goes again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from integrations.store import Store
from integrations.store.deliveries import LEASE, LOOK_AGAIN, PACE, UnknownDelivery
from integrations.store.reminders import NewReminder
from ml.funnel import FunnelState
from ml.messages import Message, NotSent, Sent
from ml.records import Suggestion
from ml.reminding import DueTouch

Put = Callable[..., int]
A_SECOND = timedelta(seconds=1)
PLACE = Sent("D1", "1.5")


@pytest.fixture
def ada(put: Put) -> int:
    return put("people", email="ada@firm.sg", name="Ada", role="rep", time_zone="UTC", active=True)


@pytest.fixture
def ben(put: Put) -> int:
    return put("people", email="ben@firm.sg", name="Ben", role="rep", time_zone="UTC", active=True)


@pytest.fixture
def message(ada: int, fixed_now: datetime) -> Message:
    payload = {"due": [1, 2], "text": "R&D"}
    return Message(
        "k1", "reminder", ada, "2026-11-23", payload, fixed_now, fixed_now, fixed_now + 6 * 60 * LEASE
    )


def taken(store: Store, now: datetime) -> Message:
    message = store.deliveries.take(now)
    assert message is not None
    return message


def lost(store: Store, now: datetime) -> Message:
    message = store.deliveries.take_lost(now)
    assert message is not None
    return message


# --- slots ----------------------------------------------------------------------------------------------------------


def test_a_slot_is_claimed_once(store: Store, message: Message, fixed_now: datetime) -> None:
    assert store.deliveries.claim(message)
    assert not store.deliveries.claim(replace(message, key="k2"))
    assert not store.deliveries.claim_nothing("reminder", message.person_id, message.slot, fixed_now)
    assert store.deliveries.claim(replace(message, key="k3", slot="2026-11-24"))
    assert store.deliveries.claim(replace(message, key="k4", kind="recap"))
    assert store.deliveries.counts() == {"pending": 3}


def test_a_slot_with_nothing_to_say_is_served(store: Store, message: Message, fixed_now: datetime) -> None:
    assert store.deliveries.claim_nothing("reminder", message.person_id, message.slot, fixed_now)
    assert not store.deliveries.claim(message)
    assert store.deliveries.take(fixed_now) is None
    assert store.deliveries.served("reminder", fixed_now) == {(message.person_id, "2026-11-23")}
    assert store.deliveries.served("reminder", fixed_now + A_SECOND) == set()
    assert store.deliveries.served("recap", fixed_now) == set()


def test_many_that_claim_at_once(store: Store, message: Message) -> None:
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda n: store.deliveries.claim(replace(message, key=f"k{n}")), range(16)))
    assert won.count(True) == 1
    assert store.deliveries.counts() == {"pending": 1}


def test_what_it_names_is_kept_with_it(
    store: Store, message: Message, company: Put, fixed_now: datetime
) -> None:
    def new(name: str, *, withheld: bool = False) -> NewReminder:
        touch = DueTouch(
            company(name), name, "Rostering", FunnelState.LEAD, "gain", "silent", 1.0, 0.2, "cadence"
        )
        return NewReminder(message.person_id, fixed_now.date(), fixed_now, touch, 1, withheld=withheld)

    named, withheld = new("Acme"), new("Beta", withheld=True)
    assert store.deliveries.claim(message, [named, withheld])
    assert [one.touch.company for one in store.reminders.of_message("k1")] == ["Acme"]
    assert [one.delivery_key for one in store.reminders.of_day(message.person_id, fixed_now.date())] == [
        "k1",
        None,
    ]
    assert not store.deliveries.claim(replace(message, key="k2"), [new("Gamma")])
    assert len(store.reminders.of_day(message.person_id, fixed_now.date())) == 2


# --- taking ---------------------------------------------------------------------------------------------------------


def test_a_message_is_taken_once(store: Store, message: Message, fixed_now: datetime) -> None:
    store.deliveries.claim(message)
    assert store.deliveries.due(fixed_now)
    assert not store.deliveries.due(fixed_now - A_SECOND)
    assert store.deliveries.take(fixed_now - A_SECOND) is None
    mine = taken(store, fixed_now)
    assert mine == replace(message, attempt=1, first_tried_at=fixed_now)
    assert store.deliveries.take(fixed_now) is None
    assert store.deliveries.is_held(mine)
    assert not store.deliveries.due(fixed_now)


def test_many_that_take_at_once(store: Store, message: Message, ben: int, fixed_now: datetime) -> None:
    """One message each, and none of two to the same person."""
    for number in range(4):
        store.deliveries.claim(replace(message, key=f"a{number}", slot=str(number)))
        store.deliveries.claim(replace(message, key=f"b{number}", slot=str(number), person_id=ben))
    with ThreadPoolExecutor(8) as pool:
        found = [one for one in pool.map(lambda _: store.deliveries.take(fixed_now), range(8)) if one]
    assert sorted(one.person_id for one in found) == [message.person_id, ben]


def test_one_message_a_second_to_each(store: Store, message: Message, fixed_now: datetime) -> None:
    store.deliveries.claim(message)
    store.deliveries.claim(replace(message, key="k2", kind="recap"))
    store.deliveries.sent(taken(store, fixed_now), PLACE, fixed_now)
    assert store.deliveries.sent_at(message.person_id) == fixed_now
    assert store.deliveries.take(fixed_now + PACE - timedelta(milliseconds=1)) is None
    assert store.deliveries.waiting(fixed_now) == 1
    assert taken(store, fixed_now + PACE).key == "k2"


def test_a_message_of_a_played_time_holds_up_nothing(
    store: Store, message: Message, fixed_now: datetime
) -> None:
    store.deliveries.claim(message)
    store.deliveries.claim(replace(message, key="k2", kind="recap"))
    store.deliveries.sent(taken(store, fixed_now), PLACE, fixed_now + timedelta(days=7))
    assert taken(store, fixed_now).key == "k2"


def test_what_is_too_late_stays_unsent(store: Store, message: Message, fixed_now: datetime) -> None:
    store.deliveries.claim(message)
    late = fixed_now + 6 * 60 * LEASE
    assert store.deliveries.take(late) is None
    assert store.deliveries.end_late(late - A_SECOND) == 0
    assert store.deliveries.end_late(late) == 1
    assert store.deliveries.counts() == {"unsent": 1}


# --- how it ended ---------------------------------------------------------------------------------------------------


def test_sent(store: Store, message: Message, fixed_now: datetime) -> None:
    store.deliveries.claim(message)
    store.suggestions.save(Suggestion("k1", "reminder", message.person_id, fixed_now))
    mine = taken(store, fixed_now)
    assert store.deliveries.sent(mine, PLACE, fixed_now)
    assert not store.deliveries.is_held(mine)
    assert not store.deliveries.sent(mine, Sent("D2", "2"), fixed_now)
    said = store.suggestions.by_message("D1", "1.5")
    assert said is not None
    assert said.id == "k1"
    assert store.deliveries.take_lost(fixed_now + timedelta(days=1)) is None


def test_surely_not_sent(store: Store, message: Message, fixed_now: datetime) -> None:
    store.deliveries.claim(message)
    assert store.deliveries.not_sent(taken(store, fixed_now), NotSent("later", 7), fixed_now)
    assert store.deliveries.take(fixed_now + 6 * A_SECOND) is None
    again = taken(store, fixed_now + 7 * A_SECOND)
    assert (again.attempt, again.first_tried_at) == (2, fixed_now)
    assert store.deliveries.not_sent(again, NotSent("never"), fixed_now)
    assert store.deliveries.counts() == {"unsent": 1}


def test_who_lost_their_turn_changes_nothing(store: Store, message: Message, fixed_now: datetime) -> None:
    store.deliveries.claim(message)
    frozen = taken(store, fixed_now)
    lost(store, fixed_now + LEASE)
    assert not store.deliveries.is_held(frozen)
    assert not store.deliveries.not_sent(frozen, NotSent("never"), fixed_now)
    assert not store.deliveries.unknown(frozen, "lost", fixed_now)
    assert not store.deliveries.missing(frozen, fixed_now)
    assert not store.deliveries.unreadable(frozen, "closed", fixed_now)
    assert store.deliveries.counts() == {"sending": 1}


def test_that_slack_has_it_counts_whoever_says_so(
    store: Store, message: Message, fixed_now: datetime
) -> None:
    store.deliveries.claim(message)
    frozen = taken(store, fixed_now)
    looking = lost(store, fixed_now + LEASE)
    assert store.deliveries.sent(frozen, PLACE, fixed_now + LEASE)
    assert not store.deliveries.missing(looking, fixed_now + LEASE)
    assert store.deliveries.counts() == {"sent": 1}


# --- looking for it -------------------------------------------------------------------------------------------------


def test_it_is_looked_for_twice_before_it_goes_again(
    store: Store, message: Message, fixed_now: datetime
) -> None:
    store.deliveries.claim(message)
    store.deliveries.unknown(taken(store, fixed_now), "cut", fixed_now)
    assert store.deliveries.take_lost(fixed_now + LOOK_AGAIN - A_SECOND) is None
    first = lost(store, fixed_now + LOOK_AGAIN)
    assert store.deliveries.take_lost(fixed_now + LOOK_AGAIN) is None
    assert store.deliveries.missing(first, fixed_now + LOOK_AGAIN)
    assert store.deliveries.take(fixed_now + LOOK_AGAIN) is None
    second = lost(store, fixed_now + 2 * LOOK_AGAIN)
    assert second.first_tried_at == fixed_now
    assert store.deliveries.missing(second, fixed_now + 2 * LOOK_AGAIN)
    assert taken(store, fixed_now + 2 * LOOK_AGAIN).key == "k1"


def test_whose_sender_died_is_looked_for(store: Store, message: Message, fixed_now: datetime) -> None:
    store.deliveries.claim(message)
    taken(store, fixed_now)
    assert not store.deliveries.due(fixed_now + LEASE - A_SECOND)
    assert store.deliveries.due(fixed_now + LEASE)
    assert store.deliveries.sent(lost(store, fixed_now + LEASE), PLACE, fixed_now + LEASE)


def test_one_that_is_looked_for_holds_up_no_other(
    store: Store, message: Message, fixed_now: datetime
) -> None:
    store.deliveries.claim(message)
    store.deliveries.claim(replace(message, key="k2", kind="recap"))
    store.deliveries.unknown(taken(store, fixed_now), "cut", fixed_now)
    assert taken(store, fixed_now).key == "k2"


def test_a_chat_that_cannot_be_read_three_times(store: Store, message: Message, fixed_now: datetime) -> None:
    store.deliveries.claim(message)
    store.deliveries.unknown(taken(store, fixed_now), "cut", fixed_now)
    now = fixed_now
    for wait in (1, 10, 100):
        assert store.deliveries.unknowns() == []
        now += wait * LOOK_AGAIN
        assert store.deliveries.take_lost(now - A_SECOND) is None
        store.deliveries.unreadable(lost(store, now), "closed", now)
    told = UnknownDelivery("reminder", "ada@firm.sg", "2026-11-23", fixed_now.isoformat(), "closed")
    assert store.deliveries.unknowns() == [told]
    assert not store.deliveries.due(now + timedelta(days=30))
    assert store.deliveries.counts() == {"unknown": 1}


def test_a_chat_that_can_be_read_again(store: Store, message: Message, fixed_now: datetime) -> None:
    """Being refused counts only in a row."""
    store.deliveries.claim(message)
    store.deliveries.unknown(taken(store, fixed_now), "cut", fixed_now)
    for readable in (False, False, True, False, False):
        fixed_now += timedelta(days=1)
        looking = lost(store, fixed_now)
        if readable:
            store.deliveries.missing(looking, fixed_now)
        else:
            store.deliveries.unreadable(looking, "closed", fixed_now)
    assert store.deliveries.counts() == {"sending": 1}
