"""The mapping file: what is understood, and a sentence with its place for everything else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from integrations.mapping import FileMapping
from integrations.mapping_fields import FIELDS, RowKind
from integrations.mapping_file import parse_mapping, read_mapping
from ml.errors import BadInput
from ml.funnel import FunnelState

WHOLE = """
time_zone: Asia/Singapore
dates: day first
stages: {Closed Won: CLIENT, Closed Lost: Unqualified, "No": LEAD, "1.10": PROSPECT, Later: null}
files:
  - file: deals*.csv
    row: deal
    columns: {Deal Name: deal, Stage: stage, Firma: company, Opened: entered_at}
    entry_state: SALES_TARGET
    stage_dates: {Date entered Won: Closed Won}
    values: {company: {ACME: Acme}}
    constants: {service: Payroll}
    properties: {Size: shown, Segment: {known_at: creation}, Score: {dated_by: Scored on}}
    ignore: [Junk]
    separator: semicolon
    encoding: cp1252
  - with_columns: [Email, Job]
    row: contact
    columns: {Email: email, Job: role, Company: company}
    dates: [month first, "%d~%m~%Y"]
  - file: notes.csv
    row: ignore
"""


def deals() -> FileMapping:
    return parse_mapping(WHOLE).files[0]


def test_a_whole_mapping_is_understood() -> None:
    one = deals()
    assert one.row is RowKind.PURSUIT
    assert one.columns["Firma"] == "company"
    assert one.constants == {"service": "Payroll"}
    assert one.values == {"company": {"acme": "Acme"}}
    assert one.properties["Segment"].known_at_creation
    assert one.properties["Score"].dated_by == "Scored on"
    assert (one.separator, one.encoding) == (";", "cp1252")
    assert (one.dates.formats, str(one.dates.zone)) == (("day first",), "Asia/Singapore")
    assert parse_mapping(WHOLE).files[1].dates.formats == ("month first", "%d~%m~%Y")


def test_labels_stay_the_texts_of_the_export() -> None:
    one = deals()
    assert one.state_of("no") is FunnelState.LEAD
    assert one.state_of("1.10") is FunnelState.PROSPECT
    assert one.state_of("closed  won (Sales Pipeline)") is FunnelState.CLIENT
    assert one.state_of("HOT_LEAD") is FunnelState.HOT_LEAD
    assert one.state_of("Hot Lead") is FunnelState.HOT_LEAD
    assert one.state_of("Later") is None
    assert one.state_of("Something") is None


def test_a_file_is_found_by_name_pattern_or_columns() -> None:
    mapping = parse_mapping(WHOLE)
    header = (
        "Deal Name",
        "Stage",
        "Firma",
        "Opened",
        "Date entered Won",
        "Size",
        "Segment",
        "Score",
        "Scored on",
        "Junk",
    )
    assert mapping.by_header("Deals 2024.csv.gz", header).row is RowKind.PURSUIT
    assert mapping.by_header("people.csv", ("Email", "Job", "Company")).row is RowKind.CONTACT
    assert mapping.by_name("NOTES.csv") is mapping.files[2]
    with pytest.raises(BadInput, match=r"does not say what other\.csv is"):
        mapping.by_header("other.csv", ("A",))
    with pytest.raises(BadInput, match=r"deals.csv has no column “Deal Name” .*did you mean “Deal Names”"):
        mapping.by_header("deals.csv", ("Deal Names", *header[1:]))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("row: deal", "row: deel"), "file 1 (deals*.csv): `row:` is one of company"),
        (("row: deal", "row: deel"), "did you mean “deal”"),
        (("stage_dates:", "stage_date:"), "“stage_date” is not known here (did you mean “stage_dates”?)"),
        (("time_zone: Asia/Singapore", "timezone: UTC"), "“timezone” is not known here (did you mean “time_zone”?)"),
        (("Firma: company", "Firma: compny"), "“compny” (column “Firma”) is no field of a pursuit row (did you mean “company”?)"),
        (("Firma: company", "Firma: deal"), "the columns “Deal Name” and “Firma” are both `deal`"),
        (("Firma: company", "Firma: source"), "a pursuit row needs `company` or `company_id`"),
        (("Later: null", "Later: WON"), "“WON” is no funnel state; choose one of SALES_TARGET"),
        (("Asia/Singapore", "Asia/Sngapore"), "“Asia/Sngapore” is no time zone"),
        (("dates: day first", "dates: day frist"), "“day frist” is none of iso, day first"),
        (("cp1252", "cp12552"), "“cp12552” is no text encoding"),
        (("semicolon", "dash dot"), "the separator is one sign"),
        (("entry_state: SALES_TARGET", "entry_state: Begun"), "“Begun” is neither a stage with a state nor a funnel state"),
        (("Date entered Won: Closed Won", "Date entered Won: Sometime"), "“Sometime” is neither a stage with a state"),
        (("{known_at: creation}", "{known_at: closing}"), "property “Segment”: write `shown`, `known_at: creation`"),
        (("ignore: [Junk]", "ignore: [Stage]"), "column “Stage” is both a field and a property or ignored"),
        (("ignore: [Junk]", "ignore: Junk"), "should be a list"),
        (("constants: {service: Payroll}", "constants: {servce: Payroll}"), "“servce” is no field of a pursuit row"),
        (("Size: shown", "Size: {}"), "write `shown`"),
        (("Firma: company", "Firma: company, Firma: stage"), "“Firma” stands twice"),
        (("files:", "fils:"), "“fils” is not known here (did you mean “files”?)"),
        (("file: deals*.csv", "fle: deals*.csv"), "“fle” is not known here (did you mean “file”?)"),
        (("files:", "files: [\n"), "is not YAML"),
    ],
)  # fmt: skip
def test_every_mistake_has_its_sentence(change: tuple[str, str], sentence: str) -> None:
    assert change[0] in WHOLE
    with pytest.raises(BadInput) as refusal:
        parse_mapping(WHOLE.replace(*change, 1), name="m.yaml")
    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("text", ["", "[]", "files: []", "files: {}", "just words", "- a", "files: [1]"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_mapping(text)


JSONISH = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["company", "a.csv", "LEAD"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["files", "file", "row", "columns", "stages", "values", "dates", "ignore", "properties"]
            )
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(raw=JSONISH)
def test_any_yaml_is_understood_or_refused(raw: object) -> None:
    with suppress(BadInput):
        parse_mapping(
            yaml.safe_dump({"files": [{"file": "a.csv", "row": "company", "columns": raw}], "stages": raw})
        )
    with suppress(BadInput):
        parse_mapping(yaml.safe_dump(raw))


def test_a_mapping_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_mapping(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"files: caf\xe9")
    with pytest.raises(BadInput, match="cannot be read"):
        read_mapping(tmp_path / "latin.yaml")
    (tmp_path / "whole.yaml").write_text(WHOLE, encoding="utf-8-sig")
    assert read_mapping(tmp_path / "whole.yaml").name == "whole.yaml"


def test_the_documented_example_is_understood() -> None:
    text = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    companies, deals, ignored = parse_mapping(example).files
    assert companies.properties["Founded"].known_at_creation
    assert deals.state_of("Presentation Scheduled (Sales Pipeline)") is FunnelState.PROSPECT
    assert ignored.row is RowKind.IGNORE


@pytest.mark.parametrize("row", [row for row in RowKind if row is not RowKind.IGNORE])
def test_every_field_is_documented(row: RowKind) -> None:
    text = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
    assert not [name for name in FIELDS[row] if f"`{name}`" not in text]
