"""A phone system's call as the store takes it: as a sighting, and as a touch with whoever has the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from integrations.intake_rows import Company, Contact, Owner, Recording, TouchRow, digest_of
from integrations.phone_numbers import e164
from integrations.store.sightings import Sighting
from integrations.systems import SourceCall, Utterances

if TYPE_CHECKING:
    from integrations.store.call_places import Holder, TouchPlace
    from ml.records import Person

# At the end of a sighting's digest: the words of this call are stored.
HEARD = "+"
_LONGEST_NUMBER = 64


def number_of(call: SourceCall, regions: Sequence[str]) -> str:
    """The other side's number, E.164 where it can be read, else as the system writes it."""
    return e164(call.number, regions) or call.number.strip()[:_LONGEST_NUMBER]


def sighting_of(call: SourceCall, number: str) -> Sighting:
    """What the system saw; the digest says all of it."""
    return Sighting(
        call.system, call.id, number, call.at, call.duration_s, call.other_ids, digest=digest_of(call)
    )


def said_by_team(call: SourceCall, team: Sequence[Person]) -> Utterances:
    """What was said, where somebody of the team is the seller by the full name, the call's agent by the first, too."""
    agents = [one for one in team if call.agent_email and one.email.casefold() == call.agent_email.casefold()]
    agent_names = [call.agent_name, *(one.name for one in agents)]
    names = {name.casefold() for name in (*agent_names, *(one.name for one in team))}
    names |= {word.casefold() for name in agent_names for word in name.split()[:1]}
    return tuple(
        {**one, "role": "rep"} if str(one["speaker"]).casefold() in names - {""} else one
        for one in call.utterances
    )


def choose_holder(holders: Sequence[Holder]) -> Holder | None:
    """Who of those with one number it was: the one touched last; nobody where that does not tell the company.

    Parameters
    ----------
    holders
        Those touched last first.
    """
    if not holders:
        return None
    first = holders[0]
    elsewhere = [one for one in holders if one.company_id != first.company_id]
    if elsewhere and (first.newest is None or elsewhere[0].newest == first.newest):
        return None
    return first


@dataclass
class ReadCall:
    """A call on its way into the store, with what the store knows of it."""

    told: SourceCall
    sighting: Sighting
    team: Sequence[Person] = ()
    known: str = ""
    touch_key: str | None = None
    place: TouchPlace | None = None
    holder: Holder | None = None
    words: Utterances = ()
    heard: bool = False

    @property
    def fate(self) -> str:
        """What the summary says of a call that is stored."""
        return "changed" if self.known else "new"

    @property
    def lost(self) -> bool:
        """Whether nobody knows whom it was with."""
        placed = self.place and (self.place.company_key or self.place.contact_key)
        return not placed and self.holder is None

    def row(self) -> TouchRow:
        """The touch it is: where another sight of the same call has its place that stays, else with the holder."""
        call = self.told
        placed = self.place is not None and self.place.company_key is not None
        company, contact = _with_holder(None if placed else self.holder)
        return TouchRow(
            company=company,
            contact=contact,
            channel="call",
            at=call.at,
            id=self.touch_key or f"{call.system}:{call.id}",
            owner=Owner(call.agent_name, call.agent_email),
            direction=call.direction,
            answered=call.answered,
            duration_s=call.duration_s,
            recording=self._recording(),
        )

    def _recording(self) -> Recording:
        call = self.told
        return Recording(
            provider=call.system,
            status=call.status,
            file=call.id,
            number=self.sighting.number,
            channels=call.channels,
            recorded=call.recorded,
            utterances=self.words or said_by_team(call, self.team),
        )

    def seen(self) -> Sighting:
        """The sighting to note; its digest also says whether the words are stored."""
        return replace(self.sighting, digest=self.sighting.digest + (HEARD if self.heard else ""))


def attaching_row(place: TouchPlace, holder: Holder) -> TouchRow:
    """A stored call that belongs to somebody from now on; all else stays."""
    company, contact = _with_holder(holder)
    return TouchRow(
        company=company,
        contact=contact,
        channel="call",
        at=place.at,
        id=place.key,
        direction="in" if place.direction == "in" else "out",
    )


def _with_holder(holder: Holder | None) -> tuple[Company, Contact]:
    """A stored company and contact as a row names them."""
    if holder is None:
        return Company(), Contact()
    kind, _, id_ = holder.contact_key.partition(":")
    contact = Contact(id=id_) if kind == "id" else Contact(holder.contact_name, email=holder.contact_email)
    kind, _, id_ = (holder.company_key or "").partition(":")
    return Company(id=id_) if kind == "id" else Company(name=holder.company_name), contact
