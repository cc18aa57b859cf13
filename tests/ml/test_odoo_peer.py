"""The outside peer is rebuilt right: it gives Odoo's own published percentages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.benchmarks.odoo_peer import OdooScoring, PlsLead

STAGES = ("g0", "g1", "g2", "won")
FIELDS = ("country_id", "state_id", "source_id")
UNSET = {"email_state": None, "phone_state": None}


def lead(country: int, state: int, source: int, stage: str, team: str | None) -> PlsLead:
    values = dict(zip(FIELDS, map(str, (country, state, source)), strict=True)) | UNSET
    return PlsLead(stage, values, team=team)


CLOSED = [
    (lead(0, 0, 0, "g0", "1"), False),
    (lead(1, 1, 1, "g1", "1"), False),
    (lead(2, 2, 2, "g2", "1"), True),
    (lead(0, 1, 1, "g2", "2"), False),
    (lead(0, 1, 2, "g1", "2"), False),
    (lead(0, 2, 2, "g0", "2"), True),
    (lead(1, 1, 1, "g2", "3"), True),
    (lead(0, 1, 0, "g0", "3"), False),
    (lead(1, 2, 2, "g0", "3"), False),
]
L3 = lead(0, 1, 2, "g1", "1")
L4 = lead(1, 1, 1, "g0", "1")
L8 = lead(0, 1, 2, "g1", "2")
L9 = lead(1, 0, 1, "g1", "2")
L13 = lead(0, 1, 2, "g1", "3")


@pytest.fixture
def scoring() -> OdooScoring:
    made = OdooScoring(STAGES)
    made.rebuild(CLOSED)
    return made


def without_team_3(pair: tuple[PlsLead, bool]) -> tuple[PlsLead, bool]:
    return (replace(pair[0], team=None) if pair[0].team == "3" else pair[0], pair[1])


def test_rebuild(scoring: OdooScoring) -> None:
    assert [scoring.percentage(open_lead) for open_lead in (L3, L8, L13)] == [33.49, 7.74, 35.09]
    assert scoring.counts["1", "stage_id", "g0"] == pytest.approx([1.1, 2.1])
    assert scoring.counts["1", "stage_id", "won"] == pytest.approx([1.1, 0.1])
    assert scoring.counts["1", "country_id", "1"] == pytest.approx([0.1, 1.1])


def test_a_lead_without_a_team_is_scored_by_all_teams(scoring: OdooScoring) -> None:
    scoring.rebuild(map(without_team_3, CLOSED))
    assert scoring.percentage(replace(L13, team=None)) == 35.19


def live(scoring: OdooScoring) -> None:
    scoring.rebuild(map(without_team_3, CLOSED))
    scoring.count(L4, won=False)
    scoring.count(replace(L9, stage="won"), won=True)
    scoring.count(L4, won=False, step=-1)


def test_live_updates_keep_the_smoothing_of_rows_made(scoring: OdooScoring) -> None:
    live(scoring)
    at_first = [replace(open_lead, stage="g0") for open_lead in (L3, L8)]
    assert [scoring.percentage(open_lead) for open_lead in at_first] == [20.87, 2.43]
    moved = replace(at_first[1], values={**at_first[1].values, "country_id": "1"})
    assert scoring.percentage(moved) == 34.38


def tagged() -> list[tuple[PlsLead, bool]]:
    leads = []
    for i in range(150):
        tags = ("1",) if i < 50 else ("2",) if i < 100 else ("1", "2")
        lost = i < 30 or 50 <= i < 90 or 100 <= i < 135
        won = 31 <= i < 50 or 91 <= i < 100 or 136 <= i < 150
        if lost or won:
            leads.append((PlsLead("g0", UNSET, tags, "tags"), won))
    return leads


def test_tags(scoring: OdooScoring) -> None:
    scoring.rebuild(tagged())
    assert scoring.counts["tags", "tag_id", "1"] == pytest.approx([33.1, 65.1])
    assert scoring.counts["tags", "tag_id", "2"] == pytest.approx([23.1, 75.1])
    asked = [PlsLead("g0", UNSET, tags, "tags") for tags in (("1",), ("2",), ("1", "2"), ())]
    assert [scoring.percentage(open_lead) for open_lead in asked] == [33.69, 23.51, 28.05, 28.6]


def test_rare_tags_say_nothing(scoring: OdooScoring) -> None:
    scoring.rebuild([*tagged(), (PlsLead("g0", UNSET, ("rare",), "tags"), True)])
    plain, rare = (PlsLead("g0", UNSET, tags, "tags") for tags in ((), ("rare",)))
    assert scoring.percentage(rare) == scoring.percentage(plain)


@pytest.mark.parametrize(("won", "lost", "said"), [(10_000_000, 1, 99.99), (1, 10_000_000, 0.01)])
def test_clamped(won: float, lost: float, said: float) -> None:
    scoring = OdooScoring(STAGES)
    scoring.counts["1", "stage_id", "g0"] = [won, lost]
    assert scoring.percentage(PlsLead("g0", team="1")) == said


def test_stages_of_teams_alone_cannot_be_scored() -> None:
    scoring = OdooScoring(STAGES, team_stages=STAGES)
    scoring.rebuild(CLOSED)
    assert scoring.percentage(L3) == 0


def test_a_won_stage_is_certain(scoring: OdooScoring) -> None:
    assert scoring.percentage(replace(L3, stage="won")) == 100
