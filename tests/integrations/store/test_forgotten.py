"""Who was forgotten stays so, whatever the CRM says later."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from integrations.store import Store
from integrations.store.forgotten import FACT
from integrations.store.schema import contacts, touches
from integrations.store.sightings import Sighting
from integrations.store.sync_schema import call_sightings, crm_records, tasks
from integrations.systems import CrmRecord
from tests.jobs.crm_edits import NOW, record, rows, tell, tell_all

LATER = NOW + timedelta(days=1)
ACME = record("companies", "1", name="Acme")


def mei(id_: str = "11", **more: str) -> CrmRecord:
    told: dict[str, Any] = {
        "firstname": "Mei",
        "lastname": "Lin",
        "email": "mei@acme.sg",
        "phone": "9123 4567",
    }
    return record("contacts", id_, {"companies": ["1"]}, **(told | more))


def note(body: str, contact: str = "11", id_: str = "31") -> CrmRecord:
    links = {"companies": ["1"], "contacts": [contact]}
    return record("notes", id_, links, hs_note_body=body)


def forget(store: Store) -> None:
    subject = store.personal_data.find("mei@acme.sg", ("SG",))
    store.personal_data.forget(subject, who="command line", at=NOW)


def land(store: Store, *some: CrmRecord) -> None:
    for one in some:
        store.landing.take(one.kind, [one], now=LATER)
    tell_all(store)


def left(store: Store) -> str:
    """All that the landing and the touches say."""
    told = rows(store, select(crm_records.c.properties)) + rows(
        store, select(touches.c.text, touches.c.quote)
    )
    return json.dumps([list(row) for row in told], default=str)


def test_a_changed_contact_does_not_come_back(store: Store) -> None:
    tell(store, ACME, mei(), note("Mei Lin wants the quote"))
    forget(store)
    assert "Mei" not in left(store)
    land(store, mei(jobtitle="Director"), note("Mei Lin wants two quotes"))
    assert rows(store, select(contacts.c.id)) == []
    assert len(rows(store, select(touches.c.id))) == 1
    assert all(word not in left(store) for word in ("Mei", "quote", "Director"))
    assert store.landing.waiting("contacts", limit=9) == []


def test_the_same_person_under_another_id_is_known_by_the_email(store: Store) -> None:
    tell(store, ACME, mei())
    forget(store)
    land(store, mei("12"), note("Mei Lin again", contact="12"))
    assert rows(store, select(contacts.c.id)) == []
    assert "again" not in left(store)


def test_a_task_for_them_comes_without_its_words(store: Store) -> None:
    tell(store, ACME, mei())
    forget(store)
    links = {"companies": ["1"], "contacts": ["11"]}
    land(store, record("tasks", "61", links, hs_task_subject="Call Mei Lin", hs_task_status="NOT_STARTED"))
    assert [row[0] for row in rows(store, select(tasks.c.subject))] in ([""], [])
    assert "Mei" not in left(store)


def test_a_call_that_is_seen_again_is_kept_without_their_number(store: Store) -> None:
    tell(store, ACME, mei(), note("Mei Lin wants it"))
    forget(store)
    seen = [
        (Sighting("aircall", f"c{n}", number, NOW), "notes:31")
        for n, number in enumerate(("+6591234567", "+6598765432"))
    ]
    store.sightings.note(seen)
    numbers = rows(store, select(call_sightings.c.number).order_by(call_sightings.c.external_id))
    assert [row[0] for row in numbers] == ["", "+6598765432"]


def test_colleagues_come_as_ever(store: Store) -> None:
    tell(store, ACME, mei())
    forget(store)
    land(store, mei("13", firstname="Ben", email="ben@acme.sg"), note("Ben wants it", contact="13"))
    assert [row[0] for row in rows(store, select(contacts.c.name))] == ["Ben Lin"]
    assert "Ben wants it" in left(store)


def test_only_hashes_are_kept_and_only_with_the_stores_own_salt(store: Store) -> None:
    tell(store, ACME, mei())
    forget(store)
    told = store.facts.get(FACT)
    assert len(told["salt"]) == 32
    assert all(len(one) == 24 for one in told["hashes"])
    assert "mei" not in json.dumps(told)
