"""`people`: who is of the team, and what each may see."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from bot.cli.place import new_office, office
from bot.cli.terminal import Json, note, print_json, print_table
from ml.errors import BadInput
from ml.records import Person, Role

group = typer.Typer(no_args_is_help=True, help="Who is of the team: add, remove, list.")
Email = Annotated[str, typer.Argument(metavar="EMAIL", help="Their e-mail, as Slack knows it.")]


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


@group.command("remove")
def remove(email: Email) -> None:
    """Remove a person; their pursuits stay, without an owner here."""
    with office() as place:
        if place.store.people.by_email(email) is None:
            raise BadInput(f"Nobody of the team has the e-mail {email}.")
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


def _document(person: Person) -> dict[str, str | None]:
    return {
        "email": person.email,
        "name": person.name,
        "role": person.role.value,
        "time_zone": person.time_zone,
        "slack_id": person.slack_id,
    }
