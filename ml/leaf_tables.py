"""Why a model says what it says: per-leaf tables and coefficients, made once, added up for a batch.

A tree's prediction is its root's value plus, for every split passed, the change of value that the split
brought (Saabas' path decomposition); the sum over the path depends on the leaf alone, so a table of leaves
holds it. Columns that came from one feature (its levels, its missing mark) belong to that feature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import expit, logit

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.compose import ColumnTransformer

    from ml.timeline import Floats, Ints

_BLOCK = 10_000
_SAME = 1e-9


@dataclass(frozen=True)
class Explained:
    """Chances, and how far each feature moved them away from `base`: chance = base + sum of the row."""

    chance: Floats
    base: float
    moved: Floats


@dataclass(frozen=True)
class LeafTable:
    """What each feature adds in each leaf of a tree model.

    Parameters
    ----------
    row_of_node
        Row of the table for every node of every tree, trees one after another; -1 for inner nodes.
    first_node
        Where each tree's nodes begin in `row_of_node`.
    added
        (leaves, features): what the feature's splits on the way to the leaf added to the prediction.
    base
        The prediction before any split.
    """

    row_of_node: NDArray[np.int32]
    first_node: Ints
    added: NDArray[np.float32]
    base: float

    def add_up(self, nodes: Ints) -> Floats:
        """The sum of the tables' rows for the leaves (n, trees) that each example fell into."""
        count, trees = nodes.shape
        rows = np.take(self.row_of_node, nodes + self.first_node)
        ends = np.arange(0, rows.size + 1, trees, dtype=np.int32)
        hits = csr_matrix((np.ones(rows.size, np.float32), rows.ravel(), ends), (count, len(self.added)))
        return np.asarray(hits @ self.added, np.float64)

    def as_content(self) -> dict[str, Any]:
        """The table as plain arrays and numbers."""
        return dict(vars(self))


def owners(prepare: ColumnTransformer, names: list[str]) -> Ints:
    """For each prepared column, the position in `names` of the feature it came from."""
    owned: list[str] = []
    for part, transformer, columns in prepare.transformers_:
        if part == "numeric":
            imputer = transformer[0] if hasattr(transformer, "steps") else transformer
            marked = imputer.indicator_.features_ if imputer.indicator_ is not None else []
            owned += [*columns, *(columns[k] for k in marked)]
        elif part == "levels":
            owned += [name for k, name in enumerate(columns) for _ in range(_level_count(transformer, k))]
    return np.array([names.index(name) for name in owned], dtype=np.int64)


def _level_count(encoder: Any, column: int) -> int:
    rare = encoder.infrequent_categories_[column]
    return len(encoder.categories_[column]) - (0 if rare is None else len(rare) - 1)


def with_numbers(prepare: ColumnTransformer, rows: Floats, changed: Mapping[str, Floats]) -> Floats:
    """Prepared rows with other values in some number columns: filled where known, no longer marked missing."""
    _, transformer, columns = next(part for part in prepare.transformers_ if part[0] == "numeric")
    imputer = transformer[0] if hasattr(transformer, "steps") else transformer
    marked = list(imputer.indicator_.features_) if imputer.indicator_ is not None else []
    width = len(columns) + len(marked)
    shift = transformer[-1].mean_ if hasattr(transformer, "steps") else np.zeros(width)
    scale = transformer[-1].scale_ if hasattr(transformer, "steps") else np.ones(width)
    start = prepare.output_indices_["numeric"].start
    after = rows.copy()
    for name, values in changed.items():
        k, known = list(columns).index(name), ~np.isnan(values)
        after[known, start + k] = (values[known] - shift[k]) / scale[k]
        if k in marked:
            m = len(columns) + marked.index(k)
            after[known, start + m] = (0.0 - shift[m]) / scale[m]
    return after


def forest_table(forest: Any, owner: Ints, features: int) -> LeafTable:
    """The leaf table of a fitted random forest, in chance."""
    trees = [tree.tree_ for tree in forest.estimators_]
    parts = [
        _Tree(tree.children_left, tree.children_right, tree.feature, tree.value[:, 0, 1] / len(trees))
        for tree in trees
    ]
    return _table(parts, owner, features, base=0.0)


def boosted_table(boosted: Any, owner: Ints, features: int) -> LeafTable:
    """The leaf table of fitted histogram gradient boosting, in log-odds."""
    nodes = [predictor.nodes for (predictor,) in boosted._predictors]  # noqa: SLF001  # scikit-learn is pinned to one minor version
    parts = [_Tree.of_boosting(tree) for tree in nodes]
    return _table(parts, owner, features, base=float(boosted._baseline_prediction[0, 0]))  # noqa: SLF001  # as above


