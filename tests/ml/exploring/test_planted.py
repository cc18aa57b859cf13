"""Each section finds what was planted for it, and nothing where nothing was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ml.data_preparation import Tables, prepare
from ml.exploring.contents import contents
from ml.exploring.distributions import distributions
from ml.exploring.flow import flow
from ml.exploring.gaps import gaps
from ml.exploring.labels import labels
from ml.exploring.leak_columns import leak_columns
from ml.exploring.material import Import, Material
from ml.exploring.months import months
from ml.exploring.set_aside import set_aside
from ml.exploring.spoken import spoken
from ml.exploring.stage_times import stage_times
from ml.exploring.steps import steps
from ml.exploring.touch_times import DAYS, touch_times
from tests.ml.exploring.looked_over import SINGAPORE, cells, grid, material_of, plot
from tests.planted_company import shuffled


def changed(tables: Tables, **rounds: object) -> Tables:
    """The same with columns of rounds changed."""
    return replace(tables, rounds=tables.rounds.assign(**rounds))  # type: ignore[arg-type] # any column's values


# --- what there is --------------------------------------------------------------------------------------------------


def test_contents_count_rows_and_show_ranges(material: Material) -> None:
    section = contents(replace(material, stored={"companies": 7, "rounds": 900}))
    rows = {row[0]: row[1:] for row in grid(section, "Rows of each table").rows}
    assert rows["companies"] == (7, None)
    assert rows["rounds"] == (900, len(material.rounds))
    columns = {row[0]: row for row in grid(section, "Columns of rounds").rows}
    assert columns["owner"][-1] == "5 to 5 characters"
    assert "Web (" in str(columns["source"][-1])
    assert columns["round_id"][-1] is None
    assert columns["closed_at"][3] == pytest.approx(100 * material.rounds["closed_at"].isna().mean(), abs=0.1)


def test_rare_long_and_personal_values_are_not_named(planted: Tables) -> None:
    source = planted.rounds["source"].to_numpy(dtype=object).copy()
    source[:4], source[4:20], source[20:40] = "Rare fair", "x" * 60, "Referral by Jane Tan"
    told = material_of(changed(planted, source=source), names_somebody=lambda text: "Jane" in text)
    rows = [row for row in grid(distributions(told), "Categories").rows if row[0] == "source"]
    assert [row[1] for row in rows if row[2] in {4, 16, 20, 40}] == ["all other values"]
    assert {str(row[1]) for row in rows} == {"Web", "Fair", "Referral", "all other values"}
    assert sum(int(str(row[2])) for row in rows) == len(planted.rounds)


def test_gaps_are_found_in_their_months_and_filled_cells_counted(planted: Tables) -> None:
    late = planted.rounds["entered_at"] >= pd.Timestamp("2025-09-01")
    industry = planted.rounds["industry"].where(~late)
    filled = {"industry_filled": np.where(np.arange(len(late)) < 30, 1.0, 0.0), "country_filled": 0.0}
    section = gaps(material_of(changed(planted, industry=industry, **filled), derived_entries=4))
    empty = cells(plot(section, "Empty cells of rounds"))
    assert (empty["industry", "2025-05"], empty["industry", "2025-12"]) == (0.0, 100.0)
    counted = {row[:2]: row[2] for row in grid(section, "Cells that nobody recorded").rows}
    assert counted["rounds: industry", "filled by a language model, accepted by a person"] == 30
    assert counted["rounds: entered_at", "derived"] == 4
    assert "A language model filled 30 cells." in section.finding
    assert "closed_at" not in str(plot(section, "Cells that are empty").labels)


def test_a_month_without_rows_is_a_gap(planted: Tables) -> None:
    """All that happened in March 2025 is taken out: neither a zero nor a share."""
    entered, closed = planted.rounds["entered_at"], planted.rounds["closed_at"]
    in_march = {
        name: (column >= pd.Timestamp("2025-02-28 16:00")) & (column < pd.Timestamp("2025-03-31 16:00"))
        for name, column in (
            ("rounds", entered),
            ("closed", closed),
            ("moves", planted.stage_changes["at"]),
            ("touches", planted.touches["at"]),
        )
    }
    tables = Tables(
        planted.rounds[~(in_march["rounds"] | in_march["closed"])],
        planted.stage_changes[~in_march["moves"]],
        planted.touches[~in_march["touches"]],
    )
    section = months(material_of(tables))
    lines = plot(section, "Rounds entered")
    counts = dict(zip(lines.labels, dict(lines.series)["rounds"], strict=True))
    assert counts["2025-03"] is None
    assert counts["2025-04"] > 0


def test_rejects_are_counted_by_reason(planted: Tables) -> None:
    rounds = planted.rounds.copy()
    back_dated = rounds.index[rounds["outcome"].notna()][:3]
    rounds.loc[back_dated, "closed_at"] = rounds.loc[back_dated, "entered_at"] - pd.Timedelta(days=1)
    twice = pd.concat([planted.touches, planted.touches.head(5)], ignore_index=True)
    told = material_of(
        Tables(rounds, planted.stage_changes, twice),
        stored={"touches": len(twice) + 11},
        imports=[Import("2026-01-01", 10, 7, 1, 2)],
    )
    section = set_aside(told)
    counts = {row[:2]: row[2] for row in grid(section, "Rows set aside").rows}
    assert counts["rounds", "it closed before it was entered"] == 3
    assert counts["touches", "this touch is given twice"] == 5
    assert counts["touches", "it is of no pursuit yet"] == 11
    assert grid(section, "Imports").rows == [("2026-01-01", 10, 7, 1, 2)]
    dates = {row[0]: row[1] for row in grid(labels(told), "Dates to beware of").rows}
    assert dates["rounds that closed before they were entered (set aside)"] == 3


# --- how rounds go --------------------------------------------------------------------------------------------------


def test_a_source_that_wins_stands_out_and_one_that_does_nothing_does_not(planted: Tables) -> None:
    rng = np.random.default_rng(1)
    lucky = (planted.rounds["outcome"] == "won").to_numpy() & (rng.random(len(planted.rounds)) < 0.5)
    section = distributions(material_of(changed(planted, source=np.where(lucky, "Referral", "Web"))))
    assert "source “Referral”: 100 %" in section.finding
    assert "None of the" in distributions(material_of(shuffled(planted, seed=3))).finding


def test_histograms_hold_every_pursuit_once(material: Material) -> None:
    touches = plot(distributions(material), "Touches of a pursuit")
    assert sum(dict(touches.series)["pursuits"]) == material.rounds["pursuit_id"].nunique()


def test_flow_counts_moves_and_what_became_of_stays(material: Material) -> None:
    section = flow(material)
    heat = cells(plot(section, "Moves from each state"))
    moves = material.tables.stage_changes
    to_lead = int(((moves["from_state"] == "SALES_TARGET") & (moves["to_state"] == "LEAD")).sum())
    assert heat["Sales Target", "Lead"] == to_lead
    assert heat["Sales Target", "Client"] is None
    became = {row[0]: list(map(int, map(str, row[1:6]))) for row in grid(section, "What became").rows}
    stays, on, back, left, still = became["Sales Target"]
    assert (on, back) == (to_lead, 0)
    assert stays == on + left + still == len(material.rounds)
    assert became["Cold Lead"] == [0] * 5
    assert f"{int((moves['kind'] == 'irregular').sum())} were irregular" in section.finding


def test_stage_times_are_those_of_ended_stays(material: Material) -> None:
    stays = material.stays
    told = {row[0]: row for row in grid(stage_times(material), "Days in each state").rows}
    won = material.rounds.loc[material.rounds["outcome"] == "won", "round_id"]
    prospects = stays[(stays["state"] == "PROSPECT") & stays["round_id"].isin(won)]
    assert told["Prospect, won"][1] == len(won) == len(prospects)
    assert told["Prospect, won"][4] == pytest.approx(prospects["days"].median(), abs=0.06)
    waiting = {row[0]: row[1] for row in grid(stage_times(material), "Rounds that stand there").rows}
    assert sum(int(str(rounds)) for rounds in waiting.values()) == int((material.outcome == "open").sum())


def test_bigger_companies_take_longer_where_they_do(planted: Tables) -> None:
    days = np.where(planted.rounds["employees"] >= 50, 200, 100).astype("timedelta64[D]")
    closed = (planted.rounds["entered_at"] + days).where(planted.rounds["outcome"].notna())
    finding = stage_times(material_of(changed(planted, closed_at=closed))).finding
    assert "100 days for 10–49 employees" in finding
    assert "200 days for" in finding


def test_labels_say_the_base_rate(material: Material) -> None:
    section = labels(material)
    ends = plot(section, "How rounds ended")
    won, lost, still_open = dict(ends.series)["rounds"]
    assert won + lost + still_open == len(material.rounds)
    assert f"won {won / (won + lost):.0%}".replace("%", " %") in section.finding


# --- what was said and when -----------------------------------------------------------------------------------------


def test_a_date_set_is_what_won_rounds_have_more_of(material: Material) -> None:
    section = spoken(material)
    judged = {row[0]: row[-1] for row in grid(section, "Won beside lost").rows}
    assert judged["next step with a date"] == "yes"
    assert judged["connecting made"] == "no"
    assert judged["questions the seller asked"] == "too few to say"
    assert "next step with a date" in section.finding


def test_only_setting_a_date_leads_on(material: Material) -> None:
    section = steps(material)
    rows = [row for row in grid(section, "With the move").rows if row[-1] == "yes"]
    assert {row[1] for row in rows} == {"setting with a date"}
    assert len(rows) >= 2
    assert all(float(str(row[6])) > 0 for row in rows)
    apart = cells(plot(section, "Took the next step"))
    assert {value for (state, _), value in apart.items() if state == "Cold Lead"} == {None}
    assert "where “setting with a date” was made" in section.finding


def test_the_hour_that_is_answered_stands_out(planted: Tables) -> None:
    """On the clock of the team's zone, not of UTC."""
    local = planted.touches["at"].dt.tz_localize("UTC").dt.tz_convert(SINGAPORE)
    rng = np.random.default_rng(0)
    answered = rng.random(len(local)) < np.where(local.dt.hour == 10, 0.8, 0.3)
    touches = planted.touches.assign(answered=answered.astype(float))
    section = touch_times(material_of(replace(planted, touches=touches)))
    assert "10:00 stands out" in section.finding
    made = plot(section, "Touches made")
    out = touches[(touches["direction"] == "out") & (touches["channel"] != "note")]
    assert sum(count or 0 for count in cells(made).values()) == len(out)
    assert tuple(made.rows) == DAYS


