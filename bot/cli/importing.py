"""`import`: a company's CSV export into the store, by a mapping file that can be proposed."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.place import new_office, settings_here
from bot.cli.terminal import Json, note, print_json, progress
from ml.errors import Refused

if TYPE_CHECKING:
    from bot.wiring import Office
    from jobs.import_exports import ImportSummary

Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH…", help="CSV files, or folders of them.", exists=True, readable=True),
]
Mapping = Annotated[
    Path | None,
    typer.Option(
        help="The YAML file that says which column is what.", exists=True, dir_okay=False, readable=True
    ),
]
Propose = Annotated[
    bool, typer.Option("--propose", help="Print a first mapping on stdout, with its reasons; store nothing.")
]
Force = Annotated[bool, typer.Option("--force", help="Import even into the store of the sample company.")]


def import_(
    paths: Paths,
    *,
    mapping: Mapping = None,
    propose: Propose = False,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Import CSV exports; importing the same again changes nothing.

    Example: sales-assistant import --propose exports > mapping.yaml

    Example: sales-assistant import exports --mapping mapping.yaml
    """
    settings_here()
    if propose:
        sys.stdout.write(_proposal(paths))
        return
    if mapping is None:
        raise typer.BadParameter(
            "name the mapping file, or --propose to get a first one", param_hint="--mapping"
        )
    from jobs.counting import count_anew

    with new_office() as place:
        refuse_sample(place, force=force)
        summary = _stored(place, paths, mapping)
        count_anew(place.workplace())
    if as_json:
        print_json(asdict(summary) | {"rejects_file": str(summary.rejects_file or "") or None})
    else:
        _tell(summary)


def refuse_sample(place: Office, *, force: bool) -> None:
    """Real data and the sample company do not belong into one store.

    Raises
    ------
    Refused
        When the store holds the sample and nobody insists.
    """
    if place.store.facts.get("sample", False) and not force:
        raise Refused(
            "This store holds the sample company: set DATA_DIR to another folder for your own data, "
            "or insist with --force."
        )


def _proposal(paths: list[Path]) -> str:
    from integrations.mapping_guess import propose_mapping

    return propose_mapping(paths)


def _stored(place: Office, paths: list[Path], mapping: Path) -> ImportSummary:
    from jobs.import_exports import import_exports

    with progress() as report:
        return import_exports(
            place.store,
            paths,
            mapping,
            now=place.clock(),
            rejects_directory=place.settings.rejects_dir,
            regions=place.rules.regions,
            progress=report,
        )


def _tell(summary: ImportSummary) -> None:
    note(
        f"Read {summary.read:,} rows: {summary.stored:,} stored, {summary.unchanged:,} unchanged, "
        f"{summary.rejected:,} rejected."
    )
    if summary.rejected:
        note(f"Each rejected row stands with its reason in {summary.rejects_file}")
    note("Next: `sales-assistant train`, then `sales-assistant score`.")
