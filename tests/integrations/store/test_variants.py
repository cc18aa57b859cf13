"""The styles of drafts: kept once a draft, counted by the folded votes on drafts."""

from __future__ import annotations

from datetime import datetime, timedelta

from integrations.store import Store
from ml.records import Person, RatingEvent, Suggestion, Vote


def test_styles_are_kept_and_counted(store: Store, fixed_now: datetime) -> None:
    store.people.add(Person("ada@example.com", "Ada"))
    votes: tuple[Vote, ...] = ("up", "down", "up")
    for number, vote in enumerate(votes):
        store.suggestions.save(Suggestion(f"s{number}", "pitch", 1, fixed_now))
        store.variants.keep(f"s{number}", {"setting": ("ask", 0.5)})
        store.variants.keep(f"s{number}", {"setting": ("way_out" if number else "ask", 0.6)})
        at = fixed_now + timedelta(minutes=number)
        store.ratings.vote(RatingEvent(f"s{number}", 1, vote, at, "button", f"k{number}"))
    assert store.variants.of("s1") == {"setting": ("way_out", 0.6)}
    assert store.variants.votes() == {}
    store.rated.fold()
    assert store.variants.votes() == {"setting": {"ask": (1, 0), "way_out": (1, 1)}}


def test_a_draft_without_a_choice_leaves_nothing(store: Store) -> None:
    store.variants.keep("s", {})
    assert store.variants.of("s") == {}
