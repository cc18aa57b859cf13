"""The seam over real HTTP: paths, repeats, pace, counting, and every failure as its designed error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest

from integrations.errors import AccessRefused, DailyLimit, Garbled, MaybeWritten, WriteRefused
from integrations.hubspot_client import ASKED_BY_HAND, HubSpotClient, Patience
from integrations.hubspot_crm import HubSpotCrm
from ml.errors import Refused, SalesAssistantError, Unavailable
from tests.integrations.hubspot_script import TOKEN, FakeTime, ScriptedHubSpot, refusal
from tests.standins.http import Answer, json_answer

SINCE = FakeTime().now
HASTY = Patience(read=0.05)
HALF = Answer(200, b'{"results": [{"id": "1", "prop', {"Content-Type": "application/json"})
BROKEN_OFF = Answer(200, b'{"results": []}', cut_after=4)
SILENT = Answer(cut_after=-1)
NO_LIST = json_answer({"results": "none"})


@pytest.fixture
def hubspot() -> Iterator[ScriptedHubSpot]:
    with ScriptedHubSpot() as server:
        yield server
        assert not server.complaints


@pytest.fixture
def crm(hubspot: ScriptedHubSpot) -> Iterator[HubSpotCrm]:
    crm = hubspot.crm()
    yield crm
    crm.close()


# --- paths and the request itself -----------------------------------------------------------------------------


def test_every_path_is_of_the_dated_version(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [{"portalId": 1}, *({"results": []} for _ in range(9)), {"id": "1"}]
    crm.portal()
    crm.owners()
    crm.pipelines()
    crm.properties("deals")
    crm.page("deals", None)
    crm.newest("notes", SINCE)
    crm.read("contacts", ["1"])
    crm.links("deals", "companies", ["1"])
    crm.history(["1"])
    crm.write_properties("deals", {"1": {"sa_lead_score": "7"}})
    crm.create("notes", {"hs_note_body": "Hi"}, {"deals": ["1"]})
    assert hubspot.paths == [
        "GET /account-info/2026-03/details",
        "GET /crm/owners/2026-03",
        "GET /crm/pipelines/2026-03/deals",
        "GET /crm/properties/2026-03/deals",
        "GET /crm/objects/2026-03/deals",
        "POST /crm/objects/2026-03/notes/search",
        "POST /crm/objects/2026-03/contacts/batch/read",
        "POST /crm/associations/2026-03/deals/companies/batch/read",
        "POST /crm/objects/2026-03/deals/batch/read",
        "POST /crm/objects/2026-03/deals/batch/update",
        "POST /crm/objects/2026-03/notes",
    ]
    assert {one.headers["authorization"] for one in hubspot.seen} == {f"Bearer {TOKEN}"}
    assert crm.requests == 11


def test_all_parts_share_one_open_connection(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    crm.owners()
    crm.page("notes", None)
    crm.newest("notes", SINCE)
    crm.links("deals", "companies", ["1"])
    assert hubspot._server is not None
    assert len(hubspot._server.connections) == 1


def test_the_parts_are_made_once() -> None:
    client = HubSpotClient(TOKEN, "http://127.0.0.1:9")
    assert client.objects is client.objects


@pytest.mark.parametrize("token", ["", "  ", "pat\nX-Other: 1", "pät-1", "pat\x7f"])
def test_a_key_that_is_none_is_refused_without_showing_it(hubspot: ScriptedHubSpot, token: str) -> None:
    crm = HubSpotCrm(token, hubspot.url, sleep=hubspot.time.sleep)
    with pytest.raises(AccessRefused, match="HUBSPOT_TOKEN") as raised:
        crm.owners()
    assert not token.strip() or token.strip() not in str(raised.value)
    assert hubspot.seen == []


# --- repeats of what only reads ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "failure",
    [refusal(500), refusal(502), Answer(503, b"<html>"), refusal(408), HALF, BROKEN_OFF, SILENT, NO_LIST,
     Answer(200, b"[]"), Answer(200, b"\xff\xfe"), refusal(423), refusal(429, {"Retry-After": "1"})],
)  # fmt: skip
@pytest.mark.parametrize("what", ["list", "search", "batch", "links"])
def test_a_read_is_repeated_post_too(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, failure: Answer, what: str
) -> None:
    asks: dict[str, Any] = {
        "list": lambda: crm.page("notes", None).records[0].id,
        "search": lambda: crm.oldest("notes", SINCE).records[0].id,
        "batch": lambda: crm.read("notes", ["7"])[0].id,
        "links": lambda: crm.links("notes", "deals", ["7"])["7"][0],
    }
    good = {"results": [{"id": "7", "properties": {}, "from": {"id": "7"}, "to": [{"toObjectId": 7}]}]}
    hubspot.script = [failure, failure, good]
    assert asks[what]() == "7"
    assert crm.requests == len(hubspot.seen) == 3
    assert hubspot.time.slept


@pytest.mark.parametrize(
    ("failure", "error"),
    [(refusal(500), Unavailable), (SILENT, Unavailable), (HALF, Garbled), (BROKEN_OFF, Garbled),
     (NO_LIST, Garbled), (refusal(302), Unavailable)],
)  # fmt: skip
def test_repeats_end(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, failure: Answer, error: type[SalesAssistantError]
) -> None:
    hubspot.script = [failure] * 50
    with pytest.raises(error) as raised:
        crm.page("deals", None)
    tries = 1 if failure.status == 302 else 6
    assert len(hubspot.seen) == crm.requests == tries
    assert hubspot.time.slept == [0.5, 1.0, 2.0, 4.0, 8.0][: tries - 1]
    assert TOKEN not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_key_follows_no_redirection(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [Answer(302, b"", {"Location": f"{hubspot.url}/elsewhere"})]
    with pytest.raises(Unavailable, match="HUBSPOT_API_URL"):
        crm.page("deals", None)
    assert len(hubspot.seen) == crm.requests == 1


def test_a_storm_of_429_costs_only_the_waits(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    busy = refusal(429, {"Retry-After": "2"}, policyName="TEN_SECONDLY_ROLLING")
    hubspot.script = [busy] * 15
    crm.page("deals", None)
    assert hubspot.time.slept == [2.0] * 15
    assert crm.requests == 16


@pytest.mark.parametrize(
    ("headers", "policy", "wait"),
    [({"Retry-After": "3"}, "SECONDLY", 3.0), ({}, "SECONDLY", 1.0), ({}, "TEN_SECONDLY_ROLLING", 10.0),
     ({}, "", 10.0), ({"Retry-After": "soon"}, "", 10.0), ({"Retry-After": "999999"}, "", 60.0)],
)  # fmt: skip
def test_a_429_waits_as_long_as_it_says(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, headers: dict[str, str], policy: str, wait: float
) -> None:
    hubspot.script = [refusal(429, headers, policyName=policy)]
    crm.page("deals", None)
    assert hubspot.time.slept == [wait]


def test_a_429_that_never_ends_is_given_up(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [refusal(429, policyName="SECONDLY")] * 99
    with pytest.raises(Unavailable, match="too busy"):
        crm.newest("deals", SINCE)
    assert len(hubspot.seen) == 20


def test_an_answer_that_takes_too_long_is_given_up(
    hubspot: ScriptedHubSpot,
) -> None:
    hubspot.script = [Answer(200, b'{"results": []}', stall_s=5)]
    crm = hubspot.crm(patience=HASTY)
    assert crm.page("deals", None).records == ()
    assert crm.requests == 2
    crm.close()


def test_nobody_at_the_address(hubspot: ScriptedHubSpot) -> None:
    hubspot.stop()
    crm = hubspot.crm()
    with pytest.raises(Unavailable, match="HUBSPOT_API_URL"):
        crm.page("deals", None)
    assert crm.requests == 6


@pytest.mark.parametrize("address", ["http://", "http://[::1", "ftp://127.0.0.1", "http://127.0.0.1:99999"])
def test_an_address_that_is_none(address: str) -> None:
    time = FakeTime()
    with pytest.raises(Unavailable, match="HUBSPOT_API_URL"):
        HubSpotCrm(TOKEN, address, clock=time.clock, sleep=time.sleep).owners()


# --- pace -----------------------------------------------------------------------------------------------------------


def test_lists_keep_to_what_the_answers_allow(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    names = ("Max", "Remaining", "Interval-Milliseconds")
    for number in range(12):
        limits = dict(zip((f"X-HubSpot-RateLimit-{name}" for name in names), ("5", str(max(4 - number % 5, 0)), "10000"), strict=True))  # fmt: skip
        hubspot.script.append(json_answer({"results": []}, headers=limits))
    for _ in range(12):
        crm.page("notes", None)
    assert sum(hubspot.time.slept) == 20.0


def test_searches_go_five_a_second(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    for _ in range(8):
        crm.newest("notes", SINCE)
    assert hubspot.time.slept == [1.0]


# --- refusals -------------------------------------------------------------------------------------------------------


def test_a_revoked_key(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [refusal(401, category="INVALID_AUTHENTICATION")]
    with pytest.raises(AccessRefused, match=r"HUBSPOT_TOKEN.*Settings > Integrations > Service Keys"):
        crm.page("deals", None)
    assert crm.requests == 1


def test_a_missing_scope_is_named_as_hubspot_names_it(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    context = {"requiredGranularScopes": ["crm.objects.deals.read", "<b>evil</b>", 7]}
    hubspot.script = [
        refusal(403, category="MISSING_SCOPES", errors=[{"message": "One", "context": context}])
    ]
    with pytest.raises(
        AccessRefused, match=r"lacks the scope crm\.objects\.deals\.read; .*Service Keys"
    ) as raised:
        crm.page("deals", None)
    assert "evil" not in str(raised.value)
    assert crm.requests == 1


@pytest.mark.parametrize(
    ("ask", "scope"),
    [
        (lambda crm: crm.page("deals", None), "crm.objects.deals.read"),
        (lambda crm: crm.newest("calls", SINCE), "crm.objects.contacts.read"),
        (lambda crm: crm.page("emails", None), "crm.objects.contacts.read and sales-email-read"),
        (lambda crm: crm.owners(), "crm.objects.owners.read"),
        (lambda crm: crm.pipelines(), "crm.schemas.deals.read"),
        (lambda crm: crm.properties("contacts"), "crm.schemas.contacts.read"),
        (
            lambda crm: crm.links("deals", "companies", ["1"]),
            "crm.objects.deals.read and crm.objects.companies.read",
        ),
        (lambda crm: crm.write_properties("deals", {"1": {}}), "crm.objects.deals.write"),
        (lambda crm: crm.create("notes", {}, {}), "crm.objects.contacts.write"),
    ],
)
def test_a_missing_scope_is_named_where_hubspot_does_not(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, ask: Any, scope: str
) -> None:
    hubspot.script = [Answer(403, b"<html>no</html>")]
    with pytest.raises(AccessRefused) as raised:
        ask(crm)
    assert f"lacks the scope {scope};" in str(raised.value)


@pytest.mark.parametrize(
    ("zone", "again", "said"),
    [("Asia/Singapore", "2026-11-23T16:00:00+00:00", "00:00 on 24 Nov (Asia/Singapore)"),
     ("No/Where", "2026-11-24T00:00:00+00:00", "00:00 on 24 Nov (UTC)")],
)  # fmt: skip
def test_a_used_up_day_says_when_it_goes_on(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, zone: str, again: str, said: str
) -> None:
    hubspot.script = [
        {"portalId": 1, "timeZone": zone},
        refusal(429, {"Retry-After": "1"}, policyName="DAILY"),
    ]
    crm.portal()
    with pytest.raises(DailyLimit) as raised:
        crm.newest("deals", SINCE)
    assert raised.value.again_at.isoformat() == again
    assert said in str(raised.value)
    assert crm.requests == 2
    assert hubspot.time.slept == []


@pytest.mark.parametrize("status", [400, 404, 405, 414, 477])
def test_a_question_that_is_refused_is_not_repeated(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, status: int
) -> None:
    hubspot.script = [refusal(status, message="jane@acme.example is no cursor")] * 2
    with pytest.raises(Unavailable) as raised:
        crm.page("deals", "7")
    # A path that is not there is asked for once more, without the version's date.
    assert crm.requests == (2 if status == HTTPStatus.NOT_FOUND else 1)
    assert "jane" not in str(raised.value)


# --- writing --------------------------------------------------------------------------------------------------------


def create(crm: HubSpotCrm) -> None:
    crm.create("notes", {"hs_note_body": "Hi"}, {"deals": ["1"]})


def write_stage(crm: HubSpotCrm) -> None:
    crm.write_properties("deals", {"1": {"dealstage": "won"}})


@pytest.mark.parametrize("failure", [SILENT, BROKEN_OFF, HALF, refusal(500), refusal(504), json_answer({})])
def test_a_creation_without_an_answer_is_never_sent_again(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, failure: Answer
) -> None:
    hubspot.script = [failure]
    with pytest.raises(MaybeWritten, match="look there before"):
        create(crm)
    assert len(hubspot.seen) == crm.requests == 1


def test_a_creation_that_takes_too_long_may_be_there(
    hubspot: ScriptedHubSpot,
) -> None:
    hubspot.script = [Answer(200, b'{"id": "1"}', stall_s=5)]
    crm = hubspot.crm(patience=HASTY)
    with pytest.raises(MaybeWritten):
        create(crm)
    assert crm.requests == 1
    crm.close()


def test_a_creation_that_was_never_sent_is_not_there(hubspot: ScriptedHubSpot) -> None:
    hubspot.stop()
    crm = hubspot.crm()
    with pytest.raises(Unavailable) as raised:
        create(crm)
    assert not isinstance(raised.value, MaybeWritten)
    assert crm.requests == 1


def test_a_creation_that_comes_too_fast_is_not_there(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [refusal(429, policyName="SECONDLY")]
    with pytest.raises(Unavailable) as raised:
        create(crm)
    assert not isinstance(raised.value, MaybeWritten)
    assert crm.requests == 1


@pytest.mark.parametrize("failure", [SILENT, HALF, refusal(500), refusal(429, policyName="SECONDLY")])
def test_an_update_is_sent_again(hubspot: ScriptedHubSpot, crm: HubSpotCrm, failure: Answer) -> None:
    hubspot.script = [failure, {"status": "COMPLETE", "results": []}]
    write_stage(crm)
    assert hubspot.seen[0].body == hubspot.seen[1].body


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"errors": [{"message": '"closedate" is required', "code": "REQUIRED"}]}, '"closedate" is required'),
        (
            {
                "message": 'Property values were not valid: [{"isValid":false,"message":"2026-13-01 was not a valid date","name":"closedate"}]'
            },
            "closedate: 2026-13-01 was not a valid date",
        ),
        ({"message": "jane@acme.example\nand +65 8123 4567\u202e have no stage"}, "… and … have no stage"),
        ({}, "it gave no reason (status 400)"),
    ],
)
@pytest.mark.parametrize("write", ["write", "create"])
def test_a_rule_of_the_portal_becomes_words(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, body: dict[str, Any], words: str, write: str
) -> None:
    hubspot.script = [refusal(400, category="VALIDATION_ERROR", **body)]
    with pytest.raises(WriteRefused) as raised:
        {"write": write_stage, "create": create}[write](crm)
    assert str(raised.value) == f"HubSpot did not take it: {words}."
    assert crm.requests == 1


def test_words_are_short_however_long_the_answer(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [refusal(400, errors=[{"message": f"rule {n} " + "x" * 1000} for n in range(50)])]
    with pytest.raises(Refused) as raised:
        create(crm)
    assert len(str(raised.value)) < 350


def test_a_batch_that_was_taken_in_part_is_refused_with_its_reason(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm
) -> None:
    errors = [{"category": "VALIDATION_ERROR", "message": "no such stage", "context": {"ids": ["2"]}}]
    hubspot.script = [json_answer({"status": "COMPLETE", "results": [{"id": "1"}], "errors": errors}, 207)]
    with pytest.raises(WriteRefused, match="no such stage"):
        crm.write_properties("deals", {"1": {}, "2": {}})


# --- batches that are read in part ----------------------------------------------------------------------------------


def test_records_that_are_gone_are_left_out(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    gone = {"category": "OBJECT_NOT_FOUND", "message": "gone", "context": {"ids": ["2"]}}
    hubspot.script = [json_answer({"results": [{"id": "1", "properties": {}}], "errors": [gone]}, 207)]
    assert [one.id for one in crm.read("notes", ["1", "2"])] == ["1"]
    assert crm.requests == 1


def test_links_that_were_read_in_part_are_read_again(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    part = json_answer({"results": [], "errors": [{"category": "INTERNAL_ERROR", "message": "later"}]}, 207)
    hubspot.script = [part, {"results": [{"from": {"id": "1"}, "to": [{"toObjectId": "5"}]}]}]
    assert crm.links("deals", "companies", ["1"]) == {"1": ("5",)}


def test_a_scope_that_is_missing_for_a_part_is_named(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    errors = [
        {"category": "MISSING_SCOPES", "context": {"requiredGranularScopes": ["crm.objects.deals.read"]}}
    ]
    hubspot.script = [json_answer({"results": [], "errors": errors}, 207)]
    with pytest.raises(AccessRefused, match=r"crm\.objects\.deals\.read"):
        crm.links("notes", "deals", ["1"])


def test_a_server_that_knows_no_dated_paths_is_asked_at_the_older_ones(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm
) -> None:
    hubspot.script = [refusal(404)]
    crm.owners()
    crm.page("deals", None)
    crm.links("deals", "companies", ["1"])
    assert hubspot.paths[0] == "GET /crm/owners/2026-03"
    assert [path.split(" ")[1] for path in hubspot.paths[1:]] == [
        "/crm/v3/owners/",
        "/crm/v3/objects/deals",
        "/crm/v4/associations/deals/companies/batch/read",
    ]
    assert crm.requests == len(hubspot.paths)


def test_the_account_may_have_the_older_path_alone(hubspot: ScriptedHubSpot, crm: HubSpotCrm) -> None:
    hubspot.script = [refusal(404), {"portalId": 42}]
    found = crm.portal()
    assert found
    assert found.id == "42"
    crm.owners()
    assert hubspot.paths == [
        "GET /account-info/2026-03/details",
        "GET /account-info/v3/details",
        "GET /crm/owners/2026-03",
    ]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(302, b"", headers={"Location": "https://elsewhere.example/"}), "leads to another address"),
        (Answer(200, b"<!doctype html><p>Sign in"), "is a web page; check HUBSPOT_API_URL"),
        (refusal(401, category="EXPIRED_AUTHENTICATION"), "refuses HUBSPOT_TOKEN"),
        (refusal(403, category="MISSING_SCOPES"), "lacks the scope"),
        (refusal(404), "knows no deals"),
        (refusal(429, policyName="DAILY"), "for today is used up"),
        (refusal(429), "too busy"),
        (refusal(500), "did not answer"),
        (refusal(418), "status 418"),
    ],
)
def test_a_refusal_is_one_whole_sentence(
    hubspot: ScriptedHubSpot, crm: HubSpotCrm, answer: Answer, said: str
) -> None:
    hubspot.script = [answer] * 30
    with pytest.raises(SalesAssistantError, match=said) as raised:
        crm.page("deals", None)
    assert re.fullmatch(r"[^\n]+[^.]\.", str(raised.value))
    assert not re.search(r"\. [A-Z]", str(raised.value))


def test_an_address_without_a_secure_connection(hubspot: ScriptedHubSpot) -> None:
    crm = HubSpotCrm(TOKEN, hubspot.url.replace("http:", "https:"), sleep=hubspot.time.sleep)
    with pytest.raises(Unavailable, match="HUBSPOT_API_URL makes no secure connection"):
        crm.owners()


def test_somebody_who_looks_on_is_told_soon(hubspot: ScriptedHubSpot) -> None:
    hubspot.stop()
    crm = hubspot.crm(patience=ASKED_BY_HAND)
    with pytest.raises(Unavailable, match="cannot be reached"):
        crm.portal()
    waited = sum(hubspot.time.slept) + ASKED_BY_HAND.tries * ASKED_BY_HAND.connect
    assert waited < 5
    assert crm.requests == ASKED_BY_HAND.tries == 2
