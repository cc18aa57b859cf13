"""The job “deliver”, against a Slack on real HTTP: one by one, none twice, through kills and a Slack that fails.

The long form, with its figures, is `python -m tests.benchmarks deliveries`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from integrations.store import Store
from jobs.catalogue import OUTGOING
from jobs.deliver import Delivered, deliver, is_due
from jobs.job import Sending, run_job
from ml.messages import Message, MessageKind
from tests.benchmarks.deliveries import Scene, a_scene, killed_round
from tests.standins.clock import MONDAY_NOON
from tests.standins.faults import ALWAYS, Where, accept_then_drop, answers, no_answer, server_error
from tests.standins.slack import POST, EveryNth, unsettled, wrong

# A bit more, since a run's moments go on as time does.
MINUTE = timedelta(seconds=61)


@pytest.fixture
def scene(store: Store) -> Iterator[Scene]:
    with a_scene(store) as scene:
        yield scene


@pytest.fixture
def light_scene(sqlite_store: Store) -> Iterator[Scene]:
    with a_scene(sqlite_store) as scene:
        yield scene


def put(scene: Scene, person: int = 1, kind: MessageKind = "reminder", **changed: Any) -> Message:
    """A message that is to be sent."""
    now = scene.clock.now()
    message = Message(f"{kind}{person}", kind, person, "2026-11-23", {"text": "3 are due"}, now, now)
    assert scene.store.deliveries.claim(replace(message, **changed))
    return message


def later(scene: Scene, minutes: int = 1) -> Delivered:
    """What the job does so much later, and as much as a slow machine may have taken for the run before."""
    scene.clock.advance(minutes * MINUTE + timedelta(seconds=5))
    return deliver(scene.place())


def test_each_is_told_once(scene: Scene) -> None:
    for person in (1, 2, 3):
        put(scene, person)
    assert is_due(scene.place(), None)
    assert deliver(scene.place()) == Delivered(sent=3)
    assert not is_due(scene.place(), None)
    assert later(scene) == Delivered()
    assert len(scene.slack.told()) == 3
    assert scene.found() == []


def test_the_job_is_in_the_catalogue(light_scene: Scene) -> None:
    put(light_scene)
    [job] = [one for one in OUTGOING if one.name == "deliver"]
    assert isinstance(job.run(light_scene.place()), Sending)
    put(light_scene, 2)
    assert run_job(job, light_scene.place()) == "1 sent"
    assert run_job(job, light_scene.place()) == "nothing sent"


def test_without_slack_nothing_is_sent(light_scene: Scene) -> None:
    put(light_scene)
    done = deliver(replace(light_scene.place(), notifier=None))
    assert done == Delivered(skipped=1, waiting=1, why="Slack is not connected")
    assert str(done) == "Slack is not connected: 1 skipped, 1 waiting"


def test_what_is_too_late_or_has_nothing_to_say_is_skipped(light_scene: Scene) -> None:
    put(light_scene, 1, not_after=MONDAY_NOON)
    put(light_scene, 2, payload={})
    put(light_scene, 3, not_before=MONDAY_NOON + timedelta(hours=1))
    assert deliver(light_scene.place()) == Delivered(skipped=2, waiting=1)
    assert light_scene.store.deliveries.counts() == {"pending": 1, "unsent": 2}


def test_several_for_one_person_are_a_second_apart(light_scene: Scene) -> None:
    """In played time, which the wait moves on."""
    kinds: tuple[MessageKind, ...] = ("reminder", "recap", "hot")
    for kind in kinds:
        put(light_scene, kind=kind)
    assert deliver(light_scene.place()) == Delivered(sent=3)
    with light_scene.store.engine.reading() as connection:
        times = sorted(connection.exec_driver_sql("SELECT sent_at FROM deliveries").scalars())
    assert times[0] < "2026-11-23 12:00:01" <= times[1] < "2026-11-23 12:00:02" <= times[2]


def test_outside_of_played_time_it_waits_for_that_second(light_scene: Scene) -> None:
    waits = list[float]()

    class Stopping(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0)
            return False

    put(light_scene)
    put(light_scene, 2)
    put(light_scene, kind="recap")
    place = replace(light_scene.place(played=False), stopping=Stopping())
    assert deliver(place) == Delivered(sent=2, waiting=1)  # no time passed in this wait
    assert len(waits) == 1
    assert 0.5 < waits[0] <= 1


def test_when_slack_wants_fewer(scene: Scene) -> None:
    scene.slack.faults.append(EveryNth(3, retry_after=30))
    for person in (1, 2, 3):
        put(scene, person)
    assert deliver(scene.place()) == Delivered(sent=2, waiting=1)
    scene.clock.advance(timedelta(seconds=29))
    assert not is_due(scene.place(), None)
    assert later(scene) == Delivered(sent=1)
    assert scene.found() == []


def test_when_slack_takes_nothing_the_rest_waits(light_scene: Scene) -> None:
    light_scene.slack.faults.append(answers(ALWAYS, 429, {}, {"Retry-After": "1"}))
    for person in (1, 2, 3, 4):
        put(light_scene, person)
    assert deliver(light_scene.place()) == Delivered(waiting=4)
    assert len(light_scene.slack.asked("POST", POST)) == 3


def test_when_the_process_ends(light_scene: Scene) -> None:
    put(light_scene, 1)
    put(light_scene, 2)
    place = light_scene.place()
    light_scene.slack.before_call = lambda _: place.stopping.set()
    assert deliver(place) == Delivered(sent=1, waiting=1)


# --- lost answers ---------------------------------------------------------------------------------------------------


def test_what_slack_took_is_found(scene: Scene) -> None:
    scene.slack.faults.append(accept_then_drop(Where(path=POST)))
    put(scene)
    assert deliver(scene.place()) == Delivered(waiting=1)
    scene.clock.advance(timedelta(seconds=55))
    assert not is_due(scene.place(), None)
    assert later(scene) == Delivered(sent=1)
    assert len(scene.slack.asked("POST", POST)) == 1
    assert scene.found() == []


@pytest.mark.parametrize("fault", [no_answer, server_error])
def test_what_slack_did_not_take_goes_again_after_two_looks(light_scene: Scene, fault: Any) -> None:
    light_scene.slack.faults.append(fault(Where(path=POST)))
    put(light_scene)
    assert deliver(light_scene.place()) == Delivered(waiting=1)
    assert later(light_scene) == Delivered(waiting=1)
    assert later(light_scene) == Delivered(sent=1)
    methods = [one.path.rpartition("/")[2] for one in light_scene.slack.requests]
    assert methods == [POST, *["conversations.open", "conversations.history"] * 2, POST]
    assert light_scene.found() == []


def test_what_slack_takes_between_the_looks_is_found(light_scene: Scene) -> None:
    light_scene.slack.faults.append(no_answer(Where(path=POST)))
    message = put(light_scene)
    deliver(light_scene.place())
    assert later(light_scene) == Delivered(waiting=1)
    post = {"channel": "U00000", "text": "3 are due"}
    metadata = {"event_type": "suggestion", "event_payload": {"key": message.key}}
    light_scene.slack.workspace.call(POST, {**post, "metadata": metadata}, "xoxb-sandbox")
    assert later(light_scene) == Delivered(sent=1)
    assert light_scene.found() == []


def test_what_nobody_can_find_out_stays_unsent(light_scene: Scene) -> None:
    forbidden = {"ok": False, "error": "missing_scope"}
    light_scene.slack.faults += [
        accept_then_drop(Where(path=POST)),
        answers(Where(path="conv", times=None), 200, forbidden),
    ]
    put(light_scene)
    assert deliver(light_scene.place()) == Delivered(waiting=1)
    assert [later(light_scene, minutes) for minutes in (2, 11, 101)] == [
        Delivered(waiting=1),
        Delivered(waiting=1),
        Delivered(unknown=1),
    ]
    light_scene.slack.faults.clear()
    assert later(light_scene, 60 * 24) == Delivered(unknown=1)
    [unknown] = light_scene.store.deliveries.unknowns()
    assert unknown.why == "The chat could not be read: missing_scope"
    assert len(light_scene.slack.told()) == 1


# --- killed ---------------------------------------------------------------------------------------------------------


def test_killed_at_six_points(light_scene: Scene) -> None:
    assert {seed: found for seed in range(6) if (found := killed_round(seed, light_scene))} == {}


def test_killed_at_six_points_on_the_other_database(postgres_store: Store) -> None:
    with a_scene(postgres_store) as scene:
        assert {seed: found for seed in range(6, 12) if (found := killed_round(seed, scene))} == {}


def test_what_the_checker_finds(light_scene: Scene) -> None:
    message = put(light_scene)
    deliver(light_scene.place())
    with light_scene.store.engine.writing() as connection:  # somebody sends it again without a look
        connection.exec_driver_sql("UPDATE deliveries SET state = 'pending', sent_at = NULL")
    assert wrong(light_scene.slack, light_scene.store) == ["reminder 1 2026-11-23 is pending, told 1 times"]
    assert len(unsettled(light_scene.store)) == 1
    deliver(light_scene.place())
    found = wrong(light_scene.slack, light_scene.store, pace=timedelta(seconds=1))
    assert found[0] == "reminder 1 2026-11-23 is sent, told 2 times"
    assert len(found) == 2
    with light_scene.store.engine.writing() as connection:
        connection.exec_driver_sql("DELETE FROM deliveries")
    assert wrong(light_scene.slack, light_scene.store) == [f"a message of no slot: {message.key!r}"]
