"""Runs the benchmarks and prints their figures beside the bars: `python -m tests.benchmarks [--quick] [NAME…]`.

A benchmark is a module of this folder with `TITLE` and `run(quick)`, which gives rows of
(what, measured, bar, reached).
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table


def names() -> list[str]:
    """The benchmarks of this folder, by the names of their modules."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return [file.stem for file in files if "\ndef run(" in file.read_text(encoding="utf-8")]


def measure(benchmark: ModuleType, console: Console, *, quick: bool) -> bool:
    """Run one benchmark and print its table; says whether every bar was reached."""
    table = Table("what", "measured", "bar", "reached", title=benchmark.TITLE, title_justify="left")
    reached = True
    for what, measured, bar, ok in benchmark.run(quick):
        table.add_row(what, measured, bar, "[green]yes[/]" if ok else "[red]no[/]")
        reached &= ok
    console.print(table)
    return reached


def main() -> int:
    """Exit 0 when every bar was reached."""
    known = names()
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*known, []], help="which; all when none is named")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, to see that they run")
    options = parser.parse_args()
    console = Console(width=120)
    wanted = options.name or known
    results = [
        measure(import_module(f"tests.benchmarks.{name}"), console, quick=options.quick) for name in wanted
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
