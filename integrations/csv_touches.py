"""Touch and call rows: one sales event each, with its transcript where the recordings' folder has one."""

from __future__ import annotations

from functools import partial
from typing import Literal

from integrations.csv_cells import Cells, RowFault
from integrations.csv_values import (
    ANSWERS,
    CANCELLED,
    CHANNELS,
    DIRECTIONS,
    RESULTS,
    read_number,
    read_seconds,
)
from integrations.intake_rows import Owner, Recording, TouchRow
from integrations.mapping_fields import RowKind
from integrations.transcript_files import (
    SUFFIXES,
    TranscriptFiles,
    Utterance,
    parse_transcript,
    read_transcript,
)
from ml.errors import BadInput

_DURATIONS = {"duration_ms": 0.001, "duration_minutes": 60.0}


def read_touch(said: Cells, transcripts: TranscriptFiles) -> TouchRow:
    """The sales event that a record tells.

    Raises
    ------
    RowFault
        Without a target or a moment, or with a cell that does not fit its field.
    """
    company, contact, deal_id = said.company(), said.contact(), said.first_id("deal_id")
    if not (company.name or company.id or deal_id or contact.email or contact.id):
        raise RowFault("a row without a company")
    said.needed("at", "a sales event needs its moment")
    moment = said.when("at")
    if moment is None:
        raise RowFault("a sales event needs its moment")
    channel = said.choice("channel", CHANNELS) or ("call" if said.mapping.row is RowKind.CALL else "note")
    answered = said.choice("answered", ANSWERS)
    owner = said.owner()
    booked, cancelled = said.when("booked_at"), said.choice("cancelled", CANCELLED)
    return TouchRow(
        company=company,
        channel=channel,
        at=moment.at,
        id=said.first_id("touch_id"),
        deal_id=deal_id,
        service=said.line("service"),
        contact=contact,
        owner=owner,
        direction=_direction(said),
        answered=None if answered is None else answered == "yes",
        duration_s=_duration(said),
        result=said.choice("result", RESULTS),
        aims_at=said.stage("aims_at")[1],
        text=said.text("text").replace("\r\n", "\n"),
        recording=_recording(said, transcripts, owner) if channel in {"call", "meeting"} else None,
        state=said.stage()[1],
        properties=said.properties(),
        booked_at=booked.at if booked else None,
        cancelled=None if cancelled is None else cancelled == "yes",
    )


def _direction(said: Cells) -> Literal["out", "in"]:
    return "in" if said.choice("direction", DIRECTIONS) == "in" else "out"


def _duration(said: Cells) -> int | None:
    if (seconds := said.read("duration", read_seconds)) is not None:
        return seconds
    for name, unit in _DURATIONS.items():
        if (length := said.read(name, partial(_seconds, unit))) is not None:
            return length
    return None


def _seconds(unit: float, text: str) -> int:
    return read_seconds(f"{read_number(text) * unit:.0f}")


def _recording(said: Cells, transcripts: TranscriptFiles, owner: Owner) -> Recording | None:
    file, named = said.text("recording"), said.text("transcript")
    utterances = _utterances(named, transcripts, (file, said.first_id("touch_id")), owner)
    if (
        said.mapping.row is not RowKind.CALL
        and not (file or utterances)
        and said.text("channel").lower() == "meeting"
    ):
        return None
    return Recording(
        said.line("provider") or "csv", said.line("call_status"), file or named[:200], utterances
    )


def _utterances(
    named: str, transcripts: TranscriptFiles, others: tuple[str, ...], owner: Owner
) -> tuple[Utterance, ...]:
    """What was said: from the file that the cell names, else the cell's own text, else a file named like the call."""
    is_text = "\n" in named or (" " in named and not named.lower().endswith(SUFFIXES))
    if is_text:
        return parse_transcript(named, (owner.name,))
    path = transcripts.find(named, *others)
    try:
        return read_transcript(path, (owner.name,)) if path else ()
    except BadInput as error:
        raise RowFault(str(error)) from error
