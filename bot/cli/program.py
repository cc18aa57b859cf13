"""The program: every command in the order in which a newcomer needs it, and how it ends.

Exit 0: done. Exit 1: refused or failed, with one sentence on stderr. Exit 2: used wrongly.
"""

from __future__ import annotations

import logging
import sys
from importlib.metadata import version
from types import TracebackType
from typing import Annotated

import typer
from typer.main import get_command

from bot.cli import (
    asking,
    assessing,
    drafting,
    exploring,
    fields,
    importing,
    jobs,
    learning,
    metrics,
    people,
    pipeline,
    privacy,
    reading,
    redacting,
    running,
    syncing,
    tagging,
    user_testing,
)
from bot.cli.terminal import note
from ml.errors import SalesAssistantError

HELP = """A sales assistant that lives in Slack: scored leads with their reasons, from your own history.

**Try it:** `sales-assistant demo` makes a sample company and opens a local Slack workspace page.

**Your own data:** `people add` your team, `import --propose` a mapping, `import`, `train`, `score`, then `say "/lead NAME" --as EMAIL`.

**In Slack:** `manifest`, then the tokens (docs/slack.md), `doctor`, `serve`.

Is there anything in your data at all? `assess FILE --outcome COLUMN --positive VALUE`.
"""

program = typer.Typer(
    name="sales-assistant",
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS = (
    ("demo", "See it", running.demo),
    ("say", "See it", asking.say),
    ("leads", "See it", asking.leads),
    ("metrics", "See it", metrics.metrics),
    ("user-testing", "See it", user_testing.user_testing),
    ("redact", "See it", redacting.redact),
    ("pitch", "See it", drafting.pitch),
    ("tag", "See it", tagging.tag),
    ("summarize", "See it", reading.summarize),
    ("privacy-preview", "See it", drafting.privacy_preview),
    ("import", "Your data", importing.import_),
    ("sync", "Your data", syncing.sync),
    ("offer", "Your data", drafting.offer),
    ("assess", "Your data", assessing.assess),
    ("explore", "Your data", exploring.explore),
    ("train", "Models", learning.train),
    ("evaluate", "Models", learning.evaluate),
    ("score", "Models", learning.score),
    ("export-training", "Models", pipeline.export_training),
    ("export", "Your data", privacy.export),
    ("forget", "Your data", privacy.forget),
    ("serve", "Running it", running.serve),
    ("migrate", "Running it", running.migrate),
    ("manifest", "Running it", running.manifest),
    ("doctor", "Running it", asking.doctor),
    ("status", "Running it", asking.status),
)

for _name, _panel, _function in COMMANDS:
    program.command(_name, rich_help_panel=_panel)(_function)
program.add_typer(syncing.group, name="mapping", rich_help_panel="Your data")
program.add_typer(fields.group, name="fields", rich_help_panel="Your data")
program.add_typer(jobs.group, name="jobs", rich_help_panel="Running it")
program.add_typer(pipeline.group, name="pipeline", rich_help_panel="Models")
program.add_typer(people.group, name="people", rich_help_panel="Your data")


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it
    if asked:
        typer.echo(version("sales-assistant"))
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
]


@program.callback()
def _options(*, show_version: Version = False) -> None:
    """Nothing but the options of the program itself; the help is `HELP`."""


def run() -> None:
    """Run the command that was typed; a designed error becomes one sentence and exit 1."""
    sys.excepthook = _own_fault
    try:
        get_command(program)()
    except SalesAssistantError as error:
        note(str(error))
        sys.exit(1)


def _own_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Says that it is our fault; where, with LOG_LEVEL=DEBUG."""
    if isinstance(error, KeyboardInterrupt):
        note("Stopped.")
        return
    logging.getLogger(__name__).debug("unexpected", exc_info=(kind, error, trace))
    note(
        f"Something went wrong that is our own fault ({kind.__name__}); LOG_LEVEL=DEBUG shows where, for a report."
    )
