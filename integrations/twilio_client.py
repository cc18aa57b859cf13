"""Twilio's client at one address, whatever host it has in mind: with time-outs, counted, reads repeated."""

from __future__ import annotations

import json
import logging
import weakref
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from requests import RequestException
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient

from integrations.http_requests import FAILED, READ_TIMEOUT
from integrations.http_waiting import Clock, Patience, Service, Sleep

TWILIO = Service(
    "Twilio", "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (docs/calls.md shows where they are found)"
)
# The client would tell every request to the log.
_SILENT = logging.Logger("twilio", logging.CRITICAL + 1)  # noqa: LOG001 - no part of the log on purpose


class PatientHttp(TwilioHttpClient):  # type: ignore[misc]  # twilio ships no types
    """What the client sends goes to `api_url`, so its credentials never reach another host; only reads are sent.

    Raises
    ------
    AccessRefused
        When the account or its token is refused.
    DailyLimit, Unavailable, Garbled
        When it does not answer, or with nothing that can be used.
    """

    def __init__(self, api_url: str, *, clock: Clock, sleep: Sleep) -> None:
        super().__init__(timeout=READ_TIMEOUT, logger=_SILENT)
        self.requests = 0
        self._api_url, self._clock, self._sleep = api_url.rstrip("/"), clock, sleep
        self.close = weakref.finalize(self, self.session.close)

    def request(self, method: str, url: str, *arguments: Any, **options: Any) -> Any:
        """See `twilio.http.HttpClient`: one answer, after as many attempts as it takes."""
        if method.upper() != "GET":
            raise NotImplementedError("Twilio is read only")
        address = urlsplit(url)
        at_home = f"{self._api_url}{address.path}" + (f"?{address.query}" if address.query else "")
        patience = Patience(TWILIO, self._clock, self._sleep)
        while True:
            self.requests += 1
            try:
                answer = super().request(method, at_home, *arguments, **options)
            except RequestException:
                patience.after_failure()
                continue
            status = answer.status_code
            if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
                raise TWILIO.refusal(status)
            if status == HTTPStatus.TOO_MANY_REQUESTS:
                patience.after_limit(answer.headers)
            elif status in FAILED:
                patience.after_failure()
            elif status == HTTPStatus.OK and not _is_object(answer.text):
                patience.after_failure(TWILIO.nonsense("something that is no JSON object"))
            else:
                return answer


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def records(first: Any) -> Iterator[Any]:
    """The records of a page and of all that follow it; None for one that the client cannot read.

    Raises
    ------
    Garbled
        When a page has no records, or leads to one that was read before.
    """
    page, seen = first, set[str]()
    while page is not None:
        yield from _of_page(page)
        link = page.next_page_url
        if link in seen:
            raise TWILIO.nonsense("the same page again")
        seen.add(link)
        page = read_page(page.next_page)


def _of_page(page: Any) -> Iterator[Any]:
    while True:
        try:
            yield next(page)
        except StopIteration:
            return
        except (AttributeError, TypeError, ValueError):
            yield None


def read_page(read: Any) -> Any:
    """What a function of the client gives, its errors in words.

    Raises
    ------
    Garbled
        When the answer is no page.
    """
    try:
        return read()
    except (TwilioException, AttributeError, KeyError, TypeError) as error:
        raise TWILIO.nonsense("something that is no page") from error