def test_no_hour_stands_out_by_chance_and_few_touches_say_nothing(planted: Tables) -> None:
    rng = np.random.default_rng(2)
    even = planted.touches.assign(answered=(rng.random(len(planted.touches)) < 0.4).astype(float))
    assert "no hour or weekday stands out" in touch_times(material_of(replace(planted, touches=even))).finding
    few = touch_times(material_of(replace(planted, touches=even.head(15))))
    assert "too few to say" in few.finding
    assert not plot(few, "Answered, by hour").labels
    assert set(cells(plot(few, "Share answered")).values()) == {None}


# --- traps ----------------------------------------------------------------------------------------------------------


def test_a_leaking_column_is_refused(planted: Tables) -> None:
    code = planted.rounds["outcome"].map({"won": "A7", "lost": "C2"}).fillna("B1")
    section = leak_columns(material_of(changed(planted, **{"prop:Handling code": code})))
    said = {row[0]: row[1] for row in grid(section, "Columns known").rows}
    assert said["your column “Handling code”"] == "refused"
    assert said["source"] == said["your column “Region”"] == "nothing found"
    assert "refuses 1" in section.finding


def test_a_column_that_knows_nothing_is_let_through(material: Material) -> None:
    assert "gives the outcome away" in leak_columns(material).finding


