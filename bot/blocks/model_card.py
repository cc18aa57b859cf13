"""The model card of `/model`, and what managers are sent about models: what it learned from, how good, how honest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.blocks.dates import Reader
from bot.blocks.kit import (
    Block,
    Line,
    bold,
    bullets,
    button,
    buttons,
    context,
    header,
    labelled,
    lines,
    plain,
    thumbs,
)
from bot.blocks.score_words import percent
from bot.blocks.text_safety import Element, clean, safe_text
from ml.records import ModelRecord

APPROVE = "model_approve"
KEEP = "model_keep"
ROLL_BACK = "model_roll_back"
TRAIN = "model_train"

_METHODS: Mapping[str, str] = {
    "ensemble": "This kind of model",
    "boosted": "Boosted trees",
    "forest": "Random forest",
    "linear": "Logistic regression",
    "svm": "Support vectors",
    "naive_bayes": "Naive Bayes",
    "base_rate": "Base rate for all",
}
_MOST_FACTORS = 5
_MOST_FINDINGS = 3

Report = Mapping[str, Any]


@dataclass(frozen=True)
class ModelPage:
    """What `/model` shows.

    Parameters
    ----------
    speaking, waiting
        The win model that speaks, and a newer one that waits for a manager's word.
    before
        The version to roll back to.
    drift
        Sentences on what drifted.
    note
        What a click just did.
    """

    speaking: ModelRecord | None
    waiting: ModelRecord | None = None
    before: str | None = None
    drift: Sequence[str] = field(default_factory=tuple)
    note: str = ""


def model_card(page: ModelPage, reader: Reader) -> tuple[Block, ...]:
    """The whole card, for managers; at most 17 blocks."""
    note = [lines(page.note)] if page.note else []
    if page.speaking is None:
        told = "No model is trained yet: until then every pursuit shows no more than the base rate."
        return (header("The model behind the scores"), *note, lines(told), *buttons([_train()]))
    report = page.speaking.report
    return (
        header("The model behind the scores"),
        *note,
        *(waiting_blocks(page.waiting, reader) if page.waiting else ()),
        lines(*_standing(page.speaking, reader)),
        *(
            [bullets("Worth a look", [clean(said, 500) for said in page.drift[:_MOST_FINDINGS]])]
            if page.drift
            else []
        ),
        *_methods(report),
        *_honesty(report),
        *_factors(report),
        *_changes(report, reader),
        *buttons([*_roll_back(page.before), _train()]),
        context(_figures(page.speaking)),
    )


def model_line(page: ModelPage, reader: Reader) -> str:
    """The card in one line of safe mrkdwn: also what a rep is told."""
    if page.speaking is None:
        return "No model is trained yet, so every pursuit shows no more than the base rate."
    report = page.speaking.report
    counted = f"trained {reader.day_of(page.speaking.trained_at)} on {_rounds(report)}"
    area = _chosen(report).get("auc")
    if not report.get("verdict", {}).get("signal") or area is None:
        return safe_text(f"The win chances are the base rate of your closed rounds, {counted}.", 600)
    return safe_text(
        f"The win chances come from the model {counted}; it puts the winner first in {100 * area:.0f} of 100 pairs, "
        "where guessing gets 50.",
        600,
    )


def waiting_blocks(waiting: ModelRecord, reader: Reader) -> tuple[Block, ...]:
    """That a newer model waits, why, and the two buttons."""
    compared = waiting.report.get("comparison") or {}
    return (
        lines(
            [bold("A newer model waits for your word"), f" (of {reader.day_of(waiting.trained_at)})"],
            clean(str(compared.get("sentence") or "It was never compared with the one that speaks."), 600),
        ),
        *buttons(
            [button("Approve", APPROVE, waiting.version), button("Keep the old one", KEEP, waiting.version)]
        ),
    )


def approval_card(waiting: ModelRecord, why: str, reader: Reader, key: str) -> tuple[Block, ...]:
    """What managers are sent when a newer model waits."""
    return (
        header("A newer model waits for your word"),
        lines(clean(why, 900), "Until you decide, the model that speaks goes on. /model shows both."),
        *_changes(waiting.report, reader),
        *buttons(
            [button("Approve", APPROVE, waiting.version), button("Keep the old one", KEEP, waiting.version)]
        ),
        context(f"Trained {reader.moment(waiting.trained_at)} · version {clean(waiting.version, 60)}"),
        thumbs(key),
    )


def alarm_card(sentence: str, reader: Reader, key: str) -> tuple[Block, ...]:
    """What managers are sent when something drifted."""
    return (
        header("The win chances may be off"),
        lines(clean(sentence, 900), "/model shows how good the model is now."),
        *buttons([_train()]),
        context(f"Looked at {reader.moment(reader.now)} · told at most once a week"),
        thumbs(key),
    )


# --- the parts of the card ------------------------------------------------------------------------------------------


def _standing(model: ModelRecord, reader: Reader) -> Iterator[Line]:
    report = model.report
    yield clean(str(report.get("verdict", {}).get("sentence", "")), 600)
    window = report.get("window") or {}
    of = f", from {_day(window['from'], reader)} to {_day(window['to'], reader)}" if window else ""
    yield [*labelled("Trained"), f"{reader.day_of(model.trained_at)} on {_rounds(report)}{of}"]
    yield from _frozen(report, reader)
    yield from _ratings(report)


def _rounds(report: Report) -> str:
    won, lost = report.get("won", 0), report.get("lost", 0)
    usual = f" ({percent(won / (won + lost))} are won)" if won + lost else ""
    return f"{won:,} won and {lost:,} lost rounds{usual}"


def _frozen(report: Report, reader: Reader) -> Iterator[Line]:
    for told in report.get("frozen") or ():
        if told.get("auc") is None:
            continue
        between = f"{100 * told['auc_low']:.0f}–{100 * told['auc_high']:.0f}"
        pairs = f"the winner first in {100 * told['auc']:.0f} of 100 pairs ({between})"
        kept = f"{told['pursuits']} pursuits since {_day(told['made_on'], reader)}"
        yield [*labelled("Kept aside for good"), f"{kept}: {pairs}"]


def _ratings(report: Report) -> Iterator[Line]:
    told = report.get("ratings")
    if told:
        used = (
            f"{told['used']} of them weigh in it"
            if told.get("kept")
            else "it is no better with them, so none weigh"
        )
        yield [*labelled("Your team's ratings"), f"{told.get('tried', 0)} tried; {used}"]


def _methods(report: Report) -> Iterator[Block]:
    """How it does beside the base rate and older methods, on the newest fifth."""
    by_name = report.get("splits", {}).get("by_time", {})
    rows = [
        (label, f"{100 * by_name[name]['auc']:.0f}", f"{by_name[name]['brier']:.3f}")
        for name, label in _METHODS.items()
        if name in by_name and by_name[name].get("auc") is not None
    ]
    if rows:
        told = (
            "asked about the newest fifth, which none had seen: the winner first, in so many of 100 pairs; "
        )
        yield _table(
            ["How good, beside older methods", f": {told}and the squared error."],
            (("method", "of 100", "error"), *rows),
        )


def _honesty(report: Report) -> Iterator[Block]:
    rows = [
        (
            f"{100 * band['from']:.0f}–{100 * band['to']:.0f} %",
            percent(band["predicted"]),
            percent(band["happened"]),
            f"{band['n']:,}",
        )
        for band in report.get("calibration") or ()
    ]
    if rows:
        off = _chosen(report).get("ece")
        mean = f": {100 * off:.0f} points off on average" if off is not None else ""
        yield _table(
            ["How honest its percentages are", f"{mean}."], (("band", "said", "came", "looks"), *rows)
        )


def _table(title: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """A bold title, words, and aligned columns; the first to the left, numbers to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    told = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    ]
    said = {"type": "rich_text_section", "elements": [bold(title[0]), {"type": "text", "text": title[1]}]}
    columns = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "\n".join(told)}]}
    return {"type": "rich_text", "elements": [said, columns]}


