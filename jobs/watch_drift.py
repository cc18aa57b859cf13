"""Daily: does the world still look like the one that the model learned from? An alarm at most once a week a kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobs.clean_tables import clean_tables, closed_rounds
from jobs.job import A_DAY, Workplace
from jobs.tell_managers import tell_managers

if TYPE_CHECKING:
    import pandas as pd

    from integrations.store import Store
    from ml.drift import Finding

# The store's facts: what was found last, and when which kind of alarm was given.
DRIFT = "drift"
_ALARMED_AT = "drift_alarms"
ALARM_EVERY = timedelta(days=7)
LOOKED_BACK = timedelta(days=90)
_CHUNK, _MOST_CHUNKS = 50_000, 4


def is_due(place: Workplace, last: datetime | None) -> bool:
    """Daily, once a model speaks."""
    if last is not None and place.now - last < A_DAY:
        return False
    return place.store.models.spoke_since() is not None


def run(place: Workplace) -> str:
    """Look, write down what was found, and tell managers of what is new."""
    findings = find_drift(place.store, now=place.now)
    record = place.store.models.current("win")
    told = {
        "at": place.now.isoformat(),
        "version": record.version if record else "",
        "findings": [finding.as_json() for finding in findings],
    }
    place.store.facts.put(DRIFT, told)
    alarms = _alarm(place, findings)
    kinds = ", ".join(finding.kind for finding in findings)
    return f"{len(findings)} drifted ({kinds}), {alarms} told" if findings else "nothing drifted"


def find_drift(store: Store, *, now: datetime) -> list[Finding]:
    """What drifted since the current win model was trained; empty where none speaks."""
    import numpy as np

    from ml.drift import drifted_base_rate, drifted_calibration, drifted_features

    record = store.models.current("win")
    if record is None:
        return []
    since, report = now - LOOKED_BACK, record.report
    spread, learned = report.get("usual_spread") or {}, (report.get("won", 0), report.get("lost", 0))
    said = np.array(store.outcomes.said_before(since, now), np.float64).reshape(-1, 2)
    found = [
        drifted_features(spread, _features_now(store, now)) if spread else None,
        drifted_base_rate(store.outcomes.won_and_lost(since, now), learned),
        drifted_calibration(said[:, 0], said[:, 1]),
    ]
    return [finding for finding in found if finding]


def _alarm(place: Workplace, findings: Sequence[Finding]) -> int:
    before: dict[str, str] = place.store.facts.get(_ALARMED_AT, {})
    told = 0
    for finding in findings:
        at = before.get(finding.kind)
        if at and abs(place.now - datetime.fromisoformat(at)) < ALARM_EVERY:
            continue
        before[finding.kind] = place.now.isoformat()
        payload = {"kind": finding.kind, "sentence": finding.sentence}
        told += tell_managers(place, "alarm", f"{finding.kind}:{place.now:%Y-%m-%d}", payload)
    place.store.facts.put(_ALARMED_AT, before)
    return told


def _features_now(store: Store, now: datetime) -> pd.DataFrame:
    """The features of the open pursuits as scoring sees them now; of very many, of evenly spread parts."""
    import pandas as pd

    from ml.data_preprocessing import current_snapshots, scoring_moment
    from ml.feature_engineering import features

    frames, newest = store.frames, store.facts.get("data_as_of", None)
    as_of = scoring_moment(datetime.fromisoformat(newest), now) if newest else now
    chunks = list(frames.pursuit_chunks(_CHUNK))
    closed = closed_rounds(store, chunks)
    parts = []
    for between in chunks[:: -(-len(chunks) // _MOST_CHUNKS) or 1]:
        tables = clean_tables(store, between)
        parts.append(features(tables, current_snapshots(tables, as_of=as_of), closed_rounds=closed))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
