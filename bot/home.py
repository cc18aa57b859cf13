"""The App Home tab of a person: what it shows, and the listener that publishes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from slack_sdk import WebClient

from bot.blocks.dates import Reader
from bot.blocks.feedback_section import NEWEST
from bot.blocks.home_view import HomePage, TeamPage, home_view
from bot.blocks.problem_card import notice_home
from bot.coaching import coaching_page
from bot.commands.cross_sell import best_offers
from bot.commands.leads import best_rows
from bot.due_lists import due_now
from bot.exchange import Command, Desk
from bot.places import attempt
from bot.replying import Body, Replies, attempted
from bot.sales_figures import month_lines
from ml.records import Person, QueueRow, Role

CONTROL_GROUP = "control_group"
_MOST = 5
_LOOKED_THROUGH = 200  # open pursuits in which overdue promises are looked for


def home_page(person: Person, desk: Desk, reader: Reader) -> HomePage:
    """What this person's home shows now; no pursuit is listed twice, nor one that is withheld today."""
    store = desk.store
    rows = best_rows(person, desk, limit=_LOOKED_THROUGH)
    now = due_now(person, desk, reader.now)
    due = now.due[:_MOST]
    shown = {touch.pursuit_id for touch in due} | now.withheld
    mine = [row for row in rows if row.owner_id == person.id or person.role is Role.REP]
    overdue = [row for row in _overdue(mine, reader) if row.pursuit_id not in shown][:_MOST]
    shown |= {row.pursuit_id for row in overdue}
    coaching = coaching_page(store, person, reader.now)
    promises = [promise for promise in coaching.promises if promise.pursuit_id not in shown]
    offers, all_offers = best_offers(person, desk)
    votes = store.ratings.totals(person.id)
    return HomePage(
        name=person.name,
        time_zone=person.time_zone,
        due=due,
        hot=[row for row in rows if row.pursuit_id not in shown][:_MOST],
        overdue=overdue,
        wants=store.preferences.of(person.id),
        effect=store.rated.effect(person.id),
        up=votes["up"],
        down=votes["down"],
        numbers=month_lines(store, person, reader.now),
        doubts=store.doubts.all_open(person.id)[:_MOST],
        offers=offers,
        all_offers=all_offers,
        coaching=replace(coaching, promises=promises),
        team=None if person.role is Role.REP else _team(desk, reader.now),
    )


class Home:
    """The listener of `app_home_opened`."""

    def __init__(self, replies: Replies, commands: Sequence[Command]) -> None:
        self._replies = replies
        self._commands = commands

    def listen(self, body: Body, client: WebClient) -> None:
        """Publish the home when its tab is opened; opening the Messages tab sends the same event."""
        event = body["event"]
        user_id = event.get("user")
        if event.get("tab") != "home" or not isinstance(user_id, str):
            return
        failure = attempted("the home", lambda: self._publish(user_id, client))
        if failure:
            view = notice_home(failure.sentence)
            attempt("views.publish", lambda: client.views_publish(user_id=user_id, view=view))

    def publish(self, user_id: str, person: Person, client: WebClient) -> None:
        """Publish a person's home as it is now: one call."""
        desk = self._replies.desk
        reader = Reader.of(person, desk.now())
        view = home_view(home_page(person, desk, reader), self._commands, reader)
        attempt("views.publish", lambda: client.views_publish(user_id=user_id, view=view))

    def _publish(self, user_id: str, client: WebClient) -> None:
        self.publish(user_id, self._replies.askers.person(user_id, client), client)


def _team(desk: Desk, now: datetime) -> TeamPage:
    told = desk.store.facts.get(CONTROL_GROUP, None) or {}
    return TeamPage(
        numbers=month_lines(desk.store, None, now),
        model=desk.store.models.current("win"),
        waiting=desk.store.models.waiting(),
        share=float(told.get("share") or 0.0),
        said=desk.store.said_feedback.all_open(limit=NEWEST),
        open_said=desk.store.said_feedback.count_open(),
    )


def _overdue(rows: Sequence[QueueRow], reader: Reader) -> list[QueueRow]:
    late = [row for row in rows if row.next_step_due and row.next_step_due < reader.today]
    return sorted(late, key=lambda row: str(row.next_step_due))
