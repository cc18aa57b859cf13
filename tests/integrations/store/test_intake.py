"""The bulk writer itself: fates in order, one transaction for effect and digest, batches as large as the lock allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from time import sleep
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from integrations.intake_rows import (
    Company,
    CompanyRow,
    Contact,
    ContactRow,
    DealRow,
    Owner,
    Recording,
    Row,
    StageEntry,
    TouchRow,
)
from integrations.store import Store
from integrations.store.intake import FateKind
from integrations.store.intake_batch import Team, TouchedCompanies
from integrations.store.schema import calls, companies, contacts, imported_rows, imports, pursuits, touches
from integrations.store.sync_schema import contact_numbers
from ml.funnel import FunnelState
from ml.records import Person

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def number_of(store: Store, table: Any) -> int:
    with store.engine.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def deal(number: int, company: str = "Acme") -> DealRow:
    entry = StageEntry("New", FunnelState.LEAD, datetime(2026, 1, 1, tzinfo=UTC))
    return DealRow(Company(company), "Rostering", str(number), entries=(entry,), owner=Owner("Ada"))


def test_fates_come_in_the_order_of_the_rows(store: Store) -> None:
    run = store.intake.begin(["x.csv"], now=NOW)
    nameless = CompanyRow(Company(id="9"))
    fates = run.store([CompanyRow(Company("Acme")), nameless, CompanyRow(Company("Acme")), nameless])
    assert [fate.kind for fate in fates] == [
        FateKind.STORED, FateKind.REJECTED, FateKind.UNCHANGED, FateKind.REJECTED,
    ]  # fmt: skip
    assert fates[1].reason == "no company with the id “9” is known, and the row names none"
    assert run.store([CompanyRow(Company("Acme"))])[0].kind is FateKind.UNCHANGED
    assert run.store([]) == []


def test_effect_and_digest_are_one_transaction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run = store.intake.begin(["x.csv"], now=NOW)

    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(run, "_remember", breaks)
    with pytest.raises(ZeroDivisionError):
        run.store([deal(1)])
    assert (number_of(store, companies), number_of(store, imported_rows)) == (0, 0)


def test_a_run_is_written_down(store: Store) -> None:
    run = store.intake.begin(["x.csv"], now=NOW)
    for fate in run.store([deal(1), deal(1), deal(2)]):
        run.totals.count(fate.kind)
    run.totals.reject()
    run.finish()
    with store.engine.reading() as connection:
        row = connection.execute(select(imports)).one()
    assert (row.files, row.at, row.read, row.stored, row.unchanged, row.rejected) == (
        ["x.csv"],
        NOW,
        4,
        2,
        1,
        1,
    )


def test_batches_follow_the_time_they_hold_the_lock(sqlite_store: Store) -> None:
    run = sqlite_store.intake.begin(["x.csv"], now=NOW)
    first = run.rows_at_once
    with run._paced(first):
        sleep(0.2)
    slower = run.rows_at_once
    assert slower < first
    for _ in range(60):
        with run._paced(run.rows_at_once):
            sleep(0.0001)
    assert run.rows_at_once == 1000


@pytest.mark.parametrize("batches", [[[3, 1, 2]], [[3], [1, 2]], [[3, 1], [2]]])
def test_pursuits_are_numbered_by_their_rows_wherever_a_batch_ended(
    store: Store, batches: list[list[int]]
) -> None:
    run = store.intake.begin(["x.csv"], now=NOW)
    run.store([CompanyRow(Company(f"Company {number}")) for number in (1, 2, 3)])
    for rows in batches:
        run.store([deal(number, f"Company {number}") for number in rows])
    with store.engine.reading() as connection:
        ordered = select(companies.c.name).join(pursuits, pursuits.c.company_id == companies.c.id)
        names = list(connection.scalars(ordered.order_by(pursuits.c.id)))
    assert names == ["Company 3", "Company 1", "Company 2"]


def test_future_events_are_plans_and_do_not_date_the_data(sqlite_store: Store) -> None:
    run = sqlite_store.intake.begin(["x.csv"], now=NOW)
    run.store([TouchRow(Company("Acme"), "call", datetime(year, 1, 1, tzinfo=UTC)) for year in (2025, 2030)])
    run.finish()
    assert sqlite_store.facts.get("data_as_of") == "2025-01-01T00:00:00+00:00"
    assert number_of(sqlite_store, touches) == 2


def test_a_changed_deal_may_move_to_another_company(store: Store) -> None:
    for company in ("Acme", "Beta"):
        run = store.intake.begin(["x.csv"], now=NOW)
        run.store([deal(1, company)])
        run.finish()
    with store.engine.reading() as connection:
        query = select(companies.c.norm, pursuits.c.state).join(pursuits).order_by(companies.c.norm)
        assert [tuple(row) for row in connection.execute(query)] == [
            ("acme", "SALES_TARGET"),
            ("beta", "LEAD"),
        ]


def test_touches_tell_their_company_by_deal_or_contact_or_are_refused(sqlite_store: Store) -> None:
    run = sqlite_store.intake.begin(["x.csv"], now=NOW)
    run.store([deal(1)])
    run.store([TouchRow(Company("Acme"), "email", NOW, contact=Contact("Mei", email="mei@x.test"))])
    fates = run.store(
        [
            TouchRow(Company(), "call", NOW, deal_id="1"),
            TouchRow(Company(), "call", NOW, contact=Contact(email="MEI@x.test")),
            TouchRow(Company(), "call", NOW, deal_id="404"),
            TouchRow(Company(), "call", NOW, contact=Contact(id="5")),
        ]
    )
    assert [fate.reason for fate in fates] == [
        "",
        "",
        "no deal with the id “404” is known, and the row names no company",
        "its contact is not known, and the row names no company",
    ]


def test_only_whole_rows_need_no_company(store: Store) -> None:
    run = store.intake.begin(["x"], now=NOW, regions=("SG",))
    lost: list[Row] = [
        ContactRow(Company(), Contact("Mei", "5", phone="9123 4567")),
        TouchRow(Company(), "call", NOW, "t"),
    ]
    assert [run.store([row])[0].kind for row in lost] == [FateKind.REJECTED] * 2
    assert [run.store([row], whole=True)[0].kind for row in lost] == [FateKind.STORED] * 2
    run.finish()
    with store.engine.reading() as connection:
        assert connection.scalar(select(contacts.c.company_id)) is None
        assert connection.scalar(select(touches.c.company_id)) is None
        assert connection.scalar(select(contact_numbers.c.number)) == "+6591234567"


def test_whole_rows_that_change_nothing_leave_no_trace(store: Store) -> None:
    for _ in range(2):
        run = store.intake.begin(["x"], now=NOW)
        run.store([CompanyRow(Company("Acme", "1"))], whole=True)
        run.finish()
        assert number_of(store, imports) == 1
        assert store.facts.get("data_version") == 1


def test_a_second_system_adds_to_a_call_and_takes_nothing_away(store: Store) -> None:
    def call(**said: Any) -> TouchRow:
        return TouchRow(Company(), "call", NOW, "t", **said)

    run = store.intake.begin(["x"], now=NOW)
    run.store([CompanyRow(Company("Acme", "1"))], whole=True)
    heard = Recording("aircall", "done", "77", number="+6591234567", channels=2, recorded=True)
    run.store([call(answered=True, duration_s=60, recording=heard)], whole=True)
    seen = replace(call(text="Noted", recording=Recording("hubspot", "connected")), company=Company(id="1"))
    run.store([seen], whole=True)
    run.finish()
    with store.engine.reading() as connection:
        c, t = calls.c, touches.c
        one = connection.execute(select(c.provider, c.status, c.number, c.channels, c.recorded)).one()
        assert tuple(one) == ("aircall", "done", "+6591234567", 2, True)
        two = connection.execute(select(t.answered, t.duration_s, t.text, t.company_id.is_not(None))).one()
        assert tuple(two) == (True, 60, "Noted", True)


def test_owners_are_people_by_email_else_by_a_name_that_only_one_bears(sqlite_store: Store) -> None:
    ids = {
        email: sqlite_store.people.add(Person(email, name)).id
        for email, name in (("a@t.test", "Ada Tan"), ("b@t.test", "Ben"), ("c@t.test", "ben"))
    }
    with sqlite_store.engine.reading() as connection:
        team = Team.read(connection)
    assert team.id_of(Owner("Somebody", "A@T.test")) == ids["a@t.test"]
    assert team.id_of(Owner("ada  tan")) == ids["a@t.test"]
    assert team.id_of(Owner("b@t.test")) == ids["b@t.test"]
    assert team.id_of(Owner("Ben")) is None
    assert team.id_of(Owner()) is None


@given(st.lists(st.integers(0, 300_000), max_size=30))
def test_touched_companies_are_each_told_once_in_order(ids: list[int]) -> None:
    touched = TouchedCompanies()
    touched.add(ids)
    assert list(touched) == sorted(set(ids))
    assert len(touched) == len(set(ids))
