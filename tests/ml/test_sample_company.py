from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ml import sample_causes, sample_names, sample_phrases, sample_round, sample_targets
from ml.cuss import Coverage, coverage, tag_utterances
from ml.funnel import CLOSED, Entry, FunnelState, MoveKind, read_history
from ml.sample_acme import acme
from ml.sample_company import dice_for, sample_company
from ml.sample_records import SampleCompany, SampleDeal, SampleTouch
from ml.sample_speech import Line
from ml.sample_topics import ASK, SHARE, TELL
from ml.spoken_text import Utterance

S = FunnelState
UNTIL = date(2026, 11, 23)
END = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def company() -> SampleCompany:
    return sample_company(until=UNTIL, pursuits=900)


def pursuits(company: SampleCompany) -> dict[tuple[str, str], list[SampleDeal]]:
    rounds = dict[tuple[str, str], list[SampleDeal]]()
    for deal in company.deals:
        rounds.setdefault((deal.target.id, deal.service), []).append(deal)
    return rounds


def share(of: list[bool]) -> float:
    return sum(of) / len(of)


def test_the_same_seed_and_day_give_the_same_company() -> None:
    assert sample_company(until=UNTIL, pursuits=40) == sample_company(until=UNTIL, pursuits=40)
    assert sample_company(until=UNTIL, pursuits=40) != sample_company(seed=8, until=UNTIL, pursuits=40)


def test_it_has_as_many_pursuits_as_asked_for(company: SampleCompany) -> None:
    assert len(pursuits(company)) == 900
    assert len({target.name for target in company.targets}) == len(company.targets)


def test_a_good_part_is_won_and_a_part_is_open(company: SampleCompany) -> None:
    closed = [deal for deal in company.deals if deal.state in CLOSED]
    assert 0.22 < share([deal.state is S.CLIENT for deal in closed]) < 0.36
    assert 0.15 < 1 - len(closed) / len(company.deals) < 0.28


def test_two_years_of_history_end_before_the_day(company: SampleCompany) -> None:
    moments = [touch.at for touch in company.touches]
    moments += [stage.at for deal in company.deals for stage in deal.stages]
    assert max(moments) < END
    assert 715 < (END - min(deal.entered_at for deal in company.deals)).days <= 731


def test_nothing_happens_before_its_round_or_after_its_close(company: SampleCompany) -> None:
    for deal in company.deals:
        times = [stage.at for stage in deal.stages]
        assert times == sorted(times)
        assert all(deal.entered_at <= touch.at for touch in deal.touches)
        assert deal.closed_at is None or all(touch.at <= deal.closed_at for touch in deal.touches)


def test_reps_call_in_their_own_working_hours(company: SampleCompany) -> None:
    local = [touch.at.astimezone(ZoneInfo(touch.rep.time_zone)) for touch in company.touches]
    assert {at.weekday() for at in local} <= {0, 1, 2, 3, 4}
    assert {at.hour for at in local} <= set(range(9, 18))


def test_histories_have_every_kind_of_move(company: SampleCompany) -> None:
    entries = [
        [
            Entry(stage.state, stage.at, bool(stage.touch_id), deal.id)
            for stage in deal.stages
            if stage.state is not S.SALES_TARGET
        ]
        for deal in company.deals
    ]
    steps = [step for history in entries for step in read_history(history)]
    kinds = Counter(step.move.kind for step in steps)
    assert 0.003 < kinds[MoveKind.IRREGULAR] / len(steps) < 0.08
    assert kinds[MoveKind.ATYPICAL] > 0
    by_moment = Counter((step.round_key, step.at) for step in steps)
    assert max(by_moment.values()) >= 3  # one event, several steps


def test_some_leave_for_a_while_and_some_of_them_come_back(company: SampleCompany) -> None:
    left = [deal for deal in company.deals if deal.temporary]
    assert all(
        deal.look_again_on and deal.closed_at and deal.look_again_on > deal.closed_at.date() for deal in left
    )
    again = [rounds for rounds in pursuits(company).values() if len(rounds) > 1]
    assert again
    for first, second, *_ in again:
        assert first.look_again_on is not None
        assert second.entered_at.date() == first.look_again_on


