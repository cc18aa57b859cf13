"""Votes count once, and end the same whatever order they arrive in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.store import Store
from ml.errors import Refused
from ml.records import Person, RatingEvent, Suggestion, Vote

START = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def told(store: Store) -> Store:
    """A store where two people were told something."""
    store.people.add(Person("ada@example.com", "Ada"))
    store.people.add(Person("bob@example.com", "Bob"))
    store.suggestions.save(Suggestion("s1", "lead", 1, START))
    return store


def _event(
    vote: Vote | None, minute: int, key: str, *, person: int = 1, reason: str = "", emoji: str = ""
) -> RatingEvent:
    at = START + timedelta(minutes=minute)
    return RatingEvent("s1", person, vote, at, "emoji" if emoji else "button", key, reason, emoji)


def test_the_latest_vote_stands(told: Store) -> None:
    assert told.ratings.vote(_event("up", 1, "a"))
    assert told.ratings.vote(_event("down", 3, "b"))
    assert told.ratings.vote(_event("up", 2, "c"))
    assert told.ratings.current("s1", 1) == "down"
    assert told.ratings.totals() == {"up": 0, "down": 1}


def test_a_click_delivered_twice_counts_once(told: Store) -> None:
    assert told.ratings.vote(_event("up", 1, "a"))
    assert not told.ratings.vote(_event("up", 1, "a"))
    assert told.ratings.totals() == {"up": 1, "down": 0}


def test_taken_back_before_it_was_given_stays_taken_back(told: Store) -> None:
    told.ratings.vote(_event(None, 5, "removed"))
    told.ratings.vote(_event("up", 4, "added"))
    assert told.ratings.current("s1", 1) is None
    assert told.ratings.totals() == {"up": 0, "down": 0}


def test_an_emoji_taken_off_leaves_the_others_and_the_buttons(told: Store) -> None:
    told.ratings.vote(_event("up", 1, "a"))
    told.ratings.vote(_event("down", 2, "b", emoji="-1"))
    told.ratings.vote(_event("up", 3, "c", emoji="+1"))
    told.ratings.vote(_event("up", 4, "d", emoji="+1::skin-tone-3"))
    told.ratings.vote(_event(None, 5, "e", emoji="+1"))
    assert told.ratings.current("s1", 1) == "up"
    told.ratings.vote(_event(None, 6, "f", emoji="+1::skin-tone-3"))
    assert told.ratings.current("s1", 1) == "down"
    told.ratings.vote(_event(None, 7, "g", emoji="-1"))
    assert told.ratings.current("s1", 1) == "up"
    assert {name: vote for name, (vote, _) in told.ratings.emoji("s1", 1).items()} == {
        "-1": None,
        "+1": None,
        "+1::skin-tone-3": None,
    }


def test_everybody_has_a_vote_of_their_own(told: Store) -> None:
    told.ratings.vote(_event("up", 1, "a"))
    told.ratings.vote(_event("down", 1, "b", person=2))
    assert told.ratings.totals() == {"up": 1, "down": 1}
    assert told.ratings.totals(person_id=2) == {"up": 0, "down": 1}


def test_a_reason_is_kept_with_the_vote_that_it_explains(told: Store) -> None:
    with pytest.raises(Refused, match="no vote"):
        told.ratings.add_reason("s1", 1, "why")
    told.ratings.vote(_event("down", 1, "a"))
    told.ratings.add_reason("s1", 1, "They closed in May")
    assert _state(told)[0][3] == "They closed in May"
    told.ratings.vote(_event("up", 2, "b"))
    assert _state(told)[0][2:4] == ("up", "")


def test_what_is_unknown_cannot_be_rated(told: Store) -> None:
    with pytest.raises(Refused, match="no longer known"):
        told.ratings.vote(RatingEvent("nope", 1, "up", START, "emoji", "x"))


def _state(store: Store) -> list[tuple[object, ...]]:
    with store.engine.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT suggestion_id, person_id, vote, reason FROM ratings ORDER BY 1, 2"
        )
        return [tuple(row) for row in rows]


_EVENTS = st.lists(
    st.builds(
        _event,
        st.sampled_from(["up", "down", None]),
        st.integers(0, 4),
        st.uuids().map(str),
        person=st.integers(1, 2),
        reason=st.sampled_from(["", "late", "wrong"]),
        emoji=st.sampled_from(["", "+1", "-1", "+1::skin-tone-3"]),
    ),
    max_size=6,
)


@given(data=st.data(), events=_EVENTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_order_and_copies_at_once_end_as_the_ordered_single_run(
    told: Store, data: st.DataObject, events: list[RatingEvent]
) -> None:
    _forget(told)
    for event in sorted(events, key=lambda event: (event.at, event.event_key)):
        told.ratings.vote(event)
    in_order = _state(told)
    _forget(told)
    shuffled = data.draw(st.permutations(events * 4))
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(told.ratings.vote, shuffled))
    assert _state(told) == in_order


def _forget(store: Store) -> None:
    with store.engine.writing() as connection:
        connection.exec_driver_sql("DELETE FROM ratings")
        connection.exec_driver_sql("DELETE FROM rating_events")


def test_votes_from_several_threads_all_count(told: Store) -> None:
    events = [_event("up" if n % 2 else "down", n, f"k{n}") for n in range(16)]
    threads = [
        Thread(target=lambda part: [told.ratings.vote(event) for event in part], args=(events[n::4],))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.ratings.current("s1", 1) == "up"
    with told.engine.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM rating_events").scalar_one() == 16
