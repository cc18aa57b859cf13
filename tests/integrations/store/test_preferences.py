from __future__ import annotations

from datetime import time

import pytest

from integrations.store import Store
from ml.messages import Preferences
from ml.records import Person


@pytest.fixture
def ada(store: Store) -> int:
    return store.people.add(Person("ada@example.com", "Ada")).id


def test_who_changed_nothing_has_the_default(store: Store, ada: int) -> None:
    assert store.preferences.of(ada) == Preferences()
    assert store.preferences.all() == {}


@pytest.mark.parametrize(
    "wanted",
    [
        Preferences(reminders=False),
        Preferences(at=time(0), days=frozenset({7}), budget=1),
        Preferences(at=time(23, 59), days=frozenset(), switches={"hot": False, "weekly": True}),
    ],
)
def test_what_is_wanted_is_kept(store: Store, ada: int, wanted: Preferences) -> None:
    store.preferences.put(ada, Preferences(budget=9, switches={"recap": False}))
    store.preferences.put(ada, wanted)
    assert store.preferences.of(ada) == wanted
    assert store.preferences.all() == {ada: wanted}


def test_each_person_has_their_own(store: Store, ada: int) -> None:
    mei = store.people.add(Person("mei@example.com", "Mei")).id
    store.preferences.put(mei, Preferences(budget=5))
    assert store.preferences.of(ada) == Preferences()
    assert store.preferences.all().keys() == {mei}
