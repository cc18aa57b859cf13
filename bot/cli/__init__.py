"""The command line `sales-assistant`: one module per group of commands, all listed in `program`."""

from __future__ import annotations


def main() -> None:
    """Run the command that was typed.

    The program is imported here: a web process that is spawned from this script needs none of it.
    """
    from bot.cli.program import run

    run()
