"""Where a command works: the settings of this environment and the office they describe."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.settings import Settings
from bot.wiring import Office, build, build_new
from ml.errors import BadInput
from ml.records import Person

As = Annotated[
    str, typer.Option("--as", metavar="EMAIL", help="Who asks: the e-mail or the name of one of your people.")
]


def settings_here(*, quiet: bool = True) -> Settings:
    """The settings of this environment and directory, with the logs set up.

    Parameters
    ----------
    quiet
        Only warnings are logged, unless LOG_LEVEL asks for DEBUG: a command speaks for itself.
    """
    settings = Settings.read(os.environ, Path.cwd())
    logs.set_up(settings, quiet=quiet)
    return settings


def office() -> Office:
    """The office over the store that is there."""
    return build(settings_here())


def new_office() -> Office:
    """The office over the store, which is made where there is none."""
    return build_new(settings_here())


def person(office: Office, who: str) -> Person:
    """The person with this e-mail, else with this name.

    Raises
    ------
    BadInput
        When there is none, or several share the name.
    """
    people = office.store.people.all()
    wanted = who.strip().casefold()
    by_email = [one for one in people if one.email.casefold() == wanted]
    found = by_email or [one for one in people if one.name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"Several people are called “{who}”: use the e-mail instead.")
    raise BadInput(
        f"Nobody of the team is called “{who}”: "
        "`sales-assistant people list` shows who is there, `people add` adds somebody."
    )
