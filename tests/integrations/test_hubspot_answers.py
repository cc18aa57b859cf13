"""Records as HubSpot writes them, and as it should not: whatever comes, the reason is kept and nothing falls over."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.errors import Garbled
from integrations.hubspot_answers import LinkPages, archived_record, moment, next_cursor, record, unfinished
from integrations.systems import CRM_KINDS, StageVisit

AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
ASKED = ("dealname", "amount", "dealstage")
GOOD: dict[str, Any] = {
    "id": "7",
    "properties": {
        "dealname": "Rostering",
        "amount": None,
        "dealstage": "won",
        "hs_lastmodifieddate": "2026-11-20T10:00:00Z",
        "hs_object_id": "7",
        "sa_lead_score": "80",
    },
}


def deal(**parts: Any) -> dict[str, Any]:
    return GOOD | parts


def with_properties(**values: Any) -> dict[str, Any]:
    return deal(properties=GOOD["properties"] | values)


def test_a_record_keeps_what_was_asked_for_and_is_not_null() -> None:
    found = record("deals", GOOD, ASKED)
    assert (found.kind, found.id, found.problem) == ("deals", "7", "")
    assert found.properties == {"dealname": "Rostering", "dealstage": "won"}
    assert found.changed_at == AT
    assert (found.links, found.history) == (None, None)


@pytest.mark.parametrize(
    "written", ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000+00:00", "1795168800000"]
)
def test_a_moment_is_iso_or_milliseconds(written: str) -> None:
    assert record("deals", with_properties(hs_lastmodifieddate=written), ASKED).changed_at == AT


def test_contacts_have_another_property_for_it() -> None:
    raw = {"id": "1", "properties": {"lastmodifieddate": "1795168800000", "hs_lastmodifieddate": "never"}}
    assert record("contacts", raw, ()).changed_at == AT


def test_the_record_itself_says_it_where_the_property_is_missing() -> None:
    raw = {"id": "1", "properties": {}, "updatedAt": "2026-11-20T10:00:00Z"}
    assert record("notes", raw, ()).changed_at == AT
    assert record("notes", {"id": "1", "properties": {}}, ()).changed_at is None


@pytest.mark.parametrize(
    "value", [7, True, "soon", "2026-11-20T10:00:00", "20261120", {}, ["2026"], "1" * 400]
)
def test_another_type_of_moment_is_a_problem(value: Any) -> None:
    found = record("deals", with_properties(hs_lastmodifieddate=value), ASKED)
    assert found.problem == "its hs_lastmodifieddate is no moment"
    assert found.id == "7"


@pytest.mark.parametrize(
    ("raw", "reason", "id_"),
    [
        ({}, "no id", None),
        (None, "no id", None),
        ([1], "no id", None),
        ("7", "no id", None),
        (deal(id=None), "no id", "7"),
        (deal(id="", properties={"hs_object_id": "8"}), "no id", "8"),
        (deal(id="", properties={"hs_object_id": ["8"]}), "no id", None),
        (deal(id=7.5), "no id", "7"),
        (deal(id=True), "no id", "7"),
        (deal(id="abc-1"), "no id", "abc-1"),
        (deal(id="7\u0000", properties={}), "no id", None),
        (deal(id="²", properties={}), "no id", None),
        (deal(id="1" * 99, properties={}), "no id", None),
        (deal(properties=None), "its properties", "7"),
        (deal(properties=[]), "its properties", "7"),
        (deal(properties="name"), "its properties", "7"),
        (with_properties(amount={"value": 1}), "its property amount is no text", "7"),
        (with_properties(dealname=["a"]), "its property dealname is no text", "7"),
        (deal(associations=[]), "its links", "7"),
        (deal(associations={"companies": {"results": None}}), "its links", "7"),
        (deal(associations={"companies": {"results": ["5"]}}), "its links", "7"),
        (deal(associations={"contacts": {"results": [{"id": 5.5}]}}), "its links", "7"),
        (deal(propertiesWithHistory=[]), "its stage history", "7"),
        (deal(propertiesWithHistory={"dealstage": "won"}), "its stage history", "7"),
        (deal(propertiesWithHistory={"dealstage": ["won"]}), "its stage history", "7"),
        (deal(propertiesWithHistory={"dealstage": [{"value": "won"}]}), "its stage history", "7"),
        (
            deal(propertiesWithHistory={"dealstage": [{"value": "", "timestamp": "2026-11-20T10:00:00Z"}]}),
            "its stage history",
            "7",
        ),
        (
            deal(propertiesWithHistory={"dealstage": [{"value": "won", "timestamp": "soon"}]}),
            "its stage history",
            "7",
        ),
    ],
)
def test_what_cannot_be_used_keeps_its_reason_and_an_id(raw: Any, reason: str, id_: str | None) -> None:
    found = record("deals", raw, ASKED, linked=True)
    assert reason in found.problem
    assert found.id == (id_ or found.id)
    assert found.id
    assert (id_ is not None) or found.id.startswith("?")
    assert found.id == record("deals", json.loads(json.dumps(raw)), ASKED, linked=True).id


def test_records_without_an_id_have_made_up_ones_that_differ() -> None:
    assert (
        record("deals", {"properties": {"a": "1"}}, ()).id
        != record("deals", {"properties": {"a": "2"}}, ()).id
    )


def test_numbers_and_flags_are_taken_as_their_texts() -> None:
    found = record("deals", with_properties(amount=12.5, dealname=True), ASKED)
    assert found.properties == {"amount": "12.5", "dealname": "true", "dealstage": "won"}


def test_what_no_database_takes_is_replaced() -> None:
    raw = json.loads('{"id": "7", "properties": {"dealname": "A\\u0000b \\ud83d\\ude00 \\ud800"}}')
    assert record("deals", raw, ASKED).properties["dealname"] == "Ab 😀 ?"


# --- links ----------------------------------------------------------------------------------------------------------


def companies(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"companies": {"results": [{"id": id_, "type": type_} for id_, type_ in pairs]}}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            [
                ("5", "deal_to_company_unlabeled"),
                ("6", "deal_to_company_unlabeled"),
                ("6", "deal_to_company"),
            ],
            ("6", "5"),
        ),
        (
            [("5", "partner"), ("5", "deal_to_company_unlabeled"), ("6", "deal_to_primary_company")],
            ("6", "5"),
        ),
        ([("9", "deal_to_company"), ("5", "deal_to_company")], ("9", "5")),
    ],
)
def test_the_primary_company_comes_first_and_nothing_twice(
    pairs: list[tuple[str, str]], expected: tuple[str, ...]
) -> None:
    found = record("deals", deal(associations=companies(*pairs)), ASKED, linked=True)
    assert found.links == {"companies": expected}


def test_links_that_were_asked_for_and_are_missing_are_none() -> None:
    assert record("deals", GOOD, ASKED, linked=True).links == {}
    assert record("companies", {"id": "1", "properties": {}}, ()).links == {}


def test_a_list_says_where_it_is_cut() -> None:
    part = companies(("5", "deal_to_company"))
    assert unfinished("deals", deal(associations=part)) == []
    part["companies"]["paging"] = {"next": {"after": "5"}}
    assert unfinished("deals", deal(associations=part)) == ["companies"]
    assert unfinished("deals", None) == unfinished("deals", deal(associations=[])) == []


def linked(id_: Any, *to: Any, **more: Any) -> dict[str, Any]:
    return {"from": {"id": id_}, "to": list(to), **more}


def test_links_are_gathered_over_pages_with_the_primary_one_first() -> None:
    pages = LinkPages("deals", "companies", ["1", "2"])
    plain = [{"category": "HUBSPOT_DEFINED", "typeId": 341, "label": None}]
    primary = [*plain, {"category": "HUBSPOT_DEFINED", "typeId": 5, "label": "Primary"}]
    first = linked(
        "1", {"toObjectId": 8, "associationTypes": plain}, paging={"next": {"after": "8", "link": "x"}}
    )
    asked: dict[str, str | None] = {"1": None, "2": None}
    assert pages.add([first, linked("3", {"toObjectId": "4"})], asked) == {"1": "8"}
    assert pages.add([linked("1", {"toObjectId": "9", "associationTypes": primary})], {"1": "8"}) == {}
    assert pages.complete == {"1": ("9", "8"), "2": ()}


@pytest.mark.parametrize(("kind", "to"), [("notes", "contacts"), ("deals", "companies")])
def test_a_label_of_the_account_is_not_primary(kind: str, to: str) -> None:
    pages = LinkPages(kind, to, ["1"])
    own = [{"category": "USER_DEFINED", "typeId": 5, "label": None}]
    pages.add([linked("1", {"toObjectId": 8}, {"toObjectId": 9, "associationTypes": own})], {"1": None})
    assert pages.complete == {"1": ("8", "9")}


@pytest.mark.parametrize(
    "result",
    [None, {}, {"from": {"id": "1"}}, linked("1", "5"), linked("1", {"toObjectId": None}), linked("1", {"toObjectId": "x"}), linked("1", {"toObjectId": 5, "associationTypes": ["x"]}), linked("1", paging={"next": {"after": "8"}}), linked("1", paging="8"), {"from": "1", "to": []}],
)  # fmt: skip
def test_links_that_are_none_are_garbled(result: Any) -> None:
    with pytest.raises(Garbled):
        LinkPages("deals", "companies", ["1"]).add([result], {"1": "8"})


# --- history --------------------------------------------------------------------------------------------------------


def test_history_is_turned_round_and_keeps_what_is_entered_twice() -> None:
    entries = [
        {"value": "won", "timestamp": "2026-11-20T10:00:00Z", "sourceType": "CRM_UI"},
        {"value": "demo", "timestamp": "2026-11-10T10:00:00.001Z"},
        {"value": "demo", "timestamp": "2026-11-01T10:00:00Z"},
    ]
    found = record("deals", deal(propertiesWithHistory={"dealstage": entries}), ASKED)
    assert found.history is not None
    assert [visit.stage for visit in found.history] == ["demo", "demo", "won"]
    assert found.history[-1] == StageVisit("won", AT)


def test_what_happened_at_one_moment_stays_in_its_order() -> None:
    entries = [{"value": stage, "timestamp": "2026-11-20T10:00:00Z"} for stage in ("won", "demo", "new")]
    found = record("deals", deal(propertiesWithHistory={"dealstage": entries}), ASKED)
    assert [visit.stage for visit in found.history or ()] == ["new", "demo", "won"]


def test_an_answer_without_history_does_not_tell() -> None:
    assert record("deals", deal(propertiesWithHistory={}), ASKED).history is None
    assert record("deals", deal(propertiesWithHistory={"dealstage": []}), ASKED).history == ()


# --- cursors and the rest -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [{}, {"paging": None}, {"paging": {}}, {"paging": {"next": None}}])
def test_the_last_page_has_no_cursor(body: dict[str, Any]) -> None:
    assert next_cursor(body, "7") is None


@pytest.mark.parametrize("paging", ["7", {"next": {}}, {"next": "8"}, {"next": {"after": ""}}, {"next": {"after": "7"}}, {"next": {"after": 7}}, {"next": {"after": None}}])  # fmt: skip
def test_a_cursor_that_leads_nowhere_or_back_is_garbled(paging: Any) -> None:
    with pytest.raises(Garbled):
        next_cursor({"paging": paging}, "7")


def test_a_cursor_leads_on() -> None:
    assert next_cursor({"paging": {"next": {"after": 8}}}, "7") == "8"


def test_a_deleted_record_is_its_id() -> None:
    found = archived_record("deals", GOOD | {"archived": True})
    assert (found.id, found.properties, found.problem) == ("7", {}, "")
    assert archived_record("deals", 5).problem


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
likely = st.sampled_from(["7", "0", "won", "2026-11-20T10:00:00Z", "0001-01-01T00:00:00+14:00", {}, []])
part = json_values | likely


@given(
    st.sampled_from(CRM_KINDS),
    json_values
    | st.fixed_dictionaries(
        {},
        optional={
            "id": part,
            "properties": part
            | st.dictionaries(
                st.sampled_from(["dealname", "hs_lastmodifieddate", "lastmodifieddate"]), part, max_size=3
            ),
            "associations": part
            | st.fixed_dictionaries({"companies": part | st.fixed_dictionaries({"results": st.lists(part)})}),
            "propertiesWithHistory": part | st.fixed_dictionaries({"dealstage": part | st.lists(part)}),
            "updatedAt": part,
        },
    ),
)
def test_whatever_comes_is_a_record_that_can_be_stored(kind: str, raw: Any) -> None:
    found = record(kind, raw, ("dealname",), linked=True)
    assert found.id.isascii()
    assert found.id == record(kind, raw, ("dealname",), linked=True).id
    assert all(isinstance(value, str) for value in found.properties.values())
    assert "\0" not in json.dumps(found.properties, ensure_ascii=False).encode().decode()
    assert found.problem or found.id.isdigit()
    unfinished(kind, raw)


@given(json_values)
def test_a_moment_is_aware_or_none(value: Any) -> None:
    found = moment(value)
    assert found is None or found.tzinfo is UTC
