"""HubSpot lived through with real processes: `serve` and its worker, a portal and a workspace over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.sandbox.plain_words import words_of
from integrations.store.exclusive import alone
from tests.scenarios.live_hubspot import Live, live_team, until
from tests.standins.faults import Where, accept_then_drop, stall

SOON = 25.0  # seconds; a beat of the worker is five


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Everything synced, trained and scored."""
    with live_team(tmp_path_factory.mktemp("live")) as team:
        yield team


def score_writes(live: Live) -> int:
    return len(live.hubspot.asked("POST", "deals/batch/update"))


def test_a_day_with_hubspot(live: Live) -> None:
    scores_are_written_once(live)
    process = live.start()
    what_is_confirmed_arrives_once(live)
    a_webhook_is_followed_if_it_is_signed(live)
    refused_lost_or_killed_it_is_told_and_not_repeated(live)
    live.stop(process)
    a_running_sync_is_ended_by_a_sigterm(live)
    assert live.hubspot.complaints == []
    assert "Traceback" not in live.log()
    assert "another process" not in live.log().lower()


def scores_are_written_once(live: Live) -> None:
    scored = [one for one in live.portal.snapshot("deals").values() if "sa_lead_score" in one.properties]
    assert len(scored) == 24
    assert score_writes(live) == 1
    before = live.store.facts.get("data_version")
    live.run("sync")
    live.run("score")
    assert score_writes(live) == 1
    assert live.store.facts.get("data_version") == before
    with alone(live.store.engine, "sync"):
        assert live.run("sync") == "Another process is at the sync already; wait until it has ended."


def what_is_confirmed_arrives_once(live: Live) -> None:
    assert "Prospecting" in words_of(live.lead("acme pte ltd"))
    note = live.confirms(live.opened("note"), times=2, text="They sign on Friday.")
    task = live.confirms(live.opened("task"))
    stage = live.confirms(live.opened("stage"), stage="contractsent")
    for id_ in (note, task, stage):
        assert live.becomes(id_, "sent") < SOON
    assert live.note_count("They sign on Friday.") == 1
    sent = live.portal.get("tasks", live.row(task).record_id or "")
    assert sent
    assert sent.properties["hs_task_subject"] == live.row(task).payload["subject"]
    deal = live.row(stage).deal_id
    assert live.portal.snapshot("deals")[deal].properties["dealstage"] == "contractsent"
    until(lambda: len(live.told()) == 3)
    assert all(said.startswith("Done: ") for said in live.told())
    assert until(lambda: "Prospect · Closing" in words_of(live.lead("acme pte ltd"))) < SOON


def a_webhook_is_followed_if_it_is_signed(live: Live) -> None:
    [company] = [
        id_
        for id_, one in live.portal.snapshot("companies").items()
        if one.properties["name"] == "Acme Pte Ltd"
    ]
    live.portal.update("companies", company, {"name": "Acme Nusantara Pte Ltd"})
    until(lambda: live.store.hints.waiting() == 0)
    assert live.event("company", company, secret="another") == 401
    assert live.store.hints.waiting() == 0
    assert live.event("company", company) == 200
    assert until(lambda: "Acme Nusantara" in words_of(live.lead("acme nusantara"))) < SOON


def refused_lost_or_killed_it_is_told_and_not_repeated(live: Live) -> None:
    """A rule of the portal, an answer that is lost, a worker that is killed while it sends; then HubSpot is away."""
    name, moves = "acme nusantara", len(live.hubspot.asked("POST", "deals/batch/update"))
    live.portal.required["closedwon"] = ("closedate",)
    notes = "/notes$"
    live.hubspot.faults = [accept_then_drop(Where("POST", notes)), stall(Where("POST", notes, first=2), 20)]
    won = live.confirms(live.opened("stage", name), stage="closedwon")
    lost = live.confirms(live.opened("note", name), text="Lost on its way back.")
    killed = live.confirms(live.opened("note", name), text="Sent, and never noted.")
    until(lambda: live.note_count("Sent, and never noted.") == 1)
    live.worker().kill()
    live.hubspot.stop()
    patient = live.confirms(live.opened("note", name), text="Sent after all.")
    live.becomes(killed, "unknown")
    assert [live.row(id_).state for id_ in (won, lost, killed, patient)] == [
        "refused", "unknown", "unknown", "waiting",
    ]  # fmt: skip
    live.hubspot.faults = []
    live.hubspot.start()
    assert live.becomes(patient, "sent") < SOON
    until(lambda: len(live.told()) == 7)
    refused, *unknown, done = live.told()[3:]
    assert refused.startswith("The move of Acme Nusantara Pte Ltd to “Closed Won” is not in HubSpot. ")
    assert "is required" in refused
    assert all("did not say whether it took the note on Acme Nusantara" in said for said in unknown)
    assert done == "Done: the note on Acme Nusantara Pte Ltd is in HubSpot."
    for text in ("Lost on its way back.", "Sent, and never noted.", "Sent after all."):
        assert live.note_count(text) == 1
    assert len(live.hubspot.asked("POST", "deals/batch/update")) == moves + 1


def a_running_sync_is_ended_by_a_sigterm(live: Live) -> None:
    """The worker's first beat syncs; the portal answers its first question only after half a minute."""
    asked = len(live.hubspot.requests)
    live.hubspot.faults = [stall(Where("GET", times=None), 30)]
    with live.store.engine.writing() as connection:
        connection.exec_driver_sql("DELETE FROM facts WHERE key = 'job:sync'")
    process = live.start()
    until(lambda: len(live.hubspot.requests) > asked)
    assert live.stop(process) < 10
    live.hubspot.faults = []
    assert "hubspot" in live.run("sync")
