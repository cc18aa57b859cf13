from __future__ import annotations

from integrations.store import Store
from jobs.set_aside_calls import SetAsideCalls, set_aside_calls


def noted(store: Store, system: str, *, whole: bool, **reasons: str) -> None:
    calls = SetAsideCalls(store.facts, system)
    for call_id, reason in reasons.items():
        calls.note(call_id, reason)
    calls.keep(whole=whole)


def test_they_are_told_until_they_are_put_right(store: Store) -> None:
    noted(store, "aircall", whole=True, a="no number", b="no time")
    noted(store, "aircall", whole=False, c="no time")
    noted(store, "folder", whole=True, d="no name")
    assert set_aside_calls(store.facts) == {
        "calls of aircall": {"no number": 1, "no time": 2},
        "calls of folder": {"no name": 1},
    }
    calls = SetAsideCalls(store.facts, "aircall")
    calls.forget(["b", "never"])
    calls.keep(whole=False)
    assert set_aside_calls(store.facts)["calls of aircall"] == {"no number": 1, "no time": 1}


def test_what_is_gone_when_everything_was_read_is_told_no_more(store: Store) -> None:
    noted(store, "folder", whole=True, a="no name", b="no name")
    noted(store, "folder", whole=True, b="no name")
    assert set_aside_calls(store.facts) == {"calls of folder": {"no name": 1}}
    noted(store, "folder", whole=True)
    assert set_aside_calls(store.facts) == {}


def test_only_the_last_thousand_are_kept(store: Store) -> None:
    noted(store, "twilio", whole=True, **{f"c{n}": "no number" for n in range(1200)})
    assert set_aside_calls(store.facts) == {"calls of twilio": {"no number": 1000}}
