"""What the lift of reminders is measured by."""

from __future__ import annotations

from integrations.store import Store
from integrations.store.reminders import NewReminder, insert_reminders
from ml.reminding import DueTouch
from tests.due_pursuits import NOW, ON, DuePursuits, S, ago


def test_only_what_was_drawn_counts_and_answers_are_calls_taken_and_what_came_in(store: Store) -> None:
    own = DuePursuits(store)
    ids = [own.pursuit() for _ in range(4)]
    due = [DueTouch(id_, "Acme", "Rostering", S.LEAD, "gain", "why", 3.0, 0.4, "rates") for id_ in ids]
    rows = [
        NewReminder(own.person.id, ON, NOW, due[0], 1, propensity=0.9),
        NewReminder(own.person.id, ON, NOW, due[1], 0, withheld=True, propensity=0.1),
        NewReminder(own.person.id, ON, NOW, due[2], 2),
    ]
    asked = [NewReminder(own.person.id, ON, NOW, due[3], 1, propensity=0.9)]
    with store.engine.writing() as connection:
        insert_reminders(connection, "k1", rows)
        insert_reminders(connection, None, asked)
    told = store.reminder_trials.all()
    assert [(one.pursuit_id, one.withheld, one.propensity, one.chance, one.at) for one in told] == [
        (ids[0], False, 0.9, 0.4, NOW),
        (ids[1], True, 0.1, 0.4, NOW),
    ]
    own.touch(ids[0], 3)
    own.touch(ids[0], 2, answered=False)
    own.touch(ids[0], 1, answered=None, direction="in", channel="email")
    own.touch(ids[0], 0.5, channel="note")
    own.touch(ids[2], 1)
    assert store.reminder_trials.answers() == {ids[0]: [ago(3), ago(1)]}
