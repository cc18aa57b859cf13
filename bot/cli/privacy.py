"""`export`, `forget`: what is held of one contact, as a document, and taken away for good."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.place import office
from bot.cli.terminal import note, print_json
from ml.errors import Refused, Unavailable

if TYPE_CHECKING:
    from bot.wiring import Office
    from integrations.store.mentions import Subject
    from integrations.store.personal_data import Receipt

Contact = Annotated[
    str, typer.Argument(metavar="CONTACT", help="An e-mail, a phone number, the CRM's key, or a whole name.")
]
_WHO = "command line"


def export(
    contact: Contact,
    *,
    to: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write there instead of to stdout.")
    ] = None,
) -> None:
    """Print everything that is held of one contact, as one JSON document; the export is audited.

    Example: sales-assistant export mei@acme.sg --out mei.json
    """
    with office() as place:
        subject = place.store.personal_data.find(contact, place.settings.phone_regions)
        document = place.store.personal_data.export(subject, who=_WHO, at=place.clock())
    if to is None:
        print_json(document)
        return
    try:
        to.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise Unavailable(f"{to} cannot be written; choose another file with --out.") from error
    note(f"{document['rows']} rows written to {to}; look for words of other people before you hand it out.")


def forget(
    contact: Contact,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
) -> None:
    """Take away everything that is held of one contact, for good; no sync or import brings it back.

    Example: sales-assistant forget mei@acme.sg --yes
    """
    with office() as place:
        subject = place.store.personal_data.find(contact, place.settings.phone_regions)
        told = f"{subject.name} ({subject.company or 'no company'}), {len(subject.touch_ids)} touches"
        if not (yes or typer.confirm(f"Forget {told}? It cannot be undone.", err=True)):
            raise Refused("Nobody was forgotten.")
        receipt = place.store.personal_data.forget(subject, who=_WHO, at=place.clock())
        files = _delete_audio(place, receipt) + _clean_rejects(place, subject)
    note(
        f"Contact {receipt.contact_id} is forgotten: {sum(receipt.rows.values())} rows and {files} files emptied "
        "or deleted. Delete the person in your CRM and phone system, too; `train` lets the models learn anew."
    )


def _delete_audio(place: Office, receipt: Receipt) -> int:
    """Delete the recordings; one that cannot be deleted now is deleted by the next transcription."""
    from jobs.audio_folder import AudioFolder

    folder = AudioFolder(place.rules.audio_folder)
    return sum(folder.delete(name) for name in receipt.audio)


def _clean_rejects(place: Office, subject: Subject) -> int:
    """Take the rows that mention them out of the files of rejected rows."""
    from integrations.rejects import drop_lines
    from integrations.store.mentions import mentions_in

    return drop_lines(place.settings.rejects_dir, lambda cells: mentions_in("\n".join(cells), subject))
