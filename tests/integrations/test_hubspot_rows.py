"""HubSpot's records as rows: every kind by its properties, and a reason for each that cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.crm_mapping import parse_mapping
from integrations.hubspot_activities import seen_elsewhere
from integrations.hubspot_rows import Surroundings, links_of, merged_into, read_row, unknown_stages
from integrations.hubspot_values import LONGEST_BODY, RecordFault
from integrations.intake_rows import CompanyRow, ContactRow, DealRow, Owner, StageEntry, TaskRow, TouchRow
from integrations.store.landing import Landed
from integrations.systems import CRM_KINDS, CrmOwner, StageVisit
from ml.funnel import FunnelState, Leaving

MAPPING = parse_mapping(
    "pipelines: [{id: p, label: Sales, stages: [{id: n, label: New, state: LEAD}, {id: w, label: Won, state: CLIENT},"
    " {id: l, label: Lost, state: UNQUALIFIED}]}, {id: q, label: Other, stages: [{id: m, label: New, state: LEAD}]}]"
)
AROUND = Surroundings(
    MAPPING, {"71": CrmOwner("71", "ada@team.test", "Ada Tan")}, ("SG",), ZoneInfo("Asia/Singapore")
)
MOMENT = "2026-03-01T23:30:00.000Z"
AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


def landed(kind: str, links: Mapping[str, Any] | None = None, history: Any = (), **properties: Any) -> Landed:
    begun = {} if kind in {"companies", "contacts", "deals"} else {"hs_timestamp": MOMENT}
    visits = tuple(StageVisit(stage, datetime.fromisoformat(at)) for stage, at in history)
    return Landed(kind, "5", {**begun, **properties}, links or {}, visits)


def row_of(kind: str, *args: Any, **properties: Any) -> Any:
    return read_row(landed(kind, *args, **properties), AROUND)


def fault_of(kind: str, *args: Any, **properties: Any) -> str:
    with pytest.raises(RecordFault) as fault:
        row_of(kind, *args, **properties)
    return str(fault.value)


def test_a_company() -> None:
    row = row_of(
        "companies", name=" Acme\n Pte ", domain="acme.test", numberofemployees="120", industry="RETAIL", city="Singapore",
        founded_year="1999", sa_lead_score="80", hs_object_id="5", empty="", nothing=None,
    )  # fmt: skip
    assert isinstance(row, CompanyRow)
    company = row.company
    assert (company.id, company.name, company.domain, company.employees) == (
        "5",
        "Acme Pte",
        "acme.test",
        120.0,
    )
    assert company.properties == {"city": "Singapore", "founded_year": 1999.0}
    assert row_of("companies", domain="acme.test").company.name == "acme.test"
    assert fault_of("companies", name=" ") == "a company without a name or a domain"
    assert (
        fault_of("companies", name="A", numberofemployees="many")
        == "the property “numberofemployees” is no number"
    )
    assert fault_of("companies", name=["A"]) == "the property “name” is no text"
    assert fault_of("companies", name="A", custom={"a": 1}) == "the property “custom” is no text"


def test_a_contact_with_and_without_a_company() -> None:
    row = row_of(
        "contacts", {"companies": ["1", "2"]}, firstname="Mei", lastname="Tan", email="Mei@x.test", phone="9123", mobilephone="8123",
        jobtitle="HR", recording_consent="granted",
    )  # fmt: skip
    assert isinstance(row, ContactRow)
    assert (row.company.id, row.contact.name, row.contact.email, row.contact.role) == (
        "1",
        "Mei Tan",
        "Mei@x.test",
        "HR",
    )
    assert row.contact.properties == {"mobilephone": "8123", "recording_consent": "granted"}
    assert row_of("contacts", email="a@b.test").contact.name == "a@b.test"
    assert row_of("contacts", mobilephone="8123").contact.name == "8123"
    assert row_of("contacts", email="a@b.test").company.id == ""
    assert fault_of("contacts") == "a contact without a name, an e-mail or a number"
    assert "longer than 254" in fault_of("contacts", email="a" * 300)


def test_a_contacts_company_may_be_told_by_a_property() -> None:
    assert links_of(landed("contacts", associatedcompanyid="9")) == {"companies": ("9",)}
    assert links_of(landed("contacts", {"companies": ["1"]}, associatedcompanyid="9")) == {"companies": ["1"]}
    assert links_of(landed("deals", {"companies": ["1"], "contacts": ["2"]})) == {"companies": ["1"]}
    assert links_of(landed("notes", {"deals": ["3"], "tickets": ["4"]})) == {"deals": ["3"]}


def test_a_deal_with_its_history() -> None:
    row = row_of(
        "deals", {"companies": ["1"], "contacts": ["2"]}, [("n", MOMENT), ("gone", "2026-03-02T00:00:00Z"), ("l", "2026-03-03T00:00:00Z")],
        dealname="Rostering", dealstage="l", pipeline="p", amount="1200.50", createdate=MOMENT, hubspot_owner_id="71",
        closed_lost_reason="Price", hs_analytics_source="PAID", segment="new",
    )  # fmt: skip
    assert isinstance(row, DealRow)
    assert row.entries == (
        StageEntry("New (Sales)", FunnelState.LEAD, AT),
        StageEntry("Lost", FunnelState.UNQUALIFIED, datetime(2026, 3, 3, tzinfo=UTC)),
    )
    assert (row.state, row.value, row.entered_at, row.source) == (FunnelState.UNQUALIFIED, 1200.5, AT, "PAID")
    assert (row.owner, row.leaving, row.contact.id) == (
        Owner("Ada Tan", "ada@team.test"),
        Leaving("Price"),
        "2",
    )
    assert row.properties == {"segment": "new"}


def test_a_deal_in_an_unknown_stage_stands_nowhere_and_is_reported() -> None:
    deal = landed("deals", {"companies": ["1"]}, [("n", MOMENT), ("x", MOMENT)], dealstage="y", pipeline="p")
    row = read_row(deal, AROUND)
    assert isinstance(row, DealRow)
    assert (row.state, len(row.entries)) == (None, 1)
    assert unknown_stages(deal, MAPPING) == {"x", "y"}
    assert unknown_stages(landed("notes", dealstage="y"), MAPPING) == set()


def test_a_closed_deal_without_a_history_was_closed_at_its_closing_date() -> None:
    row = row_of("deals", {"companies": ["1"]}, dealstage="w", pipeline="p", closedate="1772407800000")
    assert row.entries == (StageEntry("Won", FunnelState.CLIENT, AT),)
    assert row_of("deals", {"companies": ["1"]}, dealstage="n", closedate=MOMENT).entries == ()


def test_a_deal_needs_its_company() -> None:
    assert fault_of("deals") == "a deal without a company"
    assert fault_of("deals", {"companies": []}) == "a deal whose company is not known"


def test_a_closed_lost_reason_counts_of_lost_deals_only() -> None:
    assert row_of("deals", {"companies": ["1"]}, dealstage="n", closed_lost_reason="Price").leaving is None


@pytest.mark.parametrize(
    ("properties", "answered", "status"),
    [
        ({"hs_call_disposition": "f240bbac-87c9-4f6e-bf70-924b57d47db7"}, True, "connected"),
        ({"hs_call_disposition": "A4C4C377-D246-4B32-A13B-75A56A4CD0FF"}, True, "left live message"),
        ({"hs_call_disposition": "b2cf5968-551e-4856-9783-52b3da59a7d0"}, False, "left voicemail"),
        ({"hs_call_disposition": "73a0d17f-1163-4015-bdd5-ec830791da20"}, False, "no answer"),
        ({"hs_call_disposition": "9d9162e7-6cf3-4944-bf63-4dff82258764"}, False, "busy"),
        ({"hs_call_disposition": "17b47fee-58de-441e-a44c-c6300d46f273"}, False, "wrong number"),
        ({"hs_call_disposition": "the account's own", "hs_call_status": "COMPLETED"}, None, "completed"),
        ({"hs_call_status": "NO_ANSWER"}, False, "no answer"),
        ({}, None, ""),
    ],
)
def test_how_a_call_ended(properties: dict[str, str], answered: bool | None, status: str) -> None:
    row = row_of("calls", **properties)
    assert (row.answered, row.recording.status) == (answered, status)


def test_a_call() -> None:
    row = row_of(
        "calls", {"companies": ["1"], "deals": ["3", "4"], "contacts": ["2"]}, hs_call_direction="INBOUND", hs_call_duration="61400",
        hs_call_from_number="9123 4567", hs_call_to_number="6212 3456", hs_call_body="<p>Hi</p>", hs_call_title="Call with Mei",
    )  # fmt: skip
    assert isinstance(row, TouchRow)
    assert row.recording is not None
    assert (row.channel, row.direction, row.duration_s, row.recording.number) == (
        "call",
        "in",
        61,
        "+6591234567",
    )
    assert (row.company.id, row.deal_id, row.contact.id, row.text, row.at) == ("1", "3", "2", "Hi", AT)
    assert row.key == "touch:calls:5"  # a note may have the same id
    assert fault_of("calls", hs_call_direction="SIDEWAYS").startswith(
        "the property “hs_call_direction” has a value"
    )
    assert row_of("calls", hs_call_duration="-5").duration_s is None


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("CA" + "0" * 32, (("twilio", "CA" + "0" * 32),)),
        ("123", (("aircall", "123"),)),
        ("x y", ()),
        (None, ()),
        (5, ()),
    ],
)
def test_where_else_a_call_was_seen(given: Any, seen: Any) -> None:
    assert seen_elsewhere(landed("calls", hs_call_external_id=given)) == seen


def test_a_meeting() -> None:
    row = row_of(
        "meetings", hs_meeting_start_time="2026-03-05T02:00:00Z", hs_meeting_end_time="2026-03-05T02:45:00Z",
        hs_createdate=MOMENT, hs_meeting_outcome="COMPLETED", hs_meeting_title="Demo", hs_meeting_body="<p>Agenda</p>",
        hs_internal_meeting_notes="Went well",
    )  # fmt: skip
    assert (row.at, row.duration_s, row.answered) == (datetime(2026, 3, 5, 2, tzinfo=UTC), 2700, True)
    assert row.properties == {"title": "Demo", "outcome": "COMPLETED"}
    assert (row.booked_at, row.cancelled) == (AT, False)
    assert row.text == "Agenda\nWent well"
    assert [row_of("meetings", hs_meeting_outcome=one).answered for one in ("NO_SHOW", "SCHEDULED", "our own")] == [
        False, None, None,
    ]  # fmt: skip
    called_off = [
        row_of("meetings", hs_meeting_outcome=one) for one in ("CANCELED", "canceled", "RESCHEDULED", "")
    ]
    assert [(one.cancelled, one.answered) for one in called_off] == [
        (True, False), (True, False), (False, False), (None, None),
    ]  # fmt: skip


def test_emails_notes_and_tasks() -> None:
    assert [row_of("emails", hs_email_direction=one).direction for one in ("EMAIL", "INCOMING_EMAIL", "FORWARDED_EMAIL", "")] == [
        "out", "in", "in", "out",
    ]  # fmt: skip
    mail = row_of("emails", hs_email_subject="Hello", hs_email_html="<p>You</p>")
    assert (mail.text, mail.properties) == ("You", {"subject": "Hello"})
    assert "hs_email_direction" in fault_of("emails", hs_email_direction="UP")
    assert row_of("notes", hs_note_body="<div>A</div><div>B</div>").text == "A\nB"
    task = row_of("tasks", hs_task_subject="Call Mei", hs_task_status="NOT_STARTED", hubspot_owner_id="71")
    assert isinstance(task, TaskRow)
    assert (task.subject, task.due_on, task.done_at) == (
        "Call Mei",
        date(2026, 3, 2),
        None,
    )  # by then in Singapore
    assert row_of("tasks", hs_task_status="COMPLETED", hs_task_completion_date=MOMENT).done_at == AT
    assert "hs_task_status" in fault_of("tasks", hs_task_status="SOON")


@pytest.mark.parametrize("kind", ["calls", "meetings", "notes", "emails", "tasks"])
def test_an_activity_needs_its_moment(kind: str) -> None:
    assert fault_of(kind, hs_timestamp=None) == "the property “hs_timestamp” is missing"
    assert fault_of(kind, hs_timestamp="soon") == "the property “hs_timestamp” is no moment"
    assert "outside of" in fault_of(kind, hs_timestamp="0201-01-01T00:00:00Z")
    assert fault_of(kind, hs_timestamp="9" * 15) == "the property “hs_timestamp” is no moment"


def test_a_text_beyond_hubspots_limit() -> None:
    assert row_of("notes", hs_note_body="x" * LONGEST_BODY).text
    assert fault_of("notes", hs_note_body="x" * (LONGEST_BODY + 1)).endswith("longer than 65,536 characters")


def test_which_records_were_merged() -> None:
    assert merged_into(landed("companies", hs_merged_object_ids="1; 2")) == [
        ("companies", "1", "5"),
        ("companies", "2", "5"),
    ]
    assert merged_into(landed("notes", hs_merged_object_ids="1")) == []


_values = (
    st.none()
    | st.text(max_size=20)
    | st.integers()
    | st.floats()
    | st.lists(st.text(max_size=3), max_size=2)
    | st.booleans()
)
_names = st.sampled_from(
    ["name", "domain", "numberofemployees", "email", "phone", "amount", "createdate", "dealstage", "closedate", "hs_timestamp",
     "hs_call_duration", "hs_call_direction", "hs_note_body", "hs_email_html", "hs_task_status", "hubspot_owner_id", "custom"]
)  # fmt: skip


@given(st.sampled_from(CRM_KINDS), st.dictionaries(_names, _values))
def test_wild_properties_make_a_row_or_a_reason(kind: str, properties: dict[str, Any]) -> None:
    given_moment = {"hs_timestamp": MOMENT, **properties}
    with suppress(RecordFault):
        text = repr(read_row(Landed(kind, "5", given_moment, {"companies": ["1"]}, ()), AROUND))
        assert "\\x00" not in text
        assert "\\ud8" not in text
