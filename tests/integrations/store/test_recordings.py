"""Recordings wait to be heard, once each; what their contacts say of it comes with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from integrations.store import Store
from integrations.store.recordings import FAILED, HEARD, NO_CONSENT, NO_RECORDING, HeardCounts, RecordedCall
from integrations.systems import Utterances
from tests.recorded_calls import AT, CONSENT, add_call, row_of

Put = Callable[..., int]
SAID: Utterances = ({"speaker": "Rep", "role": "rep", "start": 0.5, "text": "Hi"},)


@pytest.fixture
def call(store: Store) -> Put:
    """Adds a recorded call with a contact that says this, and gives the call's id."""
    return partial(add_call, store)


def ids(found: list[RecordedCall]) -> list[int]:
    return [one.call_id for one in found]


def test_what_waits_comes_with_all_that_is_needed(store: Store, call: Put) -> None:
    first = call(" Granted", sightings=[("twilio", "CA1")])
    seen = [("twilio", "CA2"), ("hubspot", "77")]
    second = call(contact=False, channels=2, provider="hubspot", sightings=seen, direction="out")
    call(recorded=False)
    assert store.recordings.to_fetch(10, consent_property=CONSENT) == [
        RecordedCall(second, 2, AT, "hubspot", "out", 2, None, None, (("hubspot", "77"), ("twilio", "CA2"))),
        RecordedCall(first, 1, AT, "twilio", "in", 1, " Granted", None, (("twilio", "CA1"),)),
    ]
    assert [one.granted for one in store.recordings.to_fetch(10, consent_property=CONSENT)] == [False, True]
    assert ids(store.recordings.to_fetch(1, consent_property=CONSENT)) == [second]
    assert ids(store.recordings.to_fetch(1, consent_property=CONSENT, before=second)) == [first]
    assert store.recordings.to_hear(10, consent_property=CONSENT) == []


@pytest.mark.parametrize("name", ["other", 'quo"te', "a.b$[0]'", "with space", "日本"])
def test_any_name_of_the_property_can_be_asked_for(store: Store, call: Put, name: str) -> None:
    call("granted")
    assert [one.consent for one in store.recordings.to_fetch(10, consent_property=name)] == [None]


@pytest.mark.parametrize("value", [True, 1, "refused", "", ["granted"], {"a": 1}, None])
def test_anything_but_the_word_is_no_consent(store: Store, call: Put, value: Any) -> None:
    call(value)
    assert [one.granted for one in store.recordings.to_fetch(10, consent_property=CONSENT)] == [False]


def test_audio_is_kept_until_it_is_forgotten(store: Store, call: Put) -> None:
    first, second = call(), call()
    store.recordings.note_audio(first, "call-1.mp3", AT)
    store.recordings.note_audio(second, "call-2.mp3", AT + timedelta(days=1))
    assert ids(store.recordings.to_hear(10, consent_property=CONSENT)) == [second, first]
    assert store.recordings.to_fetch(10, consent_property=CONSENT) == []
    assert store.recordings.outdated_audio(AT - timedelta(seconds=1)) == []
    assert store.recordings.outdated_audio(AT) == [(first, "call-1.mp3")]
    assert store.recordings.audio_files() == {"call-1.mp3", "call-2.mp3"}
    store.recordings.forget_audio(first)
    assert store.recordings.audio_files() == {"call-2.mp3"}
    assert ids(store.recordings.to_fetch(10, consent_property=CONSENT)) == [first]


def test_a_transcript_is_saved_once_and_read_again_by_the_tagger(store: Store, call: Put) -> None:
    heard = call()
    assert store.recordings.save_transcript(heard, "openai:m", SAID)
    assert (row_of(store, heard).hearing, row_of(store, heard).tagged_by) == (HEARD, None)
    assert [one.utterances for one in store.calls.untagged()] == [SAID]
    assert store.recordings.to_fetch(10, consent_property=CONSENT) == []
    assert not store.recordings.save_transcript(heard, "openai:other", ())
    assert [one.utterances for one in store.calls.untagged()] == [SAID]


def test_a_call_with_a_transcript_of_its_own_waits_for_nothing(store: Store, call: Put) -> None:
    own = call()
    store.recordings.save_transcript(own, "aircall", SAID)
    assert store.recordings.to_fetch(10, consent_property=CONSENT) == []
    store.recordings.note_hearing(own, NO_CONSENT)
    assert store.recordings.reopen(NO_CONSENT) == 0


def test_those_without_consent_wait_again_when_it_is_there(store: Store, call: Put) -> None:
    refused, granted, failed = call("refused"), call("GRANTED"), call("granted")
    for one in (refused, granted):
        store.recordings.note_hearing(one, NO_CONSENT)
    store.recordings.note_hearing(failed, f"{FAILED}why")
    assert store.recordings.to_fetch(10, consent_property=CONSENT) == []
    assert ids(store.recordings.listed(NO_CONSENT, 10, consent_property=CONSENT)) == [granted, refused]
    assert store.recordings.reopen(NO_CONSENT, granted_in=CONSENT) == 1
    assert ids(store.recordings.to_fetch(10, consent_property=CONSENT)) == [granted]
    assert store.recordings.reopen(NO_CONSENT) == 1
    assert ids(store.recordings.to_fetch(10, consent_property=CONSENT)) == [granted, refused]


def test_what_was_given_up_waits_again_where_its_system_saw_it(store: Store, call: Put) -> None:
    broken, absent, elsewhere, refused = (call(sightings=[(system, str(n))]) for n, system in enumerate(
        ("aircall", "aircall", "twilio", "aircall")
    ))  # fmt: skip
    for one, outcome in ((broken, f"{FAILED}why"), (absent, NO_RECORDING), (elsewhere, f"{FAILED}why")):
        store.recordings.note_hearing(one, outcome)
    store.recordings.note_hearing(refused, NO_CONSENT)
    assert store.recordings.failures(5) == {"why": 2, NO_RECORDING: 1}
    assert list(store.recordings.failures(1)) == ["why"]
    assert store.recordings.reopen_given_up("aircall") == 2
    assert ids(store.recordings.to_fetch(10, consent_property=CONSENT)) == [absent, broken]
    assert store.recordings.failures(5) == {"why": 1}


def test_figures(store: Store, call: Put) -> None:
    assert store.recordings.counts() == HeardCounts()
    heard, refused, failed, waiting = call("granted"), call("refused"), call("granted"), call()
    call(contact=False, recorded=False)
    store.recordings.note_audio(waiting, "call-4.mp3", AT)
    store.recordings.save_transcript(heard, "m", SAID)
    store.recordings.note_hearing(refused, NO_CONSENT)
    store.recordings.note_hearing(failed, f"{FAILED}why")
    assert store.recordings.counts() == HeardCounts(4, 1, 1, 1, 1, 1)
    store.recordings.note_hearing(waiting, NO_RECORDING)
    assert store.recordings.counts() == HeardCounts(4, 1, 0, 1, 2, 1)
    assert store.recordings.consents(CONSENT) == {"granted": 2, "refused": 1, None: 1}
