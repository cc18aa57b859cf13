"""What the desk knows of HubSpot: the portal is read seldom, and only numbers become an address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.exchange import CrmDesk
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from integrations.store import Store

MINUTE = timedelta(minutes=1)


def test_nothing_is_connected_unless_said(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(type(sqlite_store.facts), "get")
    desk = CrmDesk(writes=frozenset({"notes"}))
    assert (desk.portal(sqlite_store, NOW), desk.offered) == ("", frozenset())


def test_the_portal_is_remembered_for_some_minutes(sqlite_store: Store) -> None:
    desk = CrmDesk(connected=True)
    assert desk.portal(sqlite_store, NOW) == ""
    sqlite_store.facts.put("crm_portal", {"id": "7654321"})
    assert desk.portal(sqlite_store, NOW + 4 * MINUTE) == ""
    assert desk.portal(sqlite_store, NOW + 6 * MINUTE) == "7654321"
    sqlite_store.facts.put("crm_portal", {"id": "8"})
    assert desk.portal(sqlite_store, NOW + 8 * MINUTE) == "7654321"
    assert desk.portal(sqlite_store, NOW - 60 * MINUTE) == "8"


@pytest.mark.parametrize("told", [None, {}, {"id": ""}, {"id": "1/../evil"}, {"id": "１２"}, {"id": None}])
def test_only_a_number_is_a_portal(sqlite_store: Store, told: Any) -> None:
    sqlite_store.facts.put("crm_portal", told)
    assert CrmDesk(connected=True).portal(sqlite_store, NOW) == ""
