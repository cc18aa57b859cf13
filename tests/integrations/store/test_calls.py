"""Touches wait to be read by the tagger, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from integrations.store import Store, TouchTags, UntaggedTouch

Put = Callable[..., int]


def test_touches_with_words_are_read_once(
    store: Store, company: Put, put: Put, touch: Put, fixed_now: datetime
) -> None:
    pursuit = company("Acme")
    note = touch(pursuit, fixed_now, text="They asked for a quote", result="agreed")
    touch(pursuit, fixed_now)  # nothing to read
    spoken = touch(pursuit, fixed_now)
    utterance = {"speaker": "Mei", "role": "prospect", "start": None, "text": "Halo"}
    put("calls", touch_id=spoken, provider="aircall")
    put("transcripts", call_id=1, made_by="import", utterances=[utterance])
    expected = [
        UntaggedTouch(note, fixed_now, "They asked for a quote"),
        UntaggedTouch(spoken, fixed_now, None, (utterance,)),
    ]
    assert store.calls.untagged(10) == expected
    assert store.calls.untagged(1) == expected[:1]
    assert store.calls.untagged(10, after=note) == expected[1:]
    due = date(2026, 11, 30)
    tags = TouchTags(
        note, "cues-1", setting=0.5, dated_next_step=True, next_step="quote", next_step_due=due, quote="q"
    )
    assert (
        store.calls.save_tags([tags, TouchTags(spoken, "cues-1", substance="voicemail", ended="open")]) == 2
    )
    assert store.calls.untagged(10) == []
    frame = store.frames.touches()
    assert frame["substantial"].dropna().tolist() == [1, 0]
    assert frame["result"].fillna("").tolist() == ["agreed", "", "open"]
    card = store.pursuits.card(pursuit)
    assert card is not None
    assert (card.next_step, card.next_step_due) == ("quote", due)


def test_counts(store: Store, company: Put, touch: Put, fixed_now: datetime) -> None:
    pursuit = company("Acme")
    touch(pursuit, fixed_now)
    touch(pursuit, fixed_now, channel="note")
    counts = store.counts()
    assert counts == {
        "companies": 1,
        "contacts": 0,
        "pursuits": 1,
        "stage_changes": 0,
        "touches": 2,
        "calls": 1,
        "transcripts": 0,
        "suggestions": 0,
        "ratings": 0,
        "reminders": 0,
    }
