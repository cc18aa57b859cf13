"""Twilio as a source of calls: the account's calls and their recordings, both channels kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import Any

from integrations.errors import Garbled
from integrations.http_requests import HttpReads
from integrations.http_waiting import Clock, Sleep, utc_now
from integrations.systems import CallSystem, SourceCall, UnreadableCall
from integrations.twilio_values import (
    CALL_ID,
    Leg,
    TwilioRecording,
    conversation,
    conversations,
    longest,
    read_leg,
    read_recording,
)

# The most that a page may hold.
PAGE = 1000


class TwilioCalls:
    """The calls of a Twilio account.

    Parameters
    ----------
    sid, token
        The account and its token: sent to `api_url` only.
    api_url
        Twilio's address, without a version.
    """

    system: CallSystem = "twilio"

    def __init__(
        self, sid: str, token: str, api_url: str, *, clock: Clock = utc_now, sleep: Sleep = time.sleep
    ) -> None:
        from integrations.twilio_client import TWILIO, PatientHttp

        self._sid, self._token = sid, token
        self._media = HttpReads(TWILIO, api_url, (sid, token), clock=clock, sleep=sleep)
        self._http = PatientHttp(api_url, clock=clock, sleep=sleep)

    @cached_property
    def _account(self) -> Any:
        """The account as Twilio's client has it."""
        from twilio.rest import Client

        return Client(self._sid, self._token, http_client=self._http).api.v2010.account

    @property
    def requests(self) -> int:
        """How many HTTP requests were made so far, repeated ones included."""
        return int(self._http.requests) + self._media.requests

    def close(self) -> None:
        """Close the connections; happens by itself in the end."""
        self._http.close()
        self._media.close()

    def calls(self, since: datetime | None) -> Iterator[SourceCall | UnreadableCall]:
        """All calls that began at or after a moment (None: ever), oldest first.

        Twilio lists the newest first and each leg of a call for itself, so all are read before the first is given.
        """
        from integrations.twilio_client import read_page, records

        asked: dict[str, Any] = {"page_size": PAGE}
        after = {"start_time_after": since} if since else {}
        legs = list[Leg]()
        for record in records(read_page(lambda: self._account.calls.page(**asked, **after))):
            leg = read_leg(record)
            if isinstance(leg, UnreadableCall):
                yield leg
            elif since is None or leg.at >= since:
                legs.append(leg)
        after = {"date_created_after": since} if since else {}
        recordings = records(read_page(lambda: self._account.recordings.page(**asked, **after)))
        yield from conversations(legs, _by_call(recordings))

    def call(self, call_id: str) -> SourceCall | UnreadableCall | None:
        """One call by the id of any of its legs, for a hint; None where it is gone."""
        from integrations.twilio_client import read_page, records

        first = self._leg(call_id)
        if isinstance(first, Leg) and first.parent:
            first = self._leg(first.parent)
        if not isinstance(first, Leg):
            return first
        page = read_page(lambda: self._account.calls.page(parent_call_sid=first.id, page_size=PAGE))
        legs = [leg for record in records(page) if isinstance(leg := read_leg(record), Leg)]
        return conversation(first, legs, self._recording(first.id))

    def _leg(self, call_id: str) -> Leg | UnreadableCall | None:
        from twilio.base.exceptions import TwilioRestException

        if not CALL_ID.fullmatch(call_id):
            return None
        try:
            record = self._account.calls(call_id).fetch()
        except TwilioRestException as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise Garbled("Twilio did not understand a request; the next run goes on from here.") from error
        except (AttributeError, TypeError, ValueError):
            return UnreadableCall("twilio", call_id, "it has no usable form")
        return read_leg(record)

    def _recording(self, call_id: str) -> TwilioRecording | None:
        from integrations.twilio_client import read_page, records

        page = read_page(lambda: self._account.calls(call_id).recordings.page(page_size=PAGE))
        return _by_call(records(page)).get(call_id)

    def download(self, call_id: str, folder: Path) -> Path | None:
        """Fetch a call's recording into a folder, each side in its own channel where it was recorded so."""
        recording = self._recording(call_id) if CALL_ID.fullmatch(call_id) else None
        if recording is None:
            return None
        file = folder / f"twilio-{call_id}.wav"
        address = f"{self._media.api_url}/2010-04-01/Accounts/{self._sid}/Recordings/{recording.id}.wav"
        both = "?RequestedChannels=2" if recording.channels > 1 else ""
        return file if self._media.save(address + both, file, with_key=True) else None


def _by_call(records: Iterator[Any]) -> dict[str, TwilioRecording]:
    """The recording of each call that says most."""
    found = dict[str, list[TwilioRecording]]()
    for record in records:
        if recording := read_recording(record):
            found.setdefault(recording.call_id, []).append(recording)
    return {call_id: best for call_id, several in found.items() if (best := longest(several))}
