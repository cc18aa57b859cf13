"""`pitch`, `privacy-preview`, `offer`: a draft at the terminal, and exactly what would be sent to a language model for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.place import As, office, person
from bot.cli.terminal import Json, note, out, print_json
from ml.errors import BadInput, NotAllowed, Refused
from ml.pitch import TEMPLATE, Channel
from ml.records import Person

if TYPE_CHECKING:
    from bot.wiring import Office
    from jobs.draft_pitch import DraftedPitch
    from ml.facts import Fact, FactSheet
    from ml.records import LeadCard

Name = Annotated[str, typer.Argument(metavar="NAME", help="The company, or a part of its name.")]
Said = Annotated[Channel, typer.Option(help="Where it is said or sent.")]
Goal = Annotated[str, typer.Option(help="What the draft is to reach, such as “renewal”.")]


def pitch(
    name: Name, *, who: As, channel: Said = Channel.CALL, goal: Goal = "", as_json: Json = False
) -> None:
    """Write a draft in four moves from what is known; the facts it rests on are listed.

    Example: sales-assistant pitch acme --as mei@firm.sg --channel email
    """
    from bot.commands.pitch import Wanted, make_draft

    with office() as place:
        asker = person(place, who)
        card = _company(place, name, asker)
        sheet, made = make_draft(
            card,
            Wanted(channel, goal=goal),
            question=_question(place, asker),
            desk=place.desk,
            bench=place.bench,
        )
    if as_json:
        print_json(_document(sheet, made))
        return
    _print(sheet, made)


def privacy_preview(name: Name, *, channel: Said = Channel.EMAIL) -> None:
    """Print exactly what would be sent to a language model for a draft; nothing is sent.

    Example: sales-assistant privacy-preview acme
    """
    from bot.commands.pitch import Wanted, preview

    with office() as place:
        card = _company(place, name, None)
        owner = place.store.people.by_id(card.owner_id) if card.owner_id else None
        question = _question(place, owner or Person("", "Your rep"))
        text, host = preview(card, Wanted(channel), question=question, desk=place.desk, bench=place.bench)
    note(
        f"This would be sent to {host}; nothing was sent."
        if host
        else "No language model is configured, so nothing is ever sent. This is what one would get."
    )
    out().print(text, markup=False, soft_wrap=True)


def offer() -> None:
    """Print an offer table to fill in: what drafts may say of your product; keep it as offer.yaml in DATA_DIR.

    Example: sales-assistant offer > .sales-assistant/offer.yaml
    """
    from integrations.offer_file import offer_proposal

    out().print(offer_proposal(), markup=False, soft_wrap=True)


def _company(place: Office, name: str, asker: Person | None) -> LeadCard:
    """The one pursuit that is meant; with an asker only one that they may open.

    Raises
    ------
    BadInput
        When no company, or several, fit the name.
    NotAllowed
        When it is somebody else's.
    """
    from bot.visibility import may_open

    found = place.store.pursuits.find(name)
    if len(found.fits) != 1:
        near = ", ".join(hit.company for hit in (found.fits or found.nearest))
        told = f"Several companies fit “{name}”: {near}." if found.fits else f"No company like “{name}”."
        raise BadInput(told if found.fits or not near else f"{told} Closest: {near}.")
    pursuits = place.store.pursuits.of_company(found.fits[0].company_id)
    opened = [one for one in pursuits if asker is None or may_open(asker, one, place.desk.visibility)]
    mine = [one for one in opened if asker and one.owner_id == asker.id]
    if not opened:
        raise NotAllowed(
            f"{found.fits[0].company} is {found.fits[0].owner or 'a colleague'}'s; ask them or your manager."
        )
    card = place.store.pursuits.card((mine or opened)[0].pursuit_id)
    if card is None:
        raise Refused("That pursuit is no longer in the store.")
    return card


def _question(place: Office, asker: Person) -> Any:
    from bot.exchange import Question

    return Question("", asker, place.clock(), "")


def _document(sheet: FactSheet, made: DraftedPitch) -> dict[str, object]:
    draft = made.draft
    subject = {"subject": draft.subject} if draft.subject else {}
    moves = {
        move.value: [{"text": line.text, "facts": list(line.facts)} for line in lines]
        for move, lines in draft.moves.items()
    }
    return {
        "channel": draft.channel.value,
        **subject,
        "moves": moves,
        "facts": [_fact(fact) for fact in sheet.facts],
        "unknowns": [kind.value for kind in sheet.unknowns],
        "written_by": draft.written_by,
        "gate": draft.gate,
    }


def _fact(fact: Fact) -> dict[str, object]:
    told = {"id": fact.id, "kind": fact.kind.value, "text": fact.value, "source": fact.source}
    return {**told, "date": fact.dated.isoformat() if fact.dated else None}


def _print(sheet: FactSheet, made: DraftedPitch) -> None:
    console, draft = out(), made.draft
    if draft.subject:
        console.print(f"Subject: {draft.subject}\n", markup=False)
    for move, lines in draft.moves.items():
        console.print(f"{move.value.capitalize()}", style="bold")
        for line in lines:
            console.print(f"  {line.text}", markup=False)
    console.print("\nFacts", style="bold")
    for fact in sheet.cited(draft.cited):
        console.print(f"  {fact.id}  {fact.text} ({fact.source})", markup=False)
    who = "the template" if draft.written_by == TEMPLATE else draft.written_by
    note(f"{draft.words} words, written by {who}. {made.reason}".rstrip())
