"""Conversations as cards read them: the latest first, each sentence with its move, a rep's correction before the tagger's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from integrations.store import Store, TouchTags
from integrations.store.corrections import Correction
from ml.cuss import Move
from ml.funnel import FunnelState

Put = Callable[..., int]
A_DAY = timedelta(days=1)
SAID = [
    {
        "speaker": "Ada",
        "role": "rep",
        "start": 0.0,
        "text": "How do you plan shifts? I ask because of overtime.",
    },
    {"speaker": "Mei", "role": "prospect", "start": 9.0, "text": "In a spreadsheet."},
]


@pytest.fixture
def call(put: Put, touch: Put) -> Callable[..., int]:
    """Adds a call with a transcript and gives its touch."""

    def put_call(pursuit: int, at: datetime, **values: object) -> int:
        touch_id = touch(pursuit, at, **values)
        call_id = put("calls", touch_id=touch_id, provider="aircall", status="answered")
        put("transcripts", call_id=call_id, made_by="import", utterances=SAID)
        return touch_id

    return put_call


def test_a_conversation_with_its_tags(
    store: Store, company: Put, call: Callable[..., int], put: Put, fixed_now: datetime
) -> None:
    pursuit = company("Acme")
    ada = put("people", email="ada@firm.sg", name="Ada", role="rep", time_zone="UTC", active=True)
    talk = call(pursuit, fixed_now, person_id=ada, duration_s=600)
    untagged = store.conversations.one(talk)
    assert untagged is not None
    assert untagged.tags == ()
    read = (("understanding", 0.9), ("understanding", 0.4), ("understanding", 0.8))
    store.calls.save_tags([TouchTags(talk, "t1", tags=read, ended="agreed")])
    store.corrections.save(
        Correction(talk, ada, "I ask because of overtime.", "rep", 0.5, "understanding", "none", fixed_now)
    )
    told = store.conversations.one(talk)
    assert told is not None
    assert [(tag.text, tag.move, tag.confidence, tag.utterance) for tag in told.tags] == [
        ("How do you plan shifts?", Move.UNDERSTANDING, 0.9, 0),
        ("I ask because of overtime.", Move.NONE, 1.0, 0),
        ("In a spreadsheet.", Move.UNDERSTANDING, 0.8, 1),
    ]
    assert (told.company, told.service, told.rep, told.result) == ("Acme", "Rostering", "Ada", "agreed")
    assert (told.status, told.duration_s, told.is_transcript) == ("answered", 600, True)


def test_tags_of_other_words_are_no_tags(
    store: Store, company: Put, call: Callable[..., int], fixed_now: datetime
) -> None:
    talk = call(company("Acme"), fixed_now)
    store.calls.save_tags([TouchTags(talk, "t1", tags=(("none", 0.3),))])
    told = store.conversations.one(talk)
    assert told is not None
    assert told.tags == ()


def test_the_latest_with_substance_come_first(
    store: Store, company: Put, call: Callable[..., int], touch: Put, fixed_now: datetime
) -> None:
    pursuit, other = company("Acme"), company("Beta")
    old, new = call(pursuit, fixed_now - 2 * A_DAY), call(pursuit, fixed_now - A_DAY)
    empty = call(pursuit, fixed_now)
    letter = touch(pursuit, fixed_now, channel="email", text="Dear Mei")
    wordless = touch(pursuit, fixed_now - 3 * A_DAY)
    call(other, fixed_now)
    store.calls.save_tags([TouchTags(old, "t"), TouchTags(new, "t"), TouchTags(empty, "t", "voicemail")])
    assert [talk.touch_id for talk in store.conversations.of_pursuit(pursuit)] == [new, old]
    listed = store.conversations.listed(pursuit)
    assert [(one.touch_id, one.substance, one.has_words) for one in listed] == [
        (empty, "voicemail", True),
        (new, "", True),
        (old, "", True),
        (wordless, None, False),
    ]
    assert store.conversations.one(letter) is not None
    assert store.conversations.one(wordless) is None
    assert [talk.touch_id for talk in store.conversations.read(0, 10)][:2] == [old, new]


def test_stage_changes(store: Store, company: Put, put: Put, fixed_now: datetime) -> None:
    pursuit = company("Acme")
    round_id = put("rounds", pursuit_id=pursuit, key="d1", properties={})
    put(
        "stage_changes",
        round_id=round_id,
        pursuit_id=pursuit,
        at=fixed_now,
        from_state="LEAD",
        to_state="HOT_LEAD",
        kind="typical",
        cycle=1,
        by_event=True,
        step=0,
        label="Hot",
    )
    assert store.conversations.stage_changes() == [
        (pursuit, fixed_now, FunnelState.LEAD, FunnelState.HOT_LEAD)
    ]
