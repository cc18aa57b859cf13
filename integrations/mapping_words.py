"""The words by which a mapping is guessed: column names of CRMs, stage labels, industries."""

from __future__ import annotations

import re
from collections.abc import Mapping

from integrations.mapping_fields import RowKind
from ml.funnel import FunnelState

K, S = RowKind, FunnelState

# Column names (folded by `fold_header`) that mean the same in files of every kind.
ANYWHERE: Mapping[str, str] = {
    name: field
    for field, names in {
        "company": "company|company name|account|account name|organisation|organization|client|client name|customer|"
        "customer name|associated company|associated company primary|company associated|business name|perusahaan|"
        "syarikat|nama perusahaan|primary associated company",
        "company_id": "company id|account id|associated company id|associated company ids|associated company ids primary|"
        "organisation id|organization id|primary associated company id",
        "domain": "domain|company domain name|website|website url|web site|url",
        "industry": "industry|sector|vertical|business type|industri",
        "country": "country|country region|office location|location|hq country|negara",
        "employees": "employees|number of employees|employee count|headcount|head count|company size|size|staff|"
        "no of employees|num employees",
        "contact": "contact|contact name|contact person|associated contact|associated contacts|full name|pic",
        "first_name": "first name|firstname|given name",
        "last_name": "last name|lastname|surname|family name",
        "contact_id": "contact id|associated contact id|associated contact ids",
        "email": "email|e mail|email address|contact email|work email",
        "phone": "phone|phone number|mobile|mobile phone number|telephone|contact number|tel",
        "role": "role|job title|title|position|designation|contact role|jabatan",
        "owner": "owner|deal owner|sales agent|sales rep|rep|salesperson|sales person|account owner|contact owner|"
        "company owner|opportunity owner|assigned to|activity assigned to|agent|agent name|bdr|sdr|ae|owner name",
        "owner_email": "owner email|deal owner email|rep email|agent email|sales rep email|assigned to email",
        "deal_id": "deal id|opportunity id|lead id|associated deal id|associated deal ids",
        "deal": "deal|deal name|opportunity|opportunity name|deal title",
        "service": "service|product|product name|service name|product interest|solution|layanan|produk",
        "stage": "stage|deal stage|deal status|opportunity stage|sales stage|pipeline stage|lead status|funnel state|"
        "funnel stage|lifecycle stage|stage name|new stage|to stage|status",
        "at": "at|date|timestamp|activity date|call date|call time|date time|datetime|started at|start time|meeting time|"
        "time|occurred at|date of contact|interaction date|contact date|changed at|date entered|entered stage at|"
        "change date|meeting start time|note date|tanggal|tarikh",
        "channel": "channel|type|activity type|engagement type|interaction type|touch type|medium|method",
        "direction": "direction|call direction|inbound outbound",
        "answered": "answered|outcome|call outcome|call disposition|disposition|meeting outcome|connected",
        "duration": "duration|duration s|duration seconds|duration in seconds|call duration|call duration seconds|"
        "length|talk time",
        "duration_ms": "duration ms|call duration ms|duration milliseconds|call duration milliseconds",
        "duration_minutes": "duration min|duration minutes|minutes|call duration minutes",
        "booked_at": "booked at|booked on|booking date|date booked|meeting booked at|scheduled at|scheduled on",
        "cancelled": "cancelled|canceled|is cancelled|is canceled",
        "result": "result|next step agreed|agreed|response|reaction",
        "text": "text|note|notes|note body|call notes|body|activity notes|comment|comments|remarks|remark|message|"
        "meeting notes|email body|description|details|summary|catatan",
        "transcript": "transcript|transcription|call transcript|transcript file",
        "recording": "recording|recording url|call recording|recording file|audio|recording link",
        "touch_id": "touch id|call id|activity id|engagement id|meeting id|note id|interaction id",
        "provider": "provider|call source|telephony",
        "call_status": "call status",
        "entered_at": "entered at|create date|created|created at|created date|create time|creation date|engage date|"
        "open date|opened|date created|start date|date opened|deal create date",
        "stage_entered_at": "stage entered at|date entered current stage|stage date|last stage change|stage changed at",
        "closed_at": "closed at|close date|closed|closed date|closing date|date closed|won date|end date",
        "value": "value|amount|deal value|deal amount|close value|contract value|revenue won|price|arr|mrr|acv|tcv",
        "source": "source|lead source|original source|original traffic source|deal source|channel source|latest source",
        "reason": "reason|closed lost reason|lost reason|loss reason|reason lost|reason for leaving|leaving reason|"
        "unqualified reason|disqualification reason",
        "temporary": "temporary|is temporary",
        "look_again_on": "look again on|follow up on|revisit on|recontact date|next contact date|retarget on",
        "time_zone": "time zone|timezone",
        "slack_id": "slack id|slack user id",
    }.items()
    for name in names.split("|")
}  # fmt: skip

