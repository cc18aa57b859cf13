from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select, update

from integrations.aircall_calls import AircallCalls
from integrations.folder_calls import FolderCalls
from integrations.intake_rows import Company, Contact, ContactRow, Recording, TouchRow
from integrations.store import Store
from integrations.store.columns import metadata
from integrations.store.hints import Hint
from integrations.store.recordings import FAILED
from integrations.store.schema import calls, companies, contacts, touches, transcripts
from integrations.store.sightings import Sighting
from integrations.systems import SourceCall, UnreadableCall
from integrations.twilio_calls import TwilioCalls
from jobs.rules import Rules
from jobs.set_aside_calls import set_aside_calls
from jobs.sync_calls import CallSummary, sync_calls, sync_hinted_calls
from ml.errors import Unavailable
from ml.records import Person, Role
from tests.standins import aircall as aircall_standin
from tests.standins import twilio as twilio_standin
from tests.standins.aircall import AircallStandIn, call, missed, transcription, wav
from tests.standins.clock import Clock
from tests.standins.faults import Where, server_error
from tests.standins.twilio import TwilioStandIn

BEGIN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ACME, STRANGER = "+6591234567", "+6598765432"
RULES = Rules()


class FakeCalls:
    """A source whose calls a test lays there."""

    system: Any = "aircall"

    def __init__(self, *calls: SourceCall | UnreadableCall) -> None:
        self.all = list(calls)
        self.requests = 0
        self.asked = list[datetime | None]()
        self.breaks_after: int | None = None

    def calls(self, since: datetime | None) -> Iterator[SourceCall | UnreadableCall]:
        self.asked.append(since)
        self.requests += 1
        for i, one in enumerate(self.all):
            if i == self.breaks_after:
                raise Unavailable("Aircall does not answer.")
            if since is None or isinstance(one, UnreadableCall) or one.at >= since:
                yield one

    def call(self, call_id: str) -> SourceCall | UnreadableCall | None:
        self.requests += 1
        return next((one for one in self.all if one.id == call_id), None)

    def download(self, call_id: str, folder: Path) -> Path | None:
        return None


def told(id_: str, at: datetime = BEGIN, number: str = ACME, **more: Any) -> SourceCall:
    return SourceCall(
        more.pop("system", "aircall"),
        id_,
        at,
        number,
        duration_s=more.pop("duration_s", 60),
        answered=True,
        **more,
    )


@pytest.fixture
def know(store: Store) -> Callable[..., None]:
    """Lets the store know somebody with a number, as the CRM tells it."""
    numbers = count(1)

    def known(phone: str, company: str = "Acme", id_: str = "") -> None:
        run = store.intake.begin(["crm"], now=NOW, regions=RULES.regions)
        who = Contact(f"Person {next(numbers)}", id=id_ or str(next(numbers)), phone=phone)
        firm = Company(company, id=company) if company else Company()
        run.store([ContactRow(firm, who)], whole=True)
        run.finish()

    return known


def rows(store: Store, *columns: Any) -> list[tuple[Any, ...]]:
    """Of each call: these columns."""
    query = select(*columns).select_from(touches).join(calls).outerjoin(transcripts)
    query = query.outerjoin(companies, companies.c.id == touches.c.company_id)
    query = query.outerjoin(contacts, contacts.c.id == touches.c.contact_id).order_by(
        touches.c.at, touches.c.key
    )
    with store.engine.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


def everything(store: Store) -> dict[str, list[Any]]:
    """All rows of all tables."""
    with store.engine.reading() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table))))
            for name, table in metadata.tables.items()
        }


def sync(store: Store, source: Any, **options: Any) -> CallSummary:
    return sync_calls(store, source, **{"now": NOW, "rules": RULES, **options})


def figures(summary: CallSummary) -> tuple[int, ...]:
    parts = (summary.new, summary.changed, summary.unchanged, summary.quarantined)
    assert summary.read == sum(parts)
    return parts


# --- against the stand-ins ------------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def aircall(clock: Clock) -> Iterator[tuple[AircallStandIn, AircallCalls]]:
    with AircallStandIn(clock.now) as account:
        key = (aircall_standin.API_ID, aircall_standin.API_TOKEN)
        source = AircallCalls(*key, account.url, clock=clock.now, sleep=clock.sleep)
        yield account, source
        source.close()
    assert account.complaints == []


