"""The queue of slow answers: one worker each, kept through crashes, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from integrations.store import Store
from integrations.store.slow_answers import SlowAnswer

Put = Callable[..., int]


@pytest.fixture
def asked(put: Put, fixed_now: datetime) -> SlowAnswer:
    ada = put("people", email="ada@firm.sg", name="Ada", role="rep", time_zone="UTC", active=True)
    return SlowAnswer("s1", "pitch", ada, "12:email:0:", fixed_now)


def test_an_answer_is_kept_once_and_taken_once(store: Store, asked: SlowAnswer, fixed_now: datetime) -> None:
    assert not store.slow_answers.waiting(fixed_now)
    assert store.slow_answers.ask(asked)
    assert not store.slow_answers.ask(asked)
    assert store.slow_answers.waiting(fixed_now)
    assert store.slow_answers.take(fixed_now) == replace(asked, tries=1)
    assert store.slow_answers.take(fixed_now) is None
    store.slow_answers.end("s1")
    assert store.slow_answers.take(fixed_now + timedelta(hours=1)) is None


def test_one_whose_place_follows_waits_for_it(store: Store, asked: SlowAnswer, fixed_now: datetime) -> None:
    store.slow_answers.ask(asked, place_follows=True)
    assert store.slow_answers.take(fixed_now) is None
    store.slow_answers.put_in("s1", {"channel": "D1", "ts": "1.2"})
    taken = store.slow_answers.take(fixed_now)
    assert taken is not None
    assert taken.place == {"channel": "D1", "ts": "1.2"}


def test_one_whose_asker_died_is_answered_all_the_same(
    store: Store, asked: SlowAnswer, fixed_now: datetime
) -> None:
    store.slow_answers.ask(asked, place_follows=True)
    assert store.slow_answers.take(fixed_now + timedelta(seconds=11)) is not None


def test_one_whose_worker_died_is_taken_again(store: Store, asked: SlowAnswer, fixed_now: datetime) -> None:
    store.slow_answers.ask(asked)
    store.slow_answers.take(fixed_now)
    assert store.slow_answers.take(fixed_now + timedelta(minutes=2)) is None
    again = store.slow_answers.take(fixed_now + timedelta(minutes=4))
    assert again is not None
    assert again.tries == 2


def test_an_ended_one_forgets_where_it_went(store: Store, asked: SlowAnswer) -> None:
    store.slow_answers.ask(replace(asked, place={"response_url": "https://hooks.slack.com/secret"}))
    store.slow_answers.end("s1", failed=True)
    with store.engine.reading() as connection:
        rows = connection.exec_driver_sql("SELECT place, state FROM slow_answers").all()
    assert "secret" not in str(rows)
    assert "failed" in str(rows)


def test_workers_at_once_never_take_the_same(store: Store, asked: SlowAnswer, fixed_now: datetime) -> None:
    for number in range(30):
        store.slow_answers.ask(replace(asked, id=f"n{number}"))

    def work(_: int) -> list[str]:
        mine = list[str]()
        while taken := store.slow_answers.take(fixed_now):
            mine.append(taken.id)
        return mine

    with ThreadPoolExecutor(6) as workers:
        taken = [id_ for mine in workers.map(work, range(6)) for id_ in mine]
    assert sorted(taken) == sorted(f"n{number}" for number in range(30))
