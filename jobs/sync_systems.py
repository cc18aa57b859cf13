"""The sync job: every connected system, one after the other; one that fails does not keep the others waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from integrations.store.exclusive import alone
from jobs.crm_stages import mapping_in_force
from jobs.sync_calls import CallSummary, sync_calls, sync_hinted_calls
from jobs.sync_crm import CrmSummary, CrmSync, SyncOrder, known_owners, tell
from ml.errors import Refused, SalesAssistantError

if TYPE_CHECKING:
    from integrations.store import Store
    from integrations.systems import Systems
    from jobs.job import Workplace
    from jobs.rules import Rules

Progress = Callable[[str, int, int | None], None]
HUBSPOT = "hubspot"
_HINTS_AT_ONCE = 500


@dataclass
class SyncOutcome:
    """What each system gave, and why those failed that did."""

    summaries: dict[str, CrmSummary | CallSummary] = field(default_factory=dict)
    failures: dict[str, SalesAssistantError] = field(default_factory=dict)

    def __str__(self) -> str:
        """In a few words, for the list of jobs."""
        told = [f"{name}: {one.new} new, {one.changed} changed" for name, one in self.summaries.items()]
        return "; ".join([*told, *(f"{name}: {error}" for name, error in self.failures.items())])


def sync_systems(
    place: Workplace,
    order: SyncOrder = SyncOrder(),  # noqa: B008 - frozen
    *,
    only: str | None = None,
    progress: Progress | None = None,
) -> SyncOutcome:
    """Read every connected system, or only one of them.

    Raises
    ------
    Refused
        When none is connected, or another process is at it.
    """
    names = connected(place.systems)
    if not names or (only and only not in names):
        raise Refused(_nothing_connected(only))
    outcome, report = SyncOutcome(), progress or _silent
    with alone(place.store.engine, "sync"):
        for name in [only] if only else names:
            try:
                outcome.summaries[name] = _sync_one(place, name, order, report)
            except SalesAssistantError as error:
                outcome.failures[name] = error
    return outcome


def connected(systems: Systems) -> list[str]:
    """The names of the connected systems, the CRM first: calls find their contacts there."""
    return [*([HUBSPOT] if systems.crm else []), *(source.system for source in systems.calls)]


def _sync_one(place: Workplace, name: str, order: SyncOrder, report: Progress) -> CrmSummary | CallSummary:
    source = place.systems.call_source(name)
    if source is not None:
        return sync_calls(
            place.store, source, now=place.now, rules=place.rules, full=order.full, since=order.since,
            progress=report, dry_run=order.dry_run,
        )  # fmt: skip
    return _crm_sync(place, report, order).run()


def _crm_sync(place: Workplace, report: Progress, order: SyncOrder = SyncOrder()) -> CrmSync:  # noqa: B008 - frozen
    if place.systems.crm is None:
        raise Refused(_nothing_connected(HUBSPOT))
    return CrmSync(place.store, place.systems.crm, place.now, place.rules.regions, report, order=order)


def _nothing_connected(only: str | None) -> str:
    if only:
        return f"“{only}” is not connected: docs/settings.md names the settings that connect it."
    return "No system is connected: set HUBSPOT_TOKEN (docs/hubspot.md), or one of docs/calls.md."


# --- hints ------------------------------------------------------------------------------------------------------


def sync_hinted(place: Workplace) -> str:
    """Read what webhooks, or our own writes, named; what a system did not answer for is tried again later."""
    done = 0
    with alone(place.store.engine, "sync"):
        if place.systems.crm:
            done += _hinted_crm(place)
        for source in place.systems.calls:
            hints = place.store.hints.take(source.system, _HINTS_AT_ONCE)
            if hints:
                sync_hinted_calls(place.store, source, hints, now=place.now, rules=place.rules)
                place.store.hints.done(hints)
                done += len(hints)
    return f"{done} records read that were named"


def _hinted_crm(place: Workplace) -> int:
    hints = place.store.hints.take(HUBSPOT, _HINTS_AT_ONCE)
    if not hints:
        return 0
    by_kind = dict[str, list[str]]()
    for hint in hints:
        by_kind.setdefault(hint.kind, []).append(hint.id)
    if by_kind.pop("all", None):
        _crm_sync(place, _silent).run()
    _crm_sync(place, _silent).hinted(by_kind)
    place.store.hints.done(hints)
    return len(hints)


# --- telling anew, without asking anybody -------------------------------------------------------------------------


def tell_anew(store: Store, rules: Rules, *, now: datetime, progress: Progress | None = None) -> None:
    """Let the product's tables say by the mapping in force what was read before."""
    with alone(store.engine, "sync"):
        tell(
            store, mapping_in_force(store), known_owners(store),
            now=now, regions=rules.regions, progress=progress,
        )  # fmt: skip


def waiting_hints(store: Store, systems: Systems) -> bool:
    """Whether a connected system has hints waiting."""
    names: Iterable[str] = connected(systems)
    return any(store.hints.take(name, 1) for name in names)


def _silent(*_: Any) -> None:
    """Nobody wants to know."""
