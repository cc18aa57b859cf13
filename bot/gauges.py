"""`/metrics`: how the assistant is, in Prometheus' text format; counts and times only, nothing of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from integrations.store.status import deliveries_by_state, scored_pursuits

if TYPE_CHECKING:
    from integrations.store import Store

# https://prometheus.io/docs/instrumenting/exposition_formats/
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_PREFIX = "sales_assistant_"
_ESCAPED = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})
_JOB = "job:"


@dataclass(frozen=True)
class Gauge:
    """One measure, with its value for each set of labels.

    Parameters
    ----------
    name, meaning
        What it is called, without the product's prefix, and what it measures.
    label
        What its values differ in; '' where there is one value.
    values
        The value by label; by '' where there is one.
    """

    name: str
    meaning: str
    label: str = ""
    values: Mapping[str, float | int] = field(default_factory=dict)

    def __str__(self) -> str:
        """As Prometheus reads it.

        >>> print(Gauge("ratings", "Votes that stand.", "vote", {"up": 3}))
        # HELP sales_assistant_ratings Votes that stand.
        # TYPE sales_assistant_ratings gauge
        sales_assistant_ratings{vote="up"} 3
        """
        name = _PREFIX + self.name
        told = [f"# HELP {name} {self.meaning}", f"# TYPE {name} gauge"]
        for of, value in self.values.items():
            labels = f'{{{self.label}="{of.translate(_ESCAPED)}"}}' if self.label else ""
            told.append(f"{name}{labels} {value}")
        return "\n".join(told)


def metrics_page(store: Store, now: datetime) -> str:
    """All measures as of now, read from the store alone.

    Raises
    ------
    Unavailable
        When the store does not answer.
    """
    return "\n".join(str(gauge) for gauge in _gauges(store, now) if gauge.values) + "\n"


def _gauges(store: Store, now: datetime) -> Iterator[Gauge]:
    yield Gauge("info", "The version that runs.", "version", {version("sales-assistant"): 1})
    yield Gauge("records", "How many of each thing the store holds.", "kind", store.counts())
    yield Gauge("ratings", "Votes that stand.", "vote", store.ratings.totals())
    messages = deliveries_by_state(store.engine)
    yield Gauge("deliveries", "Messages of the ledger by their state.", "state", messages)
    yield from _data(store, now)
    yield from _jobs(store, now)


def _data(store: Store, now: datetime) -> Iterator[Gauge]:
    yield Gauge("scored_pursuits", "Pursuits that have a score.", values={"": scored_pursuits(store.engine)})
    if data_as_of := store.facts.get("data_as_of", None):
        yield Gauge("data_age_seconds", "How old the newest data are.", values={"": _age(data_as_of, now)})
    trained = {model.question: _age(model.trained_at, now) for model in store.models.all() if model.current}
    yield Gauge("model_age_seconds", "How long ago each current model was trained.", "question", trained)


def _jobs(store: Store, now: datetime) -> Iterator[Gauge]:
    runs = {name.removeprefix(_JOB): run for name, run in store.facts.named(_JOB).items()}
    ages = {name: _age(run["at"], now) for name, run in runs.items()}
    succeeded = {
        name: int(not run["outcome"].startswith(("failed:", "refused:"))) for name, run in runs.items()
    }
    yield Gauge("job_last_run_age_seconds", "How long ago each job ran last.", "job", ages)
    yield Gauge("job_last_run_succeeded", "Whether the last run of each job did its work.", "job", succeeded)


def _age(at: datetime | str, now: datetime) -> float:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return (now - moment).total_seconds()