@pytest.fixture
def twilio(clock: Clock) -> Iterator[tuple[TwilioStandIn, TwilioCalls]]:
    with TwilioStandIn() as account:
        key = (twilio_standin.ACCOUNT, twilio_standin.TOKEN)
        source = TwilioCalls(*key, account.url, clock=clock.now, sleep=clock.sleep)
        yield account, source
        source.close()
    assert account.complaints == []


def test_aircalls_calls_become_touches(
    store: Store, know: Callable[..., None], aircall: tuple[AircallStandIn, AircallCalls]
) -> None:
    account, source = aircall
    know("9123 4567")
    account.calls = [
        call(1, BEGIN, ACME),
        missed(2, BEGIN + MINUTE, STRANGER),
        call(3, BEGIN) | {"direction": None},
    ]
    account.recordings[1] = wav()
    account.transcriptions[1] = transcription(("external", "Hello?"))
    summary = sync(store, source)
    assert figures(summary) == (2, 0, 0, 1)
    assert (summary.requests, summary.floor, summary.unmatched) == (2, 2, 1)
    assert summary.problems == {"its direction is neither inbound nor outbound": 1}
    assert rows(store, touches.c.key, companies.c.name, calls.c.number, calls.c.recorded, touches.c.duration_s) == [
        ("aircall:1", "Acme", ACME, True, 120), ("aircall:2", None, STRANGER, False, 0),
    ]  # fmt: skip
    assert rows(store, transcripts.c.utterances)[0][0][0]["text"] == "Hello?"
    assert [(one.number, one.calls) for one in store.sightings.unmatched(9)] == [(STRANGER, 1)]


def test_twilios_calls_become_touches(
    store: Store, know: Callable[..., None], twilio: tuple[TwilioStandIn, TwilioCalls]
) -> None:
    account, source = twilio
    know("9123 4567")
    account.calls = [twilio_standin.call(1, BEGIN), twilio_standin.call(2, BEGIN + MINUTE, to=STRANGER)]
    account.recordings = [twilio_standin.recording(1, account.calls[0])]
    summary = sync(store, source)
    assert (figures(summary), summary.requests, summary.floor, summary.unmatched) == ((2, 0, 0, 0), 2, 2, 1)
    assert rows(store, calls.c.provider, companies.c.name, calls.c.recorded, calls.c.channels) == [
        ("twilio", "Acme", True, 2), ("twilio", None, False, 1),
    ]  # fmt: skip


def test_an_unchanged_second_run_writes_nothing(
    store: Store, know: Callable[..., None], aircall: tuple[AircallStandIn, AircallCalls]
) -> None:
    account, source = aircall
    know(ACME)
    account.calls = [call(i, NOW - i * MINUTE, ACME if i % 2 else STRANGER) for i in range(1, 121)]
    account.calls.append(call(500, NOW) | {"id": None})
    account.transcribes = False
    assert figures(sync(store, source)) == (120, 0, 0, 1)
    before, written = everything(store), list[str]()
    event.listen(store.engine._writers, "before_cursor_execute", lambda *said: written.append(said[2]))
    again, recent = sync(store, source, full=True), sync(store, source)
    assert (figures(again), again.requests, again.floor) == ((0, 0, 120, 1), 3, 3)
    assert (figures(recent), recent.requests, recent.floor) == ((0, 0, 61, 1), 2, 2)
    assert everything(store) == before
    assert written == []


def test_a_call_that_goes_on_is_looked_at_until_it_ends(
    store: Store, aircall: tuple[AircallStandIn, AircallCalls]
) -> None:
    account, source = aircall
    going_on = call(1, NOW - timedelta(hours=5), ended_at=None, duration=None, status="answered")
    account.calls = [going_on, *(call(i, NOW - i * MINUTE) for i in range(2, 9))]
    assert figures(sync(store, source)) == (8, 0, 0, 0)
    assert rows(store, touches.c.answered, touches.c.duration_s)[0] == (True, None)
    account.calls[0] = call(1, NOW - timedelta(hours=5), duration=18_000)
    assert figures(sync(store, source)) == (0, 1, 7, 0)
    assert rows(store, touches.c.answered, touches.c.duration_s)[0] == (True, 18_000)
    assert figures(sync(store, source)) == (0, 0, 7, 0)


