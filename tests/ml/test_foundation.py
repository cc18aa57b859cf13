from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from ml.figures import brier
from ml.foundation import Foundation

CAUSES = [f"cause {k}" for k in range(6)]


def segments(
    draw: np.random.Generator, sizes: dict[str, int], shift: dict[str, float]
) -> tuple[pd.DataFrame, np.ndarray]:
    """Rounds with six causes that hold everywhere, and a shift of its own in each segment."""
    service = np.concatenate([np.full(size, name) for name, size in sizes.items()])
    frame = pd.DataFrame(draw.normal(size=(len(service), len(CAUSES))), columns=CAUSES)
    frame["service"] = pd.array(service, dtype="str")
    odds = logit(ensemble_says(frame)) + frame["service"].map(shift).to_numpy()
    return frame, (draw.random(len(frame)) < expit(odds)).astype(float)


def ensemble_says(frame: pd.DataFrame) -> np.ndarray:
    """What a model of all pursuits, blind to the segment, would say."""
    return np.asarray(expit(0.5 * frame[CAUSES].sum(axis=1).to_numpy() - 0.5))


def test_a_small_segment_is_scored_better_than_by_its_own_model_and_by_the_ensemble_alone() -> None:
    draw = np.random.default_rng(5)
    names = {"A": 500, "B": 400, "C": 300, "small": 25}
    shift = {"A": 0.4, "B": -0.5, "C": 0.2, "small": -1.2}
    own, plain, carried = [], [], []
    for _ in range(30):
        frame, outcome = segments(draw, names, shift)
        foundation = Foundation.of(frame, ensemble_says(frame), outcome, np.arange(len(frame)))
        test, truth = segments(draw, {"small": 400}, shift)
        here = (frame["service"] == "small").to_numpy()
        if 0 < outcome[here].sum() < here.sum():
            model = LogisticRegression().fit(frame.loc[here, CAUSES], outcome[here])
            own.append(brier(truth, model.predict_proba(test[CAUSES])[:, 1]))
            plain.append(brier(truth, ensemble_says(test)))
            carried.append(brier(truth, foundation.move(test, ensemble_says(test))[0]))
    assert np.mean(carried) < np.mean(own)
    assert np.mean(carried) < np.mean(plain)


def test_segments_that_do_not_differ_get_next_to_nothing() -> None:
    draw = np.random.default_rng(6)
    frame, outcome = segments(draw, {"A": 600, "B": 600, "C": 600}, dict.fromkeys("ABC", 0.0))
    offsets = Foundation.of(frame, ensemble_says(frame), outcome, np.arange(len(frame))).offsets["service"]
    assert max(map(abs, offsets.values())) < 0.15


def test_a_segment_never_seen_stays_as_it_is() -> None:
    chance, moved = Foundation({"service": {"A": 1.0}}).move(
        pd.DataFrame({"service": ["new", "A"]}), np.array([0.3, 0.3])
    )
    assert chance[0] == 0.3
    assert np.isclose(logit(chance[1]), logit(0.3) + 1)
    assert np.allclose(moved["service"], chance - 0.3)


def test_a_round_with_many_snapshots_weighs_as_one() -> None:
    draw = np.random.default_rng(7)
    frame, outcome = segments(draw, {"A": 300, "B": 300}, {"A": 0.6, "B": -0.6})
    once = Foundation.of(frame, ensemble_says(frame), outcome, np.arange(600))
    thrice = np.repeat(np.arange(600), 3)
    many = Foundation.of(
        frame.iloc[thrice].reset_index(drop=True), ensemble_says(frame)[thrice], outcome[thrice], thrice
    )
    assert np.isclose(many.offsets["service"]["A"], once.offsets["service"]["A"])
