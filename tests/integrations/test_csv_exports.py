"""Records to typed rows: every kind of row, every field, and a reason that names the column for each fault."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from integrations.csv_cells import RowFault
from integrations.csv_exports import RowReader, find_exports, find_transcripts
from integrations.csv_reading import CsvFile
from integrations.intake_rows import (
    CompanyRow,
    ContactRow,
    DealRow,
    Owner,
    PersonRow,
    Row,
    ServiceRow,
    StageEntry,
    StageRow,
    TouchRow,
)
from integrations.mapping_file import parse_mapping
from integrations.transcript_files import TranscriptFiles
from ml.errors import BadInput
from ml.funnel import FunnelState as S
from ml.funnel import Leaving
from ml.records import Person, Role

STAGES = {"New": "LEAD", "Demo": "PROSPECT", "Won": "CLIENT", "Lost": "UNQUALIFIED"}


def read(
    cells: dict[str, str], mapping: dict[str, object], transcripts: TranscriptFiles | None = None
) -> Row:
    """One record through a mapping of its columns."""
    text = yaml.safe_dump({"stages": STAGES, "files": [{"file": "x.csv", **mapping}]}, sort_keys=False)
    file = CsvFile(Path("x.csv"), "utf-8", ",", tuple(cells))
    one = parse_mapping(text).by_header("x.csv", file.header)
    return RowReader(file, one, transcripts or TranscriptFiles(())).read(list(cells.values()))


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[arg-type, misc]  # a date's numbers


DEAL: dict[str, object] = {
    "row": "pursuit",
    "columns": {
        "Id": "deal_id",
        "Company": "company",
        "Stage": "stage",
        "Opened": "entered_at",
        "Closed": "closed_at",
    },
}
CELLS = {"Id": "7", "Company": "Acme", "Stage": "Won", "Opened": "2024-01-05", "Closed": "2024-03-01"}


def test_a_deal_tells_its_entry_and_its_close() -> None:
    row = read(CELLS | {"Size": "L", "Zip": "0123", "Price": "12.5"}, DEAL | {"entry_state": "New"})
    assert isinstance(row, DealRow)
    assert (row.id, row.company.name, row.state, row.entered_at) == ("7", "Acme", S.CLIENT, at(2024, 1, 5))
    assert row.entries == (
        StageEntry("New", S.LEAD, at(2024, 1, 5)),
        StageEntry("Won", S.CLIENT, at(2024, 3, 1)),
    )
    assert row.properties == {"Size": "L", "Zip": "0123", "Price": 12.5}
    assert row.service == "Our product"


@pytest.mark.parametrize(
    ("stage", "entry_state", "states"),
    [
        ("New", None, [S.LEAD]),
        ("Demo", None, [S.PROSPECT]),
        ("Lost", None, [S.LEAD, S.UNQUALIFIED]),
        ("Demo", "SALES_TARGET", [S.SALES_TARGET]),
        ("", "New", [S.LEAD]),
        ("", None, [S.LEAD]),
    ],
)
def test_where_a_round_begins(stage: str, entry_state: str | None, states: list[S]) -> None:
    row = read(CELLS | {"Stage": stage}, DEAL | ({"entry_state": entry_state} if entry_state else {}))
    assert isinstance(row, DealRow)
    assert [entry.state for entry in row.entries] == states


def test_a_meeting_tells_when_it_was_agreed_and_whether_it_was_called_off() -> None:
    names = {"Company": "company", "Type": "channel", "At": "at", "Booked": "booked_at", "Off": "cancelled"}
    mapping: dict[str, object] = {"row": "touch", "columns": names}
    cells = {
        "Company": "Acme",
        "Type": "meeting",
        "At": "2024-03-09 10:00",
        "Booked": "2024-03-01",
        "Off": "Cancelled",
    }
    row = read(cells, mapping)
    assert isinstance(row, TouchRow)
    assert (row.booked_at, row.cancelled) == (at(2024, 3, 1), True)
    row = read(cells | {"Booked": "", "Off": "no"}, mapping)
    assert isinstance(row, TouchRow)
    assert (row.booked_at, row.cancelled) == (None, False)
    row = read(cells | {"Off": ""}, mapping)
    assert isinstance(row, TouchRow)
    assert row.cancelled is None
    with pytest.raises(RowFault, match="column “Off” says “perhaps”"):
        read(cells | {"Off": "perhaps"}, mapping)


def test_wide_rows_date_their_stages() -> None:
    cells = CELLS | {"Date entered 'Demo'": "2024-02-01 10:00", "Date entered 'Won'": ""}
    row = read(cells, DEAL | {"stage_dates": {"Date entered 'Demo'": "Demo", "Date entered 'Won'": "Won"}})
    assert isinstance(row, DealRow)
    assert [(entry.state, entry.at) for entry in row.entries] == [
        (S.SALES_TARGET, at(2024, 1, 5)),
        (S.PROSPECT, at(2024, 2, 1, 10)),
        (S.CLIENT, at(2024, 3, 1)),
    ]


def test_a_dated_close_wins_over_the_close_date() -> None:
    cells = CELLS | {"Entered Won": "2024-02-28"}
    row = read(cells, DEAL | {"stage_dates": {"Entered Won": "Won"}})
    assert isinstance(row, DealRow)
    assert [entry.at for entry in row.entries if entry.state is S.CLIENT] == [at(2024, 2, 28)]


def test_the_close_date_of_an_open_deal_is_a_plan() -> None:
    row = read(CELLS | {"Stage": "Demo"}, DEAL)
    assert isinstance(row, DealRow)
    assert [entry.at for entry in row.entries] == [at(2024, 1, 5)]


def test_a_deal_without_dates_is_kept_with_its_standing() -> None:
    for stage, state in (("New", S.LEAD), ("Lost", S.UNQUALIFIED)):
        row = read(CELLS | {"Stage": stage, "Opened": "", "Closed": ""}, DEAL)
        assert isinstance(row, DealRow)
        assert (row.state, row.entries, row.entered_at) == (state, (), None)


def test_a_day_may_close_the_deal_it_opened() -> None:
    row = read(CELLS | {"Opened": "2024-03-01 15:00"}, DEAL)
    assert isinstance(row, DealRow)
    assert [entry.at for entry in row.entries] == [at(2024, 3, 1, 15)] * 2


def test_a_dated_stage_without_a_state_is_told_where_a_row_has_it() -> None:
    mapping = DEAL | {"stages": STAGES | {"Trial": None}, "stage_dates": {"Entered Trial": "Trial"}}
    assert isinstance(read(CELLS | {"Entered Trial": ""}, mapping), DealRow)
    with pytest.raises(RowFault, match="“Entered Trial”: the mapping has no state for the stage “Trial”"):
        read(CELLS | {"Entered Trial": "2024-01-09"}, mapping)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Company": " "}, "a row without a company (column “Company” is empty)"),
        ({"Stage": "Moon"}, "column “Stage” says “Moon”: the mapping has no state for this stage"),
        ({"Opened": "soon"}, "column “Opened” says “soon”: this is no date in the accepted formats"),
        (
            {"Opened": "3/4/2024"},
            "column “Opened” says “3/4/2024”: the mapping's `dates:` does not say whether",
        ),
        ({"Opened": "2024-04-01"}, "“Won” on 2024-03-01, before it was entered on 2024-04-01"),
        ({"Opened": "0024-04-01"}, "column “Opened” says “0024-04-01”: the year 24 is not plausible"),
    ],
)
def test_faults_of_deals_are_told(change: dict[str, str], reason: str) -> None:
    with pytest.raises(RowFault) as fault:
        read(CELLS | change, DEAL)
    assert str(fault.value).startswith(reason)


def test_why_and_until_when_a_pursuit_left() -> None:
    columns = {**dict(DEAL["columns"]), "Why": "reason", "Back on": "look_again_on", "Temp": "temporary"}  # type: ignore[call-overload]  # it is a table
    cells = CELLS | {"Stage": "Lost", "Why": "budget frozen", "Back on": "2024-07-01", "Temp": ""}
    lost = read(cells, DEAL | {"columns": columns})
    assert isinstance(lost, DealRow)
    assert lost.leaving == Leaving("budget frozen", temporary=True, look_again_on=date(2024, 7, 1))
    won = read(cells | {"Stage": "Won"}, DEAL | {"columns": columns})
    assert isinstance(won, DealRow)
    assert won.leaving is None


def test_a_dated_property_is_only_known_at_entry_if_it_was() -> None:
    rules = {"properties": {"Score": {"dated_by": "Scored on"}}}
    early = read(CELLS | {"Score": "7", "Scored on": "2024-01-01"}, DEAL | rules)
    late = read(CELLS | {"Score": "7", "Scored on": "2024-02-01"}, DEAL | rules)
    undated = read(CELLS | {"Score": "7", "Scored on": ""}, DEAL | rules)
    assert isinstance(early, DealRow)
    assert early.properties == {"Score": 7.0}
    assert isinstance(late, DealRow)
    assert late.properties == {"Score (later)": 7.0}
    assert isinstance(undated, DealRow)
    assert undated.properties == {"Score (later)": 7.0}


def test_several_associated_companies_mean_the_first() -> None:
    columns = {"Names": "company", "Ids": "company_id", "Who": "owner", "Mail": "owner_email"}
    row = read(
        {"Names": "Acme;Beta", "Ids": "1;2", "Who": "Ada", "Mail": "ada@x.test"},
        {"row": "deal", "columns": columns},
    )
    assert isinstance(row, DealRow)
    assert (row.company.name, row.company.id, row.owner) == ("Acme", "1", Owner("Ada", "ada@x.test"))


def test_renames_and_constants() -> None:
    mapping: dict[str, object] = {
        "row": "deal",
        "columns": {"Company": "company", "Product": "service"},
        "values": {"service": {"GTXPro": "GTX Pro"}},
        "constants": {"service": "Payroll", "owner": "Ada"},
    }
    renamed = read({"Company": "Acme", "Product": "gtxpro"}, mapping)
    constant = read({"Company": "Acme", "Product": ""}, mapping)
    assert isinstance(renamed, DealRow)
    assert isinstance(constant, DealRow)
    assert (renamed.service, constant.service, constant.owner.name) == ("GTX Pro", "Payroll", "Ada")


def test_companies_contacts_people_and_services() -> None:
    company = read(
        {"N": "Acme", "E": "11-50", "City": "KL"},
        {"row": "account", "columns": {"N": "company", "E": "employees"}},
    )
    assert isinstance(company, CompanyRow)
    assert (company.company.employees, company.company.properties) == (30.5, {"City": "KL"})
    contact = read(
        {"F": "Mei", "L": "Lin", "M": "mei@x.test", "C": "Acme", "J": "HR manager", "T": "+65 1"},
        {
            "row": "contact",
            "columns": {
                "F": "first_name",
                "L": "last_name",
                "M": "email",
                "C": "company",
                "J": "role",
                "T": "phone",
            },
        },
    )
    assert isinstance(contact, ContactRow)
    assert (contact.contact.name, contact.contact.role, contact.contact.phone) == (
        "Mei Lin",
        "HR manager",
        "+65 1",
    )
    person = read(
        {"N": "Ada", "M": "ada@x.test", "R": "Manager", "Z": "Asia/Singapore", "Desk": "4"},
        {"row": "person", "columns": {"N": "owner", "M": "email", "R": "role", "Z": "time_zone"}},
    )
    assert person == PersonRow(
        "Ada", Person("ada@x.test", "Ada", Role.MANAGER, "Asia/Singapore"), {"Desk": 4.0}
    )
    nobody = read({"N": "Ada", "M": ""}, {"row": "person", "columns": {"N": "owner", "M": "email"}})
    assert isinstance(nobody, PersonRow)
    assert nobody.person is None
    service = read({"P": "Payroll", "Price": "9"}, {"row": "product", "columns": {"P": "service"}})
    assert service == ServiceRow("Payroll", {"Price": 9.0})


@pytest.mark.parametrize(
    ("cells", "mapping", "reason"),
    [
        ({"N": "", "C": "Acme"}, {"row": "contact", "columns": {"N": "contact", "C": "company"}}, "a contact without a name"),
        ({"N": "Mei", "C": ""}, {"row": "contact", "columns": {"N": "contact", "C": "company"}}, "a row without a company"),
        ({"N": "", "M": ""}, {"row": "person", "columns": {"N": "owner", "M": "email"}}, "a person without a name"),
        ({"N": "A", "R": "boss"}, {"row": "person", "columns": {"N": "owner", "R": "role"}}, "column “R” says “boss”"),
        ({"P": ""}, {"row": "service", "columns": {"P": "service"}}, "column “P” is empty: a service needs its name"),
        ({"C": "A", "E": "many"}, {"row": "company", "columns": {"C": "company", "E": "employees"}}, "column “E” says “many”: this is no number"),
    ],
)  # fmt: skip
def test_faults_of_other_rows_are_told(
    cells: dict[str, str], mapping: dict[str, object], reason: str
) -> None:
    with pytest.raises(RowFault) as fault:
        read(cells, mapping)
    assert str(fault.value).startswith(reason)


def test_stage_history() -> None:
    mapping: dict[str, object] = {
        "row": "stage_change",
        "columns": {"Deal": "deal_id", "To": "stage", "On": "at", "Call": "touch_id"},
    }
    row = read({"Deal": "7", "To": "demo", "On": "2024-02-01 10:00", "Call": "C1"}, mapping)
    assert row == StageRow(StageEntry("demo", S.PROSPECT, at(2024, 2, 1, 10)), deal_id="7", touch_id="C1")
    for cells in (
        {"Deal": "", "To": "Demo", "On": "2024-02-01", "Call": ""},
        {"Deal": "7", "To": "", "On": "2024-02-01", "Call": ""},
        {"Deal": "7", "To": "Demo", "On": "", "Call": ""},
    ):
        with pytest.raises(RowFault):
            read(cells, mapping)


TOUCH: dict[str, object] = {
    "row": "touch",
    "columns": {"Company": "company", "On": "at", "Type": "channel", "Way": "direction", "Got": "answered", "Note": "text",
                "Result": "result", "Mins": "duration_minutes", "Rep": "owner"},
}  # fmt: skip
TOUCHED = {"Company": "Acme", "On": "2024-02-01 10:00", "Type": "Phone call", "Way": "Outbound", "Got": "Left voicemail",
           "Note": "call\r\nback", "Result": "follow up", "Mins": "1.5", "Rep": "Ada"}  # fmt: skip


def test_touches() -> None:
    row = read(TOUCHED | {"Mood": "good"}, TOUCH)
    assert isinstance(row, TouchRow)
    assert (row.channel, row.direction, row.answered, row.duration_s, row.result) == (
        "call",
        "out",
        False,
        90,
        "open",
    )
    assert (row.text, row.owner.name, row.properties) == ("call\nback", "Ada", {"Mood": "good"})
    assert row.key == read(TOUCHED | {"Mood": "bad"}, TOUCH).key
    assert row.key != read(TOUCHED | {"Note": "other"}, TOUCH).key


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Type": "fax"}, "column “Type” says “fax”: this is none of call, email"),
        ({"Way": "up"}, "column “Way” says “up”"),
        ({"Got": "perhaps"}, "column “Got” says “perhaps”"),
        ({"On": ""}, "column “On” is empty: a sales event needs its moment"),
        ({"Company": ""}, "a row without a company"),
        ({"Mins": "long"}, "column “Mins” says “long”"),
    ],
)
def test_faults_of_touches_are_told(change: dict[str, str], reason: str) -> None:
    with pytest.raises(RowFault) as fault:
        read(TOUCHED | change, TOUCH)
    assert str(fault.value).startswith(reason)


CALL: dict[str, object] = {
    "row": "call",
    "columns": {
        "Id": "touch_id",
        "Deal": "deal_id",
        "On": "at",
        "Rec": "recording",
        "Said": "transcript",
        "Rep": "owner",
    },
}


def test_calls_have_the_transcript_of_their_name_id_or_cell(tmp_path: Path) -> None:
    (tmp_path / "rec").mkdir()
    (tmp_path / "rec" / "C1.txt").write_text("Ada: Hello\nMei: Hi\n")
    (tmp_path / "rec" / "tape.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nMei: From tape\n")
    transcripts = find_transcripts([tmp_path])
    cells = {"Id": "C1", "Deal": "7", "On": "2024-02-01", "Rec": "", "Said": "", "Rep": "Ada"}

    def said(**change: str) -> list[tuple[object, object]]:
        row = read(cells | change, CALL, transcripts)
        assert isinstance(row, TouchRow)
        assert row.recording
        assert row.channel == "call"
        return [(one["role"], one["text"]) for one in row.recording.utterances]

    assert said() == [("rep", "Hello"), ("prospect", "Hi")]
    assert said(Rec="https://x.test/tape.mp3") == [("prospect", "From tape")]
    assert said(Said="tape.vtt") == [("prospect", "From tape")]
    assert said(Said="Rep: In the cell\nMei: Yes") == [("rep", "In the cell"), ("prospect", "Yes")]
    assert said(Id="C9", Rec="gone.mp3") == []


def test_a_broken_transcript_rejects_its_call(tmp_path: Path) -> None:
    (tmp_path / "C1.json").write_text("{")
    cells = {"Id": "C1", "Deal": "7", "On": "2024-02-01", "Rec": "", "Said": "", "Rep": "Ada"}
    with pytest.raises(RowFault, match=r"the transcript C1.json is no JSON list"):
        read(cells, CALL, find_transcripts([tmp_path]))


def test_files_are_found_once(tmp_path: Path) -> None:
    for name in ("a.csv", "b.TSV", "c.csv.gz", "d.txt", "e.xlsx"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in find_exports([tmp_path, tmp_path / "a.csv"])] == [
        "a.csv",
        "b.TSV",
        "c.csv.gz",
    ]
    assert find_exports([tmp_path / "e.xlsx"]) == [tmp_path / "e.xlsx"]
    with pytest.raises(BadInput, match="does not exist"):
        find_exports([tmp_path / "nowhere"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match=r"None of the paths is or holds a .csv"):
        find_exports([tmp_path / "empty"])
