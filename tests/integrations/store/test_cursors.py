"""Where reading goes on, for each system and kind by itself."""

from __future__ import annotations

from integrations.store import Store


def test_a_cursor_is_kept_for_each_system_and_kind(store: Store) -> None:
    assert store.cursors.get("aircall", "calls") == {}
    store.cursors.put("aircall", "calls", {"from": "2026-11-23"})
    store.cursors.put("twilio", "calls", {"from": "2026-11-24"})
    store.cursors.put("aircall", "calls", {"from": "2026-11-25"})
    assert store.cursors.get("aircall", "calls") == {"from": "2026-11-25"}
    assert store.cursors.get("twilio", "calls") == {"from": "2026-11-24"}