def test_words_that_are_written_down_later_are_fetched_later(
    store: Store, aircall: tuple[AircallStandIn, AircallCalls]
) -> None:
    account, source = aircall
    account.calls = [call(1, NOW - 20 * MINUTE)]
    assert figures(sync(store, source)) == (1, 0, 0, 0)
    account.transcriptions[1] = transcription(("internal", "Hello"))
    assert figures(sync(store, source)) == (0, 1, 0, 0)
    assert rows(store, transcripts.c.made_by) == [("aircall",)]
    before = source.requests
    assert figures(sync(store, source)) == (0, 0, 1, 0)
    assert source.requests == before + 1


def test_an_account_that_begins_to_transcribe_is_noticed(
    store: Store, aircall: tuple[AircallStandIn, AircallCalls]
) -> None:
    account, source = aircall
    account.calls, account.transcribes = [call(1, NOW - 20 * MINUTE)], False
    sync(store, source)
    account.transcribes = True
    account.calls.append(call(2, NOW - 10 * MINUTE))
    account.transcriptions |= {id_: transcription(("internal", "Hello")) for id_ in (1, 2)}
    assert figures(sync(store, source)) == (1, 0, 1, 0)
    assert figures(sync(store, source)) == (0, 1, 1, 0)
    assert [made_by for (made_by,) in rows(store, transcripts.c.made_by)] == ["aircall", "aircall"]


def test_a_hint_reads_one_call(store: Store, aircall: tuple[AircallStandIn, AircallCalls]) -> None:
    account, source = aircall
    account.calls = [call(1, NOW - timedelta(days=9)), call(2, NOW)]
    sync(store, source)
    account.transcriptions[1] = transcription(("internal", "Hello"))
    hints = [Hint("aircall", "calls", id_, NOW) for id_ in ("1", "77", "1")]
    summary = sync_hinted_calls(store, source, hints, now=NOW, rules=RULES)
    assert figures(summary) == (0, 1, 0, 0)
    assert summary.requests == 3
    assert [made_by for (made_by,) in rows(store, transcripts.c.made_by)] == ["aircall", None]


def test_a_service_that_fails_midway_goes_on_next_time(
    store: Store, aircall: tuple[AircallStandIn, AircallCalls]
) -> None:
    account, source = aircall
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(600)]
    account.faults.append(server_error(Where(path="/v1/calls$", first=10, times=5)))
    account.transcribes = False
    with pytest.raises(Unavailable):
        sync(store, source)
    assert len(rows(store, touches.c.key)) == 400
    assert sync(store, source).new == 200
    assert [key for (key,) in rows(store, touches.c.key)] == [f"aircall:{i}" for i in range(600)]


def test_a_folder_is_read_whole_each_time(store: Store, know: Callable[..., None], tmp_path: Path) -> None:
    know(ACME)
    (tmp_path / "2026-11-20_0900_+6591234567.txt").write_text("Ada: Good morning.\n", encoding="utf-8")
    source = FolderCalls(tmp_path, regions=RULES.regions)
    assert figures(sync(store, source)) == (1, 0, 0, 0)
    (tmp_path / "2026-11-02_0900_+6591234567.wav").write_bytes(wav())
    summary = sync(store, source)
    assert (figures(summary), summary.requests, summary.floor) == ((1, 0, 1, 0), 0, 0)
    assert rows(store, companies.c.name, calls.c.recorded) == [("Acme", True), ("Acme", False)]


# --- the cursor -----------------------------------------------------------------------------------------------------


def test_each_run_begins_an_hour_behind_the_newest_call(store: Store) -> None:
    source = FakeCalls(told("1"), told("2", BEGIN + 90 * MINUTE))
    sync(store, source)
    source.all.append(told("3", BEGIN + 40 * MINUTE))  # it was listed late
    assert figures(sync(store, source)) == (1, 0, 1, 0)
    sync(store, source, full=True)
    sync(store, source, since=BEGIN + 89 * MINUTE)
    assert source.asked == [None, BEGIN + 30 * MINUTE, None, BEGIN + 89 * MINUTE]


