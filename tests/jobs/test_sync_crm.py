"""A sync of a CRM: what surrounds the records, what the summary says, what a failure leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from integrations.errors import AccessRefused, DailyLimit, OtherPortal
from integrations.hubspot_crm import HubSpotCrm
from integrations.store import Store
from jobs.crm_stages import accept_mapping, known_pipelines, mapping_in_force, propose_mapping, show_mapping
from jobs.sync_crm import CrmSummary, CrmSync, SyncOrder
from ml.errors import BadInput
from tests.standins.clock import Clock
from tests.standins.faults import Where, half_page
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_faults import (
    bad_record,
    daily_limit_from,
    huge_note,
    null_properties,
    revoked_from,
    unknown_values,
    without_properties,
    wrong_types,
)
from tests.standins.hubspot_pipelines import DealStage
from tests.standins.hubspot_small import small_portal

KINDS = ("companies", "contacts", "deals", "calls", "meetings", "notes", "emails", "tasks")
ACTIVITIES = ("calls", "meetings", "notes", "emails")


class Company:
    """A small portal, its stand-in, and a store that it is synced into."""

    def __init__(self, store: Store, standin: HubSpotStandIn, clock: Clock) -> None:
        self.store, self.standin, self.clock, self.portal = store, standin, clock, standin.portal
        self.crm = HubSpotCrm(standin.token, standin.url, clock=clock.now, sleep=clock.sleep)

    def sync(self, **order: Any) -> CrmSummary:
        self.clock.advance(timedelta(minutes=15))
        now = self.clock.now()
        return CrmSync(self.store, self.crm, now, ("SG",), lambda *_: None, order=SyncOrder(**order)).run()

    @property
    def held(self) -> int:
        return sum(len(self.portal.ids(kind)) for kind in KINDS)


@pytest.fixture
def company(sqlite_store: Store) -> Iterator[Company]:
    clock = Clock()
    portal = small_portal(3, now=clock.now)
    with HubSpotStandIn(portal) as standin:
        yield Company(sqlite_store, standin, clock)


def test_everything_is_read_once(company: Company) -> None:
    first = company.sync()
    assert first.read == company.held
    assert first.new + first.quarantined == first.read
    counts = company.store.counts()
    assert counts["companies"] == len(company.portal.ids("companies"))
    assert counts["contacts"] == len(company.portal.ids("contacts"))
    assert counts["touches"] == sum(len(company.portal.ids(kind)) for kind in ACTIVITIES)
    again = company.sync()
    assert (again.new, again.changed, again.requests) == (0, 0, again.floor)


def test_an_edit_a_creation_and_a_deletion(company: Company) -> None:
    company.sync()
    before = company.store.counts()
    note, acme = company.portal.ids("notes")[0], company.portal.ids("companies")[0]
    company.portal.update("companies", acme, {"name": "Acme Group"})
    company.portal.create("notes", {"hs_note_body": "hello", "hs_timestamp": "2026-11-01T00:00:00Z"}, {"companies": [acme]})  # fmt: skip
    told = company.sync()
    assert (told.new, told.changed) == (1, 1)
    company.portal.delete("notes", note)
    assert company.sync(full=True).changed == 1
    assert company.store.counts()["touches"] == before["touches"]
    assert company.store.pursuits.find("acme group").fits


def test_our_own_scores_coming_back_are_no_news(company: Company) -> None:
    company.sync()
    version = company.store.facts.get("data_version")
    company.crm.prepare_scores()
    deals = company.portal.ids("deals")
    company.crm.write_properties("deals", {id_: {"sa_lead_score": "71"} for id_ in deals[:100]})
    again = company.sync()
    assert (again.new, again.changed) == (0, 0)
    assert company.store.facts.get("data_version") == version


def test_a_dry_run_says_what_is_new_and_keeps_nothing(company: Company) -> None:
    told = company.sync(dry_run=True)
    assert told.new == company.held
    assert company.store.counts()["companies"] == 0
    assert company.store.facts.all() == {}


def test_since_reads_again_what_changed_since_then(company: Company) -> None:
    company.sync()
    told = company.sync(since=company.clock.now() - timedelta(days=4000))
    assert told.unchanged + told.quarantined >= company.held


# --- the stages -------------------------------------------------------------------------------------------------


def test_a_mapping_is_proposed_shown_and_accepted(company: Company, tmp_path: Any) -> None:
    file = tmp_path / "mapping.yaml"
    with pytest.raises(BadInput, match="--propose-mapping"):
        accept_mapping(company.store, file, now=company.clock.now())
    company.sync()
    propose_mapping(company.crm, file)
    shown = show_mapping(company.store, file)
    assert not shown.in_force
    assert "appointmentscheduled" in shown.text
    file.write_text(shown.text.replace(": null", ": PROSPECT"), encoding="utf-8")
    accept_mapping(company.store, file, now=company.clock.now())
    assert show_mapping(company.store, file).in_force
    file.write_text(f"{file.read_text(encoding='utf-8')}# corrected\n", encoding="utf-8")
    propose_mapping(company.crm, file)
    assert file.with_suffix(".yaml.before").exists(), "a file that an admin corrected is not lost"


def test_an_unknown_stage_is_reported_not_guessed(company: Company, tmp_path: Any) -> None:
    file = tmp_path / "mapping.yaml"
    company.sync()
    propose_mapping(company.crm, file)
    file.write_text(file.read_text(encoding="utf-8").replace(": null", ": PROSPECT"), encoding="utf-8")
    accept_mapping(company.store, file, now=company.clock.now())
    assert company.sync().unknown_stages == ()
    company.portal.add_stage(DealStage("zorgblat", "Zorgblat", 0.5))
    deal = company.portal.ids("deals")[0]
    company.portal.update("deals", deal, {"dealstage": "zorgblat"})
    told = company.sync()
    assert any("Zorgblat" in stage for stage in told.unknown_stages)
    assert mapping_in_force(company.store).state_of("zorgblat") is None
    assert "zorgblat" in {
        stage.id for pipeline in known_pipelines(company.store) for stage in pipeline.stages
    }


# --- what goes wrong --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        ("companies", without_properties),
        ("contacts", null_properties),
        ("deals", wrong_types),
        ("calls", unknown_values),
        ("notes", huge_note),
    ],
)
def test_bad_records_are_set_aside_with_their_reason(
    company: Company, kind: str, spoil: Callable[..., Any]
) -> None:
    company.standin.faults.append(
        bad_record(Where(method="GET", path=f"/objects/.*/{kind}$", times=1), spoil)
    )
    told = company.sync()
    assert told.quarantined >= 1
    assert told.read == company.held
    assert any(kind == of for of in company.store.landing.problems())
    company.standin.faults.clear()
    company.sync(full=True)
    assert kind not in company.store.landing.problems()


def test_a_page_that_stays_broken_keeps_nobody_waiting(company: Company) -> None:
    company.sync()
    company.standin.faults.append(half_page(Where(method="POST", path="/notes/search", times=None)))
    company.portal.update("companies", "101", {"name": "Acme Again"})
    told = company.sync()
    assert told.changed == 1
    assert any("Notes could not be read" in note for note in told.notes)


def test_the_daily_limit_stops_politely_and_the_next_run_goes_on(company: Company) -> None:
    company.standin.faults.append(daily_limit_from(12))
    with pytest.raises(DailyLimit) as stopped:
        company.sync()
    assert stopped.value.again_at > company.clock.now()
    assert company.store.counts()["companies"] == len(company.portal.ids("companies")), "what came is told"
    company.standin.faults.clear()
    company.sync()
    assert company.store.counts()["contacts"] == len(company.portal.ids("contacts"))


def test_a_key_that_is_revoked_meanwhile_is_one_sentence(company: Company) -> None:
    company.standin.faults.append(revoked_from(9))
    with pytest.raises(AccessRefused, match="HUBSPOT_TOKEN"):
        company.sync()


def test_another_account_is_refused(company: Company) -> None:
    company.sync()
    company.portal.portal_id = "4711"
    with pytest.raises(OtherPortal, match="4711"):
        company.sync()


def test_who_left_still_owns_their_deals(company: Company) -> None:
    company.sync()
    assert len(company.store.facts.get("crm_owners")) == len(company.portal.owners)
