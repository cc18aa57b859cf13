from __future__ import annotations

import logging
import wave
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from integrations.errors import AccessRefused, DailyLimit, Garbled
from integrations.systems import SourceCall, UnreadableCall
from integrations.twilio_calls import TwilioCalls
from ml.errors import Unavailable
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
from tests.standins.twilio import ACCOUNT, OURS, TOKEN, TwilioStandIn, call, recording, sid

BEGIN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ADA, CUSTOMER = "client:ada", "+6591234567"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def account() -> Iterator[TwilioStandIn]:
    with TwilioStandIn() as standin:
        yield standin
    assert standin.complaints == []


@pytest.fixture
def twilio(account: TwilioStandIn, clock: Clock) -> Iterator[TwilioCalls]:
    source = TwilioCalls(ACCOUNT, TOKEN, account.url, clock=clock.now, sleep=clock.sleep)
    yield source
    source.close()


def read(twilio: TwilioCalls, since: datetime | None = None) -> list[SourceCall]:
    found = list(twilio.calls(since))
    assert all(isinstance(one, SourceCall) for one in found)
    return [one for one in found if isinstance(one, SourceCall)]


def test_a_call_says_what_twilio_knows(account: TwilioStandIn, twilio: TwilioCalls) -> None:
    account.calls = [call(1, BEGIN)]
    account.recordings = [recording(1, account.calls[0])]
    assert read(twilio) == [
        SourceCall(
            system="twilio", id=sid("CA", 1), at=BEGIN, number=CUSTOMER, direction="out", duration_s=120,
            answered=True, status="completed", recorded=True, channels=2,
        )
    ]  # fmt: skip


def test_calls_come_oldest_first_in_as_few_requests_as_pages(
    account: TwilioStandIn, twilio: TwilioCalls
) -> None:
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(1, 2101)]
    account.recordings = [recording(i, one, channels=1) for i, one in enumerate(account.calls, 1)]
    found = read(twilio)
    assert [one.id for one in found] == [sid("CA", i) for i in range(1, 2101)]
    assert all(one.recorded and one.channels == 1 for one in found)
    assert twilio.requests == 3 + 3
    assert [one.id for one in read(twilio, BEGIN + 2000 * MINUTE)] == [
        sid("CA", i) for i in range(2000, 2101)
    ]
    assert twilio.requests == 6 + 2


@pytest.mark.parametrize(
    ("status", "duration", "answered", "seconds"),
    [
        ("completed", "61", True, 61),
        ("completed", "0", False, 0),
        ("no-answer", None, False, 0),
        ("busy", None, False, 0),
        ("failed", None, False, 0),
        ("in-progress", None, True, None),
        ("ringing", None, None, None),
        ("queued", None, None, None),
    ],
)
def test_how_a_call_ended(
    account: TwilioStandIn,
    twilio: TwilioCalls,
    status: str,
    duration: str | None,
    *,
    answered: bool,
    seconds: int,
) -> None:
    account.calls = [call(1, BEGIN, status=status, duration=duration)]
    assert [(one.answered, one.duration_s, one.status) for one in read(twilio)] == [
        (answered, seconds, status)
    ]


PARENT = sid("CA", 1)


@pytest.mark.parametrize(
    ("first", "second", "direction", "agent"),
    [
        # somebody of the team dials in the browser
        ({"direction": "inbound", "from": ADA, "to": ""}, {"from": OURS, "to": CUSTOMER}, "out", "ada"),
        # a customer calls, and is put through to the browser, or to a telephone
        ({"direction": "inbound", "from": CUSTOMER, "to": OURS}, {"from": CUSTOMER, "to": ADA}, "in", "ada"),
        ({"direction": "inbound", "from": CUSTOMER, "to": OURS}, {"to": "+6581110000"}, "in", "+6581110000"),
        # the API calls the customer and puts them through, or the agent first
        ({"from": OURS, "to": CUSTOMER}, {"from": OURS, "to": ADA}, "out", "ada"),
        ({"from": OURS, "to": "+6581110000"}, {"from": OURS, "to": CUSTOMER}, "out", "+6581110000"),
        # one leg alone
        ({"direction": "inbound", "from": ADA, "to": CUSTOMER}, None, "out", "ada"),
        ({"direction": "outbound-dial", "from": CUSTOMER, "to": ADA}, None, "in", "ada"),
        ({"direction": "inbound", "from": CUSTOMER, "to": OURS}, None, "in", ""),
        ({"direction": "trunking-terminating", "from": OURS, "to": CUSTOMER}, None, "out", ""),
        ({"direction": "trunking-originating", "from": CUSTOMER, "to": OURS}, None, "in", ""),
    ],
)
def test_the_legs_of_a_call_are_one(
    account: TwilioStandIn,
    twilio: TwilioCalls,
    first: dict[str, str],
    second: dict[str, str] | None,
    *,
    direction: str,
    agent: str,
) -> None:
    account.calls = [call(1, BEGIN, **first)]
    if second:
        dial = {"direction": "outbound-dial", "parent_call_sid": PARENT}
        account.calls.append(call(2, BEGIN + MINUTE, duration="60", **dial, **second))
        account.calls.append(call(3, BEGIN, duration=None, status="no-answer", **dial, **second))
    account.recordings = [recording(1, account.calls[0])]
    (found,) = read(twilio)
    assert (found.id, found.at, found.number) == (PARENT, BEGIN, CUSTOMER)
    assert (found.direction, found.agent_name, found.recorded) == (direction, agent, True)
    assert found.duration_s == (60 if second else 120)
    assert found.other_ids == ((("twilio", sid("CA", 2)), ("twilio", sid("CA", 3))) if second else ())
    for id_ in [PARENT] + ([sid("CA", 2)] if second else []):
        assert twilio.call(id_) == found


