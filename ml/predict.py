"""Answering: trained models and clean tables to scores with reasons, intervals, next step and days."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ml.data_preprocessing import NEXT_STEP_DAYS, current_snapshots
from ml.errors import ForeignModel
from ml.feature_catalogue import feature_of
from ml.feature_engineering import features as features_of
from ml.funnel import NEXT_STEP, FunnelState
from ml.reasons import ACTIONS, NamedReasons, Raises, name_reasons, what_raises
from ml.records import LeadScore, Reason, SimilarWin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from ml.cycle_length import CycleLengthModel
    from ml.data_preparation import Tables
    from ml.next_step import NextStepModel
    from ml.similar_wins import WonRounds
    from ml.timeline import Floats, Ints
    from ml.win import WinModel

_NEXT_BY_LABEL = {state.label: NEXT_STEP[state] for state in FunnelState}


@dataclass(frozen=True)
class ScoringModels:
    """The three models that speak, and the version that a score names."""

    version: str
    win: WinModel
    next_step: NextStepModel
    cycle_length: CycleLengthModel


@dataclass(frozen=True)
class Scores:
    """The scores of many pursuits, column by column; `leads` gives them one by one.

    Parameters
    ----------
    once
        What all of them share, by the names of `LeadScore`.
    columns
        What differs, by the names of `LeadScore`, one value a pursuit.
    reasons
        The named reasons; None where every pursuit gets the base rate.
    raises
        What would raise the chances most.
    alike, won
        (rows, 3) places of the won pursuits that each is like; what these are, by place. None where there are none.
    """

    once: Mapping[str, Any]
    columns: Mapping[str, list[Any]]
    reasons: NamedReasons | None
    raises: Raises
    alike: Ints | None = None
    won: tuple[SimilarWin | None, ...] = ()

    def __len__(self) -> int:
        return len(self.columns["pursuit_id"])

    def leads(self) -> Iterator[LeadScore]:
        """One `LeadScore` a pursuit."""
        why = self.reasons.of_rows() if self.reasons else repeat((), len(self))
        rows = zip(*self.columns.values(), strict=True)
        raised, alike = zip(self.raises.actions, self.raises.points, strict=True), self.places()
        for row, reasons, (best, points), places in zip(rows, why, raised, alike, strict=True):
            found = [Reason(float(by), ACTIONS[k].text) for k, by in zip(best, points, strict=True) if k >= 0]
            yield LeadScore(
                **dict(zip(self.columns, row, strict=True)),
                **self.once,
                reasons=reasons,
                raise_most=found[0] if found else None,
                raise_too=tuple(found[1:]),
                won_alike=tuple(won for place in places if place >= 0 and (won := self.won[place])),
            )

    def places(self) -> Iterator[list[int]]:
        """The places in `won` that each row is like; -1 for none."""
        return iter(self.alike.tolist()) if self.alike is not None else repeat([], len(self))


def score(
    models: ScoringModels,
    tables: Tables,
    *,
    as_of: datetime,
    closed_rounds: pd.DataFrame | None = None,
    titles: Mapping[int, tuple[str, str, int | None]] | None = None,
) -> Scores:
    """The scores of every pursuit in the tables that has an open round, in order of their ids.

    Parameters
    ----------
    models
        Trained models.
    tables
        Clean tables of these pursuits.
    as_of
        The moment to look back from (aware UTC); a score names it.
    closed_rounds
        The rounds that owners' win rates count, when `tables` holds a part of the pursuits only.
    titles
        Company, service and owner of the won pursuits that others may be like, by pursuit; none are named without.

    Raises
    ------
    ForeignModel
        When a column that the models learned from is not in the data any more.
    """
    snapshots = current_snapshots(tables, as_of=as_of)
    features = features_of(tables, snapshots, closed_rounds=closed_rounds)
    _require(features, models)
    model = models.win
    prepared = model.ensemble.prepare(features) if model.ensemble and len(features) else {}
    win, points = model.explain(features, prepared) if len(features) else (np.empty(0), np.empty((0, 0)))
    why = None
    if model.ensemble is not None and len(features):
        named = features[list(model.ensemble.features)]
        moment = pd.Timestamp(snapshots["as_of"].iloc[0])
        why = name_reasons(named, points, 100 * (win - model.base_rate), as_of=moment)
    ids = snapshots["pursuit_id"]
    columns = {"pursuit_id": ids.tolist()} | _win_columns(model, win) | _outlook_columns(models, features)
    alike = (
        model.won_rounds.like(ids.to_numpy(np.int64), points) if titles and model.won_rounds and why else None
    )
    raises = what_raises(model, features, win, prepared)
    return Scores(_once(models, as_of), columns, why, raises, alike, _won(model.won_rounds, titles or {}))


def _won(
    rounds: WonRounds | None, titles: Mapping[int, tuple[str, str, int | None]]
) -> tuple[SimilarWin | None, ...]:
    """The won pursuits as they are named, by place; None for one that is no longer there."""
    if rounds is None:
        return ()
    told = zip(rounds.pursuit_ids.tolist(), rounds.days.tolist(), strict=True)
    return tuple(
        SimilarWin(id_, *titles[id_], None if days != days else round(days)) if id_ in titles else None  # noqa: PLR0124  # NaN differs from itself
        for id_, days in told
    )


def _require(features: pd.DataFrame, models: ScoringModels) -> None:
    wanted = [
        *(models.win.ensemble.features if models.win.ensemble else ()),
        *(models.next_step.features if models.next_step.forest is not None else ()),
    ]
    gone = next((name for name in wanted if name not in features), None)
    if gone is not None:
        label = feature_of(gone).label
        raise ForeignModel(
            f"The models learned from “{label}”, which the data no longer has: run `sales-assistant train`."
        )


def _once(models: ScoringModels, as_of: datetime) -> dict[str, Any]:
    """What all scores of one run have in common."""
    return {
        "as_of": as_of,
        "model_version": models.version,
        "level": models.win.level,
        "base_rate": models.win.base_rate,
        "won": models.win.won,
        "lost": models.win.lost,
        "next_days": NEXT_STEP_DAYS,
        "days_from_median": models.cycle_length.hazard is None,
    }


def _win_columns(model: WinModel, win: Floats) -> dict[str, list[Any]]:
    behind = model.stand_behind(win)
    return {
        "win": win.round(6).tolist(),
        "win_low": (np.floor(behind.low * 1e4) / 1e4).tolist(),
        "win_high": (np.ceil(behind.high * 1e4) / 1e4).tolist(),
        "like": behind.like.tolist(),
        "like_won": behind.like_won.tolist(),
    }


def _outlook_columns(models: ScoringModels, features: pd.DataFrame) -> dict[str, list[Any]]:
    next_states = [_NEXT_BY_LABEL[label] for label in features["state"].tolist()]
    chances = models.next_step.chances(features).round(4).tolist()
    low, days, high = models.cycle_length.days(features).round(1).T
    return {
        "next_state": next_states,
        "next_chance": [
            chance if state else None for state, chance in zip(next_states, chances, strict=True)
        ],
        "days": _known(days),
        "days_low": _known(low),
        "days_high": _known(high),
    }


def _known(values: np.ndarray) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124  # NaN differs from itself
