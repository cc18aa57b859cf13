"""Recordings of calls: which wait to be heard, what came of it, and whose audio is kept until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select, update

from integrations.batches import in_batches
from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.schema import calls, contacts, touches, transcripts
from integrations.store.sync_schema import call_sightings
from integrations.systems import Utterances

# What became of a recording, in `calls.hearing`; '' is: it waits.
HEARD = "heard"
NO_CONSENT = "no consent"
NO_RECORDING = "no recording"
FAILED = "failed: "

GRANTED = "granted"
_s = call_sightings.c


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """A call whose recording waits to be heard.

    Parameters
    ----------
    call_id, touch_id, at
        Which call, and when it began (UTC).
    provider, sightings
        Where it was stored from, and its ids at each system that saw it, as (system, id), the provider's first.
    direction, channels
        'out' or 'in'; 2 channels where its system recorded each side apart.
    consent
        What the contact's property says; None where it says nothing or the contact is not known.
    audio
        The file in the folder of recordings, where it was fetched already.
    """

    call_id: int
    touch_id: int
    at: datetime
    provider: str
    direction: str
    channels: int
    consent: str | None = None
    audio: str | None = None
    sightings: tuple[tuple[str, str], ...] = ()

    @property
    def granted(self) -> bool:
        """Whether the contact agreed to be recorded."""
        return is_granted(self.consent)


@dataclass(frozen=True, slots=True)
class HeardCounts:
    """How many calls there are with a recording or a fetched audio file, and what became of them."""

    recorded: int = 0
    transcribed: int = 0
    waiting: int = 0
    without_consent: int = 0
    failed: int = 0
    audio_kept: int = 0


def is_granted(consent: str | None) -> bool:
    """Whether a property's value says that somebody agreed.

    >>> is_granted(" Granted "), is_granted("refused"), is_granted(None)
    (True, False, False)
    """
    return (consent or "").strip().casefold() == GRANTED


class Recordings:
    """The recordings behind calls. A call that has a transcript waits for nothing."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    # --- what waits ---------------------------------------------------------------------------------------

    def to_fetch(self, limit: int, *, consent_property: str, before: int | None = None) -> list[RecordedCall]:
        """Calls whose system has a recording that was not fetched yet, the newest rows first."""
        query = _waiting(consent_property).where(calls.c.recorded, calls.c.audio.is_(None))
        return self._calls(_page(query, limit, before))

    def to_hear(self, limit: int, *, consent_property: str, before: int | None = None) -> list[RecordedCall]:
        """Calls whose audio was fetched and not heard yet, the newest rows first; with `before`, older ones."""
        query = _waiting(consent_property).where(calls.c.audio.is_not(None))
        return self._calls(_page(query, limit, before))

    def listed(
        self, outcome: str, limit: int, *, consent_property: str, before: int | None = None
    ) -> list[RecordedCall]:
        """Calls of which this became, for somebody who looks into it, the newest rows first."""
        query = _told(consent_property).where(calls.c.hearing == outcome)
        return self._calls(_page(query, limit, before))

    def _calls(self, query: Select[Any]) -> list[RecordedCall]:
        with self._engine.reading() as connection:
            rows = connection.execute(query).all()
            seen = select(call_sightings.c.touch_id, call_sightings.c.system, call_sightings.c.external_id)
            seen = seen.where(call_sightings.c.touch_id.in_([row.touch_id for row in rows]))
            seen = seen.order_by(call_sightings.c.system, call_sightings.c.external_id)
            sightings = connection.execute(seen).all() if rows else []
        return [_call(row, [one for one in sightings if one.touch_id == row.touch_id]) for row in rows]

    # --- what came of it ------------------------------------------------------------------------------------

    def note_audio(self, call_id: int, file: str, at: datetime) -> None:
        """Keep the name of a call's fetched audio in the folder of recordings."""
        with self._engine.writing() as connection:
            connection.execute(update(calls).where(calls.c.id == call_id).values(audio=file, audio_at=at))

    def note_hearing(self, call_id: int, outcome: str) -> None:
        """Keep what became of a recording; '' lets it wait again."""
        with self._engine.writing() as connection:
            connection.execute(update(calls).where(calls.c.id == call_id).values(hearing=outcome))

    def save_transcript(self, call_id: int, made_by: str, utterances: Utterances) -> bool:
        """Keep what was said in a call, and let the tagger read it; says whether it was new.

        A call keeps the first transcript that it got.
        """
        row = {
            "call_id": call_id,
            "made_by": made_by,
            "utterances": [dict(one) for one in utterances],
        }
        insert = self._engine.insert(transcripts).on_conflict_do_nothing(index_elements=["call_id"])
        touch_id = select(calls.c.touch_id).where(calls.c.id == call_id).scalar_subquery()
        with self._engine.writing() as connection:
            new = bool(connection.execute(insert.returning(transcripts.c.id), row).all())
            connection.execute(update(calls).where(calls.c.id == call_id).values(hearing=HEARD))
            if new:
                connection.execute(update(touches).where(touches.c.id == touch_id).values(tagged_by=None))
        return new

    def reopen(self, outcome: str, *, granted_in: str | None = None) -> int:
        """Let calls of which this became wait again; says how many.

        With `granted_in` only those whose contact agrees by now, in the property of that name.
        """
        query = _told(granted_in or GRANTED).where(calls.c.hearing == outcome, transcripts.c.id.is_(None))
        with self._engine.reading() as connection:
            found = [
                row.call_id
                for row in connection.execute(query)
                if granted_in is None or is_granted(row.consent)
            ]
        return self._change(found, hearing="")

    def reopen_given_up(self, system: str) -> int:
        """Let calls that this system saw, and whose recording was given up, wait again; says how many."""
        seen = (_s.touch_id == calls.c.touch_id) & (_s.system == system)
        given_up = or_(calls.c.hearing == NO_RECORDING, calls.c.hearing.startswith(FAILED))
        query = select(calls.c.id).where(given_up, select(_s.touch_id).where(seen).exists())
        with self._engine.reading() as connection:
            found = connection.scalars(query).all()
        return self._change(found, hearing="")

    # --- audio ------------------------------------------------------------------------------------------------

    def outdated_audio(self, before: datetime) -> list[tuple[int, str]]:
        """Call id and file of all audio that was fetched at or before a moment, or nobody knows when."""
        old = or_(calls.c.audio_at <= before, calls.c.audio_at.is_(None))
        query = select(calls.c.id, calls.c.audio).where(calls.c.audio.is_not(None), old)
        with self._engine.reading() as connection:
            return [(row.id, row.audio) for row in connection.execute(query.order_by(calls.c.id))]

    def forget_audio(self, call_id: int) -> None:
        """Note that the audio of a call is gone."""
        self._change([call_id], audio=None, audio_at=None)

    def audio_files(self) -> frozenset[str]:
        """The files in the folder of recordings that belong to a call."""
        query = select(calls.c.audio).where(calls.c.audio.is_not(None))
        with self._engine.reading() as connection:
            return frozenset(name for name in connection.scalars(query) if name)

    # --- in figures ---------------------------------------------------------------------------------------------

    def counts(self) -> HeardCounts:
        """How many recordings there are, and what became of them."""
        query = select(func.count(), *map(_number, _FATES)).select_from(_CALLS).where(_RECORDED)
        with self._engine.reading() as connection:
            return HeardCounts(*map(int, connection.execute(query).one()))

    def failures(self, limit: int) -> dict[str, int]:
        """Why recordings were given up, the most frequent reason first: reason to number."""
        number = func.count()
        query = select(calls.c.hearing, number).where(_FATES[3]).select_from(_CALLS).group_by(calls.c.hearing)
        query = query.order_by(number.desc(), calls.c.hearing).limit(limit)
        with self._engine.reading() as connection:
            return {row[0].removeprefix(FAILED): row[1] for row in connection.execute(query)}

    def consents(self, consent_property: str) -> dict[str | None, int]:
        """How many recorded calls have contacts that say this about being recorded; None: nothing or nobody."""
        said = _consent(consent_property)
        query = select(said, func.count()).select_from(_CALLS).where(_RECORDED).group_by(said)
        with self._engine.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def _change(self, call_ids: Iterable[int], **values: object) -> int:
        changed = 0
        for batch in in_batches(call_ids, 500):
            with self._engine.writing() as connection:
                statement = update(calls).where(calls.c.id.in_(batch)).values(**values)
                changed += connection.execute(statement).rowcount
        return changed