def test_who_spoke_may_be_an_address(account: TwilioStandIn, twilio: TwilioCalls) -> None:
    account.calls = [call(1, BEGIN, **{"from": "client:ada%40ours.example"})]
    (found,) = read(twilio)
    assert (found.agent_email, found.agent_name) == ("ada@ours.example", "")


def test_a_leg_of_a_call_that_began_earlier_is_left_out(account: TwilioStandIn, twilio: TwilioCalls) -> None:
    account.calls = [
        call(1, BEGIN, direction="inbound"),
        call(2, BEGIN + MINUTE, direction="outbound-dial", parent_call_sid=PARENT),
    ]
    assert read(twilio, BEGIN + MINUTE) == []


# --- malformed records -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sid": None}, "it has no id"),
        ({"sid": "../Accounts"}, "it has no id"),
        ({"start_time": "yesterday", "date_created": None}, "it does not say when it began"),
        ({"start_time": None, "date_created": "Mon, 99 Nov 2026 99:00:00 +0000"}, "it has no id"),
        ({"direction": "sideways"}, "its direction is not known"),
        ({"direction": 7}, "its direction is not known"),
        ({"to": ADA}, "it has no telephone number outside"),
        ({"to": None}, "it has no telephone number outside"),
    ],
)
def test_a_call_that_cannot_be_used_says_why(
    account: TwilioStandIn, twilio: TwilioCalls, change: dict[str, Any], reason: str
) -> None:
    account.calls = [call(1, BEGIN, **{"direction": "inbound", "from": ADA}) | change, call(2, BEGIN)]
    unreadable = [one for one in twilio.calls(None) if isinstance(one, UnreadableCall)]
    assert [one.reason for one in unreadable] == [reason]


@pytest.mark.parametrize("record", [None, 7, [], "text"])
def test_what_is_no_record_does_not_hold_up_the_others(
    account: TwilioStandIn, twilio: TwilioCalls, record: Any
) -> None:
    account.calls = [call(1, BEGIN), record, call(2, BEGIN)]
    assert sorted(type(one).__name__ for one in twilio.calls(None)) == [
        "SourceCall",
        "SourceCall",
        "UnreadableCall",
    ]


@pytest.mark.parametrize("body", [{"calls": None}, {"calls": [], "more": []}, {"calls": 7}, {}])
def test_half_a_page_is_said_to_be_one(
    account: TwilioStandIn, twilio: TwilioCalls, body: dict[str, Any]
) -> None:
    account.faults.append(answers(ALWAYS, 200, body))
    with pytest.raises(Garbled, match=r"^Twilio answered with"):
        list(twilio.calls(None))


def test_a_page_that_repeats_ends_the_list(account: TwilioStandIn, twilio: TwilioCalls) -> None:
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(1500)]

    def turn_back(page: Any) -> None:
        page["next_page_uri"] = page["first_page_uri"]

    account.faults.append(rewritten(Where(times=None), turn_back))
    with pytest.raises(Garbled, match="the same page again"):
        list(twilio.calls(None))


def test_a_link_to_elsewhere_is_followed_at_home_only(account: TwilioStandIn, twilio: TwilioCalls) -> None:
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(1500)]
    with TwilioStandIn() as elsewhere:

        def lead_away(page: Any) -> None:
            if page["next_page_uri"]:
                page["meta"] = {"key": "calls", "next_page_url": elsewhere.url + page.pop("next_page_uri")}

        account.faults.append(rewritten(Where(path="Calls", times=None), lead_away))
        assert len(read(twilio)) == 1500
        assert elsewhere.requests == []


