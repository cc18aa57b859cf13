"""The sync job: every connected system, one after the other; one that fails does not keep the others waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from integrations.errors import Garbled
from integrations.store.exclusive import alone
from integrations.systems import CRM_KINDS
from jobs.crm_stages import mapping_in_force
from jobs.own_account import refuse_other_account
from jobs.resting import HUBSPOT, resting_at_limit
from jobs.sync_calls import CallSummary, sync_calls, sync_hinted_calls
from jobs.sync_crm import WANTED, CrmSummary, CrmSync, SyncOrder, known_owners, tell
from ml.errors import Refused, SalesAssistantError, Unavailable

if TYPE_CHECKING:
    from integrations.store import Store
    from integrations.store.hints import Hint
    from integrations.systems import Systems
    from jobs.job import Workplace
    from jobs.rules import Rules

Progress = Callable[[str, int, int | None], None]
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
        When none is connected, or (`Taken`) another process is at it.
    """
    names = connected(place.systems)
    if not names or (only and only not in names):
        raise Refused(_nothing_connected(only))
    outcome, report = SyncOutcome(), progress or _silent
    with alone(place.store.engine, "sync"):
        for name in [only] if only else names:
            try:
                with resting_at_limit(place.store, name):
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
    """Read what webhooks, or our own writes, named; what a system did not answer for is tried again later.

    What is refused, or answered with something unreadable, is left to the next sync: it must not hold up the rest.

    Raises
    ------
    Taken
        When another process, or a sync, is at it.
    SalesAssistantError
        When nothing could be read, the first reason.
    """
    done, failures = 0, list[SalesAssistantError]()
    with alone(place.store.engine, "sync"):
        for system in connected(place.systems):
            for kind, hints in _by_kind(place.store.hints.take(system, _HINTS_AT_ONCE)):
                try:
                    with resting_at_limit(place.store, system):
                        _read_hinted(place, system, kind, hints)
                    done += len(hints)
                except Unavailable as error:
                    failures.append(error)
                    if not isinstance(error, Garbled):
                        break
                except Refused as error:
                    failures.append(error)
                place.store.hints.done(hints)
    if failures and not done:
        raise failures[0]
    return "; ".join([f"{done} records read that were named", *map(str, failures)])


def _by_kind(hints: list[Hint]) -> Iterator[tuple[str, list[Hint]]]:
    """In the order in which records refer to each other."""
    places = {kind: place for place, kind in enumerate(CRM_KINDS)}
    hints.sort(key=lambda hint: (places.get(hint.kind, len(places)), hint.kind))
    for kind, some in groupby(hints, key=attrgetter("kind")):
        yield kind, list(some)


def _read_hinted(place: Workplace, system: str, kind: str, hints: list[Hint]) -> None:
    place.go_on()
    source = place.systems.call_source(system)
    if source is not None:
        sync_hinted_calls(place.store, source, hints, now=place.now, rules=place.rules)
    elif place.systems.crm and kind in CRM_KINDS:
        refuse_other_account(place.store, place.systems.crm)
        # a process that has not synced yet does not know them
        place.systems.crm.want(place.store.facts.get(WANTED, {}))
        _crm_sync(place, place.go_on).hinted({kind: [hint.id for hint in hints]})


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
    return any(store.hints.take(name, 1) for name in connected(systems))


def _silent(*_: Any) -> None:
    """Nobody wants to know."""