def test_clients_of_one_service_become_targets_for_another(company: SampleCompany) -> None:
    won = {deal.target.id: deal for deal in company.deals if deal.state is S.CLIENT}
    further = [
        deal for deal in company.deals if deal.source == sample_names.EXISTING_CLIENT and deal.round == 1
    ]
    assert further
    assert all(deal.target.id in won for deal in further)


def test_calls_are_of_all_kinds_and_languages(company: SampleCompany) -> None:
    calls = [touch for touch in company.touches if touch.channel == "call"]
    assert {touch.status for touch in calls} >= {"answered", "no-answer", "voicemail"}
    talks = [touch for touch in calls if len(touch.lines) > 4]
    assert 8 <= statistics.median(len(touch.lines) for touch in talks) <= 25
    spoken = " ".join(line.text for touch in talks for line in touch.lines)
    assert all(word in spoken for word in ("How do you", "jadual", "karyawan"))
    different = {line.text for touch in talks for line in touch.lines}
    assert len(different) > 0.2 * sum(len(touch.lines) for touch in talks)


def test_acme_stands_as_the_demo_shows_it(company: SampleCompany) -> None:
    deal = company.deals[0]
    assert (deal.target.name, deal.service, deal.rep.first, deal.state) == (
        "Acme Pte Ltd",
        "Rostering",
        "Ada",
        S.HOT_LEAD,
    )
    last = deal.touches[-1]
    assert (last.contact.name, last.contact.role, last.duration_s) == ("Mei Lin", "HR manager", 720)
    found = measured(last)
    assert found.next_step_due == date(2026, 11, 13)
    assert [(each.service, each.state) for each in company.deals if each.target.name == "Metro Gas"] == [
        ("Time Clock", S.CLIENT)
    ]


# --- the causes, measured on what happened ---------------------------------------------------------------


def measured(touch: SampleTouch) -> Coverage:
    said = [Utterance(line.text, line.role) for line in touch.lines]
    return coverage(tag_utterances(said), touch.at.date())


def went_on(company: SampleCompany) -> list[tuple[SampleTouch, bool]]:
    """Every recorded conversation that did not close its round, and whether the round went on at the next event."""
    told = list[tuple[SampleTouch, bool]]()
    for deal in company.deals:
        moves = [(stage.at, stage.state) for stage in deal.stages]
        for touch in deal.touches:
            later = [state for at, state in moves if at >= touch.at]
            if len(touch.lines) > 4 and later:
                told.append((touch, later[0] not in {S.UNQUALIFIED, S.COLD_LEAD}))
    return told


def difference(told: list[tuple[SampleTouch, bool]], made: Callable[[SampleTouch], bool]) -> float:
    with_it = [on for touch, on in told if made(touch)]
    without = [on for touch, on in told if not made(touch)]
    assert min(len(with_it), len(without)) > 40
    return share(with_it) - share(without)


def test_what_is_said_changes_what_happens_next(company: SampleCompany) -> None:
    told = went_on(company)
    assert difference(told, lambda touch: measured(touch).dated_next_step) > 0.1
    assert difference(told, lambda touch: measured(touch).understanding > 0.45) > 0.08
    assert difference(told, lambda touch: touch.result == "disagreed") < -0.1


def test_the_source_matters_and_so_does_the_fit(company: SampleCompany) -> None:
    closed = [deal for deal in company.deals if deal.state in CLOSED and deal.round == 1]

    def rate(wanted: Callable[[SampleDeal], bool]) -> float:
        return share([deal.state is S.CLIENT for deal in closed if wanted(deal)])

    assert rate(lambda deal: deal.source == "Referral") > rate(lambda deal: deal.source == "Cold call") + 0.1
    fit = sample_targets.fit_of
    assert rate(lambda deal: fit(deal.target, deal.service) > 0.4) > rate(
        lambda deal: fit(deal.target, deal.service) < 0
    )


