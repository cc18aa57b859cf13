from __future__ import annotations

import json
from typing import Any

from ml.train import TrainedModels
from ml.training_record import changes_since


def report(auc: float, **points: float) -> dict[str, Any]:
    return {
        "version": f"2026-01-0{len(points)}-abc",
        "won": 10 * len(points),
        "lost": 20,
        "rows": 90,
        "level": "full",
        "members": ["linear"],
        "chosen": {"by_time": "ensemble"},
        "splits": {"by_time": {"ensemble": {"auc": auc, "brier": 0.1, "ece": 0.02, "top_decile_lift": 2.0}}},
        "factors": [
            {"feature": name, "label": f"the {name}", "mean_points": size} for name, size in points.items()
        ],
    }


def test_what_changed_since_the_last_training() -> None:
    told = changes_since(report(0.7, calls=3.0, mails=2.0), report(0.75, calls=3.2, mails=0.5, visits=1.0))
    assert told["since"] == "2026-01-02-abc"
    assert told["won"] == [20, 30]
    assert told["figures"]["auc"] == [0.7, 0.75]
    assert [(one["feature"], one["before"], one["now"]) for one in told["factors"]] == [
        ("mails", 2.0, 0.5),
        ("visits", 0.0, 1.0),
    ]


def test_beside_a_report_without_figures() -> None:
    told = changes_since({"won": 3, "lost": 4}, report(0.7, calls=1.0))
    assert told["figures"]["auc"] == [None, 0.7]
    assert told["factors"] == []


def test_the_report_says_what_it_was_trained_on(trained: TrainedModels) -> None:
    win = trained.report["win"]
    assert win["window"]["from"] < win["window"]["to"]
    curve = win["learning_curve"]
    assert {point["model"] for point in curve} == {"linear"}
    assert [point["rows"] for point in curve] == sorted(point["rows"] for point in curve)
    if trained.win.ensemble:
        assert set(win["usual_spread"]) == set(trained.win.ensemble.features)
    json.dumps(win, allow_nan=False)
