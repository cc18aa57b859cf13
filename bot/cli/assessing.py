"""`assess`: does a table hold any signal? Every model on it, before anything is connected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.reports import print_report
from bot.cli.terminal import Json, print_json, progress
from ml.errors import BadInput

if TYPE_CHECKING:
    import pandas as pd

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A CSV file with a header, plain or .gz.",
        exists=True,
        dir_okay=False,
        readable=True,
    ),
]
Outcome = Annotated[str, typer.Option(metavar="COL", help="The column that says how it ended.")]
Positive = Annotated[str, typer.Option(metavar="VALUE", help="What stands there when it was won.")]
ByTime = Annotated[
    str | None, typer.Option(metavar="COL", help="The column that says when; the newest fifth is held out.")
]
InOrder = Annotated[
    bool, typer.Option("--rows-in-order", help="The rows stand in order of time, oldest first.")
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="COL", help="A column that was not known beforehand; may be repeated."),
]
Separator = Annotated[
    str | None, typer.Option(metavar="S", help="What stands between two cells; found out where not given.")
]


def assess(
    file: File,
    *,
    outcome: Outcome,
    positive: Positive,
    by_time: ByTime = None,
    rows_in_order: InOrder = False,
    exclude: Exclude = None,
    separator: Separator = None,
    as_json: Json = False,
) -> None:
    """Find out whether a table holds any signal: every model on it, beside the base rate, on rows it had not seen.

    Columns that give the answer away are named and left out. Nothing is stored.

    Example: sales-assistant assess deals.csv --outcome stage --positive Won --by-time created --exclude close_value
    """
    from ml.assess import AssessOptions, assess_table

    if by_time and rows_in_order:
        raise typer.BadParameter("name a column or say --rows-in-order, not both", param_hint="--by-time")
    options = AssessOptions(outcome, positive, by_time, rows_in_order, tuple(exclude or ()))
    with progress() as report:
        found = assess_table(read_table(file, separator), options, progress=report)
    if as_json:
        print_json(found)
    else:
        print_report(found)


def read_table(file: Path, separator: str | None = None) -> pd.DataFrame:
    """The whole file as text cells.

    Raises
    ------
    BadInput
        When it is no CSV, or a row does not fit its header; names the row.
    """
    import pandas as pd

    from integrations.csv_reading import open_csv

    table = open_csv(file, separator=separator)
    cells = []
    for record in table.records():
        if record.fault:
            raise BadInput(f"{file.name}, row {record.row}: {record.fault}.")
        cells.append(record.cells)
    return pd.DataFrame(cells, columns=list(table.header), dtype="str")
