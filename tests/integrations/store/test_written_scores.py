"""Which deals have a score to write, and what was written of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from integrations.store import Store
from integrations.store.written_scores import DealScore
from integrations.systems import CrmRecord
from ml.funnel import FunnelState
from tests.bot.slack_team import SCORE

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Put = Callable[..., int]


def deal_of(store: Store, put: Put, key: str, pursuit_id: int, **values: object) -> None:
    """An open round of a pursuit that the CRM has as a deal."""
    put("rounds", pursuit_id=pursuit_id, key=key, **{"properties": {}, "entered_at": NOW, **values})
    store.landing.take("deals", [CrmRecord("deals", key, {"dealstage": "s"}, NOW)], now=NOW)


def scored(store: Store, company: Put, name: str, **pursuit: object) -> int:
    pursuit_id = company(name, **pursuit)
    store.scores.replace([replace(SCORE, pursuit_id=pursuit_id)])
    return pursuit_id


def found(store: Store, chunk: int = 2000) -> list[DealScore]:
    return [deal for part in store.written_scores.deals(chunk=chunk) for deal in part]


def test_the_open_deal_of_a_scored_open_pursuit(store: Store, put: Put, company: Put) -> None:
    deal_of(store, put, "501", scored(store, company, "Acme"))
    assert found(store) == [DealScore("501", 0.62, FunnelState.PROSPECT, SCORE.as_of, "2026-11-22", "")]


def test_only_what_is_open_scored_and_still_there(store: Store, put: Put, company: Put) -> None:
    deal_of(store, put, "1", company("not scored"))
    deal_of(store, put, "2", scored(store, company, "a client", state="CLIENT"))
    deal_of(store, put, "3", scored(store, company, "closed"), closed_at=NOW)
    deal_of(store, put, "4", scored(store, company, "deleted"))
    store.landing.mark_gone("deals", ["4"], now=NOW)
    put("rounds", pursuit_id=scored(store, company, "from a file"), key="5", properties={})
    assert found(store) == []


def test_of_several_open_deals_the_newest(store: Store, put: Put, company: Put) -> None:
    pursuit_id = scored(store, company, "Acme")
    for key, entered in (
        ("1", NOW),
        ("2", NOW + timedelta(days=2)),
        ("3", NOW + timedelta(days=1)),
        ("4", None),
    ):
        deal_of(store, put, key, pursuit_id, entered_at=entered)
    assert [deal.deal_id for deal in found(store)] == ["2"]


def test_small_chunks_leave_nothing_out(store: Store, put: Put, company: Put) -> None:
    for number in range(7):
        pursuit_id = scored(store, company, f"company {number}", state="CLIENT" if number == 3 else "LEAD")
        for key in (f"{number}0", f"{number}1"):
            deal_of(store, put, key, pursuit_id)
    expected = [f"{number}1" for number in range(7) if number != 3]
    assert [deal.deal_id for deal in found(store, chunk=2)] == expected
    assert found(store, chunk=2) == found(store)


def test_what_was_written_is_remembered_by_deal(store: Store, put: Put, company: Put) -> None:
    deal_of(store, put, "501", scored(store, company, "Acme"))
    store.written_scores.keep({"501": "abc", "999": "x"}, now=NOW)
    store.written_scores.keep({"501": "def"}, now=NOW)
    assert [deal.written for deal in found(store)] == ["def"]


def test_no_next_step_is_none(store: Store, put: Put, company: Put) -> None:
    pursuit_id = company("Acme")
    store.scores.replace([replace(SCORE, pursuit_id=pursuit_id, next_state=None)])
    deal_of(store, put, "501", pursuit_id)
    assert [deal.next_state for deal in found(store)] == [None]
