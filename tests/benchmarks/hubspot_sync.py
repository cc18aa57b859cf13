"""A HubSpot portal of 134,000 records on loopback, read by the real job: requests, row writes, CPU, memory.

The stand-in and the sync run in processes of their own, so that CPU and memory are the client's. Waits for
HubSpot's rate limit cost no CPU and are left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from timeit import default_timer
from typing import Any

TITLE = "Reading HubSpot: 134,000 records, then nothing new, then one moment shared by many"
FACTOR, CPU_MS, MEMORY = 1.02, 15.0, 150 * 2**20
TIED, QUICK_TIED = 12_345, 1_234

Row = tuple[str, str, str, bool]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the interface of all benchmarks
    """The figures of one portal, and of a portal in which many records share one moment."""
    sizes = ["--contacts", "2000", "--companies", "500", "--deals", "400", "--notes", "2000"] if quick else ["--big"]  # fmt: skip
    with _portal(*sizes) as address:
        told = _measured("sync", *address)
    with _portal("--tied", str(QUICK_TIED if quick else TIED)) as address:
        tied = _measured("tied", *address)
    return [*_first_rows(told), *_quiet_rows(told), *_tied_rows(tied)]


def _first_rows(told: dict[str, Any]) -> list[Row]:
    first, pages = told["first"], told["pages"]
    within = first["requests"] <= FACTOR * first["floor"]
    cpu = 1000 * pages["cpu"] / pages["pages"]
    return [
        ("first sync: records", f"{first['new']:,}", f"{told['portal']:,}", first["new"] == told["portal"]),
        ("first sync: requests", f"{first['requests']:,}", f"≤ 1.02 × {first['floor']:,}", within),
        ("client CPU a page of 100", f"{cpu:.1f} ms", f"≤ {CPU_MS:.0f} ms", cpu <= CPU_MS),
        ("first sync: CPU with the store", f"{told['cpu']:.0f} s", "–", True),
        ("greatest memory", f"{told['bytes'] / 2**20:.0f} MiB", "≤ 150 MiB", told["bytes"] <= MEMORY),
    ]


def _quiet_rows(told: dict[str, Any]) -> list[Row]:
    quiet, writes = told["quiet"], told["quiet_writes"]
    return [
        ("unchanged portal: requests", str(quiet["requests"]), f"{quiet['floor']}, one a type", quiet["requests"] == quiet["floor"]),
        ("unchanged portal: rows written", str(writes), "0", writes == 0),
    ]  # fmt: skip


def _tied_rows(tied: dict[str, Any]) -> list[Row]:
    news, floor = tied["news"], tied["floor"]
    return [
        (f"{tied['records']:,} records of one moment: read", f"{news:,}", "all", news == tied["records"]),
        ("the same: requests", str(tied["requests"]), f"≤ 1.02 × {floor}", tied["requests"] <= FACTOR * floor),
    ]  # fmt: skip


@contextmanager
def _portal(*options: str) -> Iterator[tuple[str, str]]:
    """The stand-in in a process of its own; gives its address and key."""
    command = [sys.executable, "-m", "tests.standins", "hubspot", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:  # noqa: S603 - our own stand-in
        lines = (
            [serving.stdout.readline().strip().partition("=")[2] for _ in range(2)] if serving.stdout else []
        )
        try:
            yield lines[0], lines[1]
        finally:
            serving.terminate()


def _measured(what: str, url: str, token: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.hubspot_sync", what, url, token]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this very module
    told: dict[str, Any] = json.loads(done.stdout)
    return told


# --- in the measured process ----------------------------------------------------------------------------------


def _sync(url: str, token: str) -> dict[str, Any]:
    import resource
    from dataclasses import asdict
    from time import process_time

    from tests.benchmarks.databases import new_store

    with new_store("SQLite") as store:
        begun, cpu = default_timer(), process_time()
        first = _synced(store, url, token)
        spent, took = process_time() - cpu, default_timer() - begun
        with _counted_writes(store) as writes:
            quiet = _synced(store, url, token)
        known = sum(len(list(_all_ids(store, kind))) for kind in _kinds())
        greatest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        return {
            "first": asdict(first), "quiet": asdict(quiet), "quiet_writes": len(writes), "portal": known,
            "cpu": spent, "seconds": took, "bytes": greatest, "pages": _pages(url, token),
        }  # fmt: skip


def _synced(store: Any, url: str, token: str) -> Any:
    from datetime import UTC, datetime

    from jobs.sync_crm import CrmSync

    return CrmSync(store, _crm(url, token), datetime.now(UTC), ("SG", "ID", "MY"), lambda *_: None).run()


def _crm(url: str, token: str) -> Any:
    from integrations.hubspot_crm import HubSpotCrm
    from tests.standins.clock import Clock

    clock = Clock()
    return HubSpotCrm(token, url, clock=clock.now, sleep=clock.sleep)


def _pages(url: str, token: str) -> dict[str, float]:
    """The client alone: contacts' pages of 100, read and parsed."""
    from time import process_time

    crm, after, pages = _crm(url, token), None, 0
    crm.portal()
    cpu = process_time()
    while pages < 100:
        page = crm.page("contacts", after)
        after, pages = page.after, pages + 1
        if after is None:
            break
    return {"cpu": process_time() - cpu, "pages": pages}


def _tied(url: str, token: str) -> dict[str, Any]:
    """All that changed at one moment, followed by search; many records have that moment."""
    from datetime import UTC, datetime, timedelta

    from jobs.crm_scan import EVER, Scan
    from jobs.crm_tally import Tally
    from tests.benchmarks.databases import new_store

    crm, tally = _crm(url, token), Tally()
    newest = max(record.changed_at for record in crm.newest("notes", EVER).records if record.changed_at)
    with new_store("SQLite") as store:
        before = {"phase": "following", "newest": (newest - timedelta(microseconds=1)).isoformat()}
        store.landing.put_cursor("notes", before)
        crm = _crm(url, token)
        Scan(crm, store.landing, "notes", datetime.now(UTC), tally, lambda _: None).follow()
        records = len(list(_all_ids(store, "notes")))
    return {
        "news": tally.fates["new"],
        "records": records,
        "requests": crm.requests,
        "floor": -(-records // 200),
    }


@contextmanager
def _counted_writes(store: Any) -> Iterator[list[str]]:
    """Every statement that changes rows, those aside that say when a job ran."""
    from sqlalchemy import event

    sent = list[str]()

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        words = statement.split()
        if words[0] in {"INSERT", "UPDATE", "DELETE"} and "facts" not in words[:3]:
            sent.append(statement)

    event.listen(store.engine._writers, "before_cursor_execute", listen)
    yield sent
    event.remove(store.engine._writers, "before_cursor_execute", listen)


def _kinds() -> tuple[str, ...]:
    from integrations.systems import CRM_KINDS

    return CRM_KINDS


def _all_ids(store: Any, kind: str) -> Iterator[str]:
    after = ""
    while ids := store.landing.ids(kind, after=after):
        yield from ids
        after = ids[-1]


if __name__ == "__main__":
    measure = {"sync": _sync, "tied": _tied}[sys.argv[1]]
    sys.stdout.write(json.dumps(measure(*sys.argv[2:4])))
