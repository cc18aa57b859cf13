"""The guessed mapping: usable as it is, with its reasons, on every export that is recognised by name or columns."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from integrations.column_profiles import ColumnProfile, agreed_order
from integrations.mapping import FileMapping, Mapping
from integrations.mapping_fields import RowKind
from integrations.mapping_file import parse_mapping
from integrations.mapping_guess import propose_mapping
from integrations.mapping_yaml import Lines, one_line, scalar
from integrations.stage_guess import guess_state
from ml.errors import BadInput
from ml.funnel import FunnelState as S

HUBSPOT_DEALS = """\
"Record ID","Deal Name","Deal Stage","Pipeline","Amount","Close Date","Create Date","Deal owner","Associated Company",\
"Associated Company IDs","Closed Lost Reason","Deal Type","Date entered 'Appointment Scheduled (Sales Pipeline)'"
"101","Acme","Closed Won (Sales Pipeline)","Sales Pipeline","12000","2024-03-20 10:00","2024-01-05 09:00","Ada Tan",\
"Acme Pte Ltd","9001","","newbusiness","2024-01-05 09:00"
"102","Beta","Presentation Scheduled (Sales Pipeline)","Sales Pipeline","","","2024-01-15 09:00","Ben Lim","Beta",\
"9002","","newbusiness","2024-01-15 09:00"
"""


def guessed(folder: Path, **files: str) -> tuple[str, Mapping]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    text = propose_mapping([folder])
    return text, parse_mapping(text)


def only(folder: Path, name: str, text: str) -> FileMapping:
    return guessed(folder, **{name: text})[1].files[0]


def test_an_ordinary_hubspot_export_is_recognised(tmp_path: Path) -> None:
    text, mapping = guessed(
        tmp_path,
        deals=HUBSPOT_DEALS,
        companies="Record ID,Company name,Country/Region,Industry,Number of Employees\n9001,Acme,Singapore,Retail,50\n",
        contacts="Record ID,First Name,Last Name,Email,Associated Company,Job Title\n5,Mei,Lin,mei@x.test,Acme,HR\n",
    )
    companies, contacts, deals = mapping.files
    assert deals.row is RowKind.PURSUIT
    assert deals.columns == {
        "Record ID": "deal_id",
        "Deal Name": "deal",
        "Deal Stage": "stage",
        "Amount": "value",
        "Close Date": "closed_at",
        "Create Date": "entered_at",
        "Deal owner": "owner",
        "Associated Company": "company",
        "Associated Company IDs": "company_id",
        "Closed Lost Reason": "reason",
    }
    assert deals.entry_state == "SALES_TARGET"
    assert deals.stage_dates == {
        "Date entered 'Appointment Scheduled (Sales Pipeline)'": "Appointment Scheduled"
    }
    assert deals.state_of("Appointment Scheduled (Sales Pipeline)") is S.HOT_LEAD
    assert deals.state_of("Closed Won (Sales Pipeline)") is S.CLIENT
    assert not any(rule.known_at_creation for rule in deals.properties.values())
    assert companies.columns["Record ID"] == "company_id"
    assert companies.columns["Number of Employees"] == "employees"
    assert contacts.columns == {
        "Record ID": "contact_id", "First Name": "first_name", "Last Name": "last_name", "Email": "email",
        "Associated Company": "company", "Job Title": "role",
    }  # fmt: skip
    assert "# what the deal is worth; never learned from" in text


def test_the_historic_exports_are_known_by_their_names(tmp_path: Path) -> None:
    text, mapping = guessed(
        tmp_path,
        SA_BE="Company,Date,Activity Type,Notes,Sales Rep\nAcme,13/02/2024,Call,asked,Ada\n",
        SA_Generic="Company Name,Status,Date Created,Remarks,Sales Rep\nEcho,Cold Lead,25.03.2024,not now,Ada\n",
        SA_Generic_ContactFilter="Contact Name,Company,Position,Email\nSiti,Echo,Owner,siti@x.test\n",
    )
    assert [one.row for one in mapping.files] == [RowKind.TOUCH, RowKind.PURSUIT, RowKind.CONTACT]
    assert mapping.files[0].constants["stage"] == "CLIENT"
    assert [one.dates.formats for one in mapping.files] == [("day first",), ("day first",), ()]
    for reason in ("interactions of existing clients", "past and present prospects", "by contact"):
        assert reason in text


@pytest.mark.parametrize(
    ("name", "header", "row", "kind"),
    [
        ("export", "Company,Industry,Employees", "Acme,Retail,5", RowKind.COMPANY),
        ("export", "Email,First Name,Last Name,Company", "a@x.test,A,B,Acme", RowKind.CONTACT),
        ("export", "Opportunity ID,Account,Stage,Created", "1,Acme,Won,2024-01-01", RowKind.PURSUIT),
        ("export", "Account,Duration,Recording,Date,Direction", "Acme,10,x.mp3,2024-01-01,in", RowKind.CALL),
        ("stage_history", "Deal ID,New Stage,Changed At", "1,Won,2024-01-01", RowKind.STAGE_CHANGE),
        ("meetings", "Company,Start Time,Type,Notes", "Acme,2024-01-01 10:00,Meeting,n", RowKind.TOUCH),
        ("users", "Name,Email,Role", "Ada,ada@x.test,rep", RowKind.PERSON),
        ("products", "Name,Price", "Payroll,5", RowKind.SERVICE),
        ("data_dictionary", "Table,Field", "a,b", RowKind.IGNORE),
        ("weather", "Day,Rain", "Monday,5", RowKind.IGNORE),
    ],
)
def test_kinds_of_files(tmp_path: Path, name: str, header: str, row: str, kind: RowKind) -> None:
    assert only(tmp_path, name, f"{header}\n{row}\n").row is kind


def test_the_order_of_day_and_month_is_told_by_the_whole_column(tmp_path: Path) -> None:
    head = "Deal ID,Company,Stage,Create Date\n"
    early = "".join(f"{i},A,Won,0{i % 9 + 1}/0{i % 7 + 1}/2024\n" for i in range(3000))
    assert only(tmp_path, "deals", f"{head}{early}9,A,Won,31/01/2024\n").dates.formats == ("day first",)
    assert only(tmp_path, "deals", f"{head}{early}9,A,Won,01/31/2024\n").dates.formats == ("month first",)
    text, mapping = guessed(tmp_path, deals=head + early)
    assert mapping.files[0].dates.formats == ("day first",)
    assert "no date tells day from month, or they disagree: please check" in text


def test_columns_that_disagree_are_told() -> None:
    day = ColumnProfile("a", {"31/01/2024": 1}, 1)
    month = ColumnProfile("b", {"01/31/2024": 1}, 1)
    either = ColumnProfile("c", {"01/02/2024": 1}, 1)
    assert agreed_order([day, either]) == ("day first", True)
    assert agreed_order([month, either]) == ("month first", True)
    assert agreed_order([day, month]) == ("day first", False)
    assert agreed_order([ColumnProfile("d", {"2024-01-31": 1}, 1)]) == (None, True)


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("Closed Won", S.CLIENT), ("closedwon", S.CLIENT), ("Customer", S.CLIENT), ("Signed", S.CLIENT),
        ("Closed Lost", S.UNQUALIFIED), ("Unqualified", S.UNQUALIFIED), ("Not interested", S.UNQUALIFIED),
        ("Demo booked", S.PROSPECT), ("presentationscheduled", S.PROSPECT), ("Contract Sent", S.PROSPECT), ("Prospect", S.PROSPECT),
        ("Qualified To Buy", S.QUALIFIED_OPPORTUNITY), ("Discovery", S.QUALIFIED_OPPORTUNITY),
        ("Hot Lead", S.HOT_LEAD), ("appointmentscheduled", S.HOT_LEAD), ("Engaging", S.HOT_LEAD),
        ("Nurture", S.COLD_LEAD), ("Cold", S.COLD_LEAD), ("On hold", S.COLD_LEAD),
        ("Prospecting", S.LEAD), ("Contacted", S.LEAD), ("lead", S.LEAD),
        ("New", S.SALES_TARGET), ("SALES_TARGET", S.SALES_TARGET), ("Zxq", None), ("", None),
    ],
)  # fmt: skip
def test_stages_by_their_words(label: str, state: S | None) -> None:
    assert guess_state(label)[0] is state


def test_the_last_open_stage_is_where_deals_are_won_from(tmp_path: Path) -> None:
    rows = "".join(
        f"{i},A,{stage},2024-01-01\n" for i, stage in enumerate(["Engaging", "Prospecting", "Won"] * 3)
    )
    one = only(tmp_path, "deals", f"Deal ID,Company,Stage,Engage date\n{rows}")
    assert (one.state_of("Engaging"), one.state_of("Prospecting")) == (S.PROSPECT, S.LEAD)
    assert one.entry_state == "Engaging"


def test_an_unknown_stage_is_left_for_somebody_to_fill_in(tmp_path: Path) -> None:
    text, mapping = guessed(tmp_path, deals="Deal ID,Company,Stage\n1,A,On the moon\n2,B,On the moon\n")
    assert "On the moon: null  # unknown word: please fill in the state; 2 rows" in text
    assert mapping.files[0].stages["on the moon"] is None


def test_misspelt_values_are_renamed_with_the_reason(tmp_path: Path) -> None:
    text, mapping = guessed(
        tmp_path,
        accounts="Account,Sector,Country\nAcme,technolgy,Philipines\nBeta,retail,Kenya\nGamma 1,technolgy,Kenya\n",
        products="Product,Price\nGTX Pro,1\nGTX Plus Pro,2\nMG 500,3\n",
        deals="Deal ID,Account,Product,Source\n"
         "1,Acme,GTXPro,Referral\n2,Gamma 2,MG 501,Referal\n" + "".join(f"{i},Acme,GTX Plus Pro,Referral\n" for i in range(5, 15)),
    )  # fmt: skip
    accounts, deals, _ = mapping.files
    assert accounts.values == {
        "industry": {"technolgy": "technology"},
        "country": {"philipines": "Philippines"},
    }
    assert deals.values == {"service": {"gtxpro": "GTX Pro"}, "source": {"referal": "Referral"}}
    assert "“GTX Pro” stands in products.csv" in text
    assert "1 row, against 11 of “Referral”" in text


def test_companies_that_look_alike_are_only_pointed_out(tmp_path: Path) -> None:
    text, mapping = guessed(
        tmp_path,
        accounts="Account,Sector\nKonmatfix,retail\n",
        deals="Deal ID,Account,Stage\n1,Konmatfixx,Won\n",
    )
    assert "# “Konmatfixx” and “Konmatfix” may be the same company" in text
    assert mapping.files[1].values == {}


def test_outcomes_are_never_learned_from(tmp_path: Path) -> None:
    header = "Deal ID,Company,Stage,Closed month,Won by,Days to close,Segment\n"
    text, mapping = guessed(tmp_path, deals=header + "1,A,Won,May,Ada,9,SME\n")
    assert not any(rule.known_at_creation for rule in mapping.files[0].properties.values())
    assert text.count("written when a deal closes, so never learned from") == 3


def test_words_that_a_choice_does_not_know_do_not_break_the_import(tmp_path: Path) -> None:
    text, mapping = guessed(
        tmp_path,
        touches="Company,Date,Type,Outcome\nA,2024-01-01,Call,Connected\nA,2024-01-02,Pigeon,Enchanted\n",
    )
    one = mapping.files[0]
    assert one.values == {"channel": {"pigeon": "note"}}
    assert "Outcome" not in one.columns
    assert "could be `answered`, but “Enchanted” is an unknown word for it" in text


def test_counted_dates_and_several_pipelines(tmp_path: Path) -> None:
    rows = "1,A,Won,1709648400000,Rostering\n2,B,Won,1709648500000,Payroll\n"
    one = only(tmp_path, "deals", f"Deal ID,Company,Stage,Create Date,Pipeline\n{rows}")
    assert one.dates.formats == ("unix",)
    assert one.columns["Pipeline"] == "service"


def test_what_cannot_be_imported_is_ignored_with_the_reason(tmp_path: Path) -> None:
    text, mapping = guessed(tmp_path, weather="Day,Rain\nMonday,5\n")
    assert mapping.files[0].row is RowKind.IGNORE
    assert "nothing here was recognised" in text


def test_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="None of the paths"):
        propose_mapping([tmp_path])


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=10)
NAME = st.sampled_from(["Company", "Deal ID", "Stage", "Create Date", "Type", "Notes", "Email", "yes", "null", "Date entered 'X'"]) | CELL  # fmt: skip


@given(
    header=st.lists(NAME, min_size=1, max_size=7),
    seed=st.integers(0, 10_000),
    cells=st.lists(CELL, min_size=1, max_size=8),
    name=st.sampled_from(
        ["deals", "calls", "companies", "x", "touches", "stage_history", "sales_teams", "SA_BE"]
    ),
)
def test_any_export_gets_a_mapping_that_can_be_read(
    header: list[str], seed: int, cells: list[str], name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chosen, folder = random.Random(seed), tmp_path_factory.mktemp("wild")  # noqa: S311 - seeded test data
    rows = [[chosen.choice(cells) for _ in header] for _ in range(4)]
    lines = ["|".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in ([*header], *rows)]
    (folder / f"{name}.csv").write_text("sep=|\n" + "\n".join(lines) + "\n", encoding="utf-8", newline="")
    mapping = parse_mapping(propose_mapping([folder]))
    assert len(mapping.files) == 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_what_is_written_is_read_back(key: str, value: str) -> None:
    lines = Lines()
    lines.add(0, key, value, value)
    assert yaml.load(lines.text(), yaml.BaseLoader) == {key: value}  # noqa: S506 - it makes texts only
    assert "\n" not in one_line(value)
    assert scalar(key)
