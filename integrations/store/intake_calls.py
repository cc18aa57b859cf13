"""The phone calls behind imported touches, and what was said in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import case, or_, select, update

from integrations.intake_rows import Recording, TouchRow
from integrations.store.intake_batch import Batch, said_or_kept
from integrations.store.schema import calls, touches, transcripts
from integrations.store.sync_schema import call_sightings

# The CRM's record of a call mirrors that of the phone system, which knows more of it.
_MIRROR = "hubspot"


def told_by_crm_alone(batch: Batch, rows: Sequence[TouchRow]) -> set[str]:
    """The keys of those calls that the CRM tells and that no other system saw: its word is the whole truth."""
    keys = [row.touch_key for row in rows if row.recording and row.recording.provider == _MIRROR]
    if not keys:
        return set()
    # without a digest it was only mentioned by the CRM
    other = (call_sightings.c.system != _MIRROR) & (call_sightings.c.digest != "")
    seen = select(call_sightings.c.touch_id).where(call_sightings.c.touch_id == touches.c.id, other).exists()
    query = select(touches.c.key).join(calls, calls.c.touch_id == touches.c.id)
    return set(
        batch.connection.scalars(query.where(touches.c.key.in_(keys), calls.c.provider == _MIRROR, ~seen))
    )


def write_calls(batch: Batch, rows: Mapping[int, TouchRow]) -> None:
    """Store the calls behind touches, by touch id, and what was said in them."""
    recorded = {touch_id: row.recording for touch_id, row in rows.items() if row.recording}
    columns = [_call_columns(touch_id, one) for touch_id, one in recorded.items()]
    batch.upsert(calls, columns, key="touch_id", keep=("status", "recording", "number"), change=_together)
    _write_transcripts(batch, {id_: one for id_, one in recorded.items() if one.utterances})


def _call_columns(touch_id: int, one: Recording) -> dict[str, Any]:
    return {
        "touch_id": touch_id,
        "provider": one.provider,
        "status": one.status or None,
        "recording": one.file or None,
        "number": one.number or None,
        "channels": one.channels,
        "recorded": one.recorded,
    }


def _together(new: Any) -> dict[str, Any]:
    """What a second sight of a call changes: a recording that one system has is there.

    Of a call that the CRM alone has told, nothing stays that it says no more.
    """
    old, mirrored = calls.c, new.provider == _MIRROR
    alone = mirrored & (old.provider == _MIRROR)
    return {
        "provider": case((mirrored, old.provider), else_=new.provider),
        "status": case(
            (alone, new.status),
            (mirrored, said_or_kept(old.status, new.status)),
            else_=said_or_kept(new.status, old.status),
        ),
        "number": case((alone, new.number), else_=said_or_kept(new.number, old.number)),
        "channels": case((new.channels > old.channels, new.channels), else_=old.channels),
        "recorded": or_(new.recorded, old.recorded),
    }


def _write_transcripts(batch: Batch, said: Mapping[int, Recording]) -> None:
    """What was said, by touch id; words that are news are read by the tagger again."""
    if not said:
        return
    query = select(calls.c.touch_id, calls.c.id, transcripts.c.id, transcripts.c.utterances)
    rows = batch.connection.execute(query.outerjoin(transcripts).where(calls.c.touch_id.in_(said))).all()
    news = {row[0]: row for row in rows if row[3] != _transcript(said[row[0]])["utterances"]}
    new = [{"call_id": row[1], **_transcript(said[id_])} for id_, row in news.items() if row[2] is None]
    if new:
        batch.connection.execute(transcripts.insert(), new)
    for id_, row in news.items():
        if row[2] is not None:
            mine = transcripts.c.id == row[2]
            batch.connection.execute(update(transcripts).where(mine).values(_transcript(said[id_])))
    if news:
        batch.connection.execute(update(touches).where(touches.c.id.in_(news)).values(tagged_by=None))


def _transcript(recording: Any) -> dict[str, Any]:
    return {"made_by": recording.provider, "utterances": [dict(one) for one in recording.utterances]}