# Column names that mean something else, or something at all, in files of one kind.
BY_KIND: Mapping[RowKind, Mapping[str, str]] = {
    K.COMPANY: {"name": "company", "record id": "company_id", "id": "company_id"},
    K.CONTACT: {"name": "contact", "record id": "contact_id", "id": "contact_id"},
    K.PURSUIT: {"name": "deal", "record id": "deal_id", "id": "deal_id", "date": "entered_at", "title": "deal",
                "contact owner": "owner"},
    K.STAGE_CHANGE: {"record id": "deal_id", "state": "stage", "date": "at"},
    K.TOUCH: {"record id": "touch_id", "id": "touch_id", "create date": "at", "created at": "at", "rep": "owner", "status": ""},
    K.CALL: {"record id": "touch_id", "id": "touch_id", "create date": "at", "created at": "at", "status": "call_status",
             "duration": "duration"},
    K.PERSON: {"name": "owner", "full name": "owner", "user": "owner", "person": "owner", "owner email": "email"},
    K.SERVICE: {"name": "service"},
    K.IGNORE: {},
}  # fmt: skip

# What a file's name says of its rows, the surest first.
NAME_HINTS: tuple[tuple[str, RowKind], ...] = (
    (r"dictionary|read ?me|glossary|metadata", K.IGNORE),
    (r"^sa be\b", K.TOUCH),
    (r"^sa generic contact ?filter", K.CONTACT),
    (r"^sa generic", K.PURSUIT),
    (r"stage (changes?|history)|deal history|history of stages|property history", K.STAGE_CHANGE),
    (r"\bcalls?\b|recordings?", K.CALL),
    (r"touch(es)?|activit|interaction|engagement|notes?\b|meetings?|emails?\b|communications?", K.TOUCH),
    (r"contacts?\b", K.CONTACT),
    (r"deals?\b|opportunit|pipeline|pursuits?|\bleads?\b|prospects?", K.PURSUIT),
    (r"compan|accounts?\b|organi[sz]ations?|customers?\b|clients?\b", K.COMPANY),
    (r"people|users?\b|owners?\b|\breps?\b|sales ?teams?|agents?\b|staff|team", K.PERSON),
    (r"products?|services?|price ?list|catalogue", K.SERVICE),
)

# Stage labels: pattern, state, why. The first that fits counts.
STAGE_WORDS: tuple[tuple[str, FunnelState, str], ...] = (
    (r"not interested|no interest", S.UNQUALIFIED, "left the funnel"),
    (r"unqualif|disqualif|lost|reject|declin|dead|dropped|churn|cancel|junk|invalid|bad fit|no fit|tidak|gagal|batal",
     S.UNQUALIFIED, "left the funnel"),
    (r"\bwon\b|closed ?won|client|customer|signed|onboard|\blive\b|paid|bought|menang|pelanggan|subscribed",
     S.CLIENT, "bought"),
    (r"demo|presentation|proposal|quot|negotiat|contract|trial|pilot|\bpoc\b|tender|decision|verbal|closing|sebut ?harga",
     S.PROSPECT, "at or after the demo"),
    (r"^prospect$", S.PROSPECT, "named like the state"),
    (r"cold|nurtur|on hold|parked|stalled|later|not now|dormant|no response|unresponsive|sejuk|dingin",
     S.COLD_LEAD, "needs warming up"),
    (r"qualif|opportunit|\bsql\b|discovery|needs|budget|evaluat", S.QUALIFIED_OPPORTUNITY, "fit or need is known"),
    (r"\bhot\b|warm|interest|engag|connected|appointment|responded|replied|conversation|meeting|panas",
     S.HOT_LEAD, "warmed up to a sales person"),
    (r"target|^new$|untouched|uncontacted|to contact|not started|to do|backlog|cold list|baru",
     S.SALES_TARGET, "not contacted yet"),
    (r"lead|prospecting|contacted|attempt|^open|\bmql\b|inquir|enquir|initial|in progress|sign ?up",
     S.LEAD, "discovering, the beginning of a cycle"),
)  # fmt: skip

OUTCOME_WORDS = re.compile(
    r"\b(clos\w*|won|lost|outcome|loss|days to|is closed|forecast|probability|weighted)\b"
)
CREATION_WORDS = re.compile(
    r"\b(found\w*|establish\w*|year|incorporated|series|segment|tier|subsidiary|parent|type)\b"
)

INDUSTRIES = (
    "accounting", "advertising", "aerospace", "agriculture", "automotive", "aviation", "banking",
    "beauty", "biotechnology", "chemicals", "cleaning", "construction", "consulting", "consumer",
    "education", "electronics", "employment", "energy", "engineering", "entertainment", "fashion",
    "finance", "fintech", "fitness", "food", "furniture", "gaming", "government", "healthcare",
    "hospitality", "hotel", "insurance", "internet", "legal", "logistics", "manufacturing", "marine",
    "marketing", "media", "medical", "mining", "nonprofit", "oil", "pharmaceutical", "pharmaceuticals",
    "property", "publishing", "recruitment", "restaurant", "retail", "security", "services", "software",
    "sports", "technology", "telecommunications", "textiles", "tourism", "trading", "training",
    "transportation", "travel", "utilities", "wholesale",
)  # fmt: skip


def fold_header(name: str) -> str:
    """A column or file name as it is compared.

    >>> fold_header("Associated Company (Primary)"), fold_header("closeDate"), fold_header("SA_BE")
    ('associated company primary', 'close date', 'sa be')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[\W_]+", " ", apart).split()).lower()
