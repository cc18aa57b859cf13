"""Clients and what they lack: what is read of them, what is kept, and who sees which rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from integrations.store import Store
from integrations.store.insight_schema import cross_sell
from integrations.store.schema import contacts, pursuits, rounds
from ml.cross_selling import Client, CrossSellOffer
from ml.funnel import FunnelState
from ml.records import Person, ScoreLevel

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
Put = Callable[..., int]


@pytest.fixture
def owners(store: Store) -> tuple[int, int]:
    """Ada and Ben."""
    ada, ben = (store.people.add(Person(f"{name}@example.com", name.title())).id for name in ("ada", "ben"))
    return ada, ben


def offer(company_id: int, pursuit_id: int, service: str = "Payroll", **told: Any) -> CrossSellOffer:
    usual = CrossSellOffer(
        company_id, service, pursuit_id, None, 0.5, ScoreLevel.FULL, 0.2, ("client of Rostering",), "v1", NOW
    )
    return replace(usual, **told)


def another(store: Store, company_id: int, service: str, **told: Any) -> int:
    row = {"company_id": company_id, "service": service, "state": "CLIENT", **told}
    with store.engine.writing() as connection:
        key = connection.execute(insert(pursuits).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def kept(store: Store) -> list[tuple[int, str, float]]:
    with store.engine.reading() as connection:
        rows = connection.execute(select(cross_sell.c.company_id, cross_sell.c.service, cross_sell.c.win))
        return sorted(map(tuple, rows))


def test_only_changes_are_written(store: Store, company: Put) -> None:
    acme, bistro = company("Acme", state="CLIENT"), company("Bistro", state="CLIENT")
    first = [offer(1, acme), offer(2, bistro), offer(2, bistro, "Claims")]
    assert store.cross_sell.keep(first) == 3
    assert store.cross_sell.keep(replace(one, as_of=NOW.replace(hour=20)) for one in first) == 0
    assert store.cross_sell.keep([offer(1, acme, win=0.6), offer(2, bistro)]) == 2
    assert kept(store) == [(1, "Payroll", 0.6), (2, "Payroll", 0.5)]
    assert store.cross_sell.keep([]) == 2
    assert kept(store) == []


def test_what_went_meanwhile_is_not_kept(store: Store, company: Put) -> None:
    acme = company("Acme", state="CLIENT")
    store.cross_sell.keep([offer(1, acme), offer(1, 999, "Claims")])
    assert kept(store) == [(1, "Payroll", 0.5)]


def test_best_first_then_by_clients_alike_a_page_at_a_time(store: Store, company: Put) -> None:
    ids = [company(f"Firm {k}", state="CLIENT") for k in range(1, 5)]
    told = [(0.4, 0.9), (0.7, 0.1), (0.4, 0.95), (0.7, 0.3)]
    store.cross_sell.keep(
        offer(k, ids[k - 1], win=win, alike=alike) for k, (win, alike) in enumerate(told, 1)
    )
    assert [row.company for row in store.cross_sell.ranked(None)] == ["Firm 4", "Firm 2", "Firm 3", "Firm 1"]
    assert [row.company for row in store.cross_sell.ranked(None, limit=2, offset=1)] == ["Firm 2", "Firm 3"]
    assert (store.cross_sell.count(None), store.cross_sell.count(None, "Claims")) == (4, 0)


def test_a_rep_sees_their_own_and_nobodys(store: Store, company: Put, owners: tuple[int, int]) -> None:
    ada, ben = owners
    mine = company("Acme", state="CLIENT", owner_id=ada)
    another(store, 1, "Claims", owner_id=ben)
    his, free = (
        company("Bistro", state="CLIENT", owner_id=ben),
        company("Cafe", state="CLIENT", owner_name="Left"),
    )
    store.cross_sell.keep([offer(1, mine), offer(2, his), offer(3, free)])
    shown = {row.company: row for row in store.cross_sell.ranked(ada)}
    assert {name: row.has for name, row in shown.items()} == {"Acme": ("Rostering",), "Cafe": ("Rostering",)}
    assert (shown["Acme"].owner, shown["Cafe"].owner) == ("Ada", "Left")
    everything = {row.company: row.has for row in store.cross_sell.ranked(None)}
    assert everything == {"Acme": ("Claims", "Rostering"), "Bistro": ("Rostering",), "Cafe": ("Rostering",)}
    assert [store.cross_sell.count(who) for who in (ada, ben, None)] == [2, 2, 3]


def test_what_changed_since_counts_at_once(store: Store, company: Put, owners: tuple[int, int]) -> None:
    ada, ben = owners
    ids = [company(f"Firm {k}", state="CLIENT", owner_id=ada) for k in range(1, 6)]
    store.cross_sell.keep(offer(k, id_) for k, id_ in enumerate(ids, 1))
    another(store, 1, "Payroll", state=FunnelState.LEAD.value)
    another(store, 2, "Payroll")
    another(store, 3, "Payroll", state=FunnelState.UNQUALIFIED.value)
    with store.engine.writing() as connection:
        connection.execute(update(pursuits).where(pursuits.c.id == ids[3]).values(owner_id=ben))
        connection.execute(update(pursuits).where(pursuits.c.id == ids[4]).values(state="UNQUALIFIED"))
    assert [row.company for row in store.cross_sell.ranked(ada)] == ["Firm 3"]
    assert store.cross_sell.count(ada) == 1


def test_an_empty_store(store: Store) -> None:
    assert store.cross_sell.ranked(None) == []
    assert store.cross_sell.ranked(1, "Payroll") == []
    assert store.cross_sell.count(1) == 0
    assert list(store.cross_sell_clients.parts()) == []


# --- who is read ----------------------------------------------------------------------------------------------------


def read(store: Store) -> dict[int, Client]:
    return {one.company_id: one for part in store.cross_sell_clients.parts() for one in part}


def test_clients_are_read_with_all_their_pursuits_and_newest_round(store: Store, company: Put) -> None:
    acme = company("Acme", state="CLIENT")
    company("Bistro", state="LEAD")
    lost = another(store, 1, "Payroll", state="UNQUALIFIED", cycle=2)
    ended = {
        "pursuit_id": lost,
        "left_temporarily": True,
        "look_again_on": date(2027, 1, 9),
        "properties": {},
    }
    told = [
        {"key": "r1", "closed_at": NOW.replace(day=1), "entered_at": NOW.replace(month=1), **ended},
        {"key": "r2", "closed_at": NOW.replace(day=2), "entered_at": NOW.replace(month=2), **ended},
    ]
    with store.engine.writing() as connection:
        connection.execute(insert(rounds), told)
    found = read(store)
    assert list(found) == [1]
    won, left = found[1].pursuits
    assert (won.id, won.state, won.closed_at, won.look_again_on) == (acme, FunnelState.CLIENT, None, None)
    assert (left.id, left.cycle, left.closed_at) == (lost, 2, NOW.replace(day=2))
    assert left.look_again_on == date(2027, 1, 9)
    with store.engine.writing() as connection:
        connection.execute(update(rounds).values(left_temporarily=False))
    assert read(store)[1].pursuits[1].look_again_on is None


def test_a_company_opts_out_with_all_of_its_contacts(store: Store, company: Put) -> None:
    for name in ("Acme", "Bistro", "Cafe"):
        company(name, state="CLIENT")
    no, yes = {"hs_email_optout": "true"}, {"hs_email_optout": "false"}
    told = [(1, no), (1, {"Lead status": "Do not contact"}), (2, no), (2, yes)]
    people = [
        {"company_id": id_, "key": f"k{place}", "name": "Mei", "norm": "mei", "properties": said}
        for place, (id_, said) in enumerate(told)
    ]
    with store.engine.writing() as connection:
        connection.execute(insert(contacts), people)
    assert {id_: one.opted_out for id_, one in read(store).items()} == {1: True, 2: False, 3: False}
