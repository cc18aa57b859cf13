"""What a command shows: documents and tables on stdout, sentences and progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

Report = Callable[[str, int, int | None], None]

Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON document on stdout, and nothing else there.")
]


def out() -> Console:
    """Where tables go: stdout."""
    from rich.console import Console

    return Console(highlight=False)


def err() -> Console:
    """Where sentences and progress go: stderr."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def print_json(document: Any) -> None:
    """One JSON document on stdout; a number that is none is a bug and raises."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n")


def note(sentence: str) -> None:
    """A sentence for the person at the terminal, on stderr."""
    sys.stderr.write(sentence + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """A table on stdout; numbers stand right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, padding=0, pad_edge=False)
    rows = [tuple(row) for row in rows]
    for index, column in enumerate(columns):
        numeric = all(isinstance(row[index], int | float) for row in rows) and bool(rows)
        table.add_column(Text(column), justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(Text("–" if cell is None else str(cell)) for cell in row))
    console = out()
    if title:
        console.print(title, markup=False, style="bold")
    console.print(table)


@contextmanager
def progress() -> Iterator[Report]:
    """A progress bar per kind of work on stderr; plain sentences where stderr is no terminal."""
    console = err()
    if not console.is_terminal:
        yield _plain_report()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        yield _bar_report(bars)


def _plain_report() -> Report:
    """Names each kind of work once, when it begins."""
    begun = set[str]()

    def report(what: str, *_: object) -> None:
        if what not in begun:
            begun.add(what)
            note(f"{what} …")

    return report


def _bar_report(bars: Any) -> Report:
    """Moves the bar of each kind of work."""
    tasks = dict[str, Any]()

    def report(what: str, done: int, total: int | None) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=total)
        bars.update(tasks[what], completed=done, total=total)

    return report
