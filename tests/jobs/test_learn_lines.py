"""What led on is learned from the store's own calls, once they are old enough, and nothing that belongs to one call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from integrations.store import Store, TouchTags
from integrations.store.schema import calls, companies, pursuits, rounds, stage_changes, touches, transcripts
from jobs.learn_lines import learn_lines
from ml.cuss import Move
from ml.facts import WorkedLine
from ml.what_worked import LED_ON_DAYS
from tests.ml.test_what_worked import BAD, GOOD

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=90)
CALLS = 48
ASKER = CALLS + 1  # a pursuit without a call, for which a draft is wanted
History = Callable[..., None]


@pytest.fixture
def history(store: Store) -> History:
    """Fills the store with as many calls as there are pursuits: every second says `good`, and most of these led on."""

    def fill(good: str = GOOD, bad: str = BAD, *, at: datetime = LONG_AGO, **told: Any) -> None:
        said = [(bad, good)[number % 2] for number in range(1, CALLS + 1)]
        moved = timedelta(days=told.pop("moved_days", 7))
        with store.engine.writing() as connection:
            names = [{"id": n, "key": f"c{n}", "name": f"Zorvan {n}", "norm": f"zorvan {n}", "properties": {}} for n in range(1, ASKER + 1)]  # fmt: skip
            connection.execute(insert(companies), names)
            of_each = [{"id": n, "company_id": n, "service": "Rostering", "state": "HOT_LEAD"} for n in range(1, ASKER + 1)]  # fmt: skip
            connection.execute(insert(pursuits), of_each)
            connection.execute(insert(touches), [_touch(n, at) for n in range(1, CALLS + 1)])
            connection.execute(
                insert(calls), [{"id": n, "touch_id": n, "provider": "aircall"} for n in range(1, CALLS + 1)]
            )
            words = [_words(n, text, told.get("role", "rep")) for n, text in enumerate(said, 1)]
            connection.execute(insert(transcripts), words)
            steps = [n for n in range(1, CALLS + 1) if (n % 12 != 1 if n % 2 else n % 12 == 0)]
            connection.execute(
                insert(rounds), [{"id": n, "pursuit_id": n, "key": f"d{n}", "properties": {}} for n in steps]
            )
            connection.execute(insert(stage_changes), [_step(n, at + moved) for n in steps])
        tags = ((told.get("move", "understanding"), told.get("confidence", 0.9)),)
        substance = told.get("substance", "")
        store.calls.save_tags([TouchTags(n, "t1", substance, tags=tags) for n in range(1, CALLS + 1)])

    return fill


def _touch(number: int, at: datetime) -> dict[str, Any]:
    place = {"id": number, "key": f"t{number}", "company_id": number, "pursuit_id": number}
    return {**place, "channel": "call", "direction": "out", "at": at}


def _words(number: int, text: str, role: str) -> dict[str, Any]:
    said = [{"speaker": "", "role": role, "start": 0.0, "text": text}]
    return {"call_id": number, "made_by": "import", "utterances": said}


def _step(number: int, at: datetime) -> dict[str, Any]:
    states = {"from_state": "LEAD", "to_state": "HOT_LEAD", "label": "Hot", "kind": "typical"}
    place = {"round_id": number, "pursuit_id": number, "at": at, "cycle": 1, "by_event": True, "step": 0}
    return {**place, **states}


def learned(store: Store) -> list[WorkedLine]:
    """What a draft for the last pursuit may reuse."""
    card = store.pursuits.card(ASKER)
    assert card is not None
    return store.worked_lines.like(card)


def test_a_wording_after_which_calls_led_on_is_learned_with_its_count(store: Store, history: History) -> None:
    history()
    assert learn_lines(store, now=NOW) == 1
    [line] = learned(store)
    assert (line.move, line.text, line.led_on, line.calls) == (Move.UNDERSTANDING, GOOD, 20, 24)
    assert line.call.startswith(f"call of {LONG_AGO.day} {LONG_AGO:%b} with Zorvan ")


def test_the_same_history_teaches_the_same(store: Store, history: History) -> None:
    history()
    learn_lines(store, now=NOW)
    before = learned(store)
    learn_lines(store, now=NOW)
    assert learned(store) == before


@pytest.mark.parametrize(
    "text",
    [
        "Would Mei Lin like to see it with the others some time?",  # a name
        "What would change for zorvan if nobody had to chase the managers?",  # the company, in small letters
        "What would change if we cut that from 31 hours to much less?",  # a number
        "Shall we look at it together on Thursday with the others?",  # a day
        "You mentioned that the managers chase everybody for it.",  # of its call
        "Bagaimana pak kalau tim kami bantu atur jadwal itu?",  # Indonesian
        "Apa yang paling susah untuk pengurus bila ada perubahan?",  # Malay
    ],
)
def test_what_belongs_to_one_call_or_is_no_english_is_not_learned(
    store: Store, history: History, text: str
) -> None:
    history(text)
    assert learn_lines(store, now=NOW) == 0
    assert learned(store) == []


def test_an_ordinary_word_in_the_place_of_the_name_is_learned(store: Store, history: History) -> None:
    history("What would change for everybody if nobody had to chase the managers?")
    assert learn_lines(store, now=NOW) == 1


@pytest.mark.parametrize(
    "told",
    [
        {"role": "prospect"},
        {"role": ""},
        {"move": "none"},
        {"confidence": 0.4},
        {"substance": "voicemail"},
        {"moved_days": LED_ON_DAYS + 1},
        {"moved_days": -1},
    ],
)
def test_what_is_no_ground_to_learn_from(store: Store, history: History, told: dict[str, Any]) -> None:
    history(**told)
    assert learn_lines(store, now=NOW) == 0
    assert learned(store) == []


@pytest.mark.parametrize(("age", "count"), [(LED_ON_DAYS - 1, 0), (LED_ON_DAYS, 1)])
def test_a_call_too_young_to_have_led_on_or_not_is_left_out(
    store: Store, history: History, age: int, count: int
) -> None:
    history(at=NOW - timedelta(days=age))
    assert learn_lines(store, now=NOW) == count


def test_what_no_longer_holds_is_forgotten(store: Store, history: History) -> None:
    history()
    assert learn_lines(store, now=NOW) == 1
    assert learn_lines(store, now=LONG_AGO + timedelta(days=1)) == 0
    assert learned(store) == []


def test_nothing_is_learned_of_nothing(store: Store) -> None:
    assert learn_lines(store, now=NOW) == 0
