"""`jobs`: what happens without being asked: list it, do one of them, tick as the worker does."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.place import office, settings_here
from bot.cli.terminal import Json, note, print_json, print_table
from ml.errors import BadInput, Refused

if TYPE_CHECKING:
    from integrations.store.deliveries import UnknownDelivery
    from jobs.job import Job, Workplace
    from jobs.scheduler import Ticked

group = typer.Typer(no_args_is_help=True, help="What happens without being asked: list, run, tick.")
Name = Annotated[str, typer.Argument(metavar="NAME", help="Which job, by its name in the list.")]


@group.command("list")
def list_jobs(*, as_json: Json = False) -> None:
    """List the jobs: when each runs, when it ran last and how that ended, when it is next."""
    from jobs.catalogue import JOBS

    with office() as place:
        workplace = place.workplace()
        jobs = [_document(job, workplace) for job in JOBS]
        unknown = place.store.deliveries.unknowns()
    if as_json:
        told = [asdict(one) for one in unknown]
        print_json([{**job, "unknown": told} if job["job"] == "deliver" else job for job in jobs])
        return
    columns = ("Job", "When", "Last run", "Next run", "Outcome")
    print_table(
        columns, [(one["job"], one["when"], one["last_run"], one["next_run"], one["outcome"]) for one in jobs]
    )
    for one in unknown:
        note(_unknown(one))


@group.command("run")
def run_one(name: Name) -> None:
    """Do one job now, due or not; never while another process is at it.

    Example: sales-assistant jobs run "weekly metrics"
    """
    from integrations.store.exclusive import Taken
    from jobs.job import run_asked

    with office() as place:
        job = _named(name)
        try:
            outcome = run_asked(job, place.workplace())
        except Taken:
            raise Refused(f"Another process is at the job {job.name}; wait until it has ended.") from None
    note(f"{job.name}: {outcome}")


@group.command("tick")
def tick_once(
    *,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="ISO_TIME", help="Play this moment; without a zone it is of the team's TIME_ZONE."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Do every job that is due, as the worker does all the time; safe beside it.

    Example: sales-assistant jobs tick --at 2026-12-01T09:00+08:00 --json
    """
    from bot.wiring import build
    from bot.wiring import clock as wall_clock
    from jobs.catalogue import JOBS
    from jobs.scheduler import tick

    settings = settings_here()
    played = None if at is None else moment(at, settings.time_zone)
    clock = (lambda: played) if played else wall_clock
    with build(settings, clock=clock) as place:
        ticked = tick(replace(place.workplace(), played=played is not None), JOBS)
    _show(ticked, as_json=as_json)


def moment(text: str, zone: ZoneInfo) -> datetime:
    """The moment (UTC) that an ISO text names; one without a zone is of this zone.

    >>> moment("2026-12-01T09:00", ZoneInfo("Asia/Singapore")).isoformat()
    '2026-12-01T01:00:00+00:00'

    Raises
    ------
    BadInput
        When it names none.
    """
    try:
        told = datetime.fromisoformat(text.strip())
        return (told if told.tzinfo else told.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput(f"“{text}” is no moment; write one like 2026-12-01T09:00+08:00.") from None


def _named(name: str) -> Job:
    from jobs.catalogue import JOBS

    wanted = " ".join(name.casefold().replace("-", " ").split())
    for job in JOBS:
        if job.name == wanted:
            return job
    raise BadInput(f"No job is called “{name}”; there are: {', '.join(job.name for job in JOBS)}.")


def _document(job: Job, place: Workplace) -> dict[str, Any]:
    from jobs.job import is_due, last_run

    remembered = place.store.facts.get(job.fact, {})
    following = place.now if is_due(job, place) else job.next_run(place, last_run(job, place))
    return {
        "job": job.name,
        "when": job.when,
        "last_run": remembered.get("at"),
        "next_run": following.isoformat() if following else None,
        "outcome": remembered.get("outcome"),
        "played": remembered.get("played", False),
    }


def _unknown(one: UnknownDelivery) -> str:
    what = f"the {one.kind} of {one.slot} for {one.person}"
    return f"Nobody knows whether {what} was sent, so it is left alone: {one.why}."


def _show(ticked: Ticked, *, as_json: bool) -> None:
    ran = [{"job": job, "outcome": outcome} for job, outcome in ticked.ran]
    if as_json:
        print_json({"at": ticked.at.isoformat(), "ran": ran, "sent": ticked.sent, "skipped": ticked.skipped})
        return
    if ran:
        print_table(("Job", "Outcome"), ticked.ran)
    note(f"{len(ran)} jobs ran, {ticked.sent} messages were sent, {ticked.skipped} were skipped.")
