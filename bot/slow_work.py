"""The slow half of answers: taken from the queue, made by a language model's help, and shown where they were asked for.

A message in a direct chat is rewritten in place; elsewhere one message comes through the address of the command.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.exchange import Answer, Bench, Desk, Question
from bot.places import Posted, may_call, post, respond, rewrite
from bot.replying import attempted
from integrations.store.slow_answers import MOST_TRIES, SlowAnswer
from ml.records import Person

Work = Callable[[Question, Desk, Bench], Answer]
_log = logging.getLogger(__name__)


@dataclass
class SlowWork:
    """Works off the queue; several at once may, each takes what nobody else has.

    Parameters
    ----------
    desk, bench
        What answers may use, and what only slow ones may: the language model.
    works
        The slow answers by name.
    client, api_url
        How Slack is reached; one attempt each.
    """

    desk: Desk
    bench: Bench
    works: Mapping[str, Work]
    client: WebClient
    api_url: str

    def work_off(self, *, until: Callable[[], bool] = lambda: False) -> int:
        """Answer all that waits, or until the process is to end; says how many were answered."""
        answered = 0
        while not until() and (asked := self.desk.store.slow_answers.take(self.desk.now())):
            answered += self._answer(asked)
        return answered

    def _answer(self, asked: SlowAnswer) -> bool:
        """Answer one; what Slack did not take is tried again later, a few times."""
        queue, person = self.desk.store.slow_answers, self.desk.store.people.by_id(asked.person_id)
        if person is None or asked.tries > MOST_TRIES or asked.work not in self.works:
            _log.warning("a slow answer (%s) was given up", asked.work)
            queue.end(asked.id, failed=True)
            return False
        shown = self._show(self._made(asked, person), asked, person)
        if shown or asked.tries >= MOST_TRIES:
            queue.end(asked.id, failed=not shown)
        return shown

    def _made(self, asked: SlowAnswer, person: Person) -> Answer:
        """The answer, or its failure in words."""
        question = Question(asked.text, person, self.desk.now(), asked.id)
        made = list[Answer]()
        work = self.works[asked.work]
        failure = attempted(asked.work, lambda: made.append(work(question, self.desk, self.bench)))
        if failure:
            return failure.answer
        suggestion = made[0].suggestion
        if suggestion:
            self.desk.store.suggestions.save(suggestion)
        return made[0]

    def _show(self, answer: Answer, asked: SlowAnswer, person: Person) -> bool:
        place, url = asked.place, asked.place.get("response_url", "")
        if place.get("ts"):
            return rewrite(self.client, Posted(place["channel"], place["ts"]), answer)
        if may_call(url, self.api_url) and respond(url, answer):
            return True
        posted = post(self.client, person.slack_id, answer) if person.slack_id else None
        if posted and answer.suggestion:
            self.desk.store.suggestions.attach_message(answer.suggestion.id, posted.channel, posted.ts)
        return posted is not None