_RECORDED = or_(calls.c.recorded, calls.c.audio.is_not(None))
_CALLS = (
    calls.join(touches, touches.c.id == calls.c.touch_id)
    .outerjoin(contacts, contacts.c.id == touches.c.contact_id)
    .outerjoin(transcripts, transcripts.c.call_id == calls.c.id)
)

_HEARD = transcripts.c.id.is_not(None)
# As `HeardCounts` has them, after the first.
_FATES = (
    _HEARD,
    ~_HEARD & (calls.c.hearing == ""),
    ~_HEARD & (calls.c.hearing == NO_CONSENT),
    ~_HEARD & or_(calls.c.hearing.startswith(FAILED), calls.c.hearing == NO_RECORDING),
    calls.c.audio.is_not(None),
)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _consent(name: str) -> ColumnElement[str | None]:
    # A path into JSON cannot name what has a quote in it, nor does a CRM.
    value: ColumnElement[str | None] = contacts.c.properties[name.replace('"', "")].as_string()
    return value


def _told(consent_property: str) -> Select[Any]:
    """Calls with what `RecordedCall` says of them."""
    return select(
        calls.c.id.label("call_id"),
        calls.c.touch_id,
        touches.c.at,
        calls.c.provider,
        touches.c.direction,
        calls.c.channels,
        _consent(consent_property).label("consent"),
        calls.c.audio,
    ).select_from(_CALLS)


def _waiting(consent_property: str) -> Select[Any]:
    return _told(consent_property).where(calls.c.hearing == "", transcripts.c.id.is_(None))


def _page(query: Select[Any], limit: int, before: int | None) -> Select[Any]:
    if before is not None:
        query = query.where(calls.c.id < before)
    return query.order_by(calls.c.id.desc()).limit(limit)


def _call(row: AnyRow, seen: list[AnyRow]) -> RecordedCall:
    found = sorted(
        ((one.system, one.external_id) for one in seen), key=lambda one: (one[0] != row.provider, one)
    )
    return RecordedCall(**row._mapping, sightings=tuple(found))  # noqa: SLF001 - SQLAlchemy's public name
