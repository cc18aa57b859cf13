"""Linear, forest and SVM side by side, from a report that was kept: train beside test, and what to believe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

SVM_ROWS = 2500  # its cost grows with the square of its rows, and it is compared only
LABELS = {"linear": "linear", "forest": "forest", "svm": "SVM", "base_rate": "no model"}
COMPARED = ("linear", "forest", "svm")
_ASKED = {"win": "the round is won", "next_step": "the next step is taken within 30 days"}
_BY_HEART = 0.1  # right, or AUC, so much more often on what was learned from than on what was not
_GUESSING = 0.5
_Q = Mapping[str, Any]


def with_side_by_side(report: _Q) -> dict[str, Any]:
    """The report by question with the key `side_by_side` in each question that has figures to compare."""
    compared = {
        name: side_by_side(name, part) if isinstance(part, Mapping) else None for name, part in report.items()
    }
    return {
        name: {**part, "side_by_side": compared[name]} if compared[name] else part
        for name, part in report.items()
    }


def side_by_side(question: str, report: _Q) -> dict[str, Any] | None:
    """The first work's table of one question, and one paragraph about it; None where nothing was judged.

    Parameters
    ----------
    question
        `win`, `next_step` or `cycle_length`.
    report
        Its report: what `splits` holds for `random` (a random fifth of the pursuits is the test, the other four
        fifths train) and `by_time` (the newest fifth is the test).
    """
    splits = report.get("splits") or {}
    if not splits.get("random") or not splits.get("by_time"):
        return None
    if question == "cycle_length":
        return _days(splits)
    rows = [
        _row(name, splits["random"][name], splits["by_time"].get(name, {}))
        for name in (*COMPARED, "base_rate")
        if name in splits["random"]
    ]
    told = {"rows": rows, "base_rate": report.get("base_rate"), "majority_rate": report.get("majority_rate")}
    models = [row for row in rows if row["model"] in COMPARED]
    if question not in _ASKED or not models or len(models) == len(rows):
        return None
    return {**told, "sentence": _paragraph(question, report, models, rows[-1])}


def _row(name: str, test: _Q, forward: _Q) -> dict[str, Any]:
    return {
        "model": name,
        "right": test.get("accuracy"),
        "train_right": test.get("train_accuracy"),
        "auc": test.get("auc"),
        "train_auc": test.get("train_auc"),
        "forward_right": forward.get("accuracy"),
        "forward_auc": forward.get("auc"),
        "forward_auc_low": forward.get("auc_low"),
        "forward_auc_high": forward.get("auc_high"),
    }


def _paragraph(question: str, report: _Q, models: Sequence[_Q], always: _Q) -> str:
    answer = "no" if (report.get("base_rate") or 0) <= _GUESSING else "yes"
    asked = (
        f"Asked {report.get('rows', 0):,} times about {report.get('pursuits', 0):,} pursuits whether "
        f"{_ASKED[question]}. “Right” is the share of answers that came true, a chance of 50 % or more being a yes; "
        "“AUC” is the share of pairs, one that did and one that did not, put in the right order (guessing gets half)."
    )
    without = (
        f"Always saying “{answer}” is right {_percent(always['right'])} of the time on the random fifth and "
        f"{_percent(always['forward_right'])} on the newest, without any model: only what lies above that "
        "is worth something."
    )
    rows = f"The SVM learned from at most {SVM_ROWS:,} rows."
    signal = bool((report.get("verdict") or {}).get("signal"))
    told = _forward(models, always, answer, signal=signal)
    return " ".join([asked, without, _by_heart(models), told, rows])


def _by_heart(models: Sequence[_Q]) -> str:
    """Which models know what they learned from far better than what is new to them."""
    found = [row for row in models if max(_gap(row, "right"), _gap(row, "auc")) >= _BY_HEART]
    if not found:
        return "What they learned from (train) and what was new to them (test) they tell about as well: little was learned by heart."
    told = "; ".join(
        f"{LABELS[row['model']]} AUC {_number(row['train_auc'])} and {_number(row['auc'])}, "
        f"right {_percent(row['train_right'])} and {_percent(row['right'])}"
        for row in found
    )
    return (
        "Part of it was learned by heart, as what they learned from (train) shows beside what was new to them "
        f"(test): {told}. Never believe the columns train."
    )


def _gap(row: _Q, figure: str) -> float:
    train, test = row[f"train_{figure}"], row[figure]
    return 0.0 if train is None or test is None else float(train - test)


def _forward(models: Sequence[_Q], always: _Q, answer: str, *, signal: bool) -> str:
    """What to believe, and whether there is anything in it."""
    opening = (
        "Believe the forward test, which learns from the older pursuits and is asked about the newest fifth:"
    )
    known = [row for row in models if row["forward_auc"] is not None and row["forward_right"] is not None]
    if not known:
        return f"{opening} it held too few outcomes to say anything."
    right = sorted(row["forward_right"] for row in known)
    ranked = sorted(row["forward_auc"] for row in known)
    told = (
        f"{opening} there the three were right {_range(_percent, right)} of the time, "
        f"with an AUC of {_range(_number, ranked)}."
    )
    if not signal:
        return (
            f"{told} That is not enough to lean on: there is no signal yet, so nothing is concluded from it."
        )
    if right[-1] <= (always["forward_right"] or 0):
        return f"{told} So they help to put pursuits in order, not to say yes or no: always saying “{answer}” is right as often."
    return f"{told} So there is a signal: it helps to decide whom to call first, and promises nothing about one pursuit."


def _range(shown: Callable[[float], str], values: Sequence[float]) -> str:
    low, high = shown(values[0]), shown(values[-1])
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


def _days(splits: _Q) -> dict[str, Any] | None:
    """The error in days of the linear regression beside that of the plain median."""
    test, forward = splits["random"].get("linear", {}), splits["by_time"].get("linear", {})
    if test.get("mae") is None or forward.get("mae") is None:
        return None
    rows = [
        {"model": "linear", "days_off": test["mae"], "forward_days_off": forward["mae"]},
        {"model": "median", "days_off": test["median_mae"], "forward_days_off": forward["median_mae"]},
    ]
    better = forward["mae"] < forward["median_mae"]
    ending = "nearer than" if better else "no nearer than"
    sentence = (
        f"The linear regression foretold the days to the close with an error of {test['mae']:.0f} days on average on "
        f"the random fifth of the won rounds ({test['median_mae']:.0f} by always saying the median) and of "
        f"{forward['mae']:.0f} days on the newest fifth ({forward['median_mae']:.0f}): there it is {ending} the "
        "median. Forest and SVM say yes or no, so they are not asked about days."
    )
    return {"rows": rows, "sentence": sentence}


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
