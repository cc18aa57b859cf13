"""The models are trained anew once rounds closed since; a new one speaks unless it is worse, else managers are asked.

How both are judged is said in `ml.champion`. A training that fails leaves the models that speak as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobs.job import A_DAY, Workplace
from jobs.tell_managers import tell_managers
from ml.errors import SalesAssistantError

if TYPE_CHECKING:
    from integrations.store.hints import Hint
    from jobs.train_models import Training

# The system of the hints by which people ask for a training; each names who asked.
RETRAIN = "retrain"
# So often managers are asked about models that wait; one that somebody asked for is always told.
ASKED_EVERY = timedelta(days=7)
# The first models are trained by themselves from so many closed rounds on; before, there is only the base rate.
FEWEST_AT_FIRST = 20
_ASKED_AT = "approval_asked_at"
_MOST_ASKERS = 20


@dataclass(frozen=True)
class Retrained:
    """What came of it: the version, whether it speaks now, why, and how many managers were asked."""

    version: str
    speaks: bool
    sentence: str
    asked: int = 0

    def __str__(self) -> str:
        return f"{self.version} {'speaks' if self.speaks else 'waits'}: {self.sentence}"


def is_due(place: Workplace, last: datetime | None) -> bool:
    """Once somebody asked; else daily, when outcomes or corrections arrived since the last training."""
    if any(last is None or hint.at > last for hint in _asked(place)):
        return True
    store = place.store
    if (last is not None and place.now - last < A_DAY) or not store.facts.get("data_version", 0):
        return False
    trained, mark = store.facts.get("trained_on", None), store.outcomes.mark()
    if trained is None:
        return int(mark[0]) >= FEWEST_AT_FIRST
    # One that was played ahead counts for none.
    rested = abs(place.now - datetime.fromisoformat(trained["at"])) >= A_DAY
    return rested and mark != trained["mark"]


def run(place: Workplace) -> Retrained:
    """Train, and tell those who asked for it how it went."""
    asked = _asked(place)
    try:
        outcome = retrain(place, asked=bool(asked))
    except SalesAssistantError as error:
        _tell(place, asked, f"The model could not be trained: {error}")
        raise
    _tell(place, asked, f"{_how_it_went(outcome)} See /model.")
    return outcome


def retrain(place: Workplace, *, asked: bool = False) -> Retrained:
    """Train the models; they speak unless they are worse than those that do, else every manager is asked once.

    Parameters
    ----------
    place
        The store, the files, the moment and the rules.
    asked
        Whether somebody wants it now: then managers are asked even if they were asked within a week.

    Raises
    ------
    NotEnoughData, Refused
        As `jobs.train_models.train_models`.
    """
    from jobs.train_models import keep, learn

    store, now = place.store, place.now
    learned = learn(
        store, place.files, now=now, learn_from_model=place.rules.learn_from_model, progress=place.go_on
    )
    training = keep(store, place.files, learned, now=now)
    managers = 0 if training.speaks else _ask_managers(place, training, always=asked)
    return Retrained(training.version, training.speaks, training.sentence, managers)


def _ask_managers(place: Workplace, training: Training, *, always: bool) -> int:
    before = place.store.facts.get(_ASKED_AT, None)
    if not always and before and abs(place.now - datetime.fromisoformat(before)) < ASKED_EVERY:
        return 0
    place.store.facts.put(_ASKED_AT, place.now.isoformat())
    payload = {"version": training.version, "sentence": training.sentence}
    return tell_managers(place, "approval", training.version, payload)


def _asked(place: Workplace) -> list[Hint]:
    return place.store.hints.take(RETRAIN, _MOST_ASKERS)


def _tell(place: Workplace, asked: Sequence[Hint], sentence: str) -> None:
    place.store.hints.done(asked)
    for person_id in {hint.id for hint in asked} if place.notifier else ():
        if place.notifier and person_id.isdecimal():
            place.notifier.tell(int(person_id), sentence)


def _how_it_went(outcome: Retrained) -> str:
    which = "speaks now" if outcome.speaks else "waits for a manager's word"
    return f"The model was trained, and {which}. {outcome.sentence}"
