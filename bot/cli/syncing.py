"""`sync` and `mapping`: what the connected systems hold into the store, and which of their stages is which state."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.importing import Force, refuse_sample
from bot.cli.place import new_office, office
from bot.cli.terminal import Json, note, out, print_json, print_table, progress
from ml.errors import Refused

if TYPE_CHECKING:
    from bot.wiring import Office
    from jobs.sync_systems import SyncOutcome

group = typer.Typer(no_args_is_help=True, help="Which stage of HubSpot is which funnel state: show, accept.")


class System(StrEnum):
    """The systems that can be read."""

    HUBSPOT = "hubspot"
    AIRCALL = "aircall"
    TWILIO = "twilio"
    FOLDER = "folder"


Only = Annotated[System | None, typer.Option(help="Read only this system.")]
Full = Annotated[
    bool, typer.Option("--full", help="Read everything again; takes back what was deleted or merged away.")
]
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Read again what changed since this day (UTC)."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what is new or changed; store and write nothing.")
]
Propose = Annotated[
    bool, typer.Option("--propose-mapping", help="Write a first guess of the stages into mapping.yaml, with its reasons.")
]  # fmt: skip


def sync(
    *,
    only: Only = None,
    full: Full = False,
    since: Since = None,
    dry_run: DryRun = False,
    propose_mapping: Propose = False,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Read what is new or changed in HubSpot, Aircall, Twilio and the folder of recordings.

    The first run reads everything; one that broke off goes on where it stopped. Running it again changes nothing.

    Example: sales-assistant sync --propose-mapping

    Example: sales-assistant sync --only hubspot --full
    """
    with new_office() as place:
        refuse_sample(place, force=force)
        if propose_mapping:
            _propose(place)
            return
        outcome = _synced(place, only, since, full=full, dry_run=dry_run)
    _show(outcome, as_json=as_json)
    if outcome.failures:
        raise Refused(" ".join(str(error) for error in outcome.failures.values()))


def _synced(
    place: Office, only: System | None, since: datetime | None, *, full: bool, dry_run: bool
) -> SyncOutcome:
    from datetime import UTC

    from jobs.after_sync import after_sync
    from jobs.counting import count_anew
    from jobs.sync_crm import SyncOrder
    from jobs.sync_systems import sync_systems

    followed = None
    order = SyncOrder(full=full, since=since.replace(tzinfo=UTC) if since else None, dry_run=dry_run)
    with progress() as report:
        outcome = sync_systems(place.workplace(), order, only=only.value if only else None, progress=report)
        if outcome.summaries and not dry_run:
            followed = after_sync(place.workplace(), progress=report)
            count_anew(place.workplace())
    for sentence in followed.remarks() if followed else ():
        note(sentence)
    return outcome


def _propose(place: Office) -> None:
    from jobs.crm_stages import propose_mapping

    crm = place.systems.crm
    if crm is None:
        raise Refused("HubSpot is not connected: set HUBSPOT_TOKEN; docs/hubspot.md shows where it is made.")
    file, _ = propose_mapping(crm, place.rules.mapping_file)
    note(f"A first mapping is in {file}: look at it, correct it, then `sales-assistant mapping accept`.")


_COLUMNS = ("new", "changed", "unchanged", "quarantined", "requests", "floor")


def _show(outcome: SyncOutcome, *, as_json: bool) -> None:
    documents = {name: _document(summary) for name, summary in outcome.summaries.items()}
    if as_json:
        if documents:
            print_json(documents)
        return
    if documents:
        rows = [(name, one["read"], *(one[key] for key in _COLUMNS)) for name, one in documents.items()]
        print_table(("System", "Read", *(column.capitalize() for column in _COLUMNS)), rows)
    for name, one in documents.items():
        for sentence in _remarks(name, one):
            note(sentence)


def _document(summary: Any) -> dict[str, Any]:
    return {"read": summary.read, **asdict(summary)}


def _remarks(name: str, one: dict[str, Any]) -> list[str]:
    """What somebody should know or do after a sync."""
    remarks = list(one.get("notes", ()))
    if one.get("unknown_stages"):
        stages = ", ".join(one["unknown_stages"])
        remarks.append(
            f"The mapping does not know {stages}: add it to mapping.yaml and accept that, then sync again."
        )
    if one["quarantined"]:
        remarks += [f"{name}: {number:,} × {reason}" for reason, number in one.get("problems", {}).items()]
        remarks.append(
            f"{name}: {one['quarantined']:,} records were set aside; `sales-assistant status` has the reasons."
        )
    if one.get("unmatched"):
        remarks.append(f"{name}: {one['unmatched']:,} calls fit no contact's number.")
    return remarks


# --- the mapping --------------------------------------------------------------------------------------------------


@group.command("show")
def show() -> None:
    """Show which stage is which funnel state, with the reasons, and whether it is in force."""
    from jobs.crm_stages import show_mapping

    with office() as place:
        shown = show_mapping(place.store, place.rules.mapping_file)
    out().print(shown.text.rstrip(), markup=False)
    if shown.unknown_stages:
        note(f"Not in it: {', '.join(shown.unknown_stages)}.")
    if shown.in_force:
        note(f"In force since {shown.accepted_at}.")
    else:
        note("Not in force yet: `sales-assistant mapping accept` puts it into force.")


@group.command("accept")
def accept() -> None:
    """Put the mapping of mapping.yaml into force; what was read before is told anew by it."""
    from jobs.crm_stages import accept_mapping
    from jobs.sync_systems import tell_anew

    with new_office() as place, progress() as report:
        now = place.clock()
        mapping = accept_mapping(place.store, place.rules.mapping_file, now=now)
        tell_anew(place.store, place.rules, now=now, progress=report)
    note(
        f"{len(mapping.stages)} stages are in force. Next: `sales-assistant sync`, then `sales-assistant train`."
    )
