"""`say`, `leads`, `status`, `doctor`: asking the product, without Slack."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from bot.blocks.score_words import percent
from bot.cli.place import As, office, person
from bot.cli.terminal import Json, note, out, print_json, print_table
from ml.cross_selling import CrossSellRow
from ml.records import QueueRow

Where = Annotated[
    Literal["channel", "dm"],
    typer.Option("--in", help="Typed in a channel (answered privately) or in the DM with the bot."),
]
ALL = 1_000_000_000
# How `status` calls what it counts of recordings.
_RECORDINGS = {
    "recorded": "recorded calls",
    "transcribed": "transcribed",
    "waiting": "waiting",
    "without_consent": "passed over without consent",
    "failed": "given up",
    "audio_kept": "audio files kept here",
    "granted": "consent: granted",
    "refused": "consent: refused",
    "unknown": "consent: not known",
}
CrossSell = Annotated[
    bool, typer.Option("--cross-sell", help="Clients for the services that they do not have, instead.")
]
Limit = Annotated[int | None, typer.Option(help="How many rows; without it, all.", min=1)]


def say(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help='What is typed in Slack, such as "/lead acme".')
    ],
    *,
    who: As,
    where: Where = "channel",
    as_json: Json = False,
) -> None:
    """Say something to the bot and see what Slack would show, through the same app.

    Example: sales-assistant say "/lead acme" --as mei@firm.sg
    """
    from bot.say import say_here

    with office() as place:
        said = say_here(place, text, person(place, who), where)
    if as_json:
        print_json(said.payload())
    else:
        out().print(str(said), markup=False)


def leads(*, who: As, limit: Limit = None, cross_sell: CrossSell = False, as_json: Json = False) -> None:
    """List somebody's open pursuits, the best chance first: what /leads ranks in Slack.

    Example: sales-assistant leads --as mei@firm.sg --limit 20
    """
    from bot.commands.leads import best_rows

    if cross_sell:
        _cross_sell(who, limit or ALL, as_json=as_json)
        return
    with office() as place:
        ranked = best_rows(person(place, who), place.desk, limit=limit or ALL)
    if as_json:
        several = len({row.service for row in ranked}) > 1
        print_json([_lead(row, several=several) for row in ranked])
        return
    if not ranked:
        note("There is no open pursuit to rank.")
        return
    rows = [(row.company, row.service, row.state.label, _score(row)) for row in ranked]
    print_table(("Company", "Service", "State", "Score"), rows)


def _cross_sell(who: str, limit: int, *, as_json: bool) -> None:
    """What /leads cross-sell ranks."""
    from bot.blocks.cross_sell_card import level_lines, nothing_words
    from bot.commands.cross_sell import best_offers, state_of
    from ml.cross_selling import by_model

    with office() as place:
        ranked, _ = best_offers(person(place, who), place.desk, limit=limit)
        state = state_of(place.desk)
    if as_json:
        print_json([_offer(row) for row in ranked])
        return
    if not ranked or state is None:
        note(nothing_words(state))
        return
    if not by_model(state.level):
        note(" ".join(level_lines(state)))
    rows = [
        (row.company, ", ".join(row.has), row.service, percent(row.win), "; ".join(row.reasons))
        for row in ranked
    ]
    print_table(("Company", "Has", "Lacks", "Chance", "Why"), rows)


def _offer(row: CrossSellRow) -> dict[str, object]:
    told = {"company": row.company, "service": row.service, "has": list(row.has)}
    return {**told, "probability": row.win, "level": row.level.value, "reasons": list(row.reasons)}


def _lead(row: QueueRow, *, several: bool) -> dict[str, object]:
    """One row of the ranking; the service only where there are several."""
    service = {"service": row.service} if several else {}
    told = {"state": row.state.value, "score": _score(row), "probability": row.win}
    return {"company": row.company, **service, **told}


def _score(row: QueueRow) -> int | None:
    return None if row.win is None else round(100 * row.win)


def status(*, as_json: Json = False) -> None:
    """Show what the store holds, how it was rated, which models speak and which jobs ran."""
    from bot.status import status_of

    with office() as place:
        found = status_of(place)
    if as_json:
        print_json(found)
        return
    print_table(("What", "How many"), found["counts"].items())
    print_table(("Ratings", "How many"), found["ratings"].items())
    _print_sync(found["sync"])
    print_table(("Model", "Version", "Trained", "Rows"), [tuple(model.values()) for model in found["models"]])
    print_table(("Job", "Last run", "Outcome"), [tuple(job.values()) for job in found["jobs"]])


def _print_sync(told: dict[str, Any]) -> None:
    """What of the systems outside could not be used, whose calls nobody knows, and what was heard."""
    set_aside = [
        (kind, reason, number)
        for kind, reasons in told["set_aside"].items()
        for reason, number in reasons.items()
    ]
    if set_aside:
        print_table(("Set aside", "Why", "How many"), set_aside)
    if told["unmatched"]:
        rows = [(one["number"], one["calls"]) for one in told["unmatched"]]
        print_table(("Number that no contact has", "Calls"), rows)
    recordings = told["recordings"]
    if recordings["recorded"]:
        rows = [(_RECORDINGS[name], number) for name, number in recordings.items()]
        print_table(("Recordings", "How many"), rows)
    if told["recordings_failed"]:
        print_table(("Given up", "How many"), told["recordings_failed"].items())


def doctor(*, as_json: Json = False) -> None:
    """Check what is configured and what is missing, and say what to do about it."""
    from bot.doctor import checks

    found = checks()
    if as_json:
        print_json([check.as_json() for check in found])
        return
    marks = {True: "ok", False: "to do"}
    rows = [(marks[check.ok], check.check, check.what_to_do) for check in found]
    print_table(("", "Check", "What to do"), rows)
