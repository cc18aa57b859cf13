"""Reasons in a rep's words: the strongest each way, the rest as one, and the one change that would help most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ml.feature_catalogue import feature_of
from ml.records import EVERYTHING_ELSE, Reason
from ml.wording import wordings

if TYPE_CHECKING:
    import pandas as pd

    from ml.ensemble import Prepared
    from ml.timeline import Floats, Ints
    from ml.win import WinModel

EACH_WAY = 3
FEWEST_POINTS = 0.5  # weaker reasons are part of the rest
FEWEST_TO_RAISE = 1.0


@dataclass(frozen=True)
class NamedReasons:
    """The strongest reasons of many rows.

    Parameters
    ----------
    points, words
        (rows, up to 6): percentage points, strongest first, and the words; 0 and '' where there is no more.
    rest
        Points of everything else together, one a row.
    """

    points: Floats
    words: np.ndarray
    rest: Floats

    def of_rows(self) -> Iterator[tuple[Reason, ...]]:
        """Each row's reasons, everything else last."""
        for points, words, rest in zip(
            self.points.tolist(), self.words.tolist(), self.rest.tolist(), strict=True
        ):
            named = (Reason(size, text) for size, text in zip(points, words, strict=True) if size)
            yield (*named, Reason(rest, EVERYTHING_ELSE))


def name_reasons(
    features: pd.DataFrame, points: Floats, total: Floats, *, as_of: pd.Timestamp
) -> NamedReasons:
    """For each row up to three reasons up and three down, strongest first, then everything else together.

    Features of one theme are one reason: their points are summed, and the strongest of them is named.

    Parameters
    ----------
    features
        The feature rows, with at least one column for each column of `points`.
    points
        (rows, features): percentage points; columns as in `features` by position.
    total
        100 × (win - base rate), to which each row's reasons add up.
    as_of
        The moment the features look back from.
    """
    themes = [np.array(members) for members in _themes(features).values()]
    by_theme = np.column_stack([points[:, members].sum(axis=1) for members in themes])
    strongest = _strongest(by_theme)
    kept = np.take_along_axis(by_theme, strongest, axis=1).round(2)
    kept[np.abs(kept) < FEWEST_POINTS] = 0.0
    columns = np.take_along_axis(_tellers(points, by_theme, themes), strongest, axis=1)
    words = _words(features, columns, kept != 0, as_of)
    return NamedReasons(kept, words, (total - kept.sum(axis=1)).round(2))


def _themes(features: pd.DataFrame) -> dict[str, list[int]]:
    """Columns by what they are about: ten ways to count touches are one reason, not ten weak ones."""
    themes: dict[str, list[int]] = {}
    for column, name in enumerate(features.columns):
        themes.setdefault(feature_of(str(name)).theme, []).append(column)
    return themes


def _tellers(points: Floats, by_theme: Floats, themes: list[Ints]) -> Ints:
    """(rows, themes): the column whose words tell a theme: the one that moves most the theme's own way."""
    tellers = np.empty(by_theme.shape, np.int64)
    for k, members in enumerate(themes):
        way = np.sign(by_theme[:, k])[:, None]
        tellers[:, k] = members[np.argmax(points[:, members] * way, axis=1)]
    return tellers


def _strongest(points: Floats) -> Ints:
    """(rows, up to 6) columns: the three largest and the three smallest, by size."""
    width = points.shape[1]
    if width <= 2 * EACH_WAY:
        ends = np.tile(np.arange(width), (len(points), 1))
    else:
        parted = np.argpartition(points, (EACH_WAY - 1, width - EACH_WAY), axis=1)
        ends = np.concatenate([parted[:, :EACH_WAY], parted[:, -EACH_WAY:]], axis=1)
    size = -np.abs(np.take_along_axis(points, ends, axis=1))
    return np.take_along_axis(ends, np.argsort(size, axis=1, kind="stable"), axis=1)


def _words(features: pd.DataFrame, columns: Ints, wanted: np.ndarray, as_of: pd.Timestamp) -> np.ndarray:
    """The words for each wanted cell; each feature's values are worded together."""
    words = np.full(columns.shape, "", dtype=object)
    for column in np.unique(columns[wanted]):
        row, place = np.nonzero(wanted & (columns == column))
        words[row, place] = wordings(str(features.columns[column]), features.iloc[row], as_of)
    return words


