"""`explore`: the data of the store on one page, looked at before anything is learned from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.place import office
from bot.cli.terminal import note, progress
from ml.errors import NotEnoughData, Refused, Unavailable

Out = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="Where to; an earlier report there is replaced.")
]
_MARKED_WITHIN = 500  # characters


def explore(*, out: Out = Path("report.html")) -> None:
    """Look at the data on one page that needs no network: gaps, rejects, the funnel, talks, drift.

    Example: sales-assistant explore --out november.html
    """
    from bot.report.page import page
    from jobs.explore import explore as look

    _refuse_to_replace(out)
    with office() as place, progress() as told:
        report = look(place.store, now=place.clock(), zone=place.rules.zone, progress=told)
        if not report.sections:
            raise NotEnoughData(report.about)
        total = len(report.sections)
        html = page(report, drawn=lambda done: told("Drawing", done, total))
        _write(out, html)
        pursuits = place.store.counts()["pursuits"]
        place.store.audit.write(
            who="command line", did="explore", about="all pursuits", rows=pursuits, at=place.clock()
        )
    note(f"Written to {out.resolve()}; open it in a browser.")


def _refuse_to_replace(out: Path) -> None:
    """Only an earlier report is written over."""
    from bot.report.page import MARK

    try:
        with out.open(encoding="utf-8", errors="replace") as file:
            begins = file.read(_MARKED_WITHIN)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritable(out) from error
    if MARK not in begins:
        raise Refused(f"{out} is there and is no report of `explore`; choose another file with --out.")


def _write(out: Path, html: str) -> None:
    try:
        out.write_text(html, encoding="utf-8")
    except OSError as error:
        raise _unwritable(out) from error


def _unwritable(out: Path) -> Unavailable:
    return Unavailable(f"{out} cannot be written; choose another file with --out.")
