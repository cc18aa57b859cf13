from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from integrations import http_requests
from integrations.http_requests import HttpReads
from integrations.http_waiting import Pace, Service, wait_told
from ml.errors import BadInput, Refused, Unavailable
from tests.standins.clock import MONDAY_NOON, Clock
from tests.standins.faults import Where, answers, half_page, no_answer
from tests.standins.http import Answer, Request, StandIn, json_answer

SERVICE = Service("Switchboard", "SWITCHBOARD_KEY")


class Switchboard(StandIn):
    """Gives sound, sends elsewhere, and remembers who showed a key."""

    keys: list[str]
    elsewhere = ""

    def answer(self, request: Request) -> Answer:
        if not hasattr(self, "keys"):
            self.keys = []
        self.keys.append(request.headers.get("authorization", ""))
        if request.path.startswith("/moved"):
            return Answer(302, headers={"Location": self.elsewhere})
        if request.path == "/list":
            return json_answer([1, 2])
        return Answer(200, b"sound" * 1000)


@pytest.fixture
def board() -> Iterator[Switchboard]:
    with Switchboard() as standin:
        yield standin


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reads(board: Switchboard, clock: Clock) -> Iterator[HttpReads]:
    reads = HttpReads(SERVICE, board.url + "/", ("me", "secret"), clock=clock.now, sleep=clock.sleep)
    yield reads
    reads.close()


def test_a_file_appears_when_it_is_whole(board: Switchboard, reads: HttpReads, tmp_path: Path) -> None:
    board.faults += [half_page(Where(times=2)), no_answer(Where(first=1))]
    assert reads.save(f"{board.url}/sound", tmp_path / "a.mp3", with_key=True)
    assert (tmp_path / "a.mp3").read_bytes() == b"sound" * 1000
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp3"]
    assert reads.requests == 4


def test_the_key_goes_to_its_own_system_only(board: Switchboard, reads: HttpReads, tmp_path: Path) -> None:
    with Switchboard() as other:
        board.elsewhere = f"{other.url}/sound"
        assert reads.save(f"{board.url}/moved", tmp_path / "a.mp3", with_key=True)
        assert reads.save(f"{board.url}/sound", tmp_path / "b.mp3", with_key=False)
        assert [bool(key) for key in board.keys] == [True, False]
        assert other.keys == [""]


@pytest.mark.parametrize(
    "elsewhere", ["http://example.com/a", "file:///etc/passwd", "gopher://x", "http://["]
)
def test_an_address_that_leads_to_where_it_may_not_is_refused(
    board: Switchboard, reads: HttpReads, tmp_path: Path, elsewhere: str
) -> None:
    board.elsewhere = elsewhere
    with pytest.raises(BadInput, match=r"^Switchboard names an address"):
        reads.save(f"{board.url}/moved", tmp_path / "a.mp3", with_key=True)
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_leads_in_circles_ends(board: Switchboard, reads: HttpReads, tmp_path: Path) -> None:
    board.elsewhere = f"{board.url}/moved"
    with pytest.raises(Unavailable, match="leads in circles"):
        reads.save(f"{board.url}/moved", tmp_path / "a.mp3", with_key=True)


def test_a_recording_that_is_too_large_is_not_kept(
    board: Switchboard, reads: HttpReads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_requests, "LARGEST_RECORDING", 4999)
    with pytest.raises(BadInput, match="larger than 500 MB"):
        reads.save(f"{board.url}/sound", tmp_path / "a.mp3", with_key=True)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(http_requests, "LARGEST_RECORDING", 5000)
    assert reads.save(f"{board.url}/sound", tmp_path / "a.mp3", with_key=True)


def test_a_folder_that_takes_nothing_is_said_to_be_one(
    board: Switchboard, reads: HttpReads, tmp_path: Path
) -> None:
    with pytest.raises(Unavailable, match=r"A recording cannot be written \(No such file or directory\)"):
        reads.save(f"{board.url}/sound", tmp_path / "nowhere" / "a.mp3", with_key=True)


def test_what_is_gone_is_no_file(board: Switchboard, reads: HttpReads, tmp_path: Path) -> None:
    board.faults += [answers(Where(), 404, {}), answers(Where(), 410, {})]
    assert [reads.save(f"{board.url}/x", tmp_path / "a", with_key=True) for _ in range(2)] == [False, False]


def test_a_wrong_address_is_said_to_be_wrong(board: Switchboard, reads: HttpReads) -> None:
    board.faults.append(answers(Where(times=None), 404, {}))
    with pytest.raises(Refused, match="Switchboard is not at this address"):
        reads.get("/calls")


def test_json_that_is_no_object_is_asked_for_again(reads: HttpReads, clock: Clock) -> None:
    with pytest.raises(Unavailable, match="no JSON object"):
        reads.get("/list")
    assert (reads.requests, clock.slept) == (5, 15)


NOON = MONDAY_NOON.timestamp()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7),
        ({"retry-after": "Mon, 23 Nov 2026 12:00:30 GMT"}, 30),
        ({"retry-after": "Mon, 23 Nov 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"x-aircallapi-reset": f"{NOON + 20:.0f}"}, 20),
        ({"x-aircallapi-reset": f"{NOON + 20:.0f}000"}, 20),
        ({"x-aircallapi-reset": f"{NOON - 20:.0f}"}, 0),
        ({"x-aircallapi-reset": "never"}, None),
    ],
)
def test_how_long_an_answer_says_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert wait_told(headers, MONDAY_NOON) == seconds


@pytest.mark.parametrize("between", [0.0, 0.3, 1.0, 2.5])
def test_no_minute_has_more_requests_than_allowed(clock: Clock, between: float) -> None:
    pace, made = Pace(60, clock.now, clock.sleep), list[datetime]()
    for _ in range(300):
        pace.wait()
        made.append(clock.at)
        clock.advance(timedelta(seconds=between))
    assert all(
        later - earlier >= timedelta(minutes=1) for earlier, later in zip(made, made[60:], strict=False)
    )
    assert made[-1] - made[0] <= timedelta(seconds=max(300, 300 * between))


def test_a_clock_that_is_set_back_stops_nothing(clock: Clock) -> None:
    pace = Pace(2, clock.now, clock.sleep)
    for _ in range(2):
        pace.wait()
    clock.at = datetime(2020, 1, 1, tzinfo=UTC)
    pace.wait()
    assert clock.slept == 60


def test_connections_close_by_themselves(board: Switchboard, clock: Clock) -> None:
    reads = HttpReads(SERVICE, board.url, ("me", "secret"), clock=clock.now, sleep=clock.sleep)
    http = reads._http
    assert not http.is_closed
    del reads
    assert http.is_closed
