"""Thumbs put on or taken off while nobody listened: found once, and never counted beside Slack's own event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from integrations.model_files import ModelFiles
from integrations.store import Store
from jobs.job import Workplace
from jobs.missed_reactions import MOST_READ, is_due, run
from jobs.reactions import StandingThumb
from ml.errors import Unavailable
from ml.records import Person, RatingEvent, Suggestion, Vote


@dataclass
class Chat:
    """What stands on messages, by their timestamps; remembers which were read."""

    thumbs: dict[str, list[StandingThumb]] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    answers: int = 1000

    def thumbs_on(self, channel: str, ts: str) -> Collection[StandingThumb] | None:
        assert channel == "D1"
        if len(self.read) >= self.answers:
            raise Unavailable("Slack does not answer.")
        self.read.append(ts)
        return self.thumbs.get(ts)


@pytest.fixture
def chat() -> Chat:
    return Chat()


@pytest.fixture
def place(store: Store, tmp_path: Path, fixed_now: datetime, chat: Chat) -> Workplace:
    store.people.add(Person("ada@example.com", "Ada", slack_id="U1"))
    say(store, "s", fixed_now - timedelta(hours=3))
    return Workplace(store, ModelFiles(tmp_path), fixed_now, reactions=chat)


def say(store: Store, id_: str, at: datetime) -> None:
    store.suggestions.save(Suggestion(id_, "reminder", 1, at, channel="D1", ts=f"ts-{id_}"))


def emoji(store: Store, vote: Vote | None, at: datetime, key: str) -> None:
    store.ratings.vote(RatingEvent("s", 1, vote, at, "emoji", key, emoji="+1"))


def up(slack_id: str = "U1", name: str = "+1") -> StandingThumb:
    return StandingThumb(slack_id, name, "up")


def test_a_missed_thumb_is_found_once_and_a_late_event_changes_nothing(place: Workplace, chat: Chat) -> None:
    chat.thumbs = {"ts-s": [up(), up("U2")]}
    assert run(place) == "1 messages read, 1 missed thumbs found"
    assert place.store.ratings.current("s", 1) == "up"
    later = replace(place, now=place.now + timedelta(minutes=10))
    assert run(later) == "1 messages read, 0 missed thumbs found"
    emoji(place.store, "up", place.now - timedelta(hours=1), "Ev1")
    assert place.store.ratings.totals() == {"up": 1, "down": 0}
    emoji(place.store, None, place.now + timedelta(minutes=1), "Ev2")
    assert place.store.ratings.current("s", 1) is None


def test_a_missed_removal_is_found(place: Workplace, chat: Chat) -> None:
    chat.thumbs = {"ts-s": []}
    emoji(place.store, "up", place.now - timedelta(hours=1), "Ev1")
    assert run(place) == "1 messages read, 1 missed thumbs found"
    assert place.store.ratings.current("s", 1) is None


def test_what_was_heard_after_the_reading_began_stays(place: Workplace, chat: Chat) -> None:
    chat.thumbs = {"ts-s": []}
    emoji(place.store, "up", place.now + timedelta(seconds=1), "Ev1")
    run(place)
    assert place.store.ratings.current("s", 1) == "up"


def test_a_message_that_is_gone_keeps_its_votes(place: Workplace) -> None:
    emoji(place.store, "up", place.now - timedelta(hours=1), "Ev1")
    assert run(place) == "1 messages read, 0 missed thumbs found"
    assert place.store.ratings.current("s", 1) == "up"


def test_it_reads_a_few_at_a_time_and_goes_round(place: Workplace, chat: Chat) -> None:
    count = MOST_READ + 5
    for number in range(count - 1):
        say(place.store, f"m{number:02}", place.now - timedelta(hours=2))
    say(place.store, "old", place.now - timedelta(days=9))
    run(place)
    assert len(chat.read) == MOST_READ
    run(place)
    assert len(set(chat.read)) == count
    assert "ts-old" not in chat.read
    assert len(chat.read) == 2 * MOST_READ


def test_where_slack_stops_answering_the_next_run_goes_on(place: Workplace, chat: Chat) -> None:
    say(place.store, "t", place.now - timedelta(hours=2))
    chat.answers = 1
    assert run(place).startswith("1 messages read")
    chat.answers = 1000
    run(place)
    assert chat.read[:2] == ["ts-s", "ts-t"]


def test_it_is_due_every_ten_minutes_where_slack_is_connected(place: Workplace) -> None:
    assert is_due(place, None)
    assert not is_due(place, place.now - timedelta(minutes=9))
    assert is_due(place, place.now - timedelta(minutes=10))
    assert not is_due(replace(place, reactions=None), None)
