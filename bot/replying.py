"""The one wrapper of all listeners: who asks, what is answered, where it is shown, and every failure in words.

Bolt runs with `process_before_response`, so that what was acknowledged is committed. A listener never raises: in
Bolt an exception after the ack would erase it, and the asker would see a time-out.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.askers import Askers
from bot.exchange import Answer, Click, Command, Desk, Question
from bot.failures import Failure, broken, designed
from bot.newest_blocks import NewestBlocks
from bot.places import Posted, is_direct, may_call, post, respond, rewrite, show_privately
from bot.typed_text import typed
from integrations.store.slow_answers import SlowAnswer
from ml.errors import SalesAssistantError
from ml.records import Person

Body = dict[str, Any]
Listener = Callable[[Ack, Body, WebClient], None]
Answering = Callable[[Question, Desk], Answer]


def attempted(what: str, work: Callable[[], object]) -> Failure | None:
    """Do it; None when it went well, else why not, in words. Never raises."""
    try:
        work()
    except SalesAssistantError as error:
        return designed(error)
    except Exception as error:  # noqa: BLE001 - the one place where any failure becomes words
        return broken(what, error)
    return None


@dataclass(frozen=True)
class Asking:
    """What Slack delivered: who asks, what was typed or clicked, Slack's own id of the request, and its address."""

    slack_id: str
    text: str
    request_key: str | None
    client: WebClient
    response_url: str = ""


@dataclass(frozen=True)
class ClickedOn:
    """Where a click came from; no `ts` on a private answer, no `channel` in the App Home."""

    slack_id: str
    channel: str
    ts: str
    response_url: str

    @classmethod
    def read(cls, body: Body) -> ClickedOn:
        """The place in a click's body."""
        channel, message = body.get("channel") or {}, body.get("message") or {}
        return cls(
            slack_id=str(body["user"]["id"]),
            channel=str(channel.get("id", "")),
            ts=str(message.get("ts", "")),
            response_url=str(body.get("response_url") or ""),
        )