def test_a_mix_that_drifts_is_named_with_its_quarter(planted: Tables) -> None:
    late = planted.rounds["entered_at"] >= pd.Timestamp("2025-06-30 16:00")
    section = months(material_of(changed(planted, source=planted.rounds["source"].where(~late, "Fair"))))
    assert "source in 2025 Q3" in section.finding
    assert "has not moved" in months(material_of(planted)).finding
    mix = plot(section, "Mix of source")
    assert dict(mix.series)["Fair"][mix.labels.index("2025 Q4")] == 100


def test_young_months_have_no_win_rate(material: Material) -> None:
    section = months(material)
    rows = grid(section, "Months").rows
    assert rows[-1][2] is rows[-1][3] is None
    lines = plot(section, "Won within")
    watched = int(lines.title.split()[2])
    young = pd.Timestamp(material.data_end) - pd.Timedelta(days=watched)
    told = [str(month) for month, _, won, *_ in rows if won is not None]
    assert max(told) < f"{young:%Y-%m}"
    in_time = material.days_to_close[(material.outcome == "won").to_numpy()] <= watched
    assert sum(int(str(row[2])) for row in rows if row[2] is not None) <= int(in_time.sum())


def test_wins_that_become_rarer_are_said(planted: Tables) -> None:
    rounds = planted.rounds
    late = (rounds["entered_at"] >= pd.Timestamp("2025-01-01")).to_numpy()
    outcome = rounds["outcome"].mask(late & rounds["outcome"].notna().to_numpy(), "lost")
    assert "less often than those before" in months(material_of(changed(planted, outcome=outcome))).finding


def test_a_sample_is_looked_at_where_pursuits_are_many(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ml.exploring.material.SAMPLED_PURSUITS", 100)
    fewer = replace(material)
    assert fewer.sample.rounds["pursuit_id"].nunique() == 100
    assert "a fixed random sample of 100 of the 800 pursuits" in leak_columns(fewer).query
    assert fewer.sample.rounds["round_id"].tolist() == replace(material).sample.rounds["round_id"].tolist()


def test_prepared_tables_are_left_as_they_were(planted: Tables) -> None:
    before = [frame.copy() for frame in vars(planted).values()]
    for section in (contents, gaps, flow, months, steps):
        section(material_of(planted))
    for frame, kept in zip(vars(planted).values(), before, strict=True):
        pd.testing.assert_frame_equal(frame, kept)
    assert prepare(planted).rejects.empty