def _factors(report: Report) -> Iterator[Block]:
    told: list[Line] = [
        [bold(f"{factor['mean_points']:.1f} points"), f"  {clean(factor['label'], 120)}"]
        for factor in (report.get("factors") or ())[:_MOST_FACTORS]
    ]
    if told:
        yield bullets("What drives it (how far it moves a chance, on average)", told)


def _changes(report: Report, reader: Reader) -> Iterator[Block]:
    told = list(_changed(report.get("changes") or {}))
    if told:
        yield bullets(f"What changed since the model of {_version_day(report['changes'], reader)}", told)


def _changed(changes: Report) -> Iterator[str]:
    before, now = (
        sum((changes.get(name) or (0, 0))[side] or 0 for name in ("won", "lost")) for side in (0, 1)
    )
    if now != before:
        yield f"learned from {now:,} closed rounds (before: {before:,})"
    was, is_ = (changes.get("figures") or {}).get("auc") or (None, None)
    if was is not None and is_ is not None:
        yield f"on the newest fifth of its time the winner first in {100 * is_:.0f} of 100 pairs (before: {100 * was:.0f})"
    for factor in (changes.get("factors") or ())[:3]:
        yield f"{clean(factor['label'], 120)}: {factor['now']:.1f} points (before: {factor['before']:.1f})"


def _version_day(changes: Report, reader: Reader) -> str:
    """The day in a version's name."""
    return _day(str(changes.get("since", ""))[:10], reader) or "before"


def _day(iso: str, reader: Reader) -> str:
    try:
        return reader.day(date.fromisoformat(iso))
    except ValueError:
        return ""


def _roll_back(before: str | None) -> list[Element]:
    if before is None:
        return []
    confirm = {
        "title": plain("Roll back?", 100),
        "text": plain(
            f"The model {before} speaks again and all scores are made anew within minutes. The one that speaks now "
            "waits: a click brings it back. Until then no newer model speaks without your word.",
            300,
        ),
        "confirm": plain("Roll back", 30),
        "deny": plain("Cancel", 30),
        "style": "danger",
    }
    return [{**button("Roll back", ROLL_BACK, before), "confirm": confirm}]


def _train() -> Element:
    return button("Train now", TRAIN, "now")


def _chosen(report: Report) -> Report:
    """The figures of the model that is used, on the newest fifth."""
    figures: Report = (
        report.get("splits", {}).get("by_time", {}).get(report.get("chosen", {}).get("by_time"), {})
    )
    return figures


def _figures(model: ModelRecord) -> str:
    """The figures by their names, for whoever wants them."""
    report, figures = model.report, _chosen(model.report)
    base = report.get("splits", {}).get("by_time", {}).get("base_rate", {}).get("brier")
    known = [f"version {model.version}", f"data {report.get('data', '–')}", f"seed {report.get('seed', 0)}"]
    if figures.get("auc") is not None:
        known += [f"AUC {figures['auc']:.3f} ({figures['auc_low']:.2f}–{figures['auc_high']:.2f})"]
    if figures.get("brier") is not None and base is not None:
        known += [f"Brier {figures['brier']:.3f} (base rate {base:.3f})", f"ECE {figures['ece']:.3f}"]
    if figures.get("top_decile_lift") is not None:
        known += [
            f"best tenth {figures['top_decile_lift']:.1f} × usual",
            f"gains {figures['gains_area'] or 0:.2f}",
        ]
    return " · ".join(known)
