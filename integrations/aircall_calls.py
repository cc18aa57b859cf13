"""Aircall as a source of calls: the list of calls, its own transcripts, and recordings whose addresses expire."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from integrations.aircall_values import began_at, id_of, read_call, read_words, recording_of
from integrations.errors import Garbled
from integrations.http_requests import HttpReads
from integrations.http_waiting import Clock, Service, Sleep, utc_now
from integrations.systems import CallSystem, SourceCall, UnreadableCall, Utterances

AIRCALL = Service("Aircall", "AIRCALL_API_ID and AIRCALL_API_TOKEN (docs/calls.md shows where they are made)")

# Aircall's limits: calls of a page, calls that one query can reach, requests a minute and company.
PAGE, REACH, PER_MINUTE = 50, 10_000, 60
# After so many calls without a transcript, and none with one, the account is taken to have none.
_MISSES = 5
_SUFFIXES = (".mp3", ".wav", ".ogg", ".flac")


class AircallCalls:
    """The calls of an Aircall account.

    Parameters
    ----------
    api_id, token
        The API key: sent to `api_url` only, never where an answer points to.
    api_url
        Aircall's address, without a version.
    """

    system: CallSystem = "aircall"

    def __init__(
        self, api_id: str, token: str, api_url: str, *, clock: Clock = utc_now, sleep: Sleep = time.sleep
    ) -> None:
        self._http = HttpReads(
            AIRCALL, api_url, (api_id, token), clock=clock, sleep=sleep, per_minute=PER_MINUTE
        )
        self._misses = 0
        # Whether the account has transcripts; None until that is found out.
        self.transcribes: bool | None = None

    @property
    def requests(self) -> int:
        """How many HTTP requests were made so far, repeated ones included."""
        return self._http.requests

    def close(self) -> None:
        """Close the connections; happens by itself in the end."""
        self._http.close()

    def calls(self, since: datetime | None) -> Iterator[SourceCall | UnreadableCall]:
        """All calls that began at or after a moment (None: ever), oldest first; without their words.

        One query reaches 10,000 calls only, so a longer list is read on from the last call's moment.
        """
        self._misses, self.transcribes = 0, None
        walk = _Walk(int(since.timestamp()) if since else 0)
        page = self._page(walk, {})
        while True:
            if page.total < walk.total:
                # a call was deleted meanwhile, so one may have slipped from this page onto the one before
                page = self._page(walk, {}, anew=True)
            walk.note(page)
            yield from map(read_call, walk.fresh(page.items))
            if (walk.read >= REACH) if page.more else (walk.read < page.total):
                if not walk.go_on():
                    return
                page = self._page(walk, {}, anew=True)
            elif page.more:
                page = self._page(walk, page.more)
            else:
                return

    def _page(self, walk: _Walk, more: Mapping[str, str], *, anew: bool = False) -> _Page:
        """A page of calls; of the link to it only the query is used, on our own address."""
        if anew:
            walk.begin_anew()
        query = {"order": "asc", "per_page": str(PAGE), "page": "1"}
        query |= {"from": str(walk.begin)} if walk.begin else {}
        query |= more
        if tuple(sorted(query.items())) in walk.asked:
            raise AIRCALL.nonsense("the same page again")
        walk.asked.add(tuple(sorted(query.items())))
        return _Page.read(self._http.get("/v1/calls", query).body)

    def call(self, call_id: str) -> SourceCall | UnreadableCall | None:
        """One call by its id, for a hint; None where it is gone."""
        item = self._item(call_id)
        return None if item is None else read_call(item)

    def _item(self, call_id: str) -> Any:
        if not (call_id.isascii() and call_id.isdecimal()):
            return None
        reply = self._http.get(f"/v1/calls/{call_id}", absent=(HTTPStatus.NOT_FOUND,))
        return None if reply.status == HTTPStatus.NOT_FOUND else reply.body.get("call", {})

    def words(self, call_id: str) -> Utterances:
        """What was said in a call, where the account has transcripts and this call has one by now; else ()."""
        if self.transcribes is False or (self.transcribes is None and self._misses >= _MISSES):
            return ()
        missing = (HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
        reply = self._http.get(f"/v1/calls/{call_id}/transcription", absent=missing)
        if reply.status == HTTPStatus.NOT_FOUND:
            self._misses += 1
            return ()
        self.transcribes = reply.status not in missing
        return tuple(read_words(reply.body))

    def download(self, call_id: str, folder: Path) -> Path | None:
        """Fetch a call's recording into a folder, at once; its file, or None where there is none.

        Its address is good for an hour at most, so it is asked for anew each time and kept nowhere.
        """
        for _ in range(2):
            url = recording_of(self._item(call_id))
            if not url:
                return None
            suffix = Path(url.partition("?")[0]).suffix.lower()
            file = folder / f"aircall-{call_id}{suffix if suffix in _SUFFIXES else '.mp3'}"
            if self._http.save(url, file, with_key=False):
                return file
        raise Garbled("Aircall does not give the recording that it names; the next run tries again.")


@dataclass(frozen=True)
class _Page:
    items: list[Any]
    total: int
    more: Mapping[str, str]

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> _Page:
        items, meta = body.get("calls"), body.get("meta")
        if not isinstance(items, list) or not isinstance(meta, dict):
            raise AIRCALL.nonsense("half a page")
        link, total = meta.get("next_page_link"), meta.get("total")
        more = dict(parse_qsl(link.partition("?")[2])) if isinstance(link, str) else {}
        return cls(items, total if isinstance(total, int) else 0, more)


@dataclass
class _Walk:
    """Where a walk through the list of calls is: one query from `begin` on, and the last second it saw."""

    begin: int
    read: int = 0
    total: int = 0
    last: int = 0
    asked: set[tuple[tuple[str, str], ...]] = field(default_factory=set)
    _of_last: set[str] = field(default_factory=set)

    def note(self, page: _Page) -> None:
        """Count a page of this query."""
        self.read += len(page.items)
        self.total = page.total

    def fresh(self, items: list[Any]) -> Iterator[Any]:
        """The calls of a page that an earlier query did not give already."""
        for item in items:
            id_, at = id_of(item), began_at(item)
            if at is not None and at == self.last and id_ in self._of_last:
                continue
            if at is not None and at > self.last:
                self.last, self._of_last = at, set()
            if at == self.last:
                self._of_last.add(id_)
            yield item

    def go_on(self) -> bool:
        """Whether another query, from the last call's moment on, gives more; more than 10,000 in a second do not."""
        return self.last > self.begin

    def begin_anew(self) -> None:
        """The next query begins at the last second that was seen."""
        self.begin, self.read, self.total = max(self.begin, self.last), 0, 0
        self.asked.clear()