class Replies:
    """Makes Bolt listeners of commands and clicks.

    Parameters
    ----------
    desk
        What answers may use.
    api_url
        The Web API in use: decides which response addresses are called.
    secret
        Makes suggestion ids unguessable, and the same for the same request.
    introduced
        As in `bot.askers.Askers`.
    """

    def __init__(
        self, desk: Desk, api_url: str, secret: str, introduced: Mapping[str, Person] | None = None
    ) -> None:
        self.desk = desk
        self.askers = Askers(desk.store, desk.now, introduced)
        self._api_url = api_url
        self._blocks = NewestBlocks(desk)
        self._secret = blake2b(secret.encode()).digest()

    def to_command(self, command: Command) -> Listener:
        """The listener of a slash command: answered in the ack, or in a direct message by a real one."""

        def listener(ack: Ack, body: Body, client: WebClient) -> None:
            failure = attempted(command.name, lambda: self._answer_command(command, ack, body, client))
            if failure:
                show_privately(ack, failure.answer)

        return listener

    def to_click(self, click: Click) -> Listener:
        """The listener of a button or select."""

        def listener(ack: Ack, body: Body, client: WebClient) -> None:
            failure = attempted(click.action, lambda: self._answer_click(click, body, client))
            if failure:
                self.tell(ClickedOn.read(body), failure.answer, client)
            ack()

        return listener

    def answer(self, asking: Asking, answering: Answering) -> Answer:
        """What the bot says to this person; a suggestion is committed before it is shown."""
        person = self.askers.person(asking.slack_id, asking.client)
        suggestion_id = self._suggestion_id(asking.request_key)
        question = Question(asking.text, person, self.desk.now(), suggestion_id, asking.request_key)
        answer = self._kept(answering(question, self.desk), question, asking.response_url)
        if answer.suggestion is None:
            return answer
        saved = self.desk.store.suggestions.save(answer.suggestion)
        return answer if saved is answer.suggestion else replace(answer, suggestion=saved)

    def _kept(self, answer: Answer, question: Question, response_url: str) -> Answer:
        """The answer, once that which the worker says after it is in the queue."""
        if answer.later is None:
            return answer
        later = replace(answer.later, id=question.suggestion_id)
        place = {"response_url": response_url} if may_call(response_url, self._api_url) else {}
        wanted = SlowAnswer(later.id, later.work, question.asker.id, later.text, question.at, place)
        self.desk.store.slow_answers.ask(wanted, place_follows=True)
        return replace(answer, later=later)

    def _goes_to(self, answer: Answer, **place: str) -> None:
        """Tell the worker where the rest of an answer goes."""
        if answer.later:
            self.desk.store.slow_answers.put_in(answer.later.id, place)

    def say(self, client: WebClient, channel: str, answer: Answer, thread_ts: str | None = None) -> bool:
        """Say it as a real message that emoji can rate; False when Slack did not take it."""
        if answer.suggestion and answer.suggestion.ts:
            return True  # the same request, delivered twice
        posted = self._blocks.tried(answer, lambda one: post(client, channel, one, thread_ts))
        if posted and answer.suggestion:
            self.desk.store.suggestions.attach_message(answer.suggestion.id, posted.channel, posted.ts)
        if posted:
            self._goes_to(answer, channel=posted.channel, ts=posted.ts)
        return posted is not None

    def tell(self, clicked: ClickedOn, answer: Answer, client: WebClient) -> None:
        """Say something to whoever clicked, seen by them alone; one attempt."""
        if may_call(clicked.response_url, self._api_url):
            self._blocks.tried(answer, lambda one: respond(clicked.response_url, one))
        else:
            self._blocks.tried(answer, lambda one: post(client, clicked.slack_id, one))

    def _answer_command(self, command: Command, ack: Ack, body: Body, client: WebClient) -> None:
        url = str(body.get("response_url") or "")
        asking = Asking(
            str(body["user_id"]), typed(body.get("text") or ""), body.get("trigger_id"), client, url
        )
        answer = self.answer(asking, command.answer)
        channel = str(body.get("channel_id", ""))
        in_dm = is_direct(channel, str(body.get("channel_name", "")))
        if (in_dm and self.say(client, channel, answer)) or self._tries(answer, url):
            ack()
        else:
            show_privately(ack, self._blocks.surely(answer))
            self._goes_to(answer, response_url=url)

    def _tries(self, answer: Answer, url: str) -> bool:
        """Say an answer in the newest blocks through the response address, as long as nobody knows if Slack takes them."""
        if not answer.classic or self._blocks.proven or not self._blocks.wanted:
            return False
        return may_call(url, self._api_url) and self._blocks.tried(answer, lambda one: respond(url, one))

    def _answer_click(self, click: Click, body: Body, client: WebClient) -> None:
        clicked = ClickedOn.read(body)
        trigger_id, url = body.get("trigger_id"), clicked.response_url
        asking = Asking(clicked.slack_id, _value(body), trigger_id, client, url)
        self._show(clicked, self.answer(asking, click.answer), client)

    def _show(self, clicked: ClickedOn, answer: Answer, client: WebClient) -> None:
        """A real message is answered by a real one, a private one privately, the App Home in our chat."""
        if answer.replaces and clicked.ts:
            place = Posted(clicked.channel, clicked.ts)
            self._blocks.tried(answer, lambda one: rewrite(client, place, one))
        elif (clicked.channel and not clicked.ts) or (
            not self.say(client, clicked.channel or clicked.slack_id, answer) and clicked.response_url
        ):
            self.tell(clicked, answer, client)
            self._goes_to(answer, response_url=clicked.response_url)

    def _suggestion_id(self, request_key: str | None) -> str:
        """The same for the same request, so that an answer delivered twice is one suggestion."""
        if request_key is None:
            return secrets.token_hex(12)
        return blake2b(request_key.encode(), key=self._secret, digest_size=12).hexdigest()


def _value(body: Body) -> str:
    """What the clicked button or the chosen option stands for."""
    action = body["actions"][0]
    return str((action.get("selected_option") or action).get("value", ""))
