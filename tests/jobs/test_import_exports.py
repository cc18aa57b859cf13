"""The import road: files in, every row stored, unchanged or rejected; twice changes nothing; histories as recorded."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from integrations.intake_rows import Company, DealRow
from integrations.mapping_file import parse_mapping
from integrations.mapping_guess import propose_mapping
from integrations.store import Store
from integrations.store.columns import metadata
from integrations.store.schema import (
    companies,
    contacts,
    pursuits,
    rounds,
    stage_changes,
    touches,
    transcripts,
)
from jobs.import_exports import ImportSummary, import_exports
from ml.errors import BadInput
from ml.records import Person

MAPPING = """
dates: day first
stages: {New: SALES_TARGET, Talking: LEAD, Demo: PROSPECT, Won: CLIENT, Lost: UNQUALIFIED}
files:
  - file: companies.csv
    row: company
    columns: {Id: company_id, Name: company, Industry: industry}
    properties: {Founded: {known_at: creation}}
  - file: deals*.csv
    row: pursuit
    columns: {Id: deal_id, Company: company, Product: service, Stage: stage, Opened: entered_at, Closed: closed_at,
              Owner: owner, Owner mail: owner_email, Contact: contact, Why: reason}
    entry_state: Talking
    properties: {Segment: {known_at: creation}}
  - file: stages.csv
    row: stage_change
    columns: {Deal: deal_id, Stage: stage, At: at, Call: touch_id}
  - file: calls.csv
    row: call
    columns: {Id: touch_id, Company: company, Contact: contact, At: at, Answered: answered, Rep: owner, File: recording}
  - {file: people.csv, row: person, columns: {Name: owner, Mail: email, Role: role}}
  - {file: products.csv, row: service, columns: {Product: service}, properties: {Price: {known_at: creation}}}
  - {file: "*.csv", row: ignore}
