"""Proposed cells come word for word from a redacted note, and only a person's word puts them into the data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import insert, select

from integrations.openai_writer import OpenAiWriter
from integrations.redaction import Redactor
from integrations.store import Store
from integrations.store.schema import companies, contacts, touches
from jobs.fill_fields import FieldsProposed, accept_field, propose_fields
from ml.records import Person, Role
from tests.standins.openai_chat import OpenAiChat
from tests.standins.written_text import MODEL

NOTE = "Mei Lin of Acme says they run a bakery with 40 outlets, call her at 9123 4567."


@pytest.fixture
def server() -> Iterator[OpenAiChat]:
    with OpenAiChat() as standin:
        yield standin
    assert standin.complaints == []


@pytest.fixture
def filled(sqlite_store: Store, fixed_now: datetime) -> Store:
    """A company without an industry, with a note that says which."""
    with sqlite_store.engine.writing() as connection:
        connection.execute(
            insert(companies).values(id=1, key="a", name="Acme Pte Ltd", norm="acme", properties={})
        )
        connection.execute(
            insert(contacts).values(
                id=7, company_id=1, key="m", name="Mei Lin", norm="mei lin", properties={}
            )
        )
        note = {"channel": "note", "direction": "out", "at": fixed_now, "text": NOTE}
        connection.execute(insert(touches).values(key="t", company_id=1, contact_id=7, **note))
    return sqlite_store


def propose(store: Store, server: OpenAiChat, now: datetime) -> FieldsProposed:
    writer = OpenAiWriter(server.base_url, "sk-test", MODEL, seconds=5)
    return propose_fields(store, writer, partial(Redactor, regions=("SG",)), now=now)


def test_a_cell_is_proposed_accepted_and_marked(
    filled: Store, server: OpenAiChat, fixed_now: datetime
) -> None:
    assert propose(filled, server, fixed_now) == FieldsProposed(1, 1)
    for secret in ("Mei", "Acme", "9123"):
        assert secret not in server.sent
    (one,) = filled.field_proposals.listed()
    assert (one.name, one.field, one.proposed, one.because) == ("Acme Pte Ltd", "industry", "Bakery", NOTE)
    boss = filled.people.add(Person("b@firm.sg", "Bea", Role.ADMIN))
    version = filled.facts.get("data_version", 0)
    accept_field(filled, one.id, boss, fixed_now)
    assert filled.facts.get("data_version", 0) == version + 1
    with filled.engine.reading() as connection:
        assert connection.scalar(select(companies.c.industry)) == "Bakery"
    assert propose(filled, server, fixed_now) == FieldsProposed(0, 0)  # asked once


def test_an_evil_model_fills_nothing(filled: Store, server: OpenAiChat, fixed_now: datetime) -> None:
    server.mode = "evil"
    assert propose(filled, server, fixed_now) == FieldsProposed(1, 0)


def test_a_model_that_fails_says_why(filled: Store, server: OpenAiChat, fixed_now: datetime) -> None:
    server.mode = "refuses"
    assert propose(filled, server, fixed_now) == FieldsProposed(0, 0, f"{MODEL} declined to answer.")


def test_the_next_run_goes_on_where_the_last_ended(
    filled: Store, server: OpenAiChat, fixed_now: datetime
) -> None:
    with filled.engine.writing() as connection:
        connection.execute(insert(companies).values(id=2, key="b", name="Bolt", norm="bolt", properties={}))
        note = {"channel": "note", "direction": "out", "at": fixed_now, "text": "They called back."}
        connection.execute(insert(touches).values(key="u", company_id=2, **note))
    server.mode = "evil"  # nothing is ever proposed
    writer = OpenAiWriter(server.base_url, "sk-test", MODEL, seconds=5)
    redactor_of = partial(Redactor, regions=("SG",))
    for _ in range(3):
        propose_fields(filled, writer, redactor_of, now=fixed_now, limit=1)
    told = [
        json.loads(body["messages"][1]["content"].partition("\n")[2])["rows"][0]["notes"]
        for body in server.bodies
    ]
    assert [("called back" in str(notes)) for notes in told] == [False, True]
    assert filled.facts.get("fields_asked_up_to", None) == 0