def test_reading_since_later_leaves_no_gap(store: Store) -> None:
    source = FakeCalls(told("1"), told("2", BEGIN + timedelta(days=2)))
    assert sync(store, source, since=BEGIN + timedelta(days=1)).new == 1
    assert sync(store, source).new == 1


def test_a_call_from_the_future_hides_none_of_the_present(store: Store) -> None:
    source = FakeCalls(told("1"), told("2", datetime(2066, 1, 1, tzinfo=UTC)))
    sync(store, source)
    source.all.insert(1, told("3", NOW + 5 * MINUTE))
    assert sync(store, source, now=NOW + 10 * MINUTE).new == 1


@pytest.mark.parametrize("broken", range(1, 7))
def test_killed_at_any_write_nothing_is_lost_or_doubled(
    store: Store, know: Callable[..., None], broken: int
) -> None:
    """The process dies at one of its writes: the next run ends as if nothing had been."""
    know(ACME)
    source = FakeCalls(*(told(str(i), BEGIN + i * MINUTE) for i in range(450)))
    writes, writing = count(1), store.engine.writing
    with pytest.MonkeyPatch.context() as patch:

        def dying() -> Any:
            if next(writes) == broken:
                raise KeyboardInterrupt
            return writing()

        patch.setattr(store.engine, "writing", dying)
        patch.setattr("integrations.store.intake.IntakeRun.finish", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            sync(store, source)
    sync(store, source)
    assert [key for (key,) in rows(store, touches.c.key)] == [f"aircall:{i}" for i in range(450)]
    assert figures(sync(store, source, full=True)) == (0, 0, 450, 0)
    assert not store.intake.broken_off


def test_killed_before_histories_are_read_again_the_next_run_reads_them(store: Store) -> None:
    source = FakeCalls(told("1"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("integrations.store.intake.IntakeRun.finish", lambda *_: None)
        sync(store, source)
    assert store.intake.broken_off
    assert figures(sync(store, source)) == (0, 0, 1, 0)
    assert not store.intake.broken_off


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(store: Store, know: Callable[..., None]) -> None:
    know(ACME)
    source = FakeCalls(told("1"), told("2", number=STRANGER))
    sync(store, source)
    source.all = [
        told("1"),
        told("2", number=STRANGER, duration_s=61),
        told("3"),
        UnreadableCall("aircall", "4", "no"),
    ]
    before = everything(store)
    summary = sync(store, source, dry_run=True)
    assert (figures(summary), summary.unmatched) == ((1, 1, 1, 1), 1)
    assert everything(store) == before


def test_progress_is_told(store: Store) -> None:
    heard = list[tuple[Any, ...]]()
    sync(store, FakeCalls(*(told(str(i)) for i in range(250))), progress=lambda *said: heard.append(said))
    assert heard == [("aircall", 200, None), ("aircall", 250, None)]


# --- whom it was with -------------------------------------------------------------------------------------------------


def test_a_call_is_attached_when_its_contact_appears(store: Store, know: Callable[..., None]) -> None:
    source = FakeCalls(told("1"), told("2", BEGIN + timedelta(days=2), STRANGER))
    assert sync(store, source).unmatched == 2
    know("+65 9123 4567")
    summary = sync(store, source)
    assert (summary.attached, summary.unmatched) == (1, 1)
    assert rows(store, companies.c.name, touches.c.duration_s, touches.c.direction, calls.c.number) == [
        ("Acme", 60, "out", ACME), (None, 60, "out", STRANGER),
    ]  # fmt: skip
    assert rows(store, contacts.c.name)[0] == ("Person 1",)
    assert sync(store, source).attached == 0
    assert figures(sync(store, source, full=True)) == (0, 0, 2, 0)


def test_a_contact_without_a_company_has_the_call(store: Store, know: Callable[..., None]) -> None:
    know(ACME, "", "7")
    source = FakeCalls(told("1"))
    assert sync(store, source).unmatched == 0
    assert rows(store, companies.c.name, contacts.c.key) == [(None, "id:7")]
    assert sync(store, source).attached == 0
    know(ACME, "Acme", "7")
    assert sync(store, source).attached == 1
    assert rows(store, companies.c.name, contacts.c.key) == [("Acme", "id:7")]


def test_of_several_with_one_number_it_was_the_one_touched_last(
    store: Store, know: Callable[..., None]
) -> None:
    know(ACME, "Acme", "1")
    know(ACME, "Bolt", "2")
    run = store.intake.begin(["crm"], now=NOW)
    run.store(
        [TouchRow(Company(id="Bolt"), "note", BEGIN, id="n1", contact=Contact(id="2"), text="Hi")], whole=True
    )
    run.finish()
    sync(store, FakeCalls(told("1")))
    assert rows(store, companies.c.name, contacts.c.key) == [("Bolt", "id:2")]


def test_two_companies_with_one_number_and_nothing_else_are_unclear(
    store: Store, know: Callable[..., None]
) -> None:
    know(ACME, "Acme", "1")
    know(ACME, "Bolt", "2")
    source = FakeCalls(told("1"))
    assert sync(store, source).unmatched == 1
    assert sync(store, source).attached == 0
    assert rows(store, companies.c.name) == [(None,)]


def test_two_colleagues_with_one_number_are_one_company(store: Store, know: Callable[..., None]) -> None:
    know(ACME, "Acme", "1")
    know(ACME, "Acme", "2")
    assert sync(store, FakeCalls(told("1"))).unmatched == 0
    assert rows(store, companies.c.name) == [("Acme",)]


def test_who_spoke_is_matched_with_the_team(store: Store) -> None:
    store.people.add(Person("ada@ours.example", "Ada Rep", Role.REP, "UTC"))
    sync(
        store,
        FakeCalls(told("1", agent_email="Ada@ours.example"), told("2", BEGIN + MINUTE, agent_name="ada rep")),
    )
    found = [person for (person,) in rows(store, touches.c.person_id)]
    assert found[0] is not None
    assert found[0] == found[1]


# --- one call, two systems ----------------------------------------------------------------------------------------------


@pytest.fixture
def crm_call(store: Store, know: Callable[..., None]) -> None:
    """A call as the CRM told it: with another contact than the number's, and words of its own."""
    know(ACME, "Acme", "1")
    know("", "Bolt", "2")
    run = store.intake.begin(["crm"], now=NOW)
    row = TouchRow(
        Company(id="Bolt"), "call", BEGIN + timedelta(seconds=12), id="hubspot:call:5", contact=Contact(id="2"),
        text="They asked for a quote.", duration_s=58, recording=Recording("hubspot", "Connected", number=ACME),
        properties={"source": "crm"},
    )  # fmt: skip
    run.store([row], whole=True)
    run.finish()
    sighting = Sighting("hubspot", "5", ACME, BEGIN + timedelta(seconds=12), 58, digest="x")
    store.sightings.note([(sighting, "hubspot:call:5")])


@pytest.mark.usefixtures("crm_call")
def test_a_call_that_the_crm_saw_too_is_one_touch(store: Store) -> None:
    source = FakeCalls(told("1", recorded=True, channels=2))
    assert figures(sync(store, source)) == (1, 0, 0, 0)
    assert rows(
        store, touches.c.key, companies.c.name, contacts.c.key, touches.c.text, touches.c.properties
    ) == [("hubspot:call:5", "Bolt", "id:2", "They asked for a quote.", {"source": "crm"})]
    assert rows(store, calls.c.provider, calls.c.recorded, calls.c.channels) == [("aircall", True, 2)]
    before = everything(store)
    assert figures(sync(store, source)) == (0, 0, 1, 0)
    assert everything(store) == before


@pytest.mark.usefixtures("crm_call")
def test_words_that_come_to_a_call_are_read_anew(store: Store) -> None:
    with store.engine.writing() as connection:
        connection.execute(update(touches).values(tagged_by="reader 1"))
    words = ({"speaker": "Ada", "role": "prospect", "start": 0.5, "text": "Yes."},)
    source = FakeCalls(told("1", utterances=words, duration_s=58))
    sync(store, source)
    assert rows(store, touches.c.tagged_by, transcripts.c.utterances) == [(None, [dict(words[0])])]
    with store.engine.writing() as connection:
        connection.execute(update(touches).values(tagged_by="reader 1"))
    source.all = [told("1", utterances=words, duration_s=58, status="moved")]
    assert figures(sync(store, source)) == (0, 1, 0, 0)
    assert rows(store, touches.c.tagged_by) == [("reader 1",)]


@pytest.mark.usefixtures("crm_call")
def test_two_calls_of_one_system_are_two(store: Store) -> None:
    source = FakeCalls(told("1"), told("2", BEGIN + timedelta(seconds=20)))
    assert figures(sync(store, source)) == (2, 0, 0, 0)
    keys = [key for (key,) in rows(store, touches.c.key)]
    assert sorted(keys) == ["aircall:1", "hubspot:call:5"]


def test_ids_of_other_legs_lead_to_the_same_call(store: Store) -> None:
    source = FakeCalls(told("CA1", system="twilio", other_ids=(("twilio", "CA2"),)))
    source.system = "twilio"
    sync(store, source)
    assert store.sightings.match([Sighting("twilio", "CA2", "", NOW)]) == ["twilio:CA1"]


def test_a_summary_is_plain_figures() -> None:
    assert asdict(CallSummary(new=1, changed=2, unchanged=3, quarantined=4))["unmatched"] == 0
    assert CallSummary(new=1, changed=2, unchanged=3, quarantined=4).read == 10


def test_nothing_to_read_is_one_request_at_the_floor(store: Store) -> None:
    summary = sync(store, FakeCalls())
    assert (summary.read, summary.requests, summary.floor) == (0, 1, 1)
    with store.engine.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(metadata.tables["imports"])) == 0


def test_what_the_team_says_is_the_sellers(store: Store) -> None:
    store.people.add(Person("mei@ours.example", "Mei Lin", Role.REP))
    store.people.add(Person("ada@ours.example", "Ada Tan", Role.REP))
    names = ("mei LIN", "Mei", "Ada Tan", "Ada", "Ben", "")
    words = tuple({"speaker": name, "role": "prospect", "start": None, "text": "Yes."} for name in names)
    source = FakeCalls(told("1", utterances=words, agent_email="MEI@ours.example"))
    sync_calls(store, source, now=NOW, rules=RULES)
    ((said,),) = rows(store, transcripts.c.utterances)
    assert [one["role"] for one in said] == ["rep", "rep", "rep", "prospect", "prospect", "prospect"]


def test_calls_that_cannot_be_used_are_told_until_they_can(store: Store) -> None:
    source = FakeCalls(UnreadableCall("aircall", "1", "it has no time"), told("2"))
    summary = sync_calls(store, source, now=NOW, rules=RULES)
    assert summary.problems == {"it has no time": 1}
    assert set_aside_calls(store.facts) == {"calls of aircall": {"it has no time": 1}}
    before = everything(store)
    sync_calls(store, source, now=NOW, rules=RULES, dry_run=True)
    sync_calls(store, FakeCalls(told("2")), now=NOW, rules=RULES)
    assert everything(store) == before
    source.all[0] = told("1")
    sync_hinted_calls(store, source, [Hint("aircall", "calls", "1", NOW)], now=NOW, rules=RULES)
    assert set_aside_calls(store.facts) == {}


def test_a_full_sync_tries_again_what_was_given_up(store: Store) -> None:
    source = FakeCalls(told("1", recorded=True))
    sync_calls(store, source, now=NOW, rules=RULES)
    store.recordings.note_hearing(1, f"{FAILED}why")
    sync_calls(store, source, now=NOW, rules=RULES)
    sync_calls(store, source, now=NOW, rules=RULES, full=True, dry_run=True)
    assert rows(store, calls.c.hearing) == [("failed: why",)]
    sync_calls(store, source, now=NOW, rules=RULES, full=True)
    assert rows(store, calls.c.hearing) == [("",)]
