"""A draft lived through with real processes: asked for in Slack, written by a language model, said once whatever happens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import select, update

from bot.sandbox.plain_words import words_of
from bot.sandbox.signed_requests import command_body
from bot.sandbox.slack_standin import SALES_CHANNEL, SlackStandIn
from integrations.offer_file import offer_text
from integrations.store import Store
from integrations.store.conversation_schema import slow_answers
from ml.sample_offer import SAMPLE_OFFER
from tests.bot.slack_team import PEOPLE, Json, fill
from tests.bot.talked_with_acme import put_call
from tests.scenarios.live_hubspot import ADA_SLACK, Live, end, free_port, until
from tests.standins.openai_chat import OpenAiChat
from tests.standins.written_text import MODEL

KNOWN = ("Acme", "Mei Lin", "9123", "mei@acme.sg", "Ada Tan")


class Road(Live):
    """The program with a language model in the place of a CRM."""

    model: OpenAiChat

    @property
    def dm(self) -> str:
        return self.slack.dm_of(ADA_SLACK)

    def pitches(self, text: str, channel: str) -> str:
        """What is said at once."""
        body = command_body(
            "/pitch", text, user_id=ADA_SLACK, channel_id=channel,
            channel_name="directmessage" if channel == self.dm else "sales",
            response_url=self.slack.new_response_url(channel, ADA_SLACK),
        )  # fmt: skip
        answer = self.slack_sends(body)
        return str(answer["text"]) if answer else self.shown(channel)[-1]

    def shown(self, channel: str) -> list[str]:
        """All that Ada sees there, in words."""
        messages = self.slack.messages(channel, seen_by=ADA_SLACK)
        return [words_of(one.blocks) for one in messages]

    def drafted(self, channel: str, count: int) -> str:
        """The newest message, once there are so many and it is a draft."""
        until(lambda: len(self.shown(channel)) == count and "written by" in self.shown(channel)[-1])
        return self.shown(channel)[-1]

    def queue(self) -> list[tuple[str, int]]:
        """The slow answers so far: how each ended, and after how many tries."""
        query = select(slow_answers.c.state, slow_answers.c.tries).order_by(slow_answers.c.asked_at)
        with self.store.engine.reading() as connection:
            return [(row.state, row.tries) for row in connection.execute(query)]

    def the_dead_are_found(self) -> None:
        """Put back by minutes when a worker took what it still has: as if that time had passed."""
        taken = update(slow_answers).where(slow_answers.c.state == "taken")
        long_ago = datetime.now(UTC) - timedelta(minutes=10)
        with self.store.engine.writing() as connection:
            assert connection.execute(taken.values(taken_at=long_ago)).rowcount == 1


@pytest.fixture
def road(tmp_path: Path, migrated_file: Path) -> Iterator[Road]:
    """One team's store with a call, a workspace and a model; nothing is served yet."""
    file = tmp_path / ".sales-assistant" / "sales-assistant.db"
    file.parent.mkdir()
    shutil.copy(migrated_file, file)
    (file.parent / "offer.yaml").write_text(offer_text(SAMPLE_OFFER, headline="Ours"), encoding="utf-8")
    store, slack = Store.open(f"sqlite:///{file}"), SlackStandIn()
    fill(store)
    put_call(store)
    for person in PEOPLE:
        slack.admit(person)
    with OpenAiChat() as model, slack.serve() as slack_url:
        settings = {
            "SLACK_API_URL": slack_url, "SLACK_BOT_TOKEN": slack.bot_token, "SLACK_SIGNING_SECRET": slack.signing_secret,
            "LANGUAGE_MODEL": MODEL, "OPENAI_BASE_URL": model.base_url, "OPENAI_API_KEY": model.key,
        }  # fmt: skip
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        (tmp_path / ".env").write_text(lines, encoding="utf-8")
        nothing = cast("Json", None)
        road = Road(tmp_path, nothing, nothing, slack, store, free_port())  # type: ignore[arg-type] # no CRM here
        road.model = model
        try:
            yield road
        finally:
            for process in road.processes:
                end(process)
            store.close()


def test_a_day_with_a_language_model(road: Road) -> None:
    process = road.start()
    in_a_channel_the_draft_follows_for_the_asker_alone(road)
    in_the_chat_it_takes_the_place_of_what_was_said_first(road)
    what_leaves_the_machine_names_nobody(road)
    killed_in_the_middle_it_is_answered_once(road)
    without_the_model_the_template_speaks_and_says_why(road)
    road.stop(process)
    assert road.model.complaints == []
    assert "Traceback" not in road.log()
    assert not [known for known in (*KNOWN, "31 payslips") if known in road.log()]


def in_a_channel_the_draft_follows_for_the_asker_alone(road: Road) -> None:
    assert f"{MODEL} is writing a draft for Acme Pte Ltd (Email)" in road.pitches(
        "acme email", SALES_CHANNEL.id
    )
    draft = road.drafted(SALES_CHANNEL.id, 1)
    assert draft.startswith("Acme Pte Ltd · Rostering · Email\nSubject: ")
    assert f"written by openai:{MODEL}" in draft
    assert "Mei Lin" in draft
    assert road.slack.messages(SALES_CHANNEL.id, seen_by="U0BEN") == []


def in_the_chat_it_takes_the_place_of_what_was_said_first(road: Road) -> None:
    assert f"{MODEL} is writing a draft" in road.pitches("acme call", road.dm)
    assert f"written by openai:{MODEL}" in road.drafted(road.dm, 1)
    [message] = road.slack.messages(road.dm)
    said = road.store.suggestions.by_message(message.channel, message.ts)
    assert said is not None
    assert road.store.drafts.by_suggestion(said.id) is not None


def what_leaves_the_machine_names_nobody(road: Road) -> None:
    assert "[PERSON_1]" in road.model.sent
    assert not [known for known in KNOWN if known in road.model.sent]


def killed_in_the_middle_it_is_answered_once(road: Road) -> None:
    before = len(road.model.bodies)
    road.model.mode = "slow"
    road.pitches("acme whatsapp", road.dm)
    until(lambda: len(road.model.bodies) > before)
    road.worker().kill()
    road.model.mode = "good"
    until(lambda: road.queue()[-1] == ("taken", 1))
    road.the_dead_are_found()
    assert f"written by openai:{MODEL}" in road.drafted(road.dm, 2)
    until(lambda: road.queue()[-1] == ("done", 2))
    assert len(road.shown(road.dm)) == 2


def without_the_model_the_template_speaks_and_says_why(road: Road) -> None:
    road.model.stop()
    road.pitches("acme linkedin", SALES_CHANNEL.id)
    draft = road.drafted(SALES_CHANNEL.id, 2)
    [footer] = [line for line in draft.splitlines() if "written by the template" in line]
    assert footer.endswith(f" · The server of {MODEL} did not answer, so the template wrote this.")
    until(lambda: road.queue()[-1][0] == "done")
    assert road.queue() == [("done", 1), ("done", 1), ("done", 2), ("done", 1)]
