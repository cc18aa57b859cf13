"""The one seam to HubSpot: its client's classes, with dated paths, raw JSON, our pace, our repeats, our errors."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from http import HTTPStatus
from http.client import IncompleteRead
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from integrations.errors import AccessRefused
from integrations.hubspot_errors import Answer, Call, Failure, NotThere, garbled, judge, no_answer, no_tls
from integrations.hubspot_pace import Pace

if TYPE_CHECKING:
    import urllib3

# The dated version of HubSpot's API; each lives for 18 months.
VERSION = "2026-03"
_UNDATED = re.compile(r"(/crm)/v\d+(/\w+)|(/account-info)/v\d+")
_MOST_PAUSES = 20  # waits that HubSpot asks for cost nothing but time
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 8.0


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def dated(path: str) -> str:
    """A path as HubSpot's older API has it, in the dated version.

    >>> dated("/crm/v3/objects/{objectType}/batch/read")
    '/crm/objects/2026-03/{objectType}/batch/read'
    >>> dated("/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/read")
    '/crm/associations/2026-03/{fromObjectType}/{toObjectType}/batch/read'
    >>> dated("/crm/v3/owners/"), dated("/account-info/v3/details")
    ('/crm/owners/2026-03', '/account-info/2026-03/details')
    """
    return _UNDATED.sub(rf"\1\2\3/{VERSION}", path).rstrip("/")


@dataclass(frozen=True)
class Patience:
    """How long an answer is waited for: seconds to connect and to read, and how many failures end it."""

    connect: float = 5.0
    read: float = 30.0
    tries: int = 6


PATIENT = Patience()
# Somebody looks on: a server that cannot be reached is told of within 5 seconds.
ASKED_BY_HAND = Patience(connect=2.0, read=10.0, tries=2)


class HubSpotClient:
    """The parts of HubSpot's client that the product uses; each answers with raw JSON.

    They are made once and kept: the client would make each anew, with its own connections, whenever it is named.
    Calls raise the errors of `integrations.errors`; may be used by several threads.

    Parameters
    ----------
    token
        The Service Key.
    api_url
        HubSpot's address, without a version.
    clock, sleep
        The present moment (UTC), and waiting; a test brings its own.
    patience
        How long an answer is waited for.
    """

    def __init__(
        self,
        token: str,
        api_url: str,
        *,
        clock: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
        patience: Patience = PATIENT,
    ) -> None:
        self._token, self._url = token.strip(), api_url.strip().rstrip("/")
        self._clock, self._patience = clock, patience
        self._undated = set[str]()  # the families of paths that this server has undated only
        self._pace = Pace(clock, sleep)
        self.zone: tzinfo = UTC  # the account's, once it is known

    @property
    def requests(self) -> int:
        """How many HTTP requests were made, repeated ones included."""
        return self._pace.requests

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    # --- the parts of the client ----------------------------------------------------------------------------

    @cached_property
    def objects(self) -> Any:
        """Lists of records, and creating one."""
        return self._hubspot.crm.objects.basic_api

    @cached_property
    def batches(self) -> Any:
        """Records by their ids, read or updated."""
        return self._hubspot.crm.objects.batch_api

    @cached_property
    def searches(self) -> Any:
        """Records by their properties."""
        return self._hubspot.crm.objects.search_api

    @cached_property
    def associations(self) -> Any:
        """Which records belong together."""
        return self._hubspot.crm.associations.v4.batch_api

    @cached_property
    def owners(self) -> Any:
        """Who owns records."""
        return self._hubspot.crm.owners.owners_api

    @cached_property
    def pipelines(self) -> Any:
        """Pipelines and their stages."""
        return self._hubspot.crm.pipelines.pipelines_api

    @cached_property
    def properties(self) -> Any:
        """What records have."""
        return self._hubspot.crm.properties.core_api

    @cached_property
    def property_groups(self) -> Any:
        """Headings that properties stand under."""
        return self._hubspot.crm.properties.groups_api

    def get(self, path: str) -> Any:
        """Read something that the client has no class for."""
        accept = {"Accept": "application/json"}
        return self.objects.api_client.call_api(path, "GET", {}, [], accept, auth_settings=["oauth2"])

    # --- the seam -------------------------------------------------------------------------------------------

    @cached_property
    def _hubspot(self) -> Any:
        from hubspot import HubSpot

        # `base_url` too: without it, the client's raw calls would go to HubSpot whatever `host` says.
        return HubSpot(
            access_token=self._token, host=self._url, base_url=self._url, api_factory=self._make_part
        )

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        import urllib3

        # One for all parts, so that they share a connection. Not its repeats: they would be neither counted nor paced.
        timeout = urllib3.Timeout(connect=self._patience.connect, read=self._patience.read)
        return urllib3.PoolManager(maxsize=4, retries=False, timeout=timeout)

    def _make_part(self, package: Any, name: str, config: Mapping[str, Any]) -> Any:
        """One class of the client, calling through `_ask`; HubSpot's own hook for this is `api_factory`."""
        configuration = package.Configuration()
        configuration.host, configuration.access_token = config["host"], config["access_token"]
        api = package.ApiClient(configuration)
        api.request = self._send
        plain = api.call_api

        def call_api(path: str, method: str, fillers: Any = None, *given: Any, **options: Any) -> Any:
            call, raw = Call(method, path, dict(fillers or {})), options | {"_preload_content": False}
            return self._in_its_version(
                path, lambda path: self._ask(call, lambda: plain(path, method, fillers, *given, **raw))
            )

        api.call_api = call_api
        return getattr(package, name)(api_client=api)

    def _in_its_version(self, path: str, ask: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        """Ask at the dated path; a server that has no such path may have the older one, and is asked there from then on."""
        family = path.split("/")[1]
        if family in self._undated:
            return ask(path)
        try:
            return ask(dated(path))
        except NotThere:
            answer = ask(path)
            self._undated.add(family)
            return answer

    def _ask(self, call: Call, send: Callable[[], Answer]) -> dict[str, Any]:
        """Ask until there is an answer, where asking again cannot write twice."""
        self._check_token()
        tries = pauses = 0
        while isinstance(outcome := self._try(call, send), Failure):
            tries, pauses = (tries, pauses + 1) if outcome.wait is not None else (tries + 1, pauses)
            if call.once or not outcome.again or tries == self._patience.tries or pauses == _MOST_PAUSES:
                raise outcome.error
            backing_off = min(_FIRST_PAUSE_S * 2 ** (tries - 1), _LONGEST_PAUSE_S)
            self._pace.pause(backing_off if outcome.wait is None else outcome.wait)
        return outcome

    def _try(self, call: Call, send: Callable[[], Answer]) -> Failure | dict[str, Any]:
        """One request."""
        from urllib3 import exceptions

        never_sent = (exceptions.NewConnectionError, exceptions.ConnectTimeoutError, exceptions.LocationValueError)  # fmt: skip
        answer = Answer(0, {}, b"")
        self._pace.begin(search=call.search)
        try:
            answer = send()
        except exceptions.SSLError:
            return no_tls(call)
        except exceptions.HTTPError as error:
            if any(isinstance(part, IncompleteRead) for part in error.args):
                return garbled(call)
            return no_answer(call, sent=not isinstance(error, never_sent))
        finally:
            # A refused request says when to come back by itself; its headers would hold us up twice.
            self._pace.end(
                search=call.search,
                headers={} if answer.status == HTTPStatus.TOO_MANY_REQUESTS else answer.headers,
            )
        return judge(call, answer, now=self._clock(), zone=self.zone)

    def _send(self, method: str, url: str, **request: Any) -> Answer:
        """What the client's own sender does, without its repeats and its exceptions."""
        query, body = request.get("query_params"), request.get("body")
        headers = {"Content-Type": "application/json"} | (request.get("headers") or {})
        reply = self._pool.request(
            method,
            f"{url}?{urlencode(query)}" if query else url,
            body=None if body is None else json.dumps(body).encode(),
            headers=headers,
            redirect=False,
        )
        return Answer(reply.status, reply.headers, reply.data)

    def _check_token(self) -> None:
        """A key that no header can carry would end in an exception that shows it."""
        if not (self._token and self._token.isascii() and self._token.isprintable()):
            raise AccessRefused("HUBSPOT_TOKEN is no key: it is empty or holds characters that no key has.")