"""
DEALS = """Id,Company,Product,Stage,Opened,Closed,Owner,Owner mail,Contact,Why,Segment,Notes
1,Acme Pte Ltd,Rostering,Won,05/01/2024,20/03/2024,Ada,,Mei Lin,,SME,n1
2,Acme,Payroll,Demo,01/05/2024,,Ada,,,,SME,
3,Beta Foods,Rostering,Lost,06/01/2024,13/02/2024,Ben,ben@team.test,,too dear,Corp,
4,Gamma,Rostering,Talking,,,,,,,,
5,,Rostering,Won,05/01/2024,20/03/2024,Ada,,,,,
6,Delta,Rostering,Mooning,05/01/2024,,Ada,,,,,
7,Delta,Rostering,Lost,05/03/2024,20/01/2024,Ada,,,,,
1,Acme Pte Ltd,Rostering,Won,05/01/2024,20/03/2024,Ada,,Mei Lin,,SME,n1
"""
FILES = {
    "companies.csv": "Id,Name,Industry,Founded\nC1,Acme Pte. Ltd.,Retail,1999\n",
    "deals.csv": DEALS,
    "stages.csv": "Deal,Stage,At,Call\n2,New,01/05/2024 09:00,\n2,Talking,03/05/2024 09:00,\n2,Demo,09/05/2024 10:20,K1\n99,Demo,09/05/2024,\n",
    "calls.csv": "Id,Company,Contact,At,Answered,Rep,File\nK1,Acme,Mei Lin,09/05/2024 10:00,Connected,Ada,K1.txt\nK2,Beta Foods,,13/02/2024 00:20,no answer,Ben,\n",
    "people.csv": "Name,Mail,Role\nBenjamin,ben@team.test,rep\nMaya,maya@team.test,manager\nNobody,no-mail,rep\n",
    "products.csv": "Product,Price\nRostering,5\n",
    "K1.txt": "Ada: Shall we show you a demo?\nMei Lin: Yes please.\n",
    "other.csv": "a\n1\n",
}  # fmt: skip


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def bring(store: Store, folder: Path, now: datetime, mapping: str = MAPPING) -> ImportSummary:
    return import_exports(
        store, [folder], parse_mapping(mapping), now=now, rejects_directory=folder / "rejects"
    )


def rows(store: Store, query: Any) -> list[Any]:
    with store.engine.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


def everything(store: Store) -> dict[str, list[Any]]:
    """All that an import may write, but the log of imports and the facts."""
    tables = {name: table for name, table in metadata.tables.items() if name not in {"imports", "facts"}}
    columns = {name: [column for column in table.c if column.name != "run"] for name, table in tables.items()}
    return {name: sorted(map(repr, rows(store, select(*of_table)))) for name, of_table in columns.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exports").mkdir()
    return write(tmp_path / "exports", FILES)


def test_counts_add_up_and_every_reject_has_its_reason(
    store: Store, folder: Path, fixed_now: datetime
) -> None:
    summary = bring(store, folder, fixed_now)
    assert (summary.read, summary.stored, summary.unchanged, summary.rejected) == (19, 13, 1, 5)
    assert summary.rejects_file
    with summary.rejects_file.open(newline="", encoding="utf-8") as stream:
        told = [(row["file"], row["row"], row["reason"]) for row in csv.DictReader(stream)]
    assert told == [
        ("people.csv", "4", "“no-mail” is no e-mail address"),
        ("deals.csv", "6", "a row without a company (column “Company” is empty)"),
        ("deals.csv", "7", "column “Stage” says “Mooning”: the mapping has no state for this stage"),
        ("deals.csv", "8", "“Lost” on 2024-01-20, before it was entered on 2024-03-05"),
        ("stages.csv", "5", "no deal with the id “99” is known"),
    ]


def test_importing_twice_changes_nothing(store: Store, folder: Path, fixed_now: datetime) -> None:
    first = bring(store, folder, fixed_now)
    before, version = everything(store), store.facts.get("data_version")
    again = bring(store, folder, fixed_now + timedelta(days=1))
    assert (again.stored, again.unchanged, again.rejected) == (
        0,
        first.stored + first.unchanged,
        first.rejected,
    )
    assert everything(store) == before
    assert store.facts.get("data_version") == version == 1


def test_companies_are_one_however_they_are_named(store: Store, folder: Path, fixed_now: datetime) -> None:
    bring(store, folder, fixed_now)
    found = rows(
        store, select(companies.c.name, companies.c.key, companies.c.industry, companies.c.properties)
    )
    assert ("Acme Pte. Ltd.", "id:C1", "Retail", {"Founded": 1999.0}) in found
    assert sorted(name for name, *_ in found) == ["Acme Pte. Ltd.", "Beta Foods", "Gamma"]
    assert [hit.company for hit in store.pursuits.find("acme").fits] == ["Acme Pte. Ltd."]


def test_an_id_that_comes_later_is_given_to_the_company_known_by_name(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    bring(sqlite_store, write(tmp_path, {"deals.csv": DEALS}), fixed_now)
    bring(sqlite_store, write(tmp_path, FILES), fixed_now)
    assert len(rows(sqlite_store, select(companies).where(companies.c.norm == "acme"))) == 1


def test_histories_outcomes_and_owners(store: Store, folder: Path, fixed_now: datetime) -> None:
    bring(store, folder, fixed_now)
    query = select(
        rounds.c.key, rounds.c.outcome, rounds.c.entered_at, rounds.c.closed_at, rounds.c.left_because
    )
    assert sorted(rows(store, query)) == [
        ("1", "won", datetime(2024, 1, 5, tzinfo=UTC), datetime(2024, 3, 20, tzinfo=UTC), None),
        ("2", None, datetime(2024, 5, 1, tzinfo=UTC), None, None),
        ("3", "lost", datetime(2024, 1, 6, tzinfo=UTC), datetime(2024, 2, 13, tzinfo=UTC), "too dear"),
        ("4", None, None, None, None),
    ]
    standing = select(
        companies.c.norm, pursuits.c.service, pursuits.c.state, pursuits.c.owner_name, pursuits.c.owner_id
    )
    ben = store.people.by_email("ben@team.test")
    assert ben
    assert sorted(rows(store, standing.join(companies))) == [
        ("acme", "Payroll", "PROSPECT", "Ada", None),
        ("acme", "Rostering", "CLIENT", "Ada", None),
        ("beta foods", "Rostering", "UNQUALIFIED", "Ben", ben.id),
        ("gamma", "Rostering", "LEAD", "", None),
    ]


def test_the_call_that_made_the_demo_is_its_cause(store: Store, folder: Path, fixed_now: datetime) -> None:
    bring(store, folder, fixed_now)
    query = (
        select(stage_changes.c.to_state, stage_changes.c.by_event, touches.c.key, contacts.c.name)
        .outerjoin(touches, touches.c.id == stage_changes.c.touch_id)
        .outerjoin(contacts, contacts.c.id == stage_changes.c.contact_id)
        .join(rounds, rounds.c.id == stage_changes.c.round_id)
        .where(rounds.c.key == "2", stage_changes.c.label == "Demo")
        .order_by(stage_changes.c.step)
    )
    assert rows(store, query) == [
        ("HOT_LEAD", True, "K1", "Mei Lin"),
        ("QUALIFIED_OPPORTUNITY", True, "K1", "Mei Lin"),
        ("PROSPECT", True, "K1", "Mei Lin"),
    ]
    said = rows(store, select(transcripts.c.utterances))[0][0]
    assert [(one["role"], one["text"]) for one in said] == [
        ("rep", "Shall we show you a demo?"),
        ("prospect", "Yes please."),
    ]


def test_a_client_of_one_service_has_a_linked_pursuit_for_another(
    store: Store, folder: Path, fixed_now: datetime
) -> None:
    bring(store, folder, fixed_now)
    of = {service: (id_, linked) for service, id_, linked in rows(
        store,
        select(pursuits.c.service, pursuits.c.id, pursuits.c.linked_from_id).join(companies).where(companies.c.norm == "acme"),
    )}  # fmt: skip
    assert of["Payroll"][1] == of["Rostering"][0]
    assert of["Rostering"][1] is None


def test_a_contact_is_one_person_by_name_email_and_id(
    store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    mapping = """
