"""Scores on their way into the CRM: what changed, in batches, and no loop when they come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from integrations.errors import WriteRefused
from integrations.store import Store
from integrations.store.columns import metadata
from integrations.systems import Crm, CrmRecord
from jobs.rules import Rules
from jobs.write_scores import ScoreWrites, write_scores
from ml.errors import Unavailable
from ml.funnel import FunnelState
from tests.bot.slack_team import SCORE
from tests.jobs.recorded_crm import RecordedCrm

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ON = Rules(writes=frozenset({"scores"}))


def fill(store: Store, deals: int, *, first_deal: int = 1001) -> None:
    """So many companies with one open, scored deal each; the deals' ids are in the order of the pursuits."""
    tables = metadata.tables
    numbers = range(1, deals + 1)
    names = [{"id": n, "key": f"id:{n}", "name": f"c{n}", "norm": f"c{n}", "properties": {}} for n in numbers]
    pursuits = [{"id": n, "company_id": n, "service": "Rostering", "state": "LEAD"} for n in numbers]
    rounds = [{"pursuit_id": n, "key": str(first_deal - 1 + n), "properties": {}} for n in numbers]
    with store.engine.writing() as connection:
        for name, rows in (("companies", names), ("pursuits", pursuits), ("rounds", rounds)):
            connection.execute(insert(tables[name]), rows)
    store.landing.take("deals", [deal(n + first_deal - 1001) for n in numbers], now=NOW)
    store.scores.replace([replace(SCORE, pursuit_id=n) for n in numbers])


def deal(number: int, changed_at: datetime = NOW) -> CrmRecord:
    return CrmRecord("deals", str(1000 + number), {"dealstage": "s"}, changed_at, links={}, history=())


def write(store: Store, crm: RecordedCrm, rules: Rules = ON, *, dry_run: bool = False) -> ScoreWrites:
    role: Crm = crm
    return write_scores(store, role, now=NOW, rules=rules, dry_run=dry_run)


def test_score_next_step_and_model_are_written_a_hundred_at_a_time(store: Store) -> None:
    fill(store, 250)
    crm = RecordedCrm()
    assert write(store, crm) == ScoreWrites(written=250)
    assert [len(batch) for _, batch in crm.written] == [100, 100, 50]
    assert {kind for kind, _ in crm.written} == {"deals"}
    assert crm.written[0][1]["1001"] == {
        "sa_lead_score": "62",
        "sa_lead_score_at": "2026-11-23T06:00:00.000Z",
        "sa_next_step": "agrees to a demo",
        "sa_model_version": "2026-11-22",
    }
    assert crm.prepared == 1


def test_only_what_changed_is_written_again(store: Store) -> None:
    fill(store, 5)
    crm = RecordedCrm()
    write(store, crm)
    later = NOW + timedelta(days=1)
    news = {
        1: {},
        2: {"win": 0.624},
        3: {"win": 0.7},
        4: {"next_state": FunnelState.CLIENT},
        5: {"next_state": None},
    }
    store.scores.replace(
        [replace(SCORE, pursuit_id=n, as_of=later, **changes) for n, changes in news.items()]  # type: ignore[arg-type] # named parts
    )
    crm.written.clear()
    assert write(store, crm) == ScoreWrites(written=3, unchanged=2)
    assert {id_: one["sa_next_step"] for id_, one in crm.written[0][1].items()} == {
        "1003": "agrees to a demo", "1004": "buys", "1005": "",
    }  # fmt: skip
    assert write(store, crm) == ScoreWrites(unchanged=5)
    assert (len(crm.written), crm.prepared) == (1, 2)


def test_nothing_is_written_while_the_switch_is_off(store: Store) -> None:
    fill(store, 3)
    crm = RecordedCrm()
    assert write(store, crm, Rules(writes=frozenset({"notes", "tasks", "stages"}))) == ScoreWrites()
    assert (crm.written, crm.prepared) == ([], 0)


def test_a_dry_run_shows_and_sends_nothing(store: Store) -> None:
    fill(store, 2)
    crm = RecordedCrm()
    shown = write(store, crm, Rules(), dry_run=True)
    assert (shown.written, len(shown.shown), crm.written, crm.prepared) == (0, 2, [], 0)
    assert shown.shown[0] == (
        "deal 1001: sa_lead_score=62, sa_lead_score_at=2026-11-23T06:00:00.000Z, "
        "sa_next_step=agrees to a demo, sa_model_version=2026-11-22"
    )
    assert write(store, crm) == ScoreWrites(written=2)
    assert write(store, crm, dry_run=True) == ScoreWrites(unchanged=2)


def refusing(*ids: str) -> Callable[[str, Any], Exception | None]:
    """A CRM that takes no batch with one of these in it."""

    def trouble(what: str, given: Mapping[str, Any]) -> Exception | None:
        return WriteRefused("No such deal.") if what == "write" and set(ids) & given.keys() else None

    return trouble


def test_one_deal_that_is_refused_does_not_hold_up_the_others(store: Store) -> None:
    fill(store, 120)
    crm = RecordedCrm()
    crm.trouble = refusing("1007", "1120")
    assert write(store, crm) == ScoreWrites(written=118, refused=2)
    written = [id_ for _, batch in crm.written for id_ in batch]
    assert len(written) == len(set(written)) == 118
    assert write(store, crm) == ScoreWrites(unchanged=120)


def test_where_none_is_taken_it_stops(store: Store) -> None:
    fill(store, 300)
    crm = RecordedCrm()
    crm.trouble = lambda what, _given: WriteRefused("Property is missing.") if what == "write" else None
    with pytest.raises(WriteRefused, match="Property is missing"):
        write(store, crm)
    crm.trouble = lambda _what, _given: None
    assert write(store, crm) == ScoreWrites(written=300)


def test_a_stop_loses_at_most_one_batch(store: Store) -> None:
    fill(store, 250)
    crm = RecordedCrm()
    crm.trouble = lambda what, given: (
        Unavailable("HubSpot did not answer.") if what == "write" and "1101" in given else None
    )
    with pytest.raises(Unavailable):
        write(store, crm)
    crm.trouble = lambda _what, _given: None
    assert write(store, crm) == ScoreWrites(written=150, unchanged=100)


def test_our_own_writes_coming_back_change_nothing(store: Store) -> None:
    """HubSpot gives a deal that we wrote to a new moment of change; its properties as we read them are the same."""
    fill(store, 3)
    store.landing.told("deals", ["1001", "1002", "1003"])
    write(store, RecordedCrm())
    later = NOW + timedelta(minutes=1)
    fates = store.landing.take("deals", [deal(n, later) for n in (1, 2, 3)], now=later)
    assert fates == ["unchanged"] * 3
    assert store.landing.waiting("deals", limit=10) == []
    assert write(store, RecordedCrm()) == ScoreWrites(unchanged=3)
