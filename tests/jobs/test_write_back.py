"""What people confirmed is sent once, and they are told how it went."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations.errors import AccessRefused, DailyLimit, Garbled, MaybeWritten, WriteRefused
from integrations.store import Store
from integrations.store.exclusive import Taken, alone
from integrations.store.writebacks import Writeback
from integrations.systems import Crm
from jobs.job import LeftOff
from jobs.rules import WRITE_KINDS, Rules
from jobs.write_back import write_back
from ml.errors import Unavailable
from ml.records import Person
from tests.jobs.recorded_crm import RecordedCrm

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ALL = Rules(writes=frozenset(WRITE_KINDS))
NOTE = Writeback(
    "note:1",
    "note",
    1,
    {"company": "Acme", "company_id": "901", "text": "R&D <b>\nnext: call"},
    NOW - timedelta(minutes=1),
    deal_id="501",
)
TASK = replace(
    NOTE,
    id="task:1",
    kind="task",
    payload={
        "company": "Acme",
        "company_id": "901",
        "subject": "Send <the> quote",
        "details": "They said: “R&D”",
        "type": "CALL",
        "due_on": "2026-11-26",
        "due_at": "2026-11-26T09:00:00+08:00",
    },
)
STAGE = replace(
    NOTE,
    id="stage:1",
    kind="stage",
    payload={"company": "Acme", "company_id": "901", "stage": "demo", "label": "Demo", "before": "lead"},
)
LIMIT = DailyLimit("HubSpot answers nothing more today; it goes on at midnight.", NOW)
OUTAGES = [Unavailable("HubSpot did not answer."), LIMIT]


class Told:
    """A `Teller` that keeps what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[int, str]] = []

    def tell(self, person_id: int, sentence: str) -> None:
        self.said.append((person_id, sentence))


@pytest.fixture
def crm() -> RecordedCrm:
    return RecordedCrm()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture(autouse=True)
def _ada(store: Store) -> None:
    store.people.add(Person("ada@example.com", "Ada Tan"))


@pytest.fixture
def run(store: Store, crm: RecordedCrm, told: Told) -> Callable[..., str]:
    def run_once(rules: Rules = ALL, now: datetime = NOW) -> str:
        role: Crm = crm
        return write_back(store, role, now=now, rules=rules, notifier=told)

    return run_once


def states(store: Store) -> dict[str, str]:
    return {one.id: one.state for one in store.writebacks.audit(100)}


def failing(error: Exception, at: str = "create") -> Callable[[str, Any], Exception | None]:
    return lambda what, _given: error if what == at else None


def test_nothing_waits(run: Callable[..., str], crm: RecordedCrm) -> None:
    crm.trouble = failing(AssertionError("nobody asked"), "owners")
    assert run() == "nothing to send"


def test_a_note_is_sent_as_plain_text_with_its_owner_and_links(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told
) -> None:
    store.writebacks.ask(NOTE)
    assert run() == "1 sent"
    properties = {
        "hs_timestamp": "2026-11-23T08:59:00.000Z",
        "hs_note_body": "R&amp;D &lt;b&gt;<br>next: call",
        "hubspot_owner_id": "71",
    }
    links = {"companies": ["901"], "deals": ["501"]}
    assert crm.created == [("notes", properties, links)]
    assert told.said == [(1, "Done: the note on Acme is in HubSpot.")]
    [row] = store.writebacks.audit(1)
    assert (row.state, row.record_id, row.ended_at) == ("sent", "9001", NOW)
    assert row.payload["sent"] == {"kind": "notes", "properties": properties, "links": links}
    assert run() == "nothing to send"
    assert len(crm.created) == 1


