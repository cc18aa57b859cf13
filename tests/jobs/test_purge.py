"""The daily purge: what was kept long enough goes, what models need stays, and it is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import JSON, String, cast, insert, select, update

from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.columns import metadata
from integrations.store.conversation_schema import drafts, slow_answers, written_notes
from integrations.store.loop_schema import deliveries, reminders, score_history
from integrations.store.schema import suggestions, touches, transcripts
from jobs import purge
from jobs.job import A_DAY, Workplace
from jobs.rules import Rules
from tests.integrations.store.test_personal_data import NOW as SAID_AT
from tests.integrations.store.test_personal_data import fill

RULES = Rules(said_kept=timedelta(days=730), shown_kept=timedelta(days=180))


@pytest.fixture
def place(store: Store, tmp_path: Path) -> Workplace:
    """A store with a row of everything, all of one moment, in states that are settled."""
    fill(store)
    with store.engine.writing() as connection:
        for table, state in (
            ("deliveries", "sent"),
            ("slow_answers", "done"),
            ("writebacks", "sent"),
            ("crm_doubts", "done"),
        ):
            connection.execute(update(metadata.tables[table]).values(state=state))
        connection.execute(update(touches).values(key="notes:31"))
        record = {"kind": "notes", "id": "31", "digest": "d", "links": {}, "history": [], "links_due": False}
        more = {
            "history_due": False,
            "told": True,
            "gone": False,
            "problem": "",
            "fate": "new",
            "landed_at": SAID_AT,
        }
        note = {"properties": {"hs_note_body": "Mei Lin Tan wants it", "hs_timestamp": "1"}}
        connection.execute(insert(metadata.tables["crm_records"]).values(record | more | note))
    return Workplace(store, ModelFiles(tmp_path), SAID_AT, rules=RULES)


def told(store: Store, name: str) -> str:
    """All words of a table."""
    table = metadata.tables[name]
    columns = [
        c
        for c in table.columns
        if isinstance(c.type, String | JSON) and not c.foreign_keys and not c.primary_key
    ]
    with store.engine.reading() as connection:
        rows = connection.execute(select(*(cast(c, String) for c in columns))).all()
    return str([list(row) for row in rows])


def number_of(store: Store, name: str) -> int:
    with store.engine.reading() as connection:
        return len(connection.execute(select(metadata.tables[name])).all())


def after(place: Workplace, days: float) -> Workplace:
    return replace(place, now=SAID_AT + timedelta(days=days))


def test_nothing_goes_before_its_time(place: Workplace) -> None:
    assert purge.run(after(place, 179)).startswith("0 rows of what was said, 0 of what was shown")
    assert "Mei Lin" in told(place.store, "drafts")
    assert place.store.audit.newest(5) == []


def test_what_was_shown_goes_first(place: Workplace) -> None:
    purge.run(after(place, 181))
    assert "Mei Lin" in told(place.store, "touches")
    with place.store.engine.reading() as connection:
        draft = connection.scalar(select(drafts.c.draft))
        row = connection.execute(select(reminders)).one()
        assert connection.scalar(select(deliveries.c.payload)) == {}
        assert connection.scalar(select(slow_answers.c.text)) == ""
    assert draft is not None
    assert draft["lines"] == [{"move": "sharing", "text": "", "facts": [], "plan": "p"}]
    assert (row.why, row.details["contact"], row.gain) == ("", "", 0.5)


def test_then_what_was_said_and_its_features_stay(place: Workplace) -> None:
    purge.run(after(place, 731))
    assert number_of(place.store, transcripts.name) == number_of(place.store, written_notes.name) == 0
    with place.store.engine.reading() as connection:
        touch = connection.execute(select(touches)).one()
        assert connection.scalar(select(suggestions.c.id)) == "k"
    assert (touch.text, touch.quote, touch.next_step) == (None, "", "")
    assert (touch.connecting, touch.dated_next_step, touch.contact_id, touch.tagged_by != "") == (
        0.5,
        True,
        1,
        True,
    )
    for name in ("ratings", "rating_events", "rated", "crm_doubts", "tag_corrections", "worked_lines"):
        assert "payslips" not in told(place.store, name)
    assert "wants it" not in told(place.store, "crm_records")
    assert "hs_timestamp" in told(place.store, "crm_records")


def test_a_second_run_finds_nothing_and_the_first_is_audited(place: Workplace) -> None:
    later = after(place, 731)
    purge.run(later)
    entries = place.store.audit.newest(5)
    assert {(one.who, one.did, one.about) for one in entries} == {
        (purge.WHO, "purge", "what was said"), (purge.WHO, "purge", "what was shown"), (purge.WHO, "purge", "the history of chances")
    }  # fmt: skip
    assert purge.run(later) == "0 rows of what was said, 0 of what was shown, 0 of past chances deleted"
    assert len(place.store.audit.newest(9)) == len(entries)


def test_words_that_were_not_read_yet_wait(place: Workplace) -> None:
    with place.store.engine.writing() as connection:
        connection.execute(update(touches).values(tagged_by=None))
    purge.run(after(place, 731))
    assert number_of(place.store, transcripts.name) == 1


def test_zero_keeps_for_ever(place: Workplace) -> None:
    for_ever = replace(after(place, 9000), rules=Rules(said_kept=timedelta(), shown_kept=timedelta()))
    assert purge.run(for_ever).startswith("0 rows of what was said, 0 of what was shown")


def test_the_history_of_chances_is_kept_a_year(place: Workplace) -> None:
    with place.store.engine.writing() as connection:
        connection.execute(
            insert(score_history).values(pursuit_id=1, on=SAID_AT.date(), win=0.5, model_version="m")
        )
    purge.run(after(place, 364))
    assert number_of(place.store, score_history.name) == 1
    purge.run(after(place, 366))
    assert number_of(place.store, score_history.name) == 0


def test_it_is_due_daily(place: Workplace) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    late = replace(place, now=now)
    assert purge.is_due(late, None)
    assert [purge.is_due(late, now - since) for since in (A_DAY, A_DAY / 2)] == [True, False]