@dataclass(frozen=True)
class Action:
    """Something a rep can do, and what it would do to the features: counts that rise, values that are set."""

    text: str
    sets: Mapping[str, float]
    adds: tuple[str, ...] = ()

    def applies(self, features: pd.DataFrame) -> np.ndarray:
        """Where it has not been done yet."""
        open_to = np.zeros(len(features), bool)
        for name, value in self.sets.items():
            if name in features:
                open_to |= (features[name] != value).to_numpy(bool)
        return open_to

    def done(self, features: pd.DataFrame, ranges: Mapping[str, tuple[float, float]]) -> dict[str, Floats]:
        """The columns that it changes as they would be afterwards, never beyond what training has seen."""
        count = len(features)
        after = {name: np.full(count, value) for name, value in self.sets.items() if name in ranges}
        after |= {name: features[name].to_numpy(np.float64) + 1 for name in self.adds if name in ranges}
        return {name: np.clip(values, *ranges[name]) for name, values in after.items()}


_A_TOUCH = ("touches_14d", "touches_30d", "touches_90d")
ACTIONS: tuple[Action, ...] = (
    Action("a next step with a date", {"dated_next_step": 1.0}, ("dated_next_steps_90d",)),
    Action("a reply from a decision maker", {"decision_maker_heard": 1.0}, ("replies_90d",)),
    Action("a meeting now", {"days_since_touch": 0.0}, ("meetings_90d", *_A_TOUCH)),
)


@dataclass(frozen=True)
class Raises:
    """What would raise the chances of many rows.

    Parameters
    ----------
    actions
        (rows, 3): places in `ACTIONS`, the best first; -1 where there is no other.
    points
        (rows, 3): percentage points. The first is what the model says of the row as if it were done; the others are
        estimates in whole points, in proportion to it.
    """

    actions: Ints
    points: Floats

    @classmethod
    def none(cls, count: int) -> Raises:
        """Nothing for so many rows."""
        return cls(np.full((count, len(ACTIONS)), -1), np.zeros((count, len(ACTIONS))))


def what_raises(model: WinModel, features: pd.DataFrame, win: Floats, prepared: Prepared) -> Raises:
    """For each row the actions that raise its chance, the best first, and by how many points; none below one point.

    The quickest member of the ensemble says which action is the most promising; what it would bring is asked
    of the whole ensemble, by scoring the row again as if it were done. Nothing is proposed beyond what training saw.
    """
    if model.ensemble is None or not prepared:
        return Raises.none(len(features))
    promised, changed = _promises(model, features, prepared)
    after = model.chances(features, model.ensemble.with_numbers(prepared, changed))
    best = promised.max(axis=1)
    gain = 100 * (after - win)
    stretch = np.divide(gain, best, out=np.zeros(len(best)), where=best > 0)
    order = np.argsort(-promised, axis=1, kind="stable")
    points = np.floor(np.take_along_axis(promised, order, axis=1) * stretch[:, None])
    points[:, 0] = gain.round(2)
    enough = (points >= FEWEST_TO_RAISE) & (points[:, :1] >= FEWEST_TO_RAISE) & (best > 0)[:, None]
    return Raises(np.where(enough, order, -1), points)


def raise_most(
    model: WinModel, features: pd.DataFrame, win: Floats, prepared: Prepared
) -> tuple[Ints, Floats]:
    """For each row the action that raises its chance most, and by how many points; -1 below one point."""
    found = what_raises(model, features, win, prepared)
    return found.actions[:, 0], found.points[:, 0]


def _promises(
    model: WinModel, features: pd.DataFrame, prepared: Prepared
) -> tuple[Floats, dict[str, Floats]]:
    """What the quickest member promises of each action, 0 where it is done or does not help; the columns with the best."""
    ensemble: Any = model.ensemble
    name = ensemble.quickest
    start = ensemble.chances_of(name, prepared[name])
    done = [action.done(features, ensemble.ranges) for action in ACTIONS]
    promised = np.zeros((len(features), len(ACTIONS)))
    for k, action in enumerate(ACTIONS):
        chance = ensemble.chances_of(name, ensemble.with_numbers({name: prepared[name]}, done[k])[name])
        promised[:, k] = np.where(action.applies(features), np.maximum(chance - start, 0.0), 0.0)
    best = np.where(promised.max(axis=1) > 0, promised.argmax(axis=1), -1)
    columns = {column for columns in done for column in columns}
    changed = {column: features[column].to_numpy(np.float64, copy=True) for column in sorted(columns)}
    for k, after in enumerate(done):
        for column, values in after.items():
            changed[column][best == k] = values[best == k]
    return promised, changed
