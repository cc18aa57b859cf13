"""An analyst's look at the store: its tables read, cleaned and looked at; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.store import Store
    from ml.exploring.material import Material
    from ml.exploring.report import Report

    Progress = Callable[[str, int, int | None], None]

NOTHING_YET = "There is nothing to look at yet: run `sales-assistant import` or `sales-assistant sync` first."
_THINGS = ("companies", "contacts", "pursuits", "rounds", "stage_changes", "touches", "calls", "transcripts")


def explore(
    store: Store,
    *,
    now: datetime,
    zone: tzinfo = UTC,
    progress: Progress | None = None,
) -> Report:
    """Look at everything in the store, as of now.

    Parameters
    ----------
    store
        It is read only.
    now
        Nothing after it is looked at.
    zone
        The team's zone, whose hours and months are counted.
    progress
        Told what is being done, and how much of how much is done.

    Raises
    ------
    Refused
        When deals came from a CRM and nobody has accepted yet what its stages mean.
    """
    from ml.exploring.looking import look
    from ml.exploring.report import Report

    if not store.counts()["pursuits"]:
        return Report(now, NOTHING_YET)
    told = progress or _silent
    told("Reading", 0, None)
    return look(_read(store, now=now, zone=zone), lambda done, total: told("Looking", done, total))


def _silent(what: str, done: int, total: int | None) -> None:
    """Nobody waits to be told."""


def _read(store: Store, *, now: datetime, zone: tzinfo) -> Material:
    from integrations.store.import_runs import import_runs
    from jobs.training_tables import raw_tables
    from ml.data_preparation import prepare
    from ml.exploring.material import Material

    raw = raw_tables(store)
    undated = raw.rounds.loc[raw.rounds["entered_at"].isna(), "round_id"]
    stored = store.counts() | {"rounds": len(raw.rounds)}
    prepared = prepare(raw)
    return Material(
        tables=prepared.tables,
        rejects=prepared.rejects,
        now=now,
        zone=zone,
        stored={name: stored[name] for name in _THINGS},
        derived_entries=int(prepared.tables.rounds["round_id"].isin(undated).sum()),
        imports=import_runs(store.engine, zone),
        names_somebody=_names_somebody(store),
    )


def _names_somebody(store: Store) -> Callable[[str], bool]:
    """Whether redaction would take anything out of a text: a person, a company, an address, a number."""
    from integrations.redaction import Redactor

    redactor = Redactor(store.known_names.all())
    return lambda text: redactor.redact(text) != text
