"""Everything held of a contact is found, shown and forgotten: no text of any table mentions them afterwards."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Date, Float, Integer, String, Table, cast, insert, select

from integrations.intake_rows import Company, CompanyRow, Contact, ContactRow, Recording, TaskRow, TouchRow
from integrations.store import Store
from integrations.store.columns import Moment, metadata
from integrations.store.mentions import MASK, mentions_of
from integrations.store.name_index import index_names
from integrations.store.schema import (
    calls,
    companies,
    contacts,
    names,
    people,
    touches,
    transcripts,
    word_deletes,
    words,
)
from integrations.store.sync_schema import contact_numbers, tasks
from ml.errors import BadInput

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
REGIONS = ("SG", "ID", "MY")
SAID = "Ask Mei Lin  Tan <MEI@acme.sg>, +65 9123-4567"
# The team's own people, and what holds no text of anybody.
_WITHOUT_MENTIONS = {"people", "words", "word_deletes", "sync_hints", "audit", "sales_tallies"}
_WITHOUT_MENTIONS |= {"funnel_tallies", "state_times", "coaching_tallies"}  # made anew once data change
_SHAPES: dict[str, dict[str, Any]] = {
    "people": {"email": "ada@team.sg", "name": "Ada Wong"},
    "companies": {"key": "id:901", "name": "Acme", "norm": "acme"},
    "contacts": {"key": "id:501", "name": "Mei Lin Tan", "norm": "mei lin tan", "email": "mei@acme.sg", "phone": "9123 4567"},
    "pursuits": {"state": "LEAD"},
    "calls": {"number": "+6591234567"},
    "contact_numbers": {"number": "+6591234567"},
    "crm_records": {"kind": "contacts", "id": "501", "links": {}, "history": []},
    "drafts": {"draft": {"subject": SAID, "subject_facts": [], "lines": [{"move": "sharing", "text": SAID, "facts": ["f1"], "plan": "p"}]}},
    "transcripts": {"utterances": [{"speaker": "Mei Lin Tan", "role": "prospect", "start": 1.0, "text": "Our payslips are wrong."}]},
    "field_proposals": {"kind": "contacts"},
    "imported_rows": {"key": "contact:mei@acme.sg", "digest": "d"},
}  # fmt: skip


def value_of(column: Any) -> Any:
    """Something for a column; whatever can hold words mentions her."""
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column
        return "k" if isinstance(target.type, String) else 1
    kinds: list[tuple[Any, Any]] = [
        (JSON, {"of": [SAID]}), (Boolean, True), (Moment, NOW), (Date, date(2026, 11, 20)), (Float, 0.5), (Integer, 1)
    ]  # fmt: skip
    for kind, value in kinds:
        if isinstance(column.type, kind):
            return value
    if column.name in {"owner_name", "owner_email", "domain"}:
        return "somebody of the team"
    if isinstance(column.type, String):
        return "k" if column.primary_key or column.unique or column.name in {"key", "norm"} else SAID
    return 1


def fill(store: Store) -> None:
    """One row in every table, each text of which mentions her."""
    with store.engine.writing() as connection:
        connection.execute(
            insert(people).values({c.name: value_of(c) for c in people.columns} | _SHAPES["people"])
        )
        for table in metadata.sorted_tables:
            if table.name not in {"people", "names", "words", "word_deletes", "audit"}:
                row = {c.name: value_of(c) for c in table.columns} | _SHAPES.get(table.name, {})
                row |= {"linked_from_id": None} if table.name == "pursuits" else {}
                connection.execute(insert(table).values(row))
        index_names(
            connection, [(1, "company", "Acme"), (1, "contact", "Mei Lin Tan"), (1, "company", "Lin House")]
        )
        fact = {
            "key": "timing:1",
            "value": [{"contact": "Mei Lin Tan", "opener": "Mei Lin Tan, good morning"}],
        }
        connection.execute(insert(metadata.tables["facts"]).values(fact))


def texts(store: Store) -> dict[str, str]:
    """All text of each table, as the database holds it."""
    found = dict[str, str]()
    with store.engine.reading() as connection:
        for table in metadata.sorted_tables:
            columns = [c for c in table.columns if isinstance(c.type, String | JSON) and not c.foreign_keys]
            if columns and table.name != "people":
                rows = connection.execute(select(*(cast(c, String) for c in columns))).all()
                found[table.name] = json.dumps([list(row) for row in rows], ensure_ascii=False).casefold()
    return found


def mentioning(store: Store) -> set[str]:
    marks = ("mei lin", "mei@acme", "9123-4567", "91234567", "9123 4567")
    return {name for name, told in texts(store).items() if any(mark in told for mark in marks)}


def number_of(store: Store, table: Table) -> int:
    with store.engine.reading() as connection:
        return len(connection.execute(select(table)).all())


def forget(store: Store, said: str = "mei@acme.sg") -> Any:
    subject = store.personal_data.find(said, REGIONS)
    return store.personal_data.forget(subject, who="command line", at=NOW)


def test_after_forgetting_no_text_of_any_table_mentions_her(store: Store) -> None:
    fill(store)
    held = {table.name for table in metadata.sorted_tables if table.name in texts(store)}
    assert mentioning(store) >= held - _WITHOUT_MENTIONS
    receipt = forget(store)
    assert mentioning(store) == set()
    assert receipt.rows["contacts"] == 1
    assert number_of(store, touches) == 1  # that they talked, and how it ended, stays
    assert (
        number_of(store, transcripts) == number_of(store, contacts) == number_of(store, contact_numbers) == 0
    )


def test_what_is_left_of_a_touch_is_what_models_count(store: Store) -> None:
    fill(store)
    forget(store)
    with store.engine.reading() as connection:
        touch = connection.execute(select(touches)).one()
        call = connection.execute(select(calls)).one()
    assert (touch.at, touch.channel != "", touch.connecting, touch.dated_next_step) == (NOW, True, 0.5, True)
    assert (touch.text, touch.quote, touch.next_step, touch.contact_id, touch.properties) == (
        None,
        "",
        "",
        None,
        None,
    )
    assert (call.number, call.recording, call.audio, call.recorded) == (None, None, None, False)
    assert "payslips" not in texts(store)["transcripts"]


def test_her_recordings_are_named_for_deletion(store: Store) -> None:
    fill(store)
    assert forget(store).audio == (SAID,)


def test_the_index_forgets_her_words_but_not_those_of_others(store: Store) -> None:
    fill(store)
    assert store.pursuits.find("mei lin tan").fits
    forget(store)
    with store.engine.reading() as connection:
        left = set(connection.scalars(select(words.c.word)))
        keys = set(connection.scalars(select(word_deletes.c.word)))
        indexed = set(connection.scalars(select(names.c.norm)))
    assert left == keys == {"acme", "lin", "house"}
    assert indexed == {"acme", "lin house"}
    assert not store.pursuits.find("mei lin tan").fits


def test_the_audit_names_the_number_and_nobody(store: Store) -> None:
    fill(store)
    forget(store)
    entry = store.audit.newest(1)[0]
    assert (entry.who, entry.did, entry.about, entry.at) == ("command line", "forget", "contact 1", NOW)
    assert entry.rows > 10


@pytest.mark.parametrize(
    "said", ["mei@acme.sg", "MEI@ACME.SG", "501", "id:501", "9123 4567", "+65 9123 4567", "Mei Lin TAN"]
)
def test_a_contact_is_found_by_all_that_tells_them(store: Store, said: str) -> None:
    fill(store)
    assert store.personal_data.find(said, REGIONS).id == 1


def test_nobody_and_several_are_said_in_a_sentence(store: Store) -> None:
    fill(store)
    with pytest.raises(BadInput, match="No contact has “qwzx”"):
        store.personal_data.find("qwzx", REGIONS)
    add_namesake(store)
    with pytest.raises(
        BadInput, match=r"2 contacts fit “Mei Lin Tan”; name one .* id:501 \(Acme\), id:777 \(Bistro\)"
    ):
        store.personal_data.find("Mei Lin Tan", REGIONS)


def add_namesake(store: Store) -> None:
    with store.engine.writing() as connection:
        connection.execute(
            insert(companies).values(id=2, key="id:902", name="Bistro", norm="bistro", properties={})
        )
        row = {
            "id": 2,
            "company_id": 2,
            "key": "id:777",
            "name": "Mei Lin Tan",
            "norm": "mei lin tan",
            "properties": {},
        }
        connection.execute(insert(contacts).values(row | {"email": "mei@bistro.sg", "phone": "6000 1111"}))
        base = {c.name: value_of(c) for c in touches.columns}
        other = {
            "id": 2,
            "key": "t2",
            "company_id": 2,
            "pursuit_id": None,
            "contact_id": 2,
            "text": "Mei Lin Tan agreed",
        }
        connection.execute(insert(touches).values(base | other))


def test_somebody_else_of_the_same_name_keeps_theirs(store: Store) -> None:
    fill(store)
    add_namesake(store)
    forget(store)
    with store.engine.reading() as connection:
        said = dict(connection.execute(select(touches.c.id, touches.c.text)).all())
        left = list(connection.scalars(select(contacts.c.key)))
    assert (said[2], left) == ("Mei Lin Tan agreed", ["id:777"])
    told = texts(store)
    assert [name for name, text in told.items() if "mei@acme" in text or "91234567" in text] == []
    assert MASK in told["rounds"]  # of her own company


def test_a_number_of_several_people_is_nobodys_alone(store: Store) -> None:
    fill(store)
    add_namesake(store)
    with store.engine.writing() as connection:
        connection.execute(insert(contact_numbers).values(number="+6591234567", contact_id=2))
    assert store.personal_data.find("mei@acme.sg", REGIONS).numbers == ()


def test_an_export_holds_the_rows_of_every_table_that_mentions_her(store: Store) -> None:
    fill(store)
    subject = store.personal_data.find("mei@acme.sg", REGIONS)
    document = store.personal_data.export(subject, who="command line", at=NOW)
    json.dumps(document, allow_nan=False)
    assert set(document["tables"]) >= mentioning(store) - {"words", "imported_rows"}
    assert document["tables"]["transcripts"][0]["utterances"][0]["text"] == "Our payslips are wrong."
    assert document["rows"] == sum(map(len, document["tables"].values()))
    assert store.audit.newest(1)[0].did == "export"
    with store.engine.reading() as connection:
        assert not [one for one in mentions_of(connection, subject) if one.table.name == "audit"]


# --- coming back ----------------------------------------------------------------------------------------------

ACME = Company("Acme", "901")
MEI = Contact("Mei Lin Tan", "501", "mei@acme.sg", "+6591234567")


def store_rows(store: Store, *rows: Any, whole: bool = False) -> list[str]:
    run = store.intake.begin(["rows"], now=NOW, regions=REGIONS)
    fates = [fate.kind.value for row in rows for fate in run.store([row], whole=whole)]
    run.finish()
    return fates


def talk(**more: Any) -> TouchRow:
    told: dict[str, Any] = {"id": "t1", "contact": MEI, "text": "Mei Lin Tan said yes", **more}
    return TouchRow(ACME, "call", NOW, **told)


@pytest.mark.parametrize("whole", [False, True])
def test_an_import_does_not_bring_her_back(store: Store, *, whole: bool) -> None:
    rows = (
        CompanyRow(ACME),
        ContactRow(ACME, MEI),
        talk(),
        TaskRow("k1", "Call Mei Lin Tan", "open", ACME, contact=MEI),
    )
    store_rows(store, *rows, whole=whole)
    forget(store)
    again = (
        *rows,
        ContactRow(ACME, Contact("Mei Lin Tan", "502", "mei@acme.sg")),
        ContactRow(ACME, Contact("Mei  Lin Tan")),
    )
    store_rows(store, *again, whole=whole)
    assert (number_of(store, contacts), number_of(store, touches), number_of(store, tasks)) == (0, 1, 1)
    assert mentioning(store) == set()


def test_a_call_with_her_number_comes_without_words(store: Store) -> None:
    store_rows(store, CompanyRow(ACME), ContactRow(ACME, MEI))
    forget(store)
    heard = Recording(
        "aircall",
        number="+6591234567",
        recorded=True,
        utterances=({"speaker": "", "role": "", "start": 0, "text": "Hi"},),
    )
    store_rows(store, talk(id="c9", contact=Contact(), text="", recording=heard), whole=True)
    with store.engine.reading() as connection:
        call = connection.execute(select(calls)).one()
    assert (call.number, call.recorded, number_of(store, transcripts)) == (None, False, 0)


def test_others_come_as_ever(store: Store) -> None:
    store_rows(store, CompanyRow(ACME), ContactRow(ACME, MEI))
    forget(store)
    other = Contact("Ben Ong", "503", "ben@acme.sg", "+6591234567")
    assert store_rows(store, ContactRow(ACME, other), talk(contact=other, text="Ben said no")) == [
        "stored",
        "stored",
    ]
    assert number_of(store, contacts) == 1
