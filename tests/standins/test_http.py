from __future__ import annotations

import socket
from collections.abc import Iterator
from random import Random

import httpx2
import pytest

from tests.standins.faults import (
    Where,
    accept_then_drop,
    half_page,
    kill,
    no_answer,
    no_json,
    rewritten,
    server_error,
    stall,
)
from tests.standins.http import Answer, Logged, Request, StandIn, json_answer


class Counter(StandIn):
    """Counts what is posted."""

    count = 0

    def answer(self, request: Request) -> Answer:
        if request.path == "/defect":
            raise ZeroDivisionError
        self.count += request.method == "POST"
        return json_answer({"count": self.count, "query": request.first("q"), "long": "x" * 1000})


@pytest.fixture
def counter() -> Iterator[Counter]:
    with Counter() as standin:
        yield standin


@pytest.fixture
def client(counter: Counter) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=counter.url) as client:
        yield client


def test_answers_and_logs(counter: Counter, client: httpx2.Client) -> None:
    assert client.post("/a", json={}).json()["count"] == 1
    assert client.get("/b", params={"q": "x y"}).json()["query"] == "x y"
    assert counter.requests == [Logged("POST", "/a", 200), Logged("GET", "/b", 200, "q=x+y")]
    assert counter.asked("POST") == [Logged("POST", "/a", 200)]


def test_a_connection_stays_open(counter: Counter, client: httpx2.Client) -> None:
    for _ in range(5):
        client.get("/")
    assert counter._server
    assert len(counter._server.connections) == 1


def test_a_fault_meets_the_requests_it_names(counter: Counter, client: httpx2.Client) -> None:
    counter.faults.append(server_error(Where("POST", "^/a", first=2, times=2)))
    assert [client.post("/a").status_code for _ in range(4)] == [200, 500, 500, 200]
    assert client.post("/b").json()["count"] == 3  # what failed was not carried out


def test_chance_is_seeded(counter: Counter, client: httpx2.Client) -> None:
    def statuses() -> list[int]:
        counter.faults[:] = [server_error(Where(times=None, chance=0.5, random=Random(1)))]  # noqa: S311 - chance, not a secret
        return [client.get("/").status_code for _ in range(20)]

    assert statuses() == statuses()
    assert {200, 500} == set(statuses())


@pytest.mark.parametrize(("fault", "carried_out"), [(accept_then_drop, 1), (no_answer, 0), (half_page, 1)])
def test_no_whole_answer(counter: Counter, client: httpx2.Client, fault: type, carried_out: int) -> None:
    counter.faults.append(fault(Where()))
    with pytest.raises(httpx2.RemoteProtocolError):
        client.post("/")
    assert counter.count == carried_out


def test_no_json(counter: Counter, client: httpx2.Client) -> None:
    counter.faults.append(no_json(Where()))
    with pytest.raises(ValueError, match="Expecting value"):
        client.get("/").json()


def test_rewritten(counter: Counter, client: httpx2.Client) -> None:
    counter.faults.append(rewritten(Where(), lambda value: value.update(count=None)))
    assert client.get("/").json()["count"] is None


def test_a_stall_runs_into_the_clients_timeout(counter: Counter, client: httpx2.Client) -> None:
    counter.faults.append(stall(Where(), seconds=30))
    with pytest.raises(httpx2.ReadTimeout):
        client.get("/", timeout=0.05)


def test_killed_and_started_again(counter: Counter) -> None:
    counter.faults.append(kill(Where(first=2)))
    url = counter.url
    assert httpx2.get(url).status_code == 200
    for _ in range(2):
        with pytest.raises(httpx2.TransportError):
            httpx2.get(url)
    counter.start()
    assert counter.url == url
    assert httpx2.get(url).status_code == 200


def test_a_defect_of_its_own_is_told(counter: Counter, client: httpx2.Client) -> None:
    with pytest.raises(httpx2.RemoteProtocolError):
        client.get("/defect")
    assert "ZeroDivisionError" in counter.complaints[0]


def test_a_client_that_dies_in_the_middle_of_a_request_asked_nothing(counter: Counter) -> None:
    with socket.create_connection(("127.0.0.1", int(counter.url.rpartition(":")[2]))) as dying:
        dying.sendall(b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf")
        dying.shutdown(socket.SHUT_WR)
        assert dying.recv(100) == b"", "hung up without an answer"
    assert (counter.count, counter.requests, counter.complaints) == (0, [], [])
