from __future__ import annotations

import wave
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.aircall_calls import REACH, AircallCalls
from integrations.aircall_values import read_call, read_words
from integrations.errors import AccessRefused, DailyLimit, Garbled
from integrations.systems import SourceCall, UnreadableCall
from ml.errors import BadInput, Unavailable
from tests.standins.aircall import API_ID, API_TOKEN, AircallStandIn, call, missed, transcription, wav
from tests.standins.clock import Clock
from tests.standins.faults import (
    ALWAYS,
    Where,
    answers,
    half_page,
    no_answer,
    no_json,
    rewritten,
    server_error,
)

BEGIN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def account(clock: Clock) -> Iterator[AircallStandIn]:
    with AircallStandIn(clock.now) as standin:
        yield standin
    assert standin.complaints == []


@pytest.fixture
def aircall(account: AircallStandIn, clock: Clock) -> Iterator[AircallCalls]:
    source = AircallCalls(API_ID, API_TOKEN, account.url, clock=clock.now, sleep=clock.sleep)
    yield source
    source.close()


def ids(aircall: AircallCalls, since: datetime | None = None) -> list[int]:
    return [int(one.id) for one in aircall.calls(since)]


def test_a_call_says_what_aircall_knows(account: AircallStandIn, aircall: AircallCalls) -> None:
    account.calls = [missed(2, BEGIN + MINUTE), call(1, BEGIN)]
    account.recordings[1] = wav()
    answered, unanswered = aircall.calls(None)
    assert answered == SourceCall(
        system="aircall",
        id="1",
        at=BEGIN,
        number="+6591234567",
        direction="out",
        duration_s=120,
        answered=True,
        agent_email="ada@ours.example",
        agent_name="Ada Rep",
        status="done",
        recorded=True,
    )
    assert unanswered == SourceCall(
        system="aircall",
        id="2",
        at=BEGIN + MINUTE,
        number="+6591234567",
        direction="in",
        duration_s=0,
        answered=False,
        status="no_available_agent",
    )


def test_calls_come_oldest_first_in_as_few_requests_as_pages(
    account: AircallStandIn, aircall: AircallCalls
) -> None:
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(1, 121)]
    account.calls.sort(key=lambda one: one["id"] % 7)
    assert ids(aircall) == list(range(1, 121))
    assert aircall.requests == 3
    assert ids(aircall, BEGIN + 60 * MINUTE) == list(range(60, 121))
    assert aircall.requests == 5


