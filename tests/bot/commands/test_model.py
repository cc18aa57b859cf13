"""`/model`: who sees what, and what its buttons do, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.commands.model import alarm_push, approval_push
from bot.pushes import PUSHES
from jobs.job import Workplace
from jobs.retrain import RETRAIN
from jobs.score_jobs import scores_are_old
from ml.messages import Message
from ml.records import ModelRecord
from tests.bot.blocks.test_model_card import REPORT
from tests.bot.slack_team import NOW, Talk, Team

if TYPE_CHECKING:
    from bot.exchange import Answer

A_DAY = timedelta(days=1)
OLD, SPEAKING, WAITING = "2026-11-20-aaaa", "2026-11-21-bbbb", "2026-11-22-cccc"


def train(team: Team, version: str, days_ago: int, *, speaks: bool = True) -> None:
    report = {**REPORT, "version": version}
    record = ModelRecord("win", version, NOW - days_ago * A_DAY, f"{version}/trained_win_model.skops", report)
    team.store.models.add_version([record], speaks=speaks)


@pytest.fixture
def company(team: Team) -> Team:
    """The team with a model that speaks, one before it, and one that waits."""
    train(team, OLD, 3)
    train(team, SPEAKING, 2)
    train(team, WAITING, 1, speaks=False)
    return team


def speaking(team: Team) -> str:
    record = team.store.models.current("win")
    assert record
    return record.version


def audited(team: Team) -> list[tuple[str, str, str]]:
    return [(entry.who, entry.did, entry.about) for entry in team.store.audit.newest(9)]


def test_a_manager_sees_the_card_and_a_rep_a_sentence(company: Team) -> None:
    card = company.mia.command("/model")
    assert card.words.startswith("The model behind the scores\nA newer model waits for your word")
    assert "How honest its percentages are" in card.words
    told = company.ada.command("/model")
    assert told.words == f"{told.text} Your manager sees more."
    assert "winner first in 74 of 100 pairs" in told.text
    assert "Approve" not in told.words


def test_before_the_first_training(team: Team) -> None:
    assert "No model is trained yet" in team.mia.command("/model").words
    assert "No model is trained yet" in team.ada.command("/model").words


def test_approved_once_and_written_down(company: Team) -> None:
    card = company.mia.command("/model")
    shown = company.mia.click(card, "Approve")
    assert "Approved: the newer model speaks" in shown.words
    assert speaking(company) == WAITING
    assert "Approve" not in shown.words.replace("Approved", "")
    again = company.mia.click(card, "Approve")
    assert "That was decided meanwhile" in again.words
    company.mia.click(card, "Keep")
    assert speaking(company) == WAITING
    assert audited(company) == [("mia@example.com", "approve_model", f"model {WAITING}")]


def test_the_old_one_is_kept(company: Team) -> None:
    shown = company.mia.click(company.mia.command("/model"), "Keep the old one")
    assert "Kept: the model that speaks goes on." in shown.words
    assert speaking(company) == SPEAKING
    assert company.store.models.waiting() is None
    assert audited(company) == [("mia@example.com", "keep_model", f"model {WAITING}")]


def test_rolled_back_once_scored_anew_and_brought_back(company: Team) -> None:
    company.store.facts.put("data_version", 1)
    company.store.facts.put("scored_data_version", 1)
    place = Workplace(company.store, None, NOW + A_DAY / 24)  # type: ignore[arg-type]  # no file is read
    assert not scores_are_old(place, NOW - A_DAY / 24)
    card = company.mia.command("/model")
    shown = company.mia.click(card, "Roll back")
    assert "Rolled back" in shown.words
    assert speaking(company) == OLD
    assert scores_are_old(place, NOW - A_DAY / 24)
    assert "That was decided meanwhile" in company.mia.click(card, "Roll back").words
    assert speaking(company) == OLD
    assert audited(company) == [("mia@example.com", "roll_back", f"model {OLD}")]
    company.mia.click(shown, "Approve")
    assert speaking(company) == SPEAKING


def test_a_training_is_asked_for(company: Team) -> None:
    shown = company.mia.click(company.mia.command("/model"), "Train now")
    assert "begins within a minute" in shown.words
    [hint] = company.store.hints.take(RETRAIN, 5)
    mia = company.store.people.by_email("mia@example.com")
    assert mia
    assert (hint.id, hint.at) == (str(mia.id), NOW)


@pytest.mark.parametrize("label", ["Approve", "Keep the old one", "Roll back", "Train now"])
def test_a_rep_with_a_managers_card_decides_nothing(company: Team, label: str) -> None:
    """Somebody may have been a manager when the card was shown."""
    card = company.mia.command("/model")
    assert "Only a manager decides about the model" in company.ada.click(card, label).words
    assert speaking(company) == SPEAKING
    waiting = company.store.models.waiting()
    assert waiting
    assert waiting.version == WAITING
    assert company.store.hints.take(RETRAIN, 5) == []


def test_what_drifted_is_shown_of_this_model_only(company: Team) -> None:
    found = {"findings": [{"kind": "base_rate", "sentence": "Rounds are won less often."}]}
    company.store.facts.put("drift", {**found, "version": SPEAKING})
    assert "Worth a look" in company.mia.command("/model").words
    company.store.facts.put("drift", {**found, "version": OLD})
    assert "Worth a look" not in company.mia.command("/model").words


# --- what managers are sent -----------------------------------------------------------------------------------------


def message(team: Team, talk: Talk, kind: str = "approval", **payload: str) -> Message:
    person = team.store.people.by_slack_id(talk.slack_id)
    assert person
    given = {"version": WAITING, "sentence": "The new model is surely worse."} | payload
    return Message("k" * 24, kind, person.id, WAITING, given, NOW, NOW)  # type: ignore[arg-type]  # one of two kinds


def pushed(team: Team, told: Message) -> Answer | None:
    return PUSHES[told.kind](told, team.desk)


def test_managers_are_asked_until_it_is_decided(company: Team) -> None:
    told = message(company, company.mia)
    answer = pushed(company, told)
    assert answer
    assert answer.suggestion
    assert (answer.suggestion.id, answer.suggestion.kind) == (told.key, "model")
    assert answer.text == "A newer model waits for your word. The new model is surely worse."
    assert approval_push(message(company, company.mia, version="2026-11-01-old"), company.desk) is None
    company.store.models.keep(WAITING)
    assert approval_push(told, company.desk) is None


def test_who_is_no_manager_any_more_is_told_nothing(company: Team) -> None:
    mia = company.store.people.by_email("mia@example.com")
    assert mia
    told, alarm = message(company, company.mia), message(company, company.mia, "alarm")
    assert alarm_push(alarm, company.desk)
    company.store.people.add(replace(mia, role="rep"))  # type: ignore[arg-type]  # the value of a role
    assert pushed(company, told) is None
    assert pushed(company, alarm) is None
