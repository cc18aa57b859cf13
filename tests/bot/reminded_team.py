"""The small sales team with a list of what is due, and the daily message of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.blocks.reminder_card import SNOOZE
from bot.due_lists import daily_message
from bot.sandbox.block_rules import complaints_about_view
from bot.sandbox.signed_requests import action_of, view_submission_body
from bot.sandbox.workspace import BOT_USER_ID
from integrations.store.reminders import NewReminder, insert_reminders
from jobs.day_lists import keep_list
from ml.funnel import FunnelState
from ml.messages import Message
from ml.reminding import BestTouch, DayList, DueTouch, Reminder
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from tests.bot.slack_team import Json, Shown, Talk, Team

KEY = "k" * 24
TODAY = date(2026, 11, 23)
ACME = DueTouch(
    pursuit_id=1,
    company="Acme Pte Ltd",
    service="Rostering",
    state=FunnelState.HOT_LEAD,
    reason="promise",
    why="quotation is 9 days overdue; the board meets on Wednesday",
    gain=6.0,
    chance=0.4,
    level="cadence",
    silent_days=11,
    next_step="quotation",
    next_step_due=date(2026, 11, 14),
    opener="Mei Lin, before Wednesday: shall I send the quote?",
    contact="Mei Lin",
    best=BestTouch(4, 10, 12, 7, 9, 0.31),
)
METRO = replace(
    ACME,
    pursuit_id=2,
    company="Metro Foods",
    state=FunnelState.LEAD,
    reason="overdue",
    why="silent for longer than usual",
    silent_days=None,
    next_step="",
    next_step_due=None,
    opener="",
    contact="",
    best=BestTouch(),
)
GYM = replace(METRO, pursuit_id=4, company="Metropolis Gym", state=FunnelState.COLD_LEAD)
LOST = replace(
    METRO, pursuit_id=6, company="Lost & Found", state=FunnelState.UNQUALIFIED, reason="look_again"
)


def list_of(team: Team, *due: DueTouch, person_id: int = 1) -> None:
    """The list made ahead of time."""
    keep_list(team.store, person_id, TODAY, DayList(due, open_pursuits=41, answers=38))


def claim(team: Team, *due: DueTouch, withheld: DueTouch | None = None) -> Message:
    """The rows of a daily message to Ada, and the message."""
    rows = [NewReminder(1, TODAY, NOW, touch, place) for place, touch in enumerate(due, 1)]
    rows += [NewReminder(1, TODAY, NOW, withheld, 0, withheld=True)] if withheld else []
    with team.store.engine.writing() as connection:
        insert_reminders(connection, KEY, rows)
    return Message(KEY, "reminder", 1, TODAY.isoformat(), {}, NOW, NOW)


def send(team: Team, *due: DueTouch) -> Shown:
    """Ada's daily message, as it stands in her chat with the bot."""
    answer = daily_message(claim(team, *due), team.desk)
    assert answer is not None
    assert answer.suggestion is not None
    team.store.suggestions.save(answer.suggestion)
    said = team.standin.workspace.post(
        team.ada.dm, BOT_USER_ID, answer.text, blocks=json.loads(json.dumps(answer.blocks))
    )
    team.store.suggestions.attach_message(KEY, team.ada.dm, said.ts)
    return team.ada.last(team.ada.dm)


def dialog(talk: Talk, shown: Shown, label: str, **place: str) -> Json:
    """The dialog behind a button, as Slack would take it."""
    view = talk.open_dialog(shown, label, **place)
    own = ("type", "callback_id", "private_metadata", "title", "submit", "close", "blocks")
    assert complaints_about_view({name: view[name] for name in own if name in view}) == []
    return view


def snooze(talk: Talk, shown: Shown, label: str, *, where: str, nth: int = 0) -> Shown:
    """Choose an option of the n-th select of snoozes."""
    selects = [
        (block, element)
        for block in shown.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == SNOOZE
    ]
    block, element = selects[nth]
    [picked] = [one for one in element["options"] if one["text"]["text"] == label]
    action = action_of(element, block.get("block_id", "b1"), selected_option=picked)
    return talk._clicked(action, where)


def submit(talk: Talk, view: Json, **said: Any) -> Json:
    """What the app answers to a dialog with these parts of its state; {} where it just closes."""
    values = {name: {name: part} for name, part in said.items()}
    answer = talk.send(view_submission_body(view, values, user_id=talk.slack_id))
    assert answer.status == 200
    told: Json = json.loads(answer.body) if answer.body else {}
    return told


def option(value: str) -> Json:
    return {"selected_option": {"value": value}}


def day(value: str | None) -> Json:
    return {"selected_date": value}


def row_of(team: Team, pursuit_id: int, on: date = TODAY, person_id: int = 1) -> Reminder | None:
    rows = team.store.reminders.of_day(person_id, on)
    return next((row for row in rows if row.touch.pursuit_id == pursuit_id), None)


def calls_to_slack(team: Team) -> list[str]:
    """Which methods of the Web API were called so far."""
    return [method for method, _arguments in team.standin.calls]
