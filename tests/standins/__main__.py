"""Serves one of the stand-ins until it is stopped: `python -m tests.standins hubspot --port 4010`.

A stand-in is a module of this folder with `add_options(parser)` and `serve(options)`, which gives a `StandIn`
that is not started yet and the lines to tell whoever tries it: settings to put into `.env`.
"""

from __future__ import annotations

import argparse
import sys
import threading
from importlib import import_module
from pathlib import Path


def names() -> list[str]:
    """The stand-ins of this folder, by the names of their modules."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return [file.stem for file in files if "\ndef serve(" in file.read_text(encoding="utf-8")]


def read_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Which stand-in, and what it needs to know."""
    parser = argparse.ArgumentParser(prog="python -m tests.standins", description=__doc__)
    each = parser.add_subparsers(dest="name", required=True)
    for name in names():
        module = import_module(f"tests.standins.{name}")
        one = each.add_parser(name, help=(module.__doc__ or "").splitlines()[0])
        one.add_argument("--port", type=int, default=0, help="where to listen; any free port by default")
        module.add_options(one)
    return parser.parse_args(arguments)


def main() -> int:
    """Serve until Ctrl-C."""
    options = read_options()
    standin, lines = import_module(f"tests.standins.{options.name}").serve(options)
    with standin:
        # Lines may name the address, which is known only now.
        sys.stdout.write("\n".join(line.format(url=standin.url) for line in lines) + "\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
