"""Reading one kind of CRM records: all of them once, afterwards what changed; nothing skipped, nothing twice.

A cursor over a list that is sorted by the last change would skip a record whenever one before it is edited, so
records are listed by id, and changes are followed by (moment, id). A change may show up in the CRM's search
some moments late: each look goes back a little behind the newest change that was seen.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from integrations.batches import in_batches
from integrations.errors import Garbled
from integrations.hubspot_rows import merged_into
from integrations.systems import LINKED_KINDS, Crm, CrmPage, CrmRecord
from jobs.crm_tally import Tally

if TYPE_CHECKING:
    from integrations.store.landing import Fate, Landing

# How far behind the newest change that was seen a look begins: HubSpot says changes appear in its search
# "after a few moments".
LOOKBACK = timedelta(minutes=10)
# HubSpot's limits: rows of a search page; of a list page, and of one with stage history; ids an association
# read, a history read and a batch read take.
SEARCH_PAGE = 200
LIST_PAGE = {"deals": 50}
LINKS_AT_ONCE, HISTORIES_AT_ONCE, READ_AT_ONCE = 1000, 50, 100
EVER = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(milliseconds=1)
_FRESH = ("new", "changed")


@dataclass(frozen=True)
class _Look:
    """Where a look at what changed begins.

    Parameters
    ----------
    begin
        Behind the newest change that was seen: what shows up late is there.
    unread
        From where on nothing was seen yet; None where that is not known.
    busy
        So much was edited while all was listed that an edit may hide behind the newest 200 however many the
        CRM counts.
    """

    begin: datetime
    unread: datetime | None
    busy: bool


@dataclass
class Scan:
    """Reads one kind into the landing.

    Parameters
    ----------
    crm, landing, kind
        From where, where to, what.
    now
        The beginning of the run (UTC).
    tally
        Counts for all kinds of the run.
    progress
        Told how many records were read so far.
    keep
        False in a dry run: fates are found out, nothing is written.
    """

    crm: Crm
    landing: Landing
    kind: str
    now: datetime
    tally: Tally
    progress: Callable[[int], None]
    keep: bool = True
    _read: int = 0
    _cut_short: bool = False

    # --- everything ---------------------------------------------------------------------------------------

    def list_all(self) -> None:
        """Read every record by id; goes on where a run that broke off had stopped.

        What is edited meanwhile is followed by the next look, from where the first run began: by our clock, or
        from the newest change that was seen where the CRM's clock is behind ours.
        """
        cursor = self.landing.cursor(self.kind)
        if cursor.get("phase") != "listing":
            cursor = {"phase": "listing", "after": None, "begun": self.now.isoformat(), "newest": None}
        listed = 0
        for page in self._pages(cursor["after"]):
            listed += len(page.records)
            newest = _later(_moment(cursor["newest"]), page.records)
            cursor |= {"after": page.after, "newest": newest.isoformat() if newest else None}
            self._take(page.records, cursor if page.after else None)
        self.tally.need(listed, LIST_PAGE.get(self.kind, 100))
        if self.keep:
            newest, begun = _moment(cursor["newest"]), datetime.fromisoformat(cursor["begun"])
            behind = min(newest, begun) if newest else None
            self.landing.put_cursor(self.kind, {**_following(behind), "begun": cursor["begun"]})

    def sweep(self) -> None:
        """Read every record again, and mark those gone that are not among them."""
        seen, listed = array("q"), 0
        for page in self._pages(None):
            seen.extend(int(record.id) for record in page.records if record.id.isdecimal())
            listed += len(page.records)
            self._take(page.records, None)
        self.tally.need(listed, LIST_PAGE.get(self.kind, 100))
        if not self._cut_short:
            self._mark_gone(_missing(self._held(), array("q", sorted(seen))))

    def _pages(self, after: str | None) -> Iterator[CrmPage]:
        """Pages of the list; where one cannot be read, all that is left is read by search instead."""
        while True:
            try:
                page = self.crm.page(self.kind, after)
            except Garbled:
                self._cut_short = True
                self.tally.notes.append(f"The list of {self.kind} broke off; the rest was read by search.")
                self._follow_from(EVER, stop=None)
                return
            yield page
            if page.after is None:
                return
            after = page.after

    # --- what changed ---------------------------------------------------------------------------------------

    def follow(self, since: datetime | None = None) -> None:
        """Read what changed since the last look, or since a moment.

        One request where little changed: the newest 200, and how many there are. Only where the oldest of
        those is news, or where there are more than are here, the rest is read, oldest first: what is newer
        than all that was seen, and behind that only where the count says that something is missing.
        """
        cursor = self.landing.cursor(self.kind)
        look, before = self._look(cursor, since), self._fresh
        page = self.crm.newest(self.kind, look.begin)
        fates = self._take(page.records, None)
        if len(page.records) >= SEARCH_PAGE and (fates[-1] in _FRESH or self._is_missing(page, look)):
            self._follow_rest(page, look)
        followed = _following(_later(_moment(cursor.get("newest")), page.records))
        if self.keep and (look.busy or {**cursor, **followed} != cursor or "from" in cursor):
            self.landing.put_cursor(self.kind, followed)
        self.tally.need(self._fresh - before, SEARCH_PAGE)

    def _look(self, cursor: Mapping[str, Any], since: datetime | None) -> _Look:
        newest, begun = _moment(cursor.get("newest")), _moment(cursor.get("begun"))
        busy = begun is not None and self.landing.held_since(self.kind, begun + _TICK) >= SEARCH_PAGE
        if since:
            return _Look(since, None, busy)
        unread = _moment(cursor.get("from")) or (newest + _TICK if newest else None)
        return _Look(newest - LOOKBACK if newest else EVER, unread, busy)

    def _is_missing(self, page: CrmPage, look: _Look) -> bool:
        """Whether the CRM counts more changes than are here, or may do so."""
        if page.total is None or look.busy or not self.keep:
            return True
        return self.landing.held_since(self.kind, look.begin) < page.total

    def _follow_rest(self, newest: CrmPage, look: _Look) -> None:
        """Read what the newest 200 left out; many may share one moment, as after an import."""
        moments = [record.changed_at for record in newest.records if record.changed_at]
        oldest = min(moments, default=None)
        if oldest and oldest == max(moments):
            self._drain(oldest)
        elif look.unread and self.keep:
            self._follow_from(look.unread, stop=oldest)
        if self._is_missing(newest, look):
            self._follow_from(look.begin, stop=oldest)

    def _follow_from(self, begin: datetime, *, stop: datetime | None) -> None:
        """Read changes oldest first, from a moment until beyond `stop`; each page begins anew at its moment."""
        while True:
            page = self.crm.oldest(self.kind, begin)
            last = _later(None, page.records)
            going_on = len(page.records) >= SEARCH_PAGE and last is not None
            if going_on and last == begin:
                self._drain(begin)
                begin += _TICK
                continue
            self._take(page.records, self._at(last) if going_on and last else None)
            if not going_on or last is None or (stop is not None and last > stop):
                return
            begin = last

    def _drain(self, moment: datetime) -> None:
        """Read all records that were changed at exactly one moment, by id."""
        after = "0"
        while True:
            page = self.crm.oldest(self.kind, moment, tied_after=after)
            self._take(page.records, None)
            if len(page.records) < SEARCH_PAGE:
                return
            after = max(
                (record.id for record in page.records if record.id.isdecimal()), key=int, default=after
            )

    def _at(self, moment: datetime) -> dict[str, Any] | None:
        """The cursor of a look that is under way: all news before `from` was read. None while still listing."""
        cursor = self.landing.cursor(self.kind)
        return {**cursor, "from": moment.isoformat()} if cursor.get("phase") == "following" else None

    # --- records that a hint named ----------------------------------------------------------------------------

    def read(self, ids: Sequence[str]) -> None:
        """Read these records; those that the CRM has no longer are gone."""
        for some in in_batches(ids, READ_AT_ONCE):
            records = self.crm.read(self.kind, some)
            self._take(records, None)
            self._mark_gone(set(some) - {record.id for record in records}, sure=True)
            self.tally.need(len(some), READ_AT_ONCE)

    # --- links and history -------------------------------------------------------------------------------------

    def read_due(self) -> None:
        """Read the stage history and the links of records whose answer did not tell them."""
        while ids := self.landing.due(self.kind, "history", HISTORIES_AT_ONCE):
            history = _for_all(ids, self.crm.history(ids))
            self.tally.fates["changed"] += self.landing.put_history(self.kind, history, now=self.now)
            self.tally.need(len(ids), HISTORIES_AT_ONCE)
        while ids := self.landing.due(self.kind, "links", LINKS_AT_ONCE):
            self._read_links(ids)

    def _read_links(self, ids: Sequence[str]) -> int:
        """The links of up to 1,000 records to every kind; says how many were news."""
        by_kind = {to: self.crm.links(self.kind, to, ids) for to in LINKED_KINDS[self.kind]}
        for _ in by_kind:
            self.tally.need(len(ids), LINKS_AT_ONCE)
        links = {id_: {to: found.get(id_, ()) for to, found in by_kind.items()} for id_ in ids}
        return self.landing.put_links(self.kind, links, now=self.now)

    def reconcile(self, since: datetime) -> None:
        """Read again what moves no record's moment of change: the links of recent records, and deletions."""
        if LINKED_KINDS[self.kind]:
            for ids in in_batches(self._held(since), LINKS_AT_ONCE):
                self.tally.fates["changed"] += self._read_links(ids)
        after: str | None = None
        while True:
            page = self.crm.archived_page(self.kind, after)
            self.tally.need(len(page.records), 100)
            self._mark_gone({record.id for record in page.records}, sure=True)
            if page.after is None:
                break
            after = page.after
        self._find_purged()

    def _find_purged(self) -> None:
        """Read everything again where more is here than the CRM counts: what it purged is in none of its lists.

        What a sweep could not explain is remembered, so that it is not swept for every day.
        """
        place = f"{self.kind} not counted"
        known, surplus = self.landing.cursor(place).get("surplus", 0), self._surplus()
        if surplus > known:
            self.sweep()
            surplus = self._surplus()
        if surplus != known:
            self.landing.put_cursor(place, {"surplus": surplus})

    def _surplus(self) -> int:
        """How many records are here that the CRM does not count."""
        page = self.crm.newest(self.kind, EVER)
        self.tally.need(1, 1)
        return 0 if page.total is None else max(0, self.landing.held_since(self.kind, EVER) - page.total)

    # --- the landing --------------------------------------------------------------------------------------------

    def _take(self, records: Sequence[CrmRecord], cursor: dict[str, Any] | None) -> list[Fate]:
        if self.keep:
            fates = self.landing.take(self.kind, records, now=self.now, cursor=cursor)
            self._follow_merges(records)
        else:
            fates = self.landing.judge(self.kind, records, now=self.now)
        self.tally.fates.update(fate for fate in fates if fate != "again")
        self._read += len(records)
        self.progress(self._read)
        return fates

    def _follow_merges(self, records: Iterable[CrmRecord]) -> None:
        """What was merged into these is gone; the CRM's list of what was deleted does not name it."""
        merged = [(loser, winner) for record in records for _, loser, winner in merged_into(record)]
        if losers := sorted({loser for loser, winner in merged if loser != winner}):
            self._mark_gone(losers, sure=True)

    def _held(self, since: datetime | None = None) -> Iterator[str]:
        after = ""
        while ids := self.landing.ids(self.kind, after=after, since=since):
            yield from ids
            after = ids[-1]

    def _mark_gone(self, ids: Iterable[str], *, sure: bool = False) -> None:
        """Mark records gone; where a list only did not show them, after asking for each by its id."""
        if not self.keep:
            return
        for some in in_batches(ids, READ_AT_ONCE):
            found = set[str]() if sure else {record.id for record in self.crm.read(self.kind, some)}
            if not sure:
                self.tally.need(len(some), READ_AT_ONCE)
            number = self.landing.mark_gone(
                self.kind, [id_ for id_ in some if id_ not in found], now=self.now
            )
            self.tally.fates["changed"] += number

    @property
    def _fresh(self) -> int:
        return sum(self.tally.fates[fate] for fate in _FRESH)


def _for_all(ids: Sequence[str], found: dict[str, Any]) -> dict[str, Any]:
    """What was found, and nothing for those of which nothing was."""
    return {id_: found.get(id_, ()) for id_ in ids}


def _missing(held: Iterator[str], seen: array[int]) -> Iterator[str]:
    """The ids that are held and are not among those seen, which are in order."""
    for id_ in held:
        if id_.isdecimal():
            place = bisect_left(seen, int(id_))
            if place == len(seen) or seen[place] != int(id_):
                yield id_


def _later(newest: datetime | None, records: Sequence[CrmRecord]) -> datetime | None:
    moments = [record.changed_at for record in records if record.changed_at]
    return max([*moments, *([newest] if newest else [])], default=None)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _following(newest: datetime | None) -> dict[str, Any]:
    return {"phase": "following", "newest": newest.isoformat() if newest else None}
