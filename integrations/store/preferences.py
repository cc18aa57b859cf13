"""When and what each person wants to be told; whoever changed nothing has the default."""

from __future__ import annotations

from datetime import time

from sqlalchemy import bindparam, select

from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.loop_schema import preferences
from ml.messages import Preferences

_OF = select(preferences).where(preferences.c.person_id == bindparam("person_id"))


class PreferencesOfPeople:
    """The preferences by person."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        upsert = engine.insert(preferences)
        changed = {name: upsert.excluded[name] for name in preferences.c.keys() if name != "person_id"}  # noqa: SIM118 - a table's columns are no dict
        self._put = upsert.on_conflict_do_update(index_elements=["person_id"], set_=changed)

    def of(self, person_id: int) -> Preferences:
        """What this person wants; the default where they changed nothing."""
        with self._engine.reading() as connection:
            row = connection.execute(_OF, {"person_id": person_id}).first()
        return _preferences(row) if row else Preferences()

    def put(self, person_id: int, wanted: Preferences) -> None:
        """Keep what this person wants."""
        values = {
            "person_id": person_id,
            "reminders": wanted.reminders,
            "reminder_time": wanted.at.isoformat("minutes"),
            "days": "".join(map(str, sorted(wanted.days))),
            "budget": wanted.budget,
            "switches": dict(wanted.switches),
        }
        with self._engine.writing() as connection:
            connection.execute(self._put, values)

    def all(self) -> dict[int, Preferences]:
        """The preferences of everybody who changed something, by person."""
        with self._engine.reading() as connection:
            return {row.person_id: _preferences(row) for row in connection.execute(select(preferences))}


def _preferences(row: AnyRow) -> Preferences:
    return Preferences(
        reminders=row.reminders,
        at=time.fromisoformat(row.reminder_time),
        days=frozenset(map(int, row.days)),
        budget=row.budget,
        switches=row.switches,
    )
