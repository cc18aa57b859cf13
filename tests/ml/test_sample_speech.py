from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ml import sample_phrases as say
from ml.due_dates import due_date
from ml.sample_causes import Heard
from ml.sample_company import dice_for
from ml.sample_names import COUNTRIES, INDONESIA, MALAYSIA, SINGAPORE
from ml.sample_speech import (
    Scene,
    TalkPlan,
    converse,
    duration_of,
    fill,
    heard_in,
    language_of,
    monosyllables,
)

TODAY = date(2026, 11, 11)
SCENE = Scene("Ada", "Mei", "Acme", "Rostering", "Tampines", "outlets", "crew", TODAY)

plans = st.builds(
    TalkPlan,
    connecting=st.integers(0, 3),
    understanding=st.integers(0, 7),
    sharing=st.integers(1, 7),
    monologue=st.booleans(),
    setting=st.booleans(),
    due=st.none() | st.integers(1, 40).map(lambda days: TODAY + timedelta(days=days)),
    reply=st.sampled_from(["agreed", "disagreed", "open"]),
)
scenes = st.sampled_from(["en", "ms", "id"]).map(
    lambda language: Scene("Ada", "Mei", "Acme", "Payroll", "Ipoh", "outlets", "crew", TODAY, language)
)


@given(scenes, plans, st.integers())
def test_every_plan_can_be_spoken_with_every_slot_filled(scene: Scene, plan: TalkPlan, seed: int) -> None:
    lines = converse(scene, plan, dice_for(seed))
    assert all("{" not in line.text and line.text.strip() for line in lines)
    starts = [line.start for line in lines]
    assert starts == sorted(starts)
    assert duration_of(lines) > starts[-1]
    heard = heard_in(lines, plan)
    assert heard.connecting + heard.understanding + heard.sharing + heard.setting == pytest.approx(1)


def test_more_asking_is_more_understanding_and_a_monologue_is_long() -> None:
    few = TalkPlan(1, 1, 3, monologue=False, setting=True, due=None, reply="open")
    many = TalkPlan(1, 6, 3, monologue=False, setting=True, due=None, reply="open")
    lecture = TalkPlan(1, 1, 3, monologue=True, setting=True, due=None, reply="open")

    def heard(plan: TalkPlan) -> Heard:
        return heard_in(converse(SCENE, plan, dice_for(1)), plan)

    assert heard(many).understanding > heard(few).understanding + 0.2
    assert heard(lecture).longest_stretch_s >= 60 > heard(few).longest_stretch_s


@given(st.integers(1, 40), st.sampled_from(["en", "ms", "id"]), st.integers())
def test_the_day_that_is_said_is_the_day_that_was_meant(days: int, language: str, seed: int) -> None:
    due = TODAY + timedelta(days=days)
    scene = Scene("Ada", "Mei", "Acme", "Payroll", "Ipoh", "outlets", "crew", TODAY, language)
    said = fill("{on_day}", scene, dice_for(seed), due)
    sunday_in_indonesian = language == "id" and due.weekday() == 6
    assert due_date(said, TODAY) == due or sunday_in_indonesian


def test_a_machine_speaks_alone_and_a_wrong_number_is_short() -> None:
    machine = monosyllables(say.VOICEMAIL, SCENE, dice_for(1))
    assert [line.role for line in machine] == ["prospect"]
    assert len(monosyllables(say.WRONG_NUMBER, SCENE, dice_for(1))) == 3


def test_languages_follow_the_country() -> None:
    dice = dice_for(1)
    spoken = {country: {language_of(country, dice) for _ in range(60)} for country in COUNTRIES}
    assert spoken == {SINGAPORE: {"en"}, MALAYSIA: {"en", "ms"}, INDONESIA: {"en", "id"}}