@dataclass(frozen=True)
class _Tree:
    left: Ints
    right: Ints
    feature: Ints
    value: Floats

    @classmethod
    def of_boosting(cls, nodes: Any) -> _Tree:
        """Inner nodes hold no shrunk value there: theirs is the mean of their leaves, by training rows."""
        leaf = nodes["is_leaf"].astype(bool)
        left = np.where(leaf, -1, nodes["left"].astype(np.int64))
        right = np.where(leaf, -1, nodes["right"].astype(np.int64))
        value, count = nodes["value"].copy(), nodes["count"].astype(np.float64)
        for node in np.flatnonzero(~leaf)[::-1]:  # children come after their parent
            ends = [left[node], right[node]]
            value[node] = np.average(value[ends], weights=count[ends])
        return cls(left, right, nodes["feature_idx"], value)

    def added(self, owner: Ints, features: int) -> Floats:
        """(nodes, features): what the splits on the way to each node added."""
        sums = np.zeros((len(self.value), features))
        for node in np.flatnonzero(self.left >= 0):
            for child in (self.left[node], self.right[node]):
                sums[child] = sums[node]
                sums[child, owner[self.feature[node]]] += self.value[child] - self.value[node]
        return sums


def _table(trees: list[_Tree], owner: Ints, features: int, *, base: float) -> LeafTable:
    sizes = np.array([len(tree.value) for tree in trees])
    leaf = np.concatenate([tree.left < 0 for tree in trees])
    row_of_node = np.where(leaf, np.cumsum(leaf) - 1, -1).astype(np.int32)
    added = [tree.added(owner, features)[tree.left < 0].astype(np.float32) for tree in trees]
    root = sum(float(tree.value[0]) for tree in trees)
    return LeafTable(row_of_node, np.cumsum(sizes) - sizes, np.concatenate(added), base + root)


def boosted_leaves(boosted: Any, prepared: Floats) -> Ints:
    """(rows, trees): the node of the leaf that each row falls into, by scikit-learn's own walk."""
    bitsets, positions = boosted._bin_mapper.make_known_categories_bitsets()  # noqa: SLF001  # scikit-learn is pinned
    found = np.empty((len(prepared), len(boosted._predictors)), np.int64)  # noqa: SLF001  # as above
    for k, (predictor,) in enumerate(boosted._predictors):  # noqa: SLF001  # as above
        numbered = predictor.nodes.copy()
        numbered["value"] = np.arange(len(numbered))
        walk = type(predictor)(
            numbered, predictor.binned_left_cat_bitsets, predictor.raw_left_cat_bitsets
        ).predict
        found[:, k] = walk(prepared, bitsets, positions, 1)
    return found


def explain_forest(forest: Any, table: LeafTable, prepared: Floats) -> Explained:
    """A forest's chances and what each feature added to them."""
    blocks = [prepared[k : k + _BLOCK] for k in range(0, len(prepared), _BLOCK)]
    moved = np.concatenate([table.add_up(forest.apply(block)) for block in blocks])
    return Explained(table.base + moved.sum(axis=1), table.base, moved)


def explain_boosted(boosted: Any, table: LeafTable, prepared: Floats) -> Explained:
    """Boosted trees' chances and what each feature added to them."""
    return in_chance(table.base, table.add_up(boosted_leaves(boosted, prepared)))


def explain_linear(linear: Any, means: Floats, prepared: Floats, *, owner: Ints, features: int) -> Explained:
    """A logistic regression's chances and what each feature added, against the training rows' means."""
    weights = linear.coef_[0]
    belongs = np.zeros((len(weights), features))
    belongs[np.arange(len(weights)), owner] = weights
    return in_chance(float(linear.intercept_[0] + means @ weights), (prepared - means) @ belongs)


def in_chance(base: float, moved: Floats) -> Explained:
    """From log-odds to chance: each row's parts are scaled alike, so that they still add up."""
    total = base + moved.sum(axis=1)
    chance, start = expit(total), float(expit(base))
    scale = secant(total, chance, (base, start), tangent=start * (1 - start))
    return Explained(chance, start, moved * scale[:, None])


def secant(x: Floats, y: Floats, origin: tuple[float, float], *, tangent: float) -> Floats:
    """Slope from the origin (x0, y0) to each (x, y) of a rising curve; its tangent there where the two meet."""
    run = x - origin[0]
    flat = np.abs(run) < _SAME
    return np.where(flat, tangent, (y - origin[1]) / np.where(flat, 1.0, run))


def log_odds(chance: Floats) -> Floats:
    """Log-odds of chances, kept finite."""
    return np.asarray(logit(np.clip(chance, 1e-6, 1 - 1e-6)))