# --- an unsteady service -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [server_error, no_answer, half_page, no_json])
def test_what_fails_now_and_then_is_asked_again(
    account: TwilioStandIn, twilio: TwilioCalls, fault: Any
) -> None:
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(5)]
    account.faults += [fault(Where("GET", "Calls", times=2)), fault(Where("GET", "Recordings", times=1))]
    assert len(read(twilio)) == 5
    assert twilio.requests == 2 + 3


@pytest.mark.parametrize(
    ("fault", "error"), [(server_error, Unavailable), (no_answer, Unavailable), (no_json, Garbled)]
)
def test_what_fails_for_good_ends_in_a_sentence(
    account: TwilioStandIn, twilio: TwilioCalls, fault: Any, error: type[Unavailable]
) -> None:
    account.faults.append(fault(ALWAYS))
    with pytest.raises(error, match=r"^Twilio .+; the next run goes on from here\.$"):
        read(twilio)
    assert twilio.requests == 5


def test_too_many_requests_cost_only_the_waits(
    account: TwilioStandIn, twilio: TwilioCalls, clock: Clock
) -> None:
    account.clock, account.per_second = clock.now, 1
    account.calls = [call(i, BEGIN + i * MINUTE) for i in range(2500)]
    assert len(read(twilio)) == 2500
    assert clock.slept == 3


def test_a_wait_of_hours_is_not_waited_for(account: TwilioStandIn, twilio: TwilioCalls) -> None:
    account.faults.append(answers(ALWAYS, 429, {}, {"Retry-After": "86400"}))
    with pytest.raises(DailyLimit, match="until 2026-11-24 12:00 UTC"):
        read(twilio)


def test_a_refused_account_says_where_it_is_set(account: TwilioStandIn, clock: Clock) -> None:
    source = TwilioCalls(ACCOUNT, "revoked", account.url, clock=clock.now, sleep=clock.sleep)
    with pytest.raises(AccessRefused, match="TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN") as caught:
        read(source)
    source.close()
    assert "revoked" not in str(caught.value).replace("was revoked", "")
    assert clock.slept == 0


def test_nothing_of_a_request_is_logged(
    account: TwilioStandIn, twilio: TwilioCalls, caplog: pytest.LogCaptureFixture
) -> None:
    account.calls = [call(1, BEGIN)]
    with caplog.at_level(logging.INFO):
        read(twilio)
    assert "Accounts" not in caplog.text
    assert ACCOUNT not in caplog.text


# --- recordings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channels", [1, 2])
def test_each_side_stays_in_its_own_channel(
    account: TwilioStandIn, twilio: TwilioCalls, tmp_path: Path, channels: int
) -> None:
    account.calls = [call(1, BEGIN)]
    account.recordings = [
        recording(1, account.calls[0], channels=channels),
        recording(2, account.calls[0], channels=1, duration="3"),
    ]
    file = twilio.download(PARENT, tmp_path)
    assert file == tmp_path / f"twilio-{PARENT}.wav"
    with wave.open(str(file)) as sound:
        assert sound.getnchannels() == channels
    assert account.asked(path=sid("RE", 1))


@pytest.mark.parametrize(
    "change", [{"status": "processing"}, {"status": "deleted"}, {"encryption_details": {"type": "rsa-aes"}}]
)
def test_a_recording_that_cannot_be_fetched_is_none(
    account: TwilioStandIn, twilio: TwilioCalls, tmp_path: Path, change: dict[str, Any]
) -> None:
    account.calls = [call(1, BEGIN)]
    account.recordings = [recording(1, account.calls[0], **change)]
    assert [one.recorded for one in read(twilio)] == [False]
    assert twilio.download(PARENT, tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_recording_that_is_gone_is_none(
    account: TwilioStandIn, twilio: TwilioCalls, tmp_path: Path
) -> None:
    account.calls = [call(1, BEGIN)]
    account.recordings = [recording(1, account.calls[0])]
    account.faults.append(answers(Where(path=r"\.wav$", times=None), 404, {}))
    assert twilio.download(PARENT, tmp_path) is None


@pytest.mark.parametrize("id_", [sid("CA", 9), "../..", "", "CA1"])
def test_a_call_that_is_gone_is_none(
    account: TwilioStandIn, twilio: TwilioCalls, tmp_path: Path, id_: str
) -> None:
    account.calls = [call(1, BEGIN)]
    assert twilio.call(id_) is None
    assert twilio.download(id_, tmp_path) is None
