"""The whole report: over the planted company, over very little, and over tables as odd as they come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ml.data_preparation import Tables
from ml.errors import NotEnoughData
from ml.exploring.looking import SECTIONS, look
from ml.exploring.material import Material
from ml.exploring.report import Report
from ml.exploring.section import Section
from ml.funnel import FunnelState
from ml.tables import ROUNDS, STAGE_CHANGES, TALK, TOUCHES, Table
from tests.ml.exploring.looked_over import assert_sound, grid, material_of, text_of
from tests.planted_company import END, planted_company

_DTYPES = {"id": "int64", "time": "datetime64[us]", "number": "float64", "flag": "float64", "text": "str"}


def frame_of(rows: list[dict[str, Any]], table: Table) -> pd.DataFrame:
    """A table with the types that the store gives it, whatever is missing."""
    columns = {
        name: pd.Series([row.get(name) for row in rows], dtype=_DTYPES[kind])
        for name, (kind, _) in table.items()
    }
    return pd.DataFrame(columns)


def tables_of(
    rounds: list[dict[str, Any]], moves: list[dict[str, Any]], touches: list[dict[str, Any]]
) -> Tables:
    """Tables of plain rows."""
    return Tables(
        frame_of(rounds, ROUNDS), frame_of(moves, STAGE_CHANGES), frame_of(touches, {**TOUCHES, **TALK})
    )


def test_every_section_is_there_and_sound(report: Report) -> None:
    assert [section.title for section in report.sections] == [title for title, _ in SECTIONS]
    assert report.skipped == ()
    assert_sound(report)
    assert 1 <= len(report.headlines) <= 6
    assert "800 pursuits" in report.about
    empty = [section for section in report.sections if not (section.plots or section.grids)]
    assert [section.finding.partition(";")[0] for section in empty] == ["No row was set aside"]


def test_the_same_data_give_the_same_report(report: Report, planted: Tables) -> None:
    mixed = Tables(*(table.sample(frac=1, random_state=1) for table in vars(planted).values()))
    assert look(material_of(mixed)) == report


def test_without_any_row_every_section_says_why_or_stays_sound() -> None:
    report = look(material_of(tables_of([], [], [])))
    assert_sound(report)
    assert report.skipped
    assert all(one.why.endswith(".") for one in report.skipped)


def test_one_pursuit_is_too_few_for_everything() -> None:
    tables = planted_company(1)
    report = look(material_of(tables))
    assert_sound(report)
    assert "too few to say" in text_of(report)
    shown = [plot for section in report.sections for plot in section.plots if hasattr(plot, "shares")]
    assert all(share[3] >= 20 for plot in shown for share in plot.shares)


def test_a_section_without_data_is_named_with_its_reason(planted: Tables) -> None:
    mute = planted.touches.assign(connecting=np.nan, dated_next_step=np.nan)
    report = look(material_of(Tables(planted.rounds, planted.stage_changes, mute)))
    assert [one.title for one in report.skipped] == [
        "What was said, by outcome",
        "Each step against each move",
    ]
    assert_sound(report)


def test_only_open_rounds_have_no_outcome_to_compare(planted: Tables) -> None:
    still_open = planted.rounds.assign(outcome=None, closed_at=np.datetime64("NaT", "s"))
    report = look(material_of(Tables(still_open, planted.stage_changes, planted.touches)))
    assert_sound(report)
    assert {"What was said, by outcome", "Columns that may know the outcome"} <= {
        one.title for one in report.skipped
    }


def test_nothing_after_now_is_looked_at(planted: Tables) -> None:
    early = datetime(2025, 6, 1, tzinfo=UTC)
    report = look(material_of(planted, now=early))
    assert_sound(report)
    labels = next(section for section in report.sections if section.anchor == "labels")
    dates = {row[0]: row[1] for row in grid(labels, "Dates to beware of").rows}
    assert (
        dates["touches in the future"] == int((planted.touches["at"] > pd.Timestamp("2025-06-01")).sum()) > 0
    )
    months = next(section for section in report.sections if section.anchor == "months")
    assert grid(months, "Months").rows[-1][0] in {"2025-05", "2025-06"}


def test_progress_is_told_once_a_section(material: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    def idle(_: Material) -> Section:
        raise NotEnoughData("Nothing.")

    monkeypatch.setattr("ml.exploring.looking.SECTIONS", [("One", idle), ("Two", idle)])
    told: list[tuple[int, int]] = []
    report = look(material, lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2)]
    assert [one.why for one in report.skipped] == ["Nothing.", "Nothing."]


# --- as odd as they come --------------------------------------------------------------------------------------------

MOMENTS = st.sampled_from(
    [
        None,
        *map(
            pd.Timestamp, ("1969-12-31 23:00", "2025-01-31 16:30", "2025-02-01", "2025-12-30", "2031-01-01")
        ),
    ]
)
FLAGS = st.sampled_from([None, 0.0, 1.0])
STATES = st.sampled_from([*map(str, FunnelState), "Somewhere"])
IDS = st.integers(1, 4)
ROUND = st.fixed_dictionaries(
    {
        "round_id": IDS, "pursuit_id": IDS, "company_id": IDS, "owner": st.sampled_from([None, "Rep 1"]),
        "service": st.sampled_from([None, "Payroll"]), "source": st.sampled_from([None, "", "Web", "<b>" * 30]),
        "country": st.sampled_from([None, "SG"]), "employees": st.sampled_from([None, 0.0, -3.0, 8.0, 1e12]),
        "cycle": st.just(1.0), "entered_at": MOMENTS, "closed_at": MOMENTS,
        "outcome": st.sampled_from([None, "won", "lost", "other"]),
    }
)  # fmt: skip
MOVE = st.fixed_dictionaries(
    {"pursuit_id": IDS, "round_id": IDS, "at": MOMENTS, "from_state": STATES, "to_state": STATES,
     "kind": st.sampled_from([None, "typical", "irregular"]), "by_event": FLAGS}
)  # fmt: skip
SHARE = st.sampled_from([None, 0.0, 0.05, 1.0])
TOUCH = st.fixed_dictionaries(
    {
        "touch_id": st.integers(1, 99), "pursuit_id": IDS, "at": MOMENTS,
        "channel": st.sampled_from([None, "call", "note"]), "direction": st.sampled_from([None, "in", "out"]),
        "answered": FLAGS, "duration_s": st.sampled_from([None, -1.0, 60.0]), "result": st.sampled_from([None, "agreed"]),
        "substantial": FLAGS, "connecting": SHARE, "understanding": SHARE, "sharing": SHARE, "setting": SHARE,
        "dated_next_step": FLAGS, "rep_share": SHARE, "questions": st.sampled_from([None, 3.0]), "asked_first": FLAGS,
    }
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(ROUND, max_size=6),
    st.lists(MOVE, max_size=8),
    st.lists(TOUCH, max_size=8),
    st.sampled_from([1, 40]),
)
def test_no_table_is_too_odd(
    rounds: list[dict[str, Any]], moves: list[dict[str, Any]], touches: list[dict[str, Any]], times: int
) -> None:
    """Repeated so often that floors are passed: ids stay different where they were."""
    many = [
        [{**row, **{name: row[name] + 100 * k for name in row if name.endswith("_id")}} for k in range(times) for row in rows]
        for rows in (rounds, moves, touches)
    ]  # fmt: skip
    report = look(material_of(tables_of(*many), now=END))
    assert_sound(report)
    assert len(report.sections) + len(report.skipped) == len(SECTIONS)
