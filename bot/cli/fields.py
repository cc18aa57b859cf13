"""`fields`: what a language model would fill into empty cells, and what a person says to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.place import As, office, person
from bot.cli.terminal import Json, note, print_json, print_table
from ml.errors import Refused

if TYPE_CHECKING:
    from integrations.store.field_proposals import FieldProposal

group = typer.Typer(
    no_args_is_help=True, help="Empty cells that the language model would fill; you accept or refuse each."
)
Ids = Annotated[
    list[int], typer.Argument(metavar="ID…", help="Numbers of proposals, as `fields list` has them.")
]


@group.command("propose")
def propose(
    *, limit: Annotated[int, typer.Option(min=1, max=1000, help="How many companies at most.")] = 20
) -> None:
    """Ask the language model what belongs into empty cells, from redacted notes; nothing is changed."""
    from integrations.redaction import Redactor
    from jobs.fill_fields import propose_fields

    with office() as place:
        writer, regions = place.systems.writer, place.settings.phone_regions
        if writer is None:
            raise Refused("No language model is configured: set LANGUAGE_MODEL, see docs/settings.md.")
        redactor_of = partial(Redactor, regions=regions)
        found = propose_fields(place.store, writer, redactor_of, now=place.clock(), limit=limit)
    if found.reason and not found.asked:
        raise Refused(found.reason)
    note(f"{found.proposed} proposals from {found.asked} companies. {found.reason}".rstrip())


@group.command("list")
def list_fields(*, as_json: Json = False) -> None:
    """List the proposals that nobody decided on yet, each with the words it was read from."""
    with office() as place:
        found = place.store.field_proposals.listed()
    if as_json:
        print_json([_document(one) for one in found])
        return
    rows = [(one.id, one.name, one.field, one.original or None, one.proposed, one.because) for one in found]
    print_table(("ID", "Of", "Field", "Now", "Proposed", "Because"), rows)


@group.command("accept")
def accept(ids: Ids, *, who: As) -> None:
    """Write proposed values into their cells; each stays marked as filled, with what stood there before."""
    from jobs.fill_fields import accept_field

    with office() as place:
        by = person(place, who)
        _each(ids, "accepted", lambda id_: accept_field(place.store, id_, by, place.clock()))


@group.command("refuse")
def refuse(ids: Ids, *, who: As) -> None:
    """Put proposals aside; they do not come again."""
    with office() as place:
        by = person(place, who)
        _each(ids, "refused", lambda id_: place.store.field_proposals.refuse(id_, by.id, place.clock()))


def _each(ids: list[int], done: str, decide: Callable[[int], FieldProposal]) -> None:
    for id_ in dict.fromkeys(ids):
        decided = decide(id_)
        note(f"{id_}: {decided.field} of {decided.name} = {decided.proposed}, {done}.")


def _document(one: FieldProposal) -> dict[str, object]:
    return {**asdict(one), "at": one.at.isoformat()}
