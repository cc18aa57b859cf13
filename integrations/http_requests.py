"""Reads from a system outside over HTTP: paced, counted, repeated where that helps, failures in words."""

from __future__ import annotations

import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from integrations.http_waiting import Clock, Pace, Patience, Service, Sleep, utc_now
from ml.errors import BadInput, Refused, Unavailable

if TYPE_CHECKING:
    import httpx2

LARGEST_RECORDING = 500 * 1024 * 1024
MOST_REDIRECTS = 3
# In seconds: to connect, and between two pieces of an answer.
CONNECT_TIMEOUT, READ_TIMEOUT = 5.0, 30.0
FAILED = range(500, 600)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, and its JSON object where it was 200."""

    status: int
    body: Mapping[str, Any]


class HttpReads:
    """GETs of one system, on connections that stay open.

    Parameters
    ----------
    service
        Whose.
    api_url
        Its address; the key is sent there and nowhere else.
    key
        Name and password of HTTP's basic authentication.
    per_minute
        How many requests it allows a minute, where it says so.
    """

    def __init__(
        self,
        service: Service,
        api_url: str,
        key: tuple[str, str],
        *,
        clock: Clock = utc_now,
        sleep: Sleep = time.sleep,
        per_minute: int | None = None,
    ) -> None:
        import httpx2

        self.requests = 0
        self._service, self.api_url, self._key = service, api_url.rstrip("/"), key
        self._clock, self._sleep = clock, sleep
        self._pace = Pace(per_minute, clock, sleep) if per_minute else None
        self._http = httpx2.Client(timeout=httpx2.Timeout(READ_TIMEOUT, connect=CONNECT_TIMEOUT))
        self._close = weakref.finalize(self, self._http.close)

    def close(self) -> None:
        """Close its connections; happens by itself in the end."""
        self._close()

    def get(
        self, path: str, params: Mapping[str, str | int] | None = None, *, absent: tuple[int, ...] = ()
    ) -> Reply:
        """The JSON object at a path; a status among `absent` is an answer, too.

        Raises
        ------
        AccessRefused, Refused
            When the key is refused, or the address is wrong.
        DailyLimit, Unavailable, Garbled
            When it does not answer, or with nothing that can be used.
        """
        patience = Patience(self._service, self._clock, self._sleep)
        while True:
            answer = self._ask(self.api_url + path, params or {})
            if answer is None or answer.status_code in FAILED:
                patience.after_failure()
            elif answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                self._learn_limit(answer.headers)
                patience.after_limit(answer.headers)
            elif answer.status_code in absent:
                return Reply(answer.status_code, {})
            elif (body := self._object(answer)) is not None:
                return Reply(answer.status_code, body)
            else:
                patience.after_failure(self._service.nonsense("something that is no JSON object"))

    def _ask(self, url: str, params: Mapping[str, str | int]) -> httpx2.Response | None:
        import httpx2

        self._count()
        try:
            return self._http.get(url, params=dict(params), auth=self._key)
        except (httpx2.TransportError, httpx2.DecodingError):
            return None

    def _count(self) -> None:
        if self._pace:
            self._pace.wait()
        self.requests += 1

    def _learn_limit(self, headers: Mapping[str, str]) -> None:
        told = headers.get("x-aircallapi-limit", "")
        if self._pace and told.isdecimal() and int(told):
            self._pace.per_minute = int(told)

    def _object(self, answer: httpx2.Response) -> Mapping[str, Any] | None:
        """The JSON object of a good answer; None where it has none, as a proxy's page of HTML."""
        status = answer.status_code
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise self._service.refusal(status)
        if status == HTTPStatus.NOT_FOUND:
            raise Refused(f"{self._service.name} is not at this address: check the setting of its address.")
        if status != HTTPStatus.OK:
            raise self._service.nonsense(f"HTTP {status}")
        try:
            body = answer.json()
        except (ValueError, RecursionError):
            return None
        return body if isinstance(body, dict) else None

    # --- recordings -----------------------------------------------------------------------------------------

    def save(self, url: str, file: Path, *, with_key: bool) -> bool:
        """Fetch what is at an address into a file, which appears when it is whole; False where it is gone.

        The key is sent to the system's own address only, and with `with_key` only: a signed address wants
        none. Any other address has to be https.

        Raises
        ------
        BadInput
            When it is larger than 500 MB, or the address is none to fetch from.
        DailyLimit, Unavailable
            When it does not come.
        """
        patience = Patience(self._service, self._clock, self._sleep)
        part = file.with_name(file.name + ".part")
        try:
            while True:
                status, headers = self._stream(url, part, with_key=with_key)
                if status == HTTPStatus.OK:
                    part.replace(file)
                    return True
                if status == HTTPStatus.TOO_MANY_REQUESTS:
                    patience.after_limit(headers)
                elif status in FAILED or not status:
                    patience.after_failure()
                elif status == HTTPStatus.UNAUTHORIZED and with_key:
                    raise self._service.refusal(status)
                else:
                    return False
        finally:
            part.unlink(missing_ok=True)

    def _stream(self, url: str, part: Path, *, with_key: bool) -> tuple[int, Mapping[str, str]]:
        """Status and headers of the answer, whose body is in the file; 0: none that is whole."""
        import httpx2

        try:
            with self._followed(url, with_key=with_key) as answer:
                if answer.status_code == HTTPStatus.OK:
                    self._write(answer, part)
                return answer.status_code, answer.headers
        except (httpx2.TransportError, httpx2.DecodingError):
            return 0, {}
        except (httpx2.InvalidURL, ValueError) as error:
            raise BadInput(f"{self._service.name} names an address for a recording that is none.") from error
        except OSError as error:
            raise Unavailable(f"A recording cannot be written ({error.strerror}).") from error

    @contextmanager
    def _followed(self, url: str, *, with_key: bool) -> Iterator[httpx2.Response]:
        """The answer at an address, or where it leads."""
        for _ in range(MOST_REDIRECTS):
            self._check(url)
            self._count()
            key = self._key if with_key and _origin(url) == _origin(self.api_url) else None
            with self._http.stream("GET", url, auth=key) as answer:
                if not answer.has_redirect_location:
                    yield answer
                    return
                url = urljoin(url, answer.headers["location"])
        raise self._service.nonsense("an address that leads in circles")

    def _check(self, url: str) -> None:
        """An address for a recording is https, or as plain as the system's own one."""
        parts, own = urlsplit(url), urlsplit(self.api_url)
        if parts.scheme != "https" and (parts.scheme, parts.hostname) != (own.scheme, own.hostname):
            raise BadInput(f"{self._service.name} names an address for a recording that is not https.")

    def _write(self, answer: httpx2.Response, part: Path) -> None:
        size = 0
        with part.open("wb") as out:
            for piece in answer.iter_bytes():
                size += len(piece)
                if size > LARGEST_RECORDING:
                    raise BadInput(f"A recording of {self._service.name} is larger than 500 MB.")
                out.write(piece)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """Scheme, host and port: what a key belongs to."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
