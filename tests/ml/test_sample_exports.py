from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from ml.sample_causes import CAUSES
from ml.sample_company import dice_for, sample_company
from ml.sample_exports import (
    DEALS,
    IMPOSSIBLE_DATES,
    STAGE_LABELS,
    UNKNOWN_STAGES,
    SampleExports,
    SampleTable,
    export,
)
from ml.sample_records import SampleCompany


@pytest.fixture(scope="module")
def company() -> SampleCompany:
    return sample_company(until=date(2026, 11, 23), pursuits=200)


@pytest.fixture(scope="module")
def exports(company: SampleCompany) -> SampleExports:
    return export(company, dice_for(7, "exports"))


def column(table: SampleTable, name: str) -> list[str]:
    place = table.columns.index(name)
    return [row[place] for row in table.rows]


def tables(exports: SampleExports) -> list[SampleTable]:
    return [
        exports.team, exports.contacts, exports.deals, exports.stages, exports.activities, exports.client_activities,
    ]  # fmt: skip


def test_every_row_has_a_cell_for_every_column(exports: SampleExports) -> None:
    for table in tables(exports):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_every_true_row_is_there(company: SampleCompany, exports: SampleExports) -> None:
    assert {deal.id for deal in company.deals} <= set(column(exports.deals, "Deal ID"))
    told = {*column(exports.activities, "Activity ID"), *column(exports.client_activities, "Activity ID")}
    assert {touch.id for touch in company.touches} <= told


def test_existing_clients_interactions_stand_apart(company: SampleCompany, exports: SampleExports) -> None:
    of_clients = {touch.id for touch in company.touches if touch.existing_client}
    assert of_clients
    told = set(column(exports.client_activities, "Activity ID"))
    assert of_clients <= told
    assert all(id_ in of_clients or id_.startswith("Y") for id_ in told)


def test_there_is_dirt_of_every_kind(exports: SampleExports) -> None:
    assert any(count > 1 for count in Counter(exports.deals.rows).values())
    assert "" in column(exports.deals, "Company Name")
    assert set(column(exports.deals, "Deal Stage")) & set(UNKNOWN_STAGES)
    assert set(column(exports.stages, "Stage")) & set(UNKNOWN_STAGES)
    assert set(column(exports.activities, "Activity Date")) & set(IMPOSSIBLE_DATES)
    shapes = {
        ("/" in cell, "T" in cell, cell[:4].isdigit()) for cell in column(exports.activities, "Activity Date")
    }
    assert len(shapes) >= 3


def test_dirt_is_a_few_in_a_hundred(company: SampleCompany, exports: SampleExports) -> None:
    clean = len(company.deals)
    assert 0.01 < (len(exports.deals.rows) - clean) / clean < 0.08


def test_no_column_holds_a_cause(exports: SampleExports) -> None:
    forbidden = {"interest", "habits", "chemistry", "rapport", "fit", *(cause.name for cause in CAUSES)} - {
        "source"
    }
    for table in tables(exports):
        assert not forbidden & {name.casefold() for name in table.columns}
        # what the cells say of a move is words somebody said, never a number made for a model
        assert not [
            name
            for name in table.columns
            if name.casefold() in {"connecting", "understanding", "sharing", "setting"}
        ]


def test_stage_labels_are_the_teams_own(exports: SampleExports) -> None:
    assert set(column(exports.deals, "Deal Stage")) - set(UNKNOWN_STAGES) <= set(STAGE_LABELS.values())
    assert len(DEALS) == len(exports.deals.columns)


def test_transcripts_name_both_speakers(company: SampleCompany, exports: SampleExports) -> None:
    touch = next(touch for touch in company.touches if len(touch.lines) > 4)
    text = exports.transcripts[f"{touch.id}.vtt"]
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert f"<v {touch.rep.name}>" in text
    assert f"<v {touch.contact.name}>" in text
    assert touch.lines[0].text in text
