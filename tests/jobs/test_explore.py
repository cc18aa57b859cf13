"""A look at a real store: everything is read, nothing personal is shown, and an empty one gives one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import insert, select, update

from integrations.store import Store
from integrations.store.conversation_schema import field_proposals
from integrations.store.import_runs import import_runs
from integrations.store.insight_schema import stays
from integrations.store.schema import companies, contacts, imports, pursuits, touches
from jobs.explore import NOTHING_YET, explore
from jobs.tally_funnel import tally_funnel
from ml.data_preparation import Tables
from ml.exploring.report import Report
from ml.exploring.stays import STILL_THERE, stays_of
from ml.funnel import FunnelState
from tests.benchmarks.planted_store import fill
from tests.ml.exploring.looked_over import SINGAPORE, assert_sound, grid, text_of
from tests.planted_company import END, planted_company

PERSONAL = ("Ravi", "Kumaran", "ravi@tigerbakery.sg", "9123 4567", "Tiger Bakery", "Secret words")


def write(store: Store, *statements: Any) -> None:
    with store.engine.writing() as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="module")
def named_company() -> Tables:
    """A small company in whose columns people's names, a number and a company's name have slipped."""
    tables = planted_company(90)
    source = tables.rounds["source"].to_numpy(dtype=object).copy()
    source[:10], source[10:20], source[20:30] = "Ravi Kumaran", "Call 9123 4567", "Tiger Bakery"
    country = tables.rounds["country"].to_numpy(dtype=object).copy()
    country[:8] = "ravi@tigerbakery.sg"
    rounds = tables.rounds.assign(source=source, country=country, owner="Ravi Kumaran")
    return Tables(rounds, tables.stage_changes, tables.touches)


def fill_with(store: Store, tables: Tables) -> None:
    fill(store, tables)
    one = {
        "name": "Ravi Kumaran",
        "email": "ravi@tigerbakery.sg",
        "phone": "9123 4567",
        "role": "Ravi's Director",
    }
    write(
        store,
        update(contacts).values(one),
        update(companies).where(companies.c.id == 1).values(name="Tiger Bakery"),
        update(touches).values(text="Secret words of Ravi Kumaran"),
    )


def section(report: Report, anchor: str) -> Any:
    return next(one for one in report.sections if one.anchor == anchor)


def test_an_empty_store_gives_one_sentence(store: Store, fixed_now: datetime) -> None:
    report = explore(store, now=fixed_now)
    assert report == Report(fixed_now, NOTHING_YET)


def test_a_store_is_looked_at_and_nobody_is_named(store: Store, named_company: Tables) -> None:
    fill_with(store, named_company)
    report = explore(store, now=END, zone=SINGAPORE)
    assert_sound(report)
    assert "90 pursuits" in report.about
    assert "Asia/Singapore" in report.about
    text = text_of(report)
    assert [word for word in PERSONAL if word.casefold() in text.casefold()] == []
    sources = {
        row[1] for row in grid(section(report, "distributions"), "Categories").rows if row[0] == "source"
    }
    assert "all other values" in sources
    assert {"Web", "Fair"} <= sources
    rows = {row[0]: row[1] for row in grid(section(report, "contents"), "Rows of each").rows}
    assert (rows["companies"], rows["rounds"], rows["touches"]) == (90, 90, len(named_company.touches))


def test_pursuits_without_a_date_are_set_aside_and_said(store: Store) -> None:
    tables, never = planted_company(2), np.datetime64("NaT", "s")
    nothing = Tables(
        tables.rounds.assign(entered_at=never, outcome=None, closed_at=never),
        tables.stage_changes.head(0),
        tables.touches.head(0),
    )
    fill(store, nothing)
    report = explore(store, now=END)
    assert_sound(report)
    assert [one.anchor for one in report.sections] == ["contents", "gaps", "set-aside"]
    assert "it has no date of entry" in text_of(report)


def test_filled_cells_and_imports_are_told(store: Store) -> None:
    fill(store, planted_company(30))
    proposal = {
        "kind": "companies", "field": "industry", "original": "", "proposed": "Food", "because": "x", "made_by": "m",
        "at": datetime(2026, 1, 1, tzinfo=UTC), "state": "accepted",
    }  # fmt: skip
    run = {"files": [], "read": 9, "stored": 5, "unchanged": 1, "rejected": 3}
    write(
        store,
        insert(field_proposals).values([{**proposal, "row_id": row} for row in (1, 2, 3)]),
        insert(imports).values(at=datetime(2026, 1, 1, 20, tzinfo=UTC), **run),
    )
    assert [one.on for one in import_runs(store.engine, SINGAPORE)] == ["2026-01-02"]
    report = explore(store, now=END, zone=SINGAPORE)
    filled = {row[0]: row[2] for row in grid(section(report, "gaps"), "Cells that nobody").rows}
    assert filled["rounds: industry"] == 3
    assert grid(section(report, "set-aside"), "Imports").rows == [("2026-01-02", 9, 5, 1, 3)]


def test_progress_is_told(sqlite_store: Store) -> None:
    fill(sqlite_store, planted_company(5))
    told: list[tuple[str, int, int | None]] = []

    def tell(what: str, done: int, total: int | None) -> None:
        told.append((what, done, total))

    listener: Callable[[str, int, int | None], None] = tell
    explore(sqlite_store, now=END, progress=listener)
    assert told[0] == ("Reading", 0, None)
    assert told[-1][0] == "Looking"


def test_the_stays_looked_at_are_those_that_the_funnel_counts(sqlite_store: Store) -> None:
    tables = planted_company(90)
    fill(sqlite_store, tables)
    ends = tables.stage_changes.sort_values("at", kind="stable").groupby("pursuit_id")["to_state"].last()
    for number in tables.rounds["pursuit_id"].tolist():
        stands = update(pursuits).where(pursuits.c.id == number)
        write(sqlite_store, stands.values(state=ends.get(number, FunnelState.SALES_TARGET.value)))
    tally_funnel(sqlite_store, UTC, now=END)
    with sqlite_store.engine.reading() as connection:
        told = connection.execute(select(stays.c.state, stays.c.fate).where(stays.c.fate != "")).all()
    looked = stays_of(tables, pd.Timestamp(END).tz_convert(None))
    ended = looked[looked["fate"] != STILL_THERE]
    assert Counter(map(tuple, told)) == Counter(zip(ended["state"], ended["fate"], strict=True))