def test_a_task_has_its_day_and_type(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told
) -> None:
    store.writebacks.ask(TASK)
    run()
    [(kind, properties, _)] = crm.created
    assert kind == "tasks"
    assert properties == {
        "hs_task_subject": "Send <the> quote",
        "hs_task_body": "They said: “R&amp;D”",
        "hs_timestamp": "2026-11-26T01:00:00.000Z",
        "hs_task_status": "NOT_STARTED",
        "hs_task_type": "CALL",
        "hubspot_owner_id": "71",
    }
    assert told.said == [(1, "Done: the task “Send <the> quote” for Acme is in HubSpot, due 26 Nov 2026.")]


def test_a_moved_deal_is_read_again_at_once(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told
) -> None:
    store.writebacks.ask(STAGE)
    run()
    assert crm.written == [("deals", {"501": {"dealstage": "demo"}})]
    assert told.said == [(1, "Done: the move of Acme to “Demo” is in HubSpot.")]
    assert [(hint.kind, hint.id) for hint in store.hints.take("hubspot", 10)] == [("deals", "501")]
    assert crm.created == []


def test_who_is_no_owner_in_the_crm_is_told_so(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told
) -> None:
    crm.known_owners = []
    store.writebacks.ask(TASK)
    run()
    assert "hubspot_owner_id" not in crm.created[0][1]
    assert "It has no owner: HubSpot does not know your e-mail." in told.said[0][1]


def test_without_a_deal_only_the_company_is_linked(
    store: Store, run: Callable[..., str], crm: RecordedCrm
) -> None:
    store.writebacks.ask(replace(NOTE, deal_id=""))
    run()
    assert crm.created[0][2] == {"companies": ["901"]}


@pytest.mark.parametrize("wanted", [NOTE, TASK, STAGE])
def test_a_switch_turned_off_meanwhile_refuses(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told, wanted: Writeback
) -> None:
    store.writebacks.ask(wanted)
    others = Rules(writes=frozenset(WRITE_KINDS) - {f"{wanted.kind}s"})
    assert run(others) == "1 refused"
    assert (crm.created, crm.written) == ([], [])
    assert "switched off" in told.said[0][1]
    run()
    assert states(store) == {wanted.id: "refused"}
    assert (crm.created, crm.written) == ([], [])


@pytest.mark.parametrize(
    "error", [WriteRefused("A close date is required."), AccessRefused("No permission.")]
)
def test_what_the_crm_refuses_is_told_and_never_retried(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told, error: Exception
) -> None:
    store.writebacks.ask(NOTE)
    store.writebacks.ask(STAGE)
    crm.trouble = lambda what, _given: error if what in {"create", "write"} else None
    assert run() == "2 refused"
    crm.trouble = failing(ValueError("nothing"), "never")
    assert run() == "nothing to send"
    rows = store.writebacks.audit(2)
    assert [row.state for row in rows] == ["refused"] * 2
    assert sorted((1, row.refusal) for row in rows) == sorted(told.said)
    assert {said for _, said in told.said} == {
        f"The note on Acme is not in HubSpot. {error}",
        f"The move of Acme to “Demo” is not in HubSpot. {error}",
    }
    assert (crm.created, crm.written) == ([], [])


@pytest.mark.parametrize("error", [MaybeWritten("No answer came."), Garbled("Half an answer came.")])
def test_what_may_be_there_is_told_and_not_repeated(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told, error: Exception
) -> None:
    store.writebacks.ask(NOTE)
    crm.trouble = failing(error)
    assert run() == "1 left open"
    crm.trouble = failing(ValueError("nothing"), "never")
    run()
    assert states(store) == {"note:1": "unknown"}
    assert crm.created == []
    assert [sentence.startswith("HubSpot did not say whether it took") for _, sentence in told.said] == [True]


def test_a_stage_may_be_set_again(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told
) -> None:
    store.writebacks.ask(STAGE)
    crm.trouble = failing(MaybeWritten("No answer came."), "write")
    assert "the rest waits" in run()
    assert told.said == []
    crm.trouble = failing(ValueError("nothing"), "never")
    assert run() == "1 sent"


