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


def raise_most(
    model: WinModel, features: pd.DataFrame, win: Floats, prepared: Prepared
) -> tuple[Ints, Floats]:
    """For each row the action that raises its chance most, and by how many points; -1 below one point.

    The quickest member of the ensemble says which action is the most promising; what it would bring is asked
    of the whole ensemble, by scoring the row again as if it were done.
    """
    if model.ensemble is None or not prepared:
        return np.full(len(features), -1), np.zeros(len(features))
    best, changed = _most_promising(model, features, prepared)
    after = model.chances(features, model.ensemble.with_numbers(prepared, changed))
    gain = (100 * (after - win)).round(2)
    return np.where(gain >= FEWEST_TO_RAISE, best, -1), gain


def _most_promising(
    model: WinModel, features: pd.DataFrame, prepared: Prepared
) -> tuple[Ints, dict[str, Floats]]:
    """Each row's best action, and the columns as they would be with it done."""
    ensemble: Any = model.ensemble
    name = ensemble.quickest
    best, highest = np.full(len(features), -1), ensemble.chances_of(name, prepared[name])
    done = [action.done(features, ensemble.ranges) for action in ACTIONS]
    for k, action in enumerate(ACTIONS):
        chance = ensemble.chances_of(name, ensemble.with_numbers({name: prepared[name]}, done[k])[name])
        better = action.applies(features) & (chance > highest)
        best[better], highest = k, np.where(better, chance, highest)
    columns = {column for columns in done for column in columns}
    changed = {column: features[column].to_numpy(np.float64, copy=True) for column in sorted(columns)}
    for k, after in enumerate(done):
        for column, values in after.items():
            changed[column][best == k] = values[best == k]
    return best, changed
