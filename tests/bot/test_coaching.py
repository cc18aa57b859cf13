"""What the coaching view shows to whom: a rep only their own beside the team's, a manager everybody's, who left too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any

import pytest
from sqlalchemy import update

from bot.app import SlackAccess
from bot.blocks.coaching_section import coaching_section
from bot.blocks.dates import Reader
from bot.coaching import coaching_page
from bot.sandbox.signed_requests import action_body, action_of
from bot.sandbox.slack_standin import SlackStandIn
from integrations.store import Store
from integrations.store.schema import pursuits
from jobs.coaching import count_conversations
from ml.coaching import NOBODY, CoachingPage
from ml.records import Role
from tests.bot.slack_team import NOW, Json, Talk, Team, fill, make_team
from tests.coached_team import ADA, BEN, CAT, MIA, OBJECTED, TALKS, fill_coached, fill_conversations

Page = Callable[[int], CoachingPage]


@pytest.fixture
def page(store: Store) -> Page:
    """Everything was counted; the page of a person."""
    fill_coached(store)
    count_conversations(store, UTC, now=NOW)

    def of(person_id: int) -> CoachingPage:
        person = store.people.by_id(person_id)
        assert person
        return coaching_page(store, person, NOW)

    return of


def test_a_manager_sees_everybody_and_who_left(page: Page) -> None:
    shown = page(MIA)
    assert [(rep.name, rep.former, rep.talks, rep.overdue) for rep in shown.reps] == [
        ("Ada Tan", False, TALKS[ADA], 2),
        ("Ben Ng", False, TALKS[BEN], 1),
        ("Cat Goh", True, TALKS[CAT], 0),
    ]
    assert (shown.team.talks, shown.team.overdue) == (sum(TALKS.values()), 3)
    assert [(call.touch_id, call.company) for call in shown.calls] == [(OBJECTED, f"Firm {OBJECTED}")]
    assert [promise.pursuit_id for promise in shown.promises] == [2, 1, 5]
    assert (shown.on, shown.counted_at, shown.zone) == (NOW.date(), NOW, "UTC")
    assert {one.key: one.sign for one in shown.followed}["setting"] == 1


def test_a_rep_sees_only_their_own_beside_the_team(page: Page) -> None:
    mine, all_ = page(BEN), page(MIA)
    assert [rep.owner_id for rep in mine.reps] == [BEN]
    assert {call.owner_id for call in mine.calls} <= {BEN}
    assert {promise.owner_id for promise in mine.promises} == {BEN}
    assert mine.team.share("setting") == all_.team.share("setting")
    assert [call.touch_id for call in page(ADA).calls] == [OBJECTED]


def test_figures_of_few_are_not_enough(page: Page) -> None:
    ada, ben, cat = page(MIA).reps
    assert ada.share("setting").is_enough
    assert ada.led_on.is_enough
    assert cat.led_on.is_enough
    assert not ben.share("setting").is_enough
    assert not ben.led_on.is_enough


def test_a_call_that_is_somebody_elses_now(store: Store, page: Page) -> None:
    with store.engine.writing() as connection:
        connection.execute(update(pursuits).where(pursuits.c.id == OBJECTED).values(owner_id=BEN))
    assert page(ADA).calls == []
    assert len(page(MIA).calls) == 1


def test_nothing_was_counted_or_nobody_talked(store: Store) -> None:
    fill(store)
    mia = store.people.by_id(MIA)
    assert mia
    assert mia.role is Role.MANAGER
    assert coaching_page(store, mia, NOW) == CoachingPage()
    count_conversations(store, UTC, now=NOW)
    shown = coaching_page(store, mia, NOW)
    assert [(rep.name, rep.talks, rep.led_on.of) for rep in shown.reps] == [
        ("Ada Tan", 0, 0),
        ("Ben Ng", 0, 0),
    ]
    assert NOBODY not in {rep.owner_id for rep in shown.reps}


# --- clicked in App Home --------------------------------------------------------------------------------------------


@pytest.fixture
def coached(sqlite_store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """The team's own bot, everything counted."""
    team = make_team(sqlite_store, standin, access)
    fill_conversations(sqlite_store)
    count_conversations(sqlite_store, UTC, now=NOW)
    return team


def elements(team: Team, talk: Talk) -> Iterator[Json]:
    """The buttons and selects of a person's coaching section."""
    person = team.store.people.by_slack_id(talk.slack_id)
    assert person
    page, reader = coaching_page(team.store, person, NOW), Reader.of(person, NOW)
    for block in coaching_section(page, reader, own=person.role is Role.REP):
        yield from [*block.get("elements", []), *filter(None, [block.get("accessory")])]


def opened(talk: Talk, element: Json, **chosen: Any) -> str:
    """What a click in App Home opens in the chat with the bot."""
    body = action_body(
        [action_of(element, "b1", **chosen)], user_id=talk.slack_id, view={"type": "home", "id": "V1"}
    )
    assert talk.send(body).status == 200
    return talk.last(talk.dm).words


def test_a_call_and_a_promise_open_their_cards(coached: Team) -> None:
    found = {one["action_id"]: one for one in elements(coached, coached.mia) if "action_id" in one}
    assert found.keys() == {"open_recap:1", "open_lead:1", "open_lead:2", "open_lead", "open_coaching"}
    assert f"Firm {OBJECTED}" in opened(coached.mia, found["open_recap:1"])
    assert "too expensive for us" in coached.mia.last(coached.mia.dm).words
    assert "Metro Foods" in opened(coached.mia, found["open_lead:1"])
    last = found["open_lead"]["options"][-1]
    assert "Ben Ng · Qwik Express · since 21 Nov" in last["text"]["text"]
    assert "Qwik Express" in opened(coached.mia, found["open_lead"], selected_option=last)


def test_a_manager_opens_one_rep_with_intervals_and_counts(coached: Team) -> None:
    [choice] = [one for one in elements(coached, coached.mia) if one.get("action_id") == "open_coaching"]
    ada = next(option for option in choice["options"] if option["text"]["text"].startswith("Ada Tan"))
    told = opened(coached.mia, choice, selected_option=ada)
    assert told.startswith("Ada Tan\nCoaching")
    assert f"{TALKS[ADA]} conversations of Ada Tan, {sum(TALKS.values())} of the team." in told
    assert f" of {TALKS[ADA]}) · team " in told
    assert "Ben Ng" not in told
    # a rep has the manager's choice, whatever way
    assert "Only a manager" in opened(coached.ben, choice, selected_option=ada)
    gone = {**ada, "value": "999"}
    assert "nothing of that person any more" in opened(coached.mia, choice, selected_option=gone)


def test_a_rep_clicks_on_their_own(coached: Team) -> None:
    found = {one["action_id"]: one for one in elements(coached, coached.ada) if "action_id" in one}
    assert found.keys() == {"open_recap:1", "open_lead:1", "open_lead:2"}
    assert "too expensive for us" in opened(coached.ada, found["open_recap:1"])
    # Ben has Ada's button, whatever way
    assert "too expensive for us" not in opened(coached.ben, found["open_recap:1"])
