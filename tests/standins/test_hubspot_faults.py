from __future__ import annotations

from collections import Counter
from random import Random

import httpx2
import pytest

from tests.standins.faults import Where
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_asking import OBJECTS, Asking
from tests.standins.hubspot_editor import Editor
from tests.standins.hubspot_faults import (
    bad_moments,
    bad_record,
    daily_limit_from,
    huge_note,
    null_properties,
    null_record,
    repeated_cursor,
    revoked_from,
    storm,
    unknown_values,
    without_id,
    without_properties,
    wrong_types,
)
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_records import KINDS
from tests.standins.hubspot_small import small_portal


def test_bad_records(hubspot: HubSpotStandIn, portal: HubSpotPortal, ask: Asking) -> None:
    portal.create_many("deals", [{"dealname": "a", "dealstage": "closedwon"}] * 2)
    spoilt = {}
    for spoil in (
        without_properties,
        null_properties,
        wrong_types,
        unknown_values,
        without_id,
        bad_moments,
        huge_note,
    ):
        hubspot.faults[:] = [bad_record(Where(path="deals$"), spoil)]
        spoilt[spoil], whole = ask.get(f"{OBJECTS}/deals", properties="dealname,dealstage")["results"]
        assert whole["properties"]["dealname"] == "a"
    assert "properties" not in spoilt[without_properties]
    assert set(spoilt[null_properties]["properties"].values()) == {None}
    assert spoilt[wrong_types]["properties"]["dealname"] == ["a list"]
    assert spoilt[unknown_values]["properties"]["dealstage"] == "SOMETHING_NEW"
    assert "id" not in spoilt[without_id]
    assert spoilt[bad_moments]["properties"]["createdate"] == "the day after tomorrow"
    assert len(spoilt[huge_note]["properties"]["hs_note_body"]) > 4_900_000
    hubspot.faults[:] = [null_record(Where())]
    assert ask.get(f"{OBJECTS}/deals")["results"][0] is None


def test_a_cursor_that_repeats(hubspot: HubSpotStandIn, portal: HubSpotPortal, ask: Asking) -> None:
    portal.create_many("deals", [{}] * 30)
    hubspot.faults.append(repeated_cursor(Where(path="deals$", times=None)))
    first = ask.get(f"{OBJECTS}/deals", limit=10)["paging"]["next"]["after"]
    assert ask.get(f"{OBJECTS}/deals", limit=10, after=first)["paging"]["next"]["after"] == first


def test_limits_and_tokens_from_a_request_on(hubspot: HubSpotStandIn, ask: Asking) -> None:
    def statuses(count: int) -> list[int]:
        return [ask.client.get(f"{OBJECTS}/deals").status_code for _ in range(count)]

    hubspot.faults[:] = [storm(Where(first=2, times=2))]
    assert statuses(4) == [200, 429, 429, 200]
    hubspot.faults[:] = [daily_limit_from(3)]
    assert statuses(4) == [200, 200, 429, 429]
    hubspot.faults[:] = [revoked_from(2)]
    assert statuses(3) == [200, 401, 401]


def test_the_editor_does_everything_and_by_seed() -> None:
    def edited(seed: int) -> tuple[HubSpotPortal, list[str]]:
        portal = small_portal(seed=1)
        editor = Editor(portal, Random(seed), chance=1)  # noqa: S311 - edits, not secrets
        for _ in range(150):
            editor()
        return portal, editor.edits

    portal, edits = edited(1)
    done = Counter(edit.split()[0] for edit in edits)
    assert set(done) == {"change", "create", "delete", "link", "unlink", "merge"}
    assert edits == edited(1)[1] != edited(2)[1]
    for kind in KINDS:  # nobody is linked to who is gone
        for seen in portal.snapshot(kind).values():
            assert all(set(ids) <= set(portal.ids(to)) for to, ids in seen.links.items())


def test_a_scan_during_edits_loses_only_what_is_gone() -> None:
    portal = small_portal(seed=1)
    editor = Editor(portal, Random(3), kinds=["contacts"])  # noqa: S311 - edits, not secrets
    before = set(portal.ids("contacts"))
    with HubSpotStandIn(portal, before_request=editor) as standin:
        ask = Asking(standin)
        scanned = {one["id"] for one in ask.everything(f"{OBJECTS}/contacts", limit=5)}
        editor.stop()
        settled = {one["id"] for one in ask.everything(f"{OBJECTS}/contacts", limit=100)}
        ask.client.close()
    assert settled == set(portal.ids("contacts"))
    assert before & settled <= scanned


def test_a_stopped_stand_in_answers_nobody(portal: HubSpotPortal) -> None:
    with HubSpotStandIn(portal) as standin:
        url = standin.url
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(url)