def test_bigger_companies_take_longer(company: SampleCompany) -> None:
    def days(deals: list[SampleDeal]) -> float:
        return statistics.median((deal.closed_at - deal.entered_at).days for deal in deals if deal.closed_at)

    won = sorted(
        (deal for deal in company.deals if deal.state is S.CLIENT), key=lambda deal: deal.target.employees
    )
    assert days(won[len(won) // 2 :]) > 1.3 * days(won[: len(won) // 2])


def test_every_cause_is_written_down_and_has_an_effect() -> None:
    names = [cause.name for cause in sample_causes.CAUSES]
    assert len(set(names)) == len(names)
    assert all(cause.effect and cause.per and cause.description for cause in sample_causes.CAUSES)
    assert set(sample_causes.SOURCE_WORTH) == {*sample_names.SOURCES, sample_names.EXISTING_CLIENT}


@pytest.mark.parametrize(
    ("heard", "effect"),
    [
        (
            sample_causes.Heard(0, 0.4, 0.5, 0.1, dated=True, longest_stretch_s=9, reply="open"),
            "dated next step",
        ),
        (
            sample_causes.Heard(0.06, 0.4, 0.4, 0.1, dated=False, longest_stretch_s=9, reply="open"),
            "connecting",
        ),
        (sample_causes.Heard(0, 0.4, 0.5, 0.1, dated=False, longest_stretch_s=60, reply="open"), "monologue"),
        (
            sample_causes.Heard(
                0, 0.4, 0.5, 0.1, dated=True, longest_stretch_s=9, reply="agreed", decider_first=False
            ),
            None,
        ),
    ],
)
def test_a_conversation_adds_what_its_causes_say(heard: sample_causes.Heard, effect: str | None) -> None:
    expected = (
        sample_causes.EFFECT[effect]
        if effect
        else sum(map(sample_causes.EFFECT.__getitem__, ("dated next step", "agreement")))
    )
    assert sample_causes.effect_of_conversation(heard) == pytest.approx(expected)


def test_silence_costs_after_a_week_and_lateness_after_two_days() -> None:
    assert sample_causes.effect_of_silence(7, None) == 0
    assert sample_causes.effect_of_silence(9, None) == pytest.approx(
        2 * sample_causes.EFFECT["slow follow-up"]
    )
    assert sample_causes.effect_of_silence(400, None) == pytest.approx(
        16 * sample_causes.EFFECT["slow follow-up"]
    )
    assert sample_causes.effect_of_silence(1, 2) == 0
    assert sample_causes.effect_of_silence(1, 3) == sample_causes.EFFECT["overdue promise"]


# --- parts -------------------------------------------------------------------------------------------------


def test_parts_of_the_history_do_not_disturb_each_other() -> None:
    assert dice_for(7, "a").random() == dice_for(7, "a").random() != dice_for(7, "b").random()


def test_every_language_has_lines_for_every_topic() -> None:
    for pool in (ASK, TELL):
        assert {frozenset(of_language) for of_language in pool.values()} == {frozenset(pool["en"])}
    assert set(sample_phrases.WEEKDAYS) == set(SHARE) == {"en", "ms", "id"}


def test_the_rules_of_a_round_know_every_open_state() -> None:
    open_states = {state for state in S if state not in CLOSED and state is not S.SALES_TARGET}
    assert set(sample_round.LEADS_ON) == set(sample_round.ENDS) == open_states


def test_acmes_calls_are_told_by_rep_and_prospect() -> None:
    rep = sample_targets.sales_team()[0]
    deal = acme(rep, END)
    assert isinstance(deal, SampleDeal)
    assert {line.role for touch in deal.touches for line in touch.lines if isinstance(line, Line)} == {
        "rep",
        "prospect",
    }


def test_the_docs_list_the_causes_as_they_are() -> None:
    text = (Path(__file__).parents[2] / "docs" / "sample-company.md").read_text(encoding="utf-8")
    rows = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    told = {row[0]: row for row in rows}
    for cause in sample_causes.CAUSES:
        sign = "+" if cause.effect > 0 else "−"
        assert told[cause.name] == (cause.name, f"{sign}{abs(cause.effect):g}", cause.per, cause.acts)


@pytest.mark.parametrize("day", range(16, 23))
def test_acme_waits_for_its_quotation_on_every_day_of_the_week(day: int) -> None:
    until = date(2026, 11, day)
    deal = sample_company(until=until, pursuits=12).deals[0]
    due = measured(deal.touches[-1]).next_step_due
    assert due is not None
    assert due.weekday() < 5
    assert 7 <= (until - due).days <= 12
    assert [touch.at for touch in deal.touches] == sorted(touch.at for touch in deal.touches)
