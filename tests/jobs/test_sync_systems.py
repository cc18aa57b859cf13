"""Which systems are read, in which order, and what one that fails or rests means for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from integrations.errors import AccessRefused, DailyLimit, OtherPortal
from integrations.hubspot_crm import HubSpotCrm
from integrations.model_files import ModelFiles
from integrations.store import Store
from integrations.store.exclusive import Taken, alone
from integrations.store.hints import EVERYTHING
from integrations.systems import Systems
from jobs.catalogue import JOBS
from jobs.job import LeftOff, Workplace, run_job
from jobs.sync_systems import sync_hinted, sync_systems
from ml.errors import Unavailable
from tests.standins.faults import Where, server_error
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_small import small_portal

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAMED, SYNC = (next(job for job in JOBS if job.name == name) for name in ("named records", "sync"))
LIMIT = DailyLimit("Nothing more today.", NOW + timedelta(hours=7))


@dataclass
class Account:
    """A portal behind a stand-in, and a place to work that is connected to it."""

    portal: HubSpotPortal
    standin: HubSpotStandIn
    place: Workplace

    def at(self, later: timedelta) -> Workplace:
        return replace(self.place, now=NOW + later)

    def name_of(self, company: str) -> str:
        with self.place.store.engine.reading() as connection:
            row = connection.exec_driver_sql(f"SELECT name FROM companies WHERE key = 'id:{company}'")  # noqa: S608 - our own id
            return str(row.scalar())


@pytest.fixture
def account(store: Store, tmp_path: Path) -> Iterator[Account]:
    """The portal was not read yet."""
    portal = small_portal(7, now=lambda: NOW)
    with HubSpotStandIn(portal) as standin:
        crm = HubSpotCrm(standin.token, standin.url, clock=lambda: NOW, sleep=lambda _: None)
        yield Account(portal, standin, Workplace(store, ModelFiles(tmp_path), NOW, Systems(crm)))
        crm.close()


def hint(account: Account, kind: str, *ids: str) -> None:
    account.place.store.hints.add("hubspot", kind, ids, now=NOW)


def rename(account: Account, company: str, name: str) -> None:
    account.portal.update("companies", company, {"name": name}, at=NOW + timedelta(seconds=5))


def test_a_named_record_is_in_the_store(account: Account) -> None:
    sync_systems(account.place)
    rename(account, "101", "Acme Nusantara")
    hint(account, "companies", "101")
    assert sync_hinted(account.place) == "1 records read that were named"
    assert account.name_of("101") == "Acme Nusantara"
    assert account.place.store.hints.waiting() == 0


def test_a_kind_that_is_refused_does_not_hold_up_the_others(account: Account) -> None:
    sync_systems(account.place)
    account.standin.scopes.discard("crm.objects.contacts.read")
    rename(account, "102", "Renamed")
    hint(account, "contacts", "101")
    hint(account, "companies", "102")
    assert "1 records read that were named; HUBSPOT_TOKEN lacks" in sync_hinted(account.place)
    assert account.name_of("102") == "Renamed"
    assert account.place.store.hints.waiting() == 0
    hint(account, "contacts", "101")
    with pytest.raises(AccessRefused):
        sync_hinted(account.place)
    assert account.place.store.hints.waiting() == 0


def test_named_while_hubspot_is_away_it_is_read_later(account: Account) -> None:
    sync_systems(account.place)
    account.standin.faults = [server_error(Where(times=None), 503)]
    hint(account, "companies", "101")
    with pytest.raises(Unavailable):
        sync_hinted(account.place)
    account.standin.faults = []
    assert sync_hinted(account.place) == "1 records read that were named"


def test_while_a_sync_runs_the_named_wait(account: Account) -> None:
    hint(account, "companies", "101")
    with alone(account.place.store.engine, "sync"):
        with pytest.raises(Taken):
            sync_hinted(account.place)
        assert run_job(NAMED, account.place) == ""
    assert NAMED.due(account.place, NOW)


def test_nothing_is_read_from_another_account(account: Account) -> None:
    sync_systems(account.place)
    account.portal.portal_id = "4711"
    rename(account, "101", "Somebody else")
    hint(account, "companies", "101")
    with pytest.raises(OtherPortal, match=r"another|4711"):
        sync_hinted(account.place)
    assert account.name_of("101") != "Somebody else"


def test_after_a_restart_what_the_mapping_wants_is_still_read(account: Account) -> None:
    """A process that has not synced yet must not take a property away that it does not ask for."""
    store = account.place.store
    sync_systems(account.place)
    store.facts.put("crm_wanted", {"companies": ["website"]})
    account.portal.update("companies", "101", {"website": "https://acme.example"})
    hint(account, "companies", "101")
    sync_hinted(account.place)
    with store.engine.reading() as connection:
        kept = connection.exec_driver_sql(
            "SELECT properties FROM crm_records WHERE kind='companies' AND id='101'"
        )
        assert "acme.example" in str(kept.scalar())


def test_a_sync_stops_between_two_pages_and_goes_on(account: Account) -> None:
    account.place.stopping.set()
    with pytest.raises(LeftOff):
        sync_systems(account.place, progress=account.place.go_on)
    assert account.place.store.facts.get("sync:hubspot") is None
    account.place.stopping.clear()
    sync_systems(account.place, progress=account.place.go_on)
    assert account.place.store.counts()["companies"] == 60


def test_somebody_may_want_it_now(account: Account) -> None:
    run_job(SYNC, account.place)
    assert not SYNC.due(account.place, NOW)
    account.place.store.hints.add(EVERYTHING, "all", ["now"], now=NOW)
    assert SYNC.due(account.place, NOW)
    assert not NAMED.due(account.place, NOW)
    run_job(SYNC, account.place)
    assert not SYNC.due(account.place, NOW)


# --- a daily limit ----------------------------------------------------------------------------------------------


@dataclass
class Phone:
    """A source of calls that has none."""

    system: str = "aircall"
    asked: list[datetime] = field(default_factory=list)


@pytest.fixture
def limited(account: Account, monkeypatch: pytest.MonkeyPatch) -> Account:
    """HubSpot answers nothing more today; a phone system is connected, too."""

    def refuse(*_: object) -> Sequence[object]:
        raise LIMIT

    crm = account.place.systems.crm
    assert crm
    monkeypatch.setattr(crm, "portal", refuse)
    return account


def test_after_a_daily_limit_nothing_is_asked_until_it_ends(limited: Account) -> None:
    hint(limited, "companies", "101")
    assert run_job(SYNC, limited.place).startswith("refused: Nothing more today.")
    for job in (SYNC, NAMED):
        assert not job.due(limited.at(timedelta(hours=6)), NOW)
        assert job.due(limited.at(timedelta(hours=7)), NOW)


def test_the_limit_of_one_system_is_no_other_s(limited: Account) -> None:
    run_job(SYNC, limited.place)
    systems = replace(limited.place.systems, calls=[Phone()])  # type: ignore[list-item] # its name is all that counts
    with_phone = replace(limited.at(timedelta(hours=1)), systems=systems)
    assert SYNC.due(with_phone, NOW)
    limited.place.store.hints.add("aircall", "calls", ["1"], now=NOW)
    assert NAMED.due(with_phone, NOW)


def test_a_limit_met_while_named_records_are_read_counts_for_all(limited: Account) -> None:
    hint(limited, "companies", "101")
    run_job(NAMED, limited.place)
    assert not SYNC.due(limited.at(timedelta(hours=6)), None)
    assert limited.place.store.hints.waiting() == 1