def test_a_list_longer_than_a_query_reaches_is_read_on(
    account: AircallStandIn, aircall: AircallCalls
) -> None:
    """Several calls begin in the second at which the first query ends."""
    account.per_minute = None
    account.calls = [call(i, BEGIN + timedelta(seconds=i // 3)) for i in range(REACH + 120)]
    assert ids(aircall) == list(range(REACH + 120))
    assert aircall.requests <= 1.02 * (REACH + 120) / 50 + 1


@pytest.mark.parametrize("seed", range(10))
def test_calls_deleted_while_they_are_listed_hide_no_other(seed: int, clock: Clock) -> None:
    random = Random(seed)  # noqa: S311 - no secret hangs on it
    with AircallStandIn(clock.now, per_minute=None) as account:
        account.calls = [call(i, BEGIN + timedelta(seconds=i // 2)) for i in range(300)]
        source = AircallCalls(API_ID, API_TOKEN, account.url, clock=clock.now, sleep=clock.sleep)
        found = list[int]()
        for one in source.calls(None):
            found.append(int(one.id))
            if random.random() < 0.02:
                account.calls.remove(random.choice(account.calls))
        source.close()
    assert {one["id"] for one in account.calls} <= set(found)
    assert len(found) == len(set(found))


def test_sixty_requests_a_minute_are_kept_without_being_told(
    account: AircallStandIn, aircall: AircallCalls, clock: Clock
) -> None:
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(150 * 50)]
    assert len(ids(aircall)) == 7500
    assert {one.status for one in account.requests} == {200}
    assert 120 <= clock.slept <= 180


@pytest.mark.parametrize(
    "headers", [{"Retry-After": "7"}, {"X-AircallApi-Reset": "{}"}, {"X-AircallApi-Reset": "{}000"}, {}]
)
def test_when_told_to_wait_it_waits_and_goes_on(
    account: AircallStandIn, aircall: AircallCalls, clock: Clock, headers: dict[str, str]
) -> None:
    account.calls = [call(1, BEGIN)]
    reset = int(clock.at.timestamp()) + 7
    told = {name: value.format(reset) for name, value in headers.items()}
    account.faults.append(answers(Where("GET", "/v1/calls", times=2), 429, {}, told))
    assert ids(aircall) == [1]
    assert aircall.requests == 3
    assert clock.slept in ({7.0, 14.0} if headers else {3.0})


def test_a_wait_of_hours_is_not_waited_for(
    account: AircallStandIn, aircall: AircallCalls, clock: Clock
) -> None:
    account.faults.append(answers(Where(times=None), 429, {}, {"Retry-After": "7200"}))
    with pytest.raises(DailyLimit, match="Aircall answers nothing more until 2026-11-23 14:00 UTC") as caught:
        ids(aircall)
    assert caught.value.again_at == clock.at + timedelta(hours=2)
    assert clock.slept == 0


@pytest.mark.parametrize("fault", [server_error, no_answer, half_page, no_json])
def test_what_fails_now_and_then_is_asked_again(
    account: AircallStandIn, aircall: AircallCalls, fault: Any
) -> None:
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(70)]
    account.faults += [fault(Where("GET", "", first=1, times=2)), fault(Where("GET", "page=2", times=1))]
    assert ids(aircall) == list(range(70))


@pytest.mark.parametrize(
    ("fault", "error"), [(server_error, Unavailable), (no_answer, Unavailable), (no_json, Garbled)]
)
def test_what_fails_for_good_ends_in_a_sentence(
    account: AircallStandIn, aircall: AircallCalls, fault: Any, error: type[Unavailable]
) -> None:
    account.faults.append(fault(ALWAYS))
    with pytest.raises(error, match=r"^Aircall .+; the next run goes on from here\.$"):
        ids(aircall)
    assert aircall.requests == 5


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_says_where_it_is_set(
    account: AircallStandIn, aircall: AircallCalls, status: int
) -> None:
    account.faults.append(answers(ALWAYS, status, {"error": "no"}))
    with pytest.raises(AccessRefused, match="AIRCALL_API_ID and AIRCALL_API_TOKEN") as caught:
        ids(aircall)
    assert API_TOKEN not in str(caught.value)
    assert aircall.requests == 1


def test_a_page_that_repeats_ends_the_list(account: AircallStandIn, aircall: AircallCalls) -> None:
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(120)]

    def turn_back(page: Any) -> None:
        page["meta"]["next_page_link"] = f"{account.url}/v1/calls?order=asc&per_page=50&page=1"

    account.faults.append(rewritten(Where(times=None), turn_back))
    with pytest.raises(Garbled, match="the same page again"):
        ids(aircall)
    assert aircall.requests == 1


def test_a_link_to_elsewhere_is_followed_at_home_only(account: AircallStandIn, aircall: AircallCalls) -> None:
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(70)]
    with AircallStandIn(account.clock) as elsewhere:

        def lead_away(page: Any) -> None:
            link = page["meta"]["next_page_link"]
            page["meta"]["next_page_link"] = link and link.replace(account.url, elsewhere.url)

        account.faults.append(rewritten(Where(times=None), lead_away))
        assert ids(aircall) == list(range(70))
        assert elsewhere.requests == []


# --- malformed calls ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (None, "it is no object"),
        ([], "it is no object"),
        (call(1, BEGIN) | {"id": None}, "it has no id"),
        (call(1, BEGIN) | {"id": "../users"}, "it has no id"),
        (call(1, BEGIN) | {"id": True}, "it has no id"),
        (call(1, BEGIN) | {"started_at": None}, "it does not say when it began"),
        (call(1, BEGIN) | {"started_at": 1e300}, "it does not say when it began"),
        (call(1, BEGIN) | {"started_at": "2026"}, "it does not say when it began"),
        (call(1, BEGIN) | {"direction": "sideways"}, "its direction is neither inbound nor outbound"),
    ],
)
def test_a_call_that_cannot_be_used_says_why(item: Any, reason: str) -> None:
    found = read_call(item)
    assert isinstance(found, UnreadableCall)
    assert found.reason == reason


def test_one_malformed_call_does_not_hold_up_the_others(
    account: AircallStandIn, aircall: AircallCalls
) -> None:
    account.calls = [
        call(1, BEGIN),
        call(2, BEGIN + MINUTE) | {"direction": 7},
        None,
        call(3, BEGIN + 2 * MINUTE),
    ]
    found = {one.id: type(one) for one in aircall.calls(None)}
    assert found == {"1": SourceCall, "2": UnreadableCall, "": UnreadableCall, "3": SourceCall}


def test_a_call_that_goes_on_has_no_duration_yet() -> None:
    going_on = call(1, BEGIN, ended_at=None, duration=0, status="answered")
    ringing = missed(1, BEGIN, ended_at=None, duration=None, missed_call_reason=None, status="initial")
    one, other = read_call(going_on), read_call(ringing)
    assert isinstance(one, SourceCall)
    assert isinstance(other, SourceCall)
    assert (one.answered, one.duration_s, one.status) == (True, None, "answered")
    assert (other.answered, other.duration_s, other.status) == (None, None, "initial")


WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(call(1, BEGIN))), WILD))
def test_whatever_a_field_holds_the_call_is_read_or_says_why(changes: dict[str, Any]) -> None:
    found = read_call(call(1, BEGIN) | changes)
    if isinstance(found, SourceCall):
        assert found.duration_s is None or 0 <= found.duration_s <= 7 * 86_400
        assert "\0" not in found.number + found.agent_name + found.status
        (found.number + found.agent_email).encode()


@given(WILD)
def test_whatever_a_transcription_holds_only_words_come_out(body: Any) -> None:
    for shape in ({"transcription": {"content": {"utterances": body}}}, {"transcription": body}):
        assert all(one["text"] and one["role"] in {"rep", "prospect", ""} for one in read_words(shape))


# --- transcripts and recordings ---------------------------------------------------------------------------------


def test_the_accounts_own_transcripts_are_read(account: AircallStandIn, aircall: AircallCalls) -> None:
    account.calls = [call(1, BEGIN), call(2, BEGIN)]
    account.transcriptions[1] = transcription(("external", "Who is it?"), ("internal", " Ada. "))
    assert aircall.words("1") == (
        {"speaker": "Customer", "role": "prospect", "start": 0.0, "text": "Who is it?"},
        {"speaker": "Agent", "role": "rep", "start": 3.5, "text": "Ada."},
    )
    assert aircall.words("2") == ()


def test_an_account_without_transcripts_is_asked_once_a_run(
    account: AircallStandIn, aircall: AircallCalls
) -> None:
    account.transcribes = False
    assert [aircall.words(str(i)) for i in range(1, 20)] == [()] * 19
    assert aircall.requests == 1
    account.transcribes, account.transcriptions[1] = True, transcription(("internal", "Hello"))
    assert ids(aircall) == []
    assert len(aircall.words("1")) == 1


def test_calls_without_transcripts_are_not_asked_for_one_by_one(aircall: AircallCalls) -> None:
    assert [aircall.words(str(i)) for i in range(1, 100)] == [()] * 99
    assert aircall.requests == 5


def test_a_recording_is_fetched_from_an_address_of_now(
    account: AircallStandIn, aircall: AircallCalls, clock: Clock, tmp_path: Path
) -> None:
    account.calls, account.recordings[1] = [call(1, BEGIN)], wav(0.5, channels=2)
    assert ids(aircall) == [1]
    clock.advance(timedelta(hours=3))
    file = aircall.download("1", tmp_path)
    assert file == tmp_path / "aircall-1.wav"
    with wave.open(str(file)) as sound:
        assert sound.getnchannels() == 2
    assert list(tmp_path.iterdir()) == [file]
    assert "recordings" not in str(aircall.call("1"))


def test_a_recording_that_was_refused_once_is_asked_for_anew(
    account: AircallStandIn, aircall: AircallCalls, tmp_path: Path
) -> None:
    account.calls, account.recordings[1] = [call(1, BEGIN)], wav()
    account.faults.append(answers(Where(path="/recordings/"), 403, {}))
    assert aircall.download("1", tmp_path)
    account.faults.append(answers(Where(path="/recordings/", times=2), 403, {}))
    with pytest.raises(Garbled, match="does not give the recording"):
        aircall.download("1", tmp_path / "other")


@pytest.mark.parametrize("id_", ["1", "9", "../users", "", "１"])
def test_where_there_is_no_recording_there_is_no_file(
    account: AircallStandIn, aircall: AircallCalls, tmp_path: Path, id_: str
) -> None:
    account.calls = [call(1, BEGIN)]
    assert aircall.download(id_, tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_half_a_recording_is_fetched_again_and_never_kept(
    account: AircallStandIn, aircall: AircallCalls, tmp_path: Path
) -> None:
    account.calls, account.recordings[1] = [call(1, BEGIN)], wav(2)
    account.faults.append(half_page(Where(path="/recordings/", times=1)))
    file = aircall.download("1", tmp_path)
    assert file
    assert file.read_bytes() == wav(2)
    account.faults.append(half_page(Where(path="/recordings/", times=None)))
    with pytest.raises(Unavailable):
        aircall.download("1", tmp_path / "..")
    assert sorted(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest", "file:///etc/passwd", "ftp://x/a", "http://[", "x"]
)
def test_a_recordings_address_is_https_or_refused(
    account: AircallStandIn, aircall: AircallCalls, tmp_path: Path, url: str
) -> None:
    account.calls = [call(1, BEGIN, recording=url)]
    with pytest.raises(BadInput, match="names an address for a recording"):
        aircall.download("1", tmp_path)


def test_a_hint_names_one_call(account: AircallStandIn, aircall: AircallCalls) -> None:
    account.calls = [call(1, BEGIN), call(2, BEGIN) | {"direction": None}]
    assert isinstance(aircall.call("1"), SourceCall)
    assert isinstance(aircall.call("2"), UnreadableCall)
    assert aircall.call("3") is None
    assert aircall.call("1/transcription") is None
