"""What a row of an export can be, and what its columns can mean: the words of a mapping file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from rapidfuzz import fuzz, process


class RowKind(StrEnum):
    """What one row of a file is about."""

    COMPANY = "company"
    CONTACT = "contact"
    PURSUIT = "pursuit"
    STAGE_CHANGE = "stage_change"
    TOUCH = "touch"
    CALL = "call"
    PERSON = "person"
    SERVICE = "service"
    IGNORE = "ignore"


# Other words for the same, as CRMs and people use them.
KIND_WORDS: Mapping[str, RowKind] = {
    **{kind.value: kind for kind in RowKind},
    "account": RowKind.COMPANY,
    "deal": RowKind.PURSUIT,
    "opportunity": RowKind.PURSUIT,
    "lead": RowKind.PURSUIT,
    "interaction": RowKind.TOUCH,
    "activity": RowKind.TOUCH,
    "owner": RowKind.PERSON,
    "product": RowKind.SERVICE,
    "lookup": RowKind.SERVICE,
}

# In the order in which they are imported: what is referred to comes before what refers to it.
IMPORT_ORDER = (
    RowKind.PERSON,
    RowKind.SERVICE,
    RowKind.COMPANY,
    RowKind.CONTACT,
    RowKind.PURSUIT,
    RowKind.TOUCH,
    RowKind.CALL,
    RowKind.STAGE_CHANGE,
)

_COMPANY = {
    "company": "name of the company",
    "company_id": "the company's id in the other system",
    "domain": "the company's web address",
    "industry": "the company's industry",
    "country": "the company's country",
    "employees": "the company's head count",
}
_CONTACT = {
    "contact": "name of the contact",
    "first_name": "first name of the contact",
    "last_name": "last name of the contact",
    "contact_id": "the contact's id in the other system",
    "email": "e-mail of the contact",
    "phone": "phone number of the contact",
    "role": "role of the contact, such as HR manager",
}
_OWNER = {"owner": "name of the rep who owns it", "owner_email": "e-mail of that rep"}
_DEAL = {
    "deal_id": "the deal's id in the other system",
    "service": "the service (product) it is about",
}
_TOUCH = {
    **_COMPANY,
    **_CONTACT,
    **_OWNER,
    **_DEAL,
    "touch_id": "the sales event's id in the other system",
    "stage": "the stage in which the pursuit stands now, undated",
    "at": "when it began",
    "channel": "call, email, meeting, message, visit or note",
    "direction": "out or in",
    "answered": "whether the target answered",
    "duration": "its length, in seconds or as mm:ss",
    "duration_ms": "its length in milliseconds",
    "duration_minutes": "its length in minutes",
    "booked_at": "of a meeting: when it was agreed",
    "cancelled": "of a meeting: whether it was called off",
    "result": "agreed, disagreed or open",
    "aims_at": "the funnel state (or stage) it aims at",
    "text": "the note or the message",
    "transcript": "the transcript: a file of the recordings' folder, or its text",
    "recording": "the recording: a transcript of the same name is looked for",
    "provider": "who recorded the call, such as aircall or twilio",
    "call_status": "how the call ended, in the provider's words",
}

FIELDS: Mapping[RowKind, Mapping[str, str]] = {
    RowKind.COMPANY: _COMPANY,
    RowKind.CONTACT: {**_COMPANY, **_CONTACT},
    RowKind.PURSUIT: {
        **_COMPANY,
        **_CONTACT,
        **_OWNER,
        **_DEAL,
        "deal": "the deal's title",
        "stage": "the stage it stands in",
        "entered_at": "when the round began (the deal was created)",
        "stage_entered_at": "when it entered the stage it stands in",
        "closed_at": "when it was won or lost; of open deals it is not used",
        "value": "what the deal is worth; never learned from, since a lost deal often says 0",
        "source": "where the lead came from, known at creation",
        "reason": "why it left the funnel",
        "temporary": "whether that reason is temporary",
        "look_again_on": "the day to look again",
    },
    RowKind.STAGE_CHANGE: {
        "company": _COMPANY["company"],
        "company_id": _COMPANY["company_id"],
        **_DEAL,
        "stage": "the stage entered",
        "at": "when it was entered",
        "touch_id": "the sales event that caused it",
        "contact_id": _CONTACT["contact_id"],
        "email": _CONTACT["email"],
        "contact": _CONTACT["contact"],
    },
    RowKind.TOUCH: _TOUCH,
    RowKind.CALL: _TOUCH,
    RowKind.PERSON: {
        "owner": "name of the person, as it stands at the deals",
        "first_name": "first name",
        "last_name": "last name",
        "email": "e-mail; without one only the other columns are kept, for the person's deals",
        "role": "rep, manager or admin",
        "time_zone": "such as Asia/Singapore",
        "slack_id": "the Slack user id",
    },
    RowKind.SERVICE: {"service": "name of the service (product), as it stands at the deals"},
    RowKind.IGNORE: {},
}

# Of each group at least one field must be mapped (or be a constant).
NEEDED: Mapping[RowKind, tuple[tuple[str, ...], ...]] = {
    RowKind.COMPANY: (("company", "company_id"),),
    RowKind.CONTACT: (
        ("company", "company_id"),
        ("contact", "first_name", "last_name", "email", "contact_id"),
    ),
    RowKind.PURSUIT: (("company", "company_id"),),
    RowKind.STAGE_CHANGE: (("deal_id", "company", "company_id"), ("stage",), ("at",)),
    RowKind.TOUCH: (("company", "company_id", "deal_id", "email", "contact_id"), ("at",), ("channel",)),
    RowKind.CALL: (("company", "company_id", "deal_id", "email", "contact_id"), ("at",)),
    RowKind.PERSON: (("owner", "first_name", "email"),),
    RowKind.SERVICE: (("service",),),
    RowKind.IGNORE: (),
}

MOMENTS = frozenset({"entered_at", "stage_entered_at", "closed_at", "look_again_on", "at", "booked_at"})
STAGES = frozenset({"stage", "aims_at"})


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint for a misspelt word: which known one is nearest; '' when none is near.

    >>> nearest("compny", ["company", "country"])
    ' (did you mean “company”?)'
    """
    found = process.extractOne(str(word), list(known), scorer=fuzz.ratio, score_cutoff=60)
    return f" (did you mean “{found[0]}”?)" if found else ""
