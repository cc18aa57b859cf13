"""Drafts are kept as they were shown, and their wordings learn from the thumbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from integrations.store import Store
from integrations.store.drafts import KeptDraft
from ml.cuss import Move
from ml.pitch import Channel, PitchDraft, PitchLine
from ml.records import RatingEvent, Suggestion, Vote

Put = Callable[..., int]
DRAFT = PitchDraft(
    Channel.EMAIL,
    {
        Move.CONNECTING: (PitchLine("Hi Mei Lin, thanks for the call.", ("f1", "f2"), "open.touch/1"),),
        Move.SETTING: (
            PitchLine("Would Thursday suit you?", ("f3",), "ask.demo/0"),
            PitchLine("Or Friday?", ("f4",)),
        ),
    },
    subject="The 31 payslips",
    subject_facts=("f2",),
    written_by="openai:some-model",
    gate="repaired",
)


@pytest.fixture
def said(store: Store, put: Put, fixed_now: datetime) -> Callable[[str], None]:
    ada = put("people", email="ada@firm.sg", name="Ada", role="rep", time_zone="UTC", active=True)

    def say(id_: str, plan: str = "open.touch/1") -> None:
        store.suggestions.save(Suggestion(id_, "pitch", ada, fixed_now))
        line = PitchLine("Hi.", (), plan)
        store.drafts.save(KeptDraft(id_, PitchDraft(Channel.CALL, {Move.CONNECTING: (line,)})))

    return say


def test_a_draft_comes_back_as_it_was(store: Store, said: Callable[[str], None]) -> None:
    said("s1")
    fact = {"id": "f2", "kind": "pain", "text": "31 payslips", "source": "call of 11 Nov"}
    kept = KeptDraft("s1", DRAFT, "renewal", (fact,), "pitch 1", "what was sent")
    store.drafts.save(kept)
    assert store.drafts.by_suggestion("s1") == kept
    store.drafts.edit("s1", "My words")
    assert store.drafts.by_suggestion("s1") == replace(kept, edited="My words")
    assert store.drafts.by_suggestion("other") is None
    assert (store.drafts.count(1), store.drafts.count(2)) == (1, 0)


def test_thumbs_are_counted_by_wording(store: Store, said: Callable[..., None], fixed_now: datetime) -> None:
    votes: dict[str, Vote | None] = {"s1": "up", "s2": "up", "s3": "down", "s4": None}
    for id_, vote in votes.items():
        said(id_)
        store.ratings.vote(RatingEvent(id_, 1, vote, fixed_now, "button", f"k{id_}"))
    said("s5", "open.news/0")
    assert store.drafts.favour() == {"open.touch/1": (2, 1)}
