"""Puts recorded calls into a store, and makes the sound of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from sqlalchemy import insert, select

from integrations.store import Store
from integrations.store.columns import metadata

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
CONSENT = "recording_consent"
RATE = 8_000
Burst = tuple[float, float, int]  # from, until (seconds), hertz


def add_call(
    store: Store,
    consent: Any = None,
    *,
    contact: bool = True,
    sightings: tuple[tuple[str, str], ...] = (),
    direction: str = "in",
    **values: Any,
) -> int:
    """A recorded call, already tagged, with a contact whose consent property says this; gives the call's id."""
    with store.engine.writing() as connection:

        def put(table: str, **row: Any) -> int:
            key = connection.execute(insert(metadata.tables[table]).values(**row)).inserted_primary_key
            return int(key[0]) if key and str(key[0]).isdigit() else 0

        number = len(connection.execute(select(metadata.tables["calls"].c.id)).all()) + 1
        contact_id = None
        if contact:
            properties = {} if consent is None else {CONSENT: consent}
            contact_id = put("contacts", key=f"c{number}", name="Mei", norm="mei", properties=properties)
        touch = {"key": f"t{number}", "channel": "call", "direction": direction, "at": AT}
        touch_id = put("touches", **touch, contact_id=contact_id, tagged_by="cues-1")
        for system, external_id in sightings:
            seen = {"system": system, "external_id": external_id, "number": "", "at": AT, "digest": ""}
            put("call_sightings", touch_id=touch_id, **seen)
        return put("calls", **{"touch_id": touch_id, "provider": "twilio", "recorded": True, **values})


def row_of(store: Store, call_id: int) -> Any:
    """A call with its touch."""
    calls, touches = metadata.tables["calls"], metadata.tables["touches"]
    query = select(touches.c.tagged_by, calls.c.hearing, calls.c.audio, calls.c.audio_at).join_from(
        touches, calls
    )
    with store.engine.reading() as connection:
        return connection.execute(query.where(calls.c.id == call_id)).one()


def transcripts_of(store: Store) -> dict[int, tuple[str, list[Any]]]:
    """Who made the transcript of each call, and what was said."""
    table = metadata.tables["transcripts"]
    with store.engine.reading() as connection:
        return {row.call_id: (row.made_by, row.utterances) for row in connection.execute(select(table))}


def record(path: Path, *channels: list[Burst], seconds: float = 6.0, rate: int = RATE, **kind: str) -> Path:
    """Write a recording with bursts of these tones in each channel, and silence between them."""
    sound = np.zeros((int(seconds * rate), len(channels)), np.float32)
    for number, bursts in enumerate(channels):
        for begin, until, hertz in bursts:
            place = slice(int(begin * rate), int(until * rate))
            time = np.arange(place.stop - place.start) / rate
            sound[place, number] = 0.3 * np.sin(2 * np.pi * hertz * time)
    soundfile.write(path, sound, rate, **kind)
    return path
