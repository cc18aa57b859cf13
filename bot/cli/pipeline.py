"""`pipeline`, `export-training`: every step from the store's rows to judged models, with files to look at."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.place import office
from bot.cli.reports import print_report
from bot.cli.terminal import Json, note, print_json, progress

if TYPE_CHECKING:
    from jobs.pipeline_folder import StepManifest

group = typer.Typer(
    no_args_is_help=True, help="From the store's rows to judged models, step by step, with files to look at."
)
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder of the files.")]
_PIPELINE = Path("pipeline")


@group.command("prepare")
def prepare(*, out: Out = _PIPELINE, as_json: Json = False) -> None:
    """Write the store's tables as models get them: clean, without names, and what was set aside.

    Example: sales-assistant pipeline prepare --out pipeline
    """
    _run("prepare", out, as_json=as_json)


@group.command("preprocess")
def preprocess(*, out: Out = _PIPELINE, as_json: Json = False) -> None:
    """Write the moments from which each round is looked at, with their labels and when each was known."""
    _run("preprocess", out, as_json=as_json)


@group.command("features")
def features(*, out: Out = _PIPELINE, as_json: Json = False) -> None:
    """Write what was known at each of those moments, after the leak screen, and what the screen found."""
    _run("features", out, as_json=as_json)


@group.command("train")
def train(*, out: Out = _PIPELINE, as_json: Json = False) -> None:
    """Train and judge every model on those files; the models lie beside them and do not speak."""
    _run("train", out, as_json=as_json)


@group.command("evaluate")
def evaluate(*, out: Out = _PIPELINE, as_json: Json = False) -> None:
    """Show how good those models are, linear, forest and SVM side by side."""
    _run("evaluate", out, as_json=as_json)


def export_training(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")] = Path(
        "training.csv"
    ),
) -> None:
    """Write the training table, each label with the stage change it comes from; the export is audited.

    Example: sales-assistant export-training --out training.csv
    """
    from jobs.export_training import export_training

    with office() as place:
        rows = export_training(place.store, out, now=place.clock())
    note(f"{rows:,} rows written to {out}; what each column means is in {out.stem}.dictionary.csv beside it.")


def _run(step: str, out: Path, *, as_json: bool) -> None:
    from jobs.pipeline import Pipeline
    from jobs.pipeline_folder import PipelineFolder

    folder = PipelineFolder(out)
    with office() as place, progress() as report:
        pipeline = Pipeline(place.store, folder, place.clock(), progress=report, tell=note)
        made = pipeline.run(step)
    documents = {"train": "report.json", "evaluate": "evaluation.json"}
    told: dict[str, Any] = folder.document(documents[step]) if step in documents else asdict(made)
    if as_json:
        print_json(told)
        return
    if step == "evaluate":
        print_report(told)
    _list(made, out)


def _list(made: StepManifest, out: Path) -> None:
    for name, file in made.files.items():
        rows = f", {file['rows']:,} row{'' if file['rows'] == 1 else 's'}" if "rows" in file else ""
        note(f"{out / name}{rows}")
