"""Property definitions of the portal: HubSpot's own that matter here, and what an admin or an app adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.standins.hubspot_records import ACTIVITIES, CHANGED, CREATED, KINDS, SINGULAR

DISPOSITIONS = {
    "f240bbac-87c9-4f6e-bf70-924b57d47db7": "Connected",
    "9d9162e7-6cf3-4944-bf63-4dff82258764": "Busy",
    "73a0d17f-1163-4015-bdd5-ec830791da20": "No answer",
    "b2cf5968-551e-4856-9783-52b3da59a7d0": "Left voicemail",
    "a4c4c377-d246-4b32-a13b-75a56a4cd0ff": "Left live message",
    "17b47fee-58de-441e-a44c-c6300d46f273": "Wrong number",
}
LIFECYCLE = ("subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer")
LEAD_STATUS = ("NEW", "OPEN", "IN_PROGRESS", "OPEN_DEAL", "UNQUALIFIED", "CONNECTED", "BAD_TIMING")
INDUSTRIES = (
    *("ACCOUNTING", "COMPUTER_SOFTWARE", "CONSTRUCTION", "FOOD_BEVERAGES", "HOSPITAL_HEALTH_CARE"),
    *(
        "HOSPITALITY",
        "LOGISTICS_AND_SUPPLY_CHAIN",
        "RETAIL",
        "STAFFING_AND_RECRUITING",
        "EDUCATION_MANAGEMENT",
    ),
)

# A line each: name, type, and for an enumeration its values. Labels are made of the names.
_OWN = {
    "companies": f"""name string
        domain string
        industry enumeration {" ".join(INDUSTRIES)}
        numberofemployees number
        annualrevenue number
        phone string
        city string
        country string
        website string
        description string
        lifecyclestage enumeration {" ".join(LIFECYCLE)}
        hs_lead_status enumeration {" ".join(LEAD_STATUS)}""",
    "contacts": f"""firstname string
        lastname string
        email string
        phone string
        mobilephone string
        jobtitle string
        company string
        associatedcompanyid number
        country string
        lifecyclestage enumeration {" ".join(LIFECYCLE)}
        hs_lead_status enumeration {" ".join(LEAD_STATUS)}
        hs_email_optout bool true false
        recording_consent enumeration granted refused unknown""",
    "deals": """dealname string
        dealstage enumeration
        hs_v2_date_entered_current_stage datetime
        pipeline enumeration
        amount number
        deal_currency_code enumeration SGD MYR IDR USD
        closedate datetime
        dealtype enumeration newbusiness existingbusiness
        hs_analytics_source enumeration ORGANIC_SEARCH REFERRALS OFFLINE PAID_SEARCH EMAIL_MARKETING
        closed_lost_reason string
        closed_won_reason string
        description string
        hs_priority enumeration low medium high
        hs_is_closed bool true false
        hs_is_closed_won bool true false
        hs_deal_stage_probability number""",
    "calls": f"""hs_call_title string
        hs_call_body string
        hs_call_direction enumeration INBOUND OUTBOUND
        hs_call_disposition enumeration {" ".join(DISPOSITIONS)}
        hs_call_duration number
        hs_call_status enumeration COMPLETED BUSY NO_ANSWER FAILED CANCELED
        hs_call_from_number string
        hs_call_to_number string
        hs_call_recording_url string
        hs_call_source enumeration INTEGRATIONS_PLATFORM
        hs_call_external_id string
        hs_call_has_transcript bool true false""",
    "meetings": """hs_meeting_title string
        hs_meeting_body string
        hs_internal_meeting_notes string
        hs_meeting_outcome enumeration SCHEDULED COMPLETED RESCHEDULED NO_SHOW CANCELED
        hs_meeting_start_time datetime
        hs_meeting_end_time datetime
        hs_meeting_location string""",
    "notes": """hs_note_body string""",
    "emails": """hs_email_subject string
        hs_email_text string
        hs_email_html string
        hs_email_direction enumeration EMAIL INCOMING_EMAIL FORWARDED_EMAIL
        hs_email_status enumeration BOUNCED FAILED SCHEDULED SENDING SENT
        hs_email_headers string""",
    "tasks": """hs_task_subject string
        hs_task_body string
        hs_task_status enumeration NOT_STARTED IN_PROGRESS WAITING COMPLETED DEFERRED
        hs_task_type enumeration TODO CALL EMAIL
        hs_task_priority enumeration NONE LOW MEDIUM HIGH
        hs_task_completion_date datetime""",
}
READ_ONLY = {
    "hs_object_id",
    "lastmodifieddate",
    "hs_lastmodifieddate",
    "hs_createdate",
    "hs_merged_object_ids",
}
READ_ONLY |= {"associatedcompanyid", "hs_is_closed", "hs_is_closed_won", "hs_deal_stage_probability"}
FIELD_TYPES = {"string": "text", "number": "number", "enumeration": "select", "bool": "booleancheckbox"}
NAMED_OPTIONS = DISPOSITIONS | {"EMAIL": "Outgoing email", "newbusiness": "New Business"}


@dataclass
class Definition:
    """One property of a kind of records; options are values with their labels."""

    name: str
    type: str
    label: str = ""
    group: str = ""
    options: dict[str, str] = field(default_factory=dict)
    own: bool = True

    def as_json(self, kind: str) -> dict[str, Any]:
        """As HubSpot tells it."""
        options = [
            {"label": label, "value": value, "displayOrder": number, "hidden": False, "description": ""}
            for number, (value, label) in enumerate(self.options.items())
        ]
        return {
            "name": self.name,
            "label": self.label or words(self.name),
            "type": self.type,
            "fieldType": FIELD_TYPES.get(self.type, "date"),
            "description": "",
            "groupName": self.group or f"{SINGULAR[kind]}information",
            "options": options,
            "displayOrder": -1,
            "calculated": False,
            "externalOptions": self.name == "hubspot_owner_id",
            "hasUniqueValue": False,
            "hidden": False,
            "hubspotDefined": self.own,
            "formField": False,
            "archived": False,
            "createdAt": "2019-08-06T02:41:08.029Z",
            "updatedAt": "2019-08-06T02:41:08.029Z",
        }


def own_definitions(kind: str) -> dict[str, Definition]:
    """What HubSpot itself defines, as far as it matters here."""
    lines = [line.split() for line in _OWN[kind].splitlines()]
    lines += [[CREATED[kind], "datetime"], [CHANGED[kind], "datetime"], ["hs_object_id", "number"]]
    lines += [["hs_merged_object_ids", "string"], ["hubspot_owner_id", "enumeration"]]
    if kind in ACTIVITIES:
        lines += [["hs_timestamp", "datetime"]]
    return {
        name: Definition(name, type_, options={one: NAMED_OPTIONS.get(one, words(one)) for one in values})
        for name, type_, *values in lines
    }


def words(name: str) -> str:
    """A label for a name.

    >>> words("hs_call_direction"), words("NO_SHOW")
    ('Call Direction', 'No Show')
    """
    return name.removeprefix("hs_").removeprefix("hubspot_").replace("_", " ").title()


def definition_from(body: Mapping[str, Any]) -> Definition:
    """A property as an app creates it."""
    options = {one["value"]: one["label"] for one in body.get("options") or []}
    return Definition(body["name"], body["type"], body["label"], body["groupName"], options, own=False)


def default_groups() -> dict[str, dict[str, str]]:
    """The groups that each kind has to begin with: names to labels."""
    return {kind: {f"{SINGULAR[kind]}information": f"{SINGULAR[kind].title()} information"} for kind in KINDS}