@pytest.mark.parametrize(("at", "error"), [(at, error) for at in ("owners", "create") for error in OUTAGES])
def test_while_the_crm_is_away_the_rest_waits(
    store: Store, run: Callable[..., str], crm: RecordedCrm, at: str, error: Exception
) -> None:
    store.writebacks.ask(NOTE)
    store.writebacks.ask(TASK)
    crm.trouble = failing(error, at)
    if error is LIMIT:
        with pytest.raises(DailyLimit):
            run()
    else:
        assert run() == f"nothing to send; the rest waits: {error}"
    assert states(store) == {"note:1": "waiting", "task:1": "waiting"}
    crm.trouble = failing(ValueError("nothing"), "never")
    assert run() == "2 sent"


def test_what_waited_for_more_than_a_day_is_given_up(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told
) -> None:
    store.writebacks.ask(STAGE)
    assert run(now=NOW + timedelta(hours=25)) == "1 refused"
    assert crm.written == []
    assert "did not answer for a day" in told.said[0][1]


def test_what_a_crash_left_is_told(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told
) -> None:
    for one in (NOTE, STAGE):
        store.writebacks.ask(one)
        store.writebacks.begin(one.id, NOW - timedelta(seconds=5), payload=one.payload)
    assert run() == "1 left open, 1 sent"
    assert states(store) == {"note:1": "unknown", "stage:1": "sent"}
    assert crm.created == []
    assert [sentence.split(" whether")[0] for _, sentence in told.said] == [
        "HubSpot did not say", "Done: the move of Acme to “Demo” is in HubSpot.",
    ]  # fmt: skip


def test_two_workers_never_send_the_same(store: Store, crm: RecordedCrm) -> None:
    for number in range(20):
        store.writebacks.ask(replace(NOTE, id=f"note:{number}"))

    def run() -> None:
        with suppress(Taken):
            write_back(store, crm, now=NOW, rules=ALL)

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(run) for _ in range(4)]
        [one.result() for one in runs]
    assert len(crm.created) == 20
    assert set(states(store).values()) == {"sent"}


def test_what_another_worker_is_sending_is_not_taken_for_a_crash(
    store: Store, run: Callable[..., str], told: Told
) -> None:
    store.writebacks.ask(NOTE)
    with alone(store.engine, "write-back"):
        store.writebacks.begin(NOTE.id, NOW - timedelta(hours=1), payload={})
        with pytest.raises(Taken):
            run()
        assert states(store) == {"note:1": "sending"}
    assert told.said == []


def test_nothing_is_written_to_another_account(
    store: Store, run: Callable[..., str], crm: RecordedCrm, told: Told
) -> None:
    store.facts.put("crm_portal", {"id": "4242", "time_zone": "UTC"})
    crm.account = "4711"
    for one in (NOTE, STAGE):
        store.writebacks.ask(one)
    assert run() == "2 refused"
    assert (crm.created, crm.written) == ([], [])
    assert all("holds the data of 4242" in said for _, said in told.said)


def test_it_can_be_stopped_between_two(store: Store, run: Callable[..., str], crm: RecordedCrm) -> None:
    for number in range(3):
        store.writebacks.ask(replace(NOTE, id=f"note:{number}"))
    turns = iter([None, LeftOff()])

    def go_on() -> None:
        if ending := next(turns):
            raise ending

    with pytest.raises(LeftOff):
        write_back(store, crm, now=NOW, rules=ALL, go_on=go_on)
    assert sorted(states(store).values()) == ["sent", "waiting", "waiting"]
    assert run() == "2 sent"


def test_somebody_who_left_is_no_owner(store: Store, run: Callable[..., str], crm: RecordedCrm) -> None:
    store.writebacks.ask(NOTE)
    store.people.remove("ada@example.com")
    assert run() == "1 sent"
    assert "hubspot_owner_id" not in crm.created[0][1]
