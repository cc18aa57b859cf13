"""All that is known before a conversation: people, one merged timeline of all systems, promises, conversations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ml.cuss import Tag
from ml.records import LeadCard, Person
from ml.spoken_text import Utterance


@dataclass(frozen=True)
class Contact:
    """Somebody at the target: name, role, number, e-mail, as the CRM has them ('' where it has none)."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    id: int = 0


@dataclass(frozen=True)
class CompanyProfile:
    """The target's company as the CRM has it; `properties` are the customer's own columns.

    `filled` says which of these texts were filled in by a language model and accepted by whom: 'industry' → words.
    """

    name: str
    domain: str = ""
    industry: str = ""
    country: str = ""
    employees: float | None = None
    properties: Mapping[str, object] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TimelineEntry:
    """One event of any system: a touch, a stage change, a task.

    Parameters
    ----------
    at
        When (UTC).
    kind
        'call', 'email', 'meeting', 'message', 'visit', 'note', 'stage' or 'task'.
    direction
        'out', 'in', or '' where it has none.
    whom
        The contact, with their role where known.
    text
        A quote, the stage label, the subject of a task; '' where there are no words.
    duration_s, result
        Of calls and meetings: seconds, and how it ended.
    touch_id
        The touch behind it; 0 for others.
    """

    at: datetime
    kind: str
    direction: str = ""
    whom: str = ""
    text: str = ""
    duration_s: int | None = None
    result: str = ""
    touch_id: int = 0


@dataclass(frozen=True)
class Conversation:
    """A call, meeting, visit or note with words in it, and what the tagger read.

    Parameters
    ----------
    touch_id, pursuit_id, company, service, industry, channel, at, duration_s, direction
        Which touch, of which pursuit.
    contact
        With whom, and their role.
    rep
        Who of the team held it; '' where not known.
    owner_id
        Whose pursuit it is, for who may open it.
    status
        What the telephone system says of the call.
    utterances
        The transcript, or the note as one utterance.
    is_transcript
        Whether these are words as spoken; else a note written about it.
    tags
        A tag for each sentence, in order; empty where it was not read yet.
    substance, result
        The reason code, and how it ended ('agreed', 'disagreed', 'open'; '' where not told).
    """

    touch_id: int
    channel: str
    at: datetime
    utterances: tuple[Utterance, ...]
    is_transcript: bool = True
    tags: tuple[Tag, ...] = ()
    pursuit_id: int | None = None
    company: str = ""
    service: str = ""
    industry: str = ""
    duration_s: int | None = None
    direction: str = "out"
    contact: str = ""
    contact_role: str = ""
    rep: str = ""
    owner_id: int | None = None
    status: str | None = None
    substance: str = ""
    result: str = ""


@dataclass(frozen=True)
class Promise:
    """Something that was agreed: the sentence, where from, whose it is ('rep', 'prospect', ''), said when, due when."""

    text: str
    source: str
    owner: str = ""
    said_on: date | None = None
    due: date | None = None


@dataclass(frozen=True)
class Dossier:
    """Everything of one pursuit, read in one go.

    Parameters
    ----------
    card
        What `/lead` shows.
    company, contacts
        The target; contacts with a decision maker's role first, then by the latest touch.
    rep
        Who asks, and whom the draft speaks for.
    timeline
        The latest first.
    conversations
        Those of substance, the latest first, at most a handful.
    promises
        Open tasks of the CRM and steps agreed in conversations, the soonest due first.
    """

    card: LeadCard
    company: CompanyProfile
    contacts: tuple[Contact, ...] = ()
    rep: Person = field(default_factory=lambda: Person("", ""))
    timeline: tuple[TimelineEntry, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    promises: tuple[Promise, ...] = ()
