"""`people`: who is of the team, what each may see, and when each wants to be reminded."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.place import new_office, office
from bot.cli.terminal import Json, note, print_json, print_table
from bot.wiring import Office
from ml.errors import BadInput
from ml.messages import Preferences
from ml.records import Person, Role

group = typer.Typer(no_args_is_help=True, help="Who is of the team: add, set, remove, list.")
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="Their e-mail, as Slack knows it.")]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK_TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d", re.ASCII)


class Switch(StrEnum):
    """On or off."""

    ON = "on"
    OFF = "off"


@group.command("add")
def add(
    email: Email,
    *,
    name: Annotated[
        str | None, typer.Option(help="Their name, as the CRM names the owner of a deal.")
    ] = None,
    role: Annotated[Role | None, typer.Option(help="What they may see.", show_default="rep")] = None,
    time_zone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Such as Asia/Singapore; else the team's TIME_ZONE.")
    ] = None,
    slack_id: Annotated[
        str | None, typer.Option(metavar="U…", help="Their Slack member id, where the e-mail differs.")
    ] = None,
) -> None:
    """Add a person, or change the one with this e-mail.

    The pursuits whose owner has this name or e-mail become theirs.

    Example: sales-assistant people add mei@firm.sg --name "Mei Lin" --role rep --time-zone Asia/Singapore
    """
    with new_office() as place:
        known = place.store.people.by_email(email)
        if known is None and not name:
            raise BadInput(f"Say who {email} is: add --name, as the CRM names the owner of a deal.")
        before = known or Person(email, name or "", time_zone=place.settings.time_zone.key)
        after = replace(
            before,
            name=name or before.name,
            role=role or before.role,
            time_zone=time_zone or before.time_zone,
            slack_id=slack_id or before.slack_id,
        )
        saved = place.store.people.add(after)
    note(f"{saved.name} is {'changed' if known else 'added'} as {saved.role.value}.")


@group.command("set")
def set_reminders(
    email: Email,
    *,
    reminder_time: Annotated[
        str | None, typer.Option(metavar="HH:MM", help="When the daily message comes, by their own clock.")
    ] = None,
    reminders: Annotated[Switch | None, typer.Option(help="Whether it comes at all.")] = None,
    days: Annotated[
        str | None, typer.Option(metavar="mon-fri", help="On which days; never on a public holiday.")
    ] = None,
    budget: Annotated[
        int | None, typer.Option(help="How many pursuits it names at most.", min=1, max=10)
    ] = None,
) -> None:
    """Set when a person wants the daily message; what is not named stays as it is.

    Example: sales-assistant people set mei@firm.sg --reminder-time 08:30 --reminders on --days mon-thu,sat
    """
    with office() as place:
        person = _known(place, email)
        before = place.store.preferences.of(person.id)
        after = replace(
            before,
            reminders=before.reminders if reminders is None else reminders is Switch.ON,
            at=before.at if reminder_time is None else clock_time(reminder_time),
            days=before.days if days is None else weekdays(days),
            budget=before.budget if budget is None else budget,
        )
        place.store.preferences.put(person.id, after)
    note(f"{person.name} {_in_words(after, person.time_zone)}.")


@group.command("remove")
def remove(email: Email) -> None:
    """Remove a person; their pursuits stay, without an owner here."""
    with office() as place:
        _known(place, email)
        place.store.people.remove(email)
    note(f"{email} is removed.")


@group.command("list")
def list_people(*, as_json: Json = False) -> None:
    """List the people of the team."""
    with office() as place:
        people = place.store.people.all()
    if as_json:
        print_json([_document(person) for person in people])
        return
    rows = [tuple(_document(person).values()) for person in people]
    print_table(("E-mail", "Name", "Role", "Time zone", "Slack"), rows)


def _known(place: Office, email: str) -> Person:
    person = place.store.people.by_email(email)
    if person is None:
        raise BadInput(f"Nobody of the team has the e-mail {email}.")
    return person


def clock_time(text: str) -> time:
    """The time of day that `HH:MM` names.

    >>> clock_time("8:30")
    datetime.time(8, 30)

    Raises
    ------
    BadInput
        When it names none.
    """
    if not _CLOCK_TIME.fullmatch(text.strip()):
        raise BadInput(f"“{text}” is no time of day; write one like 09:00.")
    hour, _, minute = text.strip().partition(":")
    return time(int(hour), int(minute))


def weekdays(text: str) -> frozenset[int]:
    """The ISO weekdays, 1 = Monday, that a text such as `mon-thu,sat` names.

    >>> sorted(weekdays("sun-tue, fri"))
    [1, 2, 5, 7]

    Raises
    ------
    BadInput
        When it names none, or something else.
    """
    found = set[int]()
    for part in text.lower().split(","):
        ends = [_weekday(end.strip()) for end in part.split("-")]
        if None in ends or len(ends) > 2:  # noqa: PLR2004 - a day, or from one to another
            raise BadInput(f"“{text}” names no days; write them like mon-fri or mon,wed,fri.")
        first, last = ends[0] or 0, ends[-1] or 0
        found |= {(first + number) % 7 + 1 for number in range((last - first) % 7 + 1)}
    return frozenset(found)


def _weekday(text: str) -> int | None:
    """Which day a name or its first letters, at least three, stand for, 0 = Monday."""
    fits = (number for number, name in enumerate(WEEKDAYS) if name.startswith(text))
    return next(fits, None) if len(text) >= 3 else None  # noqa: PLR2004 - so many tell the days apart


def _in_words(wanted: Preferences, zone: str) -> str:
    if not wanted.reminders:
        return "is not reminded"
    days = ", ".join(WEEKDAYS[day - 1][:3] for day in sorted(wanted.days))
    most = "1 pursuit" if wanted.budget == 1 else f"{wanted.budget} pursuits"
    return f"is reminded at {wanted.at:%H:%M} ({zone}) on {days}, of {most} at most"


def _document(person: Person) -> dict[str, str | None]:
    return {
        "email": person.email,
        "name": person.name,
        "role": person.role.value,
        "time_zone": person.time_zone,
        "slack_id": person.slack_id,
    }
