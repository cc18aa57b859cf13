"""The small sales team with stages of its pursuits by day, counted by the job: what `/funnel` and its lists show."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from integrations.intake_rows import Company, DealRow, Owner, StageEntry, TouchRow
from jobs.tally_funnel import tally_funnel
from ml.funnel import FunnelState as S
from ml.funnel import Leaving
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from integrations.store import Store

SINGAPORE = ZoneInfo("Asia/Singapore")
ADA, BEN = Owner("Ada Tan", "ada@example.com"), Owner("Ben Ng", "ben@example.com")
CLIENTS = [Company(f"Sold {n}", employees=60) for n in range(9)]
REASON = (
    "budget <!channel> frozen until the board of the whole group has met again in the new year, they said"
)


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=SINGAPORE)


def deal(name: str, owner: Owner, *path: tuple[S, datetime], **more: Any) -> DealRow:
    """A deal of a company of its own that entered these states on these days."""
    entries = tuple(StageEntry(state.value, state, moment) for state, moment in path)
    told = {"service": "Rostering", "company": Company(name), **more}
    return DealRow(id=f"deal {name}", owner=owner, entries=entries, entered_at=path[0][1], **told)


def deals() -> list[DealRow]:
    """Ada's 13 hot leads since 2 November, one of which moved on today; two of Ben's left; nine sales; one jump."""
    hot = ((S.LEAD, at(10, 20)), (S.HOT_LEAD, at(11, 2)))
    waiting = [deal(f"Hot {n:02}", ADA, *hot, service="Payroll") for n in range(1, 13)]
    moved = deal("Moved", ADA, *hot, (S.QUALIFIED_OPPORTUNITY, at(11, 23)))
    lost = [
        deal(f"Gone {n}", BEN, (S.LEAD, at(11, 3)), (S.UNQUALIFIED, at(11, 10 + n)), leaving=Leaving(reason))
        for n, reason in enumerate((REASON, ""))
    ]
    path = ((S.LEAD, at(9, 1)), (S.HOT_LEAD, at(9, 11)), (S.PROSPECT, at(10, 1)), (S.CLIENT, at(11, 5)))
    sold = [deal(company.name, ADA, *path, company=company) for company in CLIENTS]
    jump = deal(
        "Jump", Owner(), (S.LEAD, at(11, 4)), (S.CLIENT, at(11, 6)), company=Company("Jump", employees=5)
    )
    return [*waiting, moved, *lost, *sold, jump]


def fill_funnel(store: Store) -> None:
    """Import the deals, and a first call to each client 30 days before the sale; count them."""
    run = store.intake.begin(["x.csv"], now=NOW)
    for some in (deals(), [TouchRow(client, "call", at(10, 6), text=client.name) for client in CLIENTS]):
        assert {fate.kind.value for fate in run.store(some)} == {"stored"}
    run.finish()
    tally_funnel(store, SINGAPORE, now=NOW)