files:
  - {file: a_deals.csv, row: deal, columns: {Id: deal_id, Company: company, Contact: contact}}
  - {file: b_contacts.csv, row: contact, columns: {Id: contact_id, Mail: email, Name: contact, Company: company, Job: role}}
  - {file: c_touches.csv, row: touch, columns: {Mail: email, At: at, Type: channel}}
"""
    write(tmp_path, {"a_deals.csv": "Id,Company,Contact\n1,Acme,Mei Lin\n2,Beta,Mei Lin\n"})
    bring(store, tmp_path, fixed_now, mapping)
    write(
        tmp_path,
        {
            "b_contacts.csv": "Id,Mail,Name,Company,Job\n7,MEI@acme.test,Mei Lin,Acme,HR\n8,m2@acme.test,Mei Lin,Acme,CEO\n",
            "c_touches.csv": "Mail,At,Type\nmei@ACME.test,2024-01-01 10:00,email\nwho@acme.test,2024-01-01,email\n",
        },
    )
    assert bring(store, tmp_path, fixed_now, mapping).rejected == 1
    query = select(companies.c.norm, contacts.c.key, contacts.c.email, contacts.c.role).join(companies)
    assert sorted(rows(store, query), key=str) == [
        ("acme", "id:7", "mei@acme.test", "HR"),
        ("acme", "id:8", "m2@acme.test", "CEO"),
        ("beta", "2:mei lin", None, None),
    ]
    assert rows(store, select(contacts.c.key).join(touches)) == [("id:7",)]


def test_what_models_may_learn_from_is_what_was_known_at_creation(
    store: Store, folder: Path, fixed_now: datetime
) -> None:
    bring(store, folder, fixed_now)
    assert store.facts.get("creation_properties") == {
        "companies": ["Founded"],
        "rounds": ["Price", "Segment"],
    }
    kept = dict(rows(store, select(rounds.c.key, rounds.c.properties)))
    assert kept["1"] == {"Price": 5.0, "Segment": "SME", "Notes": "n1"}
    assert store.facts.get("data_as_of") == "2024-05-09T10:20:00+00:00"
    shown = MAPPING.replace("{Segment: {known_at: creation}}", "{Segment: shown}")
    bring(store, folder, fixed_now, shown)
    assert store.facts.get("creation_properties")["rounds"] == ["Price"]


def test_history_is_only_added_to(store: Store, tmp_path: Path, fixed_now: datetime) -> None:
    header = "Id,Company,Product,Stage,Opened,Closed,Owner,Owner mail,Contact,Why,Segment,Notes\n"
    told = [
        ("Talking,05/01/2024,", "LEAD", None, 1),
        ("Lost,05/01/2024,20/01/2024", "UNQUALIFIED", "lost", 2),
        ("Demo,05/01/2024,", "PROSPECT", None, 2),
        ("Won,05/01/2024,09/04/2024", "CLIENT", "won", 3),
    ]
    for cells, state, outcome, entries in told:
        write(tmp_path, {"deals.csv": f"{header}1,Acme,Rostering,{cells},Ada,,,,,\n"})
        assert bring(store, tmp_path, fixed_now).stored == 1
        assert rows(store, select(pursuits.c.state)) == [(state,)]
        assert rows(store, select(rounds.c.outcome)) == [(outcome,)]
        assert len(rows(store, select(stage_changes.c.at, stage_changes.c.label).distinct())) == entries


def test_a_label_that_now_means_another_state_is_read_again(
    store: Store, folder: Path, fixed_now: datetime
) -> None:
    bring(store, folder, fixed_now)
    bring(store, folder, fixed_now, MAPPING.replace("Talking: LEAD", "Talking: HOT_LEAD"))
    query = (
        select(stage_changes.c.to_state)
        .join(rounds)
        .where(rounds.c.key == "3", stage_changes.c.label == "Talking")
    )
    assert rows(store, query) == [("HOT_LEAD",)]


def test_rows_that_repeat_a_key_differently_do_not_flip_forever(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    header = "Id,Name,Industry,Founded\n"

    def stored(*industries: str) -> tuple[int, str]:
        write(tmp_path, {"companies.csv": header + "".join(f"C1,Acme,{one},1999\n" for one in industries)})
        summary = bring(sqlite_store, tmp_path, fixed_now)
        return summary.stored, rows(sqlite_store, select(companies.c.industry))[0][0]

    assert stored("Retail") == (1, "Retail")
    for _ in range(3):
        first, _ = stored("Retail", "Food")
        assert stored("Retail", "Food") == (0, "Food")
        assert first <= 2
        assert stored("Retail", "Hotel") == (1, "Hotel")
        assert stored("Retail", "Hotel") == (0, "Hotel")
    assert stored("Retail") == (0, "Hotel")
    assert stored("Food") == (1, "Food")
    assert stored("Retail") == (1, "Retail")


def test_companies_of_one_name_need_their_id(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    named = "Id,Name,Industry,Founded\nC1,Acme Ltd,Retail,1999\nC2,Acme Inc,Food,2001\n"
    deal = "Id,Company,Product,Stage,Opened,Closed,Owner,Owner mail,Contact,Why,Segment,Notes\n"
    write(
        tmp_path,
        {"companies.csv": named, "deals.csv": f"{deal}1,Acme,R,Demo,,,,,,,,\n2,ACME INC,R,Demo,,,,,,,,\n"},
    )
    summary = bring(sqlite_store, tmp_path, fixed_now)
    assert (summary.stored, summary.rejected) == (3, 1)
    assert summary.rejects_file
    assert "2 companies are called “Acme”; the row needs the company's id" in summary.rejects_file.read_text()


def test_an_import_that_broke_off_goes_on(sqlite_store: Store, folder: Path, fixed_now: datetime) -> None:
    run = sqlite_store.intake.begin(["deals.csv"], now=fixed_now)
    run.store([DealRow(Company("Left over"), "Rostering", "77")])  # and then the lights went out
    with sqlite_store.engine.writing() as connection:
        connection.execute(rounds.update().values(state="HOT_LEAD"))
    bring(sqlite_store, folder, fixed_now)
    query = select(pursuits.c.state).join(companies).where(companies.c.norm == "left over")
    assert rows(sqlite_store, query) == [("HOT_LEAD",)]
    assert sqlite_store.facts.get("unsettled") is False


def test_touches_find_their_pursuit_once_it_is_there(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    write(tmp_path, {"calls.csv": FILES["calls.csv"], "K1.txt": FILES["K1.txt"]})
    bring(sqlite_store, tmp_path, fixed_now)
    assert rows(sqlite_store, select(touches.c.pursuit_id).distinct()) == [(None,)]
    bring(sqlite_store, write(tmp_path, FILES), fixed_now)
    query = select(touches.c.key, pursuits.c.service).outerjoin(pursuits).order_by(touches.c.key)
    assert rows(sqlite_store, query) == [("K1", "Payroll"), ("K2", "Rostering")]


def test_people_of_the_store_own_what_bears_their_name(
    sqlite_store: Store, folder: Path, fixed_now: datetime
) -> None:
    ada = sqlite_store.people.add(Person("ada@team.test", "ADA"))
    bring(sqlite_store, folder, fixed_now)
    assert rows(sqlite_store, select(pursuits.c.service).where(pursuits.c.owner_id == ada.id)) == [
        ("Rostering",),
        ("Payroll",),
    ]
    assert [person.role.value for person in sqlite_store.people.all()] == ["rep", "rep", "manager"]


def test_existing_clients_of_whom_only_interactions_are_known(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    write(
        tmp_path,
        {
            "SA_BE.csv": "Company,Date,Activity Type,Notes,Sales Rep\nAcme,13/02/2024,Call,asked for payroll,Ada\n"
        },
    )
    import_exports(sqlite_store, [tmp_path], parse_mapping(propose_mapping([tmp_path])), now=fixed_now)
    assert rows(sqlite_store, select(pursuits.c.state, pursuits.c.owner_name)) == [("CLIENT", "Ada")]
    assert rows(sqlite_store, select(touches.c.pursuit_id.is_not(None))) == [(True,)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"deals.csv": ""}, "deals.csv is empty"),
        ({"deals.csv": "Id,Firma\n1,Acme\n"}, "deals.csv has no column “Company” that the mapping names"),
        (
            {"deals.csv": DEALS + '9,"open'},
            "deals.csv, row 10 (line 10): a quote is opened and never closed.",
        ),
    ],
)
def test_bad_files_are_told_in_a_sentence(
    change: dict[str, str], sentence: str, sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    with pytest.raises(BadInput) as refusal:
        bring(sqlite_store, write(tmp_path, change), fixed_now)
    assert sentence in str(refusal.value)


def test_what_came_before_an_open_quote_is_stored_whole(
    sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    header = DEALS.splitlines()[0]
    many = "".join(
        f"{number},Co {number},Rostering,Won,05/01/2024,20/03/2024,Ada,,,,,\n" for number in range(300)
    )
    with pytest.raises(BadInput, match=r"row 302 \(line 302\): a quote is opened and never closed"):
        bring(sqlite_store, write(tmp_path, {"deals.csv": f'{header}\n{many}9,"open'}), fixed_now)
    states = rows(sqlite_store, select(pursuits.c.state))
    assert len(states) >= 200
    assert set(states) == {("CLIENT",)}
    assert sqlite_store.facts.get("unsettled") is False


def test_endless_names_are_refused_and_endless_titles_are_kept(
    store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    mapping = "files: [{file: d.csv, row: deal, columns: {C: company, P: service, T: deal, V: value}}]"
    long = "x" * 3000
    write(
        tmp_path,
        {
            "d.csv": f"C,P,T,V\nAcme,Payroll,{long},1\nAcme,{long},t,1\n{long},Payroll,t,1\nAcme,Payroll,t,{'9' * 500}\n"
        },
    )
    summary = bring(store, tmp_path, fixed_now, mapping)
    assert (summary.stored, summary.rejected) == (1, 3)


def test_an_unknown_file_is_told(sqlite_store: Store, tmp_path: Path, fixed_now: datetime) -> None:
    write(tmp_path, {"new.csv": "a,b\n1,2\n"})
    with pytest.raises(BadInput, match=r"the mapping does not say what new.csv is: add it under `files:`"):
        bring(sqlite_store, tmp_path, fixed_now, MAPPING.replace('  - {file: "*.csv", row: ignore}\n', ""))


def test_a_stage_left_open_is_refused_only_where_rows_have_it(
    sqlite_store: Store, folder: Path, fixed_now: datetime
) -> None:
    left_open = MAPPING.replace("Demo: PROSPECT", "Demo: null")
    with pytest.raises(
        BadInput,
        match=r"does not say which funnel state “Demo” is \(in deals.csv\): fill it in under `stages:`",
    ):
        bring(sqlite_store, folder, fixed_now, left_open)
    assert rows(sqlite_store, select(companies)) == []
    assert bring(sqlite_store, folder, fixed_now, MAPPING.replace("{New:", "{Unused: null, New:")).read == 19


def test_progress_is_told(sqlite_store: Store, folder: Path, fixed_now: datetime) -> None:
    told = list[tuple[str, int, int | None]]()
    import_exports(
        sqlite_store, [folder], parse_mapping(MAPPING), now=fixed_now, rejects_directory=folder / "rejects",
        progress=lambda *step: told.append(step),
    )  # fmt: skip
    assert ("deals.csv", 8, None) in told
    assert told[-1] == ("histories", 3, 3)


def test_an_ordinary_hubspot_export_is_imported_by_its_own_guess(
    store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    deals = """\
