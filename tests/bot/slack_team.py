"""A small sales team over a real store, talking to its bot through truly signed requests."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from slack_bolt import App, BoltResponse
from sqlalchemy import insert

from bot.app import SlackAccess, make_app
from bot.exchange import Desk
from bot.sandbox.block_rules import complaints_about_blocks, complaints_about_view
from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import (
    action_body,
    action_of,
    bolt_request,
    command_body,
    event_body,
    view_submission_body,
)
from bot.sandbox.slack_standin import SALES_CHANNEL, SlackStandIn
from integrations.store import Store
from integrations.store.name_index import index_names
from integrations.store.schema import companies, facts, pursuits, rounds, touches
from ml.funnel import FunnelState
from ml.records import LeadScore, Person, Reason, Role, ScoreLevel

Json = dict[str, Any]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday; 17:00 in Singapore


@dataclass
class Shown:
    """What Slack would show after a request."""

    status: int
    text: str
    blocks: list[Json]
    response_type: str = ""

    @property
    def words(self) -> str:
        """All that the blocks say, in plain words."""
        return words_of(self.blocks)

    def element(self, label: str) -> tuple[Json, Json]:
        """The block and the button or select in it whose label begins so."""
        for block in self.blocks:
            for element in [*block.get("elements", []), *filter(None, [block.get("accessory")])]:
                if label_of(element).startswith(label):
                    return block, element
        raise AssertionError(f"no element {label!r} in {self.words}")

    @property
    def suggestion_id(self) -> str:
        """The suggestion that the thumbs are about."""
        [thumbs] = [b["elements"][0] for b in self.blocks if b["type"] == "context_actions"]
        up, down = thumbs["positive_button"]["value"], thumbs["negative_button"]["value"]
        assert up.removesuffix(":up") == down.removesuffix(":down")
        return str(up.removesuffix(":up"))


def label_of(element: Json) -> str:
    text = element.get("text") or element.get("initial_option", {}).get("text") or {}
    return str(text.get("text", "")) if isinstance(text, dict) else str(text)


class Talk:
    """Somebody of the team talking to the bot."""

    def __init__(self, app: App, standin: SlackStandIn, slack_id: str) -> None:
        self.app, self.standin, self.slack_id = app, standin, slack_id

    @property
    def dm(self) -> str:
        return self.standin.dm_of(self.slack_id)

    def send(self, body: str, timestamp: float | None = None) -> BoltResponse:
        return self.app.dispatch(bolt_request(body, self.standin.signing_secret, timestamp))

    def command(self, name: str, text: str = "", *, channel: str = SALES_CHANNEL.id, **rest: Any) -> Shown:
        """A slash command, typed in a channel unless said otherwise."""
        answer = self.send(self.command_body(name, text, channel=channel, **rest))
        if answer.body:
            said = json.loads(answer.body)
            return checked(Shown(answer.status, said["text"], said.get("blocks", []), said["response_type"]))
        return self.last(channel)

    def command_body(self, name: str, text: str = "", *, channel: str = SALES_CHANNEL.id, **rest: Any) -> str:
        in_dm = channel.startswith("D")
        url = self.standin.new_response_url(channel, self.slack_id)
        name_of_channel = "directmessage" if in_dm else "sales"
        return command_body(
            name,
            text,
            user_id=self.slack_id,
            channel_id=channel,
            channel_name=name_of_channel,
            response_url=url,
            **rest,
        )

    def last(self, channel: str) -> Shown:
        """The newest message that the bot showed this person there."""
        message = self.standin.messages(channel, seen_by=self.slack_id)[-1]
        return checked(Shown(200, message.text, message.blocks, "ephemeral" if message.ephemeral_to else ""))

    def message(self, text: str, **rest: Any) -> Shown:
        """A message typed in the chat with the bot."""
        posted = self.standin.workspace.post(self.dm, self.slack_id, text)
        event = {**posted.payload(), "channel": self.dm, "channel_type": "im"}
        assert self.send(event_body(event, **rest)).status == 200
        return self.last(self.dm)

    def click(self, shown: Shown, label: str, *, option: str = "", where: str = SALES_CHANNEL.id) -> Shown:
        """Click a button, or choose an option of a select, on a private answer."""
        block, element = shown.element(label)
        chosen: Json = {}
        if option:
            [picked] = [o for o in element["options"] if o["text"]["text"] == option]
            chosen = {"selected_option": picked}
        return self._clicked(action_of(element, block.get("block_id", "b1"), **chosen), where)

    def open_dialog(self, shown: Shown, label: str, *, where: str = SALES_CHANNEL.id) -> Json:
        """Click a button that opens a dialog, and give the dialog."""
        block, element = shown.element(label)
        action = action_of(element, block.get("block_id", "b1"))
        assert self.send(self._action_body(action, where)).status == 200
        view: Json = self.standin.views[self.slack_id][-1]
        return view

    def thumb(self, shown: Shown, vote: str, *, where: str = SALES_CHANNEL.id, **rest: Any) -> BoltResponse:
        """Click a thumb."""
        [element] = [b["elements"][0] for b in shown.blocks if b["type"] == "context_actions"]
        value = element["positive_button" if vote == "up" else "negative_button"]["value"]
        return self.send(self.thumb_body(value, where=where, **rest))

    def thumb_body(self, value: str, *, where: str = SALES_CHANNEL.id, ts: str | None = None) -> str:
        element = {"type": "feedback_buttons", "action_id": "feedback"}
        return self._action_body(action_of(element, "b9", action_ts=ts, value=value), where)

    def react(self, emoji: str, ts: str, *, added: bool = True, at: str = "", **rest: Any) -> BoltResponse:
        """Put an emoji on a message in the chat with the bot, or take it off."""
        event = {
            "type": "reaction_added" if added else "reaction_removed",
            "user": self.slack_id,
            "reaction": emoji,
            "item": {"type": "message", "channel": self.dm, "ts": ts},
            "event_ts": at or self.standin.workspace.next_ts(),
        }
        return self.send(event_body(event, **rest))

    def submit(self, view: Json, choice: str | None, words: str | None) -> BoltResponse:
        """Submit the modal that asks why."""
        picked = {"value": choice} if choice else None
        values = {
            "choice": {"choice": {"type": "radio_buttons", "selected_option": picked}},
            "words": {"words": {"type": "plain_text_input", "value": words}},
        }
        return self.send(view_submission_body(view, values, user_id=self.slack_id))

    def open_home(self, tab: str = "home") -> Json | None:
        """Open the App Home."""
        event = {"type": "app_home_opened", "user": self.slack_id, "channel": self.dm, "tab": tab}
        assert self.send(event_body(event)).status == 200
        home = self.standin.home(self.slack_id)
        assert home is None or complaints_about_view({"type": "home", "blocks": home["blocks"]}) == []
        return home

    def _clicked(self, action: Json, where: str) -> Shown:
        assert self.send(self._action_body(action, where)).status == 200
        return self.last(where)

    def _action_body(self, action: Json, where: str) -> str:
        message = None
        messages = self.standin.messages(where, seen_by=self.slack_id)
        if where.startswith("D"):
            message = [m for m in messages if m.user != self.slack_id and not m.ephemeral_to][-1].payload()
        source = message["ts"] if message else (messages[-1].ts if messages else None)
        return action_body(
            [action],
            user_id=self.slack_id,
            channel_id=where,
            message=message,
            ephemeral_ts=source or "1.000001",
            response_url=self.standin.new_response_url(where, self.slack_id, source),
        )


def checked(shown: Shown) -> Shown:
    """The same, as Slack would take it: within all limits, and with nothing live in its text."""
    assert complaints_about_blocks(shown.blocks) == []
    assert shown.text
    assert "<" not in shown.text
    return shown


@dataclass(frozen=True)
class Team:
    """Two reps and a manager, their bot, and the workspace they use."""

    app: App
    standin: SlackStandIn
    store: Store
    desk: Desk
    ada: Talk
    ben: Talk
    mia: Talk

    def talk(self, slack_id: str) -> Talk:
        return Talk(self.app, self.standin, slack_id)


PEOPLE = (
    Person("ada@example.com", "Ada Tan", Role.REP, "Asia/Singapore", "U0ADA"),
    Person("ben@example.com", "Ben Ng", Role.REP, "Asia/Jakarta", "U0BEN"),
    Person("mia@example.com", "Mia Lee", Role.MANAGER, "UTC", "U0MIA"),
)


def make_team(store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """Fill an empty store and talk to its bot."""
    fill(store)
    desk = Desk(store, lambda: NOW)
    app = make_app(desk, access)
    ada, ben, mia = (Talk(app, standin, str(person.slack_id)) for person in PEOPLE)
    return Team(app, standin, store, desk, ada, ben, mia)


COMPANIES = (
    # id, company, service, state, owner (1 Ada, 2 Ben, None)
    (1, "Acme Pte Ltd", "Rostering", FunnelState.HOT_LEAD, 1),
    (2, "Metro Foods", "Rostering", FunnelState.LEAD, 1),
    (3, "Metro Gas", "Payroll", FunnelState.CLIENT, 2),
    (4, "Metropolis Gym", "Rostering", FunnelState.COLD_LEAD, None),
    (5, "Qwik Express", "Payroll", FunnelState.PROSPECT, 2),
    (6, "Lost & Found <!channel>", "Rostering", FunnelState.UNQUALIFIED, 1),
)


def fill(store: Store) -> None:
    """Six companies of three owners; Acme has a second service that Ben sells."""
    for person in PEOPLE:
        store.people.add(person)
    with store.engine.writing() as connection:
        names = [(number, name) for number, name, *_ in COMPANIES]
        connection.execute(
            insert(companies),
            [
                {"id": n, "key": f"c{n}", "name": name, "norm": name.lower(), "properties": {}}
                for n, name in names
            ],
        )
        connection.execute(insert(pursuits), [_pursuit(*row) for row in (*COMPANIES, ACME_PAYROLL)])
        connection.execute(insert(touches), [TOUCH])
        connection.execute(insert(rounds), [LOST_ROUND])
        connection.execute(insert(facts), [{"key": "data_as_of", "value": "2026-11-23T00:10:00+00:00"}])
        index_names(connection, [(number, "company", name) for number, name in names])
    store.scores.replace([replace(SCORE, pursuit_id=n, win=w, reasons=(), raise_most=None) for n, w in WINS])
    store.scores.replace([replace(SCORE, win=0.53, as_of=NOW - timedelta(days=5))])
    store.scores.replace([SCORE])


ACME_PAYROLL = (7, "Acme Pte Ltd", "Payroll", FunnelState.LEAD, 2)
WINS = ((2, 0.71), (4, 0.12), (5, 0.44), (7, 0.3))
SCORE = LeadScore(
    pursuit_id=1,
    as_of=NOW - timedelta(hours=3),
    model_version="2026-11-22",
    level=ScoreLevel.FULL,
    win=0.62,
    win_low=0.48,
    win_high=0.74,
    like=57,
    like_won=40,
    base_rate=0.24,
    won=200,
    lost=600,
    next_state=FunnelState.PROSPECT,
    next_chance=0.71,
    days=41,
    days_low=25,
    days_high=80,
    reasons=(
        Reason(14.2, "next step with a date was set (3 Nov)"),
        Reason(11.1, "they named payroll errors as a pain"),
        Reason(9.4, "came by referral"),
        Reason(-8.0, "no reply for 12 days"),
        Reason(6.2, "4 touches in 14 days"),
        Reason(-4.9, "decision maker not yet heard"),
        Reason(10.0, "200 employees"),
    ),
    raise_most=Reason(7.0, "a call with the HR director"),
)
TOUCH = {
    "key": "t1",
    "company_id": 1,
    "pursuit_id": 1,
    "channel": "call",
    "direction": "out",
    "at": datetime(2026, 11, 11, 17, 30, tzinfo=UTC),  # the 12th in Singapore
    "duration_s": 725,
    "quote": "send me the quote before the board meeting",
    "next_step": "quotation",
    "next_step_due": date(2026, 11, 14),
}
LOST_ROUND = {
    "key": "r6",
    "pursuit_id": 6,
    "closed_at": datetime(2026, 10, 1, tzinfo=UTC),
    "outcome": "lost",
    "left_because": "budget frozen",
    "left_temporarily": True,
    "look_again_on": date(2027, 7, 1),
    "properties": {},
}


def _pursuit(number: int, company: str, service: str, state: FunnelState, owner: int | None) -> Json:
    return {
        "id": number,
        "company_id": 1 if company.startswith("Acme") else number,
        "service": service,
        "owner_id": owner,
        "owner_name": {1: "Ada Tan", 2: "Ben Ng"}.get(owner or 0, ""),
        "state": state.value,
    }
