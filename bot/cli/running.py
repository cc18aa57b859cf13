"""`demo`, `serve`, `migrate`, `manifest`: running the product."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.place import settings_here
from bot.cli.terminal import note, print_json, progress


def demo(
    *,
    port: Annotated[
        int | None,
        typer.Option(
            help="The page's port; without it PORT, or a free one where that is taken.", max=65535, min=0
        ),
    ] = None,
    serve_page: Annotated[
        bool,
        typer.Option(" /--no-serve", help="Stop when all is made, trained and scored.", show_default=False),
    ] = True,
) -> None:
    """Make a sample company, train, score, and serve a local Slack workspace page.

    What is already done is not done again. The sample has its own store: it never mixes with your data.
    """
    from bot import demo as demonstration

    settings = settings_here()
    with demonstration.ready_office(settings, progress) as office:
        if serve_page:
            demonstration.serve_page(office, port, note)


def serve(
    *,
    with_jobs: Annotated[
        bool,
        typer.Option(
            "--with-jobs/--no-jobs", help="Start the worker process beside the web process, or not."
        ),
    ] = True,
) -> None:
    """Serve Slack: over a socket when SLACK_APP_TOKEN is set, over HTTP at /slack/events with SLACK_SIGNING_SECRET."""
    from bot import serve as serving

    serving.serve(settings_here(quiet=False), with_jobs=with_jobs)


def migrate() -> None:
    """Bring the store to this version's tables, making it where there is none; safe to run again."""
    from bot.wiring import build_new

    settings = settings_here()
    build_new(settings).store.close()
    note(f"The store ({settings.store_kind}) is ready.")


def manifest(
    *,
    url: Annotated[
        str | None,
        typer.Option(metavar="https://…", help="Your public address, for HTTP; without it Socket Mode."),
    ] = None,
) -> None:
    """Print the Slack app manifest: paste it at api.slack.com/apps, Create New App, From a manifest.

    Example: sales-assistant manifest > manifest.json
    """
    from bot.manifest import manifest as slack_manifest

    print_json(slack_manifest(url))