"Record ID","Deal Name","Deal Stage","Pipeline","Amount","Close Date","Create Date","Deal owner","Associated Company","Associated Company IDs","Date entered 'Presentation Scheduled (Sales Pipeline)'"
"101","Acme","Closed Won (Sales Pipeline)","Sales Pipeline","1,200","2024-03-20 10:00","2024-01-05 09:00","Ada","Acme Pte Ltd","9001","2024-02-10 14:00"
"102","Beta","Closed Lost (Sales Pipeline)","Sales Pipeline","","2024-04-01 10:00","2024-01-15 09:00","Ben","Beta; Gamma","9002;9003",""
"103","Gamma","Qualified To Buy (Sales Pipeline)","Sales Pipeline","","2024-12-31 10:00","2024-05-15 09:00","Ada","Gamma","9003",""
"104","Nobody","Qualified To Buy (Sales Pipeline)","Sales Pipeline","","","2024-05-15 09:00","Ada","","",""
"""
    named = "Record ID,Company name,Country/Region,Number of Employees\n9001,Acme Pte Ltd,Singapore,51-200\n9003,Gamma,Malaysia,\n"
    write(tmp_path, {"hubspot-crm-exports-deals.csv": deals, "hubspot-crm-exports-companies.csv": named})
    text = propose_mapping([tmp_path])
    summary = bring(store, tmp_path, fixed_now, text)
    assert (summary.read, summary.stored, summary.rejected) == (6, 5, 1)
    query = select(
        companies.c.name, companies.c.employees, pursuits.c.state, rounds.c.value, rounds.c.outcome
    )
    found = rows(store, query.select_from(companies.join(pursuits).join(rounds)).order_by(rounds.c.key))
    assert found == [
        ("Acme Pte Ltd", 125.5, "CLIENT", 1200.0, "won"),
        ("Beta", None, "UNQUALIFIED", None, "lost"),
        ("Gamma", None, "QUALIFIED_OPPORTUNITY", None, None),
    ]
    history = (
        select(stage_changes.c.to_state)
        .join(rounds)
        .where(rounds.c.key == "101")
        .order_by(stage_changes.c.at)
    )
    assert rows(store, history) == [("SALES_TARGET",), ("PROSPECT",), ("CLIENT",)]


CELL = st.sampled_from(["", "Acme", "Beta", "1", "2", "Won", "Lost", "Demo", "Moon", "01/02/2024", "31/31/2024", "9/3/2023", "=1+1", "\0", "é☃", "a;b"])  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(wild=st.lists(st.lists(CELL, min_size=9, max_size=13), max_size=8))
def test_wild_rows_are_stored_unchanged_or_rejected(
    wild: list[list[str]], sqlite_store: Store, tmp_path: Path, fixed_now: datetime
) -> None:
    header = DEALS.splitlines()[0].split(",")
    with (tmp_path / "deals.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([header, *wild])
    first = bring(sqlite_store, tmp_path, fixed_now)
    assert first.read == len(wild) == first.stored + first.unchanged + first.rejected
    again = bring(sqlite_store, tmp_path, fixed_now)
    assert (again.read, again.stored, again.rejected) == (first.read, 0, first.rejected)


def test_the_opportunities_set_is_read_by_its_own_guess(
    sqlite_store: Store, shared: Path, tmp_path: Path, fixed_now: datetime
) -> None:
    folder = shared / "data/maven-crm"
    mapping = parse_mapping(propose_mapping([folder]))
    first = import_exports(sqlite_store, [folder], mapping, now=fixed_now, rejects_directory=tmp_path)
    assert (first.read, first.stored, first.unchanged, first.rejected) == (8927, 7502, 0, 1425)
    assert first.rejects_file
    with first.rejects_file.open(newline="", encoding="utf-8") as stream:
        reasons = {row["reason"] for row in csv.DictReader(stream)}
    assert reasons == {"a row without a company (column “account” is empty)"}
    before = everything(sqlite_store)
    again = import_exports(sqlite_store, [folder], mapping, now=fixed_now, rejects_directory=tmp_path)
    assert (again.stored, again.unchanged, again.rejected) == (0, 7502, 1425)
    assert everything(sqlite_store) == before
    outcomes = rows(sqlite_store, select(rounds.c.outcome, rounds.c.entered_at.is_(None)))
    assert [sum(one[0] == outcome for one in outcomes) for outcome in ("won", "lost", None)] == [
        4238,
        2473,
        664,
    ]
    assert sum(undated for _, undated in outcomes) == 163
    assert ("GTXPro",) not in rows(sqlite_store, select(pursuits.c.service).distinct())
    assert rows(sqlite_store, select(stage_changes.c.id).where(stage_changes.c.kind == "irregular")) == []
    assert sqlite_store.facts.get("creation_properties") == {
        "companies": ["subsidiary_of", "year_established"],
        "rounds": ["sales_price", "series"],
    }


def test_many_rows_need_little_memory(sqlite_url: str, tmp_path: Path) -> None:
    with (tmp_path / "deals.csv").open("w", encoding="utf-8") as out:
        out.write(DEALS.splitlines()[0] + "\n")
        for number in range(3000):
            out.write(
                f"{number},Company {number // 3},Rostering,Lost,05/01/2024,20/03/2024,Ada,,,,SME,{'x' * 4000}\n"
            )
    assert (tmp_path / "deals.csv").stat().st_size > 12_000_000
    script = (
        "import resource, sys\n"
        "from datetime import UTC, datetime\nfrom pathlib import Path\n"
        "from integrations.mapping_file import parse_mapping\nfrom integrations.store import Store\n"
        "from jobs.import_exports import import_exports\n"
        "store, paths = Store.open(sys.argv[1]), [Path(sys.argv[2])]\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "import_exports(store, paths, parse_mapping(sys.stdin.read()), now=datetime.now(UTC))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    command = [sys.executable, "-c", script, sqlite_url, str(tmp_path)]
    mapping = MAPPING.replace("properties: {Segment", "ignore: [Notes]\n    properties: {Segment")
    here = Path(__file__).parents[2]
    grown = subprocess.run(command, input=mapping, capture_output=True, text=True, check=False, cwd=here)  # noqa: S603 - our own program
    assert not grown.stderr
    assert int(grown.stdout) < 40_000  # KiB
