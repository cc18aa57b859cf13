"""Telling the store what the CRM holds: each record once, what cannot be used set aside, what is gone taken back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from integrations.intake_rows import Company, CompanyRow, DealRow, TouchRow
from integrations.store import Store
from integrations.store.schema import (
    companies,
    contacts,
    imported_rows,
    imports,
    names,
    pursuits,
    rounds,
    scores,
    stage_changes,
    suggestions,
    touches,
)
from integrations.store.sightings import Sighting
from integrations.store.sync_schema import call_sightings, contact_numbers, crm_records, tasks
from integrations.systems import CrmRecord
from ml.records import Person, Suggestion
from tests.jobs.crm_edits import MAPPING, NOW, at, picture, record, rows, tell, tell_all

ACME = record("companies", "1", name="Acme")
BETA = record("companies", "2", name="Beta")
MEI = record("contacts", "11", {"companies": ["1"]}, firstname="Mei", phone="9123 4567")
DEAL = record(
    "deals", "21", {"companies": ["1"]}, history=[("new", 0), ("demo", 3)], dealstage="demo", pipeline="default", hubspot_owner_id="71", amount="1200",
)  # fmt: skip


def changed(one: CrmRecord, links: dict[str, list[str]] | None = None, **properties: Any) -> CrmRecord:
    return replace(
        one, properties={**one.properties, **properties}, links=one.links if links is None else links
    )


def note(id_: str = "31", day: float = 1, body: str = "Words", **links: list[str]) -> CrmRecord:
    return record("notes", id_, links, hs_timestamp=at(day).isoformat(), hs_note_body=body)


def call(id_: str = "41", **links: list[str]) -> CrmRecord:
    return record(
        "calls", id_, links, hs_timestamp=at(3).isoformat(), hs_call_duration="60000", hs_call_to_number="+6591234567",
        hs_call_external_id="77", hs_call_disposition="f240bbac-87c9-4f6e-bf70-924b57d47db7",
    )  # fmt: skip


def go(store: Store, kind: str, *ids: str) -> Any:
    store.landing.mark_gone(kind, ids, now=NOW)
    return tell_all(store)


def number_of(store: Store, table: Any) -> int:
    return int(rows(store, select(func.count()).select_from(table))[0][0])


def version(store: Store) -> int:
    return int(store.facts.get("data_version", 0))


# --- what is told -------------------------------------------------------------------------------------------------


def test_a_whole_company_is_told(store: Store) -> None:
    store.people.add(Person("ada@team.test", "Ada"))
    told = tell(
        store,
        ACME,
        MEI,
        DEAL,
        note(deals=["21"], contacts=["11"]),
        call(contacts=["11"]),
        record("tasks", "51", {"deals": ["21"]}, hs_task_subject="Call"),
    )
    assert told.told == {"companies": 1, "contacts": 1, "deals": 1, "notes": 1, "calls": 1, "tasks": 1}
    assert rows(store, select(pursuits.c.state, pursuits.c.owner_name)) == [("PROSPECT", "Ada Tan")]
    assert rows(store, select(contact_numbers.c.number)) == [("+6591234567",)]
    placed = select(touches.c.key, companies.c.name, contacts.c.name, touches.c.pursuit_id.is_not(None))
    placed = placed.join(companies, companies.c.id == touches.c.company_id).join(
        contacts, contacts.c.id == touches.c.contact_id
    )
    assert rows(store, placed) == [
        ("calls:41", "Acme", "Mei", True),
        ("notes:31", "Acme", "Mei", True),
    ]
    # the call of that day is what made the demo
    by_call = select(stage_changes.c.to_state, stage_changes.c.by_event).where(
        stage_changes.c.touch_id.is_not(None)
    )
    assert [to for to, by_event in rows(store, by_call) if by_event][-1] == "QUALIFIED_OPPORTUNITY"
    assert store.pursuits.find("acme").fits[0].owner == "Ada"
    assert rows(store, select(tasks.c.key, tasks.c.subject, tasks.c.pursuit_id.is_not(None))) == [
        ("51", "Call", True)
    ]


def test_nothing_is_written_where_nothing_waits(store: Store) -> None:
    tell(store, ACME, DEAL)
    before = (number_of(store, imports), version(store), store.facts.all())
    assert not tell_all(store).told
    assert (number_of(store, imports), version(store), store.facts.all()) == before


def test_what_makes_no_difference_to_a_row_changes_nothing(store: Store) -> None:
    tell(store, ACME, DEAL)
    before = (number_of(store, imports), version(store), rows(store, select(imported_rows)))
    told = tell(store, changed(DEAL, sa_lead_score="80"))  # our own score comes back
    assert told.told == {"deals": 1}
    assert (number_of(store, imports), version(store), rows(store, select(imported_rows))) == before


def test_what_is_no_longer_said_is_cleared(store: Store) -> None:
    tell(store, ACME, MEI, DEAL, note(companies=["1"], contacts=["11"]))
    tell(
        store,
        changed(DEAL, amount="", hubspot_owner_id=None),
        changed(MEI, {}, phone=None, lastname="Tan"),
        note(companies=["1"], body=""),
    )
    assert rows(store, select(rounds.c.value, rounds.c.owner_name)) == [(None, "")]
    assert rows(store, select(contacts.c.name, contacts.c.phone, contacts.c.company_id)) == [
        ("Mei Tan", None, None)
    ]
    assert number_of(store, contact_numbers) == 0
    assert rows(store, select(touches.c.contact_id, touches.c.text)) == [(None, None)]
    assert store.pursuits.find("mei").fits == ()


def test_a_deal_that_moves_leaves_no_empty_pursuit(store: Store) -> None:
    tell(store, ACME, BETA, DEAL, note(deals=["21"]))
    tell(store, changed(DEAL, {"companies": ["2"]}))
    assert rows(store, select(companies.c.name).join(pursuits)) == [("Beta",)]
    assert rows(store, select(companies.c.name).join(touches)) == [("Beta",)]
    assert (
        rows(store, select(rounds.c.pursuit_id == stage_changes.c.pursuit_id).join(stage_changes))
        == [(True,)] * 2
    )


def test_a_renamed_stage_renames_its_entries(store: Store) -> None:
    tell(store, ACME, DEAL)
    before = rows(store, select(stage_changes.c.id))
    store.landing.tell_again("deals")
    tell_all(store, MAPPING.replace("label: Demo", "label: Shown"))
    assert rows(store, select(stage_changes.c.id)) == before
    assert rows(store, select(stage_changes.c.label)) == [("New",), ("Shown",)]


def test_a_stage_that_means_another_state_is_read_again(store: Store) -> None:
    tell(store, ACME, DEAL)
    store.landing.tell_again("deals")
    tell_all(store, MAPPING.replace("PROSPECT", "CLIENT"))
    assert rows(store, select(pursuits.c.state)) == [("CLIENT",)]


def test_unknown_stages_are_reported_not_guessed(store: Store) -> None:
    told = tell(
        store,
        ACME,
        record("deals", "22", {"companies": ["1"]}, history=[("new", 0), ("odd", 1)], dealstage="odd"),
    )
    assert told.unknown_stages == ("odd",)
    assert rows(store, select(stage_changes.c.label, rounds.c.state).join(rounds)) == [("New", None)]


def test_tags_stay_as_long_as_the_words_do(store: Store) -> None:
    tell(store, ACME, note(companies=["1"]))
    with store.engine.writing() as connection:
        connection.execute(update(touches).values(tagged_by="rules", connecting=0.5, result="agreed"))
    tell(store, changed(note(companies=["1"]), hubspot_owner_id="71"))
    read = select(touches.c.tagged_by, touches.c.connecting, touches.c.result)
    assert rows(store, read) == [("rules", 0.5, "agreed")]
    tell(store, note(companies=["1"], body="Others"))
    assert rows(store, read) == [(None, None, None)]


def test_our_own_notes_are_no_touches(store: Store) -> None:
    tell(store, ACME, note(companies=["1"]))
    tell(store, note(companies=["1"], body="Ours"), note("32", companies=["1"]), own_notes=frozenset({"31"}))
    assert rows(store, select(touches.c.key)) == [("notes:32",)]
    assert not tell_all(store, own_notes=frozenset({"31"})).told


def test_properties_known_at_creation_follow_the_mapping(store: Store) -> None:
    store.facts.put("creation_properties", {"rounds": ["from a file"], "companies": []})
    tell_all(store, MAPPING + "creation_properties: {deals: [segment], companies: [tier]}")
    assert store.facts.get("creation_properties") == {
        "rounds": ["from a file", "segment"],
        "companies": ["tier"],
    }
    tell_all(store)
    assert store.facts.get("creation_properties") == {"rounds": ["from a file"], "companies": []}


def test_records_of_different_kinds_may_have_the_same_id(store: Store) -> None:
    tell(store, ACME, note("9", companies=["1"]), call("9", companies=["1"]), record("tasks", "9"))
    assert rows(store, select(touches.c.key)) == [("calls:9",), ("notes:9",)]
    go(store, "notes", "9")
    assert (rows(store, select(touches.c.key)), number_of(store, tasks)) == ([("calls:9",)], 1)


def test_an_earlier_export_of_the_same_portal_is_met(store: Store) -> None:
    run = store.intake.begin(["export.csv"], now=NOW)
    run.store([CompanyRow(Company("Acme"))])
    run.store([DealRow(Company("Acme"), "Our product", "21")])
    run.store([TouchRow(Company("Acme"), "note", at(1), "31", text="Words")])
    run.finish()
    tell(store, ACME, DEAL, note(companies=["1"]))
    assert [number_of(store, table) for table in (companies, rounds, touches, pursuits)] == [1, 1, 1, 1]


# --- what refers to something that is not there -------------------------------------------------------------------


def test_what_lacked_a_company_is_told_when_it_comes(store: Store) -> None:
    told = tell(store, MEI, DEAL, note(companies=["1"]), call(companies=["9"]), note("32", deals=["21"]))
    assert told.reasons == {("deals", "a deal whose company is not known"): 1}
    assert told.set_aside == {"new": 1}
    assert rows(store, select(contacts.c.company_id)) == [(None,)]
    told = tell(store, ACME)
    assert told.told == {"companies": 1, "contacts": 1, "deals": 1, "notes": 2}
    assert store.landing.problems() == {}
    assert rows(store, select(touches.c.key, touches.c.pursuit_id.is_not(None))) == [
        ("calls:41", False),
        ("notes:31", True),
        ("notes:32", True),
    ]


def test_what_cannot_be_used_is_set_aside_with_its_reason(store: Store) -> None:
    told = tell(
        store, ACME, record("deals", "22"), changed(note("33", companies=["1"]), hs_timestamp=None), note()
    )
    assert store.landing.problems() == {
        "deals": {"a deal without a company": 1},
        "notes": {"the property “hs_timestamp” is missing": 1},
    }
    assert (told.set_aside, told.told["notes"]) == ({"new": 2}, 1)
    assert not tell_all(store).told


def test_a_deal_that_lost_its_company_is_taken_back(store: Store) -> None:
    tell(store, ACME, DEAL, note(deals=["21"], companies=["1"]))
    told = tell(store, changed(DEAL, {}))
    assert told.set_aside == {"changed": 1}
    assert [number_of(store, table) for table in (pursuits, rounds, stage_changes)] == [0, 0, 0]
    assert rows(store, select(touches.c.company_id.is_not(None), touches.c.pursuit_id)) == [(True, None)]
    tell(store, DEAL)
    assert rows(store, select(touches.c.pursuit_id.is_not(None))) == [(True,)]


def test_a_company_that_lost_its_name_stays_as_it_was(store: Store) -> None:
    tell(store, ACME, DEAL)
    assert tell(store, changed(ACME, name="")).set_aside == {"changed": 1}
    assert rows(store, select(companies.c.name).join(pursuits)) == [("Acme",)]


# --- what is gone -------------------------------------------------------------------------------------------------


def test_everything_can_be_taken_back(store: Store) -> None:
    tell(
        store,
        ACME,
        MEI,
        DEAL,
        note(deals=["21"], contacts=["11"]),
        call(contacts=["11"]),
        record("tasks", "51", {"companies": ["1"]}),
    )
    store.people.add(Person("ada@team.test", "Ada"))
    for kind, id_ in (
        ("companies", "1"),
        ("contacts", "11"),
        ("deals", "21"),
        ("notes", "31"),
        ("calls", "41"),
        ("tasks", "51"),
    ):
        store.landing.mark_gone(kind, [id_], now=NOW)
    told = tell_all(store)
    assert sum(told.removed.values()) == 6
    empty = (
        companies,
        contacts,
        pursuits,
        rounds,
        stage_changes,
        touches,
        tasks,
        contact_numbers,
        call_sightings,
        names,
        crm_records,
    )
    assert [number_of(store, table) for table in empty] == [0] * len(empty)
    assert store.pursuits.find("acme").fits == ()
    tell(store, ACME, MEI, DEAL)  # restored from the recycle bin
    assert store.pursuits.find("acme").fits != ()


def test_a_company_that_is_gone_leaves_its_contacts(store: Store) -> None:
    tell(store, ACME, MEI, DEAL, note(companies=["1"], contacts=["11"]))
    go(store, "companies", "1")
    assert rows(store, select(contacts.c.company_id)) == [(None,)]
    assert rows(store, select(touches.c.company_id, touches.c.contact_id.is_not(None))) == [(None, True)]
    assert store.landing.problems() == {"deals": {"a deal whose company is not known": 1}}


def test_a_name_that_another_contact_bears_is_still_found(store: Store) -> None:
    twin = record("contacts", "12", {"companies": ["1"]}, firstname="Mei")
    tell(store, ACME, DEAL, MEI, twin)
    go(store, "contacts", "11")
    assert store.pursuits.find("mei").fits != ()
    go(store, "contacts", "12")
    assert store.pursuits.find("mei").fits == ()


def test_a_call_that_another_system_saw_stays(store: Store) -> None:
    run = store.intake.begin(["sync aircall"], now=NOW)
    run.store([TouchRow(Company(), "call", at(3), "aircall:77", duration_s=61)], whole=True)
    run.finish()
    store.sightings.note([(Sighting("aircall", "77", "+6591234567", at(3), 61, digest="x"), "aircall:77")])
    tell(store, ACME, MEI, DEAL, call(contacts=["11"]))
    assert rows(store, select(touches.c.key, touches.c.company_id.is_not(None))) == [("aircall:77", True)]
    tell(store, call())  # HubSpot no longer tells whose it was: somebody may have told
    assert rows(store, select(touches.c.company_id.is_not(None), touches.c.contact_id.is_not(None))) == [
        (True, True)
    ]
    go(store, "calls", "41")
    assert rows(store, select(touches.c.key)) == [("aircall:77",)]
    assert rows(store, select(call_sightings.c.system)) == [("aircall",)]


def test_what_was_said_of_a_merged_company_belongs_to_the_winner(store: Store) -> None:
    person = store.people.add(Person("ada@team.test", "Ada"))
    theirs = record(
        "deals", "22", {"companies": ["2"]}, history=[("hot", 1)], dealstage="hot", pipeline="default"
    )
    tell(
        store,
        ACME,
        BETA,
        DEAL,
        theirs,
        record("contacts", "12", {"companies": ["2"]}, firstname="Tan"),
        note(companies=["2"]),
    )
    of_beta = rows(store, select(pursuits.c.id).join(companies).where(companies.c.name == "Beta"))[0][0]
    store.suggestions.save(Suggestion("s", "lead", person.id, NOW, of_beta))
    with store.engine.writing() as connection:
        connection.execute(
            scores.insert().values(
                pursuit_id=of_beta, as_of=NOW, model_version="v", level="x", win=0.5, details={}
            )
        )
    store.landing.mark_gone("companies", ["2"], now=NOW)
    tell(store, changed(ACME, hs_merged_object_ids="2"))
    assert rows(store, select(companies.c.name)) == [("Acme",)]
    winner = rows(store, select(pursuits.c.id))
    assert rows(store, select(suggestions.c.pursuit_id)) == winner
    assert rows(store, select(rounds.c.key, rounds.c.pursuit_id)) == [("21", *winner[0]), ("22", *winner[0])]
    assert rows(store, select(companies.c.name).join(touches)) == rows(
        store, select(companies.c.name).join(contacts)
    )
    assert store.pursuits.find("tan").fits[0].company == "Acme"
    assert store.pursuits.find("beta").fits[0].company == "Acme"


def test_a_merged_contact_hands_over_its_touches(store: Store) -> None:
    twin = record("contacts", "12", {"companies": ["1"]}, firstname="Mei Li")
    tell(store, ACME, MEI, twin, note(companies=["1"], contacts=["12"]))
    store.landing.mark_gone("contacts", ["12"], now=NOW)
    tell(store, changed(MEI, hs_merged_object_ids="12"))
    assert rows(store, select(contacts.c.name).join(touches)) == [("Mei",)]


def test_a_merged_deal_hands_over_what_was_said_of_its_pursuit(store: Store) -> None:
    person = store.people.add(Person("ada@team.test", "Ada"))
    other = record(
        "deals", "22", {"companies": ["2"]}, history=[("hot", 1)], dealstage="hot", pipeline="default"
    )
    tell(store, ACME, BETA, DEAL, other)
    of_beta = rows(store, select(pursuits.c.id).join(companies).where(companies.c.name == "Beta"))[0][0]
    store.suggestions.save(Suggestion("s", "lead", person.id, NOW, of_beta))
    store.landing.mark_gone("deals", ["22"], now=NOW)
    tell(store, changed(DEAL, hs_merged_object_ids="22"))
    assert rows(store, select(suggestions.c.pursuit_id)) == rows(store, select(pursuits.c.id))


def test_a_suggestion_outlives_its_pursuit(store: Store) -> None:
    person = store.people.add(Person("ada@team.test", "Ada"))
    tell(store, ACME, DEAL)
    store.suggestions.save(Suggestion("s", "lead", person.id, NOW, rows(store, select(pursuits.c.id))[0][0]))
    go(store, "deals", "21")
    assert rows(store, select(suggestions.c.pursuit_id)) == [(None,)]


# --- a run that is killed -----------------------------------------------------------------------------------------


class Killed(BaseException):
    """The process ended here."""


@contextmanager
def killed_at(store: Store, monkeypatch: pytest.MonkeyPatch, number: int) -> Iterator[None]:
    """End the process when the `number`th transaction would be committed."""
    writing, left = store.engine.writing, [number]

    @contextmanager
    def counted() -> Iterator[Connection]:
        with writing() as connection:
            yield connection
            left[0] -= 1
            if left[0] == 0:
                raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(store.engine, "writing", counted)
        yield


RECORDS = (
    ACME, BETA, MEI, DEAL, note(deals=["21"], contacts=["11"]), call(contacts=["11"]), record("deals", "23"),
    record("tasks", "51", {"companies": ["2"]}),
)  # fmt: skip


@pytest.fixture
def whole_store(migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    """What a run that was not killed tells."""
    shutil.copy(migrated_file, tmp_path / "whole.db")
    store = Store.open(f"sqlite:///{tmp_path / 'whole.db'}")
    _arrive(store)
    tell_all(store)
    yield store
    store.close()


def _arrive(store: Store) -> None:
    tell(
        store,
        ACME,
        BETA,
        record("contacts", "12", {"companies": ["2"]}, firstname="Tan"),
        note("34", contacts=["12"]),
    )
    for one in RECORDS:
        store.landing.take(one.kind, [changed(one, extra="new")], now=NOW)
    store.landing.mark_gone("contacts", ["12"], now=NOW)


@pytest.mark.parametrize("number", [*range(1, 32, 2), 2, 8, 14])
def test_a_killed_run_is_made_up_for(
    sqlite_store: Store, whole_store: Store, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    store = sqlite_store
    _arrive(store)
    with killed_at(store, monkeypatch, number), suppress(Killed):
        tell_all(store)
    tell_all(store)
    assert picture(store) == picture(whole_store)
    assert store.facts.get("unsettled") is False


def test_the_moment_of_the_data_is_that_of_its_newest_event(store: Store) -> None:
    tell(store, ACME, note(day=5, companies=["1"]), note("35", day=900, companies=["1"]))
    assert store.facts.get("data_as_of") == (at(0) + timedelta(days=5)).isoformat()
