"""`train`, `evaluate`, `score`: the models of the company's own history."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.cli.place import office
from bot.cli.reports import print_report
from bot.cli.terminal import Json, note, print_json, progress
from ml.errors import NotEnoughData

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only show what would be written to HubSpot; write nothing there.")
]


def train(*, as_json: Json = False) -> None:
    """Train every model on the store's history, judge and save them.

    The report is kept and is shown again by `evaluate`. Afterwards: sales-assistant score
    """
    from jobs.train_models import train_models

    with office() as place, progress() as report:
        trained = train_models(
            place.store,
            place.model_files,
            now=place.clock(),
            learn_from_model=place.settings.learn_from_language_model,
            progress=report,
        )
    _show(trained, as_json=as_json)


def evaluate(*, as_json: Json = False) -> None:
    """Show how good the current models are, each beside the base rate and the majority rate."""
    with office() as place:
        models = place.store.models.speaking()
    if not models:
        raise NotEnoughData("No model is trained yet: run `sales-assistant train` first.")
    _show({model.question: model.report for model in models}, as_json=as_json)


def score(*, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Score every pursuit with the current models, so that an answer in Slack only reads a row.

    Where HUBSPOT_WRITE_SCORES is 1, the scores that changed are written to HubSpot as well.
    """
    from jobs.after_sync import scores_to_write, write_scores_back
    from jobs.counting import count_anew
    from jobs.score_pursuits import score_pursuits

    with office() as place, progress() as report:
        summary = score_pursuits(place.store, place.model_files, now=place.clock(), progress=report)
        shown = scores_to_write(place.workplace()) if dry_run else ()
        written = 0 if dry_run else write_scores_back(place.workplace())
        count_anew(place.workplace())
    for line in shown:
        note(line)
    if as_json:
        print_json(asdict(summary))
    else:
        note(f"{summary.scored:,} pursuits scored in {summary.seconds:.1f} s.")
        if written:
            note(f"{written:,} scores written to HubSpot.")


def _show(report: dict[str, Any], *, as_json: bool) -> None:
    from ml.side_by_side import with_side_by_side

    told = with_side_by_side(report)
    if as_json:
        print_json(told)
    else:
        print_report(told)
